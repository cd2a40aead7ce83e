"""metadata.csv: a table that says of each file of its folder what it is."""

import csv
from collections.abc import Iterator, Mapping, Sequence

from indexer.readers.encoding import decode
from indexer.readers.header import LIST_MARKS
from indexer.readers.sidecars.entries import Entry, archive, language, people
from indexer.readers.tables import columns

SEPARATORS: Mapping[str, str] = {".csv": ",;\t", ".tsv": "\t"}
"""Suffix of a register -> what may part its cells."""

FILE = "filename"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{key: columns.COLUMNS[key] for key in ("title", "author", "lang", "type", "publisher", "source", "actors")},
    FILE: ("filename", "file name", "file", "path", "filepath", "ファイル名", "ファイル", "パス"),
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
    separator = max(",;\t", key=lines[start].count)
    names = [cell.strip().lower() for cell in next(csv.reader([lines[start]], delimiter=separator), [])]
    found = [NAMES_OF_COLUMNS.get(name, name) for name in names]
    # A table with a column of texts is a table of documents, whatever it is called.
    if FILE not in found or set(columns.COLUMNS[columns.TEXT]).intersection(names):
        return None
    return tuple(_rows(lines, start + 1, separator, found))


def _rows(lines: Sequence[str], start: int, separator: str, names: Sequence[str]) -> Iterator[Entry]:
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=separator)
    begins = start + 1
    try:
        for cells in reader:
            place, begins = f"line {begins}", start + reader.line_num + 1
            row = _first(names, [cell.strip() for cell in cells])
            if row.get(FILE):
                yield Entry(place, (row[FILE],), tuple(_given(row).items()))
            elif row:
                yield Entry(place, (), fault="it names no file; the row was passed over")
    except csv.Error as error:
        yield Entry(f"line {begins}", (), fault=f"not a row ({error}); what follows was passed over")


def _first(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by key; of two columns for one key the first that says something."""
    row: dict[str, str] = {}
    for key, cell in zip(columns, cells, strict=False):
        if cell and key:
            row.setdefault(key, cell)
    return row


def _given(row: Mapping[str, str]) -> dict[str, str]:
    """The row in the keys of `header`. Box and folder are part of where the original lies, and kept besides."""
    said = {key: value for key, value in row.items() if key not in (FILE, "repository", "id")}
    labels = ("箱", "フォルダ") if not row.get("repository", "").isascii() else ("box", "folder")
    place = (("", row.get("repository", "")), ("", row.get("collection", "")))
    said["archive"] = archive(*place, (labels[0], row.get("box", "")), (labels[1], row.get("folder", "")))
    said["author"] = people(LIST_MARKS.split(row.get("author", "")))  # 吉田茂、岡崎勝男 are two
    said["lang"] = language(row.get("lang", ""))
    return {key: value for key, value in said.items() if value}
