"""Whoosh and tantivy answer thousands of random questions alike, over the sample and over jsquad where it is there."""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pytest
from amounts import tried
from test_engines import TIE

from indexer.engines import engine_module
from indexer.engines.base import BM25, Engine
from indexer.pipeline.builder import Job, build
from indexer.query import (
    And,
    Best,
    Boost,
    Constant,
    DateRange,
    Filter,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Results,
    SearchRequest,
    Slot,
    Term,
    Wildcard,
)  # fmt: skip
from indexer.query_trees import unscored
from indexer.schema import FACETS
from indexer.storage.index_directory import ENGINE, current_generation

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SAKUIN_SHARED", ROOT.parent / "shared"))
JSQUAD = SHARED / "data/jsquad/passages.jsonl"
PASSAGES = 500
QUESTIONS = tried(500, 1_300)
ASKED = int(os.environ.get("SAKUIN_QUESTIONS", str(tried(100, 200))))
"""Questions that a cluster is asked."""

JUDGED = 40
"""Every so many questions the reference engine is asked too; it reads all passages for each."""


def sample(folder: Path) -> Path:
    return ROOT / "corpus"


def jsquad(folder: Path) -> Path:
    """The first passages of jsquad."""
    if not JSQUAD.is_file():
        pytest.skip(f"{JSQUAD} is not there")
    with JSQUAD.open(encoding="utf-8") as rows:
        (folder / "rows.jsonl").write_text("".join(islice(rows, PASSAGES)), encoding="utf-8")
    return folder / "rows.jsonl"


@pytest.fixture(scope="module", params=[sample, jsquad])
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """The three engines over the same passages."""
    folder = tmp_path_factory.mktemp("differential")
    source = request.param(folder)
    found = {}
    for name in ("memory", "whoosh", "tantivy"):
        build(Job((source,), folder / name, jobs=1, engine=name))
        generation = current_generation(folder / name)
        assert generation
        found[name] = engine_module(name).open_engine(generation / ENGINE, BM25())
    yield found
    for engine in found.values():
        engine.close()


