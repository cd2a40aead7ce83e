"""The application as it is served: `web.app` with all that stands before it."""

from pathlib import Path

from flask import Flask

from indexer.config import Config
from search_app.serving.compression import compressed
from search_app.serving.request_log import logged
from search_app.web.app import create_app


def served(directory: Path, config: Config, bound: str = "localhost") -> Flask:
    """The application over the index at `directory`, as create_app makes it. Raises SettingError."""
    app = create_app(directory, config, warm=True, bound=bound)
    app.wsgi_app = logged(compressed(app.wsgi_app), config)  # type: ignore[method-assign, assignment]
    return app
