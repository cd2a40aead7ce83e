"""No page has a barrier that axe-core can find, in either language and either theme, and every word is in both."""

import string
from typing import Any

import pytest
from barriers import barriers
from conftest import Visit
from folders import NOTE
from library import searcher, state, whole

from indexer.pipeline.passages import passage_id
from search_app.labels import LABELS
from search_app.notes import SENTENCES
from search_app.query_language.description import WORDS
from search_app.web.help_texts import SYNTAX_EXAMPLES, VIA_LABELS

PAGES = {
    "front page": "/?",
    "results": "/search?q=NATO",
    "results with filters": "/search?q=ソ連&actor=soviet-union&era=-detente&from=1945&until=1991",
    "results by document": "/search?q=クリントン&group=doc",
    "no results": "/search?q=qwertyzxcv ゴルバチョフ&actor=yeltsin",
    "a question read otherwise": '/search?q="misile (NATO&page=2',
    "concordance": "/kwic?q=冷戦&order=r1",
    "timeline": "/timeline?q=冷戦&actor=yeltsin",
    "trends": "/trends?q=冷戦&q=Cold War",
    "trends without a question": "/trends?",
    "terms": "/terms?q=NATO%0A冷戦&by=year",
    "terms without a list": "/terms?",
    "values": "/values?facet=actor&order=label",
    "document": "/doc/nato-00.en?q=NATO",
    "document with companions": "/doc/nato-00.en?companions={english}",
    "side by side": "/doc/nato-03.ja?q=NATO&beside=1",
    "passage": "/passage/{passage}?q=冷戦",
    "verification": "/cite/verify?c={seal}",
    "problems": "/problems?",
    "words": "/words?q=国",
    "switches": "/switches?q=ソ連",
    "documents": "/documents?sort=date",
    "people": "/people?order=label",
    "about": "/about?",
    "help": "/help?",
    "eras": "/eras?",
    "a person": "/actor/yeltsin?",
    "an era": "/era/cold-war?",
    "projects": "/projects?",
    "project": "/project?",
    "no such page": "/nowhere?",
    "no such person": "/actor/yeltsim?",
}


def address_of(name: str, ui: str) -> str:
    """The address of a page, with the passage and the citation it needs."""
    hit = whole(searcher(), state("冷戦")).hits[0]
    seal = f"[sakuin {hit.document.id} ¶1 {hit.id} sha256:000000000000] [sakuin lost ¶1 {'0' * 16} sha256:{'0' * 12}]"
    english = searcher().library.store.passages_of("nato-00.en")[0].passage.id
    return PAGES[name].format(passage=hit.id, seal=seal, english=english) + f"&ui={ui}"


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_barrier(visit: Visit, axe: Any, name: str, ui: str) -> None:
    page = visit(address_of(name, ui), javascript=True, color_scheme="light", bypass_csp=True)
    for more in page.locator("details:not([open]) > summary").all():
        if more.is_visible():
            more.click()
    assert barriers(axe, page) == []


def test_axe_finds_no_barrier_among_the_suggestions(visit: Visit, axe: Any) -> None:
    page = visit("/search?q=NATO", javascript=True, color_scheme="light", bypass_csp=True)
    page.locator("#q").fill("冷")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert barriers(axe, page) == []


ARCHIVE_PAGES = {
    "front page with problems": "/?",
    "problems": "/problems?",
    "results with pages": "/search?q=harbour",
    "document with pages": "/doc/note?q=harbour",
    "document with a note": "/doc/電報/cable?q=Kremlin",
    "passage with pages": "/passage/{passage}?q=harbour",
}


@pytest.mark.parametrize("ui", ["ja", "en"])
@pytest.mark.parametrize("name", ARCHIVE_PAGES)
def test_axe_finds_no_barrier_where_a_source_has_pages(
    visit: Visit, serve_archive: str, axe: Any, name: str, ui: str
) -> None:
    passage = passage_id(NOTE)
    address = f"{serve_archive}{ARCHIVE_PAGES[name].format(passage=passage)}&ui={ui}"
    page = visit(address, javascript=True, color_scheme="light", bypass_csp=True)
    assert page.locator("h1").count() == 1
    assert barriers(axe, page) == []


