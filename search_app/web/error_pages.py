"""Errors as a visitor reads them: in the language of the page, with what is near to what was asked, and the search box.

What the error itself says, in English and for whoever runs the server, stands below, and alone in JSON.
"""

from collections.abc import Callable, Mapping

from flask import Flask, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from indexer.errors import (
    ClusterAway,
    DeskMistake,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    NotAllowed,
    NotFound,
    Refused,
    SakuinError,
    ServerEnding,
    TooMuch,
    UnknownHost,
)
from indexer.storage.damage import told_as_damage
from indexer.storage.index_directory import current_generation
from search_app.state.links import document_address, entry_address, passage_address
from search_app.state.state import SearchState
from search_app.web.open_index import index_of
from search_app.web.template_tools import translator

Answer = tuple[Response | str, int]

SENTENCES: Mapping[type[SakuinError], str] = {
    IndexMissing: "error-no-index",
    IndexOutdated: "error-no-index",
    IndexDamaged: "error-damaged",
    NotAllowed: "error-damaged",
    ClusterAway: "error-cluster",
    ServerEnding: "error-ending",
    TooMuch: "error-too-much",
    UnknownHost: "error-host",
    Refused: "error-refused",
    DeskMistake: "error-request",
}
"""Error -> what a visitor is told of it; of the others that something went wrong."""

MISSING = {name: f"no-{name}" for name in ("document", "passage", "facet", "actor", "era")}
"""What is not found -> how that is said; of the rest that there is no such page."""

STATUSES = {400: "error-request", 404: "not-found", 405: "error-method", 413: "error-large", 429: "error-busy"}
"""Status of HTTP -> what is said of it; of the others that something went wrong."""

ADDRESSES: Mapping[str, Callable[[str, SearchState], str]] = {
    "document": document_address,
    "passage": passage_address,
    "actor": lambda value, state: entry_address("actor", value, state.ui),
    "era": lambda value, state: entry_address("era", value, state.ui),
}
"""What is near -> where it is read."""


def register(app: Flask) -> None:
    """Answer every error of an application."""
    app.register_error_handler(SakuinError, _sakuin_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _sakuin_error(error: SakuinError) -> Answer:
    if isinstance(error, NotFound):
        key = MISSING.get(error.what, "not-found")
        return _answer(key, error.http_status, str(error), error.what, error.asked, error.near)
    return _answer(SENTENCES.get(type(error), "server-error"), error.http_status, str(error))


def _unexpected(error: Exception) -> Answer:
    """What comes of a damaged index is told so; the rest is a mistake of the program, for the log and status 500."""
    try:
        with told_as_damage(current_generation(index_of(current_app).directory)):
            raise error
    except IndexDamaged as damaged:
        return _sakuin_error(damaged)


def _http_error(error: HTTPException) -> Answer:
    status = error.code or 500
    known = status in (404, 500)  # what werkzeug says of these says nothing
    said = "" if known else error.description or error.name
    return _answer(STATUSES.get(status, "server-error"), status, said)


def language_asked() -> str:
    """The language of a page that is made without a search to say it."""
    return "en" if request.args.get("ui") == "en" else "ja"


def _answer(key: str, status: int, said: str, what: str = "", asked: str = "", near: tuple[str, ...] = ()) -> Answer:
    ui = language_asked()
    t = translator(ui)
    sentence = t(key, asked=asked)
    if request.path.endswith(".json"):
        return jsonify({"error": said or sentence, "status": status}), status
    links = [(each, ADDRESSES[what](each, SearchState(ui=ui))) for each in near if what in ADDRESSES]
    page = {"ui": ui, "t": t, "sentence": sentence, "said": said, "near": links, "status": status}
    return render_template("error.html", **page), status
