"""Why a mark is a match, in the words of the interface: from what was looked for and what stands in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from indexer.analysis import Analysis, Layer, canonical, fold
from indexer.document import DateSpan, Span
from indexer.metadata import dates
from indexer.metadata.dates import FoundDate
from indexer.query import Reason
from search_app.highlighting.spelling_differences import SURFACE, bare, differences, surfaces, word_differences
from search_app.query_language.scripts import is_japanese
from search_app.state.match_kinds import MATCH_KINDS
from search_app.state.switches import Switches

_RANKED = ("exact", "literal", "near", "word", *(k.name for k in sorted(MATCH_KINDS, key=lambda k: k.rank) if k.rank))
RANK = {kind: rank for rank, kind in enumerate(_RANKED)}
"""What the planner looks for (`Reason.kind`), the nearest to what was typed first."""

LITERAL, WORDS = ("exact", "literal"), ("near", "word")
"""Of these, what is compared with the text: as a whole, or word by word."""

VIAS = tuple(kind.name for kind in MATCH_KINDS)
"""Why a mark is one. What is a word or a literal text to the planner is, compared with the text, the surface itself, a
part of a longer word, an old form, another kana, an inflection or another spelling."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A span of a text that satisfies a clause: why, and the other name or translation if it is one."""

    start: int
    end: int
    via: str
    other: str = ""


@dataclass(frozen=True)
class Text:
    """A text and its tokens, ready to be asked. `anchor` dates what it says relatively (同年); `hidden` are the spans
    that are shown and not searched."""

    text: str
    analysis: Analysis
    anchor: DateSpan | None = None
    hidden: tuple[Span, ...] = ()

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """The dates that the text names."""
        return dates.find(self.text, self.anchor)

    def surface(self, start: int, end: int) -> str:
        """What is written in a span, without what is hidden in it."""
        if not any(a < end and start < b for a, b in self.hidden):
            return self.text[start:end]
        return "".join(self.text[i] for i in range(start, end) if not any(a <= i < b for a, b in self.hidden))


def judged(span: Span, reason: Reason, text: Text, switches: Switches) -> Match | None:
    """The mark of a span that was found for a reason; None where a switch says that it is none."""
    if reason.kind in (*LITERAL, *WORDS):
        return _compared(span, reason, text, switches)
    # What keeps a word inside of 東京都 alone keeps nothing that is found by another name of it.
    elsewhere = is_japanese(reason.typed) and _concerning(switches.kept, reason.typed)
    return None if elsewhere else Match(*span, reason.kind, reason.other)


def _compared(span: Span, reason: Reason, text: Text, switches: Switches) -> Match | None:
    """The mark of a literal text or of words, by how what is written differs from what was typed."""
    literal = reason.kind in LITERAL
    needed = differences(reason.typed, text.surface(*span)) if literal else _of_words(span, reason.typed, text)
    if needed & switches.off or not _in_place(span, reason, text, switches):
        return None
    via = _via(needed)
    japanese = literal and via == "surface" and is_japanese(reason.typed)
    return Match(*span, "substring" if japanese and longer_word(span, text.analysis.w) != span else via)


def _in_place(span: Span, reason: Reason, text: Text, switches: Switches) -> bool:
    """Whether a Japanese word stands in the longer words it is wanted in, and in none it is not wanted in."""
    if not (switches.kept or switches.left) or not is_japanese(reason.typed):
        return True
    name = plain(text.surface(*longer_word(span, text.analysis.w)))
    kept = _concerning(switches.kept, reason.typed)
    return name not in _concerning(switches.left, reason.typed) and (not kept or name in kept)


def _concerning(values: Iterable[str], typed: str) -> set[str]:
    """The longer words that have to do with a typed word: 東京都 with 京都, not with 条約."""
    return {known for value in values if plain(typed) in (known := plain(value))}


def plain(text: str) -> str:
    """A text as it is compared: folded, without what is passed over inside a word."""
    return fold(bare(canonical(text).text))


def longer_word(span: Span, words: Layer) -> Span:
    """The span of the words that a span cuts into: of 京都 in 東京都 the whole; a span that cuts none is its own."""
    start, end = span
    first, last = words.around(start), words.around(end)
    return (first[0] if first else start), (last[1] if last else end)


def _of_words(span: Span, typed: str, text: Text) -> frozenset[str]:
    """The foldings by which the words in a span are those of the clause."""
    wanted, found = surfaces(typed), SURFACE
    for token in (token for each in wanted for token in text.analysis.w.having(each)):
        if span[0] <= token.start and token.end <= span[1]:
            written = text.surface(token.start, token.end)
            found |= min((word_differences(each, written) for each in wanted[token.text]), key=len)
    return found


_SALIENT = ("spelling", "inflection", "old-form", "kana")


def _via(needed: frozenset[str]) -> str:
    """The difference that a reader sees first; width and case are none."""
    return next((name for name in _SALIENT if name in needed), "surface")
