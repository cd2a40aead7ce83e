"""Order and scores are those of an index made anew, or the run says that they lag."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from folders import many_documents, written

from indexer.config import Config
from indexer.engines import ENGINES
from indexer.engines.tantivy_merging import extension
from indexer.pipeline import compaction
from indexer.pipeline.builder import Job, build
from indexer.storage.index_directory import open_library
from search_app.cli.main import main
from search_app.export.receipts import receipt, replay
from search_app.search.searcher import Searcher
from search_app.state.parameters import Json
from search_app.state.state import read_state

CONFIG = Config()
QUESTIONS = ("", "ソ連 条約", "Soviet treaties", "議題の変更", "changed items")

built = pytest.mark.skipif(extension() is None, reason="native/merging was not built")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return many_documents(tmp_path / "source", 40)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs take a collection for one that is too large to be merged for a few changes."""
    monkeypatch.setattr("indexer.pipeline.builder.is_in_proportion", lambda passages, written: False)


@pytest.fixture(params=[pytest.param("1", marks=built), "0"])
def native(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """With what merges segments, and without."""
    monkeypatch.setenv("SAKUIN_NATIVE", request.param)
    extension.cache_clear()
    yield request.param
    extension.cache_clear()


def receipts(index: Path) -> list[Json]:
    """A receipt of each question: all hits in their order, with what the index is known by."""
    library = open_library(index, CONFIG)
    try:
        searcher = Searcher(library, CONFIG)
        return [receipt(searcher, read_state((("q", q),), CONFIG)[0]) for q in QUESTIONS]
    finally:
        library.close()


def changed(source: Path) -> Path:
    """The source with another text in its first ten files, without the last, and with one that all others follow."""
    paths = sorted(source.glob("0*.md"))
    for number, path in enumerate(paths[:10]):
        written(path, path.read_text(encoding="utf-8") + f"\n\n条約の議題の変更 {number}。 Changed items: treaties.\n")
    paths[-1].unlink()
    written(source / "000-first.md", "# 条約\n\nソ連との条約。 A Soviet treaty, and changed items.\n")
    return source


@pytest.mark.parametrize("engine", [pytest.param("tantivy", marks=built), *sorted(set(ENGINES) - {"tantivy"})])
def test_the_receipts_of_a_collection_do_not_depend_on_its_history(source: Path, tmp_path: Path, engine: str) -> None:
    index = tmp_path / "index"
    build(Job((source,), index, engine=engine))
    summary = build(Job((changed(source),), index, engine=engine))
    build(Job((source,), tmp_path / "anew", engine=engine))
    assert (summary.new, summary.changed, summary.gone, summary.lag) == (1, 10, 1, 0)
    assert receipts(index) == receipts(tmp_path / "anew")


@pytest.mark.usefixtures("large", "native")
def test_scores_that_lag_say_so_until_the_index_is_compacted(source: Path, tmp_path: Path) -> None:
    index, anew = tmp_path / "index", tmp_path / "anew"
    build(Job((source,), index, engine="tantivy"))
    assert build(Job((changed(source),), index)).lag > 0
    before = receipts(index)
    assert all(each["index"]["lag"] > 0 for each in before)
    summary = build(Job((source,), index, compact=True))
    assert (summary.lag, summary.changed) == (0, 0)
    build(Job((source,), anew, engine="tantivy", compact=True))
    assert receipts(index) == receipts(anew)
    assert build(Job((source,), index, compact=True)).generation == summary.generation, "there was nothing left to do"
    assert receipts(index) != before, "or deletions would not count"


@pytest.mark.usefixtures("large", "native")
def test_the_command_line_says_that_scores_lag_and_what_to_do_until_that_is_done(source: Path, tmp_path: Path) -> None:
    build(Job((source,), tmp_path / "index", engine="tantivy"))
    run, status = (["index", str(changed(source))], ["status"])
    lags, exact = "they lag: ", "exact, as of an index made anew"
    for command, said in ((run, lags), (status, lags), ([*run, "--compact"], exact), (status, exact)):
        result = CliRunner().invoke(main, [*command, "--index", str(tmp_path / "index")])
        assert (result.exit_code, said in result.output) == (0, True), result.output
        assert ("sakuin index --compact" in result.output) == (said == lags)


@pytest.mark.usefixtures("native")
def test_a_receipt_replayed_after_a_rebuild_reports_no_moves_unless_its_scores_lagged(
    source: Path, tmp_path: Path
) -> None:
    build(Job((source,), tmp_path / "index", engine="tantivy"))
    summary = build(Job((changed(source),), tmp_path / "index"))
    build(Job((source,), tmp_path / "anew", engine="tantivy", compact=True))
    library = open_library(tmp_path / "anew", CONFIG)
    replayed = [replay(Searcher(library, CONFIG), each) for each in receipts(tmp_path / "index")]
    library.close()
    assert all(each.same and each.same_index for each in replayed) or summary.lag


@pytest.mark.parametrize(
    ("passages", "written", "expected"), [(10_000, 0, True), (10_021, 1, False), (100_000, 5_000, True)]
)
def test_passages_are_merged_where_that_is_in_proportion(passages: int, written: int, expected: bool) -> None:
    assert compaction.is_in_proportion(passages, written) == expected
