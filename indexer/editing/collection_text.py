"""A collection.toml as the tables that stand in it, each with its comments, so that what is not edited stays as it is.

A line that looks like a header is one if what stands between it and the header before it is TOML by itself: inside a
text of several lines or an unfinished list it is none.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.errors import CollectionError

HEADER = re.compile(r"\s*\[{1,2}\s*(?P<name>[\w-]+)\s*\]{1,2}\s*(?:#.*)?")
_LIKE_HEADER = re.compile(r"\s*\[{1,2}\s*[\w\"'-]")
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A table: its text with the comments right above it, and what follows up to those of the next; the name is empty
    for what stands before all tables."""

    name: str
    text: str

    @property
    def values(self) -> dict[str, Any]:
        """What the table says."""
        said = tomllib.loads(self.text).get(self.name, {})
        return dict(said[0] if isinstance(said, list) else said)

    @property
    def head(self) -> str:
        """The comments above the header."""
        lines = _lines(self.text)
        at = next((at for at, line in enumerate(lines) if HEADER.fullmatch(line.rstrip("\n"))), 0)
        return "".join(lines[:at])

    @property
    def tail(self) -> str:
        """The empty lines and comments behind the last value."""
        lines = _lines(self.text)
        at = len(lines)
        while at and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
            at -= 1
        return "".join(lines[at:]) if at and is_toml("".join(lines[:at])) else ""

    @property
    def body(self) -> str:
        """The header and the values."""
        return self.text.removeprefix(self.head).removesuffix(self.tail)


@dataclass(frozen=True, slots=True)
class TomlText:
    """A file: its tables in order; the signs that stand before its first line and between its lines."""

    blocks: tuple[TomlTable, ...]
    begins: str = ""
    newline: str = "\n"

    @property
    def text(self) -> str:
        """The text as it is to be written."""
        text = "".join(block.text for block in self.blocks)
        return self.begins + (text if self.newline == "\n" else text.replace("\n", self.newline))


def tables_of(text: str) -> TomlText:
    """The tables of a text that is TOML. Raises CollectionError for tables that are written in another form."""
    begins, rest = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    newline = "\r\n" if "\r\n" in rest and not re.search(r"(?<!\r)\n", rest) else "\n"
    found = TomlText(tuple(_blocks(rest if newline == "\n" else rest.replace("\r\n", "\n"))), begins, newline)
    _check(found, rest)
    return found


def is_toml(text: str) -> bool:
    """Whether a piece of text is TOML by itself."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _check(found: TomlText, text: str) -> None:
    """What the tables say one by one is what the text says."""
    said: dict[str, list[dict[str, Any]]] = {}
    for block in found.blocks:
        if block.name:
            said.setdefault(block.name, []).append(block.values)
    whole = {key: value if isinstance(value, list) else [value] for key, value in tomllib.loads(text).items()}
    if said != whole:
        raise CollectionError(
            "collection.toml is TOML, but not in tables under headers such as [[actor]], which is all that can be"
            " edited here; write it so, or edit it in a text editor"
        )


def _blocks(text: str) -> Iterator[TomlTable]:
    name, piece = "", list[str]()
    for line in _lines(text):
        if _LIKE_HEADER.match(line) and (found := HEADER.fullmatch(line.rstrip("\n"))) and is_toml("".join(piece)):
            above = _comments_above(piece)
            yield TomlTable(name, "".join(piece[: len(piece) - above]))
            piece = piece[len(piece) - above :]
            name = found["name"]
        piece.append(line)
    yield TomlTable(name, "".join(piece))


def _comments_above(lines: list[str]) -> int:
    """How many lines at the end are comments that stand right above what follows."""
    at = len(lines)
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return len(lines) - at if is_toml("".join(lines[:at])) else 0


def _lines(text: str) -> list[str]:
    """Lines with their ends; of all signs that part lines elsewhere TOML knows this one alone."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
