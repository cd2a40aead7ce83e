"""The page of a search as a table of years."""

from flask import Blueprint

from search_app.search.results_page import panels_of
from search_app.state.links import Links
from search_app.views.timeline import timeline
from search_app.web.api import asked
from search_app.web.rendering import rendered

blueprint = Blueprint("timelines", __name__)

PATH = "/timeline"


@blueprint.get(PATH)
def timeline_page() -> str:
    """The years of what a search finds, each language in a column; its filters lead to the same page."""
    searcher, state, notes = asked()
    found = timeline(searcher, state)
    panels = panels_of(searcher, found.state, Links(found.state, PATH))
    return rendered(
        "timeline.html",
        searcher,
        found.state,
        lambda other: other.address(PATH),
        view=found.state,
        panels=panels,
        found=found,
        notes=tuple(dict.fromkeys((*notes, *found.notes))),
    )
