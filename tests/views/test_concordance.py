"""The concordance: every match in a line, in an order that can be told beforehand, in both languages."""

import csv
import io
import json
import random

import pytest
from click.testing import CliRunner
from library import built, document, searcher, searcher_of, state, whole, with_settings

from search_app.cli.main import main
from search_app.search.searcher import Searcher
from search_app.suggestions.collation import key, spoken, title_key
from search_app.views.concordance import (
    ORDERS,
    ConcordanceView,
    all_lines,
    concordance,
    read_concordance_view,
    sorted_lines,
)
from search_app.views.lines import Line, display_width
from search_app.web.app import create_app

LINES_JA = ("政府は冷戦の終わりを告げた。", "長い冷戦を語る。", "その冷戦が始まった。", "新しい冷戦へ向かう。")
LINES_EN = ("The long cold war ended.", "A new cold war began.", "Some old cold war stories.", "Every cold war ends.")


def lines(found: Searcher, q: str, *order: str, **other: object) -> list[Line]:
    """All lines of a question in an order."""
    return list(all_lines(found, ConcordanceView(state(q), order=order, **other)))  # type: ignore[arg-type]


def texts(found: list[Line]) -> list[str]:
    """What stands on both sides, for reading."""
    return [f"{line.before}|{line.node}|{line.after}" for line in found]


@pytest.mark.parametrize(
    ("q", "written", "order", "beginnings"),
    [
        # し を が の へ: 五十音 of the word on the right is が の へ を
        ("冷戦", LINES_JA, "r1", ["その", "政府は", "新しい", "長い"]),
        # その ながい は あたらしい: あ そ な は
        ("冷戦", LINES_JA, "l1", ["新しい", "その", "長い", "政府は"]),
        ('"cold war"', LINES_EN, "r1", ["A new", "The long", "Every", "Some old"]),
        ('"cold war"', LINES_EN, "l1", ["Every", "The long", "A new", "Some old"]),
        ('"cold war"', LINES_EN, "l2", ["Every", "A new", "Some old", "The long"]),
    ],
)
def test_lines_are_sorted_by_the_words_beside_the_match(
    q: str, written: tuple[str, ...], order: str, beginnings: list[str]
) -> None:
    found = searcher_of(*(document(f"d{n}", text) for n, text in enumerate(written)))
    assert [line.before.strip() for line in lines(found, q, order)] == beginnings


def test_the_nearest_word_is_the_first_on_either_side() -> None:
    found = searcher_of(
        document("en", "one two three cold war four five six"), document("ja", "米国とソ連の冷戦は終わった。")
    )
    english, japanese = lines(found, '"cold war"'), lines(found, "「冷戦」")
    assert [word.text for word in english[0].left] == ["three", "two", "one"]
    assert [word.text for word in english[0].right] == ["four", "five", "six"]
    assert [word.text for word in japanese[0].left] == ["の", "ソ連", "と"]
    assert [word.text for word in japanese[0].right][:2] == ["は", "終わっ"]


def test_both_languages_stand_in_one_list_japanese_first() -> None:
    found = lines(searcher(), "NATO", "r1")
    assert {line.place.passage.lang for line in found} == {"ja", "en"}
    firsts = [key(line.right[:1]) for line in found if line.right]
    assert firsts == sorted(firsts)
    assert [k[0] for k in firsts] == sorted(k[0] for k in firsts)


@pytest.mark.parametrize("order", [(), ("r1",), ("l1", "r1"), ("node", "year"), ("doc",), ("year", "l2")])
def test_the_order_does_not_depend_on_the_order_of_the_lines(order: tuple[str, ...]) -> None:
    found = lines(searcher(), "ソ連 OR NATO", *order)
    again = lines(searcher(), "ソ連 OR NATO", *order)
    assert texts(found) == texts(again)
    if order:
        shuffled = sorted(found, key=lambda line: random.Random(line.number).random())
        view = ConcordanceView(state(), order=(*order, "doc"))
        assert texts(sorted_lines(shuffled, view)) == texts(sorted_lines(found, view))


def test_every_mark_of_a_text_is_a_line_and_every_line_a_mark() -> None:
    asked = state("クリントン OR Clinton")
    marks = [(hit.id, m.start, m.end) for hit in whole(searcher(), asked).hits for m in hit.matches]
    found = [
        (line.place.passage.id, line.match.start, line.match.end)
        for line in all_lines(searcher(), ConcordanceView(asked))
    ]
    assert found == marks


@pytest.mark.parametrize("width", [10, 24, 200])
def test_a_context_is_as_wide_as_was_asked_and_cuts_no_latin_word(width: int) -> None:
    for line in lines(searcher(), "NATO", width=width):
        text = line.place.passage.text.replace("\n", " ")
        assert f"{line.before}{line.node}{line.after}" in text
        for part in (line.before, line.after):
            assert display_width(part) <= 2 * width + 1
        start = line.match.start - len(line.before)
        assert not (start > 0 and text[start - 1 : start + 1].isascii() and text[start - 1 : start + 1].isalnum())


