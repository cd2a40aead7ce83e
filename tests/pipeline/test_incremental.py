"""A run does no more than what changed asks for, and writes nothing that an older generation has."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import COLLECTION, many_documents, run, written

from indexer.config import Config
from indexer.engines import EMBEDDED
from indexer.pipeline import entries
from indexer.storage.index_directory import current_generation, open_library

ROWS = [(f"ja-{n}", f"第{n}の文書。ソ連は穀物を買い入れた。") for n in range(40)]
ROWS += [(f"en-{n}", f"Document {n}. The Soviet Union bought grain.") for n in range(40)]
BOOK = [f"第{n}段。両国は第{n}回の会談で港湾の封鎖について長く話し合った。" + "記録は残る。" * 40 for n in range(12)]

TITLE = 10
"""No title is longer, and no passage shorter."""


def table(source: Path, rows: list[tuple[str, str]]) -> None:
    lines = (json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in rows)
    written(source / "rows.jsonl", "\n".join(lines) + "\n")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    table(folder, ROWS)
    written(folder / "book.md", "\n\n".join(BOOK))
    written(folder / "collection.toml", COLLECTION)
    return folder


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of passages that are analysed from here on; titles and headings are remembered from run to run."""
    found: list[str] = []
    original = entries.finished_layers

    def noting(text: str, *hidden: object) -> object:
        found.append(text)
        return original(text, *hidden)  # type: ignore[arg-type]

    entries.context_analysis.cache_clear()
    monkeypatch.setattr(entries, "finished_layers", noting)
    return found


def passages_of(index: Path) -> dict[str, list[object]]:
    library = open_library(index, Config())
    try:
        found = {row.id: library.store.passages_of(row.id) for row in library.store.documents()}
        return {name: [(p.passage, p.metadata) for p in places] for name, places in found.items()}
    finally:
        library.close()


def edited_row(source: Path) -> None:
    table(source, [(name, text.replace("第7の", "第七の")) for name, text in ROWS])


def new_and_lost_rows(source: Path) -> None:
    table(source, [*ROWS[3:], ("new", "新しい文書。封鎖は続いた。")])


def edited_paragraph(source: Path) -> None:
    written(source / "book.md", "\n\n".join([*BOOK[:5], BOOK[5].replace("封鎖", "開放"), *BOOK[6:]]))


def another_actor(source: Path) -> None:
    added = '\n[[actor]]\nid = "seven"\nkind = "person"\nja = "第7の文書"\nen = "Document 9"\n'
    written(source / "collection.toml", COLLECTION + added)


def another_term(source: Path) -> None:
    written(source / "collection.toml", COLLECTION + '\n[[term]]\nid = "grain"\nja = "穀物"\nen = "grain"\n')


CHANGES: dict[Callable[[Path], None], int] = {
    edited_row: 1,
    new_and_lost_rows: 1,
    edited_paragraph: 1,
    another_actor: 2,
    another_term: 0,
}
"""What is changed, and how many passages have to be analysed for it."""


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize(("change", "count"), CHANGES.items(), ids=lambda v: getattr(v, "__name__", str(v)))
def test_only_what_changed_is_analysed_again(
    source: Path, tmp_path: Path, analysed: list[str], engine: str, change: Callable[[Path], None], count: int
) -> None:
    run(source, tmp_path / "index", engine=engine)
    change(source)
    analysed.clear()
    run(source, tmp_path / "index")
    assert len([text for text in analysed if len(text) > TITLE]) == count
    run(source, tmp_path / "anew", engine=engine)
    assert passages_of(tmp_path / "index") == passages_of(tmp_path / "anew")


def hashes(generation: Path) -> dict[str, str]:
    files = (path for path in generation.rglob("*") if path.is_file())
    return {path.relative_to(generation).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def touched(source: Path) -> None:
    os.utime(source / "rows.jsonl", (1, 1))


def gone(source: Path) -> None:
    (source / "book.md").unlink()


@pytest.mark.parametrize("engine", EMBEDDED)
def test_no_file_of_a_published_generation_is_ever_written_again(source: Path, tmp_path: Path, engine: str) -> None:
    index, kept = tmp_path / "index", tmp_path / "kept"
    run(source, index, engine=engine)
    published: dict[Path, dict[str, str]] = {}
    for number, change in enumerate((*CHANGES, touched, gone)):
        before = current_generation(index)
        assert before
        # What a reader has open stays there when its folder is cleared away: here under another name.
        shutil.copytree(before, kept / str(number), copy_function=os.link)
        published[kept / str(number)] = hashes(before)
        change(source)
        run(source, index)
        assert current_generation(index) != before
        assert {folder: hashes(folder) for folder in published} == published


@pytest.mark.parametrize("engine", [name for name in EMBEDDED if name != "memory"])
def test_the_disk_grows_by_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    # As if the collection were large: of a small one the engine's few files are made one.
    monkeypatch.setattr("indexer.pipeline.builder.is_in_proportion", lambda passages, written: False)
    source, index = many_documents(tmp_path / "source", 200), tmp_path / "index"
    run(source, index, engine=engine)
    whole = sum(path.stat().st_size for path in index.rglob("*"))
    written(sorted(source.glob("*.md"))[7], "# 別の文書\n\n港湾の封鎖について。\n")
    run(source, index)
    after = current_generation(index)
    assert after
    new = sum(path.stat().st_size for path in after.rglob("*") if path.is_file() and path.stat().st_nlink == 1)
    assert new < whole / 4, "the files of the generation before are not shared"
