"""What a server says to those who run it and to machines that walk it: whether it is well, and where they need not go.

/healthz      the generation that is answered from and its passages; status 503 while there is no index
/robots.txt   documents and passages are to be walked; searches, of which there is no end, are not (RFC 9309)
/favicon.ico  the seal, for those who ask for an icon without reading the page, which has it
"""

from flask import Blueprint, Response, jsonify, send_file
from flask.typing import ResponseReturnValue

from indexer.errors import SakuinError
from search_app.state.addresses import rooted
from search_app.web.api import base
from search_app.web.open_index import searcher_of_request
from search_app.web.static_files import FOLDER

blueprint = Blueprint("operating", __name__)

WALKED_IN_VAIN = (
    "/kwic",
    "/trends",
    "/terms",
    "/words",
    "/values",
    "/switches",
    "/cite",
    "/suggest",
    "/receipt",
    "/*?*",
)
"""Searches and their views, whatever has a question mark: nothing in them is not in the documents."""

UNAVAILABLE = 503

DAY = 86_400
"""Seconds."""


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether questions are answered, and from what."""
    try:
        library = searcher_of_request().library
    except SakuinError as error:
        return jsonify({"error": str(error), "status": UNAVAILABLE}), UNAVAILABLE
    return jsonify(
        {"generation": library.generation, "engine": library.engine_name, "passages": library.engine.count()}
    )


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Where machines that walk the web need not go."""
    lines = ["User-agent: *", f"Allow: {rooted('/static/')}", *(f"Disallow: {rooted(path)}" for path in WALKED_IN_VAIN)]
    return Response("\n".join([*lines, f"Sitemap: {base()}/sitemap.xml", ""]), mimetype="text/plain")


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """The seal."""
    return send_file(FOLDER / "seal.svg", "image/svg+xml", max_age=DAY)
