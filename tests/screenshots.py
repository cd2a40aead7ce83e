"""Pictures of every page for people to look at: `python tests/screenshots.py [FOLDER]`, by default into the docs."""

import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import CHROMIUM, CORPUS, Quiet
from desk.thirty_files import thirty_files
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from indexer.pipeline.builder import Job, build
from search_app.desk.app import create_desk
from search_app.desk.desk import desk_of_folder
from search_app.desk.gate import new_token
from search_app.web.app import create_app

DOCS = Path(__file__).parents[1] / "search_app" / "docs"

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

PAGES = (
    ("home", "/?ui={ui}"),
    ("search", "/search?q={q}&ui={ui}"),
    ("nothing", "/search?q={q} qwertyzxcv&actor=yeltsin&until=1991&ui={ui}"),
    ("kwic", "/kwic?q={q}&order=r1&ui={ui}"),
    ("trends", "/trends?q=冷戦&q=デタント&from=1945&until=2000&ui={ui}"),
    ("values", "/values?facet=actor&order=label&ui={ui}"),
    ("document", "/doc/relations-13.{ui}?q={q}&ui={ui}"),
    ("beside", "/doc/relations-13.{ui}?q={q}&beside=1&ui={ui}"),
    ("passage", "/passage/{passage}?q={q}&ui={ui}"),
    ("verify", "/cite/verify?c={seal}&ui={ui}"),
    ("documents", "/documents?ui={ui}"),
    ("people", "/people?order=label&ui={ui}"),
    ("about", "/about?ui={ui}"),
    ("help", "/help?ui={ui}"),
    ("actor", "/actor/yeltsin?ui={ui}"),
    ("era", "/era/cold-war?ui={ui}"),
    ("words", "/words?q=国 条約&ui={ui}"),
    ("switches", "/switches?q={q}&ui={ui}"),
)
"""Name and address of each type of page; each is taken in both languages."""

QUESTIONS = {"ja": "ゴルバチョフ", "en": "Gorbachev"}

MORE = (
    ("search-ja-dark", "/search?q=ゴルバチョフ ドイツ", DESK, "dark"),
    ("search-ja-phone", "/search?q=ゴルバチョフ ドイツ", PHONE, "light"),
    ("kwic-en-phone", "/kwic?q=NATO&ui=en", PHONE, "dark"),
    ("trends-en-dark", "/trends?q=NATO&q=Yeltsin&from=1990&until=2000&ui=en", DESK, "dark"),
)
"""Other themes and widths: name, address, size and theme."""


AT_DESK = (
    ("desk-files", "files", "#files tbody tr .tag"),
    ("desk-documents", "documents", ".grid-row b"),
    ("desk-people", "people", "#proposed li .shown"),
    ("desk-eras", "eras", "#strip .years span"),
)
"""Pages of the desk over thirty files: name, section, and what is there when it is whole."""

CORRECTED = """\
filename,title,author,date,type
1961-06-03 Vienna.txt,"Memorandum of conversation, first day","Akalovsky, A.",1961-06-03,memorandum
1961-06-04 Vienna.txt,"Memorandum of conversation, second day","Akalovsky, A.",1961-06-04,memorandum
1962-10-26 letter.md,Khrushchev to Kennedy,"Khrushchev, N. S.",1962-10-26,letter
memoir.docx,,,c. 1962,memoir
"""
NAMED = """\
[[actor]]
id = "nikita-khrushchev"
kind = "person"
ja = "フルシチョフ"
en = "Nikita Khrushchev"
surname = "Khrushchev"
names = ["Khruschev"]

[[era]]
id = "thaw"
ja = "雪解け"
en = "The thaw"
from = "1961"
to = "1964"

[[era]]
id = "new-thinking"
ja = "新思考"
en = "New thinking"
from = "1985"
to = "1991"
"""
"""What the desk's folder says of itself by then."""

CHOSEN = 3
"""Passages in the project that is shown."""


def main(directory: Path) -> None:
    """Serve the corpus, as others see it and at a desk, and take every picture."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        index, folder, token = Path(work) / "index", thirty_files(Path(work) / "papers"), new_token()
        (folder / "metadata.csv").write_text(CORRECTED, "utf-8-sig")
        (folder / "collection.toml").write_text(NAMED, "utf-8")
        build(Job((CORPUS,), index))
        build(Job((folder,), folder / ".sakuin"))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        app = create_app(index)
        hits = {ui: app.test_client().get(f"/search.json?q={q}").get_json()["hits"] for ui, q in QUESTIONS.items()}
        with _served(app) as base:
            _take(browser, base, directory, hits)
            _take_projects(browser, base, directory)
        with _served(create_desk(desk_of_folder(folder), token)) as base:
            _take_desk(browser, base, token, directory)
        browser.close()


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    """The address at which an application answers meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _take_desk(browser: Browser, base: str, token: str, directory: Path) -> None:
    page = browser.new_page(base_url=base, viewport=DESK, color_scheme="light")
    page.goto(f"/desk/people?token={token}")
    page.locator("#lists-find").click()
    for ui in QUESTIONS:
        for name, section, shown in AT_DESK:
            page.goto(f"/desk/{section}?ui={ui}")
            page.locator(shown).first.wait_for()
            if name == "desk-people":
                for place in (0, 5):
                    page.locator("#proposed input").nth(place).check()
                page.evaluate("scrollTo(0, 0)")
            page.locator(".path").evaluate("path => { path.textContent = '…/papers'; }")
            _picture(page, directory, f"{name}-{ui}")
    page.close()


def _take_projects(browser: Browser, base: str, directory: Path) -> None:
    """A project of a few passages, each language in a browser of its own."""
    for ui, q in QUESTIONS.items():
        page = browser.new_page(base_url=base, viewport=DESK, color_scheme="light")
        page.goto(f"/search?q={q}&ui={ui}")
        for place in range(CHOSEN):
            button = page.locator(".hit button[aria-pressed]").nth(place)
            button.click()
            page.locator(".hit").nth(place).locator("button[aria-pressed=true]").wait_for()
        page.locator("a[href*='/project']", has_text=f"({CHOSEN})").click()
        page.locator("textarea").nth(CHOSEN - 1).wait_for()
        _picture(page, directory, f"project-{ui}")
        page.close()


def _picture(page: Page, directory: Path, name: str) -> None:
    page.screenshot(path=directory / f"{name}.jpg", type="jpeg", quality=82)


def pictures(hits: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, dict[str, int], str]]:
    """Every picture: name, address, size and theme."""
    found = []
    for name, address in PAGES:
        for ui, q in QUESTIONS.items():
            hit = next(hit for hit in hits[ui] if hit["lang"] == ui)
            seal = (
                f"[sakuin {hit['doc']} ¶1 {'0' * 16} sha256:{'0' * 12}] [sakuin lost ¶1 {'0' * 16} sha256:{'1' * 12}]"
            )
            filled = address.format(ui=ui, q=q, passage=hit["id"], seal=seal)
            found.append((f"{name}-{ui}", filled, DESK, "light"))
    return found + list(MORE)


def _take(browser: Browser, base: str, directory: Path, hits: dict[str, list[dict[str, str]]]) -> None:
    for name, address, size, theme in pictures(hits):
        page = browser.new_page(base_url=base, viewport=size, color_scheme=theme)
        page.goto(address)
        _picture(page, directory, name)
        page.close()
    page = browser.new_page(base_url=base, viewport={"width": 1280, "height": 560})
    page.goto("/")
    page.locator("#q").fill("kuri")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    _picture(page, directory, "suggestions")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
