"""Files at the desk: all of them, read or not, with the reason, and what changed since the index was made."""

from pathlib import Path
from typing import Any

import pytest
from desks import owner

from indexer.pipeline.builder import Job, build
from indexer.readers.formats import FORMATS, UNKNOWN
from search_app.desk.reasons import KINDS, kind_in, said_in

NAME, KIND, SIZE, DOCUMENTS, PROBLEM, NOTES, STATE = range(7)


def files(folder: Path) -> dict[str, list[Any]]:
    said: Any = owner(folder).get("/desk/files.json").json
    return {row[NAME]: row for row in said["files"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "手紙.txt").write_text("本文がここにある。", "utf-8")
    (tmp_path / "two.jsonl").write_text('{"id": "d1", "text": "One."}\n{"id": "d2", "text": "Two."}\n', "utf-8")
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "metadata.csv").write_text("filename,title\n手紙.txt,書簡\n", "utf-8")
    return tmp_path


def test_before_the_first_run_the_folder_itself_is_listed(folder: Path) -> None:
    found = files(folder)
    assert set(found) == {"手紙.txt", "two.jsonl", "scan.jpg", "metadata.csv"}
    assert found["metadata.csv"][KIND] == "sidecar" and {row[STATE] for row in found.values()} == {""}


def test_after_a_run_each_file_says_what_came_of_it_those_with_problems_first(folder: Path) -> None:
    build(Job((folder,), folder / ".sakuin", jobs=1))
    found = files(folder)
    assert next(iter(found)) == "scan.jpg" and found["scan.jpg"][PROBLEM]
    assert (found["two.jsonl"][DOCUMENTS], found["手紙.txt"][DOCUMENTS], found["metadata.csv"][DOCUMENTS]) == (2, 1, 0)


@pytest.mark.parametrize(("reason", "japanese"), [
    ("pages 2, 3 and 5 of 9 have no text: run OCR, for example ocrmypdf",
     "全9頁のうち2・3・5頁に文字のデータがありません。"),
    ("Ichitaro document (一太郎): not read; save it as .docx or .txt",
     "（Ichitaro document (一太郎)）。.docx か .txt の形で"),
    ("row 3: there is no file 1, 2 or 3.txt beside it; correct the name, or put the file there",
     "row 3: 同じ場所に 1, 2 or 3.txt がありません。"),
    ("no reader for '.{0}'; Sakuin reads .txt", "「.{0}」のファイルは読めません。"),
])  # fmt: skip
def test_a_reason_is_said_in_the_language_of_the_page(reason: str, japanese: str) -> None:
    said, language = said_in("ja", reason)
    assert japanese in said and language == "ja"
    assert said_in("en", reason) == (reason, "en")


@pytest.mark.parametrize(("kind", "japanese"), [("picture", "画像"), ("plain text", "テキスト"), ("PDF", "PDF")])
def test_a_kind_is_called_as_the_page_calls_it(kind: str, japanese: str) -> None:
    assert (kind_in("ja", kind), kind_in("en", kind)) == (japanese, kind)


def test_every_kind_that_has_a_name_in_japanese_is_a_kind() -> None:
    assert set(KINDS) <= {row.name for row in (*FORMATS, UNKNOWN)}


def test_a_reason_that_japanese_lacks_stays_as_the_reader_says_it(folder: Path) -> None:
    assert said_in("ja", "something new; do this") == ("something new; do this", "en")
    build(Job((folder,), folder / ".sakuin", jobs=1))
    [[said, language]] = files(folder)["scan.jpg"][PROBLEM]
    assert said.startswith("画像は読めません") and language == "ja"


def test_what_was_added_changed_or_taken_away_since_is_marked(folder: Path) -> None:
    build(Job((folder,), folder / ".sakuin", jobs=1))
    (folder / "新.txt").write_text("新しい。", "utf-8")
    (folder / "two.jsonl").unlink()
    (folder / "metadata.csv").write_text("filename,title\n手紙.txt,別の題\n", "utf-8")
    states = {name: row[STATE] for name, row in files(folder).items() if row[STATE]}
    assert states == {"新.txt": "new", "two.jsonl": "gone", "手紙.txt": "changed", "metadata.csv": "changed"}
