"""What a collection tells of an actor or an era: its names, its years in each language, who and what stands beside it.

Every number is the total of the link beside it, since it is counted by the search that the link asks: a question for
the actor, actor:"yeltsin", so that another may be chosen beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.document import Label
from indexer.errors import NotFound
from search_app.query_language.scripts import language_of
from search_app.search import facets
from search_app.search.execution import ask, find
from search_app.search.hits import HitView, views
from search_app.search.results_page import Page, search
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

LANGUAGES = ("ja", "en")
BEST = 3
"""Passages that are shown."""


@dataclass(frozen=True, slots=True)
class Years:
    """The passages of one language: their search, how many they are, and their years."""

    lang: str
    state: SearchState
    total: int
    histogram: facets.Histogram | None


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor or an era. `names` are those of the collection by their language, `first` and `last` the passages with
    the earliest and the latest date."""

    facet: str
    value: str
    label: Label
    names: tuple[tuple[str, tuple[str, ...]], ...]
    page: Page
    panels: tuple[facets.Panel, ...]
    years: tuple[Years, ...]
    first: HitView | None
    last: HitView | None

    @property
    def best(self) -> tuple[HitView, ...]:
        """Some passages of it."""
        return self.page.hits[:BEST]


def asked_for(facet: str, value: str, ui: str) -> SearchState:
    """The search of all that has a value: actor:"yeltsin"."""
    return SearchState(q=f'{facet}:"{value}"', ui=ui)


def profile(searcher: Searcher, facet: str, typed: str, ui: str) -> Profile:
    """What is told of the actor or the era of this id or name. Raises NotFound."""
    value = _meant(searcher, facet, typed)
    state = asked_for(facet, value, ui)
    page = search(searcher, state)
    return Profile(
        facet,
        value,
        page.filters.known[facet](value),
        tuple(_names(searcher, facet, value)),
        page,
        tuple(_others(page.filters.panels, facet, value)),
        tuple(_years(searcher, state.changed(chosen=[("lang", lang)]), lang) for lang in LANGUAGES),
        _outermost(searcher, state.changed(sort="date")),
        _outermost(searcher, state.changed(sort="-date")),
    )


def _meant(searcher: Searcher, facet: str, typed: str) -> str:
    known = searcher.known_values
    value = known.value(facet, typed)
    if value is None:
        near = known.names(facet).nearest_values(typed)
        raise NotFound(f"there is no {facet} {typed!r} in this collection", facet, typed, near)
    return value


def _names(searcher: Searcher, facet: str, value: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names that the collection's own file lists, by the language that they are written in."""
    collection = searcher.library.collection
    listed = collection.actors if facet == "actor" else collection.eras
    of_it = (each for each in listed if each.id == value)
    names = dict.fromkeys(name for each in of_it for name in (each.label.ja, each.label.en, *each.names) if name)
    for lang in (*LANGUAGES, "ru", ""):
        if written := tuple(name for name in names if language_of(name) == lang):
            yield lang, written


def _others(panels: Iterable[facets.Panel], facet: str, value: str) -> Iterator[facets.Panel]:
    """The panels, that of its own kind first, without what all passages here have."""
    for panel in sorted(panels, key=lambda panel: panel.facet != facet):
        first, rest = (
            tuple(r for r in rows if (r.facet, r.value) != (facet, value)) for rows in (panel.first, panel.rest)
        )
        if first:
            yield replace(panel, first=first, rest=rest)


def _years(searcher: Searcher, state: SearchState, lang: str) -> Years:
    results = searcher.library.engine.search(replace(ask(searcher, state).request, limit=0, facets=("year",)))
    histogram = facets.histogram(results.facets["year"], results.bases["year"], state)
    return Years(lang, state, results.total, histogram)


def _outermost(searcher: Searcher, state: SearchState) -> HitView | None:
    """The first passage in an order by date, if it has one."""
    asked = ask(searcher, state)
    results = find(searcher, asked, replace(asked.request, groups=searcher.groups(state), facets=(), limit=1))
    hits = views(searcher, results, asked.query, state.switches)
    return hits[0] if hits and hits[0].metadata.dates else None
