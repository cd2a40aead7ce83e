"""The filled cells of an Excel file, row by row (ECMA-376 part 1, 18.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.readers.office import ooxml
from indexer.readers.package import Package
from indexer.readers.tables import numberformats
from indexer.readers.tables.cells import Row
from indexer.readers.trees import attribute, child, local, within, words

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, and the line breaks of some programs: `_x000D_`."""

UNCALCULATED = "formulas without their result: {}; open the file in Excel or LibreOffice and save it again"


@dataclass(slots=True)
class Workbook:
    """What the cells of a file refer to; `uncalculated` counts formulas of which the file holds no result."""

    shared: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    uncalculated: int = field(default=0)

    @property
    def faults(self) -> tuple[str, ...]:
        return (UNCALCULATED.format(self.uncalculated),) if self.uncalculated else ()


def opened(parts: Package) -> tuple[Workbook, Iterator[Row]]:
    """What the cells refer to, and the rows of all sheets, hidden ones too, that hold anything."""
    main = ooxml.main_part(parts, "xl/workbook.xml")
    root, related = parts.tree(main), ooxml.relations(parts, main)
    styles = parts.tree(ooxml.of_kind(related, "styles"))
    book = Workbook(
        _shared(parts, ooxml.of_kind(related, "sharedStrings")),
        _formats(styles),
        attribute(child(root, "workbookPr"), "date1904") in ("1", "true"),
    )
    return book, _rows(parts, book, within(root, "sheets"), related)


def _shared(parts: Package, part: str) -> list[str]:
    """The strings that cells refer to by their place."""
    if part not in parts:
        return []
    return [_string(item) for event, item in parts.walk(part, "sst", "si") if event == "end"]


def _formats(styles: Any) -> list[str]:
    """For each style of a cell the units of time that its numbers are shown in; empty for plain numbers."""
    own = {attribute(code, "numFmtId"): attribute(code, "formatCode") for code in within(styles, "numFmts")}
    ids = [attribute(style, "numFmtId") for style in within(styles, "cellXfs")]
    return [
        numberformats.units(own[id]) if id in own else numberformats.BUILT_IN.get(int(id) if id.isdecimal() else 0, "")
        for id in ids
    ]


def _rows(parts: Package, book: Workbook, sheets: Any, related: dict[str, ooxml.Relation]) -> Iterator[Row]:
    for sheet_number, sheet in enumerate(sheets, 1):
        relation = related.get(ooxml.link(sheet))
        if relation is None or relation.kind != "worksheet":
            continue
        number = 0
        for event, element in parts.walk(relation.target, "worksheet", "row"):
            if event == "end":
                said = attribute(element, "r")
                number = int(said) if said.isdecimal() else number + 1
                cells = _cells(element, book)
                if cells:
                    yield Row(attribute(sheet, "name"), sheet_number, number, cells)


def _cells(row: Any, book: Workbook) -> dict[int, str]:
    """The filled cells of a row; a cell that does not say where it lies follows the one before."""
    cells, column = {}, -1
    for cell in row:
        place = REFERENCE.match(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        text = _text(cell, book).strip()
        if text:
            cells[column] = text
    return cells


def _column(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(cell: Any, book: Workbook) -> str:
    """What a cell shows; an error (#REF!) shows nothing."""
    kind, value = cell.get("t", "n"), words(child(cell, "v"))
    if kind == "inlineStr":
        return _string(within(cell, "is"))
    if kind == "s":
        return book.shared[int(value)] if value.isdecimal() and int(value) < len(book.shared) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n" and not value:
        book.uncalculated += child(cell, "f") is not None
        return ""
    if kind == "n":
        style = cell.get("s", "0")
        shows = book.formats[int(style)] if style.isdecimal() and int(style) < len(book.formats) else ""
        return numberformats.shown(value, shows, book.from_1904)
    return "" if kind == "e" else _unescaped(value)


def _string(item: Any) -> str:
    """The text of a string, its runs joined; furigana (`rPh`) is left out."""
    runs = (run if local(run) == "t" else child(run, "t") for run in item if local(run) in ("t", "r"))
    return _unescaped("".join(words(run) for run in runs))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
