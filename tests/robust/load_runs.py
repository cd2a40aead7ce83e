"""Runs of a server under load, by number and seed: fresh starts, readers under a writer, slow clients, light
requests beside heavy ones, memory.

tests/robust/test_load.py runs small ones, benchmarks/robust/load.py large ones. Every answer is judged by that of one
thread which asks an application of its own, of the same generation.
"""

import os
import random
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from served import HOST, PATIENCE, Answer, Server, addresses, alone, serving, wrong

from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import CURRENT, current_generation
from search_app.web.app import create_app
from search_app.web.open_index import index_of

EXPORT = "/search.ndjson?q="
"""Everything, as JSON lines."""

POOL = 240
"""Addresses of a run, of which each client draws its own."""


def at_once(calls: Sequence[Callable[[], None]]) -> None:
    """Begins all calls at one moment, each in a thread, and waits for them."""
    barrier = threading.Barrier(len(calls))

    def begin(call: Callable[[], None]) -> None:
        barrier.wait()
        call()

    threads = [threading.Thread(target=begin, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# fresh starts


def starts(index: Path, number: int, clients: int, seed: int) -> list[str]:
    """What went wrong in so many fresh starts of a server, of which each is asked different questions at once."""
    chance = random.Random(seed)
    pool = addresses(index, max(POOL, clients), chance)
    right, faults = alone(index, pool), []
    for start in range(number):
        with serving(index) as server:
            faults += [f"start {start}: {each}" for each in wrong(_asked(server, chance.sample(pool, clients)), right)]
    return faults


def _asked(server: Server, asked: Sequence[str]) -> list[tuple[str, Answer]]:
    given: list[tuple[str, Answer]] = []

    def ask(address: str) -> None:
        given.append((address, server.answer(address)))

    at_once([lambda address=address: ask(address) for address in asked])  # type: ignore[misc]
    return given


# readers under a writer


@dataclass
class Shelf:
    """A folder of documents that is edited at each run, its index, and every generation that was published."""

    source: Path
    index: Path
    kept: Path
    engine: str
    generations: dict[int, Path] = field(default_factory=dict)

    def publish(self, number: int) -> None:
        """Add a document, change one and take one out; index that; keep what was published for the judge."""
        text = f"第{number}世代の軍縮交渉\n\nThe treaty of generation {number}, signed in Moscow.\n"
        (self.source / f"added-{number}.txt").write_text(text, encoding="utf-8")
        (self.source / "changed.txt").write_text(f"冷戦 {number}\n\nThe cold war, part {number}.\n", encoding="utf-8")
        (self.source / f"added-{number - 2}.txt").unlink(missing_ok=True)
        build(Job((self.source,), self.index, jobs=1, engine=self.engine))
        generation = current_generation(self.index)
        assert generation
        copy = self.kept / generation.name / generation.name
        shutil.copytree(generation, copy, copy_function=os.link)
        shutil.copy2(self.index / CURRENT, copy.parent)
        self.generations[_number(generation)] = copy.parent

    @property
    def in_force(self) -> int:
        generation = current_generation(self.index)
        assert generation
        return _number(generation)


def shelf(folder: Path, corpus: Path, engine: str) -> Shelf:
    """The shelf with its first generation."""
    made = Shelf(folder / "source", folder / "index", folder / "kept", engine)
    shutil.copytree(corpus, made.source)
    made.publish(0)
    return made


def _number(generation: Path) -> int:
    return int(generation.name.partition("-")[2])


@dataclass(frozen=True)
class Asked:
    """An answer, with the generations in force before it was asked for and after it came."""

    address: str
    first: int
    last: int
    answer: Answer


def readers(shelf: Shelf, clients: int, seconds: float, generations: int, seed: int) -> tuple[int, list[str]]:
    """How many answers clients got while generations were published under them, and what was wrong with any."""
    pool = addresses(shelf.index, POOL, random.Random(seed))
    given: list[Asked] = []
    exported: list[str] = []
    with serving(shelf.index) as server:
        began = time.monotonic()
        until = began + seconds

        def ask(number: int) -> None:
            chance = random.Random(f"{seed} {number}")
            while time.monotonic() < until:
                address, first = chance.choice(pool), shelf.in_force
                answer = server.answer(address)
                given.append(Asked(address, first, shelf.in_force, answer))

        def write() -> None:
            for number in range(1, generations + 1):
                time.sleep(max(0.0, began + seconds * number / (generations + 1) - time.monotonic()))
                shelf.publish(number)

        at_once([write, lambda: exported.extend(_long_export(shelf)), *[lambda n=n: ask(n) for n in range(clients)]])  # type: ignore[misc]
    return len(given), [*exported, *judged(shelf, given)]


def judged(shelf: Shelf, given: Sequence[Asked]) -> list[str]:
    """A sentence for each answer that is none of the generations that were in force while it was made."""
    left, faults = set(range(len(given))), []
    for generation in sorted(shelf.generations):
        at = [i for i in left if given[i].first <= generation <= given[i].last]
        right = alone(shelf.generations[generation], {given[i].address for i in at})
        left -= {i for i in at if given[i].answer == right[given[i].address]}
    for one in (given[i] for i in sorted(left)):
        faults.append(f"{one.address}: status {one.answer.status}, none of generations {one.first} to {one.last}")
    return faults


def _long_export(shelf: Shelf, through: int = 3) -> list[str]:
    """What is wrong with an export that is read row by row until so many generations came after its own."""
    first, app = shelf.in_force, create_app(shelf.index)
    client = app.test_client()
    with client.get(EXPORT, headers=HOST) as got:
        rows = iter(got.response)
        body = [next(rows)]  # type: ignore[call-overload]
        while shelf.in_force < first + through:
            time.sleep(0.1)
            client.get("/search.json?q=treaty", headers=HOST).close()
        body += rows  # type: ignore[arg-type]
    index_of(app).searcher().library.close()
    given = Answer.of(got.status_code, b"".join(bytes(part) for part in body))
    right = alone(shelf.generations[first], [EXPORT])[EXPORT]
    return [] if given == right else [f"an export of generation {first} that lasted through {through} is another"]


# slow clients


def slow(index: Path, clients: int, seed: int) -> list[str]:
    """What went wrong while half of the clients do not end their request and half read byte by byte: with an export
    of theirs, or with those who ask as usual beside them."""
    chance = random.Random(seed)
    pool = addresses(index, 24, chance)
    right, faults = alone(index, [*pool, EXPORT]), []
    with serving(index) as server:
        stuck = [_stuck(server) for _ in range(clients // 2)]
        reading = [_begun(server, EXPORT) for _ in range(clients - clients // 2)]
        faults += wrong(_asked(server, pool), right)
        for connection in stuck:
            connection.close()
        for connection in reading:
            faults += wrong([(EXPORT, _read_slowly(connection))], right)
    return faults


def _stuck(server: Server) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(b"GET /search?q=x HTTP/1.1\r\nHost: localhost\r\n")
    return connection


def _begun(server: Server, address: str) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(PATIENCE)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(f"GET {address} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
    return connection


def _read_slowly(connection: socket.socket) -> Answer:
    """The answer, read in small pieces."""
    with closing(connection):
        head, _, body = b"".join(_pieces(connection)).partition(b"\r\n\r\n")
    return Answer.of(int(head.split()[1]), body)


def _pieces(connection: socket.socket) -> Iterator[bytes]:
    while piece := connection.recv(1024):
        time.sleep(0.0001)
        yield piece


# light requests beside heavy ones

HEAVY = (
    f"/kwic.json?q={quote('of OR の')}&order=l1",
    "/search.csv?q=treaty",
    f"/trends.json?q=*e*&q={quote('の')}",
    f"/search?q={quote('*e* の*に*を')}&fold=0",
)
"""Addresses that cost much, of each of which one is always in progress."""

LIGHT = "/search?q=treaty"


@dataclass
class Beside:
    """The seconds that the slowest light search took alone, and beside heavy requests; how these were answered."""

    alone: float
    together: float = 0.0
    heavy: list[int] = field(default_factory=list)


def beside(index: Path, number: int) -> Beside:
    """So many light searches, alone and beside heavy requests."""
    with serving(index) as server:
        over = threading.Event()
        _slowest(server, number)
        found = Beside(_slowest(server, number))

        def hold(address: str) -> None:
            while not over.is_set():
                found.heavy.append(server.answer(address).status)

        def ask() -> None:
            try:
                found.together = _slowest(server, number)
            finally:
                over.set()

        at_once([ask, *(lambda address=address: hold(address) for address in HEAVY)])  # type: ignore[misc]
        return found


def _slowest(server: Server, number: int) -> float:
    taken = []
    for _ in range(number):
        began = time.monotonic()
        assert server.answer(LIGHT).status == 200
        taken.append(time.monotonic() - began)
    return max(taken)


# memory


def memory(index: Path, few: int, many: int, seed: int) -> tuple[float, float]:
    """The megabytes that a server holds after a few requests, and after many, all drawn by chance."""
    chance = random.Random(seed)
    with serving(index) as server:
        pool = addresses(index, few, chance)
        for address in pool:
            server.answer(address)
        before = server.megabytes()
        for address in addresses(index, many - few, chance):
            server.answer(address)
        return before, server.megabytes()
