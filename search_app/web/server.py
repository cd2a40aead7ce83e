"""Serving for real: waitress, a production WSGI server in pure Python, over the application."""

import socket
from collections.abc import Callable
from pathlib import Path

from waitress.server import create_server

from indexer.config import Config
from indexer.errors import SakuinError
from search_app.web.app import create_app
from search_app.web.open_index import index_of

THREADS = 4


def serve(directory: Path, config: Config, host: str, port: int, say: Callable[[str], object]) -> None:
    """Serve until interrupted; says the address once it answers there. Port 0 takes any that is free."""
    app = create_app(directory, config, warm=True)
    index_of(app).searcher()
    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident="sakuin")
    except (OSError, socket.gaierror) as error:
        raise SakuinError(f"cannot serve at {host}:{port}: {error}; choose another with --host and --port") from error
    say(f"Sakuin: http://{'localhost' if host == '127.0.0.1' else host}:{server.effective_port}/  (Ctrl+C ends)")
    try:
        server.run()
    finally:
        server.close()
