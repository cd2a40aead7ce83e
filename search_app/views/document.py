"""A whole document as it is read: its passages in order, the hits marked and numbered, a table of contents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from indexer.document import Mark, Span
from indexer.errors import NotFound
from indexer.query import Filter
from indexer.storage.records import DocumentRow, Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.matching import Clauses, clauses
from search_app.highlighting.passage_matches import marks
from search_app.highlighting.snippets import Piece, pieces
from search_app.notes import Note
from search_app.search.execution import ask
from search_app.search.hits import together
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.state.switches import Switches
from search_app.views.locators import PAGE_KINDS, first_span, name_of

MOST_PASSAGES = 100_000


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


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it comes up in the text; `anchor` is its id on the page."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ReaderPassage:
    """A passage in its document. `number` counts the hits from 1, 0 where it is none."""

    place: Place
    new_headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A document open for reading. `hits` counts its passages that the search finds; `before` and `after` are the
    documents next to it by id."""

    document: DocumentRow
    passages: tuple[ReaderPassage, ...]
    contents: tuple[Heading, ...]
    hits: int
    parallel: DocumentRow | None
    before: DocumentRow | None
    after: DocumentRow | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class PassagePage:
    """One passage by its permalink, with every place where it stands; `span` is the match that is cited of it."""

    place: Place
    places: tuple[Place, ...]
    paragraphs: tuple[Paragraph, ...]
    metadata_dates: tuple[str, ...]
    matches: tuple[Match, ...]
    span: Span


def open_document(searcher: Searcher, document_id: str, state: SearchState) -> Reader:
    """The document with what the search finds in it marked. Raises NotFound."""
    store = searcher.library.store
    document = store.document(document_id)
    if document is None:
        raise NotFound(f"there is no document {document_id!r} in this index; sakuin search --facets lists documents")
    asked = ask(searcher, state)
    own = Filter("doc", (document_id,))
    filters = (*(f for f in asked.request.filters if f.field != "doc"), own)
    request = replace(asked.request, filters=filters, facets=(), sort="doc", offset=0, limit=MOST_PASSAGES)
    found = {hit.id for hit in searcher.library.engine.search(request).hits} if state.q or state.is_filtered else set()
    late = partial(searcher.budget.spent, "time-marks")
    query = clauses(asked.query) if state.q else ()
    passages = tuple(_passages(store.passages_of(document_id), found, query, state.switches, late))
    contents = tuple(heading for passage in passages for heading in passage.new_headings)
    parallel = store.document(document.parallel) if document.parallel else None
    return Reader(
        document,
        passages,
        contents,
        sum(p.number > 0 for p in passages),
        parallel,
        *store.neighbours(document_id),
        (*asked.notes, *searcher.budget.notes),
    )


def _passages(
    places: Sequence[Place], found: set[str], query: Clauses, switches: Switches, late: Callable[[], bool]
) -> Iterator[ReaderPassage]:
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
        matched = marks(place, query, switches) if query and not late() else ()
        text = paragraphs(place.passage.text, matched, pages.new(place.passage.marks))
        yield ReaderPassage(place, new, text, number if is_hit else 0)


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


def _shared(before: Sequence[str], path: Sequence[str]) -> int:
    """How many headings two paths have in common from the top."""
    count = 0
    while count < min(len(before), len(path)) and before[count] == path[count]:
        count += 1
    return count


def _from(path: Sequence[str], shared: int) -> Iterator[tuple[int, str]]:
    yield from ((level, path[level]) for level in range(shared, len(path)))


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


def open_passage(searcher: Searcher, passage_id: str, state: SearchState) -> PassagePage:
    """A passage by its id. Raises NotFound."""
    places = searcher.places(passage_id)
    query = ask(searcher, state).query if state.q else None
    passage = places[0].passage
    found = marks(places[0], query, state.switches) if query is not None else ()
    return PassagePage(
        places[0],
        places,
        paragraphs(passage.text, found, PageBreaks().new(passage.marks)),
        tuple(span.iso for span in together(places).dates),
        found,
        first_span(found),
    )
