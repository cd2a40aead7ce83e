"""A workbook holds every hit in words and says what was asked; nothing in it is a formula, and Excel holds it all."""

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from library import document, searcher, searcher_of, sheets, state, whole
from openpyxl import load_workbook

from search_app.export import workbook as module
from search_app.export.formats import BY_NAME, FORMULA, export, export_passage
from search_app.export.rows import Row, of_search
from search_app.export.workbook import COLUMNS, MOST_SIGNS, fitting, workbook
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

Rows = list[tuple[object, ...]]


def data_of(found: Searcher, asked: SearchState, base: str = "http://h") -> bytes:
    return b"".join(export(found, asked, BY_NAME["xlsx"], base))


def hits_of(rows: Rows) -> list[dict[str, object]]:
    """The rows of a sheet by the names of its columns."""
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def asked_of(data: bytes, ui: str = "en") -> list[tuple[object, object]]:
    """What the sheet says of the search."""
    return [(name, value) for name, value in sheets(data)[{"ja": "検索の内容", "en": "What was asked"}[ui]]]


IN_WORDS = [
    ("ja", "検索結果", {"時代": "NATO拡大論争期", "人物・国・機関": "ボリス・エリツィン", "言語": "英語"}),
    ("en", "Results", {"Era": "NATO enlargement debate", "Actor": "Boris Yeltsin", "Language": "English"}),
]


@pytest.mark.parametrize(("ui", "name", "words"), IN_WORDS)
def test_hits_stand_in_words_and_not_in_ids(ui: str, name: str, words: dict[str, str]) -> None:
    asked = state("CSCE", ("doc", "nato-01.en"), ui=ui)
    found = sheets(data_of(searcher(), asked))
    assert len(found) == 2 and next(iter(found)) == name
    rows = hits_of(found[name])
    assert list(rows[0]) == [column.label.in_language(ui) for column in COLUMNS]
    assert len(rows) == len(whole(searcher(), asked).hits)
    for row in rows:
        assert all(value in str(row[column]) for column, value in words.items())
        assert not {"yeltsin", "nato-enlargement-debate", "en", "nato-01.en"} & set(map(str, row.values()))


@pytest.mark.parametrize("q", ["冷戦", "NATO"])
def test_texts_numbers_and_addresses_are_those_of_the_hits(q: str) -> None:
    rows = hits_of(sheets(data_of(searcher(), state(q, ui="en")))["Results"])
    hits = whole(searcher(), state(q)).hits
    assert [row["Text"] for row in rows] == [hit.text for hit in hits]
    assert [row["No."] for row in rows] == list(range(1, len(hits) + 1))
    assert [row["Link to this passage"] for row in rows] == [f"http://h/passage/{hit.id}" for hit in hits]


SAID = [
    ("ja", "検索語", "この検索の条件", "時代: 冷戦後 (除外)", "古い順", "該当箇所の数", "この検索へのリンク"),
    ("en", "Search words", "In force", "Era: Post-Cold War era (left out)", "Oldest first", "Passages found",
     "Link to this search"),
]  # fmt: skip


@pytest.mark.parametrize(("ui", "query", "force", "era", "order", "count", "link"), SAID)
def test_a_sheet_says_what_was_asked(
    ui: str, query: str, force: str, era: str, order: str, count: str, link: str
) -> None:
    asked = state("NATO (", ("era", "-post-cold-war"), sort="date", ui=ui, page="2")
    page = whole(searcher(), asked)
    said = asked_of(data_of(searcher(), asked), ui)
    assert {(query, "NATO ("), (force, era), (force, order), (count, page.total)} <= set(said)
    assert (link, f"http://h{asked.changed(page=1).address()}") in said
    values = [value for _, value in said]
    assert searcher().library.generation in values and searcher().digest in values
    assert searcher().library.collection.title.in_language(ui) in values
    assert page.question.parsed in values and page.question.notes[0].sentence(ui) in values


def test_a_search_that_finds_nothing_says_so_too() -> None:
    said = dict(asked_of(data_of(searcher(), state("qwertyzxcv", ui="en"), "")))
    assert said["Passages found"] == 0 and "Link to this search" not in said


