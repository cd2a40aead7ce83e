"""The whole flow out: from a search to the page that is shown, printed or sent as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from indexer.analysis import canonical, query_words
from indexer.analysis.english import stem
from indexer.config import Config
from indexer.document import DateSpan, Metadata
from indexer.library import Library
from indexer.metadata import dates
from indexer.query import And, DateRange, FacetCount, Filter, Query, Results, SearchRequest
from indexer.rows import DocumentRow, Place
from indexer.schema import FACETS
from search_app import facets
from search_app.aids import Aids
from search_app.dictionary import Dictionary
from search_app.expansions import Expansion
from search_app.marks import checker, marked, marks
from search_app.matching import Clauses, clauses
from search_app.names import Names
from search_app.notes import Note
from search_app.parser import parse
from search_app.planner import Planned, Planner
from search_app.reasons import Match, is_japanese
from search_app.rescoring import DEPTH, rescored
from search_app.rewriting import bare_words, has_choice
from search_app.scoring import is_question
from search_app.snippets import Piece, Snippet, snippet
from search_app.spelling import ENOUGH, Proposal, Speller
from search_app.state import SearchState
from search_app.switches import Switches
from search_app.syntax import Node, show

MOST_SIMILAR = 20
"""The most passages that are listed under a hit of which they are twins."""


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as it is shown. `places` are all the places where the passage stands, the first of them first.

    `similar` are first places of the passages folded under it, MOST_SIMILAR at most of all `similar_count`.
    """

    id: str
    score: float
    places: tuple[Place, ...]
    metadata: Metadata
    matches: tuple[Match, ...]
    snippet: Snippet
    title: tuple[Piece, ...]
    headings: tuple[tuple[Piece, ...], ...]
    similar: tuple[Place, ...] = ()
    similar_count: int = 0

    @property
    def document(self) -> DocumentRow:
        """The document of the first place."""
        return self.places[0].document

    @property
    def text(self) -> str:
        """The passage as it is written."""
        return self.places[0].passage.text

    @property
    def lang(self) -> str:
        """The language of the passage."""
        return self.places[0].passage.lang


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
    lens_words: tuple[str, ...]
    """The Japanese words of the question; see lens."""
    suggestions: tuple[Proposal, ...] = ()

    def counts(self, facet: str) -> tuple[tuple[str, str, int], ...]:
        """The values of a facet with their labels and how many passages have each."""
        label, ui = self.known[facet], self.state.ui
        return tuple((row.value, label(row.value).in_language(ui), row.count) for row in self.values[facet])


@dataclass(frozen=True)
class Catalog:
    """A library with the tables that searching needs of it."""

    library: Library
    names: Names
    twins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> "Catalog":
        """The catalog of a library."""
        return cls(library, Names(library.collection), library.store.twins())

    @cached_property
    def dictionary(self) -> Dictionary:
        """The dictionary of the index, which knows nothing where none is installed."""
        return Dictionary(self.library.glossary)

    @cached_property
    def speller(self) -> Speller:
        """What proposes other words; its word list is made when it is first asked."""
        return Speller(self.library.engine, self.names)

    def is_word(self, word: str) -> bool:
        """Whether a word in Latin letters stands in the collection, in any inflection."""
        return self.library.engine.frequency("body_w", stem(word)) > 0

    def title(self, document_id: str) -> str:
        """The title of a document, or the id of a work that is none."""
        row = self.library.store.document(document_id)
        return row.title if row and row.title else document_id


@dataclass(frozen=True, slots=True)
class Asked:
    """A search made ready for the engine: the question, and the request with its filters. `question` is what of it is
    looked at twice (see rescoring), empty where nothing is."""

    query: Query
    request: SearchRequest
    notes: tuple[Note, ...]
    parsed: str
    expansions: tuple[Expansion, ...]
    tree: Node | None
    question: str


