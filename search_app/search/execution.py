"""From a search to the engine's answer: the question planned, the filters, the second look at the best hits."""

from dataclasses import dataclass, replace

from indexer.analysis import analyze, canonical, query_words
from indexer.analysis.numerals import NUMBER
from indexer.document import DateSpan
from indexer.engines.base import page_of
from indexer.metadata import dates
from indexer.query import Among, And, DateRange, Filter, Query, Results, SearchRequest
from indexer.schema import FACETS
from search_app.highlighting.passage_matches import checker
from search_app.notes import Note
from search_app.planning.expansion import Expansion
from search_app.planning.index_statistics import Checked, IndexStatistics
from search_app.planning.planned import Planned
from search_app.planning.planner import Planner
from search_app.planning.scoring import is_question, telling
from search_app.query_language.parser import parse
from search_app.query_language.rewriting import bare_words, has_choice
from search_app.query_language.scripts import is_japanese
from search_app.query_language.syntax import Node, show
from search_app.search import facets
from search_app.search.known_values import with_known_values, with_nearest_names
from search_app.search.rescoring import DEPTH, rescored
from search_app.search.scope import joiner
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState


@dataclass(frozen=True, slots=True)
class Asked:
    """A search made ready for the engine: the question, and the request with its filters. `state` is the search with
    the values that its filters mean. `question` is what of it is looked at twice (see rescoring), empty where nothing
    is; `by_words` says that it was parted into its words."""

    state: SearchState
    query: Query
    request: SearchRequest
    notes: tuple[Note, ...]
    parsed: str
    expansions: tuple[Expansion, ...]
    tree: Node | None
    question: str
    by_document: bool = False
    by_words: bool = False


def ask(searcher: Searcher, state: SearchState, whole: bool = False) -> Asked:
    """What the engine is asked for a search; a question that stands nowhere as a whole is parted into its words, unless
    only the `whole` is wanted."""
    state, unknown = with_known_values(searcher.known_values, state)
    parsed = parse(state.q, searcher.limits)
    planned = _planned(searcher, state, parsed.tree)
    words = () if whole or state.match == "any" else words_inside(parsed.tree)
    by_words = bool(words) and not _stands(searcher, planned.query)
    if by_words:
        planned = _planned(searcher, state.changed(match="any"), parsed.tree)
    range_, range_notes = date_range(state)
    chosen = Among(frozenset(state.ids)) if state.ids else None
    narrowed: list[Query] = [each for each in (range_, chosen) if each is not None]
    query = And((planned.query, *narrowed)) if narrowed else planned.query
    filters = tuple(
        Filter(facet, state.values(facet), state.left_out(facet))
        for facet in FACETS
        if state.values(facet) or state.left_out(facet)
    )
    offset = (state.page - 1) * state.per_page
    counted = searcher.counted_facets
    request = SearchRequest(query, filters, counted, state.sort, offset, state.per_page, values=facets.MOST_COUNTED)
    explained = with_nearest_names(searcher.known_values, planned.notes)
    parted = (Note("by-words", " / ".join(words)),) if by_words else ()
    notes = (*parsed.notes, *explained, *parted, *range_notes, *unknown)
    shown = show(parsed.tree) if parsed.tree else ""
    question = _question(parsed.tree) if by_words or state.match == "any" else ""
    asked = Asked(state, planned.query, request, notes, shown, planned.expansions, parsed.tree, question)
    return replace(asked, by_document=state.group == "doc", by_words=by_words)


def _question(tree: Node | None) -> str:
    """What of a question is looked at twice: its bare words, where they are a whole question."""
    words = [word.text for word in bare_words(tree)]
    return " ".join(words) if is_question([query_words(canonical(word)) for word in words]) else ""


