"""The filled cells of an OpenDocument spreadsheet, row by row (ODF 1.3 part 3, 9)."""

from collections.abc import Iterator
from typing import Any

from indexer.errors import ReadError
from indexer.readers.office import opendocument
from indexer.readers.office.odfstyles import Styles
from indexer.readers.office.pagination import Pages
from indexer.readers.package import Package
from indexer.readers.tables.cells import Row
from indexer.readers.trees import attribute, local

MOST_REPEATED = 256
"""A cell that stands for so many equal ones beside it is written out; an empty one is skipped, a million or not."""


def rows(parts: Package) -> Iterator[Row]:
    """The rows of all sheets, hidden ones too, that hold anything; of equal ones below each other the first."""
    story = opendocument.Story(Styles(()), Pages((), is_known=False))
    sheet, sheet_number, number = "", 0, 0
    for event, element in parts.walk("content.xml", "table", "table-row"):
        if event == "start" and local(element.getparent()) == "spreadsheet":
            sheet, sheet_number, number = attribute(element, "name"), sheet_number + 1, 0
        elif event == "end" and sheet_number:
            if cells := _cells(element, story):
                yield Row(sheet, sheet_number, number + 1, cells)
            number += _count(element, "number-rows-repeated")
    if not sheet_number:
        raise ReadError("an OpenDocument file, but no spreadsheet, though its name says so; give it its own ending")


def _cells(row: Any, story: opendocument.Story) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row:
        count = _count(cell, "number-columns-repeated")
        if local(cell) == "table-cell" and (text := _text(cell, story)):
            cells |= dict.fromkeys(range(column, column + min(count, MOST_REPEATED)), text)
        column += count
    return cells


def _text(cell: Any, story: opendocument.Story) -> str:
    """What a cell shows; a day in ISO 8601, unless its year alone is shown."""
    shown = "\n".join(block.text for block in opendocument.flow(cell, story))
    if attribute(cell, "value-type") == "date" and not (len(shown) == 4 and shown.isdecimal()):
        day, _, hour = attribute(cell, "date-value").partition("T")
        return f"{day}T{hour[:5]}" if hour.strip("0:.Z") else day
    return shown


def _count(element: Any, name: str) -> int:
    said = attribute(element, name)
    return int(said) if said.isdecimal() else 1
