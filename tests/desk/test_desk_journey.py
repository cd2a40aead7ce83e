"""A person's way at the desk, in Chromium and by keyboard: a folder, its index, corrections, undo, and a search."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from barriers import violations
from conftest import Quiet
from desks import TOKEN
from werkzeug.serving import make_server

from indexer.pipeline.builder import Job, build
from search_app.desk.app import create_desk
from search_app.desk.desk import desk_of_folder

LETTERS = {
    "a.txt": "Moscow, July 20, 1961.\n\nThe conversation went on for three hours.",
    "b.txt": "The second conversation was short.",
    "丙.txt": "第三の会談の記録である。",
    "丁.txt": "第四の会談の記録である。",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in LETTERS.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[str]:
    """The address of a desk over the folder."""
    server = make_server("127.0.0.1", 0, create_desk(desk_of_folder(folder), TOKEN), True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.port}"
    server.shutdown()


def keys(page: Any, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def waits_for(page: Any, said: str) -> None:
    page.locator("#said", has_text=said).wait_for()


def test_from_a_folder_to_a_search_by_corrected_dates(browser: Any, desk: str, folder: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(8_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{desk}/desk/?token={TOKEN}&ui=en")
    page.locator("#run .said", has_text="4 documents").wait_for(timeout=60_000)
    page.locator("#files tbody tr:first-child", has_text="scan.jpg").wait_for()

    page.goto(f"{desk}/desk/documents?ui=en")
    page.locator("[data-row='3']").wait_for()
    page.locator("[data-row='0'] [data-column='1']").click()
    keys(page, "ArrowRight", "ArrowRight")
    for row, typed in enumerate(("1950-05-26", "昭和25年5月", "c. 1951")):
        page.locator(f"[data-row='{row}'] [data-column='3']:focus").wait_for()
        keys(page, "Enter")
        page.keyboard.insert_text(typed)
        keys(page, "Enter")
        page.locator(f"[data-row='{row}'] b[title='{typed}']").wait_for()
    waits_for(page, "Written")
    page.locator("[data-row='3'] [data-column='3']:focus").wait_for()
    keys(page, "F2")
    page.keyboard.insert_text("someday")
    keys(page, "Enter")
    waits_for(page, "Press Enter once more")
    keys(page, "Escape")

    keys(page, "Control+a")
    page.select_option("#many-field", "type")
    page.fill("#many-value", "memorandum")
    keys(page, "Enter")
    waits_for(page, "Written to metadata.csv (4)")
    page.locator("#many-value").blur()
    page.locator("#undo").click()
    waits_for(page, "Undone")
    assert "memorandum" not in page.locator("#grid").inner_text()

    page.locator("#waiting button").click()
    page.locator("#run .said", has_text="4 documents").wait_for(timeout=60_000)
    page.locator("#waiting").wait_for(state="hidden")
    page.goto(f"{desk}/search?q=会談 OR conversation&from=1950-05&until=1950-05&ui=en")
    assert page.locator(".hit").count() == 2
    rows = (folder / "metadata.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "filename,title,author,date,lang,type" and len(rows) == 4
    assert not wrong
    page.close()


@pytest.mark.parametrize("ui", ["ja", "en"])
def test_no_page_of_the_desk_has_a_barrier_by_day_or_by_night(browser: Any, axe: Any, desk: str, ui: str) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/desk/?token={TOKEN}&ui={ui}")
    page.locator("#run[data-state=done]").wait_for(timeout=60_000)
    for path in ("files", "documents", "open"):
        page.goto(f"{desk}/desk/{path}?ui={ui}")
        page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert not violations(axe, page), (path, scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    for path in ("files", "documents", "open"):
        page.goto(f"{desk}/desk/{path}?ui={ui}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()


def test_what_was_typed_outlives_another_programs_edit_and_a_step_is_done_again(
    browser: Any, desk: str, folder: Path
) -> None:
    register = folder / "metadata.csv"
    build(Job((folder,), folder / ".sakuin", jobs=1))
    page = browser.new_page()
    page.set_default_timeout(8_000)
    page.goto(f"{desk}/desk/documents?token={TOKEN}&ui=en")
    page.locator("[data-row='3']").wait_for()
    register.write_text("filename,title\nb.txt,Theirs\n", "utf-8")
    page.locator("[data-row='0'] [data-column='1']").click()
    keys(page, "Enter")
    page.keyboard.insert_text("Mine")
    keys(page, "Enter")
    waits_for(page, "changed by another program")
    assert page.locator("[data-row='0'] input:not([type=checkbox])").input_value() == "Mine"
    assert "Mine" not in register.read_text("utf-8")
    page.locator("#mine").click()
    waits_for(page, "Written")
    assert register.read_text("utf-8") == "filename,title\nb.txt,Theirs\na.txt,Mine\n"
    assert page.locator("[data-row='1'] b[title='Theirs']").count() == 1

    page.locator("[data-row='0'] [data-column='1']:focus").wait_for()
    keys(page, "Control+z")
    waits_for(page, "Undone")
    assert register.read_text("utf-8") == "filename,title\nb.txt,Theirs\n"
    keys(page, "Control+y")
    waits_for(page, "Done again")
    assert register.read_text("utf-8") == "filename,title\nb.txt,Theirs\na.txt,Mine\n"
    assert page.locator("[data-row='0'] b[title='Mine']").count() == 1
    page.close()
