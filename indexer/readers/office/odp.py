"""The slides of an OpenDocument presentation, in the order in which they are shown (ODF 1.3 part 3, 10.2)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indexer.document import Block
from indexer.readers.office import opendocument, runs
from indexer.readers.package import Package
from indexer.readers.trees import attribute, local, within

FURNITURE = frozenset({"date-time", "footer", "header", "page-number", "page"})
"""Frames that say on every slide the same."""


def slides(parts: Package) -> Iterator[list[Block]]:
    """The blocks of every slide, hidden ones too: its title, its text and tables, the speaker's notes."""
    body, story = opendocument.body(parts, "presentation")
    for page in body:
        if local(page) == "page":
            yield _slide(page, story)


def _slide(page: Any, story: opendocument.Story) -> list[Block]:
    """The title of the whole talk has a subtitle beside it."""
    frames = [(attribute(frame, "class"), frame) for frame in page if attribute(frame, "class") not in FURNITURE]
    level = 1 if any(kind == "subtitle" for kind, _ in frames) else 2
    titles = [runs.block(_joined(frame, story), level) for kind, frame in frames if kind == "title"]
    blocks = [block for kind, frame in frames if kind != "title" for block in opendocument.flow((frame,), story)]
    spoken = "\n".join(_joined(frame, story) for frame in within(page, "notes") if attribute(frame, "class") == "notes")
    return [*titles, *(replace(block, level=0) for block in blocks), runs.block(spoken, kind="note")]


def _joined(frame: Any, story: opendocument.Story) -> str:
    return "\n".join(block.text for block in opendocument.flow((frame,), story) if block.text)
