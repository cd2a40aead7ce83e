"""The promise, at length: 50,000 runs that stand in passages, each asked for, none missed, on every engine.

Runs are drawn as the tests draw them (tests/promise.py) and asked in quotes, every fifth also as it is. Ends with exit
status 1 where one is missed.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import JSQUAD, KYOTO, REPOSITORY, SEEDS, Corpus, Home, searcher
from relevance import shared

from indexer.collection import Collection
from indexer.config import Config
from indexer.document import Metadata, Passage
from indexer.engines.base import BM25, Engine
from indexer.engines.memory import MemoryEngine
from indexer.pipeline.entries import entry
from indexer.query import SearchRequest
from search_app.planning.planner import Planner
from search_app.query_language.authorities import Names
from search_app.query_language.parser import parse
from search_app.state.switches import NAMES, Switches

sys.path.insert(0, str(REPOSITORY / "tests"))

from promise import OPERATORS, quotation, runs, visible

SAMPLE = Corpus("sample", str(REPOSITORY / "corpus"), "passage", "corpus/collection.toml")
SETS = ((SAMPLE, 0.2), (SEEDS, 0.1), (JSQUAD, 0.35), (KYOTO, 0.35))
"""Each set, and its share of the runs."""

BARE_EVERY = 5
"""Of the runs that have no sign of the query language every so many is asked without quotes too."""

TYPED_ALONE = Switches(frozenset(NAMES["expand"]))
"""What stands in a text is to be found by itself, not by another name of it."""

TOGETHER = 5
"""Passages in one memory engine, which looks at each of them for every question."""

Row = tuple[Passage, str]
Ask = Callable[[str], set[str]]


@dataclass
class Count:
    """Questions asked of an engine, and those that missed."""

    asked: int = 0
    missed: int = 0


def main() -> None:
    options = _options()
    home = Home(shared(), options.work)
    failed = 0
    for corpus, share in SETS:
        rows = drawn(corpus, round(options.runs * share), home)
        for name, chosen in {"whoosh": _whoosh, "memory": _memory}.items():
            count = Count()
            for asked, group in chosen(corpus, rows, home):
                _ask_all(asked, group, count)
            print(
                f"{corpus.name}  {name}  {len(rows):,} runs  {count.asked:,} questions  {count.missed} missed",
                flush=True,
            )
            failed += count.missed
    sys.exit(bool(failed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "sakuin-benchmarks", metavar="DIR")
    return parser.parse_args()


def drawn(corpus: Corpus, wanted: int, home: Home) -> list[Row]:
    """So many runs, from all passages alike."""
    chance = random.Random(corpus.name)
    passages = list(_passages(corpus, home))
    each = -(-wanted // len(passages))
    rows = [(passage, run) for passage in passages for run in runs(visible(passage), chance, each)]
    chance.shuffle(rows)
    return rows[:wanted]


def _passages(corpus: Corpus, home: Home) -> Iterator[Passage]:
    store = searcher(corpus, home).library.store
    found = {p.passage.id: p.passage for d in store.documents() for p in store.passages_of(d.id)}
    return iter(found.values())


def _whoosh(corpus: Corpus, rows: Sequence[Row], home: Home) -> Iterator[tuple[Ask, Sequence[Row]]]:
    """The engine of the index that the builder made, with all rows."""
    yield _asking(searcher(corpus, home).library.engine, searcher(corpus, home).names), rows


def _memory(corpus: Corpus, rows: Sequence[Row], home: Home) -> Iterator[tuple[Ask, Sequence[Row]]]:
    """Memory engines over a few passages each, with the rows that were drawn from them."""
    by_passage: dict[str, list[Row]] = {}
    for row in rows:
        by_passage.setdefault(row[0].id, []).append(row)
    groups = list(by_passage.values())
    for first in range(0, len(groups), TOGETHER):
        group = [row for rows_ in groups[first : first + TOGETHER] for row in rows_]
        entries = {passage.id: entry(passage, Metadata(), "", "") for passage, _ in group}
        yield _asking(MemoryEngine(entries, BM25()), Names(Collection())), group


def _asking(engine: Engine, names: Names) -> Ask:
    def ask(question: str) -> set[str]:
        query = Planner(Config(), names, switches=TYPED_ALONE).plan(parse(question).tree).query
        return {hit.id for hit in engine.search(SearchRequest(query, sort="doc", limit=1_000_000)).hits}

    return ask


def _ask_all(ask: Ask, rows: Sequence[Row], count: Count) -> None:
    for number, (passage, run) in enumerate(rows):
        bare = number % BARE_EVERY == 0 and not OPERATORS.search(run)
        for question in (quotation(run), run if bare else ""):
            if question:
                count.asked += 1
                if passage.id not in ask(question):
                    count.missed += 1
                    print(f"missed: {question!r} in {passage.id}", file=sys.stderr)


if __name__ == "__main__":
    main()
