"""What is written without a template says what it is given, in both languages, and takes nothing of it for markup."""

import pytest
from lxml import html

from indexer.query import FacetCount
from search_app.highlighting.snippets import Piece
from search_app.search.facets import FacetValue, histogram, year_label
from search_app.state.state import SearchState
from search_app.web.repeated_markup import FEW_BARS, bars, value_links, with_marks, year_rows

STRANGE = "<b>\"ソ連\" & 'USSR'</b>"


@pytest.mark.parametrize(
    ("ui", "status", "said"),
    [
        ("ja", "", f"{STRANGE}1,234, 1,234件−"),
        ("en", "", f"{STRANGE}1,234, 1,234 passages−"),
        ("ja", "chosen", f"選択中: {STRANGE}1,234, 1,234件"),
        ("en", "excluded", f"left out: {STRANGE}1,234, 1,234 passages"),
    ],
)
def test_a_value_says_its_label_its_count_and_whether_it_is_chosen(ui: str, status: str, said: str) -> None:
    value = FacetValue("ussr", STRANGE, 1_234, status, "/search?q=%22&actor=ussr", "/search?q=%22&actor=-ussr")
    item = html.fromstring(str(value_links([value], ui)))
    assert item.text_content().strip() == said
    links = item.xpath(".//a/@href")
    assert links == ["/search?q=%22&actor=ussr", "/search?q=%22&actor=-ussr"][: 1 if status else 2]
    assert item.get("class") == (status or None)


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
def test_a_year_is_a_bar_that_leads_to_it_and_a_row_with_its_count(years: int) -> None:
    state = SearchState(q="冷戦 & 'détente'", chosen=(("year", "1900"),), ui="en")
    counts = [FacetCount(f"{1900 + n:04d}", n + 1) for n in range(years)]
    drawn = histogram(counts, years, state)
    assert drawn
    picture = html.fromstring(f"<div>{bars(drawn.bars)}</div>")
    table = html.fromstring(f"<table>{year_rows(drawn.bars)}</table>")
    for n, (link, row) in enumerate(zip(picture, table.xpath("//tr"), strict=True)):
        value = f"{1900 + n:04d}"
        assert "/search" + link.get("href") == state.toggled("year", value).address()
        assert link.get("class") == ("on" if value == "1900" else None)
        assert link.xpath("./title")[0].text == f"{year_label(value).ja}: {n + 1}"
        assert row.xpath("./td")[0].text_content().strip() == str(n + 1)
        addresses = row.xpath("./th/a/@href")
        assert addresses == ([state.toggled("year", value).address()] if years <= FEW_BARS else [])
