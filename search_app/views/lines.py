"""One line of a concordance: a match with what stands before and after it, as wide as a view has it."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from indexer.storage.records import Place
from search_app.highlighting.match_reasons import Match
from search_app.suggestions.collation import Spoken, spoken

BESIDE = 3
"""Words on either side that lines can be sorted by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A match in its context of `width` full-width characters. `number` says which match of all it is, as the hits
    come. What is shown of it and what it is sorted by is made when it is asked for: a frequent word has thousands of
    lines, and a page shows fifty."""

    place: Place
    match: Match
    width: int
    date: str
    number: int

    @property
    def year(self) -> int:
        """The year of its date, 0 where it has none."""
        return int(self.date[:4]) if self.date[:4].isdigit() else 0

    @property
    def before(self) -> str:
        """What stands before the match."""
        return self._written(_reach(self._text, self.match.start, -1, self.width), self.match.start)

    @property
    def node(self) -> str:
        """What matched."""
        return self._written(self.match.start, self.match.end)

    @property
    def after(self) -> str:
        """What stands after the match."""
        return self._written(self.match.end, _reach(self._text, self.match.end, 1, self.width))

    @property
    def left(self) -> tuple[Spoken, ...]:
        """The words before the match, the nearest first."""
        start, found = self.match.start, spoken(self._text)
        end = _first(found, start)
        return tuple(_cut(w, w.start, min(w.end, start)) for w in reversed(found[max(0, end - BESIDE) : end]))

    @property
    def inside(self) -> tuple[Spoken, ...]:
        """The words of the match, cut where it cuts them."""
        start, end, found = self.match.start, self.match.end, spoken(self._text)
        words = found[_reaching(found, start) : _first(found, end)]
        return tuple(_cut(w, max(w.start, start), min(w.end, end)) for w in words if w.end > start)

    @property
    def right(self) -> tuple[Spoken, ...]:
        """The words after the match, the nearest first."""
        end, found = self.match.end, spoken(self._text)
        first = _reaching(found, end)
        words = [w for w in found[first : first + REACHING + BESIDE] if w.end > end]
        return tuple(_cut(w, max(w.start, end), w.end) for w in words[:BESIDE])

    @property
    def _text(self) -> str:
        return self.place.passage.text

    def _written(self, start: int, end: int) -> str:
        return self._text[start:end].replace("\n", " ")


REACHING = 2
"""Words that begin before a place and may reach beyond it: one, or one in another (LSI in 超LSI)."""

_START = itemgetter(0)


def _first(words: Sequence[Spoken], place: int) -> int:
    """The number of the first word that begins at a place or after it."""
    return bisect_left(words, place, key=_START)


def _reaching(words: Sequence[Spoken], place: int) -> int:
    """The number of the first word that may reach beyond a place."""
    return max(0, _first(words, place) - REACHING)


def _cut(word: Spoken, start: int, end: int) -> Spoken:
    """A part of a word that a match cuts; nobody knows how the part is read."""
    if (start, end) == (word.start, word.end):
        return word
    return Spoken(start, end, word.text[start - word.start : end - word.start], "")


def display_width(text: str) -> int:
    """How wide a text is in columns of a terminal: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)


def _reach(text: str, place: int, step: int, width: int) -> int:
    """How far a context of so many full-width characters reaches from a place, whole words of Latin letters alone."""
    left = width * 2
    at = place
    while 0 <= at + min(step, 0) < len(text) and left > 0:
        sign = text[at + min(step, 0)]
        left -= display_width(sign)
        at += step
    while at != place and 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum():
        at -= step
    return at
