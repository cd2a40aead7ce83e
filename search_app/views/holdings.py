"""What a collection holds, in numbers: its files, documents and passages, their languages and their years."""

from dataclasses import dataclass, replace

from indexer.schema import UNDATED
from search_app.search.execution import ask
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.recent import Recent

_kept: "Recent[Holdings]" = Recent(most=1)
"""Of each open index; it does not change."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is. `languages` are rows of a language, its documents and its passages, the most passages first;
    `years` are the first and the last year that texts speak of, `undated` counts passages without any."""

    files: int
    documents: int
    passages: int
    languages: tuple[tuple[str, int, int], ...]
    years: tuple[int, int] | None
    undated: int


def holdings(searcher: Searcher) -> Holdings:
    """What the collection holds."""
    return _kept.get(searcher.library, "", lambda: _counted(searcher))


def _counted(searcher: Searcher) -> Holdings:
    request = replace(ask(searcher, SearchState()).request, limit=0, facets=("lang", "year"), values=0)
    found = searcher.library.engine.search(request).facets
    documents = searcher.library.store.languages()
    languages = tuple((row.value, documents.get(row.value, 0), row.count) for row in found["lang"])
    years = [int(row.value) for row in found["year"] if row.value != UNDATED]
    undated = sum(row.count for row in found["year"] if row.value == UNDATED)
    return Holdings(*searcher.library.store.counts(), languages, (min(years), max(years)) if years else None, undated)
