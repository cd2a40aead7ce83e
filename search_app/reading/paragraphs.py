"""A passage's text as it is read: its paragraphs, cut where a page of the source begins, its matches marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.document import Mark, Span
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.snippets import Piece, pieces
from search_app.reading.locators import PAGE_KINDS, name_of


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page or slide that begins at `offset` of a passage. `number` counts from 1 within the file, 0 where nobody
    counted; `anchor` is its id on the page."""

    offset: int
    kind: str
    name: str
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph that stands on one page; `breaks` are the pages that begin with it."""

    breaks: tuple[PageBreak, ...]
    pieces: tuple[Piece, ...]


Paragraph = tuple[Stretch, ...]


class PageBreaks:
    """The page breaks of a document as they come up, each once: a passage says the page it begins on again, and a
    footnote may stand behind text of the page that follows."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, int]] = set()
        self._anchors: set[str] = set()

    def new(self, marks: Sequence[Mark]) -> tuple[PageBreak, ...]:
        """Those of a passage's marks that come up for the first time."""
        fresh = [mark for mark in marks if mark.kind in PAGE_KINDS and mark[1:] not in self._seen]
        self._seen.update(mark[1:] for mark in fresh)
        return tuple(PageBreak(m.offset, m.kind, name_of(m), m.number, self._anchor(m)) for m in fresh)

    def _anchor(self, mark: Mark) -> str:
        """page-117; where a file has two pages 1 (a preface, a text), the second is page-1-14."""
        plain = "-".join((mark.kind, *name_of(mark).split()))
        anchor = plain if plain not in self._anchors else f"{plain}-{mark.number}"
        self._anchors.add(anchor)
        return anchor


def paragraphs(text: str, found: Sequence[Match], breaks: Sequence[PageBreak]) -> tuple[Paragraph, ...]:
    """A passage's text by paragraphs, each cut where a page begins, its matches marked."""
    waiting = list(breaks)
    result = []
    for start, end in _paragraph_spans(text):
        here: dict[int, list[PageBreak]] = {start: []}
        while waiting and waiting[0].offset < end:
            here.setdefault(max(waiting[0].offset, start), []).append(waiting.pop(0))
        edges = pairwise((*here, end))
        result.append(tuple(Stretch(tuple(here[a]), pieces(text, found, a, b)) for a, b in edges))
    return tuple(result)


def _paragraph_spans(text: str) -> Iterator[Span]:
    """Where the paragraphs of a passage stand that have any text."""
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield start, start + len(part)
        start += len(part) + 2
