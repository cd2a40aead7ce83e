"""Order and scores are those of an index made anew, or the run says that they lag."""

from pathlib import Path

import pytest
from folders import many_documents, written

from indexer.config import Config
from indexer.pipeline import compaction
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.export.receipts import receipt
from search_app.search.searcher import Searcher
from search_app.state.parameters import Json
from search_app.state.state import read_state

CONFIG = Config()
QUESTIONS = ("ソ連 条約", "Soviet treaties", "議題の変更", "changed items")


def receipts(index: Path) -> list[Json]:
    """A receipt of each question: all hits in their order, with what the index is known by."""
    library = open_library(index, CONFIG)
    try:
        searcher = Searcher(library, CONFIG)
        return [receipt(searcher, read_state((("q", q),), CONFIG)[0]) for q in QUESTIONS]
    finally:
        library.close()


def changed(source: Path) -> Path:
    """The source with another text in its first ten files, and without the last."""
    paths = sorted(source.glob("0*.md"))
    for number, path in enumerate(paths[:10]):
        written(path, path.read_text(encoding="utf-8") + f"\n\n条約の議題の変更 {number}。 Changed items: treaties.\n")
    paths[-1].unlink()
    return source


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_the_receipts_of_a_small_collection_do_not_depend_on_its_history(tmp_path: Path, engine: str) -> None:
    source, index = many_documents(tmp_path / "source", 40), tmp_path / "index"
    build(Job((source,), index, engine=engine))
    summary = build(Job((changed(source),), index, engine=engine))
    build(Job((source,), tmp_path / "anew", engine=engine))
    assert (summary.lag, summary.compacted) == (0, engine == "tantivy")
    assert receipts(index) == receipts(tmp_path / "anew")


def test_scores_that_lag_say_so_until_the_index_is_compacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "PROMPT", -1_000)  # as if the collection were large
    source, index = many_documents(tmp_path / "source", 40), tmp_path / "index"
    build(Job((source,), index, engine="tantivy"))
    assert build(Job((changed(source),), index)).lag > 0
    assert all(each["index"]["lag"] > 0 for each in receipts(index))
    build(Job((source,), tmp_path / "anew", engine="tantivy", compact=True))
    summary = build(Job((source,), index, compact=True))
    assert (summary.lag, summary.compacted, summary.changed) == (0, True, 0)
    assert receipts(index) == receipts(tmp_path / "anew")
    assert build(Job((source,), index, compact=True)).generation == summary.generation


@pytest.mark.parametrize(
    ("passages", "written", "expected"), [(2_000, 1, True), (2_003, 1, False), (100_000, 60_000, True)]
)
def test_passages_are_written_anew_where_that_is_in_proportion(passages: int, written: int, expected: bool) -> None:
    assert compaction.is_in_proportion(passages, written) == expected
