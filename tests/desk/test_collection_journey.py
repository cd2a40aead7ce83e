"""From thirty files to a collection, by clicks and keys alone: the desk as a historian meets it."""

import codecs
import csv
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from library import ended
from running import MAIN
from thirty_files import DAMAGED, thirty_files

from indexer.editing.collection_file import HEAD
from indexer.storage.index_directory import current_generation

KHRUSHCHEV = ("Nikita Khrushchev", "Khruschev", "フルシチョフ")
"""Three forms of one man, which the documents propose each by itself."""

OTHERS = {
    "John Kennedy": "ケネディ",
    "Ronald Reagan": "レーガン",
    "Mikhail Gorbachev": "ゴルバチョフ",
    "George Bush": "ブッシュ",
}
ERAS = (("雪解け", "The thaw", "1953", "1964"), ("新思考", "New thinking", "1985", "1991"))
DATES = {
    "cables/moscow 2550.txt": "1962-11-04",
    "cables/moscow 2551.txt": "5 November 1962",
    "memoir.docx": "c. 1962",
    "回想.docx": "昭和37年",
    "mail/reply.eml": "1990-01-15",
    "mail/返信.eml": "平成2年1月15日",
}
"""File -> what is typed for its date, which stands in metadata.csv as it was typed."""


COLLECTION = """
[[actor]]
id = "nikita-khrushchev"
kind = "person"
ja = "フルシチョフ"
en = "Nikita Khrushchev"
surname = "Khrushchev"
names = ["Khrushchev, Nikita", "Khruschev"]

[[actor]]
id = "john-kennedy"
kind = "person"
ja = "ケネディ"
en = "John Kennedy"
surname = "Kennedy"
names = ["Kennedy, John"]

[[actor]]
id = "ronald-reagan"
kind = "person"
ja = "レーガン"
en = "Ronald Reagan"
surname = "Reagan"
names = ["Reagan, Ronald"]

[[actor]]
id = "mikhail-gorbachev"
kind = "person"
ja = "ゴルバチョフ"
en = "Mikhail Gorbachev"
surname = "Gorbachev"
names = ["Gorbachev, Mikhail"]

[[actor]]
id = "george-bush"
kind = "person"
ja = "ブッシュ"
en = "George Bush"
surname = "Bush"
names = ["Bush, George"]

[[era]]
id = "the-thaw"
ja = "雪解け"
en = "The thaw"
from = "1953"
to = "1964"

[[era]]
id = "new-thinking"
ja = "新思考"
en = "New thinking"
from = "1985"
to = "1991"

# Names that were proposed as people's and are none; `sakuin actors propose` and the desk propose them no more.
# 人物として挙がったが、そうでない名前。`sakuin actors propose` でも机でも、もう挙げません。
[proposals]
rejected = ["池田"]
"""
"""What collection.toml says in the end, below the lines that explain it."""

