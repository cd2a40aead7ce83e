"""The whole flow out: from a search to the page that is shown, printed or sent as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from indexer.query import FacetCount, Results
from search_app.notes import Note
from search_app.planning.expansion import Expansion
from search_app.query_language.description import described
from search_app.query_language.rewriting import has_choice
from search_app.query_language.syntax import Node
from search_app.search import facets
from search_app.search.execution import Asked, ask, count, find, japanese_words
from search_app.search.hits import HitView, views
from search_app.search.searcher import Searcher
from search_app.search.zero_hits import Absence, Step, absence, steps
from search_app.state.links import Links
from search_app.state.state import SearchState
from search_app.suggestions.spelling import ENOUGH, Proposal


@dataclass(frozen=True, slots=True)
class Question:
    """How a question was read: as a tree in words (`parsed`), as a sentence of the interface, what is searched beside
    it, and its Japanese words, which may be looked at one by one (see `views.word_boundaries`)."""

    parsed: str
    sentence: str
    expansions: tuple[Expansion, ...]
    japanese_words: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: the filters in force, the values that may be chosen, the years; `known` labels values."""

    chips: tuple[facets.Chip, ...]
    panels: tuple[facets.Panel, ...]
    histogram: facets.Histogram | None
    values: Mapping[str, tuple[FacetCount, ...]]
    known: facets.Labels


@dataclass(frozen=True, slots=True)
class Instead:
    """What may be asked instead where little or nothing was found: other words; and, where nothing was, the search
    without one of its parts, and out of how much nothing was found."""

    suggestions: tuple[Proposal, ...]
    steps: tuple[Step, ...] = ()
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of answers; `pages` counts pages.

    `total` counts passages; `folded` of them are no hits of their own but stand under one (HitView.similar).
    """

    state: SearchState
    total: int
    folded: int
    pages: int
    hits: tuple[HitView, ...]
    question: Question
    filters: Filters
    instead: Instead

    def counts(self, facet: str) -> tuple[tuple[str, str, int], ...]:
        """The values of a facet with their labels and how many passages have each."""
        label, ui = self.filters.known[facet], self.state.ui
        return tuple(
            (row.value, label(row.value).in_language(ui), row.count) for row in self.filters.values.get(facet, ())
        )


def search(searcher: Searcher, state: SearchState, notes: Sequence[Note] = ()) -> Page:
    """Everything one page needs. `notes` are those of reading the state; they come first on the page."""
    asked = ask(searcher, state)
    state = asked.state
    results = find(searcher, asked, replace(asked.request, groups=searcher.groups(state)))
    known = _labels(searcher, results.facets, state)
    hits = views(searcher, results, asked.query, state.switches)
    instead = _instead(searcher, asked, results.total)
    pages = -((results.folded - results.total) // state.per_page)
    beyond = (Note("page-capped", str(pages)),) if state.page > pages > 0 else ()
    notes = (*notes, *asked.notes, *beyond, *searcher.budget.notes)  # the last say what hits and proposals go without
    return Page(
        state=state,
        total=results.total,
        folded=results.folded,
        pages=pages,
        hits=hits,
        question=_question(searcher, asked, known, state.ui, notes),
        filters=_filters(searcher, results, state, known),
        instead=instead,
    )


def _question(searcher: Searcher, asked: Asked, known: facets.Labels, ui: str, notes: Sequence[Note]) -> Question:
    sentence = _reading(searcher, known, ui, asked.tree)
    return Question(asked.parsed, sentence, asked.expansions, japanese_words(asked.tree), tuple(notes))


def panels_of(searcher: Searcher, state: SearchState, links: Links) -> tuple[facets.Panel, ...]:
    """The values that narrow another view of a search, whose `links` lead to the same view."""
    results = searcher.library.engine.search(replace(ask(searcher, state).request, limit=0))
    known, counts = _labels(searcher, results.facets, state), results.facets
    return facets.panels(counts, state, known, _chronology(searcher, counts), searcher.facets, results.total, links)


def _labels(searcher: Searcher, counts: Mapping[str, Sequence[FacetCount]], state: SearchState) -> facets.Labels:
    """What the values are called; the titles of the documents that a panel lists are looked up at once."""
    listed = [row.value for row in counts.get("doc", ())[: facets.MOST_LISTED]]
    return facets.labels(searcher.library.collection, searcher.titles([*listed, *state.values("doc")]))


def _chronology(searcher: Searcher, counts: Mapping[str, Sequence[FacetCount]]) -> list[str]:
    return [era.id for era in searcher.library.collection.eras] or _decades(counts["era"])


def _filters(searcher: Searcher, results: Results, state: SearchState, known: facets.Labels) -> Filters:
    return Filters(
        facets.chips(state, known),
        facets.panels(
            results.facets, state, known, _chronology(searcher, results.facets), searcher.facets, results.total
        ),
        facets.histogram(results.facets["year"], results.bases["year"], state),
        results.facets,
        known,
    )


def _instead(searcher: Searcher, asked: Asked, total: int) -> Instead:
    state, tree = asked.state, asked.tree
    proposed = suggestions(searcher, state, tree, 0 if asked.by_words else total)
    return Instead(proposed) if total else Instead(proposed, steps(searcher, state, tree), absence(searcher, state))


def _reading(searcher: Searcher, known: facets.Labels, ui: str, tree: Node | None) -> str:
    """The question in words; actor:Yeltsin as Actor Boris Yeltsin."""

    def field_name(field: str, value: str) -> str:
        identifier = searcher.names.identifier(field, value) or value
        return f"{facets.FACET_LABELS[field].in_language(ui)} {known[field](identifier).in_language(ui)}"

    return described(tree, ui, field_name) if tree else ""


def suggestions(searcher: Searcher, state: SearchState, tree: Node | None, total: int) -> tuple[Proposal, ...]:
    """Did you mean: asked of the whole collection, counted within the filters of the search."""
    if total >= ENOUGH and state.match == "all" and not has_choice(tree):
        return ()

    everywhere = state.unfiltered()
    late = partial(searcher.budget.spent, "time-proposals")
    found = searcher.speller.proposals(tree, lambda q: count(searcher, everywhere.changed(q=q), whole=True), late)
    if state.is_filtered and not late():
        here = (count(searcher, state.changed(q=each.question), whole=True) for each in found)
        found = tuple(replace(each, count=hits) for each, hits in zip(found, here, strict=True))
    return tuple(each for each in found if each.count)


def _decades(counts: Sequence[object]) -> list[str]:
    """Without eras of its own a collection's decades stand in for them, in order."""
    return sorted(str(getattr(row, "value", "")) for row in counts)
