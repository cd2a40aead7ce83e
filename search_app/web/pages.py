"""The search as pages: the front page, results, a document to read, a passage by its permalink."""

from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response

from indexer.storage.index_directory import earlier_text
from search_app.export.citations import STYLES, citation, cited
from search_app.export.verification import seals, verify
from search_app.notes import Note
from search_app.reading.companions import Companion, companions
from search_app.reading.document import Reader, Wanted, open_passage, open_section
from search_app.reading.parallel import side_by_side
from search_app.search.results_page import panels_of, search
from search_app.search.searcher import Searcher
from search_app.state.links import Links
from search_app.state.match_kinds import SWITCHES
from search_app.state.state import SearchState
from search_app.views.concordance import ORDERS, ConcordanceView
from search_app.views.facet_values import SORTS as VALUE_SORTS
from search_app.views.facet_values import values
from search_app.views.front import front
from search_app.views.problems import problems
from search_app.views.term_counts import BY, MOST_TERMS, TermsView, lines_of_file
from search_app.views.timeline import timeline
from search_app.views.trend_chart import charts
from search_app.views.trends import THIN, TrendsView
from search_app.views.word_boundaries import word_boundaries
from search_app.web.api import asked, asked_lines, asked_terms, asked_trends, base
from search_app.web.open_index import index_of
from search_app.web.rendering import rendered

blueprint = Blueprint("web", __name__)

MOST_COLUMNS = 60
"""Columns of the table of terms that a page shows."""

MOST_TYPED = 20_000
"""Characters of the citations that are verified in one request."""


@blueprint.get("/")
def home() -> str:
    """The front page: what the collection is, and the box to ask it."""
    searcher, state, _ = asked()
    _, documents, passages = searcher.library.store.counts()
    incomplete = problems(searcher)
    shown = front(searcher, state.ui)
    return rendered(
        "home.html", searcher, state, documents=documents, passages=passages, incomplete=incomplete, front=shown
    )


@blueprint.get("/search")
def results() -> str | Response:
    """One page of hits with facets."""
    searcher, state, notes = asked()
    page = search(searcher, state, notes)
    if page.pages and state.page > page.pages:
        return redirect(state.changed(page=page.pages).address())
    return rendered("search.html", searcher, state, page=page)


@blueprint.get("/doc/<path:document_id>")
def document(document_id: str) -> str:
    """A document, what the search finds in it marked: the section that has the id `at`, or the one of a number; with
    `beside=1` next to its parallel, with `companions=ID` the companions of one passage in its margin."""
    searcher, state, _ = asked()
    wanted = Wanted(request.args.get("at", ""), request.args.get("section", 1, type=int))
    if request.args.get("beside") == "1" and (pair := side_by_side(searcher, document_id, state, wanted)):
        return rendered("beside.html", searcher, state, pair=pair)
    reader = open_section(searcher, document_id, state, wanted)
    margin = _margin(searcher, reader, request.args.get("companions", ""))
    return rendered("document.html", searcher, state, reader=reader, margin=margin)


def _margin(searcher: Searcher, reader: Reader, passage_id: str) -> dict[str, tuple[Companion, ...]]:
    """The companions of the passage of this id, where the document has it: of one, since each costs a search."""
    places = [each.place for each in reader.passages if each.place.passage.id == passage_id]
    return {passage_id: companions(searcher, places)} if places else {}


@blueprint.get("/passage/<passage_id>")
def passage(passage_id: str) -> str:
    """One passage, everywhere it stands, and how it is cited."""
    searcher, state, _ = asked()
    view = open_passage(searcher, passage_id, state)
    facts = cited(view.place, searcher.library.collection.title, base(), view.span)
    made = [(style, citation(facts, style, date.today())) for style in STYLES]
    found = companions(searcher, view.places)
    return rendered("passage.html", searcher, state, view=view, citations=made, facts=facts, companions=found)


@blueprint.get("/kwic")
def kwic() -> str:
    """The concordance: every match in a line of its own."""
    searcher, found = asked_lines()
    return _view("kwic", searcher, found.view, found.view.state, found=found, orders=tuple(ORDERS))


