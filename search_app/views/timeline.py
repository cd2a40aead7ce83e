"""A search as a table of years: a row for each year, a column for each language, Japanese first and English next.

Every number is the total of the search that its cell links to: that of the page, of one language and one year. Where
the years are too many for a page, a row is a decade or a century.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.query import And, FacetCount
from indexer.schema import UNDATED
from search_app.notes import Note
from search_app.search.execution import ask, count
from search_app.search.facets import left
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.trends import bounds, languages_of, years_of

MOST_CELLS = 240
"""Of a page; each holds a link that repeats the whole search."""

STEPS = (1, 10, 100)
"""Years of a row; the first of these that gives few enough rows is taken."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages a search finds."""

    state: SearchState
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """The passages of the years `first` to `last`, a cell for each language; `state` is the search of all of them."""

    first: int
    last: int
    state: SearchState
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows as time goes, then what has no year, and all. A passage that speaks of several years stands in each."""

    state: SearchState
    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    undated: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    step: int
    notes: tuple[Note, ...]

    @property
    def highest(self) -> int:
        """The largest number of a row."""
        return max((cell.count for row in self.rows for cell in row.cells), default=0)


@dataclass(frozen=True, slots=True)
class _Lane:
    """One language: its search, its total, and how many passages each year has."""

    state: SearchState
    total: int
    years: Mapping[str, int]

    def of_year(self, value: str) -> Cell:
        return Cell(of_year(self.state, value), self.years.get(value, 0))


def timeline(searcher: Searcher, state: SearchState) -> Timeline:
    """The years of what a search finds."""
    asked = ask(searcher, state)
    state = asked.state
    languages = languages_of(searcher, state)
    lanes = [_lane(searcher, of_language(state, lang)) for lang in languages]
    years = _years(state, lanes)
    step = _step(years, MOST_CELLS // max(1, len(lanes)))
    rows = tuple(_rows(searcher, state, lanes, years, step))
    undated = tuple(lane.of_year(UNDATED) for lane in lanes)
    totals = tuple(Cell(lane.state, lane.total) for lane in lanes)
    notes = (*asked.notes, *searcher.budget.notes)
    return Timeline(state, languages, rows, undated, totals, step, notes)


def of_language(state: SearchState, lang: str) -> SearchState:
    """The search in one language."""
    return _with(state, "lang", lang)


def of_year(state: SearchState, value: str) -> SearchState:
    """The search in one year."""
    return _with(state, "year", value)


def _with(state: SearchState, facet: str, value: str) -> SearchState:
    others = [pair for pair in state.chosen if pair[0] != facet]
    return state.changed().filtered([*others, (facet, value)], state.excluded)


def between(state: SearchState, first: int, last: int) -> SearchState:
    """The search from one year to another, within the dates that it has already."""
    lower, upper = bounds(state)
    kept = state.changed(from_=state.from_ if lower >= first and state.from_ else f"{first:04d}")
    return kept.changed(until=state.until if upper <= last and state.until else f"{last:04d}")


def _lane(searcher: Searcher, state: SearchState) -> _Lane:
    """The years are counted with their own choice, unlike those of a panel."""
    request = ask(searcher, state).request
    filters = tuple(each for each in request.filters if each.field != "year")
    query = And((request.query, *years_of(state)))
    request = replace(request, query=query, filters=filters, facets=("year",), limit=0, values=0)
    results = searcher.library.engine.search(request)
    return _Lane(state, results.total, _counts(left(results.facets["year"], "year", state)))


def _counts(rows: Sequence[FacetCount]) -> dict[str, int]:
    return {row.value: row.count for row in rows}


def _years(state: SearchState, lanes: Sequence[_Lane]) -> list[int]:
    """The years of any language that lie within the dates asked for."""
    first, last = bounds(state)
    found = {int(value) for lane in lanes for value in lane.years if value != UNDATED}
    return sorted(year for year in found if first <= year <= last)


def _step(years: Sequence[int], most: int) -> int:
    fitting = (step for step in STEPS if len({year // step for year in years}) <= most)
    return next(fitting, STEPS[-1])


def _rows(
    searcher: Searcher, state: SearchState, lanes: Sequence[_Lane], years: Sequence[int], step: int
) -> Iterator[Row]:
    for number, _ in groupby(years, key=lambda year: year // step):
        if searcher.budget.spent("time-series"):
            return
        first, last = max(1, number * step), number * step + step - 1
        if step == 1:
            value = f"{first:04d}"
            yield Row(first, last, of_year(state, value), tuple(lane.of_year(value) for lane in lanes))
        else:
            within = [between(lane.state, first, last) for lane in lanes]
            cells = tuple(Cell(each, count(searcher, each)) for each in within)
            yield Row(first, last, between(state, first, last), cells)
