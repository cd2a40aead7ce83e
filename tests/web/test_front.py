"""The front page is made from the collection: every number is the total of its link, every question finds something."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from library import CORPUS, FRUS, built, needs_frus
from lxml import html

from search_app.query_language.scripts import language_of
from search_app.web.app import create_app

COLLECTIONS = [CORPUS, pytest.param(FRUS, marks=needs_frus)]


def client(source: Path) -> FlaskClient:
    return create_app(built(source, "tantivy" if source == FRUS else "whoosh")).test_client()


def total(asked: FlaskClient, address: str) -> int:
    return int(asked.get(address.replace("/search?", "/search.json?")).get_json()["total"])


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("source", COLLECTIONS)
def test_every_number_is_the_total_of_its_link(source: Path, ui: str) -> None:
    asked = client(source)
    page = html.fromstring(asked.get(f"/?ui={ui}").text)
    links = page.xpath("//ol[@class='by-year']//a | //section[@aria-labelledby='material']/h3/a")
    links += page.xpath("//section[@aria-labelledby='decades']//a")
    assert len(links) >= 8
    for link in links[:: max(1, len(links) // 15)]:
        promised = re.search(r"([0-9,]+)(?:件| passages?)$", link.text_content().strip())
        assert promised and int(promised[1].replace(",", "")) == total(asked, link.get("href")) > 0


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("source", COLLECTIONS)
def test_the_questions_to_begin_with_find_something(source: Path, ui: str) -> None:
    asked = client(source)
    links = html.fromstring(asked.get(f"/?ui={ui}").text).xpath("//p[@class='begin']//a")
    assert len(links) >= 4
    assert all(total(asked, link.get("href")) > 0 for link in links)
    languages = {language_of(link.text) for link in links}
    assert languages == ({ui} if source == CORPUS else {"en"})


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("source", COLLECTIONS)
def test_people_documents_and_eras_or_decades_are_ways_on(source: Path, ui: str) -> None:
    asked = client(source)
    data = asked.get(f"/?ui={ui}").data
    assert len(data) <= 60_000
    page = html.fromstring(data)
    for name in ("people", "newest", "eras" if source == CORPUS else "decades"):
        links = page.xpath(f"//section[@aria-labelledby='{name}']//a/@href")
        assert len(links) >= 4, name
        assert asked.get(links[0]).status_code == 200
