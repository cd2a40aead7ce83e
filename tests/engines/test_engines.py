"""One contract for all engines, with `memory` as the judge: what is found, in which order, with which score."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log
from pathlib import Path
from pickle import PickleError

import pytest
from engine_cases import ALL, collection, entry, literal, near, one_of_each_kind, opened, p, w, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.document import IndexEntry, Token
from indexer.engines import EMBEDDED, ENGINES, engine_module
from indexer.engines.base import BM25, LAGGING, Engine, edit_distance, is_near, ranked, rounded_length, wildcard_pattern
from indexer.errors import SakuinError, SettingError
from indexer.query import (
    SORTS,
    Among,
    And,
    Best,
    Boost,
    Constant,
    DateRange,
    Every,
    FacetCount,
    Filter,
    Fuzzy,
    Hit,
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
from indexer.schema import FACETS, FIELDS
from indexer.terms import Terms, finished

each_engine = pytest.mark.parametrize("name", ENGINES)


ON_THREE_SHARDS = "opensearch on three shards"


@pytest.fixture(scope="module", params=[*ENGINES, ON_THREE_SHARDS])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Each engine in turn, over the collection of engine_cases."""
    name, path = request.param.partition(" ")[0], tmp_path_factory.mktemp("contract") / "index"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAKUIN_OPENSEARCH_SHARDS", "3" if request.param == ON_THREE_SHARDS else "1")
        write(name, path, collection())
    found = opened(name, path)
    yield found
    found.close()


def ids(engine: Engine, query: Query, **options: object) -> list[str]:
    results = engine.search(SearchRequest(query, **{"limit": 100, **options}))  # type: ignore[arg-type]
    return [hit.id for hit in results.hits]


def score(engine: Engine, query: Query, passage_id: str) -> float:
    hits = engine.search(SearchRequest(query, limit=100)).hits
    return next(hit.score for hit in hits if hit.id == passage_id)


