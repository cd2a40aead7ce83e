"""What a server says to those who run it and to machines that walk it: whether it is well, and where they need not go.

/healthz      the generation that is answered from and its passages; status 503 while there is no index
/robots.txt   documents and passages are to be walked; searches, of which there is no end, are not (RFC 9309)
/favicon.ico  the seal, for those who ask for an icon without reading the page, which has it
"""

from collections.abc import Sequence

from flask import Blueprint, Flask, Response, current_app, jsonify, send_file
from flask.typing import ResponseReturnValue

from indexer.errors import SakuinError
from search_app.state.addresses import rooted
from search_app.web.api import origin
from search_app.web.open_index import index_of
from search_app.web.static_files import FOLDER

blueprint = Blueprint("operating", __name__)

WALKED_IN_VAIN = (
    "/kwic",
    "/timeline",
    "/trends",
    "/terms",
    "/words",
    "/values",
    "/switches",
    "/cite",
    "/suggest",
    "/receipt",
    "/project",
    "/*?*",
)
"""Searches and their views, whatever has a question mark: nothing in them is not in the documents."""

OK, UNAVAILABLE = 200, 503

DAY = 86_400
"""Seconds."""


Health = tuple[dict[str, str | int], int]
"""What is said, with its status."""


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether questions are answered, and from what."""
    body, status = health_of(current_app)
    return jsonify(body), status


def health_of(app: Flask) -> Health:
    """Whether an application answers questions, and from what."""
    try:
        held = index_of(app).held()
    except SakuinError as error:
        return {"error": str(error), "status": UNAVAILABLE}, UNAVAILABLE
    try:
        library = held.searcher.library
        passages = library.engine.count()
        return {"generation": library.generation, "engine": library.engine_name, "passages": passages}, OK
    finally:
        held.let_go()


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Where machines that walk the web need not go."""
    return robots_of([rooted("")], origin())


def robots_of(roots: Sequence[str], origin: str) -> Response:
    """The same of each collection of a server, by what its addresses begin with."""
    lines = ["User-agent: *"]
    for root in roots:
        lines += [f"Allow: {root}/static/", *(f"Disallow: {root}{path}" for path in WALKED_IN_VAIN)]
    lines += [f"Sitemap: {origin}{root}/sitemap.xml" for root in roots]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """The seal."""
    return send_file(FOLDER / "seal.svg", "image/svg+xml", max_age=DAY)
