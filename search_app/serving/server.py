"""Serving for real: waitress, a production WSGI server in pure Python, over the application."""

import logging
import select
import socket
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from indexer.config import Config
from indexer.errors import SakuinError
from search_app.serving.application import served
from search_app.serving.ending import Ending
from search_app.serving.lanes import Lanes
from search_app.serving.shelf import collections_of
from search_app.web.open_index import index_of

CONNECTIONS = 500
"""Clients that may be connected at once. Most of them only wait, and one that stalls is left after a minute; the system
gives a process 1,024 files as a rule, and an index has some tens."""

WAITING_SECONDS = 60


def serve(directory: Path, config: Config, host: str, port: int, say: Callable[[str], object]) -> None:
    """Serve an index until interrupted, or told to end (see `ending`); says the address once it answers there. Port 0
    takes any that is free."""

    def is_open() -> None:
        for each in collections_of(app):
            index_of(each).searcher()

    def told(address: str) -> None:
        say(f"Sakuin: {address}  (Ctrl+C ends)")

    app = served(directory, config, host)
    serve_app(app, host, port, told, is_open)


def serve_app(
    app: Flask,
    host: str,
    port: int,
    say: Callable[[str], object],
    is_ready: Callable[[], object] = lambda: None,
) -> None:
    """Serve an application likewise, once `is_ready` raises no SakuinError; `say` is given the address."""
    channels: dict[int, object] = {}
    workers = Lanes()
    try:
        server = create_server(
            app, map=channels, _dispatcher=workers, host=host, port=port, ident="sakuin", server_name=host,
            connection_limit=CONNECTIONS, channel_timeout=WAITING_SECONDS, asyncore_use_poll=hasattr(select, "poll"),
            clear_untrusted_proxy_headers=False,  # `web.mounting` says whom it believes
        )  # fmt: skip
    except (OSError, socket.gaierror) as error:
        raise SakuinError(f"cannot serve at {host}:{port}: {error}; choose another with --host and --port") from error
    # What fails is known before an index is opened and begins to make its lists.
    try:
        is_ready()
    except SakuinError:
        server.close()
        raise
    Ending((app, *collections_of(app)), channels, workers).on_sigterm()
    # A line for each request that waits for a thread would say nothing that its sender does not know.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # A name such as localhost may be bound twice, by IPv4 and IPv6.
    bound = next(each.effective_port for each in channels.values() if isinstance(each, BaseWSGIServer))
    say(f"http://{'localhost' if host == '127.0.0.1' else host}:{bound}/")
    try:
        server.run()
    finally:
        server.close()
