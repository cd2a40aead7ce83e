"""What a person may want to be told before asking: what the collection is, and how it is asked."""

from datetime import UTC, date, datetime

from flask import Blueprint, current_app

from indexer.schema import FACET_TABLE
from indexer.storage.inventory import LIST
from search_app.state.state import SearchState
from search_app.views.holdings import holdings
from search_app.views.problems import problems
from search_app.web.api import asked
from search_app.web.help_texts import GUIDE
from search_app.web.open_index import index_of
from search_app.web.rendering import rendered

blueprint = Blueprint("guides", __name__)

SAID = ("about", "licence", "cite", "contact")
"""What a collection's own file may say of it, in the order of the page."""


@blueprint.get("/about")
def about() -> str:
    """What the collection is: what its own file says, and what is in it."""
    searcher, state, _ = asked()
    collection = searcher.library.collection
    said = [(name, text) for name in SAID if (text := getattr(collection, name).in_language(state.ui))]
    made = _made(searcher.library.generation)
    state, incomplete = SearchState(ui=state.ui), problems(searcher)
    return rendered(
        "about.html",
        searcher,
        state,
        generation=searcher.library.generation,
        said=said,
        held=holdings(searcher),
        made=made,
        incomplete=incomplete,
    )


def _made(generation: str) -> date | None:
    """The day on which a generation was written, if its folder is there."""
    try:
        written = (index_of(current_app).directory / generation / LIST).stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(written, UTC).date()


@blueprint.get("/help")
def guide() -> str:
    """How a collection is asked: the query language, filters, views, files, keys."""
    searcher, state, _ = asked()
    return rendered("help.html", searcher, SearchState(ui=state.ui), guide=GUIDE, facets=FACET_TABLE)
