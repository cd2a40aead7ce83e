"""A list of terms in one table: in how many passages each stands, by document, year, era or actor.

Each term is a question of its own, read as any other ("Cold War" OR 冷戦 is one), with every filter of the search. A
number is that of the passages behind its link; one that tells of two years, or stands in two documents, counts in both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from urllib.parse import urlencode

from indexer.schema import UNDATED
from search_app.notes import Note
from search_app.search.execution import ask
from search_app.search.facets import labels, left
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.parameters import as_text, one_of
from search_app.state.state import SearchState

BY = ("doc", "year", "era", "actor")
"""What the terms are counted by; the first unless asked otherwise."""

MOST_TERMS = 200
"""Terms of a request; the command line takes any number."""


@dataclass(frozen=True, slots=True)
class TermsView:
    """What is counted: terms, all with the filters of `state`, and by which facet."""

    state: SearchState
    terms: tuple[str, ...]
    by: str = BY[0]

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address, the terms line by line in one."""
        rest = [pair for pair in self.state.pairs() if pair[0] != "q"]
        own = [("by", self.by)] * (self.by != BY[0])
        return [("q", "\n".join(self.terms))] * bool(self.terms) + rest + own

    def address(self, path: str = "/terms") -> str:
        """The link to it."""
        return rooted(path, urlencode(self.pairs()))


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term: the search for it, the passages that it finds in all, and those of each value that has any."""

    state: SearchState
    total: int
    counts: Mapping[str, int]

    @property
    def term(self) -> str:
        """The term as it was typed."""
        return self.state.q

    def address(self, by: str, value: str) -> str:
        """The link to the passages of one value, in place of those chosen; what is left out stays left out."""
        others = (pair for pair in self.state.chosen if pair[0] != by)
        return self.state.filtered((*others, (by, value)), self.state.excluded).address()


@dataclass(frozen=True, slots=True)
class Column:
    """A value that any of the terms has, as it is called, and the sum of its column."""

    value: str
    label: str
    total: int


@dataclass(frozen=True, slots=True)
class TermTable:
    """Every term and every value, each in its order: years and eras as time goes, all else the most frequent first."""

    view: TermsView
    rows: tuple[TermRow, ...]
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]

    def most_frequent(self, most: int) -> tuple[Column, ...]:
        """The columns with the greatest sums, in their order."""
        kept = {each.value for each in sorted(self.columns, key=lambda each: -each.total)[:most]}
        return tuple(each for each in self.columns if each.value in kept)


def lines_of(typed: Iterable[str]) -> tuple[str, ...]:
    """The terms in texts of one a line, each once."""
    lines = (line.strip() for text in typed for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def lines_of_file(content: bytes) -> tuple[str, ...]:
    """The terms in a file, in UTF-8 or else in what Japanese spreadsheets save (CP932)."""
    try:
        return lines_of([content.decode("utf-8-sig")])
    except UnicodeDecodeError:
        return lines_of([content.decode("cp932", "replace")])


def read_terms_view(pairs: Iterable[tuple[str, str]], state: SearchState) -> tuple[TermsView, tuple[Note, ...]]:
    """The view that parameters ask for: every line of every `q` is a term."""
    given = list(pairs)
    terms = lines_of(as_text(value) for name, value in given if name == "q")
    notes = [Note("too-many-terms", str(MOST_TERMS))] if len(terms) > MOST_TERMS else []
    by = one_of(dict(reversed(given)), "by", BY, notes)
    return TermsView(state, terms[:MOST_TERMS], by), tuple(notes)


def term_table(searcher: Searcher, view: TermsView) -> TermTable:
    """The table of a view."""
    timely = takewhile(lambda term: not searcher.budget.spent("time-series"), view.terms)
    found = [_row(searcher, view.state.changed(q=term), view.by) for term in timely]
    rows = tuple(row for row, _ in found)
    notes = dict.fromkeys(note for _, more in found for note in more)
    return TermTable(view, rows, tuple(_columns(searcher, view, rows)), (*notes, *searcher.budget.notes))


def _row(searcher: Searcher, state: SearchState, by: str) -> tuple[TermRow, tuple[Note, ...]]:
    asked = ask(searcher, state)
    results = searcher.library.engine.search(replace(asked.request, facets=(by,), limit=0, values=0))
    counts = left(results.facets[by], by, asked.state)
    return TermRow(asked.state, results.total, {each.value: each.count for each in counts}), asked.notes


def _columns(searcher: Searcher, view: TermsView, rows: Sequence[TermRow]) -> list[Column]:
    known = labels(searcher.library.collection, lru_cache(searcher.title))[view.by]
    values = dict.fromkeys(value for row in rows for value in row.counts)
    totals = {value: sum(row.counts.get(value, 0) for row in rows) for value in values}
    chronology = [era.id for era in searcher.library.collection.eras]
    found = [Column(value, known(value).in_language(view.state.ui), total) for value, total in totals.items()]
    return sorted(found, key=lambda each: _order(each, view.by, chronology))


def _order(column: Column, by: str, chronology: Sequence[str]) -> tuple[object, ...]:
    if by == "year":
        return column.value == UNDATED, column.value
    if by == "era":
        known = column.value in chronology
        return not known, chronology.index(column.value) if known else 0, column.value
    return -column.total, column.value
