"""The pages as a reader meets them: in a browser, mostly without JavaScript, in both languages."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from library import searcher, state, whole

from search_app.export.citations import STYLES

Page = Any
Visit = Callable[..., Page]

PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
"""What a page of 1,280 pixels is at 400 % zoom."""

MOST_BYTES, MOST_REQUESTS = 100 * 1024, 5

HIT = whole(searcher(), state("冷戦")).hits[0].id


def total(page: Page) -> int:
    """The count that the page announces."""
    return number(page.locator("p.total[role=status]").inner_text())


def number(text: str) -> int:
    """The first number in a text."""
    found = re.search(r"[0-9][0-9,]*", text)
    assert found, f"no number in {text!r}"
    return int(found[0].replace(",", ""))


def test_a_search_goes_from_the_front_page_to_a_document_and_its_next_hit_without_javascript(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("searchbox").fill("NATO")
    page.get_by_role("button", name="検索").click()
    everything = total(page)
    assert everything > 10

    value = page.locator("#filters .panel").nth(1).locator("li > a").first
    promised = number(value.locator("b").text_content())
    value.click()
    assert total(page) == promised

    page.locator(".chips li a").first.click()
    assert total(page) == everything

    page.get_by_role("navigation", name="ページ").get_by_role("link", name="次へ").click()
    assert "page=2" in page.url
    assert page.locator(".pager [aria-current=page]").inner_text() == "2"
    assert page.locator("ol.hits").get_attribute("start") == "11"

    page.goto("/search?q=NATO&sort=doc&doc=nato-00.ja&doc=nato-00.en")
    page.locator(".hit h3 a").first.click()
    assert "/doc/" in page.url
    assert page.locator(".text mark").count() > 0
    page.locator(".hit-of").get_by_role("link", name="次の該当箇所").first.click()
    assert page.url.endswith("#hit-2")
    page.get_by_role("link", name="検索結果に戻る").click()
    assert "/search" in page.url


def test_a_hit_opens_the_document_at_its_passage(visit: Visit) -> None:
    page = visit(f"/search?q={quote('ゴルバチョフ')}")
    address = page.locator(".hit h3 a").first.get_attribute("href")
    anchor = address.partition("#")[2]
    page.goto(address)
    assert page.locator(f"#{anchor}").is_visible()
    assert page.locator(f"#{anchor}.is-hit mark").count() > 0


def test_a_permalink_leads_back_to_every_place_of_the_passage(visit: Visit) -> None:
    page = visit("/search?q=Yeltsin&ui=en")
    page.get_by_role("link", name="Link to this passage").first.click()
    assert "/passage/" in page.url
    assert page.locator("mark").count() > 0
    page.locator(".places a").first.click()
    assert "/doc/" in page.url


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("ja", ["検索", "絞り込み", "時代", "並び順", "関連度", "この箇所へのリンク"]),
        ("en", ["Search", "Filters", "Era", "Order", "Relevance", "Link to this passage"]),
    ],
)
def test_the_interface_speaks_the_language_asked_for(visit: Visit, ui: str, words: list[str]) -> None:
    page = visit(f"/search?q=NATO&ui={ui}")
    assert page.locator("html").get_attribute("lang") == ui
    html = page.content()
    assert [word for word in words if word not in html] == []


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize(
    ("ui", "light", "dark", "auto"), [("ja", "明", "暗", "自動"), ("en", "Light", "Dark", "Automatic")]
)
def test_light_and_dark_are_chosen_and_remembered(
    visit: Visit, system: str, ui: str, light: str, dark: str, auto: str
) -> None:
    page = visit(f"/?ui={ui}", javascript=True, color_scheme=system)
    paper = {}
    for name in (light, dark, auto):
        page.get_by_label(name, exact=True).check()
        page.goto(f"/search?q=NATO&ui={ui}")
        assert page.get_by_label(name, exact=True).is_checked()
        paper[name] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper[light] != paper[dark] and paper[auto] == paper[light if system == "light" else dark]


def test_the_colours_are_the_system_s_where_no_script_runs(visit: Visit) -> None:
    page = visit("/")
    assert page.locator("#theme").is_hidden()


def test_the_language_switch_keeps_the_search(visit: Visit) -> None:
    page = visit("/search?q=NATO&actor=yeltsin&page=2")
    before = total(page)
    page.locator("a.language").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert total(page) == before
    assert "page=2" in page.url and "actor=yeltsin" in page.url


def test_a_new_question_keeps_the_filters(visit: Visit) -> None:
    page = visit("/search?q=NATO&actor=yeltsin&sort=date&from=1990&ui=en")
    page.get_by_role("searchbox").fill("Clinton")
    page.get_by_role("button", name="Search").click()
    for kept in ("q=Clinton", "actor=yeltsin", "sort=date", "from=1990", "ui=en"):
        assert kept in page.url


def test_the_years_can_be_typed_and_are_there_as_a_table(visit: Visit) -> None:
    page = visit("/search?q=NATO&ui=en")
    page.locator(".years > summary").click()
    page.locator(".years .as-table summary").click()
    rows = page.locator(".years tbody tr")
    assert rows.count() == page.locator("svg.bars g").count() > 0
    page.get_by_label("From", exact=True).fill("昭和20年")
    page.get_by_label("Until", exact=True).fill("1989")
    page.get_by_role("button", name="Apply").click()
    assert page.locator(".chips li:not(.clear)").count() == 2
    assert total(page) > 0


@pytest.mark.parametrize(("ui", "part"), [("ja", "引用符"), ("en", "quotation mark")])
def test_a_malformed_question_is_answered_with_a_note(visit: Visit, ui: str, part: str) -> None:
    page = visit(f"/search?q=%22NATO&ui={ui}")
    assert part in page.locator(".notices").inner_text()
    assert total(page) > 0


def test_nothing_found_offers_ways_on(visit: Visit) -> None:
    page = visit("/search?q=qwertyzxcv+Clinton&actor=yeltsin&ui=en")
    assert total(page) == 0
    assert page.locator(".syntax a").count() > 5
    assert "of the" in page.locator(".absence").inner_text()
    ways = page.locator(".ways li")
    assert ways.count() == 2
    promised = number(ways.first.inner_text().rpartition(":")[2])
    ways.first.locator("a").click()
    assert total(page) == promised > 0


def test_a_page_that_is_not_there_says_so_in_the_house_style(visit: Visit) -> None:
    page = visit("/nowhere?ui=en")
    assert page.locator("h1").inner_text() == "This cannot be shown"
    assert page.get_by_role("searchbox").is_visible()


@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["phone", "400 % zoom"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=NATO&actor=yeltsin",
        "/search",
        "/search?q=qwertyzxcv",
        "/doc/nato-00.en?q=NATO",
        "/nowhere",
        "/words?q=国",
        "/switches?q=ソ連",
        "/kwic?q=NATO",
        "/trends?q=冷戦&q=Cold War",
        "/timeline?q=冷戦",
        "/eras",
        "/values?facet=actor",
        "/cite/verify?c=x",
        "/doc/nato-03.en?q=NATO&beside=1",
        "/documents",
        "/people",
        "/about?ui=en",
        "/help",
        "/actor/yeltsin?ui=en",
        "/era/cold-war",
    ],
)
def test_a_narrow_page_does_not_scroll_sideways(visit: Visit, address: str, size: dict[str, int]) -> None:
    page = visit(address, viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_on_a_phone_the_filters_are_folded_above_the_results(visit: Visit) -> None:
    page = visit("/search?q=NATO", viewport=PHONE)
    value = page.locator("#filters .panel a").first
    assert not value.is_visible()
    assert page.locator("#filters").bounding_box()["y"] < page.locator(".hits").bounding_box()["y"]
    page.locator("#filters > summary").click()
    assert value.is_visible()


def test_on_a_wide_page_the_filters_stand_open_without_javascript(visit: Visit) -> None:
    page = visit("/search?q=NATO")
    assert page.locator("#filters .panel a").first.is_visible()
    assert not page.locator("#filters > summary").is_visible()


def test_the_dark_theme_is_dark(visit: Visit) -> None:
    def brightness(scheme: str) -> float:
        page = visit("/search?q=NATO", color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3

    assert brightness("dark") < 60 < 200 < brightness("light")


def test_a_mark_can_be_told_without_its_colour_and_says_why_it_is_one(visit: Visit) -> None:
    page = visit("/search?q=NATO&ui=en&per_page=50")
    typed, other = (page.locator(f".snippet mark{which}").first for which in (":not([title])", "[title]"))
    for mark in (typed, other):
        assert "underline" in mark.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert typed.get_attribute("data-via") == "surface", "what stands as typed needs no words"
    assert other.get_attribute("title").startswith("matched by")


def test_every_snippet_says_its_language(visit: Visit) -> None:
    page = visit("/search?q=NATO")
    languages = page.eval_on_selector_all(".snippet, .hit h3 a", "all => all.map(e => e.lang)")
    assert set(languages) <= {"ja", "en"} and len(languages) == 20


def test_the_print_keeps_the_hits_and_drops_the_controls(visit: Visit) -> None:
    page = visit("/search?q=NATO")
    page.emulate_media(media="print")
    assert page.locator(".hit .print").first.is_visible()
    for control in ("#q", "#filters", ".pager", ".sort"):
        assert not page.locator(control).first.is_visible()


@pytest.mark.parametrize("address", ["/search?q=NATO", "/search?ui=ja", f"/search?q={quote('ソ連 OR 米国')}&ui=en"])
def test_a_page_of_results_is_light(visit: Visit, address: str) -> None:
    page = visit("about:blank", javascript=True)
    bodies: dict[str, int] = {}
    page.on("requestfinished", lambda request: bodies.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert 0 < bodies[page.url] <= MOST_BYTES
    assert len(bodies) <= MOST_REQUESTS


def test_the_page_runs_nothing_that_its_policy_forbids(visit: Visit) -> None:
    page = visit("about:blank", javascript=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in ("/", "/search?q=NATO", "/doc/nato-00.en?q=NATO"):
        page.goto(address)
    assert complaints == []


def focused(page: Page, selector: str) -> bool:
    """Whether what has the focus is the first element of a selector."""
    return bool(page.evaluate("s => document.activeElement === document.querySelector(s)", selector))


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_leads_to_the_search_box(visit: Visit, keys: str) -> None:
    page = visit("/search?q=NATO", javascript=True)
    page.keyboard.press(keys)
    assert focused(page, "#q")


def test_keys_typed_into_the_search_box_are_text(visit: Visit) -> None:
    page = visit("/search", javascript=True)
    page.locator("#q").focus()
    page.keyboard.type("j/k n/p")
    assert page.locator("#q").input_value() == "j/k n/p"


def test_a_key_pressed_while_kana_are_composed_moves_nothing(visit: Visit) -> None:
    page = visit("/search?q=NATO", javascript=True)
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true}))")
    assert focused(page, "body")


def test_j_and_k_walk_the_results(visit: Visit) -> None:
    page = visit("/search?q=NATO", javascript=True)
    page.keyboard.press("j")
    assert focused(page, ".hits > li:nth-child(1) h3 a")
    page.keyboard.press("j")
    assert focused(page, ".hits > li:nth-child(2) h3 a")
    page.keyboard.press("k")
    assert focused(page, ".hits > li:nth-child(1) h3 a")


def test_n_and_p_walk_the_marks_of_a_document(visit: Visit) -> None:
    page = visit("/doc/nato-00.en?q=NATO", javascript=True)
    page.keyboard.press("n")
    assert focused(page, ".text mark")
    page.keyboard.press("n")
    assert not focused(page, ".text mark")
    page.keyboard.press("p")
    assert focused(page, ".text mark")


def test_the_single_keys_can_be_switched_off_for_good(visit: Visit) -> None:
    page = visit("/search?q=NATO", javascript=True)
    page.locator(".keys summary").click()
    page.locator("#keys").uncheck()
    page.reload()
    page.keyboard.press("/")
    assert not focused(page, "#q")
    page.keyboard.press("Control+k")
    assert focused(page, "#q")


def test_an_alternative_is_dropped_and_taken_up_again_without_javascript(visit: Visit) -> None:
    page = visit("/search?q=ソ連&expand=name")
    everything = total(page)
    page.locator(".also summary").first.click()
    page.locator(".also button.drop").filter(has_text="Soviet Union").first.click()
    assert "drop=name" in page.url
    assert total(page) < everything
    page.locator(".chips a.out").filter(has_text="Soviet Union").click()
    assert total(page) == everything


@pytest.mark.parametrize(("ui", "label"), [("ja", "旧字体"), ("en", "Old forms of kanji")])
def test_a_folding_is_switched_off_on_its_page(visit: Visit, ui: str, label: str) -> None:
    page = visit(f"/search?q=條約&expand=0&ui={ui}")
    everything = total(page)
    page.locator(".tools a[href^='/switches']").click()
    page.get_by_label(label).uncheck()
    page.locator("form.switches button").first.click()
    assert "fold=" in page.url
    assert 0 == total(page) < everything


@pytest.mark.parametrize("ui", ["ja", "en"])
def test_a_word_is_told_from_longer_ones_and_each_row_leads_to_its_passages(visit: Visit, ui: str) -> None:
    page = visit(f"/words?q=国&ui={ui}")
    row = page.locator(".lens tbody tr").nth(1)
    promised = number(row.locator("td").first.inner_text())
    row.locator("a").first.click()
    assert total(page) == promised


@pytest.mark.parametrize(("question", "meant"), [("misile", "missile"), ("例戦", "冷戦")])
def test_what_may_have_been_meant_is_a_link_that_finds_what_it_says(visit: Visit, question: str, meant: str) -> None:
    page = visit(f"/search?q={question}")
    line = page.locator(".mean")
    promised = number(line.inner_text().partition("(")[2] or line.inner_text().rpartition("（")[2])
    line.get_by_role("link", name=meant).click()
    assert total(page) == promised


@pytest.mark.parametrize(
    ("ui", "heading", "kind"),
    [("ja", "英語で同じことを述べる箇所", "人物"), ("en", "The same told in English", "actor")],
)
def test_companions_stand_beside_a_passage_and_in_the_margin_without_javascript(
    visit: Visit, ui: str, heading: str, kind: str
) -> None:
    page = visit(f"/doc/nato-00.ja?ui={ui}")
    page.locator("a.abroad").first.click()
    margin = page.locator("aside.companions")
    assert margin.get_by_text(heading).is_visible()
    assert margin.locator(".because .kind").first.inner_text()
    assert kind in " ".join(margin.locator(".because").all_inner_texts())
    assert page.url.endswith("#" + page.locator(".passage", has=margin).get_attribute("id"))
    found = margin.locator(".beside-it > li > p > a").first
    assert found.get_attribute("lang") == "en"
    found.click()
    page.locator("section.companions .beside-it > li").first.wait_for()


CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.parametrize("refused", [False, True], ids=["clipboard", "plain HTTP"])
@pytest.mark.parametrize(("ui", "words"), [("ja", "コピー済み"), ("en", "Copied")])
def test_a_button_beside_each_citation_copies_it(visit: Visit, ui: str, words: str, refused: bool) -> None:
    page = visit(f"/passage/{HIT}?ui={ui}", javascript=True, **CLIPBOARD)
    if refused:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    rows = page.locator(".cite dl > div")
    assert rows.count() == page.locator(".cite dl button.copy").count() == len(STYLES)
    for row, style in zip(rows.all(), STYLES, strict=True):
        button, text = row.get_by_role("button"), row.locator("dd").inner_text()
        assert style.label.in_language(ui) in (button.get_attribute("aria-label") or "")
        button.focus()
        page.keyboard.press("Enter")
        page.locator(f".cite [role=status]:has-text('{words}: {style.label.in_language(ui)}')").wait_for(
            state="attached"
        )
        assert button.inner_text() == words
        box = page.locator("#q")
        box.fill("")
        box.press("Control+V")
        assert box.input_value() == text and text.endswith("]")


def test_without_a_script_a_citation_has_no_button_and_is_marked_as_a_whole(visit: Visit) -> None:
    page = visit(f"/passage/{HIT}?ui=en")
    assert page.locator(".cite button").count() == 0
    text = page.locator(".cite dd").first
    text.click()
    assert page.evaluate("getSelection().toString()") == text.inner_text()
