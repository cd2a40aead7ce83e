"""What the front page shows of a collection: its years in each language, its people, decades, newest documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.query import FacetCount
from indexer.schema import UNDATED
from indexer.storage.records import DocumentRow
from search_app.search.execution import ask, count
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.opening_questions import opening_questions
from search_app.views.recent import Recent
from search_app.views.timeline import Cell, between, of_language

MOST_BARS = 30
"""Of a language; of more years a bar has ten, of more decades a hundred."""

PEOPLE, DECADES, LANGUAGES, NEWEST = 12, 12, 3, 5
"""How many of each are shown."""

LEAST_OF_YEARS, LEAST_OF_DECADES = 0.02, 0.01
"""Of the fullest one's passages, for another to be shown: a page number that was taken for a year stands nearly alone
in its century, and would make the bars those of a whole millennium."""

_kept: "Recent[Front]" = Recent(most=2)
"""Of each open index, in both languages of the page; it does not change."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The passages of the years `first` to `last`."""

    first: int
    last: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Lane:
    """The passages of a language: their search, all of them, and their years."""

    lang: str
    all: Cell
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> int:
        """The largest number of a bar."""
        return max((bar.cell.count for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Front:
    """`people` are the actors that most passages name, `decades` those of a collection without eras of its own as time
    goes, each with its search; `questions` find something."""

    lanes: tuple[Lane, ...]
    people: tuple[str, ...]
    decades: tuple[tuple[str, Cell], ...]
    newest: tuple[DocumentRow, ...]
    questions: tuple[str, ...]


def front(searcher: Searcher, ui: str) -> Front:
    """What the front page shows in a language."""
    return _kept.get(searcher.library, ui, lambda: _front(searcher, SearchState(ui=ui)))


def _front(searcher: Searcher, state: SearchState) -> Front:
    request = replace(ask(searcher, state).request, limit=0, facets=("actor", "era", "lang", "year"), values=0)
    found = searcher.library.engine.search(request).facets
    stretches = tuple(_stretches(found["year"]))
    languages = [row.value for row in found["lang"]]
    languages.sort(key=lambda lang: lang != state.ui)
    eras = () if searcher.library.collection.eras else found["era"]
    told = [row for row in eras[:DECADES] if row.count >= LEAST_OF_DECADES * eras[0].count]
    decades = sorted(told, key=lambda row: int(row.value.rstrip("s")))
    return Front(
        tuple(_lane(searcher, of_language(state, lang), lang, stretches) for lang in languages[:LANGUAGES]),
        tuple(row.value for row in found["actor"][:PEOPLE]),
        tuple((row.value, Cell(state.toggled("era", row.value), row.count)) for row in decades),
        tuple(each for each in searcher.library.store.documents_by("date", True, "", 0, NEWEST) if each.date),
        opening_questions(searcher, state.ui, [row.value for row in found["actor"]]),
    )


def _stretches(counts: Sequence[FacetCount]) -> Iterator[tuple[int, int]]:
    """The years of each bar, from the first to the last that have their share."""
    years = {int(row.value): row.count for row in counts if row.value != UNDATED}
    if not years:
        return
    full = [year for year, n in years.items() if n >= LEAST_OF_YEARS * max(years.values())]
    first, last = min(full), max(full)
    step = next((step for step in (1, 10, 100) if last // step - first // step < MOST_BARS), 1000)
    for number in range(first // step, last // step + 1):
        yield max(1, number * step), number * step + step - 1


def _lane(searcher: Searcher, state: SearchState, lang: str, stretches: Sequence[tuple[int, int]]) -> Lane:
    bars = tuple(Bar(*years, _cell(searcher, between(state, *years))) for years in stretches)
    return Lane(lang, _cell(searcher, state), bars)


def _cell(searcher: Searcher, state: SearchState) -> Cell:
    return Cell(state, count(searcher, state))
