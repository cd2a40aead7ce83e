"""The Flask application: `create_app(directory)` gives it whole."""

from pathlib import Path
from urllib.parse import quote

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from indexer.config import Config
from indexer.document import Label
from indexer.errors import IndexDamaged, SakuinError
from indexer.storage.damage import is_panic, told_as_damage
from indexer.storage.index_directory import current_generation
from search_app.labels import LABELS
from search_app.state.addresses import rooted
from search_app.web import api, downloads, hosts, mounting, operating, originals, pages, template_tools
from search_app.web.help_texts import SYNTAX_EXAMPLES
from search_app.web.open_index import KEY, OpenIndex, index_of

MOST_BYTES = 64 * 1024
"""The most a request may send; a search is a link and needs far less."""

_STATIC = Path(__file__).with_name("static")
SEAL = "data:image/svg+xml," + quote((_STATIC / "seal.svg").read_text(encoding="utf-8"), safe=" /:='(),.-")
"""The icon in the page itself: a request of its own would cost more than its few bytes."""

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""What a page may load and run: what this server sends, and nothing that is written in the page."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Of every answer that does not say otherwise itself, as the originals do (https://owasp.org/www-project-secure-headers)."""


class Application(Flask):
    """Flask, to which a panic of a library in Rust is an error like any other; by itself no handler would see it."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer a request."""
        try:
            return super().dispatch_request()
        except BaseException as error:
            if is_panic(error):
                raise RuntimeError(str(error)) from error
            raise


def create_app(directory: Path, config: Config | None = None, warm: bool = False, bound: str = "localhost") -> Flask:
    """The application over the index at `directory`, which may be made or remade meanwhile; `warm` as in OpenIndex.

    It answers as localhost, as `bound` and as what the settings name (see `hosts`). Raises SettingError.
    """
    config = config or Config()
    app = Application(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[KEY] = OpenIndex(directory, config, warm)
    app.extensions[hosts.KEY] = hosts.hosts(config, bound)
    app.jinja_env.add_extension(mounting.RootedTemplates)
    app.jinja_env.globals["rooted"] = rooted
    app.wsgi_app = mounting.mounted(app.wsgi_app, config)  # type: ignore[method-assign, assignment]
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(downloads.blueprint)
    app.register_blueprint(originals.blueprint)
    app.register_blueprint(operating.blueprint)
    app.context_processor(template_tools.template_tools)
    app.context_processor(lambda: {"syntax_examples": SYNTAX_EXAMPLES, "seal": SEAL})
    app.register_error_handler(SakuinError, _sakuin_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
    app.before_request(hosts.refuse_unknown)
    app.after_request(_with_headers)
    return app


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _sakuin_error(error: SakuinError) -> tuple[Response | str, int]:
    return _error_answer(str(error), error.http_status)


def _unexpected(error: Exception) -> tuple[Response | str, int]:
    """What comes of a damaged index is told so; the rest is a mistake of the program, for the log and status 500."""
    try:
        with told_as_damage(current_generation(index_of(current_app).directory)):
            raise error
    except IndexDamaged as damaged:
        return _sakuin_error(damaged)


def _http_error(error: HTTPException) -> tuple[Response | str, int]:
    status = error.code or 500
    label: Label = LABELS["not-found"] if status == 404 else LABELS["server-error"]
    message = label.in_language(_language()) if status in (404, 500) else error.description or error.name
    return _error_answer(message, status)


def _language() -> str:
    return "en" if request.args.get("ui") == "en" else "ja"


def _error_answer(message: str, status: int) -> tuple[Response | str, int]:
    if request.path.endswith(".json"):
        return jsonify({"error": message, "status": status}), status
    ui = _language()
    return render_template("error.html", ui=ui, t=template_tools.translator(ui), message=message, status=status), status
