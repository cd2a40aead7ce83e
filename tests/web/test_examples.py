"""A home page says what the collection is, and shows no example as a link that finds nothing in it."""

import pytest
from library import app_of, document, searcher, searcher_of
from lxml import html

from search_app.web.help_texts import SYNTAX_EXAMPLES

BARE = searcher_of(
    document("a", "The talks on arms control, 1991."), document("b", "冷戦とデタントについて。", lang="ja")
)


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("found", [BARE, searcher()], ids=["a folder of one's own", "the sample"])
def test_every_example_that_is_a_link_finds_something(found: object, ui: str) -> None:
    client = app_of(found).test_client()  # type: ignore[arg-type]
    links = html.fromstring(client.get(f"/?ui={ui}").text).xpath("//table[@class='syntax']//a/@href")
    assert links
    for link in links:
        assert client.get(link.replace("/search?", "/search.json?")).get_json()["total"] > 0, link


def test_the_examples_in_the_language_of_the_page_come_first() -> None:
    for ui, first in (("ja", "冷戦"), ("en", "arms")):
        shown = html.fromstring(app_of(BARE).test_client().get(f"/?ui={ui}").text)
        assert first in shown.xpath("string(//table[@class='syntax']//tbody//code)")


@pytest.mark.parametrize(("ui", "heading"), [("ja", "文書を検索する"), ("en", "Search the documents")])
def test_a_collection_without_a_title_is_not_called_by_the_program_s_name(ui: str, heading: str) -> None:
    shown = html.fromstring(app_of(BARE).test_client().get(f"/?ui={ui}").text)
    assert shown.xpath("string(//h1)") == heading
    assert shown.xpath("string(//title)").count("Sakuin") == 1
    assert not shown.xpath("//span[@class='collection']")


def test_in_the_sample_every_example_finds_something() -> None:
    shown = html.fromstring(app_of(searcher()).test_client().get("/").text)
    assert len(shown.xpath("//table[@class='syntax']//a")) == len(SYNTAX_EXAMPLES)
