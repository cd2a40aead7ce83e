"""Light requests are answered while heavy ones hold all threads of theirs."""

import threading
from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from search_app.serving.lanes import HEAVY, Lanes, is_heavy

ADDRESSES = (
    ("/search", "q=冷戦", False),
    ("/search", "q=cold+war&lang=en&page=2&ui=en", False),
    ("/search.json", "q=軍縮 OR disarmament", False),
    ("/search.atom", "q=ソ連", False),
    ("/passage/0123456789abcdef", "", False),
    ("/suggest.json", "q=れい", False),
    ("/", "", False),
    ("/search", "q=満*国", True),
    ("/search", "q=満＊国", True),
    ("/search", "q=Gorbachov~", True),
    ("/search", 'q="cold war"~5', True),
    ("/search", "q=" + "国" * 101, True),
    ("/search", "q=冷戦&scope=doc", True),
    ("/search.json", "q=cold&fold=old-form", True),
    ("/search.csv", "q=冷戦", True),
    ("/kwic", "q=cold", True),
    ("/kwic.tsv", "q=冷戦", True),
    ("/trends.json", "q=war", True),
    ("/words.json", "q=冷戦", True),
    ("/cite/verify", "c=x", True),
)


@pytest.mark.parametrize(("path", "query", "heavy"), ADDRESSES)
def test_a_request_is_heavy_by_what_it_asks_for(path: str, query: str, heavy: bool) -> None:
    assert is_heavy(path, quote(query, safe="=&+")) == heavy


@dataclass
class Connection:
    """A connection of waitress with one request, as far as its threads know it: answered when it may be."""

    path: str
    may: threading.Event
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def requests(self) -> list[object]:
        return [SimpleNamespace(path=self.path, query="q=x", error=None)]

    def service(self) -> None:
        assert self.may.wait(60)
        self.done.set()

    def cancel(self) -> None:
        self.may.set()


def test_light_requests_are_answered_while_heavy_ones_hold_their_threads_and_others_wait() -> None:
    lanes, never, at_once = Lanes(), threading.Event(), threading.Event()
    at_once.set()
    heavy = [Connection("/search.csv", never) for _ in range(10 * HEAVY)]
    light = [Connection("/search", at_once) for _ in range(20)]
    for connection in (*heavy, *light):
        lanes.add_task(connection)
    assert all(connection.done.wait(60) for connection in light)
    assert not any(connection.done.is_set() for connection in heavy)
    never.set()
    assert all(connection.done.wait(60) for connection in heavy)
    lanes.shutdown()
