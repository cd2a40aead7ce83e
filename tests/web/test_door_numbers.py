"""The pages of actors and eras: every number on them is the total of the link that it stands in."""

import random
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from library import built, searcher, state
from lxml import html

from search_app.search.execution import count
from search_app.search.results_page import search
from search_app.state.state import read_state
from search_app.views.profiles import profile
from search_app.web.app import create_app

ENTRIES = [
    *(("actor", each.id) for each in searcher().library.collection.actors),
    *(("era", each.id) for each in searcher().library.collection.eras),
]


@cache
def page_of(address: str) -> html.HtmlElement:
    answer = create_app(built()).test_client().get(address)
    assert answer.status_code == 200, address
    assert len(answer.data) < 100_000, address
    return html.fromstring(answer.data)


def total(address: str) -> int:
    """What the search of a link finds."""
    asked, _ = read_state(parse_qsl(urlsplit(address).query), searcher().config)
    return count(searcher(), asked)


def numbered(page: html.HtmlElement) -> Iterator[tuple[str, int]]:
    """The links of a page to searches, each with the number of passages that it promises."""
    for link in page.xpath("//main//a[starts-with(@href, '/search') or starts-with(@href, '/values')]"):
        found = re.search(r"([0-9][0-9,]*) passages?\b", link.text_content())
        if found and link.get("href").startswith("/search"):
            yield link.get("href"), int(found[1].replace(",", ""))


@pytest.mark.parametrize(("facet", "value"), ENTRIES)
def test_every_number_of_every_actor_and_era_is_the_total_of_its_link(facet: str, value: str) -> None:
    if not count(searcher(), state("", (facet, value))):
        pytest.skip("the sample corpus has no passage of it")
    links = list(numbered(page_of(f"/{facet}/{quote(value)}?ui=en")))
    assert len(links) > 3
    for address, promised in [links[0], *random.Random(value).sample(links, 4)]:
        assert total(address) == promised > 0, address


@pytest.mark.parametrize("address", ["/people?ui=en", "/eras?ui=en"])
def test_every_number_of_a_list_is_the_total_of_its_link(address: str) -> None:
    links = list(numbered(page_of(address)))
    assert len(links) > 5
    for link, promised in random.Random(address).sample(links, min(20, len(links))):
        assert total(link) == promised > 0, link


@pytest.mark.parametrize(("facet", "value"), [("actor", "yeltsin"), ("era", "cold-war")])
def test_the_first_and_the_last_mention_are_the_ends_of_the_search_by_date(facet: str, value: str) -> None:
    told = profile(searcher(), facet, value, "en")
    assert told.first and told.last
    for found, order in ((told.first, "date"), (told.last, "-date")):
        assert search(searcher(), told.page.state.changed(sort=order)).hits[0].id == found.id
    assert told.first.metadata.dates[0].first <= told.last.metadata.dates[-1].last
