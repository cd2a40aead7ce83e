"""A page of results is light, over the sample and over a folder of one's own, and leads machines to little."""

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from library import CORPUS, FRUS, built, needs_frus
from lxml import html

from indexer.schema import FACETS
from search_app.web.app import create_app

MOST_BYTES, MOST_COMPRESSED = 100_000, 20_000
"""Of a page of ten hits; one of fifty may have what two have."""

MOST_LINKS = 120
"""To searches that are narrowed otherwise: what a machine could walk on to."""

LONGEST = 400
"""Characters of an address, of ten filters with short names. Every link repeats it: a longer one may weigh more."""

COLLECTIONS = [CORPUS, pytest.param(FRUS, marks=needs_frus)]

QUESTIONS = [
    ("ja", ("", "条約", "ソ連 OR 米国", "クリントン", "year:1990..1995 OR 昭和20年", "actor:yeltsin lang:ja")),
    ("en", ("", "the", "treaty", "treaty OR agreement OR talks", "Department of State", "test ban treaty")),
]
"""Those that gave the heaviest pages of fifty that were tried."""

WAYS = ("", "&group=doc", "&match=any", "&sort=date&similar=show", "&lang=en&from=1950&until=1995", "&page=2")


@cache
def client(source: Path) -> FlaskClient:
    return create_app(built(source, "tantivy" if source == FRUS else "whoosh")).test_client()


def weighed(source: Path, address: str, pages: int = 1) -> html.HtmlElement:
    """A page of results that is no heavier than so many may be, and leads to no more."""
    data = client(source).get(address).data
    assert len(data) <= MOST_BYTES * pages, address
    assert len(gzip.compress(data, 6)) <= MOST_COMPRESSED * pages, address
    page = html.fromstring(data)
    filters = [link for link in page.xpath("//a[@href]") if "nofollow" in (link.get("rel") or "")]
    assert len(filters) <= MOST_LINKS, address
    return page


@pytest.mark.parametrize("source", COLLECTIONS)
@pytest.mark.parametrize(("ui", "questions"), QUESTIONS)
def test_a_page_of_results_weighs_little_and_has_few_links_of_filters(
    source: Path, ui: str, questions: tuple[str, ...]
) -> None:
    for address in (f"/search?q={quote(question)}&ui={ui}{way}" for question in questions for way in WAYS):
        weighed(source, address)


@pytest.mark.parametrize("source", COLLECTIONS)
@pytest.mark.parametrize(("ui", "questions"), QUESTIONS)
def test_a_page_of_fifty_hits_weighs_as_two_of_ten_and_leads_to_no_more(
    source: Path, ui: str, questions: tuple[str, ...]
) -> None:
    for question in questions:
        weighed(source, f"/search?q={quote(question)}&ui={ui}&per_page=50", pages=2)


@pytest.mark.parametrize("source", COLLECTIONS)
@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("facet", ["actor", "archive", "doc"])
def test_a_page_with_many_filters_in_force_is_light_too(source: Path, ui: str, facet: str) -> None:
    buttons = weighed(source, f"/search?ui={ui}").xpath(f"//button[@class='not'][@name='{facet}']")
    chosen = [(facet, button.get("value")[1:]) for button in buttons]
    while len(asked := urlencode([*chosen, ("ui", ui)])) > LONGEST:
        chosen.pop()
    narrowed = weighed(source, f"/search?{asked}")
    assert len(narrowed.xpath("//div[@class='chips']//li")) == len(chosen) + 1
    assert narrowed.xpath("//ol[@class='hits']/li")


@pytest.mark.parametrize("source", COLLECTIONS)
def test_no_machine_is_led_to_a_search_that_is_narrowed_otherwise(source: Path) -> None:
    page = weighed(source, "/search?q=NATO OR treaty&ui=en")
    plain = [link.get("href") for link in page.xpath("//main//a[not(@rel='nofollow')]")]
    searches = [each for each in plain if each.startswith(("/search?", "/values?"))]
    assert searches and not [each for each in searches if any(f"&{name}=" in each for name in FACETS)]
