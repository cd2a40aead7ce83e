"""An error is told in the language of the page, with what is near to what was asked and a box to search again."""

from pathlib import Path

import pytest
from library import CORPUS, app_of, built, document, searcher_of
from lxml import html

from search_app.web.app import create_app

FOUND = searcher_of(
    document("kennan-1946", "The long telegram of the chargé.", title="The Long Telegram"),
    document("冷戦-1947", "封じ込めの論文について。", title="封じ込め"),
)
PASSAGE = FOUND.library.store.passages_of("kennan-1946")[0].passage.id


def answered(address: str) -> tuple[int, html.HtmlElement]:
    answer = app_of(FOUND).test_client().get(address)
    return answer.status_code, html.fromstring(answer.text)


@pytest.mark.parametrize(
    ("address", "sentence", "near"),
    [
        ("/doc/kennan-1947?ui=en", "There is no document “kennan-1947”.", ["/doc/kennan-1946?ui=en"]),
        ("/doc/kennan-1947", "「kennan-1947」という文書はありません。", ["/doc/kennan-1946"]),
        ("/doc/冷戦-1948", "「冷戦-1948」という文書はありません。", ["/doc/%E5%86%B7%E6%88%A6-1947"]),
        ("/doc/The Long Telegrams?ui=en", "There is no document “The Long Telegrams”.", ["/doc/kennan-1946?ui=en"]),
        ("/doc/kenn?ui=en", "There is no document “kenn”.", ["/doc/kennan-1946?ui=en"]),
        ("/doc/冷戦-", "「冷戦-」という文書はありません。", ["/doc/%E5%86%B7%E6%88%A6-1947"]),
        ("/doc/ke?ui=en", "There is no document “ke”.", []),
        ("/doc/zzzzzzzz?ui=en", "There is no document “zzzzzzzz”.", []),
        (f"/passage/{PASSAGE[:-3]}?ui=en", f"There is no passage “{PASSAGE[:-3]}”.", [f"/passage/{PASSAGE}?ui=en"]),
        (f"/passage/{PASSAGE[:-1]}x", f"「{PASSAGE[:-1]}x」という箇所はありません。", [f"/passage/{PASSAGE}"]),
        ("/passage/12?ui=en", "There is no passage “12”.", []),
        ("/values?facet=colour&ui=en", "There is no filter “colour”.", []),
        ("/values?facet=色", "「色」という絞り込みの項目はありません。", []),
        ("/nowhere?ui=en", "There is no such page.", []),
        ("/nowhere", "お探しのページはありません。", []),
        ("/doc/<script>?ui=en", "There is no document “<script>”.", []),
    ],
)
def test_what_is_not_found_is_told_in_the_language_of_the_page(address: str, sentence: str, near: list[str]) -> None:
    status, page = answered(address)
    assert status == 404
    assert page.xpath("string(//p[@class='lead'])").startswith(sentence)
    assert page.xpath("//ul[@class='near']//a/@href") == near
    assert page.get("lang") == ("en" if "ui=en" in address else "ja")
    assert page.xpath("//form//input[@id='q']")


@pytest.mark.parametrize(
    ("ui", "sentence"), [("ja", "このページはそのようには使えません。"), ("en", "This page cannot be used")]
)
def test_a_request_of_another_kind_is_told_so_too(ui: str, sentence: str) -> None:
    answer = app_of(FOUND).test_client().post(f"/search?ui={ui}")
    assert answer.status_code == 405 and sentence in answer.text


@pytest.mark.parametrize(("ui", "sentence"), [("ja", "索引がまだ作られていない"), ("en", "its index is not made yet")])
def test_a_collection_without_an_index_says_so_and_what_to_do(tmp_path: Path, ui: str, sentence: str) -> None:
    answer = create_app(tmp_path / "none").test_client().get(f"/search?q=x&ui={ui}")
    assert answer.status_code == 503
    assert sentence in answer.text and "sakuin index" in answer.text


def test_what_an_api_says_is_what_the_error_says() -> None:
    answer = app_of(FOUND).test_client().get(f"/passage/{PASSAGE[:-1]}x.json")
    assert answer.status_code == 404
    assert answer.json is not None and answer.json["error"].endswith(f"near it: {PASSAGE}")


def test_no_page_of_an_error_is_kept_by_machines_that_walk_the_web() -> None:
    _, page = answered("/nowhere")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_an_id_that_is_near_is_found_in_an_index_on_the_disk() -> None:
    client = create_app(built(CORPUS / "correspondence", "tantivy")).test_client()
    hit = client.get("/search.json").get_json()["hits"][0]["id"]
    assert f"/passage/{hit}" in client.get(f"/passage/{hit[:-2]}").text
