"""The page of all values of a facet, and a question in words."""

from urllib.parse import parse_qsl

import pytest
from library import CONFIG, built, document, searcher, searcher_of, state, whole
from lxml import html

from indexer.errors import NotFound
from search_app.query_language.description import described
from search_app.query_language.parser import parse
from search_app.search.results_page import search
from search_app.state.state import read_state
from search_app.views.facet_values import VALUES, initial, values
from search_app.web.app import create_app


@pytest.mark.parametrize("facet", ["actor", "doc", "year", "era", "lang"])
@pytest.mark.parametrize("sort", ["count", "label"])
def test_every_value_is_listed_with_what_a_click_brings(facet: str, sort: str) -> None:
    asked = state("NATO", ("lang", "en"))
    found = values(searcher(), asked, facet, sort)
    rows = [row for _, section in found.sections for row in section]
    counted = search(searcher(), asked).filters.values[facet]
    assert {(row.value, row.count) for row in rows} == {(row.value, row.count) for row in counted}
    for row in rows[:12]:
        pairs = html.fromstring(f'<a href="{row.address}"/>').get("href").partition("?")[2]
        clicked = read_state(parse_qsl(pairs), CONFIG)[0]
        if facet != "lang":
            assert search(searcher(), clicked).total == row.count


def test_labels_stand_in_the_order_of_the_fifty_sounds_under_their_row() -> None:
    found = values(searcher(), state(), "actor", "label")
    letters = [letter for letter, _ in found.sections]
    assert letters[:5] == ["あ", "か", "さ", "た", "な"] and len(letters) == len(set(letters))
    english = values(searcher(), state(ui="en"), "actor", "label")
    letters = [letter for letter, _ in english.sections]
    assert letters == sorted(letters) and "A" in letters


@pytest.mark.parametrize(
    ("key", "letter"),
    [
        ((0, "カツコウ", "ガッコウ"), "か"),
        ((0, "ンシ", "ンシ"), "わ"),
        ((1, "soviet", ""), "S"),
        ((1, "1994", ""), "#"),
        ((2, "§", ""), "#"),
    ],
)
def test_a_label_stands_under_its_first_sign(key: tuple[int, str, str], letter: str) -> None:
    assert initial(key) == letter


def test_many_values_stand_on_several_pages() -> None:
    found = searcher_of(*(document(f"d{n:03}", f"Treaty number {n} was signed.") for n in range(VALUES + 50)))
    first = values(found, state("treaty"), "doc", "label")
    second = values(found, state("treaty", page="2"), "doc", "label")
    rows = [row.value for page in (first, second) for _, section in page.sections for row in section]
    assert first.pages == 2 and len(rows) == len(set(rows)) == VALUES + 50


def test_a_chosen_value_without_hits_stays_listed() -> None:
    found = values(searcher(), state("冷戦", ("actor", "talbott")), "actor", "count")
    rows = {row.value: row for _, section in found.sections for row in section}
    assert rows["talbott"].count == 0 and rows["talbott"].status == "chosen"


def test_there_is_no_such_facet() -> None:
    with pytest.raises(NotFound, match="the facets are"):
        values(searcher(), state(), "colour", "count")
    assert create_app(built()).test_client().get("/values?facet=colour").status_code == 404


@pytest.mark.parametrize(
    ("q", "ja", "en"),
    [
        ("冷戦", "「冷戦」", "“冷戦”"),
        ("冷戦 軍縮", "「冷戦」 と 「軍縮」", "“冷戦” and “軍縮”"),
        ("満州 (ソ連 OR ロシア)", "「満州」 と (「ソ連」 または 「ロシア」)", "“満州” and (“ソ連” or “ロシア”)"),
        ("NATO -Clinton", "「NATO」 と 「Clinton」のないもの", "“NATO” and without “Clinton”"),
        ('"arms control"', "書かれたとおりの「arms control」", "exactly “arms control”"),
        ('"arms control"~5', "5語以内に並ぶ「arms control」", "“arms control” within 5 words"),
        ('"arms control"~>5', "この順で5語以内に並ぶ「arms control」", "“arms control” in this order within 5 words"),
        ("gorba*", "「gorba*」の形の語", "a word of the form “gorba*”"),
        ("Gorbachov~1", "「Gorbachov」と1字まで違う語", "a word at most 1 off “Gorbachov”"),
        ("title:NATO", "題名に「NATO」", "“NATO” in the title"),
        ("heading:書簡", "見出しに「書簡」", "“書簡” in a heading"),
        ("year:1990..1995", "1990..1995年の箇所", "dated 1990..1995"),
        ("1994年12月", "日付 1994年12月 (1994-12)", "the date 1994年12月 (1994-12)"),
        ("actor:yeltsin", "actor=yeltsin", "actor=yeltsin"),
    ],
)
def test_a_question_is_said_in_words(q: str, ja: str, en: str) -> None:
    tree = parse(q).tree
    assert tree is not None
    assert described(tree, "ja", lambda field, value: f"{field}={value}") == ja
    assert described(tree, "en", lambda field, value: f"{field}={value}") == en


def test_a_name_in_a_field_is_said_by_its_label() -> None:
    assert (
        search(searcher(), state("actor:エリツィン 冷戦", ui="en")).question.sentence
        == "Actor Boris Yeltsin and “冷戦”"
    )


def test_hits_can_be_grouped_by_document() -> None:
    asked = state("NATO", group="doc")
    hits = whole(searcher(), asked).hits
    documents = [hit.document.id for hit in hits]
    every = whole(searcher(), state("NATO", similar="show")).hits
    assert len(documents) == len(set(documents)) == len({hit.document.id for hit in every})
    assert sum(1 + hit.similar_count for hit in hits) == len(every)
    best = dict(reversed([(hit.document.id, hit.id) for hit in every]))
    assert {hit.document.id: hit.id for hit in hits} == best
    pages = [search(searcher(), asked.changed(page=n)).hits for n in (1, 2, 3)]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in hits][:30]
