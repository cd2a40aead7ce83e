"""A whole document as it is read: its passages in order, the hits marked and numbered, a table of contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.errors import NotFound
from indexer.query import Filter, Query
from indexer.storage.records import DocumentRow, Place
from search_app.highlighting.passage_matches import marks
from search_app.highlighting.snippets import Piece, pieces
from search_app.notes import Note
from search_app.search.execution import ask
from search_app.search.hits import together
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.state.switches import Switches

MOST_PASSAGES = 100_000

Paragraph = tuple[Piece, ...]


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
    """One passage by its permalink, with every place where it stands."""

    place: Place
    places: tuple[Place, ...]
    paragraphs: tuple[Paragraph, ...]
    metadata_dates: tuple[str, ...]


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
    passages = tuple(_passages(store.passages_of(document_id), found, asked.query if state.q else None, state.switches))
    contents = tuple(heading for passage in passages for heading in passage.new_headings)
    parallel = store.document(document.parallel) if document.parallel else None
    return Reader(
        document,
        passages,
        contents,
        sum(p.number > 0 for p in passages),
        parallel,
        *store.neighbours(document_id),
        asked.notes,
    )


def _passages(
    places: Sequence[Place], found: set[str], query: Query | None, switches: Switches
) -> Iterator[ReaderPassage]:
    before: tuple[str, ...] = ()
    number = headings = 0
    for place in places:
        path = place.passage.heading_path
        shared = _shared(before, path)
        new = tuple(Heading(text, level + 1, f"h{headings + i}") for i, (level, text) in enumerate(_from(path, shared)))
        headings += len(new)
        before = path
        is_hit = place.passage.id in found
        number += is_hit
        yield ReaderPassage(place, new, paragraphs(place, query, switches), number if is_hit else 0)


def _shared(before: Sequence[str], path: Sequence[str]) -> int:
    """How many headings two paths have in common from the top."""
    count = 0
    while count < min(len(before), len(path)) and before[count] == path[count]:
        count += 1
    return count


def _from(path: Sequence[str], shared: int) -> Iterator[tuple[int, str]]:
    yield from ((level, path[level]) for level in range(shared, len(path)))


def paragraphs(place: Place, query: Query | None, switches: Switches) -> tuple[Paragraph, ...]:
    """A passage's text by paragraphs, its matches marked."""
    found = marks(place, query, switches) if query is not None else ()
    result: list[list[Piece]] = [[]]
    for piece in pieces(place.passage.text, found):
        first, *rest = piece.text.split("\n\n")
        result[-1].append(replace(piece, text=first))
        result += ([replace(piece, text=text)] for text in rest)
    return tuple(tuple(row) for row in result if any(piece.text.strip() for piece in row))


def open_passage(searcher: Searcher, passage_id: str, state: SearchState) -> PassagePage:
    """A passage by its id. Raises NotFound."""
    places = searcher.places(passage_id)
    query = ask(searcher, state).query if state.q else None
    spans = tuple(span.iso for span in together(places).dates)
    return PassagePage(places[0], places, paragraphs(places[0], query, state.switches), spans)
