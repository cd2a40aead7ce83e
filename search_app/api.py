"""The JSON face of the search: `/search.json`, the same parameters and the same answer as the page."""

from flask import Blueprint, Response, current_app, jsonify, request

from search_app.answers import lenses_object, page_object
from search_app.lens import lenses
from search_app.service import search
from search_app.shelf import shelf_of
from search_app.state import read_state

blueprint = Blueprint("api", __name__)


@blueprint.get("/words.json")
def words_json() -> Response:
    """How often each Japanese word of the question is a word, and how often a part of a longer one."""
    shelf = shelf_of(current_app)
    state, _ = read_state(request.args.items(multi=True), shelf.config)
    return jsonify(lenses_object(lenses(shelf.catalog(), state, shelf.config), state))


@blueprint.get("/search.json")
def search_json() -> Response:
    """The page of answers that the parameters ask for."""
    shelf = shelf_of(current_app)
    state, notes = read_state(request.args.items(multi=True), shelf.config)
    return jsonify(page_object(search(shelf.catalog(), state, shelf.config, notes)))