@pytest.mark.parametrize(
    ("words", "in_order"),
    [
        # Voicing and size count where all else is the same, a small kana first; コー is コオ, which comes after コウ.
        (["かっこ", "がっこう", "かつこ", "ガッコー"], ["かっこ", "かつこ", "がっこう", "ガッコー"]),
        (["ソ連", "アメリカ", "日本", "英国"], ["アメリカ", "英国", "ソ連", "日本"]),
        (["NATO", "ソ連", "arms", "1994"], ["ソ連", "1994", "arms", "NATO"]),
        (["banana", "Apple", "cherry"], ["Apple", "banana", "cherry"]),
    ],
)
def test_words_are_in_the_order_of_the_fifty_sounds_then_of_the_alphabet(words: list[str], in_order: list[str]) -> None:
    assert sorted(words, key=title_key) == in_order


def test_japanese_can_be_sorted_by_code_point_too() -> None:
    found = searcher_of(*(document(f"d{n}", text) for n, text in enumerate(LINES_JA)))
    rights = [line.right[0].text for line in lines(found, "冷戦", "r1", collation="code")]
    assert rights == sorted(rights)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("条約を結ぶ", [("条約", "ジョウヤク"), ("を", ""), ("結ぶ", "ムスブ")]),
        ("the U.S. cold-war era", [("the", ""), ("U.S", ""), ("cold-war", ""), ("era", "")]),
        ("NATOの拡大", [("NATO", ""), ("の", ""), ("拡大", "カクダイ")]),
    ],
)
def test_a_text_is_read_word_by_word(text: str, readings: list[tuple[str, str]]) -> None:
    assert [(word.text, word.reading) for word in spoken(text)] == readings


@pytest.mark.parametrize(
    ("given", "width", "order", "codes"),
    [
        ([("order", "r1,l1"), ("width", "30")], 30, ("r1", "l1"), []),
        ([("order", "r1"), ("order", ""), ("order", "node")], 24, ("r1", "node"), []),
        ([("order", "x9"), ("width", "9")], 10, (), ["bad-value", "width-bounded"]),
        ([("width", "冷戦")], 24, (), ["width-bounded"]),
        ([("collation", "x")], 24, (), ["bad-value"]),
    ],
)
def test_a_view_is_read_from_its_address(
    given: list[tuple[str, str]], width: int, order: tuple[str, ...], codes: list[str]
) -> None:
    view, notes = read_concordance_view(given, state())
    assert (view.width, view.order) == (width, order)
    assert sorted(note.code for note in notes) == sorted(codes)
    again, none = read_concordance_view(view.pairs(), state())
    assert again == view and not none


def test_the_page_the_table_and_the_command_line_have_the_same_lines() -> None:
    client = create_app(built()).test_client()
    address = "q=NATO&order=r1&order=doc&width=20"
    table = list(csv.reader(io.StringIO(client.get(f"/kwic.tsv?{address}").text), delimiter="\t"))
    page = client.get(f"/kwic.json?{address}").get_json()
    assert page["total"] == len(table) - 1 > len(page["lines"])
    assert [row[0] for row in table[1:51]] == [line["id"] for line in page["lines"]]
    call = ["kwic", "NATO", "--order", "r1", "--order", "doc", "--width", "20", "--index", str(built())]
    assert json.loads(CliRunner().invoke(main, [*call, "--json"]).output)["lines"] == page["lines"]
    plain = CliRunner().invoke(main, call).output
    assert len(plain.splitlines()) == 51
    assert CliRunner().invoke(main, [*call, "--tsv"]).output.replace("\r", "").count("\n") == len(table)


def test_a_page_says_when_it_did_not_look_through_all_hits() -> None:
    few = with_settings(searcher(), most_lines=5)
    found = concordance(few, ConcordanceView(state("NATO")))
    assert found.counted == 5 < found.hits
    assert len(lines(few, "NATO")) > found.total


@pytest.mark.parametrize(
    ("q", "order"), [("の", ()), ("の", ("r1", "doc")), ("the", ("l1",)), ("the", ("year", "node"))]
)
def test_the_pages_of_a_concordance_are_all_its_lines_in_order(q: str, order: tuple[str, ...]) -> None:
    view = ConcordanceView(state(q), order=order)
    first = concordance(searcher(), view)
    assert first.pages > 3
    pages = [concordance(searcher(), view.at(page)).lines for page in range(1, first.pages + 1)]
    joined = [line for page in pages for line in page]
    assert len(joined) == first.total
    assert joined == (sorted_lines(lines(searcher(), q), view) if order else lines(searcher(), q))


def test_every_order_can_be_asked_for() -> None:
    for name in ORDERS:
        assert len(lines(searcher(), "冷戦", name)) == len(lines(searcher(), "冷戦"))


TWIN = (
    "The treaty was signed in Moscow on 26 May 1972 by the leaders of both countries, after talks that had gone on for "
    "more than two years in Helsinki and Vienna, and it was ratified in the autumn of the same year by both sides"
)


def test_passages_under_a_similar_one_are_not_left_out_silently() -> None:
    found = searcher_of(document("a", TWIN + "."), document("b", TWIN + " !"), document("c", "Another treaty failed."))
    folded = concordance(found, ConcordanceView(state("treaty")))
    every = concordance(found, ConcordanceView(state("treaty", similar="show")))
    assert (folded.total, folded.folded, folded.hits) == (2, 1, 2)
    assert (every.total, every.folded, every.hits) == (3, 0, 3)
