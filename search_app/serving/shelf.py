"""Several collections in one server: each below its name, and a page that lists them.

/            the collections        /healthz, /robots.txt   of all of them
/ussr/…      the collection `ussr`, as it is by itself below the prefix /ussr
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from indexer.config import Config
from indexer.document import Label
from indexer.errors import SakuinError, SettingError
from search_app.state.addresses import rooted
from search_app.web.app import bare_app, create_app
from search_app.web.error_pages import language_asked
from search_app.web.hosts import hosts, hosts_of
from search_app.web.mounting import PERMANENT, mounted
from search_app.web.open_index import index_of
from search_app.web.operating import UNAVAILABLE, Health, health_of, robots_of
from search_app.web.template_tools import translator

KEY = "sakuin-shelf"

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
"""A path that no address needs to quote, and none of the server's own (`/robots.txt`, `/static`)."""

OWN = ("static", "healthz")

blueprint = Blueprint("shelf", __name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection on the page: its title, how much it holds, or what is wrong with it."""

    name: str
    title: Label
    documents: int = 0
    passages: int = 0
    error: str = ""


def read_collections(written: str) -> dict[str, Path]:
    """Name -> directory of its index, of `ussr=/srv/ussr, b=/srv/b`. Raises SettingError."""
    found: dict[str, Path] = {}
    for each in filter(None, map(str.strip, re.split(r"[,\n]", written))):
        name, _, directory = each.partition("=")
        if not NAME.fullmatch(name) or name in OWN or name in found or not directory:
            raise SettingError(
                f"SAKUIN_COLLECTIONS: {each!r} is no collection, or its name is taken; it takes NAME=PATH of an index, "
                "the name in small letters, figures, - and _"
            )
        found[name] = Path(directory)
    return found


def shelf_app(collections: Mapping[str, Path], config: Config, bound: str) -> Flask:
    """The application over several collections. Raises SettingError."""
    apart = config.changed(address=hosts(config, bound).origin, prefix="")
    shelf = bare_app(apart, bound)
    apps = {name: create_app(directory, apart, warm=True, bound=bound) for name, directory in collections.items()}
    shelf.extensions[KEY] = apps
    shelf.register_blueprint(blueprint)
    shelf.register_error_handler(HTTPException, _not_here)
    within = {name: app.wsgi_app for name, app in apps.items()}
    shelf.wsgi_app = mounted(_by_name(shelf.wsgi_app, within), config)  # type: ignore[method-assign, assignment]
    return shelf


def collections_of(app: Flask) -> tuple[Flask, ...]:
    """The applications of a server that have an index each: that of a shelf are its collections."""
    apps: Mapping[str, Flask] = app.extensions.get(KEY, {})
    return tuple(apps.values()) or (app,)


def _by_name(shelf: WSGIApplication, within: Mapping[str, WSGIApplication]) -> WSGIApplication:
    """What asks for a collection is answered by that, the name gone from the path to what stands before it."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        name, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if name not in within:
            return shelf(environ, start_response)
        root = f"{environ.get('SCRIPT_NAME', '')}/{name}"
        if not slash:
            return redirect(f"{root}/", PERMANENT)(environ, start_response)
        return within[name]({**environ, "SCRIPT_NAME": root, "PATH_INFO": f"/{rest}"}, start_response)

    return answer


def _apps() -> dict[str, Flask]:
    apps: dict[str, Flask] = current_app.extensions[KEY]
    return apps


@blueprint.get("/")
def listing() -> str:
    """The collections, each with a link."""
    return _page()


def _not_here(error: HTTPException) -> ResponseReturnValue:
    return _page(error.code or 0), error.code or UNAVAILABLE


def _page(status: int = 0) -> str:
    ui = language_asked()
    found = [_listed(name, app) for name, app in _apps().items()]
    return render_template("shelf.html", ui=ui, t=translator(ui), collections=found, status=status)


def _listed(name: str, app: Flask) -> Listed:
    try:
        held = index_of(app).held()
    except SakuinError as error:
        return Listed(name, Label("", ""), error=str(error))
    try:
        library = held.searcher.library
        _, documents, passages = library.store.counts()
        return Listed(name, library.collection.title, documents, passages)
    finally:
        held.let_go()


@blueprint.get("/healthz")
def health_of_all() -> ResponseReturnValue:
    """Of each collection whether questions are answered; status 503 where one is not."""
    found: dict[str, Health] = {name: health_of(app) for name, app in _apps().items()}
    return jsonify({name: body for name, (body, _) in found.items()}), max(status for _, status in found.values())


@blueprint.get("/robots.txt")
def robots_of_all() -> Response:
    """Where machines that walk the web need not go, in all collections."""
    origin = hosts_of(current_app).origin or request.host_url.rstrip("/")
    return robots_of([rooted(f"/{name}") for name in _apps()], origin)
