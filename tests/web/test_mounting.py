"""Below a prefix and behind a proxy, every address on every kind of page and in every machine format begins there."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask import Flask
from library import built, searcher, sheets, state, whole
from lxml import etree, html
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.test import TestResponse

from indexer.config import Config
from indexer.errors import SettingError
from search_app.export.formats import XLSX
from search_app.serving.application import served
from search_app.web.app import create_app
from search_app.web.mounting import prefix_of

HOST = "https://search.example.org"
ROOT = "/ussr"
BASE = HOST + ROOT

PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "search.example.org", "X-Forwarded-Prefix": "/evil"}
"""What a proxy says; a prefix that its client made up goes through many."""

EACH = 2
"""Addresses of each kind that are followed; of pages, each with and without a question."""

MOST = 400
"""Answers that the walk looks at, more than there are kinds."""

UNLINKED = (
    "/", "/healthz", "/robots.txt", "/sitemap-1.xml", "/favicon.ico", "/problems", "/openapi.json", "/nowhere",
    "/nowhere.json", "/cite/verify?c=x", "/search?q=NATO&lang=en", "/search?q=zzzz", "/search?q=ソ連&page=999",
    "/doc/nato-03.en?beside=1",
)  # fmt: skip
"""Where the walk begins: what no page leads to, and errors."""

WHOLE = re.compile(r"https?://(?:localhost|search\.example\.org)(?:(?![\"'<>(){},;\\])[!-~])*")
"""An address with its host, in a text of any kind."""

TEMPLATE = re.compile(r"\{[^}]*\}")


def app(**settings: str | int) -> Flask:
    return served(built(), Config(originals=1, hosts="search.example.org", log="none", **settings))


@pytest.fixture(scope="module")
def answers() -> dict[str, TestResponse]:
    """Every kind of answer of an application below a prefix, by its address."""
    application = app(prefix=ROOT, trust_proxy=1)
    return dict(walked(application, deque(ROOT + path for path in UNLINKED)))


def walked(application: Flask, waiting: deque[str]) -> Iterator[tuple[str, TestResponse]]:
    """Answers by address: those that wait, and what they lead to, so many of each kind."""
    client, seen, kinds = application.test_client(), set(waiting), Counter[tuple[object, ...]]()
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        answer = client.get(address, headers=PROXIED)
        answer.get_data()
        answer.close()
        yield address, answer
        for found in addresses(address, answer):
            kind = kind_of(application, found)
            if kind and found not in seen and found.startswith(f"{ROOT}/") and kinds[kind] < EACH:
                seen.add(found)
                kinds[kind] += 1
                waiting.append(found)


def kind_of(application: Flask, address: str) -> tuple[object, ...]:
    """The page that an address asks for, and which parameters it gives; nothing of one that only takes what is sent,
    which the API's description names and no link leads to."""
    parts = urlsplit(address)
    try:
        page, given = application.url_map.bind("").match(unquote(parts.path).removeprefix(ROOT))
    except NotFound:
        return (parts.path,)
    except MethodNotAllowed:
        return ()
    return page, given.get("name"), given.get("filename"), "q=" in parts.query


def addresses(here: str, answer: TestResponse) -> list[str]:
    """Every address in an answer that is of this server, as the path and the query that it leads to."""
    found = [each for each in (urljoin(HOST + here, one) for one in written(answer)) if each.startswith(f"{HOST}/")]
    return [urlsplit(each)._replace(scheme="", netloc="", fragment="").geturl() for each in found]


def written(answer: TestResponse) -> Iterator[str]:
    """Every address in an answer, of whatever kind."""
    text, kind = text_of(answer), answer.mimetype
    yield from (answer.headers[name] for name in ("Location", "Link") if name in answer.headers)
    yield from WHOLE.findall(text)
    if kind == "text/html":
        for node in html.fromstring(answer.data).iter(etree.Element):
            yield from (value for name, value in node.attrib.items() if name in LINKING)
    elif kind.endswith("json") and text.strip():
        yield from strings(json.loads(text) if "\n{" not in text.strip() else [])


def text_of(answer: TestResponse) -> str:
    """What an answer says; of a workbook its cells, of a PDF nothing."""
    if answer.mimetype == XLSX:
        return "\n".join(str(cell) for rows in sheets(answer.data).values() for row in rows for cell in row)
    return answer.text if answer.mimetype != "application/pdf" else ""


LINKING = ("href", "src", "action", "formaction", "poster", "data-address", "cite")
"""Attributes that hold an address."""


