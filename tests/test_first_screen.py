"""What a reader sees without scrolling: results first, over the sample and over a folder of one's own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from conftest import served_index
from library import FRUS, built, needs_frus

QUESTIONS = [
    ("ja", ("", "条約", "ソ連", "クリントン", "冷戦 OR デタント", "米国")),
    ("en", ("", "the", "treaty", "Soviet", "NATO enlargement", "test ban treaty", "Secretary")),
]

PLACES = """() => {
  const box = (element) => element.getBoundingClientRect();
  const hits = [...document.querySelectorAll('.hits > li')].map(box);
  return {first: box(document.querySelector('.hit h3')).top, second: hits[1]?.bottom ?? 0,
          width: document.documentElement.scrollWidth,
          average: hits.reduce((sum, each) => sum + each.height, 0) / hits.length};
}"""
"""Pixels from the top of the page: of the first title, and of where the second hit ends; and how high hits are."""


@pytest.fixture(scope="module", params=["the sample", pytest.param("a folder of one's own", marks=needs_frus)])
def address(request: Any, serve: str) -> Iterator[str]:
    if request.param == "the sample":
        yield serve
    else:
        yield from served_index(built(FRUS, "tantivy"))


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
@pytest.mark.parametrize(("ui", "questions"), QUESTIONS)
@pytest.mark.parametrize(("width", "height", "title"), [(1280, 900, 480), (360, 740, 560), (320, 640, 640)])
def test_results_stand_on_the_first_screen(
    browser: Any,
    address: str,
    ui: str,
    questions: tuple[str, ...],
    javascript: bool,
    width: int,
    height: int,
    title: int,
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=javascript)
    page = context.new_page()
    for question in questions:
        page.goto(f"{address}/search?q={quote(question)}&ui={ui}")
        if page.locator(".hit").count():
            found = page.evaluate(PLACES)
            assert found["first"] <= title and found["width"] <= width, (question, found)
            if width > 1000:
                assert found["second"] <= height and found["average"] <= 210, (question, found)
    context.close()