FOUND: tuple[tuple[Query, str], ...] = (
    # terms
    (w("war"), "a1 a2 a3"),
    (w("wa"), ""),
    (w("冷戦"), "c1 c2"),
    (w("冷"), ""),
    (w("us"), "a2"),
    (w("US"), "a2"),
    (Term("keys", "k:ゴルバチヨフ"), "c3 c4"),
    (Term("lang", "en"), "a1 a2 a3 b4 c4"),
    (Term("actor", "us"), "a1 a2 b3 c1"),
    (Term("title_w", "war"), ""),
    # phrases
    (p("cold war"), "a1 a3"),
    (p("war cold"), "a3"),
    (p("cold war", start=3), "a1 a3"),
    (p("containment policy"), "a1 a2"),
    (p("policy containment"), ""),
    (p("policy _ containment"), "a4"),
    (p("冷戦 終結"), "c1"),
    (p("冷戦 _ 終結"), "c2"),
    (p("wall _ berlin"), "b4"),
    (p("ceasefir fire line"), "b1"),
    (p("ceas fire line"), "b1"),
    (p("us/US"), "a2"),
    (p("berlin/wall"), ""),
    (p("cold"), "a1 a3"),
    (p(""), ""),
    (p("berlin absent"), ""),
    # prefix slots
    (p("berlin wa*"), "b2 b3"),
    (p("co* war"), "a1 a3"),
    (p("be* wal*"), "b2 b3"),
    (p("冷戦 終*"), "c1"),
    (p("con*"), "a1 a2 a4"),
    (p("x* war"), ""),
    # what stands in the text, whatever its words
    (literal("核兵器"), "a2 a3"),
    (literal("核"), "a2 a3"),
    (literal("反核"), "a3"),
    (literal("大西"), "a4"),
    (literal("西洋条"), "a4"),
    (literal("nato拡"), "a4"),
    (literal("2次"), "b1"),
    (literal("冷戦終結"), "c1"),
    (literal("ミハイルゴルバチョフ"), "c4"),
    (literal("べるりん"), "b2 b3"),
    # neighbours
    (near("berlin", "wall", distance=0), "b2 b3"),
    (near("wall", "berlin", distance=0), "b2 b3"),
    (near("berlin", "wall", distance=1), "b2 b3 b4"),
    (near("wall", "berlin", distance=1, ordered=True), "b4"),
    (near("berlin", "wall", distance=1, ordered=True), "b2 b3"),
    (near("containment", "policy", distance=0), "a1 a2"),
    (near("containment", "policy", distance=1), "a1 a2 a4"),
    (near("containment", "policy", distance=1, ordered=True), "a1 a2"),
    (near("冷戦", "終結", distance=0), "c1"),
    (near("終結", "冷戦", distance=1), "c1 c2"),
    (near("berlin", "berlin", distance=0), "b2"),
    (near("cold war", "containment", distance=0), "a1"),
    (near("cold war", "war", distance=9), "a3"),
    (near("wall", "berlin", "line", distance=4), "b4"),
    (near("wall", "berlin", "line", distance=3), ""),
    (near("line", "wall", "berlin", distance=4), "b4"),
    (near("line", "wall", "berlin", distance=4, ordered=True), ""),
    (near("berlin", "absent", distance=9), ""),
    (near("berlin", distance=0), "b2 b3 b4"),
    (near("con*", "pol*", distance=0), "a1 a2"),
    (near("war", "", distance=3), ""),
    (Near((), 3), ""),
    # words that stand for many
    (Prefix("body_w", "cont"), "a1 a2 a4"),
    (Prefix("body_w", "ゴル"), "c3 c4"),
    (Prefix("body_w", "x"), ""),
    (Prefix("actor", "us"), "a1 a2 b1 b2 b3 c1 c3 c4"),
    (Wildcard("body_w", "w?r"), "a1 a2 a3"),
    (Wildcard("body_w", "b*n"), "b2 b3 b4"),
    (Wildcard("body_w", "*ment"), "a1 a2 a4"),
    (Wildcard("body_w", "ゴ*フ"), "c3 c4"),
    (Wildcard("body_w", "冷?"), "c1 c2"),
    (Wildcard("body_w", "冷??"), ""),
    (Wildcard("body_w", "w[a]r"), ""),
    (Wildcard("body_w", "w.r"), ""),
    (Wildcard("body_w", "war"), "a1 a2 a3"),
    (Wildcard("body_w", "*"), " ".join(ALL)),
    (Wildcard("actor", "?s"), "a1 a2 b3 c1"),
    (Fuzzy("body_w", "polciy"), "a1 a2 a4"),
    (Fuzzy("body_w", "polcyi"), ""),
    (Fuzzy("body_w", "polcyi", edits=2), "a1 a2 a4"),
    (Fuzzy("body_w", "polic"), "a1 a2 a4"),
    (Fuzzy("body_w", "policey"), "a1 a2 a4"),
    (Fuzzy("body_w", "ゴルバチョプ"), "c3 c4"),
    (Fuzzy("body_w", "war", edits=0), "a1 a2 a3"),
    # dates
    (DateRange(20, 30), "a1 a2 b1"),
    (DateRange(21, 29), "b1"),
    (DateRange(9, 9), ""),
    (DateRange(45, 45), "a4"),
    (DateRange(8, 8), "a4"),
    (DateRange(9, 39), "a1 a2 b1 b4"),
    (DateRange(None, 10), "a1 a4"),
    (DateRange(66, None), "c1 c2"),
    (DateRange(76, None), ""),
    (DateRange(), "a1 a2 a4 b1 b2 b4 c1 c2 c3 c4"),
    # trees
    (And((w("war"), w("cold"))), "a1 a3"),
    (And((w("war"), w("absent"))), ""),
    (And((w("war"), Not(w("cold")))), "a2"),
    (And((Not(w("cold")), w("war"))), "a2"),
    (And((w("war"),)), "a1 a2 a3"),
    (And(()), ""),
    (Or((w("cold"), w("冷戦"))), "a1 a3 c1 c2"),
    (Or((w("cold"), w("absent"))), "a1 a3"),
    (Or(()), ""),
    (Or((And(()), w("cold"))), "a1 a3"),
    (Best((w("cold"), w("冷戦"), w("absent"))), "a1 a3 c1 c2"),
    (Best((w("cold"),)), "a1 a3"),
    (Best((w("absent"), Term("title_w", "war"))), ""),
    (Best(()), ""),
    (And((Every(), Or(()))), ""),
    (Not(Not(w("war"))), "a1 a2 a3"),
    (Not(And(())), " ".join(ALL)),
    (Not(Every()), ""),
    (Not(DateRange()), "a3 b3"),
    (Every(), " ".join(ALL)),
    (Among(frozenset({"a1", "c4", "gone"})), "a1 c4"),
    (Among(frozenset()), ""),
    (And((w("war"), Among(frozenset({"a2", "b1"})))), "a2"),
    (Not(Among(frozenset(ALL[1:]))), "a1"),
    (Boost(w("war"), 0.0), "a1 a2 a3"),
    (Maybe(w("war"), w("cold")), "a1 a2 a3"),
    (Maybe(w("war"), Or(())), "a1 a2 a3"),
    (Maybe(w("absent"), w("war")), ""),
)


@pytest.mark.parametrize(("query", "expected"), FOUND, ids=lambda value: str(value).partition("frozenset")[0][:70])
def test_a_query_finds_the_passages_it_describes(engine: Engine, query: Query, expected: str) -> None:
    results = engine.search(SearchRequest(query, sort="doc", limit=100))
    assert [hit.id for hit in results.hits] == expected.split()
    assert results.total == len(expected.split())


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_no_tree_of_schema_fields_raises_anything(engine: Engine, field: str, tmp_path: Path) -> None:
    write("memory", tmp_path, collection())
    judge = opened("memory", tmp_path)
    for query in one_of_each_kind(field):
        assert ids(engine, query, sort="doc") == ids(judge, query, sort="doc"), query


