"""What is written without a template says what it is given, in both languages, and takes nothing of it for markup."""

import pytest
from lxml import html

from indexer.query import FacetCount
from search_app.highlighting.snippets import Piece
from search_app.search.facets import FacetValue, histogram, year_label
from search_app.state.state import SearchState
from search_app.web.repeated_markup import FEW_BARS, LONG, NARROW, bars, strip, value_links, with_marks, year_rows

STRANGE = "<b>\"ソ連\" & 'USSR'</b>"


@pytest.mark.parametrize(
    ("ui", "status", "said"),
    [
        ("ja", "", f"{STRANGE}1,234, 1,234件除く"),
        ("en", "", f"{STRANGE}1,234, 1,234 passagesexclude"),
        ("ja", "chosen", f"選択中: {STRANGE}1,234, 1,234件"),
        ("en", "excluded", f"left out: {STRANGE}1,234, 1,234 passages"),
    ],
)
def test_a_value_says_its_label_its_count_and_whether_it_is_chosen(ui: str, status: str, said: str) -> None:
    value = FacetValue("actor", "ussr", STRANGE, 1_234, status, "/search?q=%22&actor=ussr")
    item = html.fromstring(str(value_links([value], ui)))
    assert item.text_content().strip() == said
    assert item.xpath(".//a/@href") == ["/search?q=%22&actor=ussr"]
    buttons = [(each.get("form"), each.get("name"), each.get("value")) for each in item.xpath(".//button")]
    assert buttons == ([] if status else [(NARROW, "actor", "-ussr")])
    assert item.get("class") == (status or None)


@pytest.mark.parametrize("value", ["冷戦 & 'détente'", "Central Files, POL JAPAN–US"])
def test_a_value_repeats_no_long_address(value: str) -> None:
    found = FacetValue("archive", value, value, 3, "", "/search?" + "q" * LONG)
    item = html.fromstring(str(value_links([found], "en")))
    buttons = [(each.get("form"), each.get("name"), each.get("value")) for each in item.xpath(".//button")]
    assert buttons == [(NARROW, "archive", value), (NARROW, "archive", f"-{value}")] and not item.xpath(".//a")


@pytest.mark.parametrize(
    ("ui", "piece", "title"),
    [
        ("ja", Piece(STRANGE, "surface"), None),
        ("ja", Piece(STRANGE, "name", STRANGE), f"一致の理由: 別名 ({STRANGE})"),
        ("en", Piece(STRANGE, "kana"), "matched by kana"),
    ],
)
def test_a_mark_says_why_it_is_one_unless_it_stands_as_typed(ui: str, piece: Piece, title: str | None) -> None:
    text = html.fromstring(f"<p>{with_marks([Piece(STRANGE), piece], ui)}</p>")
    assert text.text == text[0].text == STRANGE
    assert (text[0].get("data-via"), text[0].get("title")) == (piece.via, title)


@pytest.mark.parametrize("years", [1, FEW_BARS, FEW_BARS + 1])
def test_a_year_is_a_bar_and_a_row_with_its_count(years: int) -> None:
    state = SearchState(q="冷戦 & 'détente'", chosen=(("year", "1900"),), ui="en")
    counts = [FacetCount(f"{1900 + n:04d}", n + 1) for n in range(years)]
    drawn = histogram(counts, years, state)
    assert drawn
    picture = html.fromstring(f"<div>{bars(drawn.bars)}</div>")
    table = html.fromstring(f"<table>{year_rows(drawn.bars)}</table>")
    shapes = picture.xpath("//path[not(@class)]/@d")
    assert sum(shape.count("M") for shape in shapes) == years
    assert [group.get("class") for group in picture].count("on") == 1
    for n, row in enumerate(table.xpath("//tr")):
        value = f"{1900 + n:04d}"
        if years <= FEW_BARS:
            assert picture[n].get("class") == ("on" if value == "1900" else None)
            assert picture[n].xpath("./title")[0].text == f"{year_label(value).ja}: {n + 1}"
        assert row.xpath("./td")[0].text_content().strip() == str(n + 1)
        chosen = [(each.get("form"), each.get("name"), each.get("value")) for each in row.xpath("./th/button")]
        assert chosen == ([] if value == "1900" else [(NARROW, "year", value)])


def test_the_strip_has_a_cell_for_each_year_the_darkest_for_the_most_hits() -> None:
    drawn = histogram([FacetCount("1945", 9), FacetCount("1946", 1), FacetCount("1991", 9)], 19, SearchState(q="冷戦"))
    assert drawn
    shades = {path.get("opacity"): path.get("d").count("M") for path in html.fromstring(f"<div>{strip(drawn)}</div>")}
    assert shades["1"] == 2 and sum(shades.values()) == 3
