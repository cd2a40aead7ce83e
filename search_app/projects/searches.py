"""Saved searches asked again: how many passages they find now, and how many of these are new since the last look."""

from dataclasses import dataclass, replace

from search_app.projects.choosing import moment
from search_app.projects.values import MOST_KNOWN, SavedSearch
from search_app.search.all_hits import first_hits
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState, read_state


@dataclass(frozen=True, slots=True)
class Look:
    """A saved search now: `search` as it would be saved by this look, `new` its hits that were not known before.
    `exact` says that these were told by their ids, and not by their number alone, as they are of a search that finds
    more than MOST_KNOWN. `state` is what it asks."""

    search: SavedSearch
    state: SearchState
    new: int
    exact: bool


def state_of(searcher: Searcher, search: SavedSearch) -> SearchState:
    """What a saved search asks: whatever it says that cannot be meant is left out, as of a link."""
    state, _ = read_state(search.parameters, searcher.config)
    return state.changed(page=1)


def saved(searcher: Searcher, name: str, state: SearchState) -> SavedSearch:
    """A search as it is saved now."""
    asked = state.changed(page=1)
    empty = SavedSearch(name, tuple((str(key), str(value)) for key, value in asked.pairs()))
    return look(searcher, empty).search


def look(searcher: Searcher, search: SavedSearch) -> Look:
    """A saved search asked again. Every passage is counted, those that are nearly the same text as another too: which
    of these a page shows may change while nothing is new."""
    state = state_of(searcher, search)
    found = first_hits(searcher, state.changed(similar="show", group="none"), MOST_KNOWN + 1)
    ids = tuple(sorted(hit.id for hit in found.hits))
    whole = len(ids) <= MOST_KNOWN
    exact = whole and search.whole
    new = len(set(ids) - set(search.known)) if exact else max(found.total - search.total, 0)
    now = replace(
        search,
        total=found.total,
        digest=searcher.digest,
        looked=moment(),
        known=ids if whole else (),
        whole=whole,
    )
    return Look(now, state, new, exact)
