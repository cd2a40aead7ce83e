"""A page from its template: what every page of a search says besides its own values."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import render_template

from indexer.metadata import actors, eras
from search_app.export.citations import cited, cited_whole
from search_app.reading.companions import other_language
from search_app.reading.locators import first_span
from search_app.reading.originals import original_of
from search_app.search.conditions import conditions
from search_app.search.facets import labels
from search_app.search.searcher import Searcher
from search_app.state.links import Links
from search_app.state.state import SearchState
from search_app.web.api import base
from search_app.web.examples import examples
from search_app.web.template_tools import translator


def rendered(
    template: str,
    searcher: Searcher,
    state: SearchState,
    address_of: Callable[[SearchState], str] = SearchState.address,
    **values: Any,
) -> str:
    """A page; `address_of` is the same view of another search."""
    collection = searcher.library.collection
    known = labels(collection, searcher.title)
    return render_template(
        template,
        state=state,
        links=Links(state),
        ui=state.ui,
        t=translator(state.ui),
        collection=collection,
        collection_title=collection.title.in_language(state.ui),
        syntax_examples=partial(examples, searcher, state.ui),
        era_label=lambda era: eras.label(collection, era).in_language(state.ui),
        actor_label=lambda actor: actors.label(collection, actor).in_language(state.ui),
        conditions=conditions(state, known),
        cited_hit=lambda hit: cited(hit.places[0], collection.title, base(), first_span(hit.matches)),
        cited_whole=lambda document: cited_whole(document, collection.title, base()),
        address_of=address_of,
        original_of=lambda document: original_of(searcher, document),
        other_language=lambda lang: other_language(searcher, lang),
        **values,
    )
