"""Pages of recognised print become blocks: lines joined, broken words whole, the page said where it begins.

What ALTO, PAGE and hOCR have in common: pages that hold paragraphs that hold lines. A paragraph that the end of a
column or a page cuts goes on in its block, with a mark where the next page begins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.document import Block, Mark
from indexer.readers.text.hyphens import is_broken, joined

OPEN = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ,;]$")
CONTINUES = re.compile(r"[a-zà-öø-ÿа-я]")
"""A column that ends with a letter and one that begins with a small letter have a sentence in common."""


NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph, heading (`level` above 0), note or row of a table, as they were recognised."""

    lines: tuple[str, ...]
    level: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `label` is what is printed on it, empty where that is not known."""

    paragraphs: tuple[Paragraph, ...]
    label: str = ""


def labels(printed: Sequence[str], counted: Sequence[str]) -> list[str]:
    """What each page is called: by the number printed on it, else as it is counted, or by its place in the file.

    Some count from 0 (Tesseract in ALTO and hOCR), so where the first page of a file is page 0 it is called 1.
    """
    numbers = [
        int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None for number in counted
    ]
    shift = 1 if 0 in numbers else 0
    places = enumerate(zip(printed, numbers, strict=True), 1)
    return [label or str(place if number is None else number + shift) for place, (label, number) in places]


def blocks(pages: Iterable[Page]) -> tuple[Block, ...]:
    """The blocks of all pages, in order."""
    found: list[Block] = []
    for number, page in enumerate(pages, 1):
        mark = (Mark(0, "page", page.label, number),) if page.label else ()
        for paragraph in page.paragraphs:
            block = Block(joined(paragraph.lines), paragraph.level, marks=mark, kind=paragraph.kind)
            if not block.text:
                continue
            if found and _goes_on(found[-1], block):
                block = _continued(found.pop(), block)
            found.append(block)
            mark = ()
    return tuple(found)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a block is the rest of the paragraph before it."""
    if before.level or block.level or before.kind != block.kind or block.kind == "row":
        return False
    is_open = OPEN.search(before.text) is not None and CONTINUES.match(block.text) is not None
    return is_open or is_broken(before.text, block.text)


def _continued(before: Block, block: Block) -> Block:
    text = joined((before.text, block.text))
    shift = len(text) - len(block.text)
    return replace(before, text=text, marks=before.marks + tuple(m._replace(offset=shift) for m in block.marks))
