"""The ways into a collection: people and eras in lists and each on a page, whose links lead where they say."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from library import app_of, built, document, searcher, searcher_of
from lxml import html

from indexer.config import Config
from indexer.schema import FACETS
from search_app.web.app import create_app

CLIENT = app_of(searcher()).test_client()


def page(address: str) -> html.HtmlElement:
    answer = CLIENT.get(address)
    assert answer.status_code == 200, address
    assert len(answer.data) < 100_000
    return html.fromstring(answer.text)


def number(text: str) -> int:
    found = re.search(r"\d[\d,]*", text)
    assert found
    return int(found[0].replace(",", ""))


@pytest.mark.parametrize("address", ["/people", "/people?ui=en&order=label", "/eras", "/eras?ui=en"])
def test_a_list_leads_to_pages_and_to_searches(address: str) -> None:
    rows = page(address).xpath("//div[@class='entries']//li")
    assert len(rows) > 10
    for row in rows[:: len(rows) // 5]:
        own, search = row.xpath("./a/@href")
        name, hits = (link.text_content() for link in row.xpath("./a"))
        assert page(own).xpath("string(//h1)") == name
        assert number(page(search).xpath("string(//p[@role='status'])")) == number(hits)


@pytest.mark.parametrize("address", ["/documents", "/documents?sort=-date&lang=en&ui=en", "/documents?page=2"])
def test_the_table_of_documents_leads_to_each_and_to_its_passages(address: str) -> None:
    rows = page(address).xpath("//table[@class='documents']/tbody/tr")
    assert rows
    for row in rows[:: max(len(rows) // 4, 1)]:
        own, search = row.xpath("./th/a/@href | ./td/a/@href")
        assert page(own).xpath("string(//h1)") == row.xpath("string(./th)")
        assert number(page(search).xpath("string(//p[@role='status'])")) == number(row.xpath("string(./td[last()])"))


@pytest.mark.parametrize(
    ("address", "heading", "said"),
    [
        ("/actor/yeltsin", "ボリス・エリツィン", "この資料の名簿"),
        ("/actor/yeltsin?ui=en", "Boris Yeltsin", "this collection's own list"),
        ("/era/cold-war?ui=en", "Cold War", "What stands beside it"),
        ("/era/冷戦期", "冷戦期", "ともに現れるもの"),
    ],
)
def test_a_page_is_in_the_language_asked_for(address: str, heading: str, said: str) -> None:
    shown = page(address)
    assert heading in shown.xpath("string(//h1)")
    assert said in shown.text_content()
    assert shown.xpath("//ol[@class='hits']/li")


@pytest.mark.parametrize(
    ("address", "sentence", "near"),
    [
        ("/actor/yeltsim?ui=en", "There is no person, state or body “yeltsim”.", "/actor/yeltsin?ui=en"),
        ("/era/cold-wart", "「cold-wart」という時代はありません。", "/era/cold-war"),
    ],
)
def test_an_unknown_one_is_not_found_but_those_near_it_are(address: str, sentence: str, near: str) -> None:
    answer = CLIENT.get(address)
    assert answer.status_code == 404 and sentence in answer.text and f'href="{near}"' in answer.text


@pytest.mark.parametrize("ui", ["ja", "en"])
def test_every_page_has_the_ways_in(ui: str) -> None:
    for address in (f"/?ui={ui}", f"/search?q=NATO&ui={ui}", f"/nowhere?ui={ui}"):
        shown = html.fromstring(CLIENT.get(address).text)
        ways = shown.xpath("//header//nav[contains(@class, 'doors')]//a/@href")
        assert len(ways) == 7 and all(CLIENT.get(way).status_code == 200 for way in ways)


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=NATO&actor=yeltsin&page=2",
        "/values?facet=doc&order=label&q=NATO",
        "/documents?sort=-date&lang=en&letter=A",
        "/people?order=label&page=2",
        "/trends?q=NATO&q=冷戦&measure=hits",
        "/terms?q=NATO%0A冷戦&by=actor",
        "/kwic?q=NATO&order=r1&width=40",
        "/doc/nato-01.ja?q=NATO&at=hit-2&beside=1",
        "/cite/verify?c=[sakuin a ¶1 0123456789abcdef sha256:0123456789ab]",
        "/help",
        "/doc/米ソ?q=冷戦",
    ],
)
def test_the_other_language_shows_the_same_page_and_leads_back(address: str) -> None:
    asked = [*parse_qsl(urlsplit(address).query), ("ui", "en")]
    there = html.fromstring(CLIENT.get(address).text).xpath("string(//a[@class='language']/@href)")
    assert (unquote(urlsplit(there).path), parse_qsl(urlsplit(there).query)) == (urlsplit(address).path, asked)
    english = html.fromstring(CLIENT.get(there).text)
    assert english.get("lang") == "en"
    back = english.xpath("string(//a[@class='language']/@href)")
    assert parse_qsl(urlsplit(back).query) == asked[:-1]


@pytest.mark.parametrize("address", ["/search", "/search?page=2", "/search?page=2&ui=en", "/search?q=NATO&lang=ja"])
def test_the_link_to_all_values_of_a_facet_leads_to_them(address: str) -> None:
    links = page(address).xpath("//section[@class='panel']/p/a/@href")
    assert links
    for link in links:
        assert dict(parse_qsl(urlsplit(link).query))["facet"] in FACETS
        assert page(link).xpath("//main//li")


def test_every_document_has_an_address_that_answers_whatever_it_is_called(tmp_path: Path) -> None:
    for number, name in enumerate(["https://a.example/1", "/letters//2/", "..", "書簡\n第一", "a?b#c%20d", "<x>\"'&"]):
        text = f"---\n{json.dumps({'id': name})[1:-1]}\n---\n条約の交渉 {number}.\n"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "第一\n書簡.txt").write_text("条約の交渉。", encoding="utf-8")
    client = create_app(built(tmp_path), Config()).test_client()
    for address in ("/documents", "/search?similar=show"):
        links = html.fromstring(client.get(address).text).xpath("//main//*[self::th or self::h3]/a/@href")
        links = [link for link in links if link.startswith("/doc/")]
        assert len(links) == 7
        for link in links:
            there = client.get(urljoin("http://localhost/search", link).removeprefix("http://localhost"))
            assert there.status_code == 200 and "条約の交渉" in there.text, link


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize(("facet", "value"), [("author", "-甲"), ("type", "-letter"), ("doc", "-b"), ("archive", "-")])
def test_a_value_that_begins_with_a_hyphen_is_kept_by_its_link(ui: str, facet: str, value: str) -> None:
    found = searcher_of(
        document("a", "条約の交渉。", authors=("-甲",), archive="-"),
        document("-b", "Of a treaty.", type="-letter"),
        document("c", "第三の文書。", title="三"),
    )
    client = app_of(found).test_client()
    links = html.fromstring(client.get(f"/values?facet={facet}&ui={ui}").text).xpath("//main//li/a")
    (link,) = (each for each in links if value in parse_qsl(urlsplit(each.get("href")).query)[0][1])
    hits = html.fromstring(client.get(link.get("href")).text)
    assert number(hits.xpath("string(//p[@role='status'])")) == 1
