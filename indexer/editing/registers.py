"""A register (metadata.csv) with some cells changed: all else stays as it was written, byte for byte.

Encoding, byte order mark, separator, ends of lines, order, unknown columns and quotation marks are the register's own.
A new one is UTF-8 with a mark, which Excel needs to see that it is no Shift_JIS.
"""

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.editing.rows import Row, rows_of, usual_end, value_of, with_bytes, written
from indexer.errors import ReadError
from indexer.readers.encoding import WINDOWS_SIGNS, Decoded, decoded
from indexer.readers.sidecars import registers
from indexer.readers.sidecars.registers import DOCUMENT, FILE, plain, safe
from indexer.readers.sidecars.sidecars import path_key

HEADER = ("filename", "title", "author", "date", "lang", "type")
FIELDS = HEADER[1:]
"""What is corrected: the keys of a register."""

NEW_COLUMN: Mapping[str, tuple[str, str]] = {
    "title": ("件名", "title"), "author": ("作成者", "author"), "date": ("日付", "date"), "lang": ("言語", "lang"),
    "type": ("種別", "type"), DOCUMENT: ("文書ID", DOCUMENT),
}  # fmt: skip
"""Field -> what its column is called where a register lacks it: in Japanese if that is how it names its files."""

STANDARD_SIGNS: Mapping[int, int] = {to: sign for sign, to in WINDOWS_SIGNS.items()}
"""Signs of text -> those that Windows' Shift_JIS has for them: 〜 -> ～."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by what it says of what: a field of a file, or of one document of it; `value` "" says nothing."""

    file: Path
    document: str
    field: str
    value: str


