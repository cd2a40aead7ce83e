"""A paragraph is gathered run by run, with the pages and notes that begin in it, and becomes a Block."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from indexer.document import Block, Mark
from indexer.readers import residue
from indexer.readers.reading import CELL_GAP
from indexer.readers.text import aozora

SOFT_HYPHEN = "\u00ad"
"""Where a word may be parted at the end of a line; no letter of it."""

LONGEST_HEADING = 300
"""Whole paragraphs are given a place in the outline by mistake; a heading is never so long."""


@dataclass(slots=True)
class Line:
    """A paragraph in the making. `after` are the blocks that follow it: its notes, the text boxes anchored in it."""

    words: list[str] = field(default_factory=list)
    size: int = 0
    marks: list[Mark] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Carry on with `text`."""
        if text:
            text = text.replace(SOFT_HYPHEN, "")
            self.words.append(text)
            self.size += len(text)

    def mark(self, kind: str, label: str, number: int = 0) -> None:
        """Something begins here."""
        self.marks.append(Mark(self.size, kind, label, number))

    def block(self, level: int = 0, kind: str = "") -> Block:
        """The paragraph or heading; what began in the white space around it begins at its edge."""
        return block(joined_pairs("".join(self.words)), level, kind, self.marks)


def joined_pairs(text: str) -> str:
    """Characters that were written as two halves, each a code unit of UTF-16, in one piece: 𠮟."""
    return text if text.isascii() else text.encode("utf_16_le", "surrogatepass").decode("utf_16_le", "replace")


def block(text: str, level: int = 0, kind: str = "", marks: Iterable[Mark] = ()) -> Block:
    """A block with what is shown but not searched in it hidden, and marks at their places in what is left of `text`."""
    bare = text.strip()
    if level and len(bare) <= LONGEST_HEADING:
        made = residue.heading(bare, level)
    else:
        made = residue.paragraph(bare, aozora.hidden(bare))
    before = len(text) - len(text.lstrip())
    placed = tuple(mark._replace(offset=max(0, min(mark.offset - before, len(made.text)))) for mark in marks)
    return replace(made, marks=placed, kind=kind)


def note(text: str, label: str) -> Block:
    """A footnote or endnote; `label` is the sign by which the text refers to it."""
    return block(text, kind="note", marks=(Mark(0, "note", label),))


def row(cells: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """A row of a table (`Poltava | 11000 | Mariel Harbour`) with its notes behind it.

    A row with one filled cell of several paragraphs is no row but a frame around text, which stands for itself.
    """
    filled = [own for cell in cells if (own := [block for block in cell if block.kind != "note"])]
    if len(filled) == 1 and len(filled[0]) > 1:
        yield from chain.from_iterable(cells)
        return
    line = Line()
    for own in filled:
        line.add(CELL_GAP if line.words else "")
        for index, block in enumerate(own):
            line.add("\n" if index else "")
            known = {mark[1:] for mark in line.marks}  # a page that ends within a row ends in every cell
            fresh = (mark for mark in block.marks if mark[1:] not in known)
            line.marks += (mark._replace(offset=mark.offset + line.size) for mark in fresh)
            line.add(block.text)
    yield line.block(kind="row")
    yield from (block for cell in cells for block in cell if block.kind == "note")


def carried(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that have text; what began in an empty one begins with the next, the last of each kind."""
    waiting: dict[str, Mark] = {}
    for found in blocks:
        if not found.text:
            waiting |= {mark.kind: mark._replace(offset=0) for mark in found.marks}
            continue
        held = {mark.kind for mark in found.marks if mark.offset == 0}
        marks = tuple(mark for kind, mark in waiting.items() if kind not in held) + found.marks
        yield replace(found, marks=marks) if waiting else found
        waiting = {}
