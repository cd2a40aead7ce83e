"""No client has more running than it may, whoever stands between it and the server."""

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from flask import Flask, Response

from indexer.config import Config
from search_app.serving.application import dressed
from search_app.serving.clients import client_of

CLIENTS = [
    ("192.0.2.7", "192.0.2.7"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("2001:db8::1", "2001:db8::/64"),
    ("2001:db8::ffff:1", "2001:db8::/64"),
    ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
    ("", ""),
]


@pytest.mark.parametrize(("address", "client"), CLIENTS)
def test_a_client_is_an_address_or_a_network_of_its_own(address: str, client: str) -> None:
    assert client_of(address) == client


class Slow:
    """An application of two pages: one that goes on until it may end, and one that fails."""

    def __init__(self, **settings: int) -> None:
        self.may = Event()
        self.app = Flask(__name__)
        self.app.add_url_rule("/slow", "slow", view_func=lambda: Response(self._rows(), mimetype="text/csv"))
        self.app.add_url_rule("/failing", "failing", view_func=lambda: 1 / 0)
        self.app.add_url_rule("/", "quick", view_func=lambda: "quick")
        config = Config(log="none", **settings)
        self.app.wsgi_app = dressed(self.app.wsgi_app, config)  # type: ignore[method-assign, assignment]

    def _rows(self) -> Iterator[str]:
        yield "first"
        assert self.may.wait(60)

    def status(self, address: str, path: str = "/", **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with self.app.test_client().get(path, headers=named, environ_base={"REMOTE_ADDR": address}) as answer:
            return answer.status_code


def test_what_is_beyond_the_limit_is_refused_until_an_answer_is_sent() -> None:
    slow = Slow(most_running=2)
    opened = [slow.app.test_client().get("/slow", environ_base={"REMOTE_ADDR": "192.0.2.7"}) for _ in range(2)]
    refused = slow.app.test_client().get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert "同時に" in refused.text and "X-Content-Type-Options" in refused.headers
    assert slow.status("192.0.2.8") == 200
    slow.may.set()
    for answer in opened:
        answer.close()
    assert slow.status("192.0.2.7") == 200


def test_a_request_that_fails_runs_no_more() -> None:
    slow = Slow(most_running=1)
    slow.app.testing = True
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            slow.status("192.0.2.7", "/failing")
    assert slow.status("192.0.2.7") == 200


@pytest.mark.parametrize(("proxies", "second"), [(1, 200), (0, 429)])
def test_behind_a_proxy_that_is_believed_clients_are_told_apart(proxies: int, second: int) -> None:
    slow = Slow(most_running=1, trust_proxy=proxies)
    named = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    with slow.app.test_client().get("/slow", headers=named):
        assert slow.status("127.0.0.1", X_Forwarded_For="192.0.2.7") == 429
        assert slow.status("127.0.0.1", X_Forwarded_For="192.0.2.7, 192.0.2.8") == second
        slow.may.set()


def test_many_at_once_are_never_more_than_may_run() -> None:
    slow = Slow(most_running=3)
    found: list[int] = []
    opened = [slow.app.test_client().get("/slow") for _ in range(3)]
    asking = [Thread(target=lambda: found.append(slow.status("127.0.0.1"))) for _ in range(20)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert found == [429] * 20
    slow.may.set()
    for answer in opened:
        answer.close()
