"""A page says the same of what it shows as its file of RIS does, to whatever program reads it."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
import rispy
from conftest import Visit
from flask.testing import FlaskClient
from library import app_of, built, document, searcher, searcher_of, state, whole
from lxml import html
from test_formats import ABOUT, AUTHORS, SPANNING

from indexer.config import Config
from indexer.document import Label
from search_app.export.bibliographies import GENRES, PLAIN, ris
from search_app.export.citations import Cited, cited_whole
from search_app.export.page_metadata import coins, json_ld, meta_tags
from search_app.web.app import create_app

ADDRESS = "https://search.example.org/ussr"

CITED = {
    question: [hit.id for hit in whole(searcher(), state(question)).hits][:10]
    for question in ("冷戦", "NATO enlargement", "type:book")
}
"""Ten passages of a question in each language, and ten whose books have authors."""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(built(), Config(address=ADDRESS)).test_client()


def tags(page: html.HtmlElement) -> dict[str, list[str]]:
    """The content of every <meta> of a page, by its name."""
    found: dict[str, list[str]] = {}
    for node in page.iter("meta"):
        found.setdefault(node.get("name") or node.get("property") or "", []).append(node.get("content"))
    return found


def objects(page: html.HtmlElement) -> list[dict[str, list[str]]]:
    """What each element of COinS on a page says."""
    return [parse_qs(node.get("title"), strict_parsing=True) for node in page.find_class("Z3988")]


def linked(page: html.HtmlElement) -> dict[str, object]:
    """The JSON-LD of a page."""
    [node] = page.xpath("//script[@type='application/ld+json']")
    return dict(json.loads(node.text))


Facts = tuple[str, list[str], str, str]
"""Title, authors, date and address."""


def of_ris(text: str) -> Facts:
    [record] = rispy.loads(text)
    date = record.get("date") or record.get("year") or ""
    return record["title"], record.get("authors", []), date.replace("/", "-"), record["urls"][0]


def of_tags(page: html.HtmlElement) -> Facts:
    found = tags(page)
    date = found.get("citation_publication_date", [""])[0].replace("/", "-")
    return found["citation_title"][0], found.get("citation_author", []), date, found["citation_public_url"][0]


def of_objects(page: html.HtmlElement, number: int = 0) -> Facts:
    found = objects(page)[number]
    date, address = found.get("rft.date", [""])[0], found["rft.identifier"][0]
    return found["rft.title"][0], found.get("rft.creator", []), date, address


def of_linked(page: html.HtmlElement) -> Facts:
    found = linked(page)
    return str(found["name"]), list(found.get("author", [])), str(found.get("dateCreated", "")), str(found["url"])  # type: ignore[call-overload]


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("question", CITED)
def test_the_page_of_a_passage_says_what_its_ris_says(client: FlaskClient, question: str, ui: str) -> None:
    assert len(CITED[question]) == 10
    for passage in CITED[question]:
        record = of_ris(client.get(f"/passage/{passage}.ris", query_string={"q": question}).text)
        page = html.fromstring(client.get(f"/passage/{passage}", query_string={"q": question, "ui": ui}).text)
        assert of_tags(page) == of_objects(page) == of_linked(page) == record
        assert record[0] and record[3] == f"{ADDRESS}/passage/{passage}"
        assert question != "type:book" or all(record)


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("question", ["冷戦", "NATO enlargement"])
def test_each_hit_says_what_its_ris_says(client: FlaskClient, question: str, ui: str) -> None:
    page = html.fromstring(client.get("/search", query_string={"q": question, "ui": ui}).text)
    ids = [node.get("data-id") for node in page.find_class("hit")]
    assert len(ids) == len(objects(page)) == 10
    for number, passage in enumerate(ids):
        record = client.get(f"/passage/{passage}.ris", query_string={"q": question}).text
        assert of_objects(page, number) == of_ris(record)


@pytest.mark.parametrize("name", ["nato-03.ja", "nato-03.en"])
def test_the_page_of_a_document_says_what_the_ris_of_its_passages_says(client: FlaskClient, name: str) -> None:
    passage = searcher().library.store.passages_of(name)[0].passage.id
    page = html.fromstring(client.get(f"/doc/{name}").text)
    title, authors, date, _ = of_ris(client.get(f"/passage/{passage}.ris").text)
    assert of_tags(page) == of_objects(page) == of_linked(page) == (title, authors, date, f"{ADDRESS}/doc/{name}")


def test_pages_publisher_type_and_text_are_those_of_the_ris_too() -> None:
    found = searcher_of(document("x", SPANNING, authors=AUTHORS, type="Telegram", publisher="Press", **ABOUT))
    passage = found.library.store.passages_of("x")[0].passage.id
    client = app_of(found).test_client()
    [record] = rispy.loads(client.get(f"/passage/{passage}.ris?q=conduct").text)
    page = html.fromstring(client.get(f"/passage/{passage}?q=conduct").text)
    said, [spoken] = tags(page), objects(page)
    assert said["citation_firstpage"] == [record["start_page"]] == spoken["rft.pages"] == [linked(page)["pagination"]]
    assert said["citation_publisher"] == [record["publisher"]] == spoken["rft.publisher"] == [linked(page)["publisher"]]
    assert said["citation_abstract"] == [record["abstract"]] == spoken["rft.description"]
    assert record["type_of_reference"] == "PCOMM" and linked(page)["@type"] == "Message"
    assert said["z:itemType"] == spoken["rft.type"] == ["letter"]


PLACE = Cited("0" * 16, "a", 1, "0" * 12, (), "X", (), "", "", "", "en", "http://h/passage/0")
DATED = [
    # As written, the date of RIS, its year.
    ("1947-07-01", "1947/07/01", "1947"),
    ("昭和22年7月", "1947/07", "1947"),
    ("1990~", "1990", "1990"),
    ("1994-05/1994-06", "", "1994"),
    ("1989/1991", "", ""),
    ("1991/..", "", ""),
    ("冷戦期", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("written", "date", "year"), DATED)
def test_a_date_that_is_none_or_several_is_not_said(written: str, date: str, year: str) -> None:
    facts = replace(PLACE, date=written)
    [record] = rispy.loads(ris(facts, ""))
    assert (record.get("date", ""), record.get("year", "")) == (date, year)
    said = date or year
    assert dict(meta_tags(facts)).get("citation_publication_date", "") == said
    assert json_ld(facts).get("dateCreated", "") == said.replace("/", "-")
    assert parse_qs(coins(facts)).get("rft.date", [""]) == [said.replace("/", "-")]


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(PLACE, address="")
    assert dict(meta_tags(bare)) == {"z:itemType": "document", "citation_title": "X", "citation_language": "en"}
    assert set(json_ld(bare)) == {"@context", "@type", "name", "inLanguage", "identifier"}
    assert "=&" not in coins(bare) and not coins(bare).endswith("=")


def test_every_type_is_one_that_zotero_and_schema_org_know() -> None:
    zotero = {"letter", "email", "report", "book", "journalArticle", "newspaperArticle", "presentation", "document"}
    schema = {"Message", "EmailMessage", "Report", "Book", "ScholarlyArticle", "NewsArticle", "CreativeWork"}
    kinds = {PLAIN, *GENRES.values()}
    assert {kind.zotero for kind in kinds} == zotero and {kind.schema for kind in kinds} == schema


HOSTILE = "</script><script>alert(1)</script><!-- \"x\" &amp; 'y' 「冷戦」 ]]>"


def test_a_hostile_title_ends_neither_the_script_nor_an_attribute() -> None:
    found = searcher_of(document("x", "Of conduct.", title=HOSTILE, authors=(HOSTILE,), source=HOSTILE))
    passage = found.library.store.passages_of("x")[0].passage.id
    client = app_of(found).test_client()
    record = of_ris(client.get(f"/passage/{passage}.ris").text)
    assert record[:2] == (HOSTILE, [HOSTILE])
    for address in (f"/passage/{passage}", "/doc/x", "/search?q=conduct"):
        text = client.get(address).text
        page = html.fromstring(text)
        assert "<script>alert" not in text and of_objects(page)[:2] == record[:2]
        assert address.startswith("/search") or of_tags(page)[:2] == of_linked(page)[:2] == record[:2]


def test_a_whole_document_is_named_by_its_id() -> None:
    found = searcher_of(document("letters/冷戦 1", "Of conduct."))
    row = found.library.store.document("letters/冷戦 1")
    assert row
    facts = cited_whole(row, Label("", ""), "http://h")
    assert json_ld(facts)["identifier"] == "letters/冷戦 1"
    assert facts.address == "http://h/doc/letters/%E5%86%B7%E6%88%A6%201"
    assert app_of(found).test_client().get(facts.address.removeprefix("http://h")).status_code == 200


SHARED = [
    # Address, in the Japanese and the English interface: the title, the kind, the path.
    ("/", "米ソ・米露関係", "US-Soviet and US-Russian relations", "website", "/"),
    ("/search?q=NATO", "NATO: 72件", "NATO: 72 passages", "website", "/search?q=NATO"),
    ("/kwic?q=NATO&order=r1", "用例: NATO", "In context: NATO", "website", "/kwic?q=NATO&order=r1"),
    ("/doc/nato-03.en?q=NATO", "Talbott", "Talbott", "article", "/doc/nato-03.en"),
    ("/actor/yeltsin", "ボリス・エリツィン", "Boris Yeltsin", "website", "/actor/yeltsin"),
]


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize(("address", "ja", "en", "kind", "path"), SHARED)
def test_a_link_that_is_sent_around_says_what_it_leads_to(
    client: FlaskClient, address: str, ja: str, en: str, kind: str, path: str, ui: str
) -> None:
    said = tags(html.fromstring(client.get(f"{address}{'&' if '?' in address else '?'}ui={ui}").text))
    assert (ja if ui == "ja" else en) in said["og:title"][0] and said["og:type"] == [kind]
    assert said["og:locale"] == [{"ja": "ja_JP", "en": "en_US"}[ui]]
    assert said["og:site_name"] == [searcher().library.collection.title.in_language(ui)]
    assert 0 < len(said["og:description"][0]) <= 200
    assert re.sub("[?&]ui=en", "", said["og:url"][0]) == ADDRESS + path


@pytest.mark.parametrize("address", [row[0] for row in SHARED])
def test_a_server_that_was_not_told_its_address_says_none(address: str) -> None:
    assert "og:url" not in tags(html.fromstring(create_app(built()).test_client().get(address).text))


def test_an_error_is_nothing_to_be_sent_around(client: FlaskClient) -> None:
    assert not any(name.startswith("og:") for name in tags(html.fromstring(client.get("/nowhere").text)))


def test_a_browser_under_the_policy_of_the_server_lets_programs_read_the_data(visit: Visit) -> None:
    page = visit("/", javascript=True)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("pageerror", lambda error: refused.append(str(error)))
    answer = page.goto(f"/passage/{CITED['冷戦'][0]}")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    read = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).url")
    assert read.endswith(f"/passage/{CITED['冷戦'][0]}") and not refused
