"""tantivy's counts are exact whichever segment a value stands in, and all of a facet are given, however many."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from engine_cases import opened, write

from indexer.document import IndexEntry
from indexer.engines import tantivy_facets
from indexer.engines.base import Engine
from indexer.query import Every, Query, Results, SearchRequest, Term

FIELDS = ("actor", "doc", "year")
SEGMENTS, PASSAGES = 4, 300
MANY_DOCUMENTS = 102_349
"""More than tantivy gives of one facet."""

JAPANESE, ENGLISH = Term("lang", "ja"), Term("lang", "en")


def bare(number: int, lang: str, **keywords: Sequence[str]) -> IndexEntry:
    """An entry without a text."""
    return IndexEntry(f"{number:016x}", {}, {"lang": (lang,), **keywords}, (), ("d", number))


def scattered(seed: int) -> list[IndexEntry]:
    """Passages whose values are frequent in one segment and rare in another: 人物 by chance, documents that go on from
    one segment into the next, years that each stand once."""
    chance = random.Random(seed)
    names = [f"人物{n}" for n in range(40)]
    entries = []
    for number in range(SEGMENTS * PASSAGES):
        favoured = names[: 1 + number // PASSAGES * 12]
        actors = tuple(dict.fromkeys(chance.choices(favoured + names, k=chance.randrange(3))))
        lang = chance.choice(("ja", "ja", "en"))
        entries.append(bare(number, lang, actor=actors, doc=(f"文書{number // 7}",), year=(f"{number:04d}",)))
    return entries


@pytest.fixture(scope="module", params=range(3))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The judge, and tantivy with each part of the passages in a segment of its own."""
    folder, entries = tmp_path_factory.mktemp("facets"), scattered(request.param)
    rows = iter(entries)
    while part := list(islice(rows, PASSAGES)):
        write("tantivy", folder / "tantivy", part)
    write("memory", folder / "memory", entries)
    yield opened("memory", folder / "memory"), opened("tantivy", folder / "tantivy")


def counted(engine: Engine, query: Query, values: int) -> Results:
    return engine.search(SearchRequest(query, facets=FIELDS, limit=0, values=values))


@pytest.mark.parametrize("few", [2, 5, 20, 1_000])
@pytest.mark.parametrize("many", [7, 60_000])
@pytest.mark.parametrize("values", [0, 1, 3, 10, 400])
@pytest.mark.parametrize("query", [Every(), JAPANESE, ENGLISH])
def test_the_most_frequent_are_given_with_exact_counts_however_few_are_asked_for_at_first(
    both: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch, query: Query, values: int, few: int, many: int
) -> None:
    monkeypatch.setattr(tantivy_facets, "FEW", few)
    monkeypatch.setattr(tantivy_facets, "MANY", many)
    all_of_them, given = counted(both[0], query, 0), counted(both[1], query, values)
    for field in FIELDS:
        judged = {row.value: row.count for row in all_of_them.facets[field]}
        rows = given.facets[field]
        assert all(judged[row.value] == row.count for row in rows), field
        assert [row.count for row in rows] == sorted(judged.values(), reverse=True)[: values or None], field


def test_every_document_of_a_large_collection_is_given_with_its_count(tmp_path: Path) -> None:
    entries = (
        bare(number, "ja" if number % 3 else "en", doc=(f"文書{number % MANY_DOCUMENTS}", f"work{number % 5}"))
        for number in range(MANY_DOCUMENTS + 1_000)
    )
    write("tantivy", tmp_path, entries)
    engine = opened("tantivy", tmp_path)
    for query, languages in ((Every(), "ja en"), (ENGLISH, "en")):
        judged: Counter[str] = Counter()
        for number in range(MANY_DOCUMENTS + 1_000):
            if ("ja" if number % 3 else "en") in languages.split():
                judged.update((f"文書{number % MANY_DOCUMENTS}", f"work{number % 5}"))
        found = engine.search(SearchRequest(query, facets=("doc",), limit=0)).facets["doc"]
        assert {row.value: row.count for row in found} == judged
