"""A server says whether it is well, and to machines that walk it where they need not go."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from library import app_of, document, searcher_of

from indexer.config import Config
from search_app.web.app import create_app

OPENED = searcher_of(document("doc-1", "穀物の輸出。"), document("doc-2", "Grain exports."))


def test_a_server_with_an_index_is_well() -> None:
    answer = app_of(OPENED).test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"generation": "gen-1", "engine": "memory", "passages": 2})


def test_a_server_without_an_index_says_what_is_missing(tmp_path: Path) -> None:
    answer = create_app(tmp_path / "nowhere", Config()).test_client().get("/healthz")
    assert answer.status_code == 503 and "there is no index" in str(answer.json)


@pytest.mark.parametrize(
    ("path", "walked"),
    [
        ("/", True),
        ("/doc/doc-1", True),
        ("/passage/0123456789abcdef", True),
        ("/static/sakuin.css?v=1", True),
        ("/kwic", False),
        ("/trends", False),
    ],
)
def test_machines_are_told_where_they_need_not_go(path: str, walked: bool) -> None:
    told = RobotFileParser()
    told.parse(app_of(OPENED).test_client().get("/robots.txt").text.splitlines())
    assert told.can_fetch("Walker", path) is walked


@pytest.mark.parametrize(("address", "indexed"), [("/search?q=穀物", True), ("/search?q=grain&lang=en", False)])
def test_filtered_pages_are_not_for_catalogues_of_the_web(address: str, indexed: bool) -> None:
    text = app_of(OPENED).test_client().get(address).text
    assert ('<meta name="robots" content="noindex, nofollow">' not in text) is indexed


@pytest.mark.parametrize(("ui", "said"), [("ja", "先頭の20,000字"), ("en", "in the first 20,000 characters")])
def test_citations_beyond_what_is_read_are_said_to_be_left(ui: str, said: str) -> None:
    client, citation = app_of(OPENED).test_client(), "[sakuin doc-1 ¶1 0123456789abcdef sha256:0123456789ab] "
    page = {many: client.get("/cite/verify", query_string={"c": citation * many, "ui": ui}).text for many in (3, 400)}
    assert said in page[400] and said not in page[3]
