"""The numbers beside the hits: every count is what a click on it gives, in any search of the corpus."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest
from library import CONFIG, MANY, document, searcher, searcher_of, state, whole

from indexer.query import FacetCount
from indexer.schema import FACETS, UNDATED
from search_app.search.execution import ask
from search_app.search.facets import HEIGHT, MOST_ERAS, MOST_LISTED, SHOWN, WIDTH, Panel, histogram
from search_app.search.hits import together
from search_app.search.results_page import Page, search
from search_app.state.state import SearchState, read_state

STATES = 200
WORDS = (
    *(
        "ソ連",
        "NATO拡大",
        "エリツィン クリントン",
        "冷戦 OR デタント",
        "条約",
        "米国 -ソ連",
        '"関係"',
        "1994",
        "ゴルバ*",
        "書簡",
    ),
    *("Soviet", "Yeltsin Clinton", "Cold War", "treaty OR grain", "enlargement -Kozyrev", '"Soviet Union"', "lend*"),
    *("", "", "", "", "何もない語", "nothingness"),
)
FROM = ("", "", "", "", "1917", "昭和36年", "1994-06")
UNTIL = ("", "", "", "", "1945", "平成6年12月", "1995")


@cache
def values_of() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Passage -> facet -> its values, from the store and not from the engine that counts."""
    store = searcher().library.store
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in store.documents():
        for place in store.passages_of(row.id):
            places = store.places(place.passage.id)
            about = together(places)
            years = {f"{year:04d}" for span in about.dates for year in span.years}
            found[place.passage.id] = {
                "era": frozenset(about.eras),
                "actor": frozenset(about.actors),
                "year": frozenset(years or {UNDATED}),
                "doc": frozenset(name for p in places for name in (p.document.id, p.document.work) if name),
                "lang": frozenset(p.passage.lang for p in places),
                "author": frozenset(name for p in places for name in p.document.authors),
                "type": frozenset(p.document.type for p in places if p.document.type),
                "archive": frozenset(p.document.archive for p in places if p.document.archive),
            }
    return found


@cache
def known(facet: str) -> tuple[str, ...]:
    """Every value of a facet in the corpus."""
    return tuple(sorted({value for row in values_of().values() for value in row[facet]}))


def ids(asked: SearchState) -> frozenset[str]:
    """The passages that a search finds."""
    request = ask(searcher(), asked).request
    request = replace(request, facets=(), offset=0, limit=MANY)
    return frozenset(hit.id for hit in searcher().library.engine.search(request).hits)


def having(found: frozenset[str], facet: str, value: str) -> int:
    return sum(value in values_of()[passage][facet] for passage in found)


def choosing(asked: SearchState, facet: str, *chosen: str) -> SearchState:
    """The search with these values of a facet chosen and no others."""
    others = tuple(pair for pair in asked.chosen if pair[0] != facet)
    return asked.changed(chosen=others + tuple((facet, value) for value in chosen))


def any_state(chance: random.Random) -> SearchState:
    pairs = []
    for facet in FACETS:
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
            value = chance.choice(known(facet)) if chance.random() < 0.95 else {"year": "1234"}.get(facet, "no-such")
            pairs.append((facet, "-" * (chance.random() < 0.3) + value))
    sparing = chance.sample(pairs, min(len(pairs), chance.choice((0, 0, 1, 1, 1, 2, 3))))
    single = {"from_": chance.choice(FROM), "until": chance.choice(UNTIL), "match": chance.choice(("all", "any"))}
    return state(chance.choice(WORDS), *sparing, ui=chance.choice(("ja", "en")), **single)


@cache
def pages() -> tuple[Page, ...]:
    """The first pages of many searches drawn by chance, the same ones every time."""
    chance = random.Random(1994)
    return tuple(search(searcher(), any_state(chance)) for _ in range(STATES))


@pytest.fixture(scope="module", autouse=True)
def _forgotten_at_the_end() -> Iterator[None]:
    """Many pages are many objects; they would slow down what is tested after."""
    yield
    pages.cache_clear()


def counted(page: Page, facet: str) -> dict[str, int]:
    return {value: count for value, _, count in page.counts(facet)}


