"""A correction goes to the register that is believed, stays in its folder, and loses nothing of anybody's."""

import os
from pathlib import Path

import pytest

from indexer.editing.corrections import Registers, Uncorrectable
from indexer.editing.files import ABSENT, ChangedMeanwhile
from indexer.editing.registers import Cell
from indexer.readers.sidecars.sidecars import find


def correct(folder: Path, name: str, field: str, value: str, read: dict[str, str] | None = None) -> list[str]:
    """What the register said before, of each cell that was changed."""
    registers = Registers(folder)
    registers.put(Cell(folder / name, "", field, value))
    return [change.before for change in registers.write(read)]


def title(folder: Path, name: str) -> str:
    found = find(path for path in folder.rglob("*") if path.is_file()).descriptions
    return dict(found[folder / name].given)["title"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "箱/乙.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    return tmp_path


def test_without_a_register_one_is_made_in_the_folder_of_the_file(folder: Path) -> None:
    assert correct(folder, "箱/乙.txt", "title", "条約") == [""]
    assert title(folder, "箱/乙.txt") == "条約" and not (folder / "metadata.csv").exists()
    assert correct(folder, "箱/乙.txt", "title", "") == ["条約"]
    assert not (folder / "箱/metadata.csv").exists()


@pytest.mark.parametrize("registers", [
    {"metadata.csv": "filename,title\n箱/乙.txt,旧\n"},
    {"箱/Metadata.CSV": "ファイル名,件名\n乙.txt,旧\n"},
    {"metadata.csv": "filename,title\n箱/乙.txt,上\n", "箱/metadata.csv": "filename,title\n乙.txt,下\n"},
    {"箱/metadata.csv": "filename,title\n乙.txt,C\n", "箱/metadata.tsv": "filename\ttitle\n乙.txt\tT\n"},
    {"箱/metadata.csv": "title,text\nA,a table of documents\n"},
])  # fmt: skip
def test_the_register_that_is_believed_is_corrected(folder: Path, registers: dict[str, str]) -> None:
    for name, text in registers.items():
        (folder / name).write_text(text, "utf-8")
    correct(folder, "箱/乙.txt", "title", "新")
    assert title(folder, "箱/乙.txt") == "新"
    changed = [name for name, text in registers.items() if (folder / name).read_text("utf-8") != text]
    assert len(changed) == ("text" not in "".join(registers.values()))


def test_a_correction_goes_before_what_zotero_says(folder: Path) -> None:
    (folder / "export.ris").write_text("TY  - LETTER\nTI  - Of Zotero\nL1  - a.txt\nER  - \n")
    assert title(folder, "a.txt") == "Of Zotero"
    correct(folder, "a.txt", "title", "Of mine")
    assert title(folder, "a.txt") == "Of mine"
    correct(folder, "a.txt", "title", "")
    assert title(folder, "a.txt") == "Of Zotero"


def test_what_another_program_wrote_meanwhile_stays(folder: Path) -> None:
    correct(folder, "a.txt", "title", "One", {})
    register = folder / "metadata.csv"
    seen = {"metadata.csv": Registers(folder).seal(register)}
    register.write_text("filename,title\na.txt,Theirs\n")
    with pytest.raises(ChangedMeanwhile):
        correct(folder, "a.txt", "title", "Two", seen)
    with pytest.raises(ChangedMeanwhile):
        correct(folder, "a.txt", "title", "Two", {"metadata.csv": ABSENT})
    assert title(folder, "a.txt") == "Theirs"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(folder: Path) -> None:
    (folder / "箱").chmod(0o555)
    try:
        with pytest.raises(Uncorrectable, match="may not be written"):
            correct(folder, "箱/乙.txt", "title", "新")
    finally:
        (folder / "箱").chmod(0o755)


def test_a_register_that_is_a_link_out_of_the_folder_is_neither_read_nor_written(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out.csv"
    folder.mkdir()
    outside.write_text("filename,title\na.txt,Secret\n")
    (folder / "a.txt").write_text("text")
    (folder / "metadata.csv").symlink_to(outside)
    with pytest.raises(Uncorrectable, match="leads out"):
        correct(folder, "a.txt", "title", "Mine")
    assert outside.read_text() == "filename,title\na.txt,Secret\n"
