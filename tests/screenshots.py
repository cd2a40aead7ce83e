"""Pictures of the pages for the README and for looking at: `python tests/screenshots.py OUTDIR`, run by hand."""

import sys
import tempfile
import threading
from pathlib import Path

from conftest import CHROMIUM, CORPUS, Quiet
from playwright.sync_api import Browser, sync_playwright
from test_page import PHONE
from werkzeug.serving import make_server

from indexer.builder import Job, build
from search_app.app import create_app

DESK = {"width": 1280, "height": 900}

PICTURES = (
    ("search-ja", "/search?q=ゴルバチョフ ドイツ", DESK, "light"),
    ("search-en", "/search?q=NATO enlargement&ui=en", DESK, "light"),
    ("search-ja-dark", "/search?q=ゴルバチョフ ドイツ", DESK, "dark"),
    ("search-ja-phone", "/search?q=ゴルバチョフ ドイツ", PHONE, "light"),
    ("home-ja", "/", DESK, "light"),
    ("home-en-dark", "/?ui=en", DESK, "dark"),
    ("document-ja", "/doc/relations-13.ja?q=ゴルバチョフ", DESK, "light"),
    ("words-ja", "/words?q=国", DESK, "light"),
    ("switches-en", "/switches?q=ソ連&ui=en", DESK, "light"),
    ("document-en-phone", "/doc/nato-03.en?q=Yeltsin&ui=en", PHONE, "dark"),
)
"""Name, address, size and theme of each; the first is the README's."""


def main(directory: Path) -> None:
    """Serve the corpus and take every picture."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        build(Job((CORPUS,), Path(index)))
        server = make_server("127.0.0.1", 0, create_app(Path(index)), threaded=True, request_handler=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            _take(browser, f"http://127.0.0.1:{server.server_port}", directory)
            browser.close()
        server.shutdown()


def _take(browser: Browser, base: str, directory: Path) -> None:
    for name, address, size, theme in PICTURES:
        page = browser.new_page(base_url=base, viewport=size, color_scheme=theme, device_scale_factor=2)
        page.goto(address)
        page.screenshot(path=directory / f"{name}.png")
        page.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
