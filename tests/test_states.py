"""Whatever is asked: page, API and command line answer alike, and every count is what a click on it brings."""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from amounts import tried
from click.testing import CliRunner
from library import CONFIG, built, searcher
from lxml import html

from indexer.schema import FACETS
from search_app.cli.main import main
from search_app.search.results_page import search
from search_app.state.state import SearchState, read_state
from search_app.web.app import create_app

STATES, CLICKS = tried(80, 200), tried(200, 500)

QUESTIONS = (
    "", "冷戦", "ソ連", "クリントン エリツィン", "「封じ込め」", "條約", "れいせん", "ゴルバチョフ OR 鄧小平",
    "北大西洋条約機構 -拡大", "1994年12月", "title:NATO", "heading:書簡", "Cold War", "NATO", '"arms control"',
    "Yeltsin -Clinton", "gorba*", "Gorbachov~1", "year:1990..1995", "actor:yeltsin Clinton", '"Clinton Yeltsin"~9',
    "Why did NATO expand", "misile", "(NATO",
)  # fmt: skip
CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("match", ("all", "any")), ("sort", ("relevance", "date", "-date", "doc")), ("similar", ("fold", "show")),
    ("scope", ("passage", "section", "doc")),
    ("group", ("none", "doc")), ("expand", ("1", "0", "-name", "name")), ("fold", ("1", "-kana", "-old-form")),
    ("from", ("", "1945", "昭和20年8月")), ("until", ("", "1991", "1994-12")), ("per_page", ("10", "5", "37")),
    ("page", ("1", "2", "3")), ("ui", ("ja", "en")),
)  # fmt: skip


@cache
def facet_values() -> dict[str, tuple[str, ...]]:
    """Every value that any passage has."""
    counted = search(searcher(), SearchState()).filters.values
    return {facet: tuple(row.value for row in counted[facet]) for facet in FACETS}


def pairs_of(number: int, seed: int, filters: int = 2) -> list[tuple[str, str]]:
    """The parameters of one random search; the same number gives the same."""
    dice = random.Random(seed * 10_000 + number)
    found = [("q", dice.choice(QUESTIONS))]
    for facet in dice.sample(FACETS, dice.randint(0, filters)):
        for value in dice.sample(facet_values()[facet], min(dice.randint(1, 2), len(facet_values()[facet]))):
            found.append((facet, value if dice.random() < 0.7 else f"-{value}"))
    for name, values in CHOICES:
        if dice.random() < 0.3:
            found.append((name, dice.choice(values)))
    return [pair for pair in found if pair[1]]


@cache
def client() -> Any:
    """A browser without a window."""
    return create_app(built()).test_client()


def ids_on(page: Any) -> list[str]:
    """The ids of the hits of a page, from their permalinks."""
    links = page.xpath("//article[@class='hit']//p[@class='links']/a[1]/@href")
    return [re.search("/passage/([0-9a-f]{16})", link)[1] for link in links]  # type: ignore[index]


def page_at(address: str) -> Any:
    """A page, read; the last one where there are not so many."""
    return html.fromstring(client().get(address, follow_redirects=True).text)


def announced(page: Any) -> int:
    """The count that a page announces."""
    return int(re.search("[0-9,]+", page.xpath("//p[@class='total']")[0].text_content())[0].replace(",", ""))  # type: ignore[index]


def options_of(pairs: list[tuple[str, str]]) -> Iterator[str]:
    """The parameters of a link as options of the command line."""
    for name, value in pairs:
        if name != "q":
            yield f"--{'limit' if name == 'per_page' else name}={value}"