IDF_3_OF_12 = log(1 + 9.5 / 3.5)
"""berlin, wall and war stand in 3 of 12 passages; the average passage has 45 words and 3 gaps / 12."""


@pytest.mark.parametrize(
    ("query", "passage_id", "expected"),
    [
        (w("berlin"), "b2", 2.062007),
        (w("berlin"), "b2", IDF_3_OF_12 * 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 4 / 4))),
        (w("berlin"), "b3", IDF_3_OF_12 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 4))),
        (w("berlin"), "b4", IDF_3_OF_12 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 10 / 4))),
        (p("berlin wall"), "b2", 2 * IDF_3_OF_12 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 4))),
        (p("berlin wa*"), "b2", IDF_3_OF_12 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 4))),
        (p("be* wa*"), "b2", 0.0),
        (p("berlin"), "b2", 2.062007),
        (near("wall", "berlin", distance=1, ordered=True), "b4", 2 * IDF_3_OF_12 * 2.2 / (1 + 1.2 * 2.125)),
        (Term("body_w", "berlin", once=True), "b2", IDF_3_OF_12),
        (Term("lang", "ja", once=True), "b2", 0.0),
        (Boost(w("berlin"), 0.5), "b2", 2.062007 / 2),
        (Or((w("berlin"), w("wall"))), "b3", 2 * IDF_3_OF_12 * 2.2 / (1 + 1.2 * 0.625)),
        (Or((w("berlin"), w("absent"))), "b2", 2.062007),
        (Best((w("berlin"), DateRange())), "b2", 2.062007),
        (Best((DateRange(), w("absent"))), "b2", 1.0),
        (Boost(Constant(w("berlin")), 3.0), "b2", 3.0),
        (Maybe(w("berlin"), Constant(w("absent"))), "b2", 2.062007),
        (And((w("berlin"), w("wall"))), "b3", 2 * IDF_3_OF_12 * 2.2 / (1 + 1.2 * 0.625)),
        (And((w("berlin"), Not(w("war")))), "b2", 2.062007),
        (And((w("berlin"), Term("lang", "ja"))), "b2", 2.062007),
        (Maybe(w("berlin"), w("wall")), "b3", 2 * IDF_3_OF_12 * 2.2 / (1 + 1.2 * 0.625)),
        (Maybe(w("berlin"), w("absent")), "b2", 2.062007),
        (Term("lang", "ja"), "b2", 0.0),
        (Every(), "b2", 0.0),
        (And((w("berlin"), Among(frozenset({"b2"})))), "b2", 2.062007),
        (Not(w("war")), "b2", 0.0),
        (Prefix("body_w", "b"), "b2", 1.0),
        (Wildcard("body_w", "b*"), "b2", 1.0),
        (Fuzzy("body_w", "berlni"), "b2", 1.0),
        (DateRange(60, 60), "b2", 1.0),
        (Boost(DateRange(60, 60), 0.3), "b2", 0.3),
        (Prefix("actor", "u"), "b2", 1.0),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_score_is_the_one_computed_by_hand(engine: Engine, query: Query, passage_id: str, expected: float) -> None:
    assert score(engine, query, passage_id) == pytest.approx(expected, abs=6e-5)


@each_engine
def test_k1_and_b_are_those_the_engine_is_opened_with(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, collection())
    if name in ("tantivy", "opensearch"):
        with pytest.raises(SettingError, match=r"scores with k1 = 1.2 and b = 0.75 alone.*--engine whoosh"):
            engine_module(name).open_engine(tmp_path, BM25(k1=0.0))
        return
    plain = engine_module(name).open_engine(tmp_path, BM25(k1=0.0))
    assert score(plain, w("berlin"), "b2") == score(plain, w("berlin"), "b4") == pytest.approx(IDF_3_OF_12, abs=6e-5)
    plain.close()


@each_engine
def test_a_long_passage_is_scored_by_its_rounded_length(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "war " + "x " * 102), entry("a2", "war " + "x " * 95), entry("a3", "peace")])
    engine = opened(name, tmp_path)
    assert score(engine, w("war"), "a1") == score(engine, w("war"), "a2")
    norm = 1.2 * (0.25 + 0.75 * 96 / ((103 + 96 + 1) / 3))
    assert score(engine, w("war"), "a1") == pytest.approx(log(1 + 1.5 / 2.5) * 2.2 / (1 + norm), abs=6e-5)
    engine.close()


