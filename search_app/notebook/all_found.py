"""All hits of a search, however many: a sequence that is read from the index as it is walked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from indexer.query import Hit
from indexer.schema import FACETS
from search_app.export.formats import COLUMNS
from search_app.export.rows import of_search
from search_app.labels import LABELS
from search_app.notebook.asking import Answering
from search_app.notebook.cited_hits import CitedHit, cited_hit
from search_app.notebook.count_tables import CountTable, value_counts, year_counts
from search_app.notebook.frames import frame
from search_app.notebook.match_lines import MatchLines
from search_app.notebook.shown import MOST_SHOWN, heading_html, more_html
from search_app.notes import Note
from search_app.search.all_hits import AllHits, all_hits
from search_app.search.results_page import Page, search
from search_app.state.state import SearchState
from search_app.views.concordance import COLLATIONS, WIDTH, read_concordance_view
from search_app.views.term_counts import BY

if TYPE_CHECKING:
    from search_app.notebook.frames import DataFrame

AT_A_TIME = 10
"""Hits that are marked in one go: those of a page."""


@dataclass(frozen=True, repr=False, eq=False)
class AllFound(Sequence[CitedHit]):
    """The hits of a search in the order of its pages. Its length is theirs; `total` counts passages, those folded under
    others (nearly the same text, or with group="doc" the same document) among them."""

    answering: Answering
    state: SearchState
    read_notes: tuple[Note, ...]

    @cached_property
    def page(self) -> Page:
        """The first page of the search, as `/search` shows it."""
        return search(self.answering(), self.state, self.read_notes)

    @cached_property
    def _all(self) -> AllHits:
        return all_hits(self.answering(), self.state)

    @property
    def total(self) -> int:
        """Passages found, the number that the page says."""
        return self.page.total

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of how the question was read, in the language `ui` of the search."""
        return tuple(note.sentence(self.state.ui) for note in dict.fromkeys(self.page.question.notes))

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What may have been meant, where little or nothing was found."""
        return tuple(each.question for each in self.page.instead.suggestions)

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """Facet -> value -> passages, each counted without the choice in its own facet, as on the page."""
        return {facet: {value: count for value, _, count in self.page.counts(facet)} for facet in FACETS}

    @property
    def permalink(self) -> str:
        """The address of the page of this search."""
        return self.answering().config.text("address") + self.page.state.address()

    def __len__(self) -> int:
        return self.page.total - self.page.folded

    def __iter__(self) -> Iterator[CitedHit]:
        return self._made(self._all.hits)

    @overload
    def __getitem__(self, wanted: int) -> CitedHit: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[CitedHit]: ...

    def __getitem__(self, wanted: int | slice) -> CitedHit | list[CitedHit]:
        if isinstance(wanted, slice):
            return list(self._made(self._all.hits[wanted]))
        return next(self._made((self._all.hits[wanted],)))

    def _made(self, hits: Sequence[Hit]) -> Iterator[CitedHit]:
        for first in range(0, len(hits), AT_A_TIME):
            searcher = self.answering()
            part = self._all.part(hits[first : first + AT_A_TIME], searcher)
            yield from (cited_hit(searcher, view, self.state) for view in part.views())

    def to_pandas(self) -> "DataFrame":
        """A table of all hits, with the columns of `/search.csv`. Raises LibraryMissing without pandas."""
        searcher = self.answering()
        rows = of_search(searcher, self.state, searcher.config.text("address")).rows
        return frame([name for name, _ in COLUMNS], ([value(row) for _, value in COLUMNS] for row in rows))

    def kwic(self, order: str | Sequence[str] = (), width: int = WIDTH, collation: str = COLLATIONS[0]) -> MatchLines:
        """Every match in a line, `width` full-width characters on either side (10 to 200), sorted by up to three of l1,
        l2, l3, node, r1, r2, r3, year, doc; Japanese by its `reading`, or by `code` point."""
        orders = [order] if isinstance(order, str) else order
        asked = [*(("order", each) for each in orders), ("width", str(width)), ("collation", collation)]
        view, notes = read_concordance_view(asked, self.state)
        return MatchLines(self.answering, view, (*self.read_notes, *notes))

    def trends(self, *others: str) -> CountTable:
        """Hits of this question and of others, five in all, by year and language, with every filter of the search."""
        return year_counts(self.answering(), self.state, (self.state.q, *others), self.read_notes)

    def terms(self, *others: str, by: str = BY[0]) -> CountTable:
        """Passages of this question and of others by doc, year, era or actor, with every filter of the search."""
        return value_counts(self.answering(), self.state, (self.state.q, *others), by, self.read_notes)

    def __repr__(self) -> str:
        return f"<{self._head()}>"

    def _head(self) -> str:
        count = "no-hits" if not self.total else "one-hit" if self.total == 1 else "hits"
        said = LABELS[count].in_language(self.state.ui).format(n=self.total)
        return f"{said}: {self.page.question.parsed}" if self.state.q else said

    def _repr_html_(self) -> str:
        shown = self[:MOST_SHOWN]
        hits = "".join(hit._repr_html_() for hit in shown)
        return heading_html(self._head(), self.notes) + hits + more_html(len(self) - len(shown), self.state.ui)
