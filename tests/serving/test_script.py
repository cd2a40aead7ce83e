"""Below a prefix the page's script asks and keeps what belongs to its own collection."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CORPUS, served

from indexer.config import Config


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from served(CORPUS, tmp_path_factory.mktemp("below"), Config(prefix="/ussr"))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_suggestions_come_below_a_prefix(page: Any, address: str) -> None:
    page.goto(f"{address}/ussr/?ui=ja")
    page.locator("#q").focus()
    page.keyboard.insert_text("冷")
    page.get_by_role("option").filter(has_text="冷戦").first.wait_for()


def test_the_last_searches_lead_below_the_prefix_and_are_kept_apart(page: Any, address: str) -> None:
    page.goto(f"{address}/ussr/search?q=NATO")
    page.goto(f"{address}/ussr/")
    kept = page.locator("#kept [data-list=history] a").first
    kept.wait_for()
    assert kept.get_attribute("href") == "/ussr/search?q=NATO"
    assert page.evaluate("Object.keys(localStorage)") == ["sakuin/ussr-history"]


def test_passages_that_are_selected_make_a_search_below_the_prefix(page: Any, address: str) -> None:
    page.goto(f"{address}/ussr/search?q=NATO")
    page.locator(".hit .links button").first.click()
    assert page.locator(".selection .within").get_attribute("href").startswith("/ussr/search?id=")
    assert page.locator(".selection .to-project").get_attribute("href").startswith("/ussr/project#")
