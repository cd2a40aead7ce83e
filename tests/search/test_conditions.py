"""Everything that a link asks for besides its question is named on every view, and can be taken off there."""

from urllib.parse import parse_qsl

import pytest
from library import app_of, searcher
from lxml import html

from indexer.schema import FACETS
from search_app.search.conditions import RULES, UNSAID, conditions
from search_app.search.facets import labels
from search_app.state.state import PARAMETERS, SearchState, read_state

ONE_OF_EACH = [
    ("era", "cold-war"), ("era", "-detente"), ("year", "1972"), ("actor", "-soviet-union"), ("author", "誰か"),
    ("type", "letter"), ("archive", "NARA"), ("doc", "relations-06.ja"), ("lang", "ja"),
    ("from", "昭和20年8月"), ("until", "1991"), ("match", "any"), ("scope", "section"), ("scope", "doc"),
    ("fold", "-kana"), ("expand", "-name"), ("fold", "0"), ("expand", "0"),
    ("drop", "name:USSR"), ("as", "ソ連"), ("as", "-ソ連"),
    ("id", "0123456789abcdef"), ("sort", "-date"), ("sort", "date"), ("sort", "doc"), ("similar", "show"),
    ("group", "doc"), ("per_page", "20"),
]  # fmt: skip
VIEWS = {
    "/search": frozenset(),
    "/kwic": frozenset({"per_page", "sort"}),
    "/trends": frozenset({"sort", "similar", "group", "per_page"}),
    "/timeline": frozenset({"sort", "similar", "group", "per_page"}),
    "/terms": frozenset({"sort", "similar", "group", "per_page"}),
    "/words": frozenset(),
    "/values": frozenset({"sort", "similar", "group", "per_page"}),
}
"""The views, and the parameters that mean nothing there."""


def test_every_parameter_has_a_rule_or_is_said_elsewhere() -> None:
    assert {row.name for row in PARAMETERS} | set(FACETS) == set(RULES) | UNSAID


def read(name: str, value: str, ui: str) -> SearchState:
    return read_state([("q", "ソ連"), (name, value), ("ui", ui)], searcher().config)[0]


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize(("name", "value"), ONE_OF_EACH)
def test_what_is_in_force_is_named_and_taken_off(name: str, value: str, ui: str) -> None:
    state = read(name, value, ui)
    (found,) = conditions(state, labels(searcher().library.collection, searcher().title))
    assert found.parameter == name and found.label
    assert found.without == SearchState(q="ソ連", ui=ui)


@pytest.mark.parametrize(("path", "ui"), [(path, ui) for path in VIEWS for ui in ("ja", "en")])
def test_every_view_names_it_with_a_link_to_the_same_view_without_it(path: str, ui: str) -> None:
    known, client = labels(searcher().library.collection, searcher().title), app_of(searcher()).test_client()
    for name, value in ONE_OF_EACH:
        state = read(name, value, ui)
        page = html.fromstring(client.get(state.address(path)).text)
        shown = {
            link.text_content().rstrip(" ×").strip(): link.get("href")
            for link in page.xpath("//div[@class='chips']//li[not(@class)]/a")
        }
        if name in VIEWS[path]:
            continue
        (condition,) = conditions(state, known)
        assert condition.label in shown, (path, name)
        same, _, asked = shown[condition.label].partition("?")
        assert same == path and read_state(parse_qsl(asked), searcher().config)[0] == condition.without, (path, name)
