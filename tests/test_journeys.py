"""A researcher's way through the pages, without JavaScript and with it, by mouse, by keyboard and by input method."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Page, Visit
from test_page import focused, number, total

from search_app.export.citations import STYLES


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
@pytest.mark.parametrize(("ui", "question"), [("ja", "クリントン"), ("en", "Clinton")])
def test_from_a_question_to_an_exported_file(visit: Visit, javascript: bool, ui: str, question: str) -> None:
    from_a_question_to_a_file(visit, javascript, ui, question)


@pytest.mark.parametrize(("ui", "question"), [("ja", "クリントン"), ("en", "Clinton")])
def test_from_a_question_to_an_exported_file_over_a_cluster(visit_cluster: Visit, ui: str, question: str) -> None:
    from_a_question_to_a_file(visit_cluster, True, ui, question)


def from_a_question_to_a_file(visit: Visit, javascript: bool, ui: str, question: str) -> None:
    page = visit(f"/?ui={ui}", javascript=javascript)
    page.locator("#q").fill(question)
    page.locator("form.ask button").click()
    page.wait_for_url("**/search?*")
    everything = total(page)
    value = page.locator("#filters .panel").nth(1).locator("li > a").nth(2)
    promised = number(value.locator("b").text_content())
    value.click()
    page.wait_for_url("**actor=*")
    assert 10 < total(page) == promised <= everything

    page.locator(".pager a[rel=next]").click()
    page.wait_for_url("**page=2*")
    address = page.locator(".hit h3 a").first.get_attribute("href")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/doc/**")
    assert page.locator(f"#{address.partition('#')[2]}.is-hit mark").count() > 0
    hits = number(page.locator(".about .total").inner_text())
    if hits > 1:
        page.locator(".hit-of a[href='#hit-2']").first.click()
        page.wait_for_url("**#hit-2")
    page.locator(".back a").click()
    page.wait_for_url("**page=2*")

    page.locator(".away summary").click()
    with page.expect_download() as waiting:
        page.locator(".away a").get_by_text("CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"), newline="")))
    answer = page.request.get(page.url.replace("/search?", "/search.json?")).json()
    assert len(rows) == answer["total"] - answer["folded"] == number(page.locator(".away p").inner_text())


@pytest.mark.parametrize(
    ("ui", "question", "person", "kwic", "lists", "timeline"),
    [
        ("ja", "クリントン", "ボリス・エリツィン", "用例（KWIC）", "人物", "年表"),
        ("en", "Clinton", "Boris Yeltsin", "In context (KWIC)", "People", "Timeline"),
    ],
)
def test_without_javascript_one_way_leads_through_search_concordance_person_timeline_and_reader_to_a_file(
    visit: Visit, ui: str, question: str, person: str, kwic: str, lists: str, timeline: str
) -> None:
    page = visit(f"/?ui={ui}")
    page.locator("#q").fill(question)
    page.locator("form.ask button").click()
    everything = total(page)
    value = page.locator("#filters a", has_text=person)
    promised = number(value.locator("b").text_content())
    value.click()
    assert 0 < total(page) == promised <= everything

    page.get_by_role("link", name=kwic).click()
    assert min(total(page), 50) == page.locator(".kwic tbody tr").count() > 0
    assert person in page.locator(".chips").inner_text()

    page.locator("header").get_by_role("link", name=lists).click()
    page.locator(".entries").get_by_role("link", name=person, exact=True).click()
    assert page.locator("h1").inner_text() == person
    passages = total(page)
    page.locator("p.total a").click()
    assert total(page) == passages

    page.locator(".tabs").get_by_role("link", name=timeline).click()
    cell = page.locator(".timeline tbody td a").last
    promised = number(cell.inner_text())
    cell.click()
    assert total(page) == promised

    anchor = page.locator(".hit h3 a").first.get_attribute("href").partition("#")[2]
    page.locator(".hit h3 a").first.click()
    assert page.locator(f"#{anchor}.is-hit").is_visible()
    page.locator(".back a").first.click()
    page.locator(".away summary").click()
    with page.expect_download() as waiting:
        page.locator(".away a").get_by_text("RIS", exact=True).click()
    written = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert written.count("TY  - ") == number(page.locator(".away p").inner_text()) > 0


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_the_same_search_is_a_list_a_concordance_and_a_trend(visit: Visit, javascript: bool) -> None:
    page = visit("/search?q=冷戦&actor=soviet-union", javascript=javascript)
    hits = total(page)
    page.get_by_role("link", name="用例（KWIC）").click()
    lines = total(page)
    assert lines >= 1 and "actor=soviet-union" in page.url
    page.get_by_label("並べ方 1").select_option("r1")
    page.get_by_role("button", name="表示").click()
    assert "order=r1" in page.url and total(page) == lines
    assert page.locator(".kwic tbody tr").count() == lines
    page.get_by_role("link", name="年の推移").click()
    assert number(page.locator(".legend li").inner_text().partition("(")[2]) == hits
    assert page.locator("svg[role=img]").count() == 2
    page.get_by_label("検索式 2").fill("デタント")
    page.get_by_role("button", name="表示").click()
    assert page.locator(".legend li").count() == 2
    page.get_by_role("link", name="一覧").click()
    assert total(page) == hits


def test_more_values_stand_on_a_page_of_their_own(visit: Visit) -> None:
    page = visit("/search?q=NATO&ui=en")
    page.locator(".panel").nth(1).get_by_role("link", name="See all values").click()
    assert "/values" in page.url
    page.get_by_role("link", name="Alphabetical").click()
    assert page.locator(".letters a").count() > 5
    row = page.locator(".values li").nth(3)
    promised = number(row.locator("b").text_content())
    row.locator("a").first.click()
    assert total(page) == promised


def test_a_citation_is_verified_from_the_passage(visit: Visit) -> None:
    page = visit("/search?q=Yeltsin&ui=en")
    page.get_by_role("link", name="Link to this passage").first.click()
    assert page.locator(".cite dd").count() == len(STYLES)
    seal = re.search(r"\[sakuin .*?\]", page.locator(".cite dd").first.inner_text())
    page.get_by_role("link", name="Verify a citation").click()
    assert page.locator(".verdict h2").inner_text().endswith("Unchanged")
    assert seal is not None
    page.locator("textarea").fill(seal[0][:-3] + "00]")
    page.get_by_role("button", name="Verify").click()
    assert "miscopied" in page.locator(".verdict h2").inner_text()


def test_two_languages_are_read_side_by_side(visit: Visit) -> None:
    page = visit("/doc/nato-03.ja?q=NATO")
    page.get_by_role("link", name="並べて読む").first.click()
    rows = page.locator(".pair tbody tr")
    assert rows.count() >= 3 and page.locator(".pair mark").count() >= 2
    assert {rows.first.locator("td").nth(n).get_attribute("lang") for n in (0, 1)} == {"ja", "en"}
    page.get_by_role("link", name="この文書だけを読む").click()
    assert page.locator(".contents").is_visible()


# suggestions


@pytest.fixture
def asked(visit: Visit) -> Iterator[tuple[Page, list[str]]]:
    """The front page with JavaScript, and the addresses of the suggestions it asks for."""
    page = visit("/?ui=ja", javascript=True)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if "/suggest" in request.url else None)
    page.locator("#q").focus()
    yield page, requests


def options(page: Page) -> Any:
    """The options that are shown."""
    return page.get_by_role("option")


@pytest.mark.parametrize(
    ("typed", "wanted"), [("冷", "冷戦"), ("reise", "冷戦"), ("gorba", "Gorbachev"), ("くりんと", "クリントン")]
)
def test_suggestions_come_while_typing(asked: tuple[Page, list[str]], typed: str, wanted: str) -> None:
    page, _ = asked
    page.keyboard.insert_text(typed)
    options(page).filter(has_text=wanted).first.wait_for()
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    assert "候補" in page.locator(".box [role=status]").inner_text()


def test_the_arrows_choose_a_suggestion_and_enter_takes_it(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.keyboard.insert_text("gorba")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert page.locator("#q").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    q = chosen.get_attribute("data-q")
    page.keyboard.press("Enter")
    assert page.locator("#q").input_value() == q and options(page).count() == 0
    assert "/search" not in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")


def test_escape_closes_the_suggestions_then_clears_the_box(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.keyboard.insert_text("gorba")
    options(page).first.wait_for()
    page.keyboard.press("Escape")
    assert options(page).count() == 0 and page.locator("#q").input_value() == "gorba"
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""


def test_a_click_on_a_suggestion_searches_for_it(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.keyboard.insert_text("冷")
    options(page).first.click()
    page.wait_for_url(f"**/search?q={quote('冷戦')}*")
    assert total(page) > 0


def test_while_kana_are_composed_nothing_is_asked_chosen_or_sent(asked: tuple[Page, list[str]]) -> None:
    page, requests = asked
    page.keyboard.insert_text("冷")
    options(page).first.wait_for()
    before = len(requests)
    composer = page.context.new_cdp_session(page)
    for text in ("れ", "れい", "れいせ", "れいせん"):
        composer.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    for key in ("Enter", "ArrowDown", "Escape"):
        page.evaluate(
            "key => document.getElementById('q').dispatchEvent("
            "new KeyboardEvent('keydown', {key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))",
            key,
        )
    page.evaluate("document.querySelector('form.ask').requestSubmit()")
    page.wait_for_timeout(400)
    assert len(requests) == before, "no suggestion is asked for while an input method composes"
    assert options(page).count() == 0
    assert "/search" not in page.url, "nor is the search sent"
    assert page.locator("#q").input_value() == "冷れいせん"

    composer.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    composer.send("Input.insertText", {"text": "戦"})
    page.wait_for_timeout(400)
    assert len(requests) > before, "once it has, they are"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")


# what JavaScript makes nicer


def test_a_long_list_is_narrowed_by_typing(visit: Visit) -> None:
    page = visit("/values?facet=actor&ui=ja", javascript=True)
    every = page.locator(".values li:visible").count()
    page.get_by_role("searchbox", name="この一覧を絞る").fill("クリント")
    shown = page.locator(".values li:visible")
    assert 0 < shown.count() < every
    assert all("クリント" in text for text in shown.all_inner_texts())


def test_years_are_drawn_over_the_histogram(visit: Visit) -> None:
    page = visit("/search?q=NATO&ui=en", javascript=True)
    page.locator(".years > summary").click()
    first, last = (number(page.locator("svg.bars").get_attribute(f"data-{name}")) for name in ("first", "last"))
    area = page.locator("svg.bars").bounding_box()
    y = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + area["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.6, y, steps=4)
    page.mouse.move(area["x"] + area["width"] * 0.98, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=*until=*")
    from_, until = (number(page.locator(f".between input[name={name}]").input_value()) for name in ("from", "until"))
    assert abs(from_ - (first + (last - first + 1) * 0.5)) <= 1 and abs(until - last) <= 2
    assert page.locator(".chips li:not(.clear)").count() == 2


def test_a_search_is_saved_and_remembered_in_this_browser(visit: Visit) -> None:
    page = visit("/search?q=冷戦&ui=ja", javascript=True)
    page.get_by_role("button", name="この検索を保存").click()
    page.goto("/search?q=NATO")
    page.goto("/")
    assert page.locator("[data-list=saved] a").all_inner_texts() == ["冷戦"]
    assert page.locator("[data-list=history] a").all_inner_texts() == ["NATO", "冷戦"]
    page.get_by_role("button", name="消す: NATO").click()
    assert page.locator("[data-list=history] a").all_inner_texts() == ["冷戦"]
    page.locator("[data-list=saved] a").click()
    assert total(page) > 0


def test_passages_are_chosen_over_several_searches_and_searched_together(visit: Visit) -> None:
    page = visit("/search?q=冷戦", javascript=True)
    ids = []
    for q, place in (("冷戦", 0), ("冷戦", 2), ("Clinton", 1)):
        page.goto(f"/search?q={q}")
        hit = page.locator(".hit").nth(place)
        ids.append(hit.get_attribute("data-id"))
        hit.get_by_role("button", name="選ぶ").click()
        hit.locator("[aria-pressed=true]").wait_for()
    page.get_by_role("link", name="選んだ箇所の中を検索").click()
    assert total(page) == 3
    assert {hit.get_attribute("data-id") for hit in page.locator(".hit").all()} == set(ids)
    page.locator(".chips a").first.click()
    assert total(page) > 100
    page.locator(".to-project").click()
    page.locator(".item").nth(2).wait_for()


def test_the_documents_beside_one_are_a_key_away(visit: Visit) -> None:
    page = visit("/doc/nato-03.en?q=NATO", javascript=True)
    after = page.locator(".nearby a[rel=next]").get_attribute("href")
    page.keyboard.press("]")
    page.wait_for_url(f"**{after}")
    page.keyboard.press("[")
    page.wait_for_url("**/doc/nato-03.en?q=NATO")


def test_without_javascript_nothing_is_shown_that_needs_it(visit: Visit) -> None:
    page = visit("/search?q=NATO")
    assert not page.locator("#save").is_visible()
    page.goto("/")
    assert not page.locator("#kept").is_visible()


def test_the_list_of_keys_opens_with_a_key(visit: Visit) -> None:
    page = visit("/search?q=NATO", javascript=True)
    page.keyboard.press("?")
    assert focused(page, "#key-list summary") and page.locator("#key-list dl").is_visible()


def test_the_pages_run_nothing_that_their_policy_forbids(visit: Visit) -> None:
    page = visit("about:blank", javascript=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in (
        "/kwic?q=NATO",
        "/trends?q=NATO",
        "/values?facet=doc",
        "/cite/verify?c=x",
        "/doc/nato-03.en?beside=1",
    ):
        page.goto(address)
    assert complaints == []
