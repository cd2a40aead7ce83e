"""metadata.csv: a table that says of each file of its folder what it is."""

import csv
from collections.abc import Iterator, Mapping, Sequence

from indexer.readers.encoding import decode
from indexer.readers.sidecars.entries import Entry, archive, language, people

SEPARATORS: Mapping[str, str] = {".csv": ",;\t", ".tsv": "\t"}
"""Suffix of a register -> what may part its cells."""

FILE = "filename"
TEXT = frozenset({"text", "本文", "テキスト", "fulltext", "full text", "body"})
"""A table with a column of texts is a table of documents, whatever it is called."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    FILE: ("filename", "file name", "file", "path", "filepath", "ファイル名", "ファイル", "パス"),
    "title": ("title", "dc.title", "題名", "件名", "標題", "表題", "タイトル", "資料名"),
    "author": ("author", "authors", "creator", "dc.creator", "from", "著者", "作成者", "作者", "差出人", "発信者"),
    "date": ("date", "year", "dc.date", "created", "日付", "年月日", "作成日", "年"),
    "lang": ("lang", "language", "dc.language", "言語"),
    "repository": ("archive", "repository", "holding institution", "所蔵", "所蔵館", "所蔵機関", "文書館"),
    "collection": ("collection", "fonds", "record group", "資料群", "コレクション", "簿冊"),
    "box": ("box", "箱", "ボックス"),
    "folder": ("folder", "フォルダ", "フォルダー", "綴"),
    "type": ("type", "genre", "dc.type", "種別", "種類", "資料種別"),
    "publisher": ("publisher", "dc.publisher", "出版者", "出版社", "発行"),
    "source": ("source", "url", "dc.source", "出典", "典拠"),
    "actors": ("actors", "persons", "people", "人物", "関係者"),
}
"""Key -> the names of its column, in English and Japanese. Other columns are kept under their own names."""

KEYS: Mapping[str, str] = {name: key for key, names in COLUMNS.items() for name in names}


def entries(data: bytes) -> tuple[Entry, ...] | None:
    """What the rows say; None for a table that names no files. Raises ReadError for what is no text."""
    lines = decode(data).split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    separator = max(",;\t", key=lines[start].count)
    names = [cell.strip().lower() for cell in next(csv.reader([lines[start]], delimiter=separator), [])]
    columns = [KEYS.get(name, name) for name in names]
    if FILE not in columns or TEXT.intersection(names):
        return None
    return tuple(_rows(lines, start + 1, separator, columns))


def _rows(lines: Sequence[str], start: int, separator: str, columns: Sequence[str]) -> Iterator[Entry]:
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=separator)
    begins = start + 1
    try:
        for cells in reader:
            place, begins = f"line {begins}", start + reader.line_num + 1
            row = _first(columns, [cell.strip() for cell in cells])
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
    said["author"] = people(row.get("author", "").replace("；", ";").split(";"))
    said["lang"] = language(row.get("lang", ""))
    return {key: value for key, value in said.items() if value}