def test_the_searches_drawn_are_of_all_kinds() -> None:
    searches = [page.state for page in pages()]
    assert len(searches) >= 150
    assert sum(page.total > 0 for page in pages()) > 100
    assert sum(bool(one.chosen) for one in searches) > 40
    assert sum(bool(one.excluded) for one in searches) > 20
    assert {pair[0] for one in searches for pair in one.chosen} == set(FACETS)
    assert {pair[0] for one in searches for pair in one.excluded} == set(FACETS)


@pytest.mark.parametrize("facet", FACETS)
def test_counts_leave_the_facets_own_choice_aside(facet: str) -> None:
    for page in pages():
        found = ids(choosing(page.state, facet))
        expected = Counter(value for passage in found for value in values_of()[passage][facet])
        shown = {v: n for v, n in counted(page, facet).items() if v not in page.state.left_out(facet)}
        assert shown == dict(expected), page.state


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_the_number_of_hits_that_have_the_value_after_a_click(facet: str) -> None:
    chance = random.Random(facet)
    for page in pages():
        free = [v for v in counted(page, facet) if v not in page.state.left_out(facet) + page.state.values(facet)]
        for value in chance.sample(sorted(free), min(3, len(free))):
            clicked = page.state.toggled(facet, value)
            assert counted(page, facet)[value] == having(ids(clicked), facet, value), (page.state, value)


@pytest.mark.parametrize("facet", FACETS)
def test_the_count_of_a_chosen_value_is_the_number_of_hits_that_have_it(facet: str) -> None:
    seen = 0
    for page in pages():
        found = ids(page.state) if page.state.values(facet) else frozenset()
        for value in set(page.state.values(facet)) - set(page.state.left_out(facet)):
            seen += 1
            assert counted(page, facet).get(value, 0) == having(found, facet, value), (page.state, value)
    assert seen


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_the_total_where_the_value_is_the_only_choice(facet: str) -> None:
    chance = random.Random(facet + "alone")
    for page in pages():
        free = sorted(v for v in counted(page, facet) if v not in page.state.left_out(facet))
        for value in chance.sample(free, min(2, len(free))):
            alone = choosing(page.state, facet, value)
            assert counted(page, facet)[value] == search(searcher(), alone).total, (page.state, value)


@pytest.mark.parametrize("facet", FACETS)
def test_no_hit_has_a_value_left_out_and_its_count_says_what_comes_back(facet: str) -> None:
    seen = 0
    for page in pages():
        for value in page.state.left_out(facet):
            seen += 1
            assert having(ids(page.state), facet, value) == 0
            if value not in page.state.values(facet):
                back = ids(choosing(page.state.toggled(facet, value), facet))
                assert counted(page, facet).get(value, 0) == having(back, facet, value), (page.state, value)
    assert seen


@pytest.mark.parametrize("facet", FACETS)
def test_leaving_a_value_out_takes_away_the_hits_that_have_it(facet: str) -> None:
    chance = random.Random(facet + "out")
    for page in pages()[::2]:
        plain = choosing(page.state, facet)
        value = chance.choice(known(facet))
        before, after = ids(plain), ids(plain.without(facet, value))
        assert after <= before
        assert before - after == {passage for passage in before if value in values_of()[passage][facet]}


def test_hits_have_what_was_chosen_and_not_what_was_left_out() -> None:
    for page in pages():
        for passage in ids(page.state):
            for facet in FACETS:
                own = values_of()[passage][facet]
                assert not page.state.values(facet) or own & set(page.state.values(facet))
                assert not own & set(page.state.left_out(facet))


# the years


def test_dated_and_undated_passages_are_all_there_are() -> None:
    drawn = [page for page in pages() if page.filters.histogram]
    assert len(drawn) > 60
    for page in drawn:
        assert page.filters.histogram
        found = ids(choosing(page.state, "year"))
        if UNDATED not in page.state.left_out("year"):
            undated = having(found, "year", UNDATED)
            drawn = page.filters.histogram
            assert (drawn.dated, drawn.undated) == (len(found) - undated, undated), page.state
        if not page.state.values("year") and not page.state.left_out("year"):
            assert page.filters.histogram.dated + page.filters.histogram.undated == page.total


