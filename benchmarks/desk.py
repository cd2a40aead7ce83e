"""What the desk takes over many documents: until the first row is there, while rows pass, and to correct many at once.

    python benchmarks/desk.py [--documents 10000] [--corrections 200]
    python benchmarks/desk.py --preview FOLDER --name Khrushchev

It makes a folder of short texts, indexes it, serves the desk and measures in Chromium (playwright; CHROMIUM names
another one than /usr/bin/chromium). Printed as milliseconds, and the longest time between two frames while scrolling
and filtering. The second says what a preview takes of the processor over the index of a folder: of a new person of that
name, and of an era of ten years.
"""

import argparse
import os
import re
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from indexer.config import Config
from indexer.document import Authority, Era, Label
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.desk.app import create_desk
from search_app.desk.desk import INDEX, desk_of_folder
from search_app.desk.gate import new_token
from search_app.desk.preview import effects
from search_app.planning.weights import Weights

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FRAMES = """async () => {
  let longest = 0, last = performance.now(), runs = true;
  const frame = (now) => {
    longest = Math.max(longest, now - last); last = now;
    if (runs) requestAnimationFrame(frame);
  };
  await new Promise(requestAnimationFrame);
  last = performance.now();
  requestAnimationFrame(frame);
  await (ACT)();
  runs = false;
  return longest;
}"""
SCROLLING = """async () => {
  const grid = document.getElementById("grid");
  for (let n = 0; n < 120; n++) { grid.scrollTop += n % 10 ? 400 : 20000; await new Promise(requestAnimationFrame); }
}"""
FILTERING = """async () => {
  const box = document.getElementById("filter");
  for (const typed of ["1", "19", "195", "195 第", "", "letter", ""]) {
    box.value = typed; box.dispatchEvent(new Event("input")); await new Promise((after) => setTimeout(after, 120));
  }
}"""


def documents(folder: Path, number: int) -> None:
    """Short texts in both languages, a date at the head of every second."""
    for n in range(number):
        head = f"Moscow, July {n % 28 + 1}, {1945 + n % 40}.\n\n" if n % 2 else ""
        (folder / f"letter-{n:05}.txt").write_text(
            f"{head}第{n}号書簡。交渉は続いた。 The talks went on, part {n}.", "utf-8"
        )


def measured(page: Any, address: str, corrections: int) -> dict[str, float]:
    """Milliseconds of each thing, on a machine that has nothing else to do: the list of files is there by then."""
    page.locator("#files tbody tr").first.wait_for()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".grid-row")
    found = {"first row": (time.perf_counter() - began) * 1000}
    page.locator("#count", has_text=re.compile(r"([\d,]+) of \1")).wait_for()
    found["all rows"] = (time.perf_counter() - began) * 1000
    found["longest frame, scrolling"] = page.evaluate(FRAMES.replace("ACT", SCROLLING))
    found["longest frame, filtering"] = page.evaluate(FRAMES.replace("ACT", FILTERING))
    page.evaluate("document.getElementById('grid').scrollTop = 0")
    page.locator(".grid-row[data-row='0'] input[type=checkbox]").click()
    page.evaluate("document.getElementById('grid').scrollTop = 0")
    for _ in range(corrections - 1):
        page.keyboard.press("Shift+ArrowDown")
    page.select_option("#many-field", "type")
    page.fill("#many-value", "letter")
    began = time.perf_counter()
    page.click("#many button")
    page.locator("#said", has_text="metadata.csv").wait_for()
    found[f"{corrections} corrections"] = (time.perf_counter() - began) * 1000
    return found


def previewed(folder: Path, name: str) -> None:
    """Print the processor's milliseconds and the passages of two previews, each the second time it is asked for."""
    library, weights = open_library(folder / INDEX, Config()), Weights.of(Config())
    collection = library.collection
    person = Authority("new", "person", Label("", name), (name,), name)
    era = Era("sixties", Label("", "The sixties"), date(1960, 1, 1), date(1969, 12, 31))
    changes = {
        name: replace(collection, actors=(*collection.actors, person)),
        "The sixties": replace(collection, eras=(*collection.eras, era)),
    }
    print(f"{library.store.counts()[2]:,} passages")
    for what, now in changes.items():
        effects(library, collection, now, weights)
        began = time.process_time()
        found = effects(library, collection, now, weights)
        print(
            f"{what:28} {(time.process_time() - began) * 1000:8.0f} ms, {sum(each.more for each in found):,} passages"
        )
    library.close()


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--corrections", type=int, default=200)
    asked.add_argument("--preview", type=Path, metavar="FOLDER")
    asked.add_argument("--name", default="Khrushchev")
    said = asked.parse_args()
    if said.preview:
        previewed(said.preview, said.name)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        documents(folder, said.documents)
        build(Job((folder,), folder / ".sakuin"))
        token = new_token()
        server = make_server("127.0.0.1", 0, create_desk(desk_of_folder(folder), token), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]).new_page()
        page.goto(f"http://localhost:{server.port}/desk/files?token={token}&ui=en")
        for what, taken in measured(
            page, f"http://localhost:{server.port}/desk/documents?ui=en", said.corrections
        ).items():
            print(f"{what:28} {taken:8.0f} ms")
        server.shutdown()


if __name__ == "__main__":
    main()