FACETS = [
    ("actor", "Nikita Khrushchev", 9), ("actor", "John Kennedy", 9), ("actor", "Ronald Reagan", 8),
    ("actor", "Mikhail Gorbachev", 13), ("actor", "George Bush", 6),
    ("era", "The thaw", 10), ("era", "New thinking", 10),
]  # fmt: skip
QUESTIONS = [
    ("actor:Khruschev", 9), ("actor:フルシチョフ era:雪解け", 7), ("era:new-thinking", 10), ("ブッシュ year:1990", 2),
    ("year:昭和37年", 6), ("フルシチョフ", 9),
]  # fmt: skip
"""What is asked for, and the passages that there are."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder, and the address that `sakuin desk` printed."""
    folder = thirty_files(tmp_path / "papers")
    command = [sys.executable, "-c", MAIN, "desk", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    assert process.stdout
    found = re.search(r"http\S+", process.stdout.readline())
    assert found
    yield folder, found[0]
    assert ended(process, signal.SIGINT) in (0, 130)


class Historian:
    """Who sits before the desk, with a mouse and a keyboard and nothing else."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_default_timeout(15_000)

    def goes_to(self, name: str) -> None:
        self.page.locator(".desk-sections").get_by_role("link", name=name, exact=True).click()

    def opens(self, address: str, folder: Path) -> None:
        self.page.goto(f"{address}&ui=en")
        self.page.get_by_label("Path of the folder").fill(str(folder))
        self.page.keyboard.press("Enter")
        self.waits_for_the_run("28 documents")

    def waits_for_the_run(self, said: str = "28 documents, 28 passages") -> None:
        self.page.locator("#run[data-state=done] .said", has_text=said).wait_for(timeout=60_000)

    def proposal(self, name: str) -> Any:
        shown = self.page.locator(".shown", has_text=re.compile(f"^{name}$"))
        return self.page.locator("#proposed li", has=shown)

    def merges(self, *names: str) -> None:
        for name in names:
            self.page.get_by_label("Filter").fill(name)
            self.page.locator("#lists-progress", has_text="1 of 1 names").wait_for()
            self.proposal(name).get_by_role("checkbox").press("Space")
        assert all(name in self.page.locator("#chosen-count").inner_text() for name in names)
        self.page.get_by_role("button", name="Merge into one").click()
        self.page.locator("#lists-effects", has_text="+9 passages").wait_for()
        self.page.get_by_role("button", name="Save").press("Enter")
        self.page.locator("#in-file .shown", has_text=names[0]).wait_for()
        self.page.get_by_label("Filter").fill("")

    def makes_one_of(self, english: str, japanese: str) -> None:
        self.proposal(english).get_by_role("button", name=f"The same as {japanese}?").click()
        self.page.locator("#lists-effects strong", has_text=english).wait_for()
        self.page.get_by_role("button", name="Save").press("Enter")
        self.page.locator("#in-file .shown", has_text=f"{japanese} ／ {english}").wait_for()

    def makes_an_era(self, ja: str, en: str, first: str, last: str) -> None:
        self.page.get_by_role("button", name="Add a new one").click()
        for typed in (ja, en, first, last):
            self.page.keyboard.insert_text(typed)
            self.page.keyboard.press("Tab")
        self.page.get_by_role("button", name="Save").press("Enter")
        self.page.get_by_role("button", name=f"Edit {en}").wait_for()

    def corrects_a_date(self, file: str, typed: str) -> None:
        self.page.get_by_label("Filter").fill(file)
        self.page.locator("#count", has_text="1 of 28").wait_for()
        cell = self.page.locator(".grid-row [data-column='3']")
        cell.click()
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(typed)
        self.page.keyboard.press("Enter")
        cell.locator(f"b[title='{typed}']").wait_for()

    def finds(self, question: str) -> int:
        """How many passages there are for what is typed into the box of the search."""
        box = self.page.locator("input[name=q]").first
        box.fill(question)
        box.press("Enter")
        return self._total()

    def narrows_to(self, facet: str, value: str) -> int:
        """The same for a value of a facet beside all passages."""
        panel = self.page.locator("section.panel", has=self.page.locator(f"#f-{facet}"))
        panel.locator("a", has_text=value).click()
        total = self._total()
        self.page.go_back()
        return total

    def _total(self) -> int:
        self.page.locator("p.total").wait_for()
        return int(self.page.locator("p.total").inner_text().split()[0])


def test_from_thirty_files_to_a_collection_without_an_editor(browser: Any, desk: tuple[Path, str]) -> None:
    folder, address = desk
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    historian = Historian(page)
    historian.opens(address, folder)
    for name in DAMAGED:
        page.locator("#files tr", has_text=name).locator(".tag.unread").wait_for()

    historian.goes_to("People")
    page.get_by_role("button", name="Find people in the documents").press("Enter")
    historian.merges(*KHRUSHCHEV)
    for english, japanese in OTHERS.items():
        historian.makes_one_of(english, japanese)
    historian.proposal("池田").get_by_role("checkbox").check()
    page.get_by_role("button", name="Reject").click()
    page.locator("#rejected summary", has_text="(1)").wait_for()

    historian.goes_to("Eras")
    for era in ERAS:
        historian.makes_an_era(*era)
    historian.goes_to("Documents")
    for file, typed in DATES.items():
        historian.corrects_a_date(file, typed)
    page.locator("#said", has_text="Written to metadata.csv").wait_for()
    page.get_by_role("button", name="Bring the index up to date").click()
    page.locator("#waiting").wait_for(state="hidden", timeout=60_000)
    historian.waits_for_the_run()

    assert (folder / "collection.toml").read_text("utf-8") == HEAD + COLLECTION
    assert dates_in(folder) == DATES

    page.get_by_role("link", name="To the search").click()
    page.get_by_role("link", name="See every passage").click()
    assert [(facet, value, historian.narrows_to(facet, value)) for facet, value, _ in FACETS] == FACETS
    assert [(question, historian.finds(question)) for question, _ in QUESTIONS] == QUESTIONS
    assert not wrong
    page.close()

    before = current_generation(folder / ".sakuin")
    again = [sys.executable, "-c", MAIN, "index", folder, "--index", folder / ".sakuin"]
    subprocess.run(again, check=True, capture_output=True)
    assert current_generation(folder / ".sakuin") == before


def dates_in(folder: Path) -> dict[str, str]:
    """The date that each file is given by the registers, as Excel would open them."""
    found = {}
    for register in folder.rglob("metadata.csv"):
        data = register.read_bytes()
        assert data.startswith(codecs.BOM_UTF8) and b"\n" not in data.replace(b"\r\n", b"")
        rows = csv.DictReader(data.decode("utf-8-sig").splitlines())
        assert rows.fieldnames == ["filename", "title", "author", "date", "lang", "type"]
        for row in rows:
            assert not any(row[key] for key in ("title", "author", "lang", "type"))
            found[(register.parent / row["filename"]).relative_to(folder).as_posix()] = row["date"]
    return found
