"""What is shown of a hit: the part of its text where most was matched, cut where sentences and words end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.document import Span
from search_app.highlighting.match_reasons import Match

LENGTHS = {"ja": 130, "en": 270}
"""Characters of a snippet; an English text says about half as much in a character."""

_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s)|\n\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is marked or not; `via` is empty where it is not. `other` is the name or the translation that
    was searched, where the mark is one."""

    text: str
    via: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Pieces that joined are `text[start:end]`; `before` and `after` say whether the text goes on."""

    pieces: tuple[Piece, ...]
    before: bool
    after: bool


def snippet(text: str, found: Sequence[Match], lang: str, hidden: Sequence[Span] = ()) -> Snippet:
    """The window of the text that holds the most kinds of matches, then the most matches, then comes first."""
    length = LENGTHS.get(lang, LENGTHS["en"])
    start, end = _window(text, found, length)
    return Snippet(pieces(text, found, start, end), start > 0, end < len(text.rstrip()))


def pieces(text: str, found: Sequence[Match], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """`text[start:end]` cut at its matches; one that stands across the edge is cut with it."""
    stop = len(text) if end is None else end
    result: list[Piece] = []
    position = start
    for match in found:
        a, b = max(match.start, start), min(match.end, stop)
        if a < b:
            result += (Piece(text[position:a]), Piece(text[a:b], match.via, match.other))
            position = b
    result.append(Piece(text[position:stop]))
    return tuple(piece for piece in result if piece.text)


def _window(text: str, found: Sequence[Match], length: int) -> Span:
    if len(text) <= length * 1.25:
        return 0, len(text)
    if not found:
        return 0, _end_of_word(text, length)
    best = max(found, key=lambda match: (*_value(found, match.start, length), -match.start))
    start = _beginning(text, best.start, length)
    end = _end_of_word(text, max(start + length, best.end))
    return start, end


def _value(found: Sequence[Match], start: int, length: int) -> tuple[int, int]:
    inside = [match for match in found if start <= match.start and match.end <= start + length * 3 // 4]
    return len({(match.via, match.end - match.start) for match in inside}), len(inside)


def _beginning(text: str, mark: int, length: int) -> int:
    """The beginning of the mark's sentence if it is near, else of a word some way before the mark."""
    lead = length // 4
    floor = max(0, mark - lead)
    if floor == 0:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, floor, mark)]
    start = ends[-1] if ends else floor
    while not ends and start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    while start < mark and text[start].isspace():
        start += 1
    return start


def _end_of_word(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return end