def test_relevance_puts_the_best_first(engine: Engine) -> None:
    assert ids(engine, w("berlin")) == ["b2", "b3", "b4"]
    assert ids(engine, Maybe(w("war"), Boost(w("us"), 9.0)))[0] == "a2"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("relevance", "a1 a2 a3 a4 b1 b2 b3 b4 c1 c2 c3 c4"),
        ("doc", "a1 a2 a3 a4 b1 b2 b3 b4 c1 c2 c3 c4"),
        ("date", "a4 a1 b4 b1 a2 b2 c3 c4 c1 c2 a3 b3"),
        ("-date", "c1 c2 c3 c4 b2 a2 b1 b4 a1 a4 a3 b3"),
    ],
)
def test_hits_come_by_sort_and_ties_in_the_order_documents_read(engine: Engine, sort: str, expected: str) -> None:
    assert ids(engine, Every(), sort=sort) == expected.split()


@each_engine
@pytest.mark.parametrize("sort", SORTS)
def test_passages_of_the_same_place_come_by_id(name: str, sort: str, tmp_path: Path) -> None:
    places = [("z9", ("m", 2)), ("b2", ("m", 10)), ("b1", ("m", 10)), ("a5", ("n", 0))]
    write(name, tmp_path, [entry(id_, "war", order=order) for id_, order in places])
    engine = opened(name, tmp_path)
    assert ids(engine, w("war"), sort=sort) == ["z9", "b1", "b2", "a5"]
    engine.close()


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [(0, 5, ALL[:5]), (5, 5, ALL[5:10]), (10, 5, ALL[10:]), (12, 5, ()), (99, 5, ()), (3, 0, ()), (0, 0, ())],
)
def test_a_page_is_a_cut_and_the_total_stays(
    engine: Engine, offset: int, limit: int, expected: tuple[str, ...]
) -> None:
    results = engine.search(SearchRequest(Every(), facets=("lang",), offset=offset, limit=limit))
    assert tuple(hit.id for hit in results.hits) == expected
    assert results.total == 12
    assert results.facets == {"lang": (FacetCount("ja", 7), FacetCount("en", 5))}


GROUPS = {"a1": "g", "a3": "g", "c4": "g", "b1": "h", "b3": "h", "b4": "alone"}


@pytest.mark.parametrize(
    ("offset", "limit", "expected", "similar"),
    [
        (0, 9, "a1 a2 a4 b1 b2 b4 c1 c2 c3", {"a1": ("a3", "c4"), "b1": ("b3",)}),
        (0, 2, "a1 a2", {"a1": ("a3", "c4")}),
        (2, 2, "a4 b1", {"b1": ("b3",)}),
        (8, 5, "c3", {}),
        (9, 5, "", {}),
        (0, 0, "", {}),
    ],
)
def test_of_a_group_the_first_is_a_hit_and_the_others_stand_under_it(
    engine: Engine, offset: int, limit: int, expected: str, similar: dict[str, tuple[str, ...]]
) -> None:
    request = SearchRequest(Every(), facets=("lang",), offset=offset, limit=limit, groups=GROUPS)
    results = engine.search(request)
    assert [hit.id for hit in results.hits] == expected.split()
    assert (results.total, results.folded, results.similar) == (12, 3, similar)
    assert results.facets == {"lang": (FacetCount("ja", 7), FacetCount("en", 5))}


@pytest.mark.parametrize(
    ("sort", "filters", "first", "similar"),
    [
        ("doc", (Filter("lang", ("en",)),), "a1", {"a1": ("a3", "c4")}),
        ("-date", (Filter("lang", ("en",)),), "c4", {"c4": ("a1", "a3")}),
        ("doc", (Filter("actor", ("ussr",)),), "a2", {}),
    ],
)
def test_the_first_of_a_group_is_the_first_of_those_found_in_the_order_asked_for(
    engine: Engine, sort: str, filters: tuple[Filter, ...], first: str, similar: dict[str, tuple[str, ...]]
) -> None:
    results = engine.search(SearchRequest(Every(), filters, sort=sort, limit=100, groups=GROUPS))
    assert (results.hits[0].id, results.similar) == (first, similar)
    assert len(results.hits) + results.folded == results.total