def test_page_api_and_command_line_give_the_same_hits_in_the_same_order() -> None:
    with_hits = 0
    for number in range(STATES):
        pairs = pairs_of(number, 1, 1)
        answer = client().get("/search.json", query_string=pairs).get_json()
        ids = [hit["id"] for hit in answer["hits"]]
        call = ["search", "--json", "--index", str(built()), *options_of(pairs), "--", dict(pairs).get("q", "")]
        run = CliRunner().invoke(main, call)
        printed = json.loads(run.stdout)
        assert ([hit["id"] for hit in printed["hits"]], printed["total"]) == (ids, answer["total"]), pairs
        with_hits += bool(ids)
        if ids or not answer["total"]:
            page = page_at(f"/search?{html_query(pairs)}")
            assert (ids_on(page), announced(page)) == (ids, answer["total"]), pairs
    assert with_hits > tried(30, 100)


def html_query(pairs: list[tuple[str, str]]) -> str:
    """The parameters as a link has them."""
    return read_state(pairs, CONFIG)[0].address("").removeprefix("?")


def brought(page: Any, state: SearchState, facet: str, value: str) -> int:
    """How many of the hits of the page behind a click have the value that was clicked: all of them, unless other values
    of the facet were chosen before, whose hits stand there too."""
    others = tuple(pair for pair in state.chosen if pair[0] != facet)
    alone = page_at(state.changed(chosen=(*others, (facet, value))).address())
    assert announced(page) >= announced(alone)
    return announced(alone) if state.values(facet) else announced(page)


NAME = "*[not(@class)][b]"
"""What names a value in a panel and leads to the search with it: a link or, where the address is long, a button."""


def clicked_address(page: Any, name: Any) -> str:
    """Where a link leads, or a button of a form."""
    if name.tag == "a":
        return str(name.get("href"))
    fields = page.xpath(f"//form[@id='{name.get('form')}']/input")
    return f"/search?{urlencode([(each.get('name'), each.get('value')) for each in (*fields, name)])}"


def counted(name: Any) -> int:
    """The count that stands beside a value."""
    return int(name.xpath("./b")[0].text_content().replace(",", ""))


@pytest.mark.parametrize("part", range(5))
def test_every_count_that_is_shown_is_what_a_click_brings(part: int) -> None:
    clicked = 0
    for number in range(part * CLICKS // 5, (part + 1) * CLICKS // 5):
        dice = random.Random(number)
        state = read_state(pairs_of(number, 2), CONFIG)[0]
        page = page_at(state.address())
        values = page.xpath(f"//section[@class='panel']//li[not(@class)]/{NAME}")
        for name in dice.sample(values, min(1, len(values))):
            address = clicked_address(page, name)
            facet, value = added(state, address)
            assert brought(page_at(address), state, facet, value) == counted(name), address
            clicked += 1
        bars = page.xpath("//details[@class='years']//tbody//tr[th/a]")
        for row in dice.sample(bars, min(1, len(bars))):
            address = row.xpath("./th/a/@href")[0]
            if pairs := set(read_state(parse_qsl(address.partition("?")[2]), CONFIG)[0].chosen) - set(state.chosen):
                year = next(iter(pairs))[1]
                assert brought(page_at(address), state, "year", year) == int(row.xpath("./td")[0].text_content())
    assert clicked > CLICKS // 5 // 2


def added(state: SearchState, address: str) -> tuple[str, str]:
    """The value that a link adds to a search, and that alone."""
    after = read_state(parse_qsl(address.partition("?")[2]), CONFIG)[0]
    (pair,) = set(after.chosen) - set(state.chosen)
    assert after == state.toggled(*pair)
    return pair


def test_a_value_that_is_left_out_takes_its_passages_with_it() -> None:
    left_out = 0
    for number in range(tried(40, 60)):
        state = read_state(pairs_of(number, 3, 0), CONFIG)[0]
        before = page_at(state.address())
        rows = before.xpath("//section[@class='panel']//li[button[@class='not']]")
        for row in random.Random(number).sample(rows, min(1, len(rows))):
            (name,), (button,) = row.xpath(f"./{NAME}"), row.xpath("./button[@class='not']")
            assert announced(page_at(clicked_address(before, button))) == announced(before) - counted(name)
            left_out += 1
    assert left_out > tried(20, 30)