def test_leaving_out_what_is_undated_leaves_what_is_dated() -> None:
    page = search(searcher(), state("", ("year", "-" + UNDATED)))
    everything = ids(state(""))
    undated = having(everything, "year", UNDATED)
    assert page.filters.histogram
    assert page.total == len(everything) - undated
    assert (page.filters.histogram.dated, page.filters.histogram.undated) == (page.total, undated)


def test_every_bar_is_a_year_with_its_count() -> None:
    for page in pages():
        years = {int(v): n for v, n in counted(page, "year").items() if v != UNDATED}
        assert bool(page.filters.histogram) == bool(years)
        if page.filters.histogram:
            bars = page.filters.histogram.bars
            assert {bar.year: bar.count for bar in bars} == years
            assert [bar.year for bar in bars] == sorted(years)
            assert (page.filters.histogram.first, page.filters.histogram.last) == (min(years), max(years))
            assert page.filters.histogram.highest == max(years.values())
            assert arrived(page.filters.histogram.undated_address) == page.state.toggled("year", UNDATED)


@pytest.mark.parametrize(
    "counts", [{"1994": 3}, {"1917": 1, "1994": 900}, {str(year): year % 7 + 1 for year in range(1000, 2000)}]
)
def test_bars_stand_in_their_box_in_order_and_none_overlaps_another(counts: dict[str, int]) -> None:
    drawn = histogram([FacetCount(*row) for row in counts.items()], 999, SearchState())
    assert drawn
    for bar in drawn.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.01
        assert bar.y >= 0 and abs(bar.y + bar.height - HEIGHT) < 0.02 and bar.height >= 2
    for before, after in zip(drawn.bars, drawn.bars[1:], strict=False):
        assert before.x + before.width <= after.x + 0.02


def test_where_nothing_is_dated_there_are_no_bars() -> None:
    assert histogram([FacetCount(UNDATED, 3)], 3, SearchState()) is None
    assert histogram([], 0, SearchState()) is None


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [
        ("1926", "1926 / 大正15・昭和元", "1926 / 大正15・昭和元"), ("1994", "1994 / 平成6", "1994 / 平成6"),
        ("1989", "1989 / 昭和64・平成元", "1989 / 昭和64・平成元"), ("1800", "1800", "1800"),
        (UNDATED, "年代なし", "undated"),
    ],
)  # fmt: skip
def test_a_year_is_labelled_in_both_calendars(year: str, ja: str, en: str) -> None:
    library = searcher_of(document("a", "文。" if year == UNDATED else f"西暦{year}年の話。"))
    for ui, label in (("ja", ja), ("en", en)):
        [(value, shown, count)] = search(library, state("", ui=ui)).counts("year")
        assert (value, shown, count) == (year, label, 1)


# the panels


def arrived(address: str) -> SearchState:
    return read_state(parse_qsl(urlsplit(address).query), CONFIG)[0]


def listed(panel: Panel) -> list[str]:
    return [value.value for value in (*panel.first, *panel.rest)]


def test_a_panel_lists_every_value_once_with_its_count_and_what_was_chosen_even_at_none() -> None:
    for page in pages():
        shown = {panel.facet: panel for panel in page.filters.panels}
        for facet in set(FACETS) - {"year"}:
            counts = counted(page, facet)
            asked = {*page.state.values(facet), *page.state.left_out(facet)}
            panel = shown.get(facet, Panel(facet, "", (), ()))
            most = list(counts)[: MOST_ERAS if facet == "era" else MOST_LISTED]
            assert sorted(listed(panel)) == sorted({*most, *asked}), (page.state, facet)
            assert all(v.count == counts.get(v.value, 0) for v in (*panel.first, *panel.rest))
            assert asked <= {value.value for value in panel.first}
            assert len([value for value in panel.first if not value.status]) <= SHOWN


def test_a_value_says_whether_it_was_chosen_and_its_links_do_what_they_say() -> None:
    for page in pages()[::3]:
        for panel in page.filters.panels:
            for value in (*panel.first[:4], *panel.rest[-2:]):
                one = page.state
                chosen, out = value.value in one.values(panel.facet), value.value in one.left_out(panel.facet)
                assert value.status == ("chosen" if chosen else "excluded" if out else "")
                assert arrived(value.address) == one.toggled(panel.facet, value.value)