EN, JA = Filter("lang", ("en",)), Filter("lang", ("ja",))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((), " ".join(ALL)),
        ((EN,), "a1 a2 a3 b4 c4"),
        ((Filter("lang", ("en", "ja")),), " ".join(ALL)),
        ((Filter("lang", exclude=("ja",)),), "a1 a2 a3 b4 c4"),
        ((Filter("actor", ("us",)),), "a1 a2 b3 c1"),
        ((Filter("actor", exclude=("us",)),), "a3 a4 b1 b2 b4 c2 c3 c4"),
        ((Filter("actor", ("us", "nato"), ("ussr",)),), "a1 a4 b3"),
        ((Filter("actor", exclude=("us", "ussr", "nato")),), "a3 b4 c2"),
        ((EN, Filter("actor", ("ussr",))), "a2 c4"),
        ((EN, JA), ""),
        ((Filter("actor", ("us",)), Filter("actor", ("ussr",))), "a2 c1"),
        ((Filter("lang", ("fr",)),), ""),
        ((Filter("lang", exclude=("fr",)),), " ".join(ALL)),
        ((Filter("year", ("1947",)),), ""),
    ],
    ids=str,
)
def test_filters_keep_what_is_included_and_drop_what_is_excluded(
    engine: Engine, filters: tuple[Filter, ...], expected: str
) -> None:
    results = engine.search(SearchRequest(Every(), filters, limit=100))
    assert [hit.id for hit in results.hits] == expected.split()
    assert results.total == len(expected.split())


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        (Every(), (), {"lang": "12: ja 7 en 5", "actor": "12: ussr 6 us 4 nato 1"}),
        (Every(), (EN,), {"lang": "12: ja 7 en 5", "actor": "5: us 2 ussr 2"}),
        (Every(), (Filter("actor", ("us",)),), {"lang": "4: en 2 ja 2", "actor": "12: ussr 6 us 4 nato 1"}),
        (Every(), (EN, Filter("actor", ("us",))), {"lang": "4: en 2 ja 2", "actor": "5: us 2 ussr 2"}),
        (Every(), (Filter("lang", ("fr",)),), {"lang": "12: ja 7 en 5", "actor": "0:"}),
        (w("war"), (), {"lang": "3: en 3", "actor": "3: us 2 ussr 1"}),
        (w("absent"), (), {"lang": "0:", "actor": "0:", "year": "0:"}),
        # a value that is left out is counted as if it alone were not
        (Every(), (Filter("lang", exclude=("ja",)),), {"lang": "5: ja 7 en 5", "actor": "5: us 2 ussr 2"}),
        (Every(), (Filter("actor", exclude=("us",)),), {"lang": "8: ja 5 en 3", "actor": "8: us 4 ussr 4 nato 1"}),
        (Every(), (Filter("actor", exclude=("us", "ussr")),), {"actor": "4: ussr 4 us 2 nato 1"}),
        (
            Every(),
            (Filter("actor", exclude=("us",)), Filter("actor", exclude=("ussr",))),
            {"actor": "4: ussr 4 us 2 nato 1"},
        ),
        (Every(), (EN, Filter("actor", ("ussr",), ("us",))), {"lang": "4: ja 3 en 1", "actor": "3: us 2 ussr 1"}),
        (Every(), (Filter("lang", exclude=("fr",)),), {"lang": "12: ja 7 en 5"}),
    ],
)
def test_a_facet_is_counted_without_its_own_choice(
    engine: Engine, query: Query, filters: tuple[Filter, ...], expected: dict[str, str]
) -> None:
    results = engine.search(SearchRequest(query, filters, tuple(expected)))
    said = {
        field: " ".join([f"{results.bases[field]}:", *(f"{row.value} {row.count}" for row in rows)])
        for field, rows in results.facets.items()
    }
    assert said == expected


def test_facets_come_by_count_then_by_value_and_none_is_empty() -> None:
    assert ranked({"b": 2, "a": 2, "c": 3, "d": 0}) == (FacetCount("c", 3), FacetCount("a", 2), FacetCount("b", 2))


@pytest.mark.parametrize(
    ("field", "prefix", "expected"),
    [
        ("body_w", "w", [("wall", 3), ("war", 3)]),
        ("body_w", "berlin", [("berlin", 3)]),
        ("body_w", "終", [("終結", 2)]),
        ("body_w", "x", []),
        ("actor", "", [("nato", 1), ("us", 4), ("ussr", 6)]),
        ("title_w", "", []),
    ],
)
def test_terms_come_in_code_point_order_with_their_passages(
    engine: Engine, field: str, prefix: str, expected: list[tuple[str, int]]
) -> None:
    assert list(engine.terms(field, prefix)) == expected


@pytest.mark.parametrize(
    ("field", "term", "count"),
    [("body_w", "war", 3), ("body_w", "終結", 2), ("body_w", "wa", 0), ("actor", "us", 4), ("title_w", "war", 0)],
)
def test_the_frequency_of_a_term_is_the_number_of_passages_that_have_it(
    engine: Engine, field: str, term: str, count: int
) -> None:
    assert engine.frequency(field, term) == count


@each_engine
def test_code_point_order_is_kept_beyond_the_basic_plane(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "𠮷 ～ ﾊ z é 吉")])
    engine = opened(name, tmp_path)
    assert [term for term, _ in engine.terms("body_w")] == ["z", "é", "吉", "～", "ﾊ", "𠮷"]
    engine.close()


@each_engine
def test_an_empty_index_finds_nothing_and_raises_nothing(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [])
    engine = opened(name, tmp_path)
    for query in (Every(), Not(w("war")), w("war"), p("cold war"), Prefix("body_w", ""), DateRange()):
        assert engine.search(SearchRequest(query, (EN,), ("lang",))) == Results(0, (), {"lang": ()}, {"lang": 0})
    assert engine.count() == 0
    assert list(engine.terms("body_w")) == []
    engine.close()