def search(catalog: Catalog, state: SearchState, config: Config, notes: Sequence[Note] = ()) -> Page:
    """Everything one page needs. `notes` are those of reading the state; they come first on the page."""
    asked = ask(catalog, state, config)
    request = replace(asked.request, groups=catalog.twins if state.similar == "fold" else {})
    results = find(catalog, asked, request, config)
    known = facets.labels(catalog.library.collection, lru_cache(catalog.title))
    chronology = [era.id for era in catalog.library.collection.eras]
    return Page(
        state=state,
        total=results.total,
        folded=results.folded,
        hits=_views(catalog, results, asked.query, state.switches),
        pages=-((results.folded - results.total) // state.per_page),
        panels=facets.panels(results.facets, state, known, chronology or _decades(results.facets["era"])),
        chips=facets.chips(state, known),
        histogram=facets.histogram(results.facets["year"], results.bases["year"], state),
        values=results.facets,
        known=known,
        notes=(*notes, *asked.notes),
        parsed=asked.parsed,
        expansions=asked.expansions,
        lens_words=japanese_words(asked.tree),
        suggestions=suggestions(catalog, state, config, asked.tree, results.total),
    )  # fmt: skip


def ask(catalog: Catalog, state: SearchState, config: Config) -> Asked:
    """What the engine is asked for a search."""
    parsed = parse(state.q)
    planned, more_notes = _planned(catalog, state, config, parsed.tree)
    range_, range_notes = _date_range(state)
    query = planned.query if range_ is None else And((planned.query, range_))
    filters = tuple(
        Filter(facet, state.values(facet), state.left_out(facet))
        for facet in FACETS
        if state.values(facet) or state.left_out(facet)
    )
    offset = (state.page - 1) * state.per_page
    request = SearchRequest(query, filters, FACETS, state.sort, offset, state.per_page, values=facets.MOST_COUNTED)
    notes = (*parsed.notes, *planned.notes, *more_notes, *range_notes)
    shown = show(parsed.tree) if parsed.tree else ""
    words = [word.text for word in bare_words(parsed.tree)] if state.match == "any" else []
    question = " ".join(words) if is_question([query_words(canonical(word)) for word in words]) else ""
    return Asked(planned.query, request, notes, shown, planned.expansions, parsed.tree, question)


def _planned(catalog: Catalog, state: SearchState, config: Config, tree: Node | None) -> tuple[Planned, list[Note]]:
    """The query, and a note where not everything that its switches ask for could be compared with the texts."""
    notes: list[Note] = []
    most = config.integer("most_checked")
    check = checker(catalog.library, state.switches, most, lambda: notes.append(Note("check-capped", f"{most:,}")))
    frequency, languages = catalog.library.engine.frequency, state.values("lang")
    aids = Aids(frequency, catalog.is_word, check, catalog.dictionary, languages)
    planner = Planner(config, catalog.names, state.match == "any", state.switches, aids)
    return planner.plan(tree), list(dict.fromkeys(notes))


def find(catalog: Catalog, asked: Asked, request: SearchRequest, config: Config) -> Results:
    """The engine's answer to a request of a search; the best hits of a whole question are looked at twice."""
    engine, end = catalog.library.engine, request.offset + request.limit
    weight = config.number("rescore_weight")
    if not (asked.question and weight and request.limit) or request.sort != "relevance" or request.offset >= DEPTH:
        return engine.search(request)
    results = engine.search(replace(request, offset=0, limit=max(DEPTH, end)))
    places = catalog.library.store.first_places([hit.id for hit in results.hits[:DEPTH]])
    hits = rescored(asked.question, results.hits, {key: found[0] for key, found in places.items()}, weight)
    return replace(results, hits=hits[request.offset : end])


def japanese_words(tree: Node | None) -> tuple[str, ...]:
    """The bare Japanese words of a question, which a lens can look at (see lens)."""
    return tuple(word.text for word in bare_words(tree) if is_japanese(word.text))


def suggestions(
    catalog: Catalog, state: SearchState, config: Config, tree: Node | None, total: int
) -> tuple[Proposal, ...]:
    """Did you mean: asked of the whole collection, counted within the filters of the search."""
    if total >= ENOUGH and state.match == "all" and not has_choice(tree):
        return ()

    def count(asking: SearchState) -> int:
        return catalog.library.engine.search(replace(ask(catalog, asking, config).request, facets=(), limit=0)).total

    everywhere = state.unfiltered()
    found = catalog.speller.proposals(tree, lambda question: count(everywhere.changed(q=question)))
    if state.is_filtered:
        found = tuple(replace(each, count=count(state.changed(q=each.question))) for each in found)
    return tuple(each for each in found if each.count)


def _date_range(state: SearchState) -> tuple[DateRange | None, list[Note]]:
    """The filter that `from` and `until` make, and what could not be read of them."""
    notes = []
    bounds: list[DateSpan | None] = []
    for text in (state.from_, state.until):
        span = dates.parse_query(text) if text else None
        if text and span is None:
            notes.append(Note("date-unread", text))
        bounds.append(span)
    first, last = bounds
    if first and last and first.first > last.last:
        notes.append(Note("dates-swapped"))
        first, last = last, first
    if not first and not last:
        return None, notes
    return DateRange(first.first.toordinal() if first else None, last.last.toordinal() if last else None), notes


def _decades(counts: Sequence[object]) -> list[str]:
    """Without eras of its own a collection's decades stand in for them, in order."""
    return sorted(str(getattr(row, "value", "")) for row in counts)


def _views(catalog: Catalog, results: Results, query: Query, switches: Switches) -> tuple[HitView, ...]:
    similar = {hit.id: results.similar.get(hit.id, ()) for hit in results.hits}
    listed = [each for row in similar.values() for each in row[:MOST_SIMILAR]]
    places = catalog.library.store.first_places([*similar, *listed])
    asked = clauses(query)
    views = (_view(hit.id, hit.score, places[hit.id], asked, switches) for hit in results.hits if hit.id in places)
    return tuple(_with_similar(view, similar[view.id], places) for view in views)


def _with_similar(view: HitView, similar: Sequence[str], places: Mapping[str, tuple[Place, ...]]) -> HitView:
    listed = tuple(places[each][0] for each in similar[:MOST_SIMILAR] if each in places)
    return replace(view, similar=listed, similar_count=len(similar)) if similar else view


def _view(passage_id: str, score: float, places: tuple[Place, ...], query: Clauses, switches: Switches) -> HitView:
    first = places[0]
    found = marks(first, query, switches)
    return HitView(
        passage_id,
        score,
        places,
        together(places),
        found,
        snippet(first.passage.text, found, first.passage.lang),
        marked(first.document.title, query, "title", switches),
        tuple(marked(heading, query, "heading", switches) for heading in first.passage.heading_path),
    )


def together(places: Sequence[Place]) -> Metadata:
    """The metadata of a passage over all its places."""
    return Metadata(
        tuple(sorted({span for place in places for span in place.metadata.dates})),
        tuple(dict.fromkeys(era for place in places for era in place.metadata.eras)),
        tuple(dict.fromkeys(actor for place in places for actor in place.metadata.actors)),
    )