def test_the_most_frequent_eras_come_as_time_goes_and_other_values_by_their_count() -> None:
    order = [era.id for era in searcher().library.collection.eras]
    page = search(searcher(), state(""))
    panels = {panel.facet: panel for panel in page.filters.panels}
    first, rest = panels["era"].first, panels["era"].rest
    assert len(first) == 10 and min(value.count for value in first) >= max(value.count for value in rest)
    for eras in (first, rest):
        assert [value.value for value in eras] == sorted((value.value for value in eras), key=order.index)
    for facet in ("actor", "doc", "lang"):
        counts = [value.count for value in (*panels[facet].first, *panels[facet].rest)]
        assert len(counts) > 1 and counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("question", ["ソ連", "NATO enlargement"])
def test_what_all_hits_share_comes_last(question: str) -> None:
    page = search(searcher(), state(question))
    (actors,) = (panel for panel in page.filters.panels if panel.facet == "actor")
    shared = [value.count == page.total for value in actors.first]
    assert any(shared) and shared == sorted(shared)


@pytest.mark.parametrize(
    ("ui", "labels"),
    [
        ("ja", {"detente": "デタント期", "yeltsin": "ボリス・エリツィン", "ja": "日本語"}),
        ("en", {"detente": "Détente era", "yeltsin": "Boris Yeltsin", "ja": "Japanese"}),
    ],
)
def test_values_have_their_labels_in_the_language_of_the_page(ui: str, labels: dict[str, str]) -> None:
    page = search(searcher(), state("", ui=ui))
    shown = {v.value: v.label for panel in page.filters.panels for v in (*panel.first, *panel.rest)}
    assert {value: shown[value] for value in labels} == labels


# the chips


def without_one(asked: SearchState, facet: str, excluded: bool, value: str) -> SearchState:
    if facet in ("from", "until"):
        return asked.changed(**{"from_" if facet == "from" else "until": ""})
    kind = "excluded" if excluded else "chosen"
    return asked.changed(**{kind: tuple(pair for pair in getattr(asked, kind) if pair != (facet, value))})


def test_a_chip_for_every_filter_takes_away_that_filter_and_no_other() -> None:
    seen = 0
    for page in pages():
        asked = page.state
        wanted = [(facet, False, value) for facet, value in asked.chosen]
        wanted += [(facet, True, value) for facet, value in asked.excluded]
        wanted += [(name, False, text) for name, text in (("from", asked.from_), ("until", asked.until)) if text]
        assert [(chip.facet, chip.excluded) for chip in page.filters.chips] == [row[:2] for row in wanted]
        if set(asked.chosen) & set(asked.excluded):
            continue
        for chip, row in zip(page.filters.chips, wanted, strict=True):
            seen += 1
            assert arrived(chip.address) == without_one(asked, *row), chip
    assert seen > 100


def test_the_chips_of_a_value_both_chosen_and_left_out_each_take_away_their_own() -> None:
    asked = state("", ("era", "detente"), ("era", "-detente"))
    chosen, left_out = search(searcher(), asked).filters.chips
    assert arrived(left_out.address) == asked.changed(excluded=())
    assert arrived(chosen.address) == asked.changed(chosen=())


def test_following_all_chips_leads_to_the_question_alone() -> None:
    for page in pages()[::4]:
        asked = page.state
        while chips := search(searcher(), asked.changed(per_page=1)).filters.chips:
            asked = arrived(chips[0].address)
        plain = page.state.unfiltered()
        assert (asked.q, asked.match, asked.ui, asked.is_filtered) == (plain.q, plain.match, plain.ui, False)


def test_the_hits_of_a_page_carry_the_values_they_are_counted_by() -> None:
    page = whole(searcher(), state("", lang="ja"))
    counts = Counter(era for hit in page.hits for era in hit.metadata.eras)
    assert counts == counted(page, "era")
    assert Counter(hit.lang for hit in page.hits) == {"ja": page.total}