def test_one_passage_is_a_workbook_too() -> None:
    passage = whole(searcher(), state("冷戦")).hits[0].id
    data = b"".join(export_passage(searcher(), passage, state(ui="en"), BY_NAME["xlsx"], "http://h"))
    assert [row["Link to this passage"] for row in hits_of(sheets(data)["Results"])] == [f"http://h/passage/{passage}"]
    assert ("Link to this search", f"http://h/passage/{passage}?ui=en") in asked_of(data)


@pytest.mark.parametrize("sign", FORMULA)
def test_what_begins_as_a_formula_is_a_text_as_it_is_written(sign: str) -> None:
    written = f"{sign}1+1 条約"
    found = searcher_of(document("a", written, title=written, authors=(written,), source=written, lang="ja"))
    book = load_workbook(io.BytesIO(data_of(found, state("条約"))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    # As OOXML writes a sign that XML would not keep.
    kept = written.replace("\r", "_x000D_")
    assert sum(cell.value == kept and cell.data_type == "s" for cell in cells) >= 3


@pytest.mark.parametrize("address", ["http://h", "https://例え.jp", ""])
def test_an_address_is_a_text(address: str) -> None:
    book = load_workbook(io.BytesIO(data_of(searcher(), state("冷戦"), address)))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * MOST_SIGNS, "x" * MOST_SIGNS),
        ("あ" * MOST_SIGNS, "あ" * MOST_SIGNS),
        ("x" * (MOST_SIGNS + 1), "x" * (MOST_SIGNS - 2) + "…]"),
        ("あ" * 40_000, "あ" * (MOST_SIGNS - 2) + "…]"),
        # Of two units each, and none of them is halved.
        ("𠮷" * 20_000, "𠮷" * ((MOST_SIGNS - 2) // 2) + "…]"),
        ("", ""),
    ],
    ids=["full", "満杯", "one more", "長い", "𠮷", "empty"],
)
def test_a_text_is_cut_to_what_a_cell_holds(text: str, kept: str) -> None:
    assert fitting(text, "…]") == kept
    assert len(fitting(text, "…]").encode("utf-16-le")) <= MOST_SIGNS * 2


@pytest.mark.parametrize(("ui", "name", "said"), [("ja", "検索結果", "全文: "), ("en", "Results", "the whole: ")])
def test_a_text_that_was_cut_says_where_the_whole_is(ui: str, name: str, said: str) -> None:
    found = searcher_of(document("a", "The treaty is long. " + "𠮷" * 20_000))
    taken = of_search(found, state("treaty", ui=ui), "http://h")
    rows = [long_row(row) for row in taken.rows]
    data = b"".join(workbook(replace(taken, rows=iter(rows))))
    [row] = sheets(data)[name][1:]
    cut = [str(value) for value in row if len(str(value).encode("utf-16-le")) > MOST_SIGNS]
    assert cut and all(f"{said}http://h/passage/{rows[0].found.id}" in value[-80:] for value in cut)


def long_row(row: Row) -> Row:
    """A row whose title no cell can hold; passages are parted long before."""
    return replace(row, cited=replace(row.cited, title="条約" * MOST_SIGNS))


def test_what_a_sheet_cannot_hold_goes_into_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 11)
    found = sheets(data_of(searcher(), state("NATO", ui="en")))
    hits = whole(searcher(), state("NATO")).hits
    names = ["Results", "What was asked", *(f"Results {n}" for n in range(2, -(-len(hits) // 10) + 1))]
    assert list(found) == names and len(names) > 3
    rows = [row for name in names if name.startswith("Results") for row in hits_of(found[name])]
    assert [row["Text"] for row in rows] == [hit.text for hit in hits]


def test_a_workbook_of_many_hits_needs_no_more_memory_than_one_of_few() -> None:
    assert peak(3_000) < peak(300) + 1_000_000


def peak(number: int) -> int:
    """The most bytes that Python holds while a workbook of so many hits is made and sent."""
    taken = of_search(searcher(), state("NATO"), "http://h")
    first = next(taken.rows)

    def rows() -> Iterator[Row]:
        for n in range(number):
            yield replace(first, number=n, made=f"{n} " * 200)

    tracemalloc.start()
    size = sum(len(part) for part in workbook(replace(taken, rows=rows())))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > number
    return most
