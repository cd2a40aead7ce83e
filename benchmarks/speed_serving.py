"""How fast whole pages come over HTTP, from the server that `sakuin serve` runs."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from speed_measures import percentiles, seconds
from waitress.server import create_server

from search_app.web.app import create_app
from search_app.web.open_index import index_of

CLIENTS = 4
CLIENT_SECONDS = 10.0
WARMING = 10


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The port of a server, for as long as it is wanted."""
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.effective_port
    server.close()


def addresses(typed: Sequence[str]) -> list[str]:
    """Where the answers to questions are."""
    return ["/search?" + urlencode({"q": question}) for question in typed]


def get(connection: HTTPConnection, path: str) -> float:
    """How long a page takes to come."""
    started = time.perf_counter()
    connection.request("GET", path)
    connection.getresponse().read()
    return time.perf_counter() - started


def serving(index: Path, typed: Sequence[str]) -> list[tuple[str, str]]:
    """Pages for four clients at a time, beside the same pages made without a server."""
    app, paths, done = create_app(index), addresses(typed), []
    client = app.test_client()
    alone = len(paths) / seconds(lambda: [client.get(path) for path in paths])
    until = time.perf_counter() + CLIENT_SECONDS

    def ask(port: int, number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            done.append(get(connection, paths[number % len(paths)]))
            number += CLIENTS

    with served(app) as port:
        threads = [threading.Thread(target=partial(ask, port, first)) for first in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    rate = len(done) / CLIENT_SECONDS
    said = f"{rate / alone:.2f} ({rate:.0f} pages a second, p95 {percentiles(done)[1]:.0f} ms)"
    return [("`/search` under waitress with 2 threads, in times the pages one thread makes without a server", said)]


def asked_once(index: Path, typed: Sequence[str]) -> list[tuple[str, str]]:
    """Pages for one client who asks nothing twice; the server is warm, the first questions do not count."""
    app = create_app(index)
    for make in index_of(app).searcher().warming():
        make()
    with served(app) as port:
        connection = HTTPConnection("127.0.0.1", port)
        times = [get(connection, path) for path in addresses(typed)][WARMING:]
    middle, slow = percentiles(times)
    name = f"`/search` over HTTP, {len(times)} strings of two characters and words drawn at random, each asked once"
    return [(f"{name}: p50 / p95 in ms", f"{middle:.1f} / {slow:.1f}")]
