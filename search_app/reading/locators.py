"""Where in its source a passage stands, as people say it: the page, the slide, the sheet and row that a citation names.

A passage may stand on two pages; what is cited of it is then the page of the match (`cited_span`).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.document import Mark, Span
from indexer.query import Query
from indexer.storage.records import Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.matching import Clauses
from search_app.highlighting.passage_matches import marks as matches_of
from search_app.labels import LABELS
from search_app.state.switches import Switches

PAGE_KINDS = ("page", "slide")
"""Kinds of marks by which a source is leafed through."""

CITED_KINDS = (*PAGE_KINDS, "sheet", "row", "note")
"""Kinds of marks that a citation names, from the outside in. The items of an e-book's spine are known to no reader."""

BEGINNING = (0, 0)
"""What is cited of a passage in which nothing was matched."""


class LocatorPart(NamedTuple):
    """One part of a locator: the names of the pages (or rows) on which the cited text begins and ends."""

    kind: str
    first: str
    last: str

    def words(self, lang: str) -> str:
        """p. 117, pp. 117–118; 117頁."""
        span = self.first if self.first == self.last else f"{self.first}–{self.last}"
        return (
            LABELS[f"at-{self.kind}" + ("-range" if self.first != self.last else "")].in_language(lang).format(n=span)
        )


Locator = tuple[LocatorPart, ...]


def name_of(mark: Mark) -> str:
    """What a mark is called: its label, or its number where the source gives it none."""
    return mark.label or str(mark.number)


def page_at(marks: Sequence[Mark], offset: int = 0) -> Mark | None:
    """The page or slide on which the character at `offset` stands; None where the source has none."""
    return _mark_at(marks, PAGE_KINDS, offset)


def _mark_at(marks: Sequence[Mark], kinds: Sequence[str], offset: int) -> Mark | None:
    begun = [mark for mark in marks if mark.kind in kinds and mark.offset <= offset]
    return begun[-1] if begun else None


def pages(marks: Sequence[Mark]) -> tuple[str, ...]:
    """The names of the pages or slides that a passage stands on, in order, each once."""
    turned = [mark for mark in marks if mark.kind in PAGE_KINDS]
    # A page that ends where it begins has nothing of the passage on it.
    bare = {before for before, after in pairwise(turned) if before.offset == after.offset}
    return tuple(dict.fromkeys(name_of(mark) for mark in turned if mark not in bare))


def locator(marks: Sequence[Mark], span: Span = BEGINNING) -> Locator:
    """Where `text[start:end]` stands; without an end, where it begins."""
    start, end = span
    found = (
        (kind, _mark_at(marks, (kind,), start), _mark_at(marks, (kind,), max(start, end - 1))) for kind in CITED_KINDS
    )
    return tuple(LocatorPart(kind, name_of(first), name_of(last)) for kind, first, last in found if first and last)


def locator_words(parts: Locator, lang: str) -> str:
    """A locator in words: p. 117, n. 3; 117頁、注3; sheet Ships, row 12."""
    return LABELS["comma"].in_language(lang).join(part.words(lang) for part in parts)


def cited_span(place: Place, query: Query | Clauses | None, switches: Switches) -> Span:
    """The first match of a passage that stands on several pages or rows. Where it stands on one, nobody need look."""
    if query is None or not any(mark.offset > 0 and mark.kind in CITED_KINDS for mark in place.passage.marks):
        return BEGINNING
    return first_span(matches_of(place, query, switches))


def first_span(matches: Sequence[Match]) -> Span:
    """The first match; the beginning of the text where there is none."""
    return (matches[0].start, matches[0].end) if matches else BEGINNING
