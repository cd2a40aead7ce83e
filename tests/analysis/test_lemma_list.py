"""The list of English forms is unpacked once, and is the same however it was come by."""

from pathlib import Path

import pytest

from indexer.analysis import lemma_list
from indexer.analysis.lemma_list import forms


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SAKUIN_CACHE", str(folder))
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_list_is_unpacked_once_and_then_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.mkdir()
    for old in ("lemmas-0.9.tsv", "lemmas-1.0.tsv.77.new"):
        (cache / old).write_text("of another version, or of a run that died")
    (cache / "glossary.lock").touch()
    made = forms()
    assert (made["went"], made["treaties"], len(made) > 100_000) == ("go", "treaty", True)
    assert len(files(cache)) == 2 and files(cache)[0] == "glossary.lock", "what others left is swept, no more"
    monkeypatch.setattr(lemma_list, "_made", lambda path: pytest.fail("it was unpacked again"))
    assert forms() == made


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "no text"])
def test_a_damaged_list_is_made_anew(cache: Path, damage: str) -> None:
    whole = forms()
    (path,) = cache.iterdir()
    found = path.read_bytes()
    damaged = {"cut": found[:-9], "flipped": found.replace(b"\tgo\n", b"\tgo!\n"), "empty": b"", "no text": b"\xff\xfe"}
    path.write_bytes(damaged[damage])
    assert forms() == whole
    assert path.read_bytes() == found


def test_where_nothing_can_be_kept_the_list_is_unpacked_each_time(cache: Path) -> None:
    cache.write_text("no folder")
    assert forms()["went"] == "go"
    assert cache.read_text() == "no folder"
