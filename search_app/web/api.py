"""The JSON faces of the pages: the same parameters and the same answers as the page and the command line."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, current_app, jsonify, request

from search_app.export.citations import citations, cited
from search_app.export.json_objects import (
    companions_object,
    page_object,
    passage_object,
    problems_object,
    word_boundaries_object,
)
from search_app.export.tables import concordance_object, options_object, terms_object, trends_object
from search_app.notes import Note
from search_app.reading.companions import companions
from search_app.reading.document import open_passage
from search_app.search.execution import count
from search_app.search.lookup import places_of
from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.state.state import SearchState, read_state
from search_app.suggestions.completion import Option
from search_app.views.concordance import Concordance, concordance, read_concordance_view
from search_app.views.problems import problems
from search_app.views.term_counts import TermTable, read_terms_view, term_table
from search_app.views.trends import Trends, read_trends_view, trends
from search_app.views.word_boundaries import word_boundaries
from search_app.web.hosts import hosts_of
from search_app.web.open_index import index_of, searcher_of_request
from search_app.web.openapi import description

blueprint = Blueprint("api", __name__)


def asked() -> tuple[Searcher, SearchState, tuple[Note, ...]]:
    """What a request asks for, of which index."""
    searcher = searcher_of_request().for_one_answer()
    state, notes = read_state(request.args.items(multi=True), searcher.config)
    return searcher, state, (*searcher.notes, *notes)


def asked_lines() -> tuple[Searcher, Concordance]:
    """The page of the concordance that a request asks for, with every note."""
    searcher, state, notes = asked()
    view, more = read_concordance_view(request.args.items(multi=True), state)
    found = concordance(searcher, view)
    return searcher, replace(found, notes=(*notes, *more, *found.notes))


def asked_trends() -> tuple[Searcher, Trends]:
    """The trends that a request asks for, with every note."""
    searcher, state, notes = asked()
    view, more = read_trends_view(request.args.items(multi=True), state, searcher.config)
    found = trends(searcher, view)
    return searcher, replace(found, notes=(*notes, *more, *found.notes))


def asked_terms() -> tuple[Searcher, TermTable]:
    """The table of terms that a request asks for, with every note."""
    searcher, state, notes = asked()
    view, more = read_terms_view(request.args.items(multi=True), state.changed(q=""))
    found = term_table(searcher, view)
    return searcher, replace(found, notes=(*notes, *more, *found.notes))


def origin() -> str:
    """What stands before the path in a whole address of this server: as it is set, or as this request found it."""
    return set_origin() or request.host_url.rstrip("/")


def set_origin() -> str:
    """The same as it is set; empty where the server was not told how it is reached from elsewhere."""
    return hosts_of(current_app).origin


def base() -> str:
    """The address of the search page without a final slash."""
    return origin() + rooted("")


@blueprint.get("/search.json")
def search_json() -> Response:
    """The page of answers that the parameters ask for."""
    searcher, state, notes = asked()
    return jsonify(page_object(search(searcher, state, notes)))


@blueprint.get("/words.json")
def words_json() -> Response:
    """How often each Japanese word of the question is a word, and how often a part of a longer one."""
    searcher, state, _ = asked()
    return jsonify(word_boundaries_object(word_boundaries(searcher, state), state))


@blueprint.get("/kwic.json")
def kwic_json() -> Response:
    """A page of the concordance."""
    return jsonify(concordance_object(asked_lines()[1]))


@blueprint.get("/trends.json")
def trends_json() -> Response:
    """Hits by year of up to five questions."""
    return jsonify(trends_object(asked_trends()[1]))


@blueprint.get("/terms.json")
def terms_json() -> Response:
    """In how many passages each of several terms stands, by document, year, era or actor."""
    return jsonify(terms_object(asked_terms()[1]))


@blueprint.get("/passage/<string(length=16):passage_id>.json")
def passage_json(passage_id: str) -> Response:
    """A passage with every place where it stands."""
    searcher, state, _ = asked()
    page = open_passage(searcher, passage_id, state)
    facts = cited(page.place, searcher.library.collection.title, base(), page.span)
    return jsonify(passage_object(page, citations(facts, date.today())))


@blueprint.get("/passage/<string(length=16):passage_id>/companions.json")
def companions_json(passage_id: str) -> Response:
    """The passages of the other language that tell of the same as a passage."""
    searcher, _, _ = asked()
    return jsonify(companions_object(passage_id, companions(searcher, places_of(searcher, passage_id))))


@blueprint.get("/problems.json")
def problems_json() -> Response:
    """The files that were not read, or only in part."""
    searcher, _, _ = asked()
    return jsonify(problems_object(problems(searcher)))


@blueprint.get("/suggest.json")
def suggest_json() -> Response:
    """What the question may go on as."""
    typed, options = suggested()
    return jsonify(options_object(typed, options))


@blueprint.get("/suggest.opensearch.json")
def suggest_opensearch() -> Response:
    """The same as browsers take it (OpenSearch Suggestions 1.1)."""
    typed, options = suggested()
    answer = jsonify([typed, [option.q for option in options]])
    answer.mimetype = "application/x-suggestions+json"
    return answer


def suggested() -> tuple[str, tuple[Option, ...]]:
    """What was typed so far, and what is offered."""
    searcher, state, _ = asked()
    return state.q, searcher.suggester.options(state.q, lambda q: count(searcher, SearchState(q=q)))


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """What this API takes and gives, as OpenAPI 3.1."""
    return jsonify(description(index_of(current_app).config, base()))
