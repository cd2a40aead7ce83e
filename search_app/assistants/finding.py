"""What an assistant is told of a search: its hits, its hits by year, its words."""

from pathlib import Path

from indexer.schema import FACETS
from search_app.assistants.answers import cut, first_few, fitted, permalink, sentences
from search_app.assistants.arguments import Pairs
from search_app.assistants.citing import facts_of
from search_app.export.tables import TREND_COLUMNS, trend_rows
from search_app.reading.locators import first_span, locator_words
from search_app.search.hits import HitView, principal_date
from search_app.search.results_page import Page, search
from search_app.search.searcher import Searcher
from search_app.state.parameters import Json
from search_app.state.state import SearchState, read_state
from search_app.views.trends import read_trends_view, trends
from search_app.views.word_boundaries import WordBoundary, word_boundaries

MOST_VALUES = 8
"""Values of a facet, and longer words of a word, that an answer has."""


def search_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """A page of hits."""
    state, notes = read_state(given, searcher.config)
    page = search(searcher, state, (*searcher.notes, *notes))
    head = {
        "total": page.total,
        "folded": page.folded,
        "page": page.state.page,
        "pages": page.pages,
        "read_as": cut(page.question.parsed, 1_000),
        "notes": sentences(page.question.notes, state.ui),
        "did_you_mean": first_few((each.question for each in page.instead.suggestions), 3),
        "facets": {facet: _values(page, facet) for facet in FACETS if page.filters.values.get(facet)},
        "permalink": searcher.config.text("address") + page.state.address(),
    }
    return fitted(head, "hits", [_hit(searcher, hit, state) for hit in page.hits])


def _values(page: Page, facet: str) -> Json:
    return {cut(value, 60): count for value, _, count in page.counts(facet)[:MOST_VALUES]}


def _hit(searcher: Searcher, hit: HitView, state: SearchState) -> Json:
    facts, shown = facts_of(searcher, hit.places[0], first_span(hit.matches)), hit.snippet
    said = {
        "id": hit.id,
        "doc": hit.document.id,
        "paragraph": facts.paragraph,
        "title": cut(hit.document.title),
        "headings": first_few(facts.headings, 4),
        "date": cut(principal_date(hit.metadata.dates, hit.document.date)),
        "lang": hit.lang,
        "where": cut(locator_words(facts.where, state.ui)),
        "snippet": "…" * shown.before + "".join(piece.text for piece in shown.pieces) + "…" * shown.after,
        "score": round(hit.score, 4),
    }
    return said | {"permalink": permalink(facts), "seal": facts.seal}


def trends_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """Hits by year and language, years without any left out."""
    state, notes = read_state(given, searcher.config)
    view, more = read_trends_view(given, state, searcher.config)
    found = trends(searcher, view)
    head = {
        "columns": TREND_COLUMNS,
        "questions": [{"q": cut(series.q), "total": series.total} for series in found.series],
        "notes": sentences((*searcher.notes, *notes, *more, *found.notes), state.ui),
        "permalink": searcher.config.text("address") + view.address(),
    }
    return fitted(head, "years", [list(row.values()) for row in trend_rows(found) if row["hits"]])


def words_answer(searcher: Searcher, directory: Path, given: Pairs) -> Json:
    """The words of a question, each by itself."""
    state, notes = read_state(given, searcher.config)
    found = word_boundaries(searcher, state)
    head = {
        "total": found.total,
        "looked_through": found.counted,
        "alone": {cut(each.word, 60): each.passages for each in found.alone[:MOST_VALUES]},
        "notes": sentences((*searcher.notes, *notes, *found.notes), state.ui),
        "permalink": searcher.config.text("address") + state.address("/words"),
    }
    return fitted(head, "words", [_word(each) for each in found.words])


def _word(word: WordBoundary) -> Json:
    counts = {"as_word": word.as_word, "inside_longer_words": word.inside, "neither": word.neither}
    longer = {cut(row.word, 60): row.passages for row in word.rows[:MOST_VALUES]}
    return {"word": cut(word.word)} | counts | {"passages_by_longer_word": longer}
