"""A page of a PDF as it is read on: its runs with their text, and what tells whether that is text at all."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from indexer.readers.pdf.characters import Box, Characters
from indexer.readers.pdf.compiled import page_runs
from indexer.readers.pdf.runs import Stretch

CJK = r"\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee"
CJK_SPACE = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
UNSURE = "\u200a"
"""A gap between two Japanese characters: a space (第一章 開国), or only the room that ruby takes (瑞 西)."""

SAMPLED_RUNS = 12
"""So many runs are asked whether their font says what they show."""

MOST_CHARACTERS = 300_000
"""A page with more is not made for people; it is not read."""


class Run(NamedTuple):
    """Characters that stand together on one line, with UNSURE for gaps that may be spaces; the others as in Stretch."""

    text: str
    box: Box
    size: float
    turns: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is shown; `number` counts from 1. `characters` are all that it draws, `unmapped` is the share of
    them whose fonts do not say what they are. `scanned` says that the text is the invisible layer that OCR puts over
    a picture: its sizes are guesses. `pictured` is a page without text that shows something."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    characters: int = 0
    unmapped: float = 0.0
    scanned: bool = False
    pictured: bool = False


def page(document: Any, index: int) -> Page:
    """The page at `index`, counted from 0, of an open pypdfium2 document. Raises ValueError for a broken page."""
    characters = Characters(document, index)
    try:
        return _page(characters, index + 1)
    finally:
        characters.close()


def _page(of: Characters, number: int) -> Page:
    if not 0 < of.count <= MOST_CHARACTERS:
        return Page(number, of.width, of.height, characters=of.count, pictured=of.has_pictures())
    found = page_runs(of)
    shown = tuple(_run(of, stretch) for stretch in found if _is_shown(of, stretch.box))
    sample = [stretch.start for stretch in found[:: len(found) // SAMPLED_RUNS + 1]]
    scanned = bool(sample) and of.is_invisible(sample[0])
    pictured = not shown and of.has_pictures()
    return Page(number, of.width, of.height, shown, of.count, of.unmapped(sample), scanned, pictured)


def _is_shown(of: Characters, box: Box) -> bool:
    """Whether any of a box can be seen: printers' marks stand beside the page."""
    return box[0] < of.width and box[2] > 0 and box[1] < of.height and box[3] > 0


def _run(of: Characters, stretch: Stretch) -> Run:
    """A run, its spaces between Japanese characters told by whether they are drawn."""
    start, end, box, size, turns = stretch
    text = of.text[start:end]
    if " " in text and not text.isascii():
        text = CJK_SPACE.sub(lambda space: UNSURE if of.is_generated(start + space.start()) else " ", text)
    return Run(text, box, size, turns)
