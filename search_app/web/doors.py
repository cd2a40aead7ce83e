"""Ways into a collection other than a question: its people and eras, each with a page, and all of them in a list."""

from dataclasses import replace

from flask import Blueprint, request

from search_app.views.facet_values import SORTS, values
from search_app.views.profiles import profile
from search_app.web.api import asked
from search_app.web.rendering import rendered

blueprint = Blueprint("doors", __name__)

LISTS = {"people": "actor", "eras": "era"}
"""The lists, and the facet whose values stand in each; `/actor/ID` and `/era/ID` are the pages of these."""


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
