"""Trends by year: every number is what a recount by hand gives, and the picture shows these numbers."""

import csv
import io
import json
from collections import Counter

import pytest
from click.testing import CliRunner
from library import CONFIG, built, document, searcher, searcher_of, state, whole

from indexer.analysis import analyze
from search_app.cli.main import main
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.trend_chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, charts
from search_app.views.trends import MOST_QUESTIONS, PER, THIN, Trends, TrendsView, read_trends_view, trends
from search_app.web.app import create_app

FILTERS = (
    state(),
    state("", ("lang", "ja")),
    state("", ("actor", "yeltsin"), ("year", "1994"), ("year", "1995")),
    state("", ("year", "-1994")),
    state("", from_="1945", until="1991"),
    state("", ("doc", "-nato-03.ja"), ("era", "cold-war")),
)
QUESTIONS = ("冷戦", '"Cold War"', "NATO OR 北大西洋条約機構", "actor:yeltsin -Clinton")


def made(found: Searcher, filters: SearchState, *questions: str, measure: str = "rate") -> Trends:
    """The trends of questions."""
    return trends(found, TrendsView(filters, questions, measure))


def recounted(found: Searcher, asked: SearchState) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    """Hits by language and year, by looking at each; a year that the filters leave out is not counted."""
    hits: Counter[tuple[str, int]] = Counter()
    undated: Counter[str] = Counter()
    for hit in whole(found, asked.changed(similar="show")).hits:
        years = hit.metadata.years
        hits.update((hit.lang, year) for year in years)
        undated[hit.lang] += not years
    return hits, +undated


@pytest.mark.parametrize("filters", FILTERS, ids=lambda each: each.address())
@pytest.mark.parametrize("q", QUESTIONS)
def test_the_hits_of_each_year_are_those_that_can_be_counted(q: str, filters: SearchState) -> None:
    found = made(searcher(), filters, q).series[0]
    hits, undated = recounted(searcher(), filters.changed(q=q))
    assert found.hits == hits
    assert +found.undated == undated


@pytest.mark.parametrize("filters", FILTERS, ids=lambda each: each.address())
def test_the_material_of_each_year_is_what_the_filters_leave(filters: SearchState) -> None:
    passages: Counter[tuple[str, int]] = Counter()
    words: Counter[tuple[str, int]] = Counter()
    for hit in whole(searcher(), filters.changed(similar="show")).hits:
        size = len({token.position for token in analyze(hit.text, hit.places[0].passage.hidden).w})
        for year in hit.metadata.years:
            passages[hit.lang, year] += 1
            words[hit.lang, year] += size
    found = made(searcher(), filters).material
    assert {cell: (row.passages, row.words) for cell, row in found.items()} == {
        cell: (passages[cell], words[cell]) for cell in passages
    }


def test_a_rate_is_hits_for_ten_thousand_words_of_the_same_year_and_language() -> None:
    found = made(searcher(), state(), "冷戦", "Cold War")
    for series in found.series:
        for lang in found.languages:
            for year in found.years:
                words, rate = found.of(lang, year).words, found.rate(series, lang, year)
                assert rate == (PER * series.hits[lang, year] / words if words else None)


def test_each_language_is_measured_by_itself_japanese_first() -> None:
    found = made(searcher(), state(), "冷戦")
    assert found.languages == ("ja", "en")
    assert made(searcher(), state("", ("lang", "-ja")), "冷戦").languages == ("en",)


def test_the_years_of_every_question_add_up_to_its_hits() -> None:
    """Where each passage speaks of one year."""
    texts = ["The treaty of 1972 was signed.", "In 1979 a treaty failed.", "A treaty without a year.", "1979年の条約。"]
    found = made(searcher_of(*(document(f"d{n}", text) for n, text in enumerate(texts))), state(), "treaty", "条約")
    for series in found.series:
        assert sum(series.hits.values()) + sum(series.undated.values()) == series.total
    assert found.years == range(1972, 1980)


