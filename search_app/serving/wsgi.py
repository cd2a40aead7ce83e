"""The application for WSGI servers of other makers: `gunicorn 'search_app.serving.wsgi:app()'`.

All is said by the environment: SAKUIN_INDEX, SAKUIN_ADDRESS, SAKUIN_TRUST_PROXY (`sakuin status --settings`). Each
process opens the index by itself and takes up each new generation; the files are shared in memory. SIGTERM is the
server's affair, and there are no lanes: light requests wait for heavy ones where all threads are taken, so have some
threads more than processors.
"""

from pathlib import Path

from flask import Flask

from indexer.config import Config
from search_app.serving.application import served


def app() -> Flask:
    """The application, whether or not there is an index yet. Raises SettingError."""
    config = Config()
    return served(Path(config.text("index")), config)
