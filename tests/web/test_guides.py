"""Before anything is asked: what a collection is and how it is asked, each on a page of its own, in both languages."""

import pytest
from library import app_of, built, document, searcher, searcher_of
from lxml import html

from indexer.collection import Collection
from indexer.document import Label
from indexer.schema import FACET_TABLE
from search_app.web.app import create_app
from search_app.web.help_texts import GUIDE

BARE = searcher_of(
    document("a", "The talks on arms control of May 1991."), document("b", "冷戦とデタントについて。", lang="ja")
)

TOLD = Collection(
    about=Label("松本文庫が集めた書簡。", "Letters that the Matsumoto library gathered."),
    licence=Label("", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
    contact=Label("archive@example.org", "archive@example.org"),
    digest="told",
)


def shown(client: object, address: str) -> html.HtmlElement:
    answer = client.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return html.fromstring(answer.text)


@pytest.mark.parametrize(
    ("ui", "heading", "said"),
    [
        ("ja", "作成者・成り立ち", "松本文庫が集めた書簡。"),
        ("en", "Who made it", "Letters that the Matsumoto library gathered."),
    ],
)
def test_a_collection_is_told_of_by_its_own_file(ui: str, heading: str, said: str) -> None:
    opened = searcher_of(document("a", "Grain."), collection=TOLD)
    page = shown(app_of(opened).test_client(), f"/about?ui={ui}")
    assert page.xpath(f"string(//section[h2='{heading}']/p)") == said
    links = page.xpath("//main//a/@href")
    assert "https://creativecommons.org/licenses/by/4.0/" in links and "mailto:archive@example.org" in links


@pytest.mark.parametrize(
    ("ui", "missing", "size"), [("ja", "collection.toml", "2文書"), ("en", "ask whoever", "2 documents")]
)
def test_a_folder_of_one_s_own_is_told_of_in_numbers(ui: str, missing: str, size: str) -> None:
    text = shown(app_of(BARE).test_client(), f"/about?ui={ui}").xpath("string(//main)")
    assert missing in text and size in text and "1991" in text and "gen-1" in text


def test_the_numbers_are_those_of_their_links_and_of_the_index() -> None:
    client = create_app(built()).test_client()
    page = shown(client, "/about?ui=en")
    documents, passages = searcher().library.store.counts()[1:]
    for link in page.xpath("//section[@aria-labelledby='holdings']//a[contains(@href, 'ui=en')]/@href")[:2]:
        assert shown(client, link).xpath("string(//p[@role='status'])").split()[0] in (
            f"{documents:,}",
            f"{passages:,}",
        )
    by_language = page.xpath("//dd[contains(., 'documents, ')]/text()")
    assert sum(int(row.split()[0].replace(",", "")) for row in by_language) == documents
    assert page.xpath("//dd[contains(., 'made on 20')]")


@pytest.mark.parametrize(("ui", "name"), [("ja", "使い方"), ("en", "Help")])
def test_the_help_tells_of_questions_fields_filters_views_files_and_keys(ui: str, name: str) -> None:
    page = shown(create_app(built()).test_client(), f"/help?ui={ui}")
    assert page.xpath("string(//h1)") == name
    assert len(page.xpath("//table[@class='syntax']//a")) >= 10
    assert page.xpath("//dt/code/text()") == [f"{facet.name}:" for facet in FACET_TABLE]
    for chapter in GUIDE:
        assert len(page.xpath(f"//section[h2/@id='{chapter.id}-help']//dd")) == len(chapter.rows)
    assert page.xpath("//section//kbd")
    ids = {each.lstrip("#") for each in page.xpath("//nav[@class='letters']//a/@href")}
    assert len(ids) == 6 and all(page.get_element_by_id(each) is not None for each in ids)


@pytest.mark.parametrize(("ui", "name"), [("ja", "この資料について"), ("en", "About this collection")])
@pytest.mark.parametrize("path", ["/", "/search?q=冷戦", "/nowhere"])
def test_every_page_leads_to_what_the_collection_is(path: str, ui: str, name: str) -> None:
    client = app_of(BARE).test_client()
    page = html.fromstring(client.get(f"{path}{'&' if '?' in path else '?'}ui={ui}").text)
    (link,) = page.xpath(f"//footer//a[.='{name}']/@href")
    assert client.get(link).status_code == 200