@blueprint.get("/trends")
def trends_page() -> str:
    """Hits by year of up to five questions."""
    searcher, found = asked_trends()
    return _view("trends", searcher, found.view, _material(found.view), found=found, charts=charts(found), thin=THIN)


@blueprint.get("/timeline")
def timeline_page() -> str:
    """The years of what a search finds, each language in a column; its filters lead to the same page."""
    searcher, state, notes = asked()
    found = timeline(searcher, state)
    panels = panels_of(searcher, found.state, Links(found.state, "/timeline"))
    notes = tuple(dict.fromkeys((*notes, *found.notes)))
    return rendered(
        "timeline.html",
        searcher,
        found.state,
        lambda other: other.address("/timeline"),
        view=found.state,
        panels=panels,
        found=found,
        notes=notes,
    )


@blueprint.get("/terms")
def terms() -> str:
    """A list of terms, counted by document, year, era or actor."""
    searcher, found = asked_terms()
    columns = found.most_frequent(MOST_COLUMNS)
    return _view("terms", searcher, found.view, _material(found.view), found=found, columns=columns, bys=BY)


def _material(view: TrendsView | TermsView) -> SearchState:
    """What several questions are counted in: all that the filters leave."""
    return view.state.changed(q="")


def _view(
    name: str, searcher: Searcher, view: ConcordanceView | TrendsView | TermsView, counted: SearchState, **values: Any
) -> str:
    """A search seen otherwise than as a list: its filters lead to the same view, with their counts in `counted`."""
    panels = panels_of(searcher, counted, Links(view.state, f"/{name}", view.pairs()))
    return rendered(
        f"{name}.html",
        searcher,
        view.state,
        lambda other: replace(view, state=other).address(),
        view=view,
        panels=panels,
        **values,
    )


@blueprint.post("/terms")
def terms_of_file() -> Response:
    """The same for the lines of a file, as a link like any other."""
    _, found = asked_terms()
    given = request.files.get("file")
    lines = lines_of_file(given.read()) if given else ()
    return redirect(replace(found.view, terms=lines[: MOST_TERMS + 1]).address(), 303)


@blueprint.get("/values")
def values_page() -> str:
    """Every value of a facet."""
    searcher, state, _ = asked()
    order = request.args.get("order", VALUE_SORTS[0])
    facet = request.args.get("facet", "actor")
    found = values(searcher, state, facet, order if order in VALUE_SORTS else VALUE_SORTS[0])
    return rendered(
        "values.html", searcher, found.state, lambda other: replace(found, state=other).address(), found=found
    )


@blueprint.get("/cite/verify")
def verify_page() -> str:
    """Whether citations still say what stands in the collection."""
    searcher, state, _ = asked()
    given, directory = request.args.get("c", ""), index_of(current_app).directory
    typed = given[:MOST_TYPED]
    timely = takewhile(lambda seal: not searcher.budget.spent("time-seals"), seals(typed))
    found = [verify(searcher, seal, lambda key: earlier_text(directory, key)) for seal in timely]
    cut = (Note("citations-cut", f"{MOST_TYPED:,}"),) if len(given) > MOST_TYPED else ()
    return rendered("verify.html", searcher, state, typed=typed, verdicts=found, notes=(*cut, *searcher.budget.notes))


@blueprint.get("/problems")
def problems_page() -> str:
    """The files that were not read, or only in part, and why."""
    searcher, state, _ = asked()
    found = problems(searcher)
    return rendered("problems.html", searcher, state, found=found, files=found.page(state.page))


@blueprint.get("/words")
def words() -> str:
    """For each Japanese word of the question, how often it is a word and which longer words it is a part of."""
    searcher, state, notes = asked()
    found = word_boundaries(searcher, state)
    notes = (*notes, *found.notes)
    return rendered("words.html", searcher, state, lambda other: other.address("/words"), lenses=found, notes=notes)


@blueprint.get("/switches")
def switches() -> str:
    """Every folding and expansion, explained, as a form that searches again."""
    searcher, state, notes = asked()
    return rendered("switches.html", searcher, state, switches=SWITCHES, notes=notes)
