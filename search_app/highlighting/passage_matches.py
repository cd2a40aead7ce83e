"""Where the passages of a library satisfy a question: their marks, and which passages have any."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from indexer.analysis import Analysis, analyze
from indexer.document import Span
from indexer.query import Among, And, Query, SearchRequest
from indexer.query_trees import unscored
from indexer.storage.index_directory import Library
from indexer.storage.records import Place
from search_app.highlighting.match_reasons import Match, Text
from search_app.highlighting.matching import Clauses, clauses, matches
from search_app.highlighting.snippets import Piece, pieces
from search_app.state.switches import Switches

AT_A_TIME = 50
"""Passages that are looked through before the time is looked at."""


@lru_cache(maxsize=512)
def _analysis(text: str, hidden: tuple[Span, ...] = ()) -> Analysis:
    return analyze(text, hidden)


def text_of(place: Place, kept: bool = True) -> Text:
    """The text of a passage, ready to be asked; not `kept` for the next question where thousands are looked through."""
    passage = place.passage
    anchor = next((span for span in place.metadata.dates if span.inherited), None)
    analysis = (_analysis if kept else analyze)(passage.text, passage.hidden)
    return Text(passage.text, analysis, anchor, passage.hidden)


def texts_of(places: Sequence[Place]) -> Iterator[tuple[str, Text]]:
    """Every text that a passage is found by, with the part it is: its own, and what stands above it at each place."""
    yield "body", text_of(places[0])
    above = [("title", place.document.title) for place in places]
    above += [("heading", heading) for place in places for heading in place.passage.heading_path]
    for part, text in dict.fromkeys(above):
        yield part, Text(text, _analysis(text))


def marks(place: Place, query: Query | Clauses, switches: Switches) -> tuple[Match, ...]:
    """Where a passage satisfies the query."""
    return matches(query, text_of(place), "body", switches)


def marked(text: str, query: Query | Clauses, part: str, switches: Switches) -> tuple[Piece, ...]:
    """A title or a heading with its marks."""
    return pieces(text, matches(query, Text(text, _analysis(text)), part, switches))


def checker(
    library: Library,
    switches: Switches,
    most: int,
    overflow: Callable[[], object],
    late: Callable[[], bool],
) -> Callable[[Query], Query]:
    """What narrows a clause to the passages whose text bears it out, for the switches that the index cannot keep: it
    holds folded forms alone. Where more than `most` passages have the clause it stays, and `overflow` is called; it
    stays too where it is `late` before all of them were looked at."""

    def check(query: Query) -> Query:
        if late():
            return query
        results = library.engine.search(SearchRequest(unscored(query), sort="doc", limit=most))
        if results.total > most:
            overflow()
            return query
        asked, kept = clauses(query), list[str]()
        for first in range(0, len(results.hits), AT_A_TIME):
            if late():
                return query
            found = library.store.first_places([hit.id for hit in results.hits[first : first + AT_A_TIME]])
            kept += (passage_id for passage_id, places in found.items() if _bears_out(places, asked, switches))
        return And((query, Among(frozenset(kept))))

    return check


def _bears_out(places: Sequence[Place], query: Clauses, switches: Switches) -> bool:
    """Whether a passage satisfies a clause in its text or, at any of its places, in what stands above it."""
    return any(matches(query, text, part, switches) for part, text in texts_of(places))
