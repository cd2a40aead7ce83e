"""A document as it is read, whole or by sections, its hits marked and numbered, and one passage by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from indexer.document import Span
from indexer.storage.records import DocumentRow, Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.passage_matches import marks
from search_app.notes import Note
from search_app.reading.locators import first_span
from search_app.reading.outline import Heading, Outline, Standing, outline
from search_app.reading.paragraphs import PageBreaks, Paragraph, paragraphs
from search_app.reading.sections import Section, Weight, sections
from search_app.search.execution import ask
from search_app.search.hits import together
from search_app.search.lookup import places_of
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

MOST_HEADINGS = 150
"""So many headings all stand in the table of contents; of more, those of the section, and the highest of the rest."""


@dataclass(frozen=True, slots=True)
class ReaderPassage:
    """A passage in its document, its text ready to be shown."""

    standing: Standing
    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.standing.place


@dataclass(frozen=True, slots=True)
class Reader:
    """A document open for reading. `hits` counts its passages that the search finds; `passages` are those of the
    section; `before` and `after` are the documents next to it by id."""

    document: DocumentRow
    section: Section
    passages: tuple[ReaderPassage, ...]
    contents: tuple[Heading, ...]
    hits: int
    parallel: DocumentRow | None
    before: DocumentRow | None
    after: DocumentRow | None
    notes: tuple[Note, ...]

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of this page that may be linked to."""
        return frozenset(anchor for passage in self.passages for anchor in passage.standing.anchors)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which section of a document: the one that has an anchor, such as p-0123456789abcdef, page-117 or hit-3; without
    one, or where nothing has it, the one of a number, which counts from 1."""

    at: str = ""
    number: int = 1

    def among(self, parts: Sequence[Section], standings: Sequence[Sequence[Standing]]) -> Section:
        """The section, out of all; `standings` are the passages of each thing that was parted."""
        found = (place for place, here in enumerate(standings) if any(self.at in each.anchors for each in here))
        place = next(found, -1) if self.at else -1
        last = parts[min(max(self.number, 1), len(parts)) - 1]
        return next((part for part in parts if part.has(place)), last)


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
    """The whole document, with what the search finds in it marked. Raises NotFound."""
    found = outline(searcher, document_id, state)
    return _reader(searcher, state, found, Section(1, 1, 0, len(found.standings)))


def open_section(searcher: Searcher, document_id: str, state: SearchState, wanted: Wanted) -> Reader:
    """The section of a document that is wanted; a short document is one section. Raises NotFound."""
    found = outline(searcher, document_id, state)
    parts = sections([weight((each,)) for each in found.standings])
    return _reader(searcher, state, found, wanted.among(parts, [(each,) for each in found.standings]))


def weight(standings: Sequence[Standing]) -> Weight:
    """What passages weigh on a page."""
    headings = [heading for each in standings for heading in each.new_headings]
    size = sum(len(each.place.passage.text.encode(errors="replace")) for each in standings)
    return Weight(size + sum(len(heading.text) for heading in headings), min((h.level for h in headings), default=0))


def _reader(searcher: Searcher, state: SearchState, found: Outline, section: Section) -> Reader:
    store, document = searcher.library.store, found.document
    return Reader(
        document,
        section,
        tuple(readable(searcher, state, found, found.standings[section.start : section.stop])),
        _contents(found, section),
        found.hits,
        store.document(document.parallel) if document.parallel else None,
        *store.neighbours(document.id),
        (*found.notes, *searcher.budget.notes),
    )


def readable(
    searcher: Searcher, state: SearchState, found: Outline, standings: Sequence[Standing]
) -> Iterator[ReaderPassage]:
    """Passages of a document with their marks, as long as there is time for these."""
    late = partial(searcher.budget.spent, "time-marks")
    for each in standings:
        matched = marks(each.place, found.clauses, state.switches) if found.clauses and not late() else ()
        yield ReaderPassage(each, paragraphs(each.place.passage.text, matched, each.breaks))


def _contents(found: Outline, section: Section) -> tuple[Heading, ...]:
    """The headings of a document: of a long one those of the section, and of the rest the highest."""
    headings = found.contents
    if len(headings) <= MOST_HEADINGS:
        return headings
    here = {h.anchor for each in found.standings[section.start : section.stop] for h in each.new_headings}
    deepest = max((level for level in range(1, 5) if _up_to(headings, level) <= MOST_HEADINGS), default=0)
    return tuple(heading for heading in headings if heading.level <= deepest or heading.anchor in here)


def _up_to(headings: Sequence[Heading], level: int) -> int:
    return sum(heading.level <= level for heading in headings)


def open_passage(searcher: Searcher, passage_id: str, state: SearchState) -> PassagePage:
    """A passage by its id. Raises NotFound."""
    places = places_of(searcher, passage_id)
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
