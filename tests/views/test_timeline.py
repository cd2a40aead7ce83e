"""A search as a table of years: every number is the total of the search that its cell links to."""

import random
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from library import built, document, searcher, searcher_of, state, whole
from lxml import html

from search_app.search.execution import count
from search_app.state.state import SearchState, read_state
from search_app.views.timeline import MOST_CELLS, Cell, Timeline, timeline
from search_app.web.app import create_app

ASKED = [
    state(),
    state("冷戦"),
    state("NATO enlargement", match="any"),
    state("NATO", ("actor", "yeltsin")),
    state("ソ連", ("era", "-detente"), ("lang", "ja")),
    state("NATO", ("lang", "-ja")),
    state("", ("actor", "クリントン"), ("lang", "英語")),
    state("", ("year", "1994"), ("year", "1995")),
    state("", ("year", "-1994")),
    state("", ("year", "1994"), ("year", "-1995")),
    state("", from_="1990", until="1995-06"),
    state("NATO Clinton", scope="doc", fold="0"),
]


def cells(found: Timeline) -> list[Cell]:
    return [cell for row in found.rows for cell in row.cells] + [*found.undated, *found.totals]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.address())
def test_every_number_is_the_total_of_its_link(asked: SearchState) -> None:
    found = timeline(searcher(), asked)
    every = cells(found)
    assert any(cell.count for cell in every)
    chosen = random.Random(18).sample(every, min(len(every), 40))
    assert [cell.count for cell in chosen] == [count(searcher(), cell.state) for cell in chosen]
    assert [cell.count for cell in found.totals] == [count(searcher(), cell.state) for cell in found.totals]
    assert sum(cell.count for cell in found.totals) == count(searcher(), asked)


@pytest.mark.parametrize("q", ["冷戦", "NATO"])
def test_a_column_adds_up_to_its_total_where_each_passage_counts_in_each_of_its_years(q: str) -> None:
    found = timeline(searcher(), state(q))
    for number, lang in enumerate(found.languages):
        hits = whole(searcher(), state(q, ("lang", lang), similar="show")).hits
        assert found.totals[number].count == len(hits)
        column = sum(row.cells[number].count for row in found.rows) + found.undated[number].count
        assert column == sum(max(1, len(hit.metadata.years)) for hit in hits)


def test_years_go_down_and_japanese_stands_left_of_english() -> None:
    found = timeline(searcher(), state("NATO"))
    years = [row.first for row in found.rows]
    assert found.languages[:2] == ("ja", "en") and years == sorted(set(years)) and found.step == 1


def test_years_lie_within_the_dates_asked_for() -> None:
    rows = timeline(searcher(), state("", from_="1990", until="1995")).rows
    assert {1990, 1995} <= {row.first for row in rows} <= set(range(1990, 1996))


@pytest.mark.parametrize(("every", "step"), [(1, 10), (7, 100)])
def test_years_too_many_for_a_page_are_folded_and_open_by_their_link(every: int, step: int) -> None:
    # A document for each year, Japanese and English in turn: 500 years make decades, 3,500 centuries.
    last = min(date.today().year, 1990)
    texts = [("条約が結ばれた。", "ja"), ("A treaty was signed.", "en")]
    years = range(max(100, last - 500 * every), last, every)
    given = [
        document(f"d{year}", f"{texts[year % 2][0]} {year}", lang=texts[year % 2][1], date=f"{year:04d}")
        for year in years
    ]
    opened = searcher_of(*given)
    found = timeline(opened, state())
    assert found.step == step and len(found.rows) * len(found.languages) <= MOST_CELLS
    for row in found.rows[::5]:
        assert [cell.count for cell in row.cells] == [count(opened, cell.state) for cell in row.cells]
        assert sum(cell.count for cell in row.cells) == count(opened, row.state) > 0
    opening = timeline(opened, found.rows[len(found.rows) // 2].state)
    assert opening.step == 1 and opening.totals and opening.rows


def test_the_dates_asked_for_still_hold_in_a_row_of_many_years() -> None:
    given = [
        document(f"d{year}", f"A treaty was signed in {year}.", lang="en", date=str(year)) for year in range(1500, 1990)
    ]
    opened = searcher_of(*given)
    found = timeline(opened, state("", from_="1555-06", until="1984"))
    assert found.step == 10 and found.rows[0].state.from_ == "1555-06" and found.rows[-1].state.until == "1984"
    assert [row.cells[0].count for row in (found.rows[0], found.rows[-1])] == [5, 5]


@pytest.mark.parametrize("pairs", [(), (("year", "undated"),)])
def test_what_has_no_year_stands_in_a_row_of_its_own(pairs: tuple[tuple[str, str], ...]) -> None:
    given = [
        document("a", "条約が結ばれた。"),
        document("b", "A treaty."),
        document("c", "A treaty of 1922.", lang="en"),
    ]
    opened = searcher_of(*given)
    found = timeline(opened, state("", *pairs))
    assert [cell.count for cell in found.undated] == [count(opened, cell.state) for cell in found.undated] == [1, 1]
    assert [row.first for row in found.rows] == ([] if pairs else [1922])


def test_nothing_found_leaves_a_table_without_years() -> None:
    found = timeline(searcher(), state("qwertyzxcv"))
    assert not found.rows and [cell.count for cell in cells(found)] == [0] * len(cells(found))


def test_every_number_of_the_page_is_the_total_of_its_link() -> None:
    answer = create_app(built()).test_client().get("/timeline?q=NATO&ui=en")
    links = html.fromstring(answer.data).xpath("//table//td/a")
    assert len(answer.data) < 100_000
    for link in random.Random(14).sample(links, 20):
        asked, _ = read_state(parse_qsl(urlsplit(link.get("href")).query), searcher().config)
        assert count(searcher(), asked) == int(link.text_content().replace(",", "")) > 0
        assert link.get("rel") == "nofollow"