@each_engine
def test_a_commit_adds_replaces_and_deletes_by_id(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war", lang="en"), entry("a2", "war", lang="en"), entry("a3", "peace")])
    write(name, tmp_path, [entry("a1", "hot peace", lang="ja"), entry("a4", "war war")], ["a2", "b9"])
    engine = opened(name, tmp_path)
    assert engine.count() == 3
    assert ids(engine, w("war")) == ["a4"]
    assert ids(engine, w("peace"), sort="doc") == ["a1", "a3"]
    assert list(engine.terms("body_w")) == [("hot", 1), ("peace", 2), ("war", 1)]
    assert list(engine.terms("lang")) == [("ja", 1)]
    assert engine.search(SearchRequest(Every(), facets=("lang",))).facets == {"lang": (FacetCount("ja", 1),)}
    if name not in LAGGING:
        assert score(engine, w("war"), "a4") == pytest.approx(log(1 + 2.5 / 1.5) * 4.4 / (2 + 1.2 * 1.15), abs=6e-5)
    engine.close()


@each_engine
def test_everything_can_be_deleted_and_put_again(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, collection())
    write(name, tmp_path, [], ALL)
    engine = opened(name, tmp_path)
    assert (engine.count(), ids(engine, Every()), list(engine.terms("lang"))) == (0, [], [])
    engine.close()
    write(name, tmp_path, collection())
    engine = opened(name, tmp_path)
    assert ids(engine, w("berlin")) == ["b2", "b3", "b4"]
    engine.close()


@each_engine
def test_what_was_put_stays_put_until_the_commit(name: str, tmp_path: Path) -> None:
    with engine_module(name).open_writer(tmp_path) as writer:
        writer.put(entry("a1", "cold war"))
        with pytest.raises(ValueError, match="a1 was put before"):
            writer.put(entry("a1", "hot peace"))
        with pytest.raises(ValueError, match="a1 was put before"):
            writer.delete("a1")
        writer.commit()
    engine = opened(name, tmp_path)
    assert ids(engine, w("cold")) == ["a1"]
    engine.close()


@each_engine
def test_what_was_deleted_can_be_put_in_the_same_commit(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war"), entry("a2", "peace")])
    write(name, tmp_path, [entry("a1", "hot war")], ["a1"])
    write(name, tmp_path, [entry("a3", "cold"), entry("a2", "war")], ["a2"])
    engine = opened(name, tmp_path)
    assert ids(engine, w("hot")) == ["a1"]
    assert ids(engine, w("war"), sort="doc") == ["a1", "a2"]
    assert engine.count() == 3
    engine.close()


@each_engine
def test_an_engine_opened_before_a_commit_does_not_see_it(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war"), entry("a2", "peace")])
    before = opened(name, tmp_path)
    for number in range(3, 9):
        write(name, tmp_path, [entry(f"a{number}", "war"), entry("a1", "hot peace")], ["a2"])
    assert ids(before, w("cold")) == ["a1"]
    assert ids(before, w("war")) == ["a1"]
    assert ids(before, w("peace")) == ["a2"]
    assert before.count() == 2
    before.close()
    after = opened(name, tmp_path)
    assert ids(after, w("war")) == ["a3", "a4", "a5", "a6", "a7", "a8"]
    assert ids(after, w("peace")) == ["a1"]
    after.close()


@each_engine
def test_a_writer_left_without_commit_changes_nothing(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war"), entry("a2", "peace")])
    with engine_module(name).open_writer(tmp_path) as writer:
        writer.put(entry("a1", "hot peace"))
        writer.put(entry("a3", "war"))
        writer.delete("a2")
    engine = opened(name, tmp_path)
    assert ids(engine, Every()) == ["a1", "a2"]
    assert ids(engine, w("cold")) == ["a1"]
    engine.close()
    write(name, tmp_path, [entry("a4", "war")])
    engine = opened(name, tmp_path)
    assert ids(engine, Every()) == ["a1", "a2", "a4"]
    engine.close()


@each_engine
def test_an_error_while_writing_changes_nothing_and_frees_the_index(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war")])
    with pytest.raises(ZeroDivisionError), engine_module(name).open_writer(tmp_path) as writer:
        writer.put(entry("a2", "war"))
        1 / 0
    write(name, tmp_path, [entry("a3", "war")])
    engine = opened(name, tmp_path)
    assert ids(engine, Every()) == ["a1", "a3"]
    engine.close()


@each_engine
def test_a_commit_is_seen_whole_or_not_at_all(name: str, tmp_path: Path) -> None:
    write(name, tmp_path, [entry("a1", "cold war")])
    cannot_be_kept = IndexEntry("a3", {"body_w": lambda: "war"})  # type: ignore[dict-item]
    with (
        pytest.raises((AttributeError, TypeError, PickleError)),
        engine_module(name).open_writer(tmp_path) as writer,
    ):
        writer.put(entry("a1", "hot war"))
        writer.put(entry("a2", "peace"))
        writer.put(cannot_be_kept)
        writer.commit()
    engine = opened(name, tmp_path)
    assert ids(engine, Every()) == ["a1"]
    assert ids(engine, w("cold")) == ["a1"]
    engine.close()


def test_an_engine_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SakuinError, match="there is no engine 'lucene'; choose one of memory, whoosh, tantivy"):
        engine_module("lucene")


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("war", "war", 0), ("war", "wra", 1), ("war", "wars", 1), ("war", "wax", 1), ("", "war", 3),
        ("冷戦", "戦冷", 1), ("冷戦", "冷戦下", 1), ("ゴルバチョフ", "ゴルバチェフ", 1),
        ("ca", "abc", 3), ("abcd", "badc", 2), ("kitten", "sitting", 3),
    ],
)  # fmt: skip
def test_a_swap_of_neighbours_counts_one(a: str, b: str, edits: int) -> None:
    assert edit_distance(a, b) == edit_distance(b, a) == edits
    assert [is_near(a, b, most) for most in range(edits + 2)] == [False] * edits + [True, True]


@given(st.text("abか戦", max_size=6), st.text("abか戦", max_size=6), st.integers(0, 4))
def test_what_is_seen_of_two_words_at_once_is_what_their_distance_says(a: str, b: str, edits: int) -> None:
    assert is_near(a, b, edits) == (edit_distance(a, b) <= edits)


@pytest.mark.parametrize(
    ("length", "kept"),
    [(0, 0), (1, 1), (39, 39), (40, 40), (41, 40), (42, 42), (55, 54), (56, 56), (59, 56), (100, 96), (1000, 984)],
)
def test_a_length_is_kept_in_four_binary_digits_above_forty(length: int, kept: int) -> None:
    assert rounded_length(length) == kept


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [("*", "", True), ("?", "", False), ("a.c", "abc", False), ("a*c", "a\nc", True), ("核*器", "核兵器", True)],
)
def test_a_wildcard_is_two_signs_and_all_else_itself(pattern: str, text: str, matches: bool) -> None:
    assert bool(wildcard_pattern(pattern).fullmatch(text)) is matches


WORDS = ("war", "wars", "raw", "wra", "cold", "w*r", "核", "核兵器", "兵器", "ソ連", "ソ", "連", "𠮷")
VALUES = ("en", "ja", "ussr", "us", "米国")
TEXTS, BAGS = ("body_w", "title_w", "keys"), ("lang", "actor")

words = st.sampled_from(WORDS)
days = st.integers(0, 12)
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@st.composite
def text_terms(draw: st.DrawFn) -> Terms:
    """Terms whose positions stand, follow or leave a gap; no term twice at one place."""
    position, found = 0, {}
    for word, step in draw(st.lists(st.tuples(words, st.sampled_from((0, 1, 1, 1, 2))), max_size=9)):
        position += step
        found[word, position] = None
    return finished(Token(word, position, 0, 0) for word, position in found)


@st.composite
def entries(draw: st.DrawFn, passage_id: str) -> IndexEntry:
    texts = draw(st.dictionaries(st.sampled_from(TEXTS), text_terms()))
    values = st.lists(st.sampled_from(VALUES), max_size=3).map(tuple)
    keywords = draw(st.dictionaries(st.sampled_from(BAGS), values))
    order = draw(st.tuples(st.sampled_from(("a", "文")), st.integers(0, 2)))
    return IndexEntry(passage_id, texts, keywords, tuple(draw(st.lists(spans, max_size=3))), order)


passage_ids = st.sampled_from([f"p{number}" for number in range(8)])
steps = st.one_of(passage_ids.flatmap(entries), passage_ids.flatmap(entries), passage_ids)
"""An entry to put, or the id of one to delete."""
histories = st.lists(st.lists(steps, max_size=8), min_size=1, max_size=3)
"""One to three commits of some steps each."""


def replay(name: str, path: Path, history: list[list[IndexEntry | str]]) -> None:
    for commit in history:
        with engine_module(name).open_writer(path) as writer:
            for step in last_of_each(commit):
                writer.delete(step) if isinstance(step, str) else writer.put(step)
            writer.commit()


def last_of_each(commit: list[IndexEntry | str]) -> list[IndexEntry | str]:
    """The steps of a commit, one for each id: what was put stays put until the commit."""
    return list({step if isinstance(step, str) else step.id: step for step in commit}.values())


@st.composite
def phrases(draw: st.DrawFn, field: str) -> Phrase:
    offset, slots = draw(st.integers(0, 2)), []
    for _ in range(draw(st.integers(0, 3))):
        word, prefix = draw(words), draw(st.booleans())
        slots.append(Slot(word[:1] if prefix else word, offset, prefix))
        offset += draw(st.integers(0, 2))
    return Phrase(field, tuple(slots))


@st.composite
def nears(draw: st.DrawFn, field: str) -> Near:
    parts = draw(st.lists(phrases(field), max_size=3).map(tuple))
    return Near(parts, draw(st.integers(0, 4)), draw(st.booleans()))


def leaves() -> st.SearchStrategy[Query]:
    text_field, field = st.sampled_from(TEXTS), st.sampled_from(TEXTS + BAGS)
    word = words | st.sampled_from(VALUES)
    pattern = st.text(alphabet="war核*?", max_size=4)
    bound = st.none() | days
    return st.one_of(
        st.builds(Term, field, word, once=st.booleans()),
        text_field.flatmap(phrases),
        text_field.flatmap(nears),
        st.builds(Prefix, field, word.map(lambda text: text[:1]) | st.just("")),
        st.builds(Wildcard, field, pattern),
        st.builds(Fuzzy, field, word, st.integers(0, 2)),
        st.builds(DateRange, bound, bound),
        st.just(Every()),
        st.builds(Among, st.frozensets(st.sampled_from(("a0", "a1", "b1", "absent")))),
    )


def branches(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(children, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, parts),
        st.builds(Or, parts),
        st.builds(Best, parts),
        st.builds(Constant, children),
        st.builds(Not, children),
        st.builds(Boost, children, st.sampled_from((0.0, 0.3, 0.5, 2.0))),
        st.builds(Maybe, children, children),
    )


values = st.lists(st.sampled_from(VALUES), max_size=2, unique=True).map(tuple)
requests = st.builds(
    SearchRequest,
    st.recursive(leaves(), branches, max_leaves=8),
    st.lists(st.builds(Filter, st.sampled_from(BAGS), values, values), max_size=2).map(tuple),
    st.lists(st.sampled_from(FACETS), unique=True).map(tuple),
    st.sampled_from(SORTS),
    st.integers(0, 3),
    st.sampled_from((0, 2, 10)),
    st.dictionaries(passage_ids, st.sampled_from(("g", "h")), max_size=6),
)


def same_order(found: Sequence[Hit], expected: Sequence[Hit]) -> bool:
    """Whether hits come in the same order up to ties: their scores do, and who changed places has nearly the same."""
    scores = {hit.id: hit.score for hit in expected}
    return [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], abs=TIE) and all(
        scores.get(hit.id, hit.score) == pytest.approx(hit.score, abs=TIE) for hit in found
    )


