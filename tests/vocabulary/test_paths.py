"""Names of files that are not UTF-8, and links that lead out of their folder."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from indexer.paths import from_kept, is_whole, kept, leads_outside, shown
from indexer.readers import read

SOREN = os.fsdecode("ソ連".encode("cp932") + b".txt")
NAMES = [
    SOREN,
    os.fsdecode("ソ連".encode("euc_jp") + b".txt"),
    os.fsdecode(b"caf\xe9.txt"),
    "ソ連.txt",
    "letter.txt",
    "\ufffd83.txt",
    os.fsdecode(b"\x83.txt"),
    "\ufffd.txt",
    os.fsdecode(b"a\xff/b\xfe/\xfdc.txt"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_as_text_that_gives_it_back(name: str) -> None:
    kept(name).encode()
    assert from_kept(kept(name)) == name


def test_names_that_are_shown_alike_are_not_kept_alike() -> None:
    assert shown(os.fsdecode(b"\x83.txt")) == shown(os.fsdecode(b"\x84.txt")) == "\ufffd.txt"
    assert len({kept(name) for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize(("name", "whole"), [(SOREN, False), ("ソ連.txt", True), ("letter.txt", True)])
def test_a_name_in_utf8_is_shown_and_kept_as_it_is(name: str, whole: bool) -> None:
    assert is_whole(name) is whole
    assert (shown(name) == kept(name) == name) is whole


def test_a_file_with_such_a_name_is_read_shown_and_named_in_a_note(tmp_path: Path) -> None:
    path = tmp_path / SOREN
    try:
        path.write_text("化けた名前の休戦。", encoding="utf-8")
    except OSError:
        pytest.skip("this system takes names in UTF-8 only")
    reading = read(path, tmp_path)
    (document,) = reading.documents
    assert document.path == shown(SOREN) == "\ufffd\\\ufffdA.txt"
    assert reading.notes == (f"its name is not UTF-8 and is shown as {document.path}; rename it",)
    json.dumps([document.id, document.title, document.path], ensure_ascii=False).encode()
    with sqlite3.connect(":memory:") as database:
        (found,) = database.execute("SELECT ?", (kept(path.as_posix()),)).fetchone()
    database.close()
    assert Path(from_kept(found)).read_text(encoding="utf-8") == "化けた名前の休戦。"


@pytest.mark.parametrize(
    ("link", "target", "outside"),
    [
        ("a.txt", "", False),
        ("inside.txt", "a.txt", False),
        ("passwd.txt", "../secret/b.txt", True),
        ("folder", "../secret", True),
        ("folder/b.txt", "", True),
        ("absolute.txt", "/etc/hostname", True),
    ],
)
def test_a_link_that_leads_out_of_the_folder_is_told(tmp_path: Path, link: str, target: str, outside: bool) -> None:
    root = tmp_path / "source"
    (tmp_path / "secret").mkdir()
    root.mkdir()
    (root / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "secret/b.txt").write_text("b", encoding="utf-8")
    if link.startswith("folder/"):
        (root / "folder").symlink_to("../secret")
    if target:
        (root / link).symlink_to(target)
    assert leads_outside(root / link, root) is outside


def test_a_source_that_is_a_link_itself_is_inside_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "source").symlink_to("real")
    assert not leads_outside(tmp_path / "source/a.txt", tmp_path / "source")
