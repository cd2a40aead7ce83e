"""Every value of one facet on pages of their own: by count, or in the order of the alphabet and the fifty sounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from string import ascii_uppercase
from urllib.parse import urlencode

from indexer.errors import NotFound
from indexer.query import FacetCount
from indexer.schema import FACETS
from search_app.search.execution import ask
from search_app.search.facets import FacetValue, Labels, labels, value_of
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.links import Links
from search_app.state.state import SearchState
from search_app.suggestions.collation import Key, title_key

SORTS = ("count", "label")
VALUES = 200
"""Values of a page."""

MOST_COLLATED = 3_000
"""Above so many values labels are sorted by code point: to read ten thousand titles would take a minute."""

_ROWS = {
    "あ": "アイウエオヴ", "か": "カキクケコガギグゲゴ", "さ": "サシスセソザジズゼゾ", "た": "タチツテトダヂヅデド",
    "な": "ナニヌネノ", "は": "ハヒフヘホバビブベボパピプペポ", "ま": "マミムメモ", "や": "ヤユヨ", "ら": "ラリルレロ",
    "わ": "ワヰヱヲン",
}  # fmt: skip
LETTERS = (*_ROWS, *ascii_uppercase, "#")
"""What values may stand under, in order."""

_ROW_OF = {kana: row for row, all_kana in _ROWS.items() for kana in all_kana}


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """A page of values. `sections` are values under the letter or the row of kana they begin with, one section without
    a name where they come by count."""

    state: SearchState
    facet: str
    sort: str
    sections: tuple[tuple[str, tuple[FacetValue, ...]], ...]
    total: int
    pages: int
    path: str = "/values"

    def address(self, **changes: object) -> str:
        """The link to these values in another order or on another page."""
        sort = str(changes.pop("sort", self.sort))
        state = self.state.changed(**changes)
        order = [("order", sort)] if sort != SORTS[0] else []
        own = [("facet", self.facet), *order] if self.path == "/values" else order
        return rooted(self.path, urlencode([*own, *state.pairs()]))


def values(searcher: Searcher, state: SearchState, facet: str, sort: str) -> ValuesPage:
    """The values of a facet in what a search finds, counted without their own choice. Raises NotFound."""
    if facet not in FACETS:
        raise NotFound(f"there is no facet {facet!r}; the facets are {', '.join(FACETS)}", "facet", facet)
    asked = ask(searcher, state)
    state = asked.state
    request = replace(asked.request, facets=(facet,), limit=0, values=0)
    counts = searcher.library.engine.search(request).facets[facet]
    chosen = [*state.values(facet), *state.left_out(facet)]
    missing = [FacetCount(value, 0) for value in chosen if value not in {row.value for row in counts}]
    known = labels(searcher.library.collection, lru_cache(searcher.title))
    rows = _ordered(known, [*counts, *missing], facet, sort, state.ui)
    pages = max(1, -(-len(rows) // VALUES))
    page = min(state.page, pages)
    shown = rows[(page - 1) * VALUES : page * VALUES]
    sections = tuple(_sections(known, shown, facet, sort, state))
    return ValuesPage(state.changed(page=page), facet, sort, sections, len(rows), pages)


Row = tuple[FacetCount, Key]


def _ordered(known: Labels, counts: Sequence[FacetCount], facet: str, sort: str, ui: str) -> list[Row]:
    if facet == "year":
        return [(row, (0, "", "")) for row in sorted(counts, key=lambda row: (not row.value.isdigit(), row.value))]
    if sort == "count":
        return [(row, (0, "", "")) for row in counts]
    texts = [known[facet](row.value).in_language(ui) for row in counts]
    few = len(counts) <= MOST_COLLATED
    keys = [title_key(label) if few else (2, label.casefold(), "") for label in texts]
    return sorted(zip(counts, keys, strict=True), key=lambda row: (row[1], row[0].value))


def _sections(
    known: Labels, rows: Sequence[Row], facet: str, sort: str, state: SearchState
) -> Iterator[tuple[str, tuple[FacetValue, ...]]]:
    links, lettered = Links(state), sort == "label" and facet != "year"
    for letter, group in groupby(rows, key=lambda row: initial(row[1]) if lettered else ""):
        yield letter, tuple(value_of(facet, row.value, row.count, state, known, links) for row, _ in group)


def initial(key: Key) -> str:
    """The row of kana or the letter that a label stands under: ソビエト さ, Soviet S; # for all else."""
    first = key[1][:1]
    return _ROW_OF.get(first, "#") if key[0] == 0 else first.upper() if key[0] == 1 and first.isalpha() else "#"
