"""In a browser: people are found, merged over two languages, eras typed, and the preview keeps its word."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barriers import violations
from conftest import Quiet
from desks import TOKEN
from test_lists import TEXTS, indexed, said_by_index
from werkzeug.serving import make_server

from indexer.collection import load
from search_app.desk.app import create_desk
from search_app.desk.desk import desk_of_folder


@pytest.fixture
def desk(tmp_path: Path, browser: Any) -> Iterator[tuple[Path, Any]]:
    """A folder with an index, and a page of its desk in English."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    indexed(tmp_path)
    server = make_server("localhost", 0, create_desk(desk_of_folder(tmp_path), TOKEN), True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://localhost:{server.server_port}")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"/desk/people?token={TOKEN}&ui=en")
    yield tmp_path, page
    context.close()
    server.shutdown()


def test_people_and_eras_are_made_by_clicks_and_keys_and_the_preview_keeps_its_word(desk: tuple[Path, Any]) -> None:
    folder, page = desk
    page.get_by_role("button", name="Find people in the documents").click()
    page.get_by_role("button", name="The same as").first.click()
    page.locator("#lists-effects strong").first.wait_for()
    promised = page.locator("#lists-effects strong").first.inner_text()
    page.get_by_role("button", name="Save").press("Enter")
    page.locator("#in-file .shown").first.wait_for()
    [actor] = load(folder / "collection.toml").actors
    assert actor.label.ja and actor.label.en

    page.goto("/desk/eras?ui=en")
    for name, first in (("Year 1993", "1993"), ("Year 1994", "1994")):
        page.get_by_role("button", name="Add a new one").press("Enter")
        page.get_by_label("Name in English").fill(name)
        page.get_by_label("From").fill(first)
        page.get_by_label("To (").fill(first)
        page.get_by_label("To (").press("Enter")
        page.get_by_role("button", name=f"Edit {name}").wait_for()
    until = time.monotonic() + 30
    while set(said_by_index(folder, "eras")) != {"year-1993", "year-1994"} and time.monotonic() < until:
        page.wait_for_timeout(200)
    assert f"+{len(said_by_index(folder, 'actors')[actor.id])} passages" in promised
    assert set(said_by_index(folder, "eras")) == {"year-1993", "year-1994"}


def shown(page: Any, place: str) -> list[str]:
    """The names of a list of the page."""
    return page.locator(f"{place} .shown").all_inner_texts()  # type: ignore[no-any-return]


def test_a_rejected_name_is_taken_back_and_a_list_is_gone_through_name_by_name(desk: tuple[Path, Any]) -> None:
    folder, page = desk
    page.get_by_role("button", name="Find people in the documents").click()
    page.get_by_role("checkbox", name="Select Christopher").press("Space")
    page.get_by_role("button", name="Reject").press("Enter")
    page.locator("#rejected summary").click()
    assert "Christopher" not in shown(page, "#proposed") and load(folder / "collection.toml").rejected
    page.get_by_role("button", name="Take back Christopher").press("Enter")
    page.locator("#proposed .shown", has_text="Christopher").wait_for()
    assert page.locator("#rejected").is_hidden() and not load(folder / "collection.toml").rejected

    (folder / "list.txt").write_text("Dulles, Allen W., Director\n吉田 茂、首相\nHerter, Christian\n", encoding="utf-8")
    page.get_by_label("Read a list of people").set_input_files(folder / "list.txt")
    page.locator("#lists-progress", has_text="list.txt: 3").wait_for()
    page.get_by_role("checkbox", name="Select 吉田茂").press("Space")
    page.get_by_label("Filter").fill("dulles")
    page.get_by_role("checkbox", name="Select Allen W. Dulles").press("Space")
    page.get_by_role("button", name="Accept").press("Enter")
    page.get_by_label("Filter").fill("")
    page.locator("#lists-progress", has_text="list.txt: 1").wait_for()
    assert shown(page, "#proposed") == ["Christian Herter"]
    assert {each.label.ja or each.label.en for each in load(folder / "collection.toml").actors} == {
        "吉田茂", "Allen W. Dulles",
    }  # fmt: skip
    page.get_by_role("button", name="Back to the names").click()
    page.get_by_role("checkbox", name="Select エリツィン").press("Space")
    page.get_by_role("button", name="Accept").press("Enter")
    page.locator("#in-file .shown", has_text="エリツィン").wait_for()
    assert load(folder / "collection.toml").actors[-1].surname == "", "it is the whole name"


def test_whoever_has_the_keyboard_in_a_row_keeps_it_when_an_index_is_ready(desk: tuple[Path, Any]) -> None:
    folder, page = desk
    (folder / "collection.toml").write_text('[[actor]]\nid = "a"\nkind = "person"\nen = "Ann"\n', encoding="utf-8")
    page.get_by_role("button", name="Find people in the documents").click()
    page.get_by_role("checkbox", name="Select Christopher").focus()
    more = '[[actor]]\nid = "b"\nkind = "person"\nen = "Bea"\n'
    (folder / "collection.toml").write_text(more, encoding="utf-8")
    page.evaluate("document.dispatchEvent(new CustomEvent('indexed'))")
    page.get_by_role("button", name="Edit Bea").wait_for()
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox", name="Select Christopher").is_checked()


@pytest.mark.parametrize(("ui", "theme"), [("ja", "light"), ("en", "dark")])
def test_the_pages_of_lists_have_no_barrier_and_fit_a_phone(
    desk: tuple[Path, Any], axe: Any, ui: str, theme: str
) -> None:
    folder, page = desk
    eras = "".join(f'[[era]]\nid = "e{n}"\nja = "時代{n}"\nfrom = "{1940 + n}"\nto = "{1960 + n}"\n' for n in range(7))
    (folder / "collection.toml").write_text(f'{eras}[proposals]\nrejected = ["Christopher"]\n', encoding="utf-8")
    page.get_by_role("button", name="Find people in the documents").click()
    page.locator("#proposed input").first.wait_for()
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("people", "eras", "terms"):
        page.goto(f"/desk/{name}?ui={ui}")
        page.locator("#in-file li").first.wait_for()
        if name == "people":
            page.locator("#proposed input").first.check()
            page.locator("#rejected summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert not violations(axe, page)
        page.locator("#lists-new").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert not violations(axe, page)