def strings(value: object, within: str = "") -> Iterator[str]:
    """The addresses in a JSON value; the paths that a description of an API names are below its `servers`."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "paths":
                yield from (BASE + TEMPLATE.sub("0123456789abcdef", path) for path in each)
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str) and re.match(r"/\w+[\w./-]*(\?|$)", value):
        yield value


def test_every_address_in_every_answer_begins_with_the_prefix(answers: dict[str, TestResponse]) -> None:
    wrong = {
        f"{here}: {found}"
        for here, answer in answers.items()
        for found in addresses(here, answer)
        if not found.startswith(f"{ROOT}/")
    }
    assert not wrong


def test_no_address_has_a_host_that_the_proxy_did_not_name(answers: dict[str, TestResponse]) -> None:
    wrong = [
        here for here, answer in answers.items() if "//localhost" in text_of(answer).replace("http://localhost:", "")
    ]
    assert not [here for here in wrong if not here.startswith(f"{ROOT}/original/")]
    assert not [here for here, answer in answers.items() if "/evil" in text_of(answer)]


def test_every_link_leads_somewhere(answers: dict[str, TestResponse]) -> None:
    invented = re.compile(r"nowhere|0123456789abcdef")
    lost = {here: answer.status for here, answer in answers.items() if answer.status_code not in (200, 302, 308)}
    assert not {here: status for here, status in lost.items() if not invented.search(here)}


def test_the_walk_comes_to_every_kind_of_answer(answers: dict[str, TestResponse]) -> None:
    application = app(prefix=ROOT, trust_proxy=1)
    visited = {str(kind_of(application, address)[0]) for address in answers}
    known = {rule.endpoint for rule in application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert not known - visited


def test_machines_that_walk_are_told_of_paths_below_the_prefix(answers: dict[str, TestResponse]) -> None:
    lines = [line.split(": ") for line in answers[f"{ROOT}/robots.txt"].text.splitlines()]
    told = [path for name, path in lines if name in ("Allow", "Disallow")]
    assert told and all(path.startswith(f"{ROOT}/") for path in told)


def test_a_script_holds_no_path_of_its_own() -> None:
    script = (Path(create_app(built()).static_folder or "") / "sakuin.js").read_text(encoding="utf-8")
    assert not re.findall(r"""["'`]/\w[^"'`]*""", script)


HIT = whole(searcher(), state("冷戦")).hits[0].id

FACES = ("/", "/search?q=冷戦", f"/passage/{HIT}.json", "/search.atom?q=冷戦", "/static/sakuin.css")


@pytest.mark.parametrize("path", FACES)
def test_a_proxy_may_take_the_prefix_off_or_not(path: str) -> None:
    client = app(prefix=ROOT).test_client()
    with client.get(ROOT + path) as passed_on, client.get(path) as taken_off:
        assert passed_on.status_code == 200 and passed_on.data == taken_off.data


def test_the_prefix_alone_leads_to_its_first_page() -> None:
    answer = app(prefix=ROOT).test_client().get(ROOT)
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{ROOT}/")


def test_another_server_may_say_where_the_application_is() -> None:
    text = app().test_client().get("/search?q=冷戦", base_url="http://localhost/shelf/b/").text
    assert 'action="/shelf/b/search"' in text and 'href="/search' not in text


def test_a_proxy_is_only_believed_where_the_settings_say_that_there_is_one() -> None:
    text = app().test_client().get("/opensearch.xml", headers=PROXIED).text
    assert "http://localhost/search?" in text and "example.org" not in text


SAID = [
    # prefix, address, the prefix in force
    ("", "", ""),
    ("/ussr", "", "/ussr"),
    ("/ussr/", "", "/ussr"),
    ("", "https://search.example.org/ussr/", "/ussr"),
    ("/ussr", "https://search.example.org/ussr", "/ussr"),
    ("/archives/ussr", "", "/archives/ussr"),
]


@pytest.mark.parametrize(("prefix", "address", "in_force"), SAID)
def test_the_prefix_is_said_by_itself_or_with_the_address(prefix: str, address: str, in_force: str) -> None:
    assert prefix_of(Config(prefix=prefix, address=address)) == in_force


@pytest.mark.parametrize(
    ("prefix", "address"),
    [("ussr", ""), ("/ソ連", ""), ("/a b", ""), ("/a\n", ""), ("//evil", ""), ("/b", "https://search.example.org/a/")],
)
def test_a_prefix_that_is_none_is_said_so(prefix: str, address: str) -> None:
    with pytest.raises(SettingError, match="SAKUIN_PREFIX"):
        prefix_of(Config(prefix=prefix, address=address))


def test_only_over_tls_a_browser_is_told_to_stay_with_it(answers: dict[str, TestResponse]) -> None:
    assert all("Strict-Transport-Security" in answer.headers for here, answer in answers.items() if here != ROOT)
    assert "Strict-Transport-Security" not in app().test_client().get("/", headers=PROXIED).headers
