"""The API answers as its own description says, whatever it is asked; feeds and plugins are as their readers expect."""

import json
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import feedparser
import pytest
import schemathesis
from amounts import tried
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from library import CONFIG, built, searcher, state, whole
from lxml import etree
from openapi_spec_validator import validate
from schemathesis import GenerationMode

from indexer.schema import FACETS
from search_app.cli.main import main
from search_app.export.formats import FORMATS
from search_app.state.state import SearchState
from search_app.web.app import create_app
from search_app.web.openapi import SCHEMAS, description

REQUESTS = tried(800, 2_000)
DESCRIBED = description(CONFIG)["paths"]
PATHS = tuple(path for path, row in DESCRIBED.items() if "get" in row)
SENT_TO = tuple(path for path, row in DESCRIBED.items() if "post" in row)
EACH = -(-REQUESTS // len(PATHS))

TEXTS = {
    "treaty.en.txt": "The Treaty\n\nThe treaty was signed in Moscow in 1972.\n\nNATO and the USSR agreed at last.",
    "joyaku.ja.txt": "条約\n\n条約は1972年にモスクワで調印された。\n\nソ連と北大西洋条約機構は冷戦を終えた。",
    "empty.md": "---\nid: eastern\ntitle: 東側\ndate: 1955/1991\n---\n\nワルシャワ条約機構。\n",
}


@cache
def small() -> Path:
    """An index of a few texts: what is asked two thousand times had better be small."""
    folder = Path(tempfile.mkdtemp())
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return built(folder)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_the_description_says(path: str) -> None:
    app = create_app(small())
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    operation = schema[path]["GET"]
    asked: Counter[int] = Counter()

    @settings(
        max_examples=EACH, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: schemathesis.Case) -> None:
        answer = case.call_and_validate()
        asked[answer.status_code] += 1

    ask()
    assert asked.total() >= (EACH if description(CONFIG)["paths"][path]["get"]["parameters"] else 1), asked
    assert set(asked) <= {200, 404} if "{" in path else set(asked) == {200}


SENT = 40
"""Requests that each path of projects is sent."""


@pytest.mark.parametrize("path", [path for path in SENT_TO if path != "/project/read.json"])
def test_what_is_sent_as_described_is_answered_as_described(path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(small()))
    asked: Counter[int] = Counter()

    @settings(
        max_examples=SENT, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(schema[path]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def send(case: schemathesis.Case) -> None:
        asked[case.call_and_validate().status_code] += 1

    send()
    assert set(asked) <= {200, 400} and asked[200] >= SENT / 4, asked


def test_the_description_knows_every_parameter_and_every_file() -> None:
    search = {each["name"] for each in description(CONFIG)["paths"]["/search.json"]["get"]["parameters"]}
    whole_state = SearchState(
        "q", tuple((facet, "x") for facet in FACETS), (), "1990", "1991", "any", "doc", ("name", "kana"), ("a:b",),
        ("c",), ("0" * 16,), "date", "show", "doc", 2, 20, "en",
    )  # fmt: skip
    assert {name for name, _ in whole_state.pairs()} == search
    assert {f"/search.{each.name}" for each in FORMATS} <= set(PATHS)


def test_the_description_is_sound() -> None:
    validate(description(CONFIG))
    text = json.dumps(description(CONFIG))
    assert all(f"#/components/schemas/{name}" in text for name in SCHEMAS)


def test_an_answer_has_nothing_that_is_not_described() -> None:
    """With hits, with none, with notes and suggestions: generated questions seldom find so much."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(built()))
    given_ = (
        {"q": "ゴルバチョフ", "group": "doc"},
        {"q": '"NATO', "match": "any", "sort": "date"},
        {"q": "qwert NATO", "actor": ["yeltsin", "-clinton"], "from": "x"},
        {"q": "misile"},
        {"q": "ソ連 -冷戦", "drop": ["name:USSR"], "fold": ["-kana"]},
    )
    for path in ("/search.json", "/words.json", "/kwic.json", "/receipt.json"):
        for query in given_:
            case = schema[path]["GET"].Case(query=query)
            answer = case.call_and_validate()
            assert answer.status_code == 200


def test_a_feed_is_read_by_a_reader_of_feeds_and_has_every_hit_on_its_pages() -> None:
    client = create_app(built()).test_client()
    found, address = [], "/search.atom?q=NATO&sort=-date"
    while address:
        data = client.get(address).data
        feed = feedparser.parse(data)
        assert not feed.bozo and feed.version == "atom10"
        assert feed.feed.title.startswith("NATO") and feed.feed.updated.endswith("Z")
        found += [entry.id.rpartition("/")[2] for entry in feed.entries]
        assert all(entry.link.startswith("http://localhost/passage/") for entry in feed.entries)
        assert data.count(b"&lt;mark") >= len(feed.entries)
        after = [link.href for link in feed.feed.links if link.rel == "next"]
        address = after[0].removeprefix("http://localhost") if after else ""
    assert found == [hit.id for hit in whole(searcher(), state("NATO", sort="-date")).hits]


def test_a_feed_keeps_its_times_when_nothing_has_changed() -> None:
    client = create_app(built()).test_client()
    first, second = (client.get("/search.atom?q=冷戦").data for _ in range(2))
    assert first == second


OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_can_add_the_search_to_its_own() -> None:
    client = create_app(built()).test_client()
    assert b'href="/opensearch.xml' in client.get("/").data
    root = etree.fromstring(client.get("/opensearch.xml?ui=en").data)
    assert len(root.findtext(f"{OPENSEARCH}ShortName")) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{OPENSEARCH}Url")}
    for kind in ("text/html", "application/json", "application/atom+xml", "application/x-suggestions+json"):
        address = templates[kind].replace("{searchTerms}", "NATO").replace("{startPage?}", "1")
        answer = client.get(address.removeprefix("http://localhost"))
        assert answer.status_code == 200 and answer.mimetype == kind


def test_an_error_of_the_api_is_json() -> None:
    answer = create_app(built()).test_client().get("/passage/0123456789abcdef.json")
    assert answer.status_code == 404 and answer.get_json()["status"] == 404


def test_companions_are_the_same_in_the_api_and_on_the_command_line() -> None:
    place = searcher().library.store.passages_of("nato-00.ja")[0]
    given = create_app(built()).test_client().get(f"/passage/{place.passage.id}/companions.json").get_json()
    answer = CliRunner().invoke(main, ["companions", place.passage.id, "--index", str(built()), "--json"])
    assert given == json.loads(answer.output) and answer.exit_code == 0
    assert {each["lang"] for each in given["companions"]} == {"en"}
    assert all(each["because"] for each in given["companions"])
