"""The query language: from what a person typed to a tree, with a note for all that was read otherwise.

Nothing raises, whatever is typed. Full-width and half-width signs mean the same; a space (also 　) is AND.

    ソ連 穀物             both words                 "鉄のカーテン" 「封じ込め」   as it stands
    北方領土 -漁業        not this one               "arms control"~5   near, ~>5 in this order
    冷戦 OR デタント      either                     gorba*  wom?n  Gorbachov~1
    title:NATO  heading:  actor:yeltsin  era:detente  year:1990..1995  lang:ja  doc:nato-01.ja
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.document import DateSpan
from indexer.metadata import dates
from search_app.notes import Note
from search_app.syntax import AllOf, AnyOf, Dated, Fuzzed, Has, InYears, Node, Quoted, Wild, Without, Word

MOST_CHARACTERS = 1000
MOST_WORDS = 64
DEEPEST = 20
MOST_EDITS = 2
MOST_DISTANCE = 100

QUOTES = {'"': '"＂”“', "“": '”"“＂', "”": '”"“＂', "＂": '＂"”', "„": '“”"', "«": "»", "「": "」", "『": "』"}
"""An opening sign and what closes it; 「 and 『 open only at the beginning of a word (在「ソ」大使 is one word)."""

OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "ＡＮＤ": "AND", "ＯＲ": "OR", "ＮＯＴ": "NOT"}
PARTS = ("title", "heading")
KEYWORDS = ("actor", "era", "lang", "doc")
FIELDS = (*PARTS, *KEYWORDS, "year")

_HALF = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"　": " ", "〜": "~", "−": "-"}
)
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):", re.IGNORECASE)
_NEAR = re.compile(r"~(>?)(\d{1,3})")
_FUZZY = re.compile(r"(.*[^\W_])~(\d?)")
_QUESTION_MARKS = re.compile(r"？+|\?+(?!\w)|(?<!\w)\?+")
_RANGE = re.compile(r"(.*?)\.\.(.*)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a question says (None where it says nothing), and what was read otherwise than it was typed."""

    tree: Node | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of the question: `(`, `)`, an operator, or a node."""

    kind: str
    node: Node | None = None


def parse(text: str) -> Parsed:
    """The tree of a question."""
    reader = _Reader(text)
    tree = reader.question()
    return Parsed(tree, tuple(dict.fromkeys(reader.notes)))


class _Reader:
    """Reads one question: `signs` cuts it, `question` puts it together by recursive descent."""

    def __init__(self, text: str) -> None:
        self.notes: list[Note] = []
        if len(text) > MOST_CHARACTERS:
            self.notes.append(Note("query-cut", str(MOST_CHARACTERS)))
        self._raw = text[:MOST_CHARACTERS].replace("\0", " ")
        self._text = self._raw.translate(_HALF)
        self._signs: list[Sign] = []
        self._next = 0

    def question(self) -> Node | None:
        self._signs = self._joined_dates(self._limited(self._cut()))
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
        words = re.findall(r"\w+", self._raw)
        if words:
            self.notes.append(Note("operators-only"))
        return _all([Word(word) for word in words]) if words else None

    # cutting

    def _cut(self) -> list[Sign]:
        signs: list[Sign] = []
        position = 0
        while position < len(self._text):
            character = self._text[position]
            if character.isspace():
                position += 1
            elif character in "()":
                signs.append(Sign(character))
                position += 1
            elif character == "-" and self._begins_word(position) and self._goes_on(position + 1):
                signs.append(Sign("NOT"))
                position += 1
            else:
                position = self._piece(position, signs)
        return signs

    def _begins_word(self, position: int) -> bool:
        return position == 0 or self._text[position - 1].isspace() or self._text[position - 1] in "(:"

    def _goes_on(self, position: int) -> bool:
        return position < len(self._text) and not self._text[position].isspace()

    def _piece(self, position: int, signs: list[Sign]) -> int:
        """One operator, quotation or word, with the field before it; gives where it ends."""
        field = _FIELD.match(self._text, position)
        name = field[1].lower() if field else ""
        start = field.end() if field else position
        if start < len(self._text) and self._opens(start):
            node, end = self._quotation(start)
        else:
            end = self._word_end(start)
            word = self._raw[start:end]
            if not name and word in OPERATORS:
                signs.append(Sign(OPERATORS[word]))
                return end
            node = self._word(word)
        if name and (node is None or not word_of(node)):
            self.notes.append(Note("field-empty", name))
        elif node is not None:
            signs.append(Sign("node", self._in_field(name, node) if name else node))
        return max(end, position + 1)

    def _opens(self, position: int) -> bool:
        sign = self._raw[position]
        if sign in "「『":
            close = self._raw.find(QUOTES[sign], position)
            after = self._text[close + 1 : close + 2]
            return self._begins_word(position) and (close < 0 or not after or after.isspace() or after in "()~")
        return sign in QUOTES

    def _quotation(self, start: int) -> tuple[Node | None, int]:
        closing = QUOTES[self._raw[start]]
        end = next((i for i in range(start + 1, len(self._raw)) if self._raw[i] in closing), -1)
        if end < 0:
            self.notes.append(Note("quote-open", self._raw[start]))
            end = len(self._raw)
        text = self._raw[start + 1 : end].strip()
        near = _NEAR.match(self._text, end + 1)
        if not re.search(r"\w", text):
            return None, near.end() if near else end + 1
        if near and len(text.split()) > 1:
            return Quoted(text, min(int(near[2]), MOST_DISTANCE), bool(near[1])), near.end()
        return Quoted(text), near.end() if near else end + 1

    def _word_end(self, start: int) -> int:
        position = start
        while position < len(self._text) and not (self._text[position].isspace() or self._text[position] in "()"):
            if position > start and self._raw[position] in QUOTES and self._raw[position] not in "「『":
                break
            position += 1
        return position

    def _word(self, raw: str) -> Node | None:
        """A bare word: wildcards, a misspelling allowed, or as it is.

        A final ? ends a question, and ？ is punctuation wherever it stands: 何年か？ asks, wom?n leaves open.
        """
        raw = _QUESTION_MARKS.sub(lambda m: "　" * len(m[0]), raw).strip()
        half = raw.translate(_HALF)
        if not re.search(r"\w", half):
            return None
        fuzzy = _FUZZY.fullmatch(half)
        if fuzzy and "*" not in half and "?" not in half:
            return Fuzzed(fuzzy[1], min(int(fuzzy[2] or 1), MOST_EDITS)) if fuzzy[2] != "0" else Word(fuzzy[1])
        if "*" in half or "?" in half:
            return Wild(half)
        return Word(raw)

    def _in_field(self, name: str, node: Node) -> Node:
        text = word_of(node)
        if name in PARTS:
            return replace(node, part=name) if isinstance(node, Word | Quoted | Wild | Fuzzed) else node
        return self._years(text) if name == "year" else Has(name, text.strip())

    def _years(self, text: str) -> Node:
        """year:1994, year:1990..1995, year:1990.., year:昭和20年."""
        bounds = _RANGE.fullmatch(text.translate(_HALF))
        spans = [dates.parse_query(bound) for bound in (bounds.groups() if bounds else (text, text))]
        typed = [bound.strip() for bound in bounds.groups()] if bounds else [text, text]
        if any(bound and span is None for bound, span in zip(typed, spans, strict=True)) or not any(spans):
            self.notes.append(Note("year-unread", text))
            return Word(text)
        first, last = spans
        return InYears(text, first.first.toordinal() if first else None, last.last.toordinal() if last else None)

    def _limited(self, signs: list[Sign]) -> list[Sign]:
        words = [i for i, sign in enumerate(signs) if sign.kind == "node"]
        if len(words) <= MOST_WORDS:
            return signs
        self.notes.append(Note("too-many-words", str(MOST_WORDS)))
        return signs[: words[MOST_WORDS]]

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
        if len(found) < len(choices):
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


def word_of(node: Node | None) -> str:
    """The words of a node that has words, else nothing."""
    return node.text if isinstance(node, Word | Quoted | Wild | Fuzzed) else ""


def _all(parts: Sequence[Node]) -> Node:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


_HAS_NUMBER = re.compile(r"[0-9０-９〇一二三四五六七八九十元]")


def _date_at(signs: Sequence[Sign], position: int) -> tuple[int, Dated | None]:
    """How many signs from `position` are one date, and the date."""
    for length in range(min(4, len(signs) - position), 0, -1):
        nodes = [sign.node for sign in signs[position : position + length]]
        if all(isinstance(node, Word) and not node.part for node in nodes):
            text = " ".join(word_of(node) for node in nodes)
            span: DateSpan | None = dates.parse_query(text) if _HAS_NUMBER.search(text) else None
            if span is not None:
                return length, Dated(text, span)
    return 1, None
