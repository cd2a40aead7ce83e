"""Pictures of every page for people to look at: `python tests/screenshots.py [FOLDER]`, by default into the docs."""

import sys
import tempfile
import threading
from pathlib import Path

from conftest import CHROMIUM, CORPUS, Quiet
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from indexer.pipeline.builder import Job, build
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


def main(directory: Path) -> None:
    """Serve the corpus and take every picture."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        build(Job((CORPUS,), Path(index)))
        app = create_app(Path(index))
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        hits = {ui: app.test_client().get(f"/search.json?q={q}").get_json()["hits"] for ui, q in QUESTIONS.items()}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            _take(browser, f"http://127.0.0.1:{server.server_port}", directory, hits)
            browser.close()
        server.shutdown()


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
        page.screenshot(path=directory / f"{name}.jpg", type="jpeg", quality=82)
        page.close()
    page = browser.new_page(base_url=base, viewport={"width": 1280, "height": 560})
    page.goto("/")
    page.locator("#q").fill("kuri")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.screenshot(path=directory / "suggestions.jpg", type="jpeg", quality=82)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
