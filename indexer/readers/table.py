"""Tables: JSON Lines, CSV and TSV, in which every row is a document of its own.

A row is named by its keys: id, title, lang, date or year, actors, source, doc, text; others are kept. Its text is
one block however many lines it has. A row that cannot be used is noted and passed over.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers import header, residue
from indexer.readers.encoding import decode
from indexer.readers.reading import File, Reading

TEXT = "text"
SEPARATORS: Mapping[str, str] = {".csv": ",", ".tsv": "\t"}
LONGEST_ROW = 5_000
"""A row of CSV ends within so many lines; beyond that its quotation mark was never closed."""

csv.field_size_limit(2**31 - 1)  # the limit of 128 kB is a guard for others; a cell here may hold a book


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with the line it begins on, or what is wrong with it."""

    line: int
    given: Mapping[str, object]
    fault: str = ""


def read(file: File) -> Reading:
    """The documents of a table, one a row."""
    lines = decode(file.data).split("\n")
    separator = SEPARATORS.get(file.suffix)
    rows = _cells(lines, separator) if separator else _objects(lines)
    documents: list[Document] = []
    notes: list[str] = []
    for row in rows:
        text = row.given.get(TEXT)
        if row.fault or not isinstance(text, str) or not text.strip():
            notes.append(f"line {row.line}: {row.fault or _textless(text)}; the row was passed over")
        else:
            documents.append(_document(row, text, file.id))
    return Reading(tuple(documents), tuple(notes))


def _document(row: Row, text: str, file_id: str) -> Document:
    given = {key: value for key, value in row.given.items() if key != TEXT}
    name = header.as_text(given.get("id")) or f"{file_id}#{row.line}"
    return header.document(given, (residue.paragraph(header.whole(text.strip())),), header.Default(name, name))


def _textless(text: object) -> str:
    return "no text" if text is None or text == "" or isinstance(text, str) else "its text is not a string"


def _objects(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of JSON Lines."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, f"not JSON ({getattr(error, 'msg', error)})")
            continue
        if isinstance(found, dict):
            yield Row(number, {key.strip().lower(): value for key, value in found.items()})
        else:
            yield Row(number, {}, "not a JSON object")


def _cells(lines: Sequence[str], separator: str) -> Iterator[Row]:
    """The rows of CSV or TSV, named by the first line. A quotation mark left open spoils its own line only."""
    columns, start = _columns(lines, separator)
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        cells, length = _row(lines, start, separator, len(columns))
        if cells is None:
            yield Row(start + 1, {}, f"not a row of {len(columns)} cells")
        else:
            yield Row(start + 1, dict(zip(columns, cells, strict=False)))
        start += length


def _columns(lines: Sequence[str], separator: str) -> tuple[tuple[str, ...], int]:
    """The names in the first line that is not blank, and the index of the line after it."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    cells = _parsed(lines[start : start + 1], separator, strict=False) or []
    columns = tuple(cell.strip().lower() for cell in cells)
    if TEXT not in columns:
        raise ReadError(f"the first line names no column '{TEXT}'; name the columns there: id,title,lang,{TEXT}")
    return columns, start + 1


def _row(lines: Sequence[str], start: int, separator: str, width: int) -> tuple[list[str] | None, int]:
    """The cells of the row that begins at `start`, None if they are not a row, and how many lines it takes up.

    With all its quotation marks closed a row has an even number of them. If that takes further lines, what they
    make must be exactly one row; otherwise the line has to do by itself (`a 5" gun`, but not `"a gun`).
    """
    quotes = 0
    for end in range(start, min(start + LONGEST_ROW, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            cells = _parsed(lines[start : end + 1], separator, strict=end > start)
            if cells is not None and (len(cells) == width or (end == start and len(cells) <= width)):
                return cells, end + 1 - start
            break
    cells = _parsed(lines[start : start + 1], separator, strict=True)
    return (cells if cells is not None and len(cells) == width else None), 1


def _parsed(lines: Sequence[str], separator: str, strict: bool) -> list[str] | None:
    """The one row that the lines make, or None."""
    try:
        rows = list(csv.reader([line + "\n" for line in lines], delimiter=separator, strict=strict))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
