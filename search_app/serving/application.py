"""The application as it is served: `web.app` with all that stands before it."""

from pathlib import Path
from wsgiref.types import WSGIApplication

from flask import Flask

from indexer.config import Config
from search_app.serving.clients import limited
from search_app.serving.compression import compressed
from search_app.serving.following import follow
from search_app.serving.passwords import guarded
from search_app.serving.request_log import logged
from search_app.serving.shelf import read_collections, shelf_app
from search_app.web.app import create_app
from search_app.web.mounting import behind_proxies


def served(directory: Path, config: Config, bound: str = "localhost") -> Flask:
    """The application over the index at `directory`, as create_app makes it, or over the collections that the settings
    name instead. Raises SettingError."""
    named = read_collections(config.text("collections"))
    if config.integer("follow") and not named:
        follow(directory)
    app = shelf_app(named, config, bound) if named else create_app(directory, config, warm=True, bound=bound)
    app.wsgi_app = dressed(compressed(app.wsgi_app), config)  # type: ignore[method-assign, assignment]
    return app


def dressed(app: WSGIApplication, config: Config) -> WSGIApplication:
    """A WSGI application with all that stands before it, the innermost first."""
    for layer in (guarded, limited, behind_proxies, logged):
        app = layer(app, config)
    return app
