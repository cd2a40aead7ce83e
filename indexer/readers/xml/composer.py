"""Blocks are written down as they are read: spaces folded, pages marked, notes put behind what refers to them.

    <p>danger. Armed aggression has begun <pb n="8"/>against<note n="1">Not found.</note> Cuba.</p>

    Block("danger. Armed aggression has begun against Cuba.", marks=page 8 at "against")
    Block("Not found.", marks=(note 1, page 8), kind="note")

The page on which a block begins is said wherever it is not the one that was said last, so that a note that stands
behind the end of its paragraph has the page of the place that refers to it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from indexer.document import Block, Mark
from indexer.readers.reading import CELL_GAP
from indexer.readers.text.hyphens import CJK, SIGNS, is_broken, is_compound

SPACE = re.compile(r"[ \t\r\n\f\v]+")
CJK_GAP = re.compile(rf"(?<={CJK})[ \t]*[\r\n]\s*(?={CJK})")
"""A line break in the source between two Japanese characters is no space."""

WIDE = re.compile(CJK)
EMPTY_CELLS = re.compile(r"(?: \| )+\Z")
ENDS_IN_HYPHEN = re.compile(rf"\w[{SIGNS}]\Z")
SOFT, WRAPPED, HARD = "soft", "wrapped", "hard"
"""What separates words: a line break of the source, the end of a printed line, a line break that is meant."""


@dataclass(slots=True)
class _Draft:
    """A block that is being written; `opened` and `ended` are the pages of its first and its last character."""

    level: int = 0
    kind: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    notes: list["_Draft"] = field(default_factory=list)
    opened: Mark | None = None
    ended: Mark | None = None
    label: str = ""

    def add(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.length += len(piece)

    def cut(self, signs: str) -> None:
        """Take `signs` away from its end."""
        if self.pieces:
            last = self.pieces.pop()
            self.length -= len(last)
            self.add(last.rstrip(signs))


@dataclass(slots=True)
class _Note:
    """What goes on inside a note: its drafts so far, and the draft that waits for its end."""

    waiting: _Draft
    gap: str
    label: str
    drafts: list[_Draft] = field(default_factory=list)


class Composer:
    """Blocks as they are written down, one after another."""

    def __init__(self) -> None:
        self.parts: list[tuple[Any, tuple[Block, ...]]] = []
        self._blocks: list[Block] = []
        self._outer: list[list[Block]] = []
        self._draft = _Draft()
        self._notes: list[_Note] = []
        self._gap = ""
        self._rows = 0
        self._page: Mark | None = None
        self._said: Mark | None = None
        self._pages = 0

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What was written outside any part."""
        self.edge()
        return tuple(self._blocks)

    def write(self, text: str | None) -> None:
        """Add words to the current block."""
        if not text:
            return
        words = SPACE.sub(" ", CJK_GAP.sub("", text))
        if words[0] == " ":
            self._space(text[: len(text) - len(text.lstrip())])
        if core := words.strip(" "):
            self._put(core)
            if words[-1] == " ":
                self._space(text[len(text.rstrip()) :])

    def _space(self, written: str) -> None:
        self._gap = self._gap or (SOFT if "\n" in written else " ")

    def _put(self, words: str) -> None:
        draft = self._draft
        if draft.pieces and self._gap:
            self._part(draft, draft.pieces[-1], words[0])
        self._gap = ""
        if not draft.pieces:
            draft.opened = self._page
        elif self._page and self._page != draft.ended:
            draft.marks.append(self._page._replace(offset=draft.length))
        draft.ended = self._page
        draft.add(words)

    def _part(self, draft: _Draft, before: str, behind: str) -> None:
        """Write what the gap before the next words stands for."""
        if self._gap == WRAPPED and is_broken(before, behind):
            draft.cut(SIGNS)
        elif self._gap == WRAPPED and is_compound(before, behind):
            pass
        elif self._gap == HARD:
            draft.add("\n")
        elif before[-1].isspace():
            pass
        elif self._gap == " " or not (WIDE.match(before[-1]) and WIDE.match(behind)):
            draft.add(" ")

    def line(self) -> None:
        """A line ends here that is to stay one."""
        self._gap = HARD

    def wrap(self) -> None:
        """A printed line ends here: a space, nothing in Japanese, nothing in a word that it broke."""
        self._gap = WRAPPED

    def join(self) -> None:
        """What follows belongs to the word before, whose hyphen goes: `negotia-<lb break="no"/>tion`."""
        self._gap = ""
        if ENDS_IN_HYPHEN.search("".join(self._draft.pieces[-2:])):
            self._draft.cut(SIGNS)

    def turn(self, label: str) -> None:
        """A page begins here."""
        self._pages += 1
        self._page = Mark(0, "page", label or str(self._pages), self._pages)

    def edge(self, level: int = 0, kind: str = "") -> None:
        """End the current block; what follows is a heading of this level or a paragraph. A row has no edges inside."""
        if self._rows:
            self._gap = self._gap or " "
            return
        draft, self._gap = self._draft, ""
        if self._notes:
            self._notes[-1].drafts += [draft] if draft.pieces else []
            self._draft = _Draft(kind="note")
            self._notes[-1].drafts += draft.notes
        else:
            self._draft = _Draft(level, kind)
            for each in ([draft] if draft.pieces else []) + draft.notes:
                self._blocks.append(self._finished(each))

    def _finished(self, draft: _Draft) -> Block:
        """The block of a draft, with its page wherever that is another than was said last."""
        first = [Mark(0, "note", draft.label)] if draft.label else []
        if draft.opened and draft.opened != self._said:
            first.append(draft.opened)
        self._said = draft.ended or self._said
        text = EMPTY_CELLS.sub("", "".join(draft.pieces))
        return Block(text, draft.level, (), (*first, *draft.marks), draft.kind)

    def open_row(self) -> None:
        """A row of a table begins."""
        self.edge(0, "row")
        self._rows += 1

    def cell(self) -> None:
        """A cell of the row begins; outside a row it is a word apart."""
        if self._rows and self._draft.pieces:
            self._draft.add(CELL_GAP)
        self._gap = "" if self._rows else self._gap or " "

    def close_row(self) -> None:
        """The row ends."""
        self._rows -= 1
        self.edge()

    def open_note(self, label: str = "") -> None:
        """A note begins; it will stand behind the block that is being written."""
        self._notes.append(_Note(self._draft, self._gap, label))
        self._draft, self._gap = _Draft(kind="note"), ""

    def close_note(self) -> None:
        """The note ends, and what was being written goes on."""
        rows, self._rows = self._rows, 0
        self.edge()
        self._rows = rows
        note = self._notes.pop()
        if note.drafts:
            note.drafts[0].label = note.label
        self._draft, self._gap = note.waiting, note.gap
        self._draft.notes += note.drafts

    def open_part(self) -> None:
        """A document of its own begins; it says its first page anew."""
        self.edge()
        self._outer.append(self._blocks)
        self._blocks, self._said = [], None

    def close_part(self, element: Any) -> None:
        """The document that `element` holds ends."""
        self.edge()
        self.parts.append((element, tuple(self._blocks)))
        self._blocks, self._said = self._outer.pop(), None
