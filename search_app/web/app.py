"""The Flask application: `create_app(directory)` gives it whole."""

from pathlib import Path
from urllib.parse import quote

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from indexer.config import Config
from indexer.storage.damage import is_panic
from search_app.state.addresses import rooted
from search_app.web import (
    api,
    doors,
    downloads,
    error_pages,
    guides,
    hosts,
    mounting,
    operating,
    originals,
    pages,
    projects,
    sitemap,
    static_files,
    template_tools,
)
from search_app.web.open_index import KEY, OpenIndex

MOST_BYTES = 64 * 1024
"""The most a request may send; a search is a link and needs far less."""

SEAL = "data:image/svg+xml," + quote((static_files.FOLDER / "seal.svg").read_text(encoding="utf-8"), safe=" /:='(),.-")
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
    app = bare_app(config, bound)
    app.extensions[KEY] = OpenIndex(directory, config, warm)
    app.wsgi_app = mounting.mounted(app.wsgi_app, config)  # type: ignore[method-assign, assignment]
    for each in (pages, doors, guides, api, downloads, originals, operating, sitemap, projects):
        app.register_blueprint(each.blueprint)
    return app


def bare_app(config: Config, bound: str) -> Flask:
    """An application without any page, but with all that pages have in common. Raises SettingError."""
    app = Application(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[hosts.KEY] = hosts.hosts(config, bound)
    app.jinja_env.add_extension(mounting.RootedTemplates)
    app.jinja_env.globals["rooted"] = rooted
    app.jinja_env.globals["at_desk"] = False
    static_files.by_content(app)
    app.context_processor(template_tools.template_tools)
    app.context_processor(lambda: {"seal": SEAL})
    error_pages.register(app)
    app.before_request(hosts.refuse_unknown)
    app.after_request(_with_headers)
    return app


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
