"""Where in its source each part of a document stands: marks carried from block to block, cut and joined with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from indexer.document import Block, Mark

LASTING = frozenset({"page", "slide", "sheet", "item"})
"""Kinds of marks that hold on into the blocks that follow; a row or a note is over with its block."""


class Marked(Protocol):
    """A text with marks at its offsets."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its marks in rising order."""


def placed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each with the marks that are in force where it begins at offset 0, besides its own."""
    held: dict[str, Mark] = {}
    for block in blocks:
        first = {**held, **{mark.kind: mark for mark in block.marks if mark.offset <= 0}}
        marks = (*first.values(), *(mark for mark in block.marks if mark.offset > 0))
        held.update((mark.kind, mark._replace(offset=0)) for mark in marks if mark.kind in LASTING)
        yield replace(block, marks=marks) if marks != block.marks else block


def marks_between(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks of `text[start:end]`: those in force at its start, and those within it."""
    held = {mark.kind: mark._replace(offset=0) for mark in marks if mark.offset <= start}
    within = (mark._replace(offset=mark.offset - start) for mark in marks if start < mark.offset < end)
    return (*held.values(), *within)


def joined_marks(parts: Sequence[Marked], gap: int) -> tuple[Mark, ...]:
    """The marks of texts joined with `gap` characters between them; a page that goes on is not marked again."""
    found: list[Mark] = []
    held: dict[str, tuple[str, int]] = {}
    shift = 0
    for part in parts:
        for mark in part.marks:
            if held.get(mark.kind) != (mark.label, mark.number):
                found.append(mark._replace(offset=mark.offset + shift))
                held[mark.kind] = (mark.label, mark.number)
        shift += len(part.text) + gap
    return tuple(found)