@pytest.mark.parametrize("measure", ["rate", "hits"])
def test_the_picture_has_every_number_inside_its_frame(measure: str) -> None:
    found = made(searcher(), state(), "冷戦", "Cold War", "NATO", measure=measure)
    for chart in charts(found):
        for line, series in zip(chart.lines, found.series, strict=True):
            drawn = {(point.year, point.hits) for point in line.points}
            hits = {(year, n) for (lang, year), n in series.hits.items() if lang == chart.lang}
            assert drawn == hits
            for point in line.points:
                assert LEFT <= point.x <= WIDTH - RIGHT and TOP <= point.y <= HEIGHT - BOTTOM
                assert point.value == found.value(series, chart.lang, point.year)
        heights = {bar.x: bar.height for bar in chart.bars}
        assert len(heights) == sum(bool(found.of(chart.lang, year).words) for year in found.years)


def test_a_line_does_not_cross_a_year_without_texts() -> None:
    texts = ["A treaty of 1972.", "A treaty of 1973.", "A treaty of 1979.", "A treaty of 1980."]
    found = made(searcher_of(*(document(f"d{n}", text) for n, text in enumerate(texts))), state(), "treaty")
    line = charts(found)[0].lines[0]
    assert len(line.paths) == 2 and len(line.points) == 4


def test_a_year_of_few_passages_is_hatched() -> None:
    texts = [f"Treaty number {n} of 1972." for n in range(THIN)] + ["A treaty of 1973."]
    found = made(searcher_of(document("d", *texts)), state(), "treaty")
    chart = charts(found)[0]
    assert [bar.thin for bar in chart.bars] == [found.of("en", year).passages < THIN for year in found.years]


@pytest.mark.parametrize(
    ("questions", "kept", "codes"),
    [
        (["冷戦", " ", "冷戦", "Cold War"], ("冷戦", "Cold War"), []),
        (list("abcdef"), tuple("abcde"), ["too-many-questions"]),
        ([], (), []),
    ],
)
def test_up_to_five_questions_are_compared(questions: list[str], kept: tuple[str, ...], codes: list[str]) -> None:
    view, notes = read_trends_view([("q", q) for q in questions], state(), CONFIG)
    assert view.questions == kept and [note.code for note in notes] == codes
    assert len(view.questions) <= MOST_QUESTIONS


def test_the_page_the_table_and_the_command_line_have_the_same_numbers() -> None:
    client = create_app(built()).test_client()
    address = "q=冷戦&q=Cold+War&from=1945"
    rows = client.get(f"/trends.json?{address}").get_json()["rows"]
    table = list(csv.DictReader(io.StringIO(client.get(f"/trends.csv?{address}").text)))
    assert [(int(row["year"]), row["lang"], row["q"], int(row["hits"])) for row in table] == [
        (row["year"], row["lang"], row["q"], row["hits"]) for row in rows
    ]
    call = ["trends", "冷戦", "Cold War", "--from", "1945", "--index", str(built())]
    assert json.loads(CliRunner().invoke(main, [*call, "--json"]).output)["rows"] == rows
    page = client.get(f"/trends?{address}&ui=en").text
    for row in rows:
        if row["hits"]:
            assert f'<b>{row["hits"]}</b> <span class="rate">{row["per_10000_words"]:.1f}</span>' in page


def test_without_a_question_the_page_asks_for_one() -> None:
    client = create_app(built()).test_client()
    assert "Enter a question" in client.get("/trends?ui=en").text
    assert "検索式を入れてください" in client.get("/trends").text


def test_only_the_years_asked_for_are_shown() -> None:
    found = made(searcher(), state("", from_="昭和20年", until="1991-06"), "冷戦")
    assert (found.years[0], found.years[-1]) == (1945, 1991)
    empty = made(searcher(), state("", from_="1800", until="1801"), "冷戦")
    assert empty.years == range(1800, 1802) and not empty.series[0].hits