def words_inside(tree: Node | None) -> tuple[str, ...]:
    """The words of a question without spaces, where it has several and no number: シベリア|出兵, not 十四|か条. Words
    that only ask are not among them."""
    found = bare_words(tree)
    text = found[0].text if len(found) == 1 and not has_choice(tree) else ""
    wanted = telling(query_words(canonical(text)).terms)
    words = [text[token.start : token.end] for token in analyze(text).w if token.text in wanted]
    return tuple(dict.fromkeys(words)) if len(words) > 1 and not NUMBER.search(canonical(text).text) else ()


def _stands(searcher: Searcher, query: Query) -> bool:
    """Whether anything of the whole collection answers a question as it was asked."""
    return searcher.library.engine.search(SearchRequest(query, limit=0)).total > 0


def _planned(searcher: Searcher, state: SearchState, tree: Node | None) -> Planned:
    """The query, with a note where not everything that its switches ask for could be compared with the texts."""
    capped: list[Note] = []
    most = searcher.config.integer("most_checked")
    compare = checker(
        searcher.library,
        state.switches,
        most,
        lambda: capped.append(Note("check-capped", f"{most:,}")),
        lambda: searcher.budget.spent("time-check"),
    )

    def check(query: Query) -> Checked:
        """A clause is compared once, however many ways of asking less have it too (see zero_hits)."""
        key = (query, state.switches)
        if key not in searcher.checked:
            capped.clear()
            searcher.checked[key] = compare(query), tuple(capped)
        return searcher.checked[key]

    frequency, languages = searcher.library.engine.frequency, state.values("lang")
    join = joiner(searcher, state.scope)
    statistics = IndexStatistics(frequency, searcher.is_word, check, searcher.dictionary, languages, join)
    any_word = state.match == "any"
    return Planner(searcher.weights, searcher.names, any_word, state.switches, statistics, searcher.known).plan(tree)


def find(searcher: Searcher, asked: Asked, request: SearchRequest) -> Results:
    """The engine's answer to a request of a search; the best hits of a whole question are looked at twice."""
    request = replace(
        request, limit=min(request.limit, max(1, searcher.library.engine.count())) if request.limit else 0
    )
    if asked.by_document and request.limit:
        return _by_document(searcher, replace(asked, by_document=False), request)
    engine, end = searcher.library.engine, request.offset + request.limit
    weight = searcher.config.number("rescore_weight")
    if not (asked.question and weight and request.limit) or request.sort != "relevance" or request.offset >= DEPTH:
        return engine.search(request)
    results = engine.search(replace(request, offset=0, limit=max(DEPTH, end)))
    places = searcher.library.store.first_places([hit.id for hit in results.hits[:DEPTH]])
    hits = rescored(asked.question, results.hits, {key: found[0] for key, found in places.items()}, weight)
    return replace(results, hits=hits[request.offset : end])


def count(searcher: Searcher, state: SearchState, whole: bool = False) -> int:
    """How many passages a search finds; see `ask`."""
    request = replace(ask(searcher, state, whole).request, facets=(), limit=0)
    return searcher.library.engine.search(request).total


def _by_document(searcher: Searcher, asked: Asked, request: SearchRequest) -> Results:
    """The best passage of each document, the others under it. Every passage belongs to a group here, so that all hits
    are fetched at once: an engine that folds group by group would look at each of them twice."""
    every = searcher.library.engine.count()
    results = find(searcher, asked, replace(request, groups={}, offset=0, limit=every))
    places, folded, similar = page_of([hit.id for hit in results.hits], request)
    return replace(results, hits=tuple(results.hits[place] for place in places), folded=folded, similar=similar)


def japanese_words(tree: Node | None) -> tuple[str, ...]:
    """The bare Japanese words of a question, which a lens can look at (see lens)."""
    return tuple(word.text for word in bare_words(tree) if is_japanese(word.text))


def date_range(state: SearchState) -> tuple[DateRange | None, list[Note]]:
    """The filter that `from` and `until` make (days as ordinals), and what could not be read of them."""
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
