"""A document before any of its text is marked: its passages as they stand, with headings, pages and numbers of hits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.query import Filter
from indexer.storage.records import DocumentRow, Place
from search_app.highlighting.matching import Clauses, clauses
from search_app.notes import Note
from search_app.reading.paragraphs import PageBreak, PageBreaks
from search_app.search.execution import ask
from search_app.search.lookup import document_of
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

MOST_PASSAGES = 100_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it comes up in the text; `anchor` is its id on the page."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage as it stands in its document: what begins with it, and its number among the hits from 1, 0 where it is
    none."""

    place: Place
    new_headings: tuple[Heading, ...]
    breaks: tuple[PageBreak, ...]
    number: int

    @property
    def anchors(self) -> Iterator[str]:
        """The ids on the page that lead here."""
        yield f"p-{self.place.passage.id}"
        if self.number:
            yield f"hit-{self.number}"
        yield from (heading.anchor for heading in self.new_headings)
        yield from (page.anchor for page in self.breaks)


@dataclass(frozen=True, slots=True)
class Outline:
    """All passages of a document. `hits` counts those that the search finds; `clauses` are what is marked in them."""

    document: DocumentRow
    standings: tuple[Standing, ...]
    hits: int
    clauses: Clauses
    notes: tuple[Note, ...]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """Its headings in order."""
        return tuple(heading for standing in self.standings for heading in standing.new_headings)


def outline(searcher: Searcher, document_id: str, state: SearchState) -> Outline:
    """The document as the search finds it. Raises NotFound."""
    document = document_of(searcher, document_id)
    asked = ask(searcher, state)
    own = Filter("doc", (document_id,))
    filters = (*(f for f in asked.request.filters if f.field != "doc"), own)
    request = replace(asked.request, filters=filters, facets=(), sort="doc", offset=0, limit=MOST_PASSAGES)
    found = {hit.id for hit in searcher.library.engine.search(request).hits} if state.q or state.is_filtered else set()
    standings = tuple(_standings(searcher.library.store.passages_of(document_id), found))
    marked = clauses(asked.query) if state.q else ()
    return Outline(document, standings, sum(each.number > 0 for each in standings), marked, asked.notes)


def _standings(places: Iterable[Place], found: set[str]) -> Iterator[Standing]:
    before: tuple[str, ...] = ()
    number = headings = 0
    pages = PageBreaks()
    for place in places:
        path = place.passage.heading_path
        shared = _shared(before, path)
        new = tuple(Heading(text, level + 1, f"h{headings + i}") for i, (level, text) in enumerate(_from(path, shared)))
        headings += len(new)
        before = path
        is_hit = place.passage.id in found
        number += is_hit
        yield Standing(place, new, pages.new(place.passage.marks), number if is_hit else 0)


def _shared(before: Sequence[str], path: Sequence[str]) -> int:
    """How many headings two paths have in common from the top."""
    count = 0
    while count < min(len(before), len(path)) and before[count] == path[count]:
        count += 1
    return count


def _from(path: Sequence[str], shared: int) -> Iterator[tuple[int, str]]:
    yield from ((level, path[level]) for level in range(shared, len(path)))
