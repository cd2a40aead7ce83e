"""Ways into a collection other than a question: its documents in a table, its people and eras in lists and on pages."""

from dataclasses import replace

from flask import Blueprint, request

from search_app.state.state import SearchState
from search_app.views.document_list import COLUMNS, FILTERS, document_list, read_list_view
from search_app.views.facet_values import SORTS, values
from search_app.views.profiles import profile
from search_app.web.api import asked
from search_app.web.rendering import rendered

blueprint = Blueprint("doors", __name__)

LISTS = {"people": "actor", "eras": "era"}
"""The lists, and the facet whose values stand in each; `/actor/ID` and `/era/ID` are the pages of these."""


@blueprint.get("/documents")
def documents() -> str:
    """The documents of the collection, as a table."""
    searcher, state, _ = asked()
    given = request.args
    chosen = {name: given.get(name, "") for name in FILTERS}
    view = read_list_view(given.get("sort", ""), given.get("page", 1, type=int), state.ui, **chosen)
    found = document_list(searcher, view)
    return rendered("documents.html", searcher, SearchState(ui=state.ui), found=found, columns=COLUMNS)


@blueprint.get("/<any(people, eras):name>")
def listed(name: str) -> str:
    """All actors or eras of the collection, each with the number of its passages."""
    searcher, state, _ = asked()
    order = request.args.get("order", SORTS[0])
    found = values(searcher, state.unfiltered().changed(q=""), LISTS[name], order if order in SORTS else SORTS[0])
    return rendered("entries.html", searcher, found.state, name=name, found=replace(found, path=f"/{name}"))


@blueprint.get("/<any(actor, era):facet>/<path:value>")
def entry(facet: str, value: str) -> str:
    """One actor or era."""
    searcher, state, _ = asked()
    told = profile(searcher, facet, value, state.ui)
    return rendered("profile.html", searcher, told.page.state, told=told)