class Questions:
    """Makes questions of what stands in an index."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._chance = random.Random(seed)
        fields = ("body_w", "body_g", "heading_w", "title_g", "keys", *FACETS)
        self._terms = {field: [term for term, _ in engine.terms(field)] or ["-"] for field in fields}
        self._makers = (
            self._term, self._term, self._phrase, self._phrase, self._near, self._prefix, self._wildcard, self._fuzzy,
            self._dates, self._tree, self._tree, self._tree,
        )  # fmt: skip

    def query(self, depth: int = 3) -> Query:
        return self._chance.choice(self._makers if depth else self._makers[:4])(depth)

    def request(self) -> SearchRequest:
        filters = []
        for field in self._chance.sample(("actor", "era", "lang", "year"), self._chance.choice((0, 0, 1, 2))):
            values = tuple(dict.fromkeys(self._chance.choices(self._terms[field], k=2)))
            filters.append(Filter(field, values) if self._chance.random() < 0.7 else Filter(field, (), values[:1]))
        return SearchRequest(self.query(), tuple(filters), FACETS, limit=100_000)

    def _one(self, *fields: str) -> tuple[str, str]:
        field = self._chance.choice(fields)
        return field, self._chance.choice(self._terms[field])

    def _term(self, depth: int) -> Query:
        field, text = self._one("body_w", "body_g", "heading_w", "title_g", "keys", "actor", "doc")
        combined = self._chance.random() < 0.3 and field == "body_w"
        return Term("text_w" if combined else field, text, once=self._chance.random() < 0.2)

    def _phrase(self, depth: int) -> Query:
        field, text = self._one("body_w", "body_g")
        if field == "body_g" and len(text) == 2:
            follow = [term for term in self._terms[field] if term[0] == text[1]] or [text]
            after = self._chance.choice(follow)
            prefix = self._chance.random() < 0.3
            return Phrase(field, (Slot(text, 0), Slot(after[:1] if prefix else after, 1, prefix)))
        return Phrase(field, (Slot(text, 0), Slot(self._one(field)[1], self._chance.randint(1, 3))))

    def _near(self, depth: int) -> Query:
        parts = tuple(Phrase("body_w", (Slot(self._one("body_w")[1], 0),)) for _ in range(2))
        return Near(parts, self._chance.randint(0, 9), self._chance.random() < 0.5)

    def _prefix(self, depth: int) -> Query:
        field, text = self._one("body_w", "body_g", "actor")
        return Prefix(field, text[: self._chance.randint(1, 3)])

    def _wildcard(self, depth: int) -> Query:
        field, text = self._one("body_w", "keys")
        place = self._chance.randrange(len(text))
        return Wildcard(field, text[:place] + self._chance.choice("*?") + text[place + 1 :])

    def _fuzzy(self, depth: int) -> Query:
        field, text = self._one("body_w")
        place = self._chance.randrange(len(text))
        return Fuzzy(field, text[:place] + text[place + 1 :], self._chance.choice((1, 1, 2)))

    def _dates(self, depth: int) -> Query:
        first = self._chance.randint(690_000, 730_000)
        return DateRange(first, first + self._chance.choice((0, 30, 3_000)))

    def _tree(self, depth: int) -> Query:
        parts = tuple(self.query(depth - 1) for _ in range(self._chance.randint(1, 3)))
        weight = self._chance.choice((0.0, 0.3, 2.0))
        choices: Sequence[Query] = (
            And(parts), Or(parts), Or(parts), Not(parts[0]), Boost(parts[0], weight), Maybe(parts[0], parts[-1]),
            And((parts[0], Not(parts[-1]))), Best(parts), Constant(parts[0]),
        )  # fmt: skip
        return self._chance.choice(choices)


def compared(found: Results, expected: Results, scores: bool) -> None:
    """The same passages with the same counts and, up to ties, in the same order."""
    assert found.total == expected.total
    mine, theirs = ({hit.id: hit.score for hit in results.hits} for results in (found, expected))
    assert mine.keys() == theirs.keys()
    assert (found.facets, found.bases) == (expected.facets, expected.bases)
    if scores:
        assert mine == pytest.approx(theirs, abs=TIE, rel=1e-5)
        order = [theirs[hit.id] for hit in found.hits]
        assert all(a >= b - 2 * TIE for a, b in pairwise(order))


@pytest.fixture(scope="module", params=["opensearch on one shard", "opensearch on three shards"])
def on_a_cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Engine]]:
    """A cluster and the engine that judges the others, over the same passages."""
    folder = tmp_path_factory.mktemp("cluster")
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAKUIN_OPENSEARCH_SHARDS", "3" if "three" in request.param else "1")
        for name in ("memory", "opensearch"):
            build(Job((ROOT / "corpus",), folder / name, jobs=1, engine=name))
            generation = current_generation(folder / name)
            assert generation
            found[name] = engine_module(name).open_engine(generation / ENGINE, BM25())
    yield found
    for engine in found.values():
        engine.close()


def test_a_cluster_finds_and_counts_what_the_reference_does(on_a_cluster: dict[str, Engine]) -> None:
    questions = Questions(on_a_cluster["memory"], seed=ASKED)
    found = 0
    for _ in range(ASKED):
        request = questions.request()
        expected = on_a_cluster["memory"].search(request)
        # Neighbours are scored one layout at a time (see opensearch_rows).
        compared(on_a_cluster["opensearch"].search(request), expected, scores="Near(" not in repr(request.query))
        found += bool(expected.total)
    assert found > ASKED / 3


def test_the_engines_find_and_count_the_same(engines: dict[str, Engine]) -> None:
    questions = Questions(engines["whoosh"], seed=len(engines))
    found = 0
    for number in range(QUESTIONS):
        request = questions.request()
        expected = engines["whoosh"].search(request)
        # tantivy scores one layout of neighbours at a time (see tantivy_queries).
        compared(engines["tantivy"].search(request), expected, scores="Near(" not in repr(request.query))
        if number % JUDGED == 0:
            compared(engines["memory"].search(request), expected, scores=True)
        found += bool(expected.total)
    assert found > QUESTIONS / 3


def test_an_engine_that_only_counts_counts_what_it_finds(engines: dict[str, Engine]) -> None:
    questions = Questions(engines["whoosh"], seed=len(engines) + 1)
    for _ in range(QUESTIONS // JUDGED):
        request = questions.request()
        bare = replace(request, query=unscored(request.query), sort="doc")
        for name in ("whoosh", "tantivy"):
            found, counted = engines[name].search(request), engines[name].search(replace(request, limit=0))
            assert (counted.total, counted.facets, counted.bases) == (found.total, found.facets, found.bases)
            unsorted = engines[name].search(bare).hits
            assert {hit.id for hit in unsorted} == {hit.id for hit in found.hits}
            assert not any(hit.score for hit in unsorted)
