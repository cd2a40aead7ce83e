"""Texts are sent as gzip to those who take it, whole and in pieces, and hold the same."""

import gzip
import zlib
from collections.abc import Iterator
from itertools import islice

import pytest
from flask import Flask, Response
from library import built

from indexer.config import Config
from search_app.export.formats import FORMATS
from search_app.serving.application import served
from search_app.serving.compression import compressed

GZIP = {"Accept-Encoding": "gzip, deflate, br"}

MOST_OF_PAGE, MOST_SENT = 100_000, 20_000
"""Bytes of a page of results, and of it as it is sent."""

PAGES = ("/", "/search?q=ソ連", "/search?q=NATO+enlargement&ui=en", "/kwic?q=NATO", "/trends?q=ソ連", "/terms?q=NATO")
MACHINES = (
    "/search.json?q=ソ連",
    "/search.atom?q=ソ連",
    "/openapi.json",
    "/static/sakuin.css",
    "/sitemap.xml",
    "/kwic.tsv?q=NATO",
)


@pytest.fixture(scope="module")
def app() -> Flask:
    return served(built(), Config(log="none"))


@pytest.mark.parametrize(
    "address", [*PAGES, *MACHINES, *(f"/search.{each.name}?q=ソ連" for each in FORMATS if each.is_text)]
)
def test_what_is_sent_as_gzip_is_what_is_sent_plain(app: Flask, address: str) -> None:
    with app.test_client().get(address) as plain, app.test_client().get(address, headers=GZIP) as packed:
        assert plain.status_code == 200 and "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
        assert len(packed.data) < len(plain.data)
        assert gzip.decompress(packed.data) == plain.data


def test_a_workbook_is_packed_already_and_sent_as_it_is(app: Flask) -> None:
    with app.test_client().get("/search.xlsx?q=ソ連", headers=GZIP) as answer:
        assert answer.status_code == 200 and "Content-Encoding" not in answer.headers and answer.data[:2] == b"PK"


@pytest.mark.parametrize("address", ["/search?q=ソ連", "/search?q=NATO+enlargement&ui=en", "/search?q=Soviet"])
def test_a_page_of_results_is_small(app: Flask, address: str) -> None:
    packed = app.test_client().get(address, headers=GZIP).data
    assert len(packed) <= MOST_SENT and len(gzip.decompress(packed)) <= MOST_OF_PAGE


@pytest.mark.parametrize("taken", ["", "identity", "br", "gzip;q=0", "identity, gzip;q=0"])
def test_who_does_not_take_gzip_is_not_sent_it(app: Flask, taken: str) -> None:
    answer = app.test_client().get("/search?q=ソ連", headers={"Accept-Encoding": taken})
    assert "Content-Encoding" not in answer.headers and "Accept-Encoding" in answer.headers["Vary"]


def test_a_long_answer_is_sent_while_it_is_made() -> None:
    made: list[int] = []

    def rows() -> Iterator[bytes]:
        for number in range(1_000):
            made.append(number)
            yield b"".join(b"%d," % (number * step) for step in range(1_000))

    bare = Flask(__name__)
    bare.add_url_rule("/", view_func=lambda: Response(rows(), mimetype="text/csv"))
    bare.wsgi_app = compressed(bare.wsgi_app)  # type: ignore[method-assign, assignment]
    with bare.test_client().get("/", headers=GZIP) as answer:
        parts = list(islice(answer.response, 5))
    assert zlib.decompressobj(31).decompress(b"".join(parts)) and len(made) < 100


def test_what_is_cut_off_lets_its_index_go() -> None:
    ended: list[str] = []
    bare = Flask(__name__)

    def view() -> Response:
        answer = Response((b"row " * 1_000 for _ in range(1_000)), mimetype="text/csv")
        answer.call_on_close(lambda: ended.append("closed"))
        return answer

    bare.add_url_rule("/", view_func=view)
    bare.wsgi_app = compressed(bare.wsgi_app)  # type: ignore[method-assign, assignment]
    with bare.test_client().get("/", headers=GZIP):
        assert not ended
    assert ended == ["closed"]


def test_a_file_that_did_not_change_is_not_sent_again(app: Flask) -> None:
    client = app.test_client()
    with client.get("/static/sakuin.css", headers=GZIP) as first:
        tag = first.headers["ETag"]
    with client.get("/static/sakuin.css", headers=GZIP | {"If-None-Match": tag}) as again:
        assert (again.status_code, again.data) == (304, b"")