TIE = 5e-4

FEW = int(os.environ.get("SAKUIN_HISTORIES", "5"))
"""Histories that a cluster is made of."""


def is_comparable(name: str, history: list[list[IndexEntry | str]], request: SearchRequest) -> bool:
    """Whether scores must agree: where deletions still count, and where tantivy counts one layout of neighbours at a
    time, they need not."""
    ids = [step if isinstance(step, str) else step.id for commit in history for step in last_of_each(commit)]
    return name not in LAGGING or (len(set(ids)) == len(ids) and "Near" not in repr(request.query))


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("name", [name for name in EMBEDDED if name != "memory"])
@settings(max_examples=200, suppress_health_check=SLOW)
@given(history=histories, questions=st.lists(requests, min_size=1, max_size=4))
def test_every_engine_answers_as_memory_does(
    name: str, history: list[list[IndexEntry | str]], questions: list[SearchRequest]
) -> None:
    answers_as_memory_does(name, history, questions)


@pytest.mark.parametrize("name", ["opensearch"])
@settings(max_examples=FEW, suppress_health_check=SLOW)
@given(history=histories, questions=st.lists(requests, min_size=20, max_size=30))
def test_a_cluster_answers_as_memory_does(
    name: str, history: list[list[IndexEntry | str]], questions: list[SearchRequest]
) -> None:
    """A commit takes it a second; so it is asked more about fewer histories."""
    answers_as_memory_does(name, history, questions)


def answers_as_memory_does(name: str, history: list[list[IndexEntry | str]], questions: list[SearchRequest]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = {each: Path(folder) / each for each in ("memory", name)}
        for each, path in paths.items():
            replay(each, path, history)
        judge, engine = (opened(each, path) for each, path in paths.items())
        try:
            assert engine.count() == judge.count()
            for field in TEXTS + BAGS:
                assert list(engine.terms(field)) == list(judge.terms(field))
            for request in questions:
                exact = is_comparable(name, history, request)
                request = request if exact else replace(request, sort="doc")
                expected, found = judge.search(request), engine.search(request)
                assert found.total == expected.total
                if exact:
                    assert same_order(found.hits, expected.hits)
                else:
                    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
                assert (found.facets, found.bases) == (expected.facets, expected.bases)
                assert (found.folded, found.similar) == (expected.folded, expected.similar)
        finally:
            engine.close()
            judge.close()
