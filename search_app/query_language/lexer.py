"""The signs of a question: what was typed, cut into words, quotations, operators and parentheses.

Full-width and half-width signs mean the same; a space (also 　) parts words. What cannot be meant as typed is
read otherwise, with a note; nothing raises.
"""

import re
from dataclasses import dataclass, replace

from indexer.analysis import canonical
from indexer.metadata import dates
from indexer.schema import FACET_TABLE, FACETS
from search_app.notes import Note
from search_app.query_language.syntax import Fuzzed, Has, InYears, Node, Quoted, Wild, Word

MOST_EDITS = 2
MOST_DISTANCE = 100

QUOTES = {
    '"': '"＂”“',
    "“": '”"“＂',
    "”": '”"“＂',
    "＂": '＂"”',
    "„": '“”"',
    "‟": '”“"',
    "«": "»",
    "〝": "〟〞",
    "「": "」",
    "『": "』",
}
"""An opening sign and what closes it; 「 and 『 open only at the beginning of a word (在「ソ」大使 is one word)."""

OPERATORS = {
    "AND": "AND",
    "OR": "OR",
    "NOT": "NOT",
    "｜": "OR",
    "|": "OR",
    "ＡＮＤ": "AND",
    "ＯＲ": "OR",
    "ＮＯＴ": "NOT",
}
PARTS = ("title", "heading")
RANGES = tuple(facet.name for facet in FACET_TABLE if facet.range)
OPERATOR_FIELDS = (*PARTS, *FACETS)

_HALF = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"　": " ", "〜": "~", "−": "-"})
_FIELD = re.compile(rf"({'|'.join(OPERATOR_FIELDS)}):", re.IGNORECASE)
_NEAR = re.compile(r"~(>?)(\d{1,3})")
_FUZZY = re.compile(r"(.*[^\W_])~(\d?)")
_QUESTION_MARKS = re.compile(r"？+|\?+(?!\w)|(?<!\w)\?+")
_RANGE = re.compile(r"(.*?)\.\.(.*)")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s\"“”「」『』、。]+", re.IGNORECASE)
"""A pasted address is looked for as it stands: neither ? nor * nor ( in it asks for anything."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of the question: `(`, `)`, an operator, or a node."""

    kind: str
    node: Node | None = None


class Lexer:
    """Cuts one question; `notes` are what it read otherwise."""

    def __init__(self, text: str, most_characters: int) -> None:
        self.notes: list[Note] = []
        if len(text) > most_characters:
            self.notes.append(Note("query-cut", str(most_characters)))
        # Half a surrogate pair, as a terminal may send, is no text.
        self._raw = text[:most_characters].replace("\0", " ").encode("utf-8", "replace").decode()
        self._text = self._raw.translate(_HALF)

    def signs(self) -> list[Sign]:
        """The signs in order."""
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
        """Whether nothing of a word stands before; a minus that excludes is none of it: -「漁業」."""
        before = self._text[:position].rstrip("-")[-1:] or " "
        return before.isspace() or before in "(:"

    def _goes_on(self, position: int) -> bool:
        return position < len(self._text) and not self._text[position].isspace()

    def _piece(self, position: int, signs: list[Sign]) -> int:
        """One operator, quotation or word, with the field before it; gives where it ends."""
        field = _FIELD.match(self._text, position)
        name = field[1].lower() if field else ""
        start = field.end() if field else position
        address = _ADDRESS.match(self._text, start) if not field else None
        node: Node | None
        if address:
            node, end = Quoted(address[0].rstrip(".,;:!?")), address.end()
        elif start < len(self._text) and self._opens(start):
            node, end = self._quotation(start)
        else:
            end = self._word_end(start)
            word = self._raw[start:end]
            if not name and word in OPERATORS:
                signs.append(Sign(OPERATORS[word]))
                return end
            node = self._word(word) if not name or name in PARTS else self._value(word)
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
        if not has_words(text):
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
        if years := _range(raw):
            return years
        half = _QUESTION_MARKS.sub(lambda match: "。" * len(match[0]), raw).translate(_HALF)
        if not has_words(half):
            return None
        fuzzy = _FUZZY.fullmatch(half)
        if fuzzy and "*" not in half and "?" not in half:
            return Fuzzed(fuzzy[1], min(int(fuzzy[2] or 1), MOST_EDITS)) if fuzzy[2] != "0" else Word(fuzzy[1])
        return Wild(half) if "*" in half or "?" in half else Word(raw.strip("?？"))

    def _value(self, raw: str) -> Node | None:
        """What follows year: or actor: is a value as it stands, whatever signs are in it."""
        return Word(raw) if has_words(raw) else None

    def _in_field(self, name: str, node: Node) -> Node:
        text = word_of(node)
        if name in PARTS:
            return replace(node, part=name) if isinstance(node, Word | Quoted | Wild | Fuzzed) else node
        return self._years(text) if name in RANGES else Has(name, text.strip())

    def _years(self, text: str) -> Node:
        """year:1994, year:1990..1995, year:1990.., year:昭和20年."""
        span = dates.parse_query(text)
        if span is not None:
            return InYears(text, span.first.toordinal(), span.last.toordinal())
        years = _range(text)
        if years is None:
            self.notes.append(Note("year-unread", text))
        return years or Word(text)


def _range(text: str) -> InYears | None:
    """1990..1995, 1990.., ..昭和20年; None for what is no range of dates."""
    bounds = _RANGE.fullmatch(text.translate(_HALF))
    typed = [bound.strip() for bound in bounds.groups()] if bounds else []
    spans = [dates.parse_query(bound) if bound else None for bound in typed]
    if not any(spans) or any(bound and span is None for bound, span in zip(typed, spans, strict=True)):
        return None
    first, last = spans
    return InYears(text, first.first.toordinal() if first else None, last.last.toordinal() if last else None)


def has_words(text: str) -> bool:
    """Whether anything in a text can be searched: in ㍿, which is 株式会社, it can; in € and 🕊 it cannot."""
    return re.search(r"\w", canonical(text).text) is not None


def word_of(node: Node | None) -> str:
    """The words of a node that has words, else nothing."""
    return node.text if isinstance(node, Word | Quoted | Wild | Fuzzed) else ""
