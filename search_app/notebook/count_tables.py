"""Numbers of several questions in one table: their hits by year, or by document, year, era or actor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_app.export.tables import TREND_COLUMNS, term_columns, term_rows, trend_rows
from search_app.notebook.frames import frame
from search_app.notebook.shown import heading_html, table_html
from search_app.notes import Note
from search_app.search.searcher import Searcher
from search_app.state.parameters import one_of
from search_app.state.state import SearchState
from search_app.views.term_counts import BY, TermsView, lines_of, term_table
from search_app.views.trends import read_trends_view, trends

if TYPE_CHECKING:
    from search_app.notebook.frames import DataFrame


@dataclass(frozen=True, repr=False)
class CountTable:
    """A table with its columns and rows; `totals` has the passages that each question finds in all. `permalink` is the
    address of the page that shows the same."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    totals: Mapping[str, int]
    notes: tuple[str, ...]
    permalink: str

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | float | None]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_pandas(self) -> "DataFrame":
        """The same table. Raises LibraryMissing without pandas."""
        return frame(self.columns, self.rows)

    def __repr__(self) -> str:
        return f"<{len(self):,} rows: {', '.join(self.totals)}>"

    def _repr_html_(self) -> str:
        said = ", ".join(f"{q} {total:,}" for q, total in self.totals.items())
        return heading_html(said, self.notes) + table_html(self.columns, self.rows, len(self))


def year_counts(searcher: Searcher, state: SearchState, questions: Sequence[str], said: Sequence[Note]) -> CountTable:
    """Hits of each question by year and language, as `/trends.csv` has them."""
    asked = [("q", q) for q in questions]
    view, notes = read_trends_view(asked, state, searcher.config)
    found = trends(searcher, view)
    rows = tuple(tuple(row.values()) for row in trend_rows(found))
    totals = {series.q: series.total for series in found.series}
    notes = (*said, *notes, *found.notes)
    return CountTable(TREND_COLUMNS, rows, totals, _sentences(notes, state.ui), _at(searcher, view.address()))


def value_counts(
    searcher: Searcher, state: SearchState, questions: Sequence[str], by: str, said: Sequence[Note]
) -> CountTable:
    """Passages of each question by the values of a facet, as `/terms.csv` has them."""
    bad: list[Note] = []
    view = TermsView(state.changed(q=""), lines_of(questions), one_of({"by": by}, "by", BY, bad))
    found = term_table(searcher, view)
    rows = tuple(tuple(row) for row in term_rows(found))
    totals = {row.term: row.total for row in found.rows}
    notes = _sentences((*said, *bad, *found.notes), state.ui)
    return CountTable(tuple(term_columns(found)), rows, totals, notes, _at(searcher, view.address()))


def _sentences(notes: Sequence[Note], ui: str) -> tuple[str, ...]:
    return tuple(note.sentence(ui) for note in dict.fromkeys(notes))


def _at(searcher: Searcher, address: str) -> str:
    return searcher.config.text("address") + address
