"""A server that is told to end answers what it began, refuses what comes after, and goes."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from library import built

SERVING = r"""
import sys, time
from pathlib import Path
from indexer.config import Config
from search_app.serving import server

served = server.served

def with_a_long_answer(*given, **named):
    app = served(*given, **named)
    def slow():
        sys.stdout.write("begun\n")  # print writes the line and its end apart, between which another thread may write
        sys.stdout.flush()
        for number in range(10):
            time.sleep(0.2)
            yield f"row {number} "
    app.add_url_rule("/slow", view_func=slow)
    return app

server.served = with_a_long_answer
server.serve(Path(sys.argv[1]), Config(), "127.0.0.1", 0, lambda line: print(line, flush=True))
"""
"""A server with one page more, which takes two seconds."""

SHORT = 5
"""Seconds in which an ending server refuses; a tenth is usual."""

Got = tuple[int, str]


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SERVING, str(built())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def get(port: int, path: str) -> Got:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    got = connection.getresponse()
    text = got.read().decode()
    connection.close()
    return got.status, text


def test_what_is_in_progress_is_ended_and_what_comes_after_refused(server: subprocess.Popen[str]) -> None:
    assert server.stdout
    port = int(server.stdout.readline().rpartition("/")[0].rpartition(":")[2])
    answers: list[Got] = []
    asking = [threading.Thread(target=lambda: answers.append(get(port, "/slow"))) for _ in range(4)]
    for thread in asking:
        thread.start()
    assert [server.stdout.readline() for _ in asking] == ["begun\n"] * len(asking)
    server.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    started = time.monotonic()
    status, text = get(port, "/search.json?q=NATO")
    assert (status, "ending" in text) == (503, True)
    assert get(port, "/")[0] == 503
    assert time.monotonic() - started < SHORT and not answers
    for thread in asking:
        thread.join()
    assert answers == [(200, "".join(f"row {number} " for number in range(10)))] * len(asking)
    assert server.wait(timeout=30) == 0
