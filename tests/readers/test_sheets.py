"""Spreadsheets give a document a row where they have a column of texts, and a list of named cells where not."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Block, Mark
from indexer.errors import ReadError
from indexer.readers import Reading, read
from indexer.readers.tables.columns import keys
from indexer.readers.tables.numberformats import shown, units

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
Sheets = dict[str, list[list[str]]]
"""The rows of each sheet: text, or `=` and what a formula gave, or `#` and the serial number of a day."""


def zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def related(**targets: str) -> str:
    inside = (f'<R Id="{id}" Type="{OFFICE}/{id.rstrip("0123456789")}" Target="{to}"/>' for id, to in targets.items())
    return f"<R>{''.join(inside)}</R>"


def xlsx_cell(text: str) -> str:
    if text.startswith("="):
        return f"<c><f>B2-1</f><v>{text[1:]}</v></c>"
    return f'<c s="1"><v>{text[1:]}</v></c>' if text.startswith("#") else f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(sheets: Sheets, strings: str = "", **raw: str) -> bytes:
    """A workbook of Excel; `raw` are the rows of further sheets as they are written in the file."""
    rows = {
        name: "".join(f"<row>{''.join(map(xlsx_cell, row))}</row>" for row in sheet) for name, sheet in sheets.items()
    }
    names = {f"worksheet{number}": name for number, name in enumerate(rows | raw, 1)}
    parts = {id: f"{id}.xml" for id in names}
    listed = "".join(f'<sheet name="{name}" r:id="{id}"/>' for id, name in names.items())
    return zipped({
        "_rels/.rels": related(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(styles="styles.xml", sharedStrings="s.xml", **parts),
        "xl/styles.xml": "<s><cellXfs><xf/><xf numFmtId='14'/></cellXfs></s>",
        "xl/s.xml": f"<sst>{strings}</sst>",
        **{f"xl/{id}.xml": f"<w><sheetData>{(rows | raw)[name]}</sheetData></w>" for id, name in names.items()},
    })  # fmt: skip


def ods_cell(text: str) -> str:
    if text.startswith("#"):
        day = '<table:table-cell office:value-type="date" office:date-value="1961-04-20">'
        return f"{day}<text:p>20.4.61</text:p></table:table-cell>"
    return f"<table:table-cell><text:p>{text.removeprefix('=')}</text:p></table:table-cell>"


EMPTY = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(sheets: Sheets) -> bytes:
    """A spreadsheet of LibreOffice, which fills every sheet with a million empty rows."""
    tables = (
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in sheet)
        + f"{EMPTY}</table:table>"
        for name, sheet in sheets.items()
    )
    return zipped({
        "content.xml": f"""<d xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0">
            <office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet></office:body></d>""",
    })  # fmt: skip


def reading(folder: Path, name: str, data: bytes) -> Reading:
    (folder / name).write_bytes(data)
    return read(folder / name, folder)


REGISTER: Sheets = {
    "Letters": [
        ["id", "件名", "日付", "差出人", "宛先", "本文"],
        ["L1", "承認", "#22391", "幣原", "出淵", "国交を結んだ。"],
        ["L2"],
    ],
    "Ships": [["Register of ships"], ["Name", "トン数"], ["Poltava", "=11000"], ["三笠", "15140", "flagship"]],
    "空": [],
    "列": [["1", "2"], ["3", "4"]],
}
WRITERS = [("a.xlsx", xlsx), ("a.ods", ods)]


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_a_sheet_with_a_column_of_texts_gives_a_document_a_row(
    tmp_path: Path, name: str, write: Callable[[Sheets], bytes]
) -> None:
    found = reading(tmp_path, name, write(REGISTER))
    letter = found.documents[0]
    assert (letter.id, letter.title, letter.date, letter.authors) == ("L1", "承認", "1961-04-20", ("幣原",))
    assert ("recipient", "出淵") in letter.extra
    assert letter.blocks == (Block("国交を結んだ。", marks=(Mark(0, "sheet", "Letters", 1), Mark(0, "row", "2", 2))),)
    assert found.notes == ("sheet Letters, row 3: no text; the row was passed over",)


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_other_sheets_are_one_document_whose_rows_name_their_cells(
    tmp_path: Path, name: str, write: Callable[[Sheets], bytes]
) -> None:
    rest = reading(tmp_path, name, write(REGISTER)).documents[-1]
    assert rest.title == "a"
    assert rest.blocks == (
        Block("Ships", 1, marks=(Mark(0, "sheet", "Ships", 2),)),
        Block("Register of ships", marks=(Mark(0, "row", "1", 1),), kind="row"),
        Block("Name: Poltava | トン数: 11000", marks=(Mark(0, "row", "3", 3),), kind="row"),
        Block("Name: 三笠 | トン数: 15140 | flagship", marks=(Mark(0, "row", "4", 4),), kind="row"),
        Block("列", 1, marks=(Mark(0, "sheet", "列", 4),)),
        Block("1 | 2", marks=(Mark(0, "row", "1", 1),), kind="row"),
        Block("3 | 4", marks=(Mark(0, "row", "2", 2),), kind="row"),
    )


STRINGS = "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si><si><r><t>Batu</t></r><r><t>mi_x000D_\n</t></r></si>"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ('<c r="B1" t="s"><v>0</v></c><c r="A1" t="s"><v>1</v></c>', "東京 | Batumi"),
        ('<c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>x</f><v>外務省</v></c>', "TRUE | 外務省"),
        ('<c><v>8200.0</v></c><c><v>0.1</v></c><c><v>1E3</v></c><c t="s"><v>99</v></c>', "8200 | 0.1 | 1000"),
        ('<c t="d"><v>1961-04-20</v></c><c s="1"><v>22391.5</v></c>', "1961-04-20 | 1961-04-20"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path: Path, cells: str, text: str) -> None:
    (found,) = reading(tmp_path, "a.xlsx", xlsx({}, STRINGS, S=f"<row>{cells}</row>")).documents
    assert [block.text for block in found.blocks] == ["S", text]


def test_a_formula_without_its_result_is_named(tmp_path: Path) -> None:
    found = reading(tmp_path, "a.xlsx", xlsx({"S": [["Name", "Sum"], ["三笠", "="]]}))
    assert found.documents[0].blocks[-1].text == "Name: 三笠"
    assert found.notes == ("formulas without their result: 1; open the file in Excel or LibreOffice and save it again",)


def test_a_cell_a_million_rows_away_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>遠い</v></c></row>'
    begun = time.process_time()
    (found,) = reading(tmp_path, "a.xlsx", xlsx({}, S=far)).documents
    assert found.blocks[-1] == Block("遠い", marks=(Mark(0, "row", "1048576", 1048576),), kind="row")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", "22391", "22391"),
        ("yyyy-mm-dd", "22391", "1961-04-20"),
        ('yyyy"年"m"月"d"日"', "22391", "1961-04-20"),
        ("[$-411]ggge年m月d日;@", "22391", "1961-04-20"),
        ("yyyy/m", "22391", "1961-04"),
        ("yyyy", "22391", "1961"),
        ("d/m/yy h:mm AM/PM", "22391.4375", "1961-04-20T10:30"),
        ("h:mm", "0.4375", "10:30"),
        ("[h]:mm", "0.4375", "10:30"),
        ("yyyy", "1", "1900"),
        ("d.m.yyyy", "59", "1900-02-28"),
        ("d.m.yyyy", "61", "1900-03-01"),
        ("0.00E+00", "12345.5", "12345.5"),
        ('#,##0 "days";[Red]-#,##0', "8200", "8200"),
        ("d.m.yyyy", "-5", "-5"),
        ("d.m.yyyy", "9e99", "9e+99"),
        ("0", "n/a", "n/a"),
    ],
)
def test_a_number_is_the_day_that_its_format_makes_of_it(code: str, value: str, text: str) -> None:
    assert shown(value, units(code)) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown("20929", "ymd", from_1904=True) == "1961-04-20"


def test_columns_are_known_in_both_languages_and_none_is_lost() -> None:
    assert keys(["ID", "件名 ", "題名", "Full  Text", "備考"]) == ("id", "title", "題名", "text", "備考")


def damaged(data: bytes) -> bytes:
    """A zip with one byte of its first part changed."""
    return data[:100] + bytes((data[100] ^ 0xFF,)) + data[101:]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", ods(REGISTER), "not of the kind that its name says"),
        ("a.ods", zipped({"content.xml": "<d/>"}), "an OpenDocument file, but no spreadsheet"),
        ("a.ods", zipped({"content.xml": "<!DOCTYPE d [<!ENTITY e 'x'>]><d><table/></d>"}), "uses entities"),
        ("a.xlsx", xlsx({}, S="<row><c>"), "not well-formed"),
        ("a.ods", damaged(ods(REGISTER)), "not a whole file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        reading(tmp_path, name, data)
