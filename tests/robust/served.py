"""A server in a process of its own, questions drawn by chance, and what one thread alone is answered to them."""

import http.client
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from library import ended

from indexer.config import Config
from indexer.storage.index_directory import open_library
from search_app.web.app import create_app
from search_app.web.open_index import index_of

MAIN = "from search_app.cli.main import main; main()"

HOST = {"Host": "localhost"}
"""What every client calls the server, so that its pages are the same at any port."""

PATIENCE = 120
"""Seconds after which an answer is not waited for any longer."""

FORMS = (
    "/search.json?q={a}",
    "/search.json?q={a}+{b}&match=any",
    "/search.json?q={a}+-{b}&group=doc",
    "/search.json?q={a}&lang=ja&sort=date",
    "/search.json?q={a}&lang=en&sort=-date&similar=show",
    "/search.json?q={cut}*",
    "/search?q={a}+OR+{b}",
    "/search?q={a}&ui=en&page=2&per_page=5",
    "/search?q={cut}{cut}",
    "/kwic.json?q={a}",
    "/trends.json?q={a}&q2={b}",
    "/words.json?q={a}",
    "/suggest.json?q={cut}",
    "/search.atom?q={a}",
    "/search.csv?q={a}+{b}&match=any",
)
"""Addresses of every kind, for two words drawn by chance; `cut` is the beginning of the first."""


@dataclass(frozen=True)
class Answer:
    """What came of a request: the status, 0 where the connection broke, and the body, by its hash."""

    status: int
    digest: str

    @classmethod
    def of(cls, status: int, body: bytes) -> "Answer":
        return cls(status, sha256(body).hexdigest())


BROKEN = Answer(0, "")


class Server:
    """`sakuin serve` in a process of its own, on a port that is free."""

    def __init__(self, index: Path) -> None:
        command = [sys.executable, "-c", MAIN, "serve", "--index", str(index), "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        assert found, line
        self.port = int(found[1])

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def answer(self, address: str) -> Answer:
        connection = self.connect()
        try:
            connection.request("GET", address, headers=HOST)
            got = connection.getresponse()
            return Answer.of(got.status, got.read())
        except (OSError, http.client.HTTPException):
            return BROKEN
        finally:
            connection.close()

    def megabytes(self) -> float:
        """The memory that the process holds, where the system says so in /proc (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found, status
        return int(found[1]) / 1024

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it; gives its exit status."""
        return ended(self.process, how)


@contextmanager
def serving(index: Path) -> Iterator[Server]:
    """A server for as long as it is wanted."""
    server = Server(index)
    try:
        yield server
    finally:
        server.end()


def words(index: Path) -> list[str]:
    """The words of an index, Japanese and English, as they are written in it."""
    library = open_library(index, Config())
    found = sorted(library.engine.vocabulary("body_w"))
    library.close()
    return [word for word in found if len(word) > 1 and word.isalnum()]


def addresses(index: Path, number: int, chance: random.Random) -> list[str]:
    """Different addresses, drawn by chance."""
    known, found = words(index), dict[str, None]()
    while len(found) < number:
        a, b = chance.sample(known, 2)
        found[chance.choice(FORMS).format(a=quote(a), b=quote(b), cut=quote(a[: max(1, len(a) // 2)]))] = None
    return list(found)


def alone(index: Path, asked: Iterable[str]) -> dict[str, Answer]:
    """What one thread is answered, which asks a fresh application in this process."""
    app = create_app(index)
    client = app.test_client()
    found = {}
    for address in asked:
        with client.get(address, headers=HOST) as got:
            found[address] = Answer.of(got.status_code, got.data)
    index_of(app).searcher().library.close()
    return found


def wrong(given: Sequence[tuple[str, Answer]], right: dict[str, Answer]) -> list[str]:
    """A sentence for each answer that is another than the right one."""
    return [f"{address}: status {got.status}, another answer" for address, got in given if got != right[address]]
