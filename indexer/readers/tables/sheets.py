"""Spreadsheets (.xlsx, .ods): a sheet with a column of texts is a table of documents, any other a list of rows.

id | title | date | text            one document a row, as in a .csv
Name | Tonnage | Remark             one document a file; a row is `Name: Poltava | Tonnage: 11000 | Remark: …`
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, islice

from indexer.document import Block, Document, Mark
from indexer.readers import header, package, properties, residue
from indexer.readers.office import ooxml, opendocument, runs
from indexer.readers.reading import CELL_GAP, NO_TEXT, File, Reading
from indexer.readers.tables import columns, ods, xlsx
from indexer.readers.tables.cells import Row

LOOKED_AT = 10
"""The names of the columns stand in one of the first rows, below a title perhaps."""

LONGEST_NAME = 60
NUMERIC = re.compile(r"[\d\s.,:/%+T-]+")


def read(file: File) -> Reading:
    """The documents of a spreadsheet."""
    if file.suffix == ".ods":
        parts = opendocument.opened(file.data)
        return _reading(file, ods.rows(parts), opendocument.properties(parts))
    parts = package.opened(file.data)
    book, rows = xlsx.opened(parts)
    found = _reading(file, rows, ooxml.properties(parts))
    return Reading(found.documents, found.notes + book.faults)


def _reading(file: File, rows: Iterable[Row], given: Mapping[str, str]) -> Reading:
    documents: list[Document] = []
    blocks: list[Block] = []
    notes: list[str] = []
    for _, sheet in groupby(rows, key=lambda row: row.sheet_number):
        for found in _sheet(sheet, file):
            kept = documents if isinstance(found, Document) else blocks if isinstance(found, Block) else notes
            kept.append(found)  # type: ignore[arg-type]
    if blocks or not documents:
        default = header.Default(file.id, file.id.rpartition("/")[2])
        documents.append(header.document({}, tuple(blocks), default, properties.said(given, blocks)))
        notes += () if blocks else (NO_TEXT,)
    return Reading(tuple(documents), tuple(notes))


def _sheet(rows: Iterator[Row], file: File) -> Iterator[Document | Block | str]:
    """The documents of a sheet that is a table of them, with a note on each row without text; else its blocks."""
    first = next(rows)
    keys = dict(zip(first.cells, columns.keys(first.cells.values()), strict=True))
    if columns.TEXT not in keys.values() or len(keys) == 1:
        return _listed(chain((first,), rows))
    return (_document(row, keys, file) for row in rows)


def _document(row: Row, keys: Mapping[int, str], file: File) -> Document | str:
    given: dict[str, object] = {keys[column]: text for column, text in row.cells.items() if column in keys}
    text = given.pop(columns.TEXT, None)
    if text is None:
        return f"sheet {row.sheet}, row {row.number}: no text; the row was passed over"
    name = header.as_id(given.get("id")) or f"{file.id}#{row.sheet}!{row.number}"
    block = runs.block(str(text), marks=(_sheet_mark(row), _row_mark(row)))
    return header.document(given, (block,), header.Default(name, name))


def _listed(rows: Iterator[Row]) -> Iterator[Block]:
    """The name of a sheet as a heading and its rows; each names its cells where the columns have names."""
    head = list(islice(rows, LOOKED_AT))
    first = next((index for index, row in enumerate(head) if len(row.cells) > 1), len(head))
    yield Block(residue.heading(head[0].sheet, 1).text, 1, marks=(_sheet_mark(head[0]),))
    if first + 1 < len(head) and _are_names(head[first]):
        yield from (_row(row, {}) for row in head[:first])
        yield from (_row(row, head[first].cells) for row in chain(head[first + 1 :], rows))
    else:
        yield from (_row(row, {}) for row in chain(head, rows))


def _row(row: Row, names: Mapping[int, str]) -> Block:
    cells = (f"{names[column]}: {text}" if column in names else text for column, text in row.cells.items())
    return runs.block(CELL_GAP.join(cells), kind="row", marks=(_row_mark(row),))


def _are_names(row: Row) -> bool:
    """Whether the cells of a row name what stands below them: short, all different, none a number."""
    cells = row.cells.values()
    return len(set(cells)) == len(cells) and not any(
        len(cell) > LONGEST_NAME or NUMERIC.fullmatch(cell) for cell in cells
    )


def _sheet_mark(row: Row) -> Mark:
    return Mark(0, "sheet", row.sheet, row.sheet_number)


def _row_mark(row: Row) -> Mark:
    return Mark(0, "row", str(row.number), row.number)
