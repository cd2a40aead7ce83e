"""Every hit of a search in its order, read as a stream: what exports, lines in context and receipts are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.document import Metadata
from indexer.errors import TooMuch
from indexer.query import Hit, Results
from indexer.storage.records import Place
from search_app.search.execution import Asked, ask, find
from search_app.search.hits import HitView, together, views
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

AT_A_TIME = 200
"""Hits whose texts are read in one go."""

ALL = 10_000_000


@dataclass(frozen=True, slots=True)
class BareHit:
    """A hit with its places, unmarked. `similar` are the ids of the passages folded under it."""

    id: str
    score: float
    places: tuple[Place, ...]
    similar: tuple[str, ...]

    @property
    def place(self) -> Place:
        """The first place, which a hit is shown at."""
        return self.places[0]

    @property
    def metadata(self) -> Metadata:
        """The metadata over all places."""
        return together(self.places)


@dataclass(frozen=True, slots=True)
class AllHits:
    """All hits of a search in the order of its pages, or the first of them; `total` counts all."""

    searcher: Searcher
    state: SearchState
    asked: Asked
    results: Results

    @property
    def total(self) -> int:
        """Passages found, those folded under others among them."""
        return self.results.total

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Ids and scores."""
        return self.results.hits

    def part(self, hits: Sequence[Hit], searcher: Searcher) -> "AllHits":
        """Some of the hits, to be shown in the time that `searcher` may take."""
        return replace(self, searcher=searcher, results=replace(self.results, hits=tuple(hits)))

    def found(self) -> Iterator[BareHit]:
        """The hits with their places."""
        similar = self.results.similar
        for hits in _parts(self.hits):
            places = self.searcher.library.store.first_places([hit.id for hit in hits])
            yield from (
                BareHit(hit.id, hit.score, places[hit.id], similar.get(hit.id, ())) for hit in hits if hit.id in places
            )

    def views(self) -> Iterator[HitView]:
        """The hits with their marks and snippets, which take a hundred times longer."""
        for hits in _parts(self.hits):
            part = replace(self.results, hits=hits)
            yield from views(self.searcher, part, self.asked.query, self.state.switches)


def _parts(hits: Sequence[Hit]) -> Iterator[tuple[Hit, ...]]:
    yield from (tuple(hits[first : first + AT_A_TIME]) for first in range(0, len(hits), AT_A_TIME))


def all_hits(searcher: Searcher, state: SearchState) -> AllHits:
    """All hits of a search, whatever page it is at. Raises TooMuch where the settings do not allow so many, or not the
    time to find out which: a file has all hits or is none."""
    found = first_hits(searcher, state, ALL)
    in_time(searcher)
    most = searcher.config.integer("most_taken")
    if most and len(found.hits) > most:
        raise TooMuch(
            f"{len(found.hits):,} hits are more than the {most:,} that may be taken in one go; narrow the search"
        )
    return found


def in_time(searcher: Searcher) -> None:
    """Raises TooMuch where a part of an answer had to be left out for want of time."""
    if late := searcher.budget.notes:
        raise TooMuch(f"{late[0].sentence('en')} Or take it on the command line: sakuin … --no-limits")


def first_hits(searcher: Searcher, state: SearchState, most: int) -> AllHits:
    """The first `most` hits of a search, whatever page it is at."""
    asked = ask(searcher, state)
    groups = searcher.groups(state)
    request = replace(asked.request, facets=(), offset=0, limit=most, groups=groups)
    return AllHits(searcher, state, asked, find(searcher, asked, request))
