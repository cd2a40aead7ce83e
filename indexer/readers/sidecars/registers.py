"""metadata.csv: a table that says of each file of its folder what it is."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.readers.encoding import decode
from indexer.readers.header import LIST_MARKS
from indexer.readers.sidecars.entries import Entry, archive, language, people
from indexer.readers.tables import columns

SEPARATORS: Mapping[str, str] = {".csv": ",;\t", ".tsv": "\t"}
"""Suffix of a register -> what may part its cells."""

FILE = "filename"
DOCUMENT = "document id"
"""The column that names one document of a file that holds several: a letter of an edition, a message of a mailbox."""

FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
"""What a spreadsheet would take for a formula (OWASP, "CSV Injection"), so that it is written after an apostrophe more,
which is no part of the cell."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{key: columns.COLUMNS[key] for key in ("title", "author", "lang", "type", "publisher", "source", "actors")},
    FILE: ("filename", "file name", "file", "path", "filepath", "ファイル名", "ファイル", "パス"),
    DOCUMENT: (DOCUMENT, "document_id", "文書id"),
    "date": (*columns.COLUMNS["date"], *columns.COLUMNS["year"]),
    "repository": columns.COLUMNS["archive"],
    "collection": ("collection", "fonds", "record group", "資料群", "コレクション", "簿冊"),
    "box": ("box", "箱", "ボックス"),
    "folder": ("folder", "フォルダ", "フォルダー", "綴"),
}
"""Key -> the names of its column: those of any table, and where a file lies. Others are kept under their own names."""

NAMES_OF_COLUMNS: Mapping[str, str] = {name: key for key, names in COLUMNS.items() for name in names}


def entries(data: bytes) -> tuple[Entry, ...] | None:
    """What the rows say; None for a table that names no files. Raises ReadError for what is no text."""
    lines = decode(data).split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    separator = separator_of(lines[start])
    found = keys(next(csv.reader([lines[start]], delimiter=separator), []))
    return None if found is None else tuple(_rows(lines, start + 1, separator, found))


def separator_of(line: str) -> str:
    """What parts the cells of a register that begins with this line."""
    return max(",;\t", key=line.count)


def keys(cells: Sequence[str]) -> list[str] | None:
    """The keys of the columns that the first row names; None where they are not those of a register."""
    names = [cell.strip().lower() for cell in cells]
    found = [NAMES_OF_COLUMNS.get(name, name) for name in names]
    # A table with a column of texts is a table of documents, whatever it is called.
    return None if FILE not in found or set(columns.COLUMNS[columns.TEXT]).intersection(names) else found


def _rows(lines: Sequence[str], start: int, separator: str, names: Sequence[str]) -> Iterator[Entry]:
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=separator)
    begins = start + 1
    try:
        for cells in reader:
            place, begins = f"line {begins}", start + reader.line_num + 1
            row = _first(names, [plain(cell) for cell in cells])
            if row.get(FILE):
                yield Entry(place, (row[FILE],), tuple(_given(row).items()), document=row.get(DOCUMENT, ""))
            elif row:
                yield Entry(place, (), fault="it names no file; the row was passed over")
    except csv.Error as error:
        yield Entry(f"line {begins}", (), fault=f"not a row ({error}); what follows was passed over")


def plain(cell: str) -> str:
    """What a cell says: '=1+1 is =1+1."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def safe(value: str) -> str:
    """A cell that `plain` gives the value of, and that no spreadsheet runs."""
    return f"'{value}" if FORMULA.match(value) else value


def _first(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by key; of two columns for one key the first that says something."""
    row: dict[str, str] = {}
    for key, cell in zip(columns, cells, strict=False):
        if cell and key:
            row.setdefault(key, cell)
    return row


def _given(row: Mapping[str, str]) -> dict[str, str]:
    """The row in the keys of `header`. Box and folder are part of where the original lies, and kept besides."""
    said = {key: value for key, value in row.items() if key not in (FILE, DOCUMENT, "repository", "id")}
    labels = ("箱", "フォルダ") if not row.get("repository", "").isascii() else ("box", "folder")
    place = (("", row.get("repository", "")), ("", row.get("collection", "")))
    said["archive"] = archive(*place, (labels[0], row.get("box", "")), (labels[1], row.get("folder", "")))
    said["author"] = people(LIST_MARKS.split(row.get("author", "")))  # 吉田茂、岡崎勝男 are two
    said["lang"] = language(row.get("lang", ""))
    return {key: value for key, value in said.items() if value}