@dataclass
class Register:
    """The register at `path`, being edited. `before` is the text as it was read, with its encoding."""

    path: Path
    before: Decoded
    separator: str
    start: int
    rows: list[Row]
    keys: list[str]
    _by_name: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, data: bytes | None) -> "Register | None":
        """The register in these bytes, a new one for None; None for a table that is no register. Raises ReadError for
        what is no text."""
        if data is None or not data.strip():
            separator = "\t" if path.suffix.lower() == ".tsv" else ","
            text = Decoded(separator.join(HEADER) + "\r\n", "utf_8", codecs.BOM_UTF8)
            data = text.mark + text.text.encode()
        else:
            text = decoded(data)
        first = next((line for line in text.text.splitlines() if line.strip()), "")
        separator = registers.separator_of(first)
        rows = list(with_bytes(list(rows_of(text.text, separator)), data[len(text.mark) :], text.encoding))
        start = next((number for number, row in enumerate(rows) if not row.is_blank), 0)
        keys = registers.keys([value_of(cell) for cell in rows[start].cells]) if rows else None
        return None if keys is None else cls(path, text, separator, start, rows, keys)._named()

    def _named(self) -> "Register":
        for row in self.rows[self.start + 1 :]:
            if name := self._said(row, FILE):
                self._by_name.setdefault((self._key(name), self._said(row, DOCUMENT)), []).append(row)
        return self

    def _key(self, name: str) -> str:
        return path_key(self.path.parent / name.replace("\\", "/"))

    def _said(self, row: Row, key: str) -> str:
        """What a row says under a key: in the first of its columns that says something."""
        cells = (plain(value_of(cell)) for at, cell in self._cells(row, key))
        return next(filter(None, cells), "").translate(self._signs)

    def _cells(self, row: Row, key: str) -> Iterator[tuple[int, str]]:
        return ((at, row.cells[at]) for at, name in enumerate(self.keys) if name == key and at < len(row.cells))

    def _rows_of(self, file: Path, document: str) -> list[Row]:
        return self._by_name.get((path_key(file), document), [])

    def names(self, file: Path, document: str) -> bool:
        """Whether a row describes the file, or a document of it."""
        return bool(self._rows_of(file, document))

    def value(self, file: Path, document: str, name: str) -> str:
        """What the register says of a field: of several rows for a file the last that says something."""
        rows = reversed(self._rows_of(file, document))
        return next(filter(None, (self._said(row, name) for row in rows)), "")

    def put(self, cell: Cell) -> None:
        """Have the register say this. Emptied rows that said nothing else go, since they would say nothing at all."""
        rows = self._rows_of(cell.file, cell.document)
        if cell.value and self.value(cell.file, cell.document, cell.field) != cell.value:
            self._write(rows[-1] if rows else self._add(cell), cell)
        elif not cell.value:
            for row in list(rows):
                self._empty(row, cell)

    def _write(self, row: Row, cell: Cell) -> None:
        columns = [at for at, key in enumerate(self.keys) if key == cell.field]
        at = columns[0] if columns else self._new_column(cell.field)
        self._set(row, at, cell.value)

    def _empty(self, row: Row, cell: Cell) -> None:
        for at, old in list(self._cells(row, cell.field)):
            if value_of(old).strip():
                self._set(row, at, "")
        known = [at for at, key in enumerate(self.keys) if key not in (FILE, DOCUMENT)]
        if not any(value_of(row.cells[at]).strip() for at in known if at < len(row.cells)):
            self.rows.remove(row)
            self._rows_of(cell.file, cell.document).remove(row)

    def _set(self, row: Row, at: int, value: str) -> None:
        row.cells += [""] * (at + 1 - len(row.cells))
        quoted = row.cells[at].startswith('"') or (bool(value) and self._all_quoted)
        row.cells[at] = written(safe(value), self.separator, quoted)
        row.raw = b""

    @property
    def _all_quoted(self) -> bool:
        return all(cell.startswith('"') for cell in self.rows[self.start].cells)

    def _new_column(self, key: str) -> int:
        """The number of a column that the register has from now on; rows without it stay as they are."""
        header = self.rows[self.start]
        names_in_japanese = not value_of(header.cells[self.keys.index(FILE)]).isascii()
        self._set(header, len(header.cells), NEW_COLUMN[key][0 if names_in_japanese else 1])
        self.keys.append(key)
        return len(self.keys) - 1

    def _add(self, cell: Cell) -> Row:
        """A row for a file that has none, behind all others."""
        end = usual_end(self.rows)
        while len(self.rows) > self.start + 1 and self.rows[-1].is_blank and not self.rows[-1].end:
            self.rows.pop()
        if not self.rows[-1].end:
            self.rows[-1].end = end
            self.rows[-1].raw = b""
        row = Row([""] * len(self.keys), end, self.separator)
        self.rows.append(row)
        self._set(row, self.keys.index(FILE), cell.file.relative_to(self.path.parent).as_posix())
        if cell.document:
            at = self.keys.index(DOCUMENT) if DOCUMENT in self.keys else self._new_column(DOCUMENT)
            self._set(row, at, cell.document)
        self._by_name.setdefault((path_key(cell.file), cell.document), []).append(row)
        return row

    @property
    def is_spent(self) -> bool:
        """Whether it says nothing and looks as a new one does, so that it may go."""
        header = [value_of(cell) for cell in self.rows[self.start].cells]
        rest = [row for row in self.rows[self.start + 1 :] if not row.is_blank]
        return not rest and header[: len(HEADER)] == list(HEADER) and set(header[len(HEADER) :]) <= {DOCUMENT}

    def written(self) -> bytes:
        """The register as it is to be written: in its own encoding, or, where that lacks a sign that was typed, in
        UTF-8 with a mark."""
        text = "".join(row.text for row in self.rows)
        try:
            data = b"".join((self.before.mark, *map(self._encoded, self.rows)))
            if decoded(data).text.translate(self._signs) == text.translate(self._signs):
                return data
        except (UnicodeEncodeError, ReadError):
            pass
        return codecs.BOM_UTF8 + text.translate(self._signs).encode()

    def _encoded(self, row: Row) -> bytes:
        if row.raw:
            return row.raw
        signs = STANDARD_SIGNS if self._signs else {}
        return row.text.translate(signs).encode(self.before.encoding)

    @property
    def _signs(self) -> Mapping[int, int]:
        """The signs of its encoding that stand for others."""
        return WINDOWS_SIGNS if self.before.encoding == "cp932" else {}


def edited(path: Path, data: bytes | None, cells: Iterable[Cell]) -> bytes | None:
    """The bytes of a register that says so much more; None where it has nothing to say any longer and may go. Raises
    ReadError where the table at `path` is no register."""
    register = Register.read(path, data)
    if register is None:
        raise ReadError(f"{path.name} is a table of documents and describes no files; rename it")
    for cell in cells:
        register.put(cell)
    return None if register.is_spent else register.written()
