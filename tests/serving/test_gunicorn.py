"""The application runs under gunicorn by its environment alone, and ends when it is told to."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from library import built, ended

pytest.importorskip("gunicorn", reason="gunicorn is not installed; pip install -e '.[dev]' brings it")

COMMAND = (
    sys.executable, "-m", "gunicorn", "search_app.serving.wsgi:app()", "--bind", "127.0.0.1:0", "--workers", "2",
    "--worker-class", "gthread", "--threads", "3",
)  # fmt: skip
SETTINGS = {"SAKUIN_ADDRESS": "https://search.example.org/ussr/", "SAKUIN_TRUST_PROXY": "1"}


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | SETTINGS | {"SAKUIN_INDEX": str(built())}
    process = subprocess.Popen(COMMAND, stderr=subprocess.PIPE, text=True, env=environment)
    yield process
    process.kill()
    process.communicate()


def port_of(server: subprocess.Popen[str]) -> int:
    assert server.stderr
    for line in server.stderr:
        if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise AssertionError("gunicorn did not start")


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "search.example.org", "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_gunicorn_serves_what_the_environment_says_and_ends(server: subprocess.Popen[str]) -> None:
    port = port_of(server)
    assert get(port, "/ussr/healthz")[0] == get(port, "/healthz")[0] == 200
    status, page = get(port, "/ussr/search?q=NATO")
    assert status == 200 and 'action="/ussr/search"' in page
    status, rows = get(port, "/ussr/search.csv?q=NATO")
    assert status == 200 and "https://search.example.org/ussr/passage/" in rows
    assert ended(server, signal.SIGTERM) == 0
