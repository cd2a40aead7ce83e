"""The rows and cells of a register as they are written, quotation marks and ends of lines included."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ENDS = ("\r\n", "\n", "\r")


@dataclass(slots=True)
class Row:
    """A row: its cells as written, and how its line ends (empty for the last one of some files). `raw` are the bytes
    that it was read from, for as long as nobody changes it."""

    cells: list[str]
    end: str
    separator: str
    raw: bytes = b""

    @property
    def text(self) -> str:
        """The row as it is written."""
        return self.separator.join(self.cells) + self.end

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)


def rows_of(text: str, separator: str) -> Iterator[Row]:
    """The rows of a text, cell by cell as Python's csv parts them: a quotation mark opens only where a cell begins."""
    s = re.escape(separator)
    cell = re.compile(rf'("(?:[^"]|"")*"?[^{s}\r\n]*|[^{s}\r\n]*)({s}|\r\n|\n|\r|\Z)')
    at, cells = 0, list[str]()
    while at < len(text) or cells:
        found = cell.match(text, at)
        assert found  # the pattern fits everywhere
        at = found.end()
        cells.append(found[1])
        if found[2] != separator:
            yield Row(cells, found[2], separator)
            cells = []


def with_bytes(rows: Sequence[Row], data: bytes, encoding: str) -> Sequence[Row]:
    """The rows with the bytes that each was read from. Shift_JIS has two codes for some signs, which are equally long;
    rows of which it is not known are written anew."""
    sizes = [len(row.text.encode(encoding)) for row in rows]
    at = 0
    for row, size in zip(rows, sizes, strict=True) if sum(sizes) == len(data) else ():
        row.raw = data[at : at + size]
        at += size
    return rows


def value_of(cell: str) -> str:
    """What a cell says, without the quotation marks that it is written in."""
    if not cell.startswith('"'):
        return cell
    inner, after = cell[1:], ""
    if closed := re.match(r'((?:[^"]|"")*)"(.*)', inner, re.DOTALL):
        inner, after = closed.groups()
    return inner.replace('""', '"') + after


def written(value: str, separator: str, quoted: bool = False) -> str:
    """A cell that says this: in quotation marks where it must be, or where its neighbours are."""
    if quoted or any(sign in value for sign in (separator, '"', "\n", "\r")) or value != value.strip():
        return '"' + value.replace('"', '""') + '"'
    return value


def usual_end(rows: Sequence[Row]) -> str:
    """How most lines end; as Excel ends them where there is only one."""
    ends = Counter(row.end for row in rows if row.end)
    return ends.most_common(1)[0][0] if ends else ENDS[0]
