"""The query language: from what a person typed to a tree, with a note for all that was read otherwise.

Nothing raises, whatever is typed. Full-width and half-width signs mean the same; a space (also 　) is AND.

    ソ連 穀物             both words                 "鉄のカーテン" 「封じ込め」   as it stands
    北方領土 -漁業        not this one               "arms control"~5   near, ~>5 in this order
    冷戦 OR デタント      either                     gorba*  wom?n  Gorbachov~1
    title:NATO  heading:  actor:yeltsin  era:detente  year:1990..1995  lang:ja  doc:nato-01.ja
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from search_app.limits import LIMITS, Limits
from search_app.notes import Note
from search_app.query_language.bounds import bounded
from search_app.query_language.lexer import Lexer, Sign
from search_app.query_language.syntax import (
    MOST_DATE_WORDS,
    AllOf,
    AnyOf,
    Dated,
    Node,
    Without,
    Word,
    date_of,
)

MOST_SHOWN = 40
"""Characters of a question of signs that the note on it repeats."""

DEEPEST = 20

_APART = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\. )+[A-Z]\.(?!\w)|(?<=\d) (?=[%％])")
"""What is one word though it is written with spaces: N. K. V. D., 50 %."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a question says (None where it says nothing), and what was read otherwise than it was typed."""

    tree: Node | None
    notes: tuple[Note, ...] = ()


def parse(text: str, limits: Limits = LIMITS) -> Parsed:
    """The tree of a question, as much of it as the limits let in."""
    reader = _Reader(text, limits)
    tree = reader.question()
    kept, left_out = bounded(tree, limits) if tree else (None, ())
    return Parsed(kept, tuple(dict.fromkeys((*reader.notes, *left_out))))


class _Reader:
    """Puts the signs of one question together by recursive descent."""

    def __init__(self, text: str, limits: Limits) -> None:
        lexer = Lexer(_APART.sub(lambda match: match[0].replace(" ", ""), text), limits.characters)
        self._most_words = limits.words
        self._typed = text[: limits.characters]
        self._signs = self._joined_dates(self._limited(lexer.signs(), lexer.notes))
        self.notes = lexer.notes
        self._next = 0

    def question(self) -> Node | None:
        parts = []
        while self._next < len(self._signs):
            if self._peek() == ")":
                self.notes.append(Note("paren-open", ")"))
                self._next += 1
            elif (node := self._either(0)) is not None:
                parts.append(node)
        return _all(parts) if parts else self._as_words()

    def _as_words(self) -> Node | None:
        """A question of signs alone (`OR`, `-`) is read as the words it is made of, if it has any."""
        words = re.findall(r"\w+", self._typed)[: self._most_words]
        if words:
            self.notes.append(Note("operators-only"))
        elif any(unicodedata.category(sign).startswith("S") for sign in self._typed):
            # € and 🕊 may be meant, while 、 or * alone say nothing.
            shown = self._typed.strip()[:MOST_SHOWN]
            self.notes.append(Note("signs-only", shown))
            return Word(shown)
        return _all([Word(word) for word in words]) if words else None

    def _limited(self, signs: list[Sign], notes: list[Note]) -> list[Sign]:
        words = [i for i, sign in enumerate(signs) if sign.kind == "node"]
        if len(words) <= self._most_words:
            return signs
        notes.append(Note("too-many-words", str(self._most_words)))
        return signs[: words[self._most_words]]

    def _joined_dates(self, signs: list[Sign]) -> list[Sign]:
        """`August 1945` is one date, not two words; the longest reading of up to four words wins."""
        result: list[Sign] = []
        position = 0
        while position < len(signs):
            length, dated = _date_at(signs, position)
            result.append(Sign("node", dated) if dated else signs[position])
            position += length
        return result

    # putting together

    def _peek(self) -> str:
        return self._signs[self._next].kind if self._next < len(self._signs) else ""

    def _either(self, depth: int) -> Node | None:
        choices = [self._every(depth)]
        while self._peek() == "OR":
            self._next += 1
            choices.append(self._every(depth))
        found = [choice for choice in choices if choice is not None]
        if len(found) < len(choices) and len(choices) > 1:
            self.notes.append(Note("operator-alone", "OR"))
        return None if not found else found[0] if len(found) == 1 else AnyOf(tuple(found))

    def _every(self, depth: int) -> Node | None:
        parts: list[Node] = []
        wanted = False
        while self._peek() not in ("", "OR", ")"):
            if self._peek() == "AND":
                if wanted or not parts:
                    self.notes.append(Note("operator-alone", "AND"))
                wanted = True
                self._next += 1
                continue
            node = self._one(depth)
            if node is not None:
                parts.append(node)
                wanted = False
        if wanted and parts:
            self.notes.append(Note("operator-alone", "AND"))
        return _all(parts) if parts else None

    def _one(self, depth: int) -> Node | None:
        sign = self._signs[self._next]
        self._next += 1
        if sign.kind == "NOT":
            if self._peek() in ("", "AND", "OR", ")") or depth >= DEEPEST:
                self.notes.append(Note("operator-alone", "NOT"))
                return None
            node = self._one(depth + 1)
            return None if node is None else node.part if isinstance(node, Without) else Without(node)
        return self._group(depth) if sign.kind == "(" else sign.node

    def _group(self, depth: int) -> Node | None:
        """What stands in parentheses; beyond DEEPEST they are passed over."""
        if depth >= DEEPEST:
            self.notes.append(Note("too-deep", str(DEEPEST)))
            return None
        node = self._either(depth + 1)
        if self._peek() == ")":
            self._next += 1
        else:
            self.notes.append(Note("paren-open", "("))
        return node


def _all(parts: Sequence[Node]) -> Node:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def _date_at(signs: Sequence[Sign], position: int) -> tuple[int, Dated | None]:
    """How many signs from `position` are one date, and the date."""
    texts = [_bare(sign.node) for sign in signs[position : position + MOST_DATE_WORDS]]
    if "" in texts:
        texts = texts[: texts.index("")]
    for length in range(len(texts), 0, -1):
        text = " ".join(texts[:length])
        span = date_of(text)
        if span is not None:
            return length, Dated(text, span)
    return 1, None


def _bare(node: Node | None) -> str:
    """The text of a word that stands in no field."""
    return node.text if isinstance(node, Word) and not node.part else ""
