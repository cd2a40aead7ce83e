"""The JSON face of the search: `/search.json`, the same parameters and the same answer as the page."""

from flask import Blueprint, Response, current_app, jsonify, request

from search_app.answers import page_object
from search_app.service import search
from search_app.shelf import shelf_of
from search_app.state import read_state

blueprint = Blueprint("api", __name__)


@blueprint.get("/search.json")
def search_json() -> Response:
    """The page of answers that the parameters ask for."""
    shelf = shelf_of(current_app)
    state, notes = read_state(request.args.items(multi=True), shelf.config)
    return jsonify(page_object(search(shelf.catalog(), state, shelf.config, notes)))
