"""Tables: JSON Lines, CSV and TSV, in which every row is a document of its own.

A row is named by its keys: id, title, lang, date or year, actors, source, doc, text, or by their names in `columns`
(件名, 年月日, 本文); others are kept. Its text is one block however many lines it has. A row that cannot be used is
noted and passed over.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers import header, residue
from indexer.readers.encoding import decode
from indexer.readers.languages import language
from indexer.readers.reading import File, Reading
from indexer.readers.tables import columns
from indexer.readers.tables.columns import TEXT

SEPARATORS: Mapping[str, str] = {".csv": ",;\t|", ".tsv": "\t,;|"}
"""What may part the cells, the usual one first; the first line says which does."""

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
    separators = SEPARATORS.get(file.suffix)
    rows = _cells(lines, separators) if separators else _objects(lines)
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
    if spoken := header.as_text(given.get("lang")):
        given["lang"] = language(spoken)
    name = header.as_id(given.get("id")) or f"{file_id}#{row.line}"
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
            yield Row(number, dict(zip(columns.keys(found), found.values(), strict=True)))
        else:
            yield Row(number, {}, "not a JSON object")


def _cells(lines: Sequence[str], separators: str) -> Iterator[Row]:
    """The rows of CSV or TSV, named by the first line. A quotation mark left open spoils its own line only."""
    names, separator, start = _head(lines, separators)
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        cells, length = _row(lines, start, separator, len(names))
        if cells is None:
            yield Row(start + 1, {}, f"not a row of {len(names)} cells")
        else:
            yield Row(start + 1, dict(zip(names, cells, strict=False)))
        start += length


def _head(lines: Sequence[str], separators: str) -> tuple[tuple[str, ...], str, int]:
    """The keys that the first line which is not blank names, what parts them, and the index of the line after it."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    for separator in separators:
        names = columns.keys(_parsed(lines[start : start + 1], separator, strict=False) or ())
        if TEXT in names:
            return names, separator, start + 1
    raise ReadError(
        f"the first line names no column '{TEXT}' or '本文'; name the columns there: "
        f"id,title,lang,{TEXT} or 件名,年月日,本文"
    )


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
