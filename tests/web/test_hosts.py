"""A server answers to its own names alone, and no link it writes has another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from library import app_of, searcher, state, whole

from indexer.config import Config
from indexer.errors import SettingError
from search_app.export.formats import FORMATS
from search_app.web.app import HEADERS, create_app
from search_app.web.hosts import hosts, named_in

NAMES = [
    ("localhost", "localhost"),
    ("LOCALHOST.:8000", "localhost"),
    ("127.0.0.1:80", "127.0.0.1"),
    ("[::1]:8000", "::1"),
    ("検索.example:8000", "検索.example"),
    ("evil.example/localhost", ""),
    ("evil@localhost", ""),
    ("localhost, evil.example", ""),
    ("localhost:evil", ""),
    ("[::1", ""),
    ("", ""),
]


@pytest.mark.parametrize(("host", "name"), NAMES)
def test_a_host_is_taken_apart(host: str, name: str) -> None:
    assert named_in(host) == name


KNOWN = [
    # bound to, address, hosts, who is asked, whether it answers
    ("127.0.0.1", "", "", "localhost:8000", True),
    ("127.0.0.1", "", "", "127.0.0.1:9", True),
    ("127.0.0.1", "", "", "evil.example", False),
    ("127.0.0.1", "", "", "localhost.evil.example", False),
    ("127.0.0.1", "", "", "192.168.1.5", False),
    ("192.168.1.5", "", "", "192.168.1.5:8000", True),
    ("0.0.0.0", "", "", "192.168.1.5:8000", True),
    ("0.0.0.0", "", "", "[fe80::1]:8000", True),
    ("0.0.0.0", "", "", "evil.example", False),
    ("Search.Example.org", "", "", "search.example.org", True),
    ("127.0.0.1", "https://search.example.org/", "", "search.example.org", True),
    ("127.0.0.1", "https://search.example.org/", "", "evil.example", False),
    ("127.0.0.1", "", "reading-room, 閲覧室.example", "閲覧室.example:80", True),
    ("127.0.0.1", "", "reading-room", "reading-room.evil.example", False),
]


@pytest.mark.parametrize(("bound", "address", "named", "asked", "answers"), KNOWN)
def test_a_server_knows_its_names(bound: str, address: str, named: str, asked: str, answers: bool) -> None:
    assert hosts(Config(address=address, hosts=named), bound).know(asked) == answers


@pytest.mark.parametrize("address", ["search.example.org", "/search", "javascript:alert(1)", "http://"])
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    with pytest.raises(SettingError, match="SAKUIN_ADDRESS"):
        create_app(Path(), Config(address=address))


HIT = whole(searcher(), state("冷戦")).hits[0].id
ADDRESSES = (
    "/", "/search?q=冷戦", "/search.json?q=NATO", "/search.atom?q=冷戦", "/opensearch.xml", "/openapi.json",
    f"/passage/{HIT}", f"/passage/{HIT}.json", "/kwic?q=NATO", "/static/style.css", "/nowhere", "/nowhere.json",
    *(f"/search.{each.name}?q=冷戦" for each in FORMATS), *(f"/passage/{HIT}.{each.name}" for each in FORMATS),
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_asks_somebody_else_is_told_which_setting_names_a_server(address: str) -> None:
    answer = app_of(searcher()).test_client().get(address, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "SAKUIN_ADDRESS" in answer.text and "SAKUIN_HOSTS" in answer.text
    assert "http://evil.example" not in answer.text


LINKING = (f"/passage/{HIT}", f"/passage/{HIT}.json", "/search.atom?q=冷戦", "/opensearch.xml", "/search.ris?q=冷戦")


@pytest.mark.parametrize("address", LINKING)
def test_links_have_the_address_that_is_set(address: str) -> None:
    plain = app_of(searcher()).test_client().get(address).text
    assert "http://localhost/" in plain
    named = replace(searcher(), config=Config(address="https://search.example.org/library/"))
    text = app_of(named).test_client().get(address).text
    assert "https://search.example.org/library/" in text and "//localhost" not in text


def test_every_answer_has_the_headers_that_keep_other_sites_out() -> None:
    client = app_of(searcher()).test_client()
    for address in ADDRESSES:
        with client.get(address) as answer:
            assert HEADERS.keys() <= dict(answer.headers).keys(), address


def test_an_unknown_name_is_shown_and_no_markup_of_it() -> None:
    answer = app_of(searcher()).test_client().get("/", headers={"Host": "<b>evil</b>"})
    assert answer.status_code == 400 and "<b>" not in answer.text
    answer = app_of(searcher()).test_client().get("/search.json", headers={"Host": "evil.example"})
    assert "'evil.example'" in json.loads(answer.text)["error"]