@pytest.mark.parametrize("name", ARCHIVE_PAGES)
def test_a_narrow_page_with_sources_does_not_scroll_sideways(visit: Visit, serve_archive: str, name: str) -> None:
    address = f"{serve_archive}{ARCHIVE_PAGES[name].format(passage=passage_id(NOTE))}"
    page = visit(address, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_number_of_a_page_opens_the_original_there(visit: Visit, serve_archive: str) -> None:
    page = visit(f"{serve_archive}/doc/note?ui=en")
    links = page.locator(".page a")
    assert [link.get_attribute("href") for link in links.all()] == ["/original/note#page=1", "/original/note#page=2"]
    hit = visit(f"{serve_archive}/search?q=harbour+minister&ui=en").locator(".meta .at a").first
    assert (hit.inner_text(), hit.get_attribute("href")) == ("p. 117", "/original/note#page=1")


def test_axe_would_find_a_barrier(visit: Visit, axe: Any) -> None:
    page = visit("/search?q=NATO", javascript=True, bypass_csp=True)
    page.evaluate("document.querySelector('label[for=q]').remove()")
    page.evaluate("document.getElementById('q').removeAttribute('placeholder')")
    assert any(found.startswith(("label", "aria-input-field-name")) for found in barriers(axe, page))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_landmarks_and_one_heading(visit: Visit, name: str) -> None:
    page = visit(address_of(name, "en"))
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1 and page.locator("search").count() >= 1
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().endswith("索引 Sakuin")


TABLES = {
    "LABELS": LABELS, "VIA_LABELS": VIA_LABELS, "SENTENCES": SENTENCES, "WORDS": WORDS, "SYNTAX": dict(SYNTAX_EXAMPLES),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_the_interface_is_in_both_languages(name: str) -> None:
    for key, label in TABLES[name].items():
        assert label.ja and label.en, key
        assert fields_of(label.ja) == fields_of(label.en), key


def fields_of(text: str) -> set[str]:
    """The {names} that a text is filled in with."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"media": "print"}])
def test_a_page_stays_whole_in_other_ways_of_showing_it(visit: Visit, media: dict[str, str]) -> None:
    page = visit("/search?q=NATO")
    page.emulate_media(**media)
    assert page.locator(".hit").first.is_visible()
    if "reduced_motion" in media:
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    if "forced_colors" in media:
        assert "underline" in page.locator("mark").first.evaluate("e => getComputedStyle(e).textDecorationLine")


@pytest.mark.parametrize("name", ["results", "concordance", "trends", "values", "passage"])
def test_what_is_clicked_is_large_enough(visit: Visit, name: str) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, but for links within a sentence."""
    page = visit(address_of(name, "ja"))
    small = page.eval_on_selector_all(
        "main a, main button, main summary, main input, main select",
        """all => all.filter(e => e.checkVisibility() && !e.closest('svg, p, dd, td, figcaption')).map(e => {
            const box = e.getBoundingClientRect();
            return box.height < 23.5 ? `${e.outerHTML.slice(0, 90)} ${box.height}` : '';
        }).filter(Boolean)""",
    )
    assert small == []


HIDDEN = """() => {
  const focused = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".reading-bar");
  return !bar.contains(document.activeElement) && focused.top < bar.getBoundingClientRect().bottom
    && focused.bottom > bar.getBoundingClientRect().top;
}"""
"""Whether any part of what has the focus lies below the bar that stays (WCAG 2.2, 2.4.11)."""


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_a_bar_that_stays_hides_no_focus(visit: Visit, key: str) -> None:
    page = visit("/doc/relations-13.en?q=Gorbachev", javascript=True, reduced_motion="reduce")
    sticky = page.eval_on_selector_all(
        "*", "all => all.filter(e => getComputedStyle(e).position === 'sticky').map(e => e.className)"
    )
    assert sticky == ["contents", "reading-bar"], "what else stays must be tried here too"
    page.locator(".pilcrow").nth(0 if key == "Tab" else -1).focus()
    passed = page.locator(".text a").count()
    assert passed > 10
    for _ in range(passed - 1):
        page.keyboard.press(key)
        assert not page.evaluate(HIDDEN), page.evaluate("document.activeElement.outerHTML")
