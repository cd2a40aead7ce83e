"""The hits of a search ready to be written, beside what was asked: what a file of any format is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search_app.export.citations import STYLES, Cited, citation, cited
from search_app.highlighting.matching import clauses
from search_app.reading.locators import cited_span
from search_app.search.all_hits import BareHit, all_hits
from search_app.search.execution import Asked, ask
from search_app.search.lookup import places_of
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.links import passage_address
from search_app.state.state import SearchState


@dataclass(frozen=True, slots=True)
class Row:
    """A hit, ready to be written."""

    number: int
    found: BareHit
    cited: Cited
    state: SearchState
    made: str

    @property
    def text(self) -> str:
        """The passage."""
        return self.found.place.passage.text


@dataclass(frozen=True, slots=True)
class Taken:
    """What is written into a file: the rows, made one by one as they are read, and the search they are of. `total`
    counts its hits, `folded` those of them that stand under a similar one and have no row; `address` is the link to
    it, empty where the address of the search page is not known."""

    searcher: Searcher
    state: SearchState
    asked: Asked
    total: int
    folded: int
    address: str
    rows: Iterator[Row]


def of_search(searcher: Searcher, state: SearchState, base: str) -> Taken:
    """Every hit of a search, in the order of the pages. `base` is the address of the search page, without a final
    slash. Raises TooMuch."""
    hits, whole = all_hits(searcher, state), state.changed(page=1)
    rows = _rows(searcher, state, hits.asked, hits.found(), base)
    return Taken(searcher, state, hits.asked, hits.total, hits.results.folded, _link(base, whole.address()), rows)


def of_passage(searcher: Searcher, passage_id: str, state: SearchState, base: str) -> Taken:
    """One passage. Raises NotFound."""
    found = iter([BareHit(passage_id, 0.0, places_of(searcher, passage_id), ())])
    asked = ask(searcher, state)
    rows = _rows(searcher, state, asked, found, base)
    return Taken(searcher, state, asked, 1, 0, _link(base, passage_address(passage_id, state)), rows)


def _link(base: str, address: str) -> str:
    """A whole address; both begin with the path that the server is below."""
    return base + address.removeprefix(rooted("")) if base else ""


def _rows(searcher: Searcher, state: SearchState, asked: Asked, found: Iterator[BareHit], base: str) -> Iterator[Row]:
    """Hits with their citations, in Chicago's style, at the page of their first match."""
    today, title = date.today(), searcher.library.collection.title
    marked = clauses(asked.query) if state.q else None
    for number, each in enumerate(found, 1):
        facts = cited(each.place, title, base, cited_span(each.place, marked, state.switches))
        yield Row(number, each, facts, state, citation(facts, STYLES[0], today))
