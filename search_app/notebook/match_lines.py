"""Every match of a search in a line of its own, in the order that was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, overload

from search_app.export.tables import LINE_COLUMNS, line_values
from search_app.labels import LABELS
from search_app.notebook.asking import Answering
from search_app.notebook.frames import frame
from search_app.notebook.shown import heading_html, table_html
from search_app.notes import Note
from search_app.views.concordance import Concordance, ConcordanceView, all_lines, concordance
from search_app.views.lines import Line

if TYPE_CHECKING:
    from search_app.notebook.frames import DataFrame


@dataclass(frozen=True, repr=False, eq=False)
class MatchLines(Sequence[Line]):
    """The lines of a concordance; each has `before`, `node`, `after`, `date`, `year` and the `place` it is of. They are
    made as they are taken, however many there are."""

    answering: Answering
    view: ConcordanceView
    read_notes: tuple[Note, ...]

    @cached_property
    def _first_page(self) -> Concordance:
        return concordance(self.answering(), self.view)

    @property
    def total(self) -> int:
        """How many lines there are, the same as on the page."""
        return self._first_page.total

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of how the question was read, in the language `ui` of the search."""
        notes = dict.fromkeys((*self.read_notes, *self._first_page.notes))
        return tuple(note.sentence(self.view.state.ui) for note in notes)

    @property
    def permalink(self) -> str:
        """The address of the page with these lines."""
        return self.answering().config.text("address") + self.view.address()

    def __len__(self) -> int:
        page = self._first_page
        return page.total if page.counted == page.hits else sum(1 for _ in self)

    def __iter__(self) -> Iterator[Line]:
        return all_lines(self.answering(), self.view)

    @overload
    def __getitem__(self, wanted: int) -> Line: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[Line]: ...

    def __getitem__(self, wanted: int | slice) -> Line | list[Line]:
        places = range(len(self))[wanted]
        if isinstance(places, int):
            return next(islice(iter(self), places, None))
        made = list(islice(self, max(places, default=-1) + 1))
        return [made[place] for place in places]

    def to_pandas(self) -> "DataFrame":
        """A table with the columns of `/kwic.tsv`. Raises LibraryMissing without pandas."""
        return frame(LINE_COLUMNS, map(line_values, self))

    def __repr__(self) -> str:
        return f"<{self._head()}>"

    def _head(self) -> str:
        return f"{LABELS['lines'].in_language(self.view.state.ui).format(n=self.total)}: {self.view.state.q}"

    def _repr_html_(self) -> str:
        shown = ([line.date, line.before, line.node, line.after, line.place.document.id] for line in self)
        columns = ("date", "left", "node", "right", "doc")
        return heading_html(self._head(), self.notes) + table_html(columns, shown, self.total, self.view.state.ui)
