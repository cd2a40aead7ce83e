"""No question is too heavy: what is too much of it is left out, and so is what there is no time for; both are said."""

import pytest
from library import built, searcher, state, with_settings

from indexer.config import Config
from indexer.engines import tantivy_queries
from indexer.query import Near, Phrase, Query, SearchRequest, Slot
from indexer.query_trees import all_of
from indexer.storage.index_directory import open_library
from search_app.limits import LIMITS, Budget, Limits
from search_app.query_language.bounds import bounded
from search_app.query_language.parser import parse
from search_app.query_language.syntax import show
from search_app.search.results_page import search
from search_app.views.concordance import concordance, read_concordance_view
from search_app.views.trends import TrendsView, trends
from search_app.views.word_boundaries import word_boundaries

FEW = Limits(*[2] * 12)

CUT = (
    ("満* 国* 冷* 戦", "満* AND 国* AND 戦", ["too-many-wildcards"]),
    ("wom?n gorba* *chev OR NOT x*", "wom?n AND gorba*", ["too-many-wildcards"]),
    ("ソ連~ 冷戦~2 軍縮~", "ソ連~1 AND 冷戦~2", ["too-many-fuzzy"]),
    ("(missile~ OR treaty~) -summit~", "missile~1 OR treaty~1", ["too-many-fuzzy"]),
    ('"核 軍縮 交渉"~5', '"核 軍縮"~5', ["too-many-near-words"]),
    ('"a b"~1 "b c"~1 "c d"~1', '"a b"~1 AND "b c"~1', ["too-many-near"]),
    ("1990年 1991年 year:1992", "1990年 (1990) AND 1991年 (1991)", ["too-many-dates"]),
    ("*?*?満", "??*満", ["too-many-signs"]),
    ("a*b*c*d", "a*b*", ["too-many-signs"]),
)


@pytest.mark.parametrize(("question", "left", "codes"), CUT[:7])
def test_of_each_costly_kind_the_first_are_kept(question: str, left: str, codes: list[str]) -> None:
    tree, notes = bounded(parse(question).tree or pytest.fail(), FEW)
    assert tree and show(tree) == left
    assert [note.code for note in notes] == codes


@pytest.mark.parametrize("question", ["満*国 冷? gorba*", 'ソ連~ "核 軍縮"~5 1990年', "year:1990..1995 -wom?n"])
def test_a_question_within_the_limits_stays_as_it_is(question: str) -> None:
    tree = parse(question).tree
    assert tree and bounded(tree, LIMITS) == (tree, ())


def test_signs_in_a_row_say_no_more_than_one_star() -> None:
    assert [show(tree) for q in ("a**b", "国**満") if (tree := parse(q).tree)] == ["a*b", "国*満"]


LATE = {"seconds": 1e-9}


def late() -> list[set[str]]:
    """The notes of each kind of answer where there was no time at all."""
    one = with_settings(searcher(), **LATE)
    asked = [state("冷戦", fold="-old-form"), state("れいぜん"), state("冷戦 xyzzy")]
    found = [{n.code for n in search(one.for_one_answer(), each).question.notes} for each in asked]
    lines = concordance(one.for_one_answer(), read_concordance_view([], state("冷戦"))[0])
    counted = trends(one.for_one_answer(), TrendsView(state("冷戦"), ("冷戦",)))
    words = word_boundaries(one.for_one_answer(), state("冷戦"))
    return [*found, *({note.code for note in each.notes} for each in (lines, counted, words))]


def test_what_there_is_no_time_for_is_left_out_and_said() -> None:
    wanted = ["time-check", "time-proposals", "time-steps", "time-lines", "time-series", "time-words"]
    assert all(code in codes for code, codes in zip(wanted, late(), strict=True))


def test_a_page_without_time_has_its_hits_all_the_same() -> None:
    one = with_settings(searcher(), **LATE).for_one_answer()
    page, whole = search(one, state("ソ連")), search(searcher(), state("ソ連"))
    assert (page.total, [hit.id for hit in page.hits]) == (whole.total, [hit.id for hit in whole.hits])
    assert not any(hit.matches for hit in page.hits)


def test_a_budget_of_nothing_never_ends() -> None:
    assert not Budget().spent("time-marks") and Budget().notes == ()


def found_by_tantivy(query: Query) -> set[str]:
    """The passages that a query finds, asked of an index just opened."""
    library = open_library(built(engine="tantivy"), Config())
    results = library.engine.search(SearchRequest(query, limit=library.engine.count()))
    library.close()
    return {hit.id for hit in results.hits}


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("distance", [0, 3, 12])
@pytest.mark.parametrize("starts", ["のに", "日国", "ta", "のにを", "nth"])
def test_neighbours_in_too_many_ways_are_all_found(
    monkeypatch: pytest.MonkeyPatch, starts: str, distance: int, ordered: bool
) -> None:
    parts = tuple(Phrase("body_g", (Slot(start, 0, True),)) for start in starts)
    query = Near(parts, distance, ordered)
    monkeypatch.setattr(tantivy_queries, "MOST_READ", 10**12)
    exact = found_by_tantivy(query)
    monkeypatch.setattr(tantivy_queries, "MOST_READ", -1)
    assert exact <= found_by_tantivy(query) <= found_by_tantivy(all_of(parts))


def test_a_clause_is_compared_with_the_texts_once_for_an_answer() -> None:
    one = searcher().for_one_answer()
    asked = state("会談 xyzzy", fold="-old-form")
    assert search(one, asked).instead.steps
    assert {switches for _, switches in one.checked} == {asked.switches}
    assert search(one, asked).question.notes == search(searcher().for_one_answer(), asked).question.notes
