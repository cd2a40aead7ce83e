"""A tree of markup is set in blocks, by what each element is to whoever reads it.

A vocabulary says of each element which Role it plays; everything else is the same for TEI, JATS, EAD and XML of a kind
unknown. The tree is walked without recursion.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lxml import etree

from indexer.readers.xml.composer import Composer


class Role(Enum):
    """What an element is to whoever reads it."""

    INLINE = "runs on in the line"
    DROPPED = "is not read"
    BLOCK = "a paragraph"
    HEADING = "the heading of its section"
    SECTION = "holds headings and paragraphs"
    ROW = "a row of a table"
    CELL = "a cell of a row"
    LINE = "a line that stays one: a verse, a line of an address"
    NOTE = "a footnote or an endnote"
    PART = "a document of its own"
    SIGN = "stands for something else than its words: a page break, a reference to a note"


PASSED = (Role.DROPPED, Role.SIGN)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a vocabulary is set.

    `role` says what an element is, `sign` writes down what a sign stands for, `label` gives the number of a note, a
    heading or an item.
    """

    role: Callable[[Any], Role]
    sign: Callable[[Composer, Any], None] = lambda _, __: None
    label: Callable[[Any], str] = lambda _: ""


def compose(composer: Composer, root: Any, manner: Manner, level: int = 0) -> None:
    """Write everything below `root` down; the headings of the outermost sections lie below `level`.

    What is dropped is passed over with all it holds. The words behind an element are its parent's.
    """
    depth, depths = level, []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        role = manner.role(element)
        if event == "start":
            if role in PASSED:
                walk.skip_subtree()
                if role is Role.SIGN:
                    manner.sign(composer, element)
                continue
            if role is Role.PART:
                depths.append(depth)
                depth = 1
            depth += role is Role.SECTION
            _open(composer, element, role, manner, depth)
            composer.write(element.text)
            continue
        _close(composer, element, role)
        depth -= role is Role.SECTION
        depth = depths.pop() if role is Role.PART else depth
        if element is not root:
            composer.write(element.tail)


def _open(composer: Composer, element: Any, role: Role, manner: Manner, depth: int) -> None:
    if role in (Role.BLOCK, Role.SECTION):
        composer.edge()
        composer.write(f"{manner.label(element)} ")
    elif role is Role.HEADING:
        composer.edge(min(max(depth, 1), 6))
        composer.write(f"{manner.label(element)} ")
    elif role is Role.ROW:
        composer.open_row()
    elif role is Role.CELL:
        composer.cell()
    elif role is Role.LINE:
        composer.line()
    elif role is Role.NOTE:
        composer.open_note(manner.label(element))
    elif role is Role.PART:
        composer.open_part()


def _close(composer: Composer, element: Any, role: Role) -> None:
    if role in (Role.BLOCK, Role.SECTION, Role.HEADING):
        composer.edge()
    elif role is Role.ROW:
        composer.close_row()
    elif role is Role.LINE:
        composer.line()
    elif role is Role.NOTE:
        composer.close_note()
    elif role is Role.PART:
        composer.close_part(element)
