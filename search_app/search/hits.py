"""Hits as they are shown: a passage with its places, its marks and its snippet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.document import DateSpan, Metadata
from indexer.query import Query, Results
from indexer.storage.records import DocumentRow, Place
from search_app.highlighting.match_reasons import Match
from search_app.highlighting.matching import Clauses, clauses
from search_app.highlighting.passage_matches import marked, marks
from search_app.highlighting.snippets import Piece, Snippet, snippet
from search_app.search.searcher import Searcher
from search_app.state.switches import Switches

MOST_SIMILAR = 20
"""The most passages that are listed under a hit of which they are twins."""


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as it is shown. `places` are all the places where the passage stands, the first of them first.

    `similar` are first places of the passages folded under it, MOST_SIMILAR at most of all `similar_count`.
    """

    id: str
    score: float
    places: tuple[Place, ...]
    metadata: Metadata
    matches: tuple[Match, ...]
    snippet: Snippet
    title: tuple[Piece, ...]
    headings: tuple[tuple[Piece, ...], ...]
    similar: tuple[Place, ...] = ()
    similar_count: int = 0

    @property
    def document(self) -> DocumentRow:
        """The document of the first place."""
        return self.places[0].document

    @property
    def text(self) -> str:
        """The passage as it is written."""
        return self.places[0].passage.text

    @property
    def lang(self) -> str:
        """The language of the passage."""
        return self.places[0].passage.lang


def views(searcher: Searcher, results: Results, query: Query, switches: Switches) -> tuple[HitView, ...]:
    """The hits of an answer as they are shown."""
    similar = {hit.id: results.similar.get(hit.id, ()) for hit in results.hits}
    listed = [each for row in similar.values() for each in row[:MOST_SIMILAR]]
    places = searcher.library.store.first_places([*similar, *listed])
    asked = clauses(query)
    budget = searcher.budget
    views = (
        _view(hit.id, hit.score, places[hit.id], () if budget.spent("time-marks") else asked, switches)
        for hit in results.hits
        if hit.id in places
    )
    return tuple(_with_similar(view, similar[view.id], places) for view in views)


def _with_similar(view: HitView, similar: Sequence[str], places: Mapping[str, tuple[Place, ...]]) -> HitView:
    listed = tuple(places[each][0] for each in similar[:MOST_SIMILAR] if each in places)
    return replace(view, similar=listed, similar_count=len(similar)) if similar else view


def _view(passage_id: str, score: float, places: tuple[Place, ...], query: Clauses, switches: Switches) -> HitView:
    first = places[0]
    found = marks(first, query, switches)
    return HitView(
        passage_id,
        score,
        places,
        together(places),
        found,
        snippet(first.passage.text, found, first.passage.lang),
        marked(first.document.title, query, "title", switches),
        tuple(marked(heading, query, "heading", switches) for heading in first.passage.heading_path),
    )


def together(places: Sequence[Place]) -> Metadata:
    """The metadata of a passage over all its places."""
    return Metadata(
        tuple(sorted({span for place in places for span in place.metadata.dates})),
        tuple(dict.fromkeys(era for place in places for era in place.metadata.eras)),
        tuple(dict.fromkeys(actor for place in places for actor in place.metadata.actors)),
    )


def principal_date(spans: tuple[DateSpan, ...], written: str) -> str:
    """The date a hit is shown with: the one it inherits from a heading or the document, else the document's as it is
    written, else the first it names."""
    inherited = [span for span in spans if span.inherited]
    if not inherited and written:
        return written
    chosen = min(inherited or spans, key=lambda span: (span.last - span.first, span.first), default=None)
    return chosen.iso if chosen else ""
