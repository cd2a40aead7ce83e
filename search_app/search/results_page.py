"""The whole flow out: from a search to the page that is shown, printed or sent as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.query import FacetCount
from search_app.notes import Note
from search_app.planning.expansion import Expansion
from search_app.query_language.description import in_words
from search_app.query_language.rewriting import has_choice
from search_app.query_language.syntax import Node
from search_app.search import facets
from search_app.search.execution import ask, count, find, japanese_words
from search_app.search.hits import HitView, views
from search_app.search.searcher import Searcher
from search_app.search.zero_hits import Absence, Step, absence, steps
from search_app.state.state import SearchState
from search_app.suggestions.spelling import ENOUGH, Proposal


@dataclass(frozen=True, slots=True)
class Page:
    """One page of answers. `parsed` is the question as it was read, in words; `pages` counts pages.

    `total` counts passages; `folded` of them are no hits of their own but stand under one (HitView.similar).
    """

    state: SearchState
    total: int
    folded: int
    hits: tuple[HitView, ...]
    pages: int
    panels: tuple[facets.Panel, ...]
    chips: tuple[facets.Chip, ...]
    histogram: facets.Histogram | None
    values: Mapping[str, tuple[FacetCount, ...]]
    known: facets.Labels
    notes: tuple[Note, ...]
    parsed: str
    expansions: tuple[Expansion, ...]
    japanese_words: tuple[str, ...]
    """The Japanese words of the question; see lens."""
    suggestions: tuple[Proposal, ...] = ()
    reading: str = ""
    """The question in words of the interface; see wording."""
    steps: tuple[Step, ...] = ()
    absence: Absence | None = None
    """What stands in the way, and out of how much nothing was found, where nothing was; see ladder."""

    def counts(self, facet: str) -> tuple[tuple[str, str, int], ...]:
        """The values of a facet with their labels and how many passages have each."""
        label, ui = self.known[facet], self.state.ui
        return tuple((row.value, label(row.value).in_language(ui), row.count) for row in self.values[facet])


def search(searcher: Searcher, state: SearchState, notes: Sequence[Note] = ()) -> Page:
    """AllHits one page needs. `notes` are those of reading the state; they come first on the page."""
    asked = ask(searcher, state)
    request = replace(asked.request, groups=searcher.groups(state))
    results = find(searcher, asked, request)
    known = facets.labels(searcher.library.collection, lru_cache(searcher.title))
    chronology = [era.id for era in searcher.library.collection.eras]
    return Page(
        state=state,
        total=results.total,
        folded=results.folded,
        hits=views(searcher, results, asked.query, state.switches),
        pages=-((results.folded - results.total) // state.per_page),
        panels=facets.panels(results.facets, state, known, chronology or _decades(results.facets["era"])),
        chips=facets.chips(state, known),
        histogram=facets.histogram(results.facets["year"], results.bases["year"], state),
        values=results.facets,
        known=known,
        notes=(*notes, *asked.notes),
        parsed=asked.parsed,
        expansions=asked.expansions,
        japanese_words=japanese_words(asked.tree),
        suggestions=suggestions(searcher, state, asked.tree, results.total),
        reading=_reading(searcher, known, state.ui, asked.tree),
        steps=() if results.total else steps(searcher, state, asked.tree),
        absence=None if results.total else absence(searcher, state),
    )  # fmt: skip


def _reading(searcher: Searcher, known: facets.Labels, ui: str, tree: Node | None) -> str:
    """The question in words; actor:Yeltsin as Actor Boris Yeltsin."""

    def field_name(field: str, value: str) -> str:
        identifier = searcher.names.identifier(field, value) or value
        return f"{facets.FACET_LABELS[field].in_language(ui)} {known[field](identifier).in_language(ui)}"

    return in_words(tree, ui, field_name) if tree else ""


def suggestions(searcher: Searcher, state: SearchState, tree: Node | None, total: int) -> tuple[Proposal, ...]:
    """Did you mean: asked of the whole collection, counted within the filters of the search."""
    if total >= ENOUGH and state.match == "all" and not has_choice(tree):
        return ()

    everywhere = state.unfiltered()
    found = searcher.speller.proposals(tree, lambda q: count(searcher, everywhere.changed(q=q)))
    if state.is_filtered:
        here = (count(searcher, state.changed(q=each.question)) for each in found)
        found = tuple(replace(each, count=hits) for each, hits in zip(found, here, strict=True))
    return tuple(each for each in found if each.count)


def _decades(counts: Sequence[object]) -> list[str]:
    """Without eras of its own a collection's decades stand in for them, in order."""
    return sorted(str(getattr(row, "value", "")) for row in counts)
