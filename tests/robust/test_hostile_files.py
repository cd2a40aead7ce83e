"""A file that means harm costs only itself: its neighbours are found, and it is read whole or named with a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_files import HEAVY, HOSTILE, LAST, Hostile, neighbours, put

from indexer.config import Config
from indexer.document import Document
from indexer.metadata import describe
from indexer.paths import kept
from indexer.pipeline import entries
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import Library, open_library

QUICK = tuple(hostile for hostile in HOSTILE if hostile.name not in HEAVY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    neighbours(made)
    for hostile in QUICK:
        put(hostile, made)
    return made


@pytest.fixture(scope="module")
def library(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    index = tmp_path_factory.mktemp("index")
    build(Job((folder,), index, jobs=1))
    opened = open_library(index, Config())
    yield opened
    opened.close()


def text_of(library: Library, path: Path) -> str:
    """All that the index shows of a file."""
    store, key = library.store, kept(path.resolve().as_posix())
    documents = [row.id for row in store.documents() if store.file_of(row.id) == key]
    return "\n".join(place.passage.text for document in documents for place in store.passages_of(document))


@pytest.mark.parametrize(("name", "words"), [("a_before.txt", "平和条約"), ("zz_after.md", "peace treaty")])
def test_the_neighbours_of_hostile_files_are_found(library: Library, folder: Path, name: str, words: str) -> None:
    assert words in text_of(library, folder / name)


@pytest.mark.parametrize("hostile", QUICK, ids=lambda hostile: hostile.name[:20])
def test_a_hostile_file_is_read_whole_or_named(library: Library, folder: Path, hostile: Hostile) -> None:
    path = folder / hostile.name
    row = library.store.files()[kept(path.resolve().as_posix())]
    assert LAST in text_of(library, path) or row.problem or row.notes
    assert "RecursionError" not in row.problem


def test_a_document_that_no_stage_can_take_is_named_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    neighbours(source)

    def fails(document: Document, *rest: object) -> object:
        if document.id == "zz_after":
            raise RecursionError("maximum recursion depth exceeded")
        return describe(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(entries, "describe", fails)
    summary = build(Job((source,), tmp_path / "index", jobs=1))
    assert summary.documents == 1
    (problem,) = summary.problems
    assert Path(problem.path).name == "zz_after.md"
    assert problem.reason.startswith("zz_after: ")
    assert "too deep within one another" in problem.reason
