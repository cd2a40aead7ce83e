"""The dictionary of a user: made once for all indexes, outside their locks, and what is left over swept away."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from folders import written
from small_dictionary import package

from indexer.cli import ensure
from indexer.config import Config
from indexer.dictionary import cache, jmdict
from indexer.dictionary.cache import glossary_path, is_made, make_glossary, open_glossary
from indexer.errors import DictionaryDamaged
from indexer.pipeline.builder import Job, build
from indexer.storage.locking import writing
from search_app.cli.main import main
from search_app.search.searcher import open_searcher
from search_app.web.open_index import OpenIndex


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """The settings of a user who has installed the extra (a small one) and whose cache folder is empty."""
    monkeypatch.syspath_prepend(package(tmp_path / "packages"))
    monkeypatch.delitem(sys.modules, "jamdict_data", raising=False)
    monkeypatch.setenv("SAKUIN_CACHE", str(tmp_path / "cache"))
    jmdict.installed.cache_clear()
    yield Config()
    jmdict.installed.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    written(tmp_path / "source" / "寺.txt", "京都の寺院を訪ねた。")
    written(tmp_path / "source" / "temple.txt", "We saw a Buddhist temple.")
    return tmp_path / "source"


def index(source: Path, directory: Path) -> Result:
    return CliRunner().invoke(main, ["index", str(source), "--index", str(directory), "--jobs", "1"])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_is_made_once_for_all_indexes(config: Config, source: Path, tmp_path: Path) -> None:
    path = glossary_path(config)
    assert path is not None and path.parent == tmp_path / "cache"
    first = index(source, tmp_path / "one")
    assert first.exit_code == 0 and f"made the dictionary, once for all indexes: {path}" in first.stderr
    before = path.stat()
    second = index(source, tmp_path / "two")
    assert second.exit_code == 0 and "dictionary" not in second.stderr
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert names(tmp_path / "one") == names(tmp_path / "two") == {"CURRENT", "gen-1", "lock"}


@pytest.mark.parametrize(("typed", "meant"), [("寺院", "Buddhist temple"), ("Buddhist temple", "寺院")])
def test_every_index_is_searched_with_it(config: Config, source: Path, tmp_path: Path, typed: str, meant: str) -> None:
    build(Job((source,), tmp_path / "index", jobs=1))
    with_none = open_searcher(tmp_path / "index", config)
    assert with_none.dictionary.translations(typed) == ()
    make_glossary(config)
    with_it = open_searcher(tmp_path / "index", config)
    assert meant in [found.text for found in with_it.dictionary.translations(typed)]
    for searcher in (with_none, with_it):
        searcher.library.close()


def test_a_running_server_takes_it_up_once_it_is_there(config: Config, source: Path, tmp_path: Path) -> None:
    build(Job((source,), tmp_path / "index", jobs=1))
    opened = OpenIndex(tmp_path / "index", config)
    without = opened.searcher()
    assert without.library.glossary is None and opened.searcher() is without
    make_glossary(config)
    with_it = opened.searcher()
    assert with_it.library.glossary is not None and opened.searcher() is with_it
    with_it.library.close()  # the one before it was closed when nobody held it any more


def test_it_is_made_while_another_run_writes_to_the_index(config: Config, source: Path, tmp_path: Path) -> None:
    job = Job((source,), tmp_path / "index", jobs=1)
    build(job)
    with writing(job.directory):
        ensure(job)
    assert is_made(config)


def test_of_two_runs_at_once_one_makes_it_and_the_other_goes_on(config: Config, source: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    with FileLock(tmp_path / "cache" / cache.LOCK):
        result = index(source, tmp_path / "index")
    assert result.exit_code == 0 and "another run is making the dictionary" in result.stderr
    assert not is_made(config)
    assert "made the dictionary" in index(source, tmp_path / "index").stderr


def test_what_is_left_over_is_swept_away(config: Config, source: Path, tmp_path: Path) -> None:
    left = ("glossary-0123456789abcdef.sqlite", "glossary-0123456789abcdef.sqlite.42.new")
    for name in (*left, "somebody-elses.txt"):
        written(tmp_path / "cache" / name, "left")
    for name in ("dictionary.sqlite", "dictionary.sqlite.42.new", "notes.txt"):
        written(tmp_path / "index" / name, "left")
    assert index(source, tmp_path / "index").exit_code == 0
    path = glossary_path(config)
    assert path is not None
    assert names(tmp_path / "cache") - {cache.LOCK} == {path.name, "somebody-elses.txt"}
    assert names(tmp_path / "index") == {"CURRENT", "gen-1", "lock", "notes.txt"}


def test_a_cache_folder_that_cannot_be_written_is_said_and_stops_nothing(
    config: Config, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = written(tmp_path / "cache", "a file, no folder")
    result = index(source, tmp_path / "index")
    assert result.exit_code == 0 and "2 documents" in result.stderr
    assert f"the dictionary could not be made in {blocked}" in result.stderr
    assert "SAKUIN_CACHE" in result.stderr
    status = CliRunner().invoke(main, ["status", "--index", str(tmp_path / "index")])
    assert "dictionary  not made yet" in status.stdout


def test_a_damaged_one_is_taken_away_and_made_anew(config: Config, tmp_path: Path) -> None:
    make_glossary(config)
    path = glossary_path(config)
    assert path is not None
    path.write_bytes(b"damaged" * 1000)
    assert open_glossary(config) is None and not is_made(config)
    make_glossary(config)
    found = open_glossary(config)
    assert found is not None and found.found("j:冷戦")[0][0] == "cold war"
    found.close()


def test_one_whose_damage_shows_late_ends_in_one_error_and_is_taken_away(config: Config) -> None:
    make_glossary(config)
    path, found = glossary_path(config), open_glossary(config)
    assert path is not None and found is not None
    content = path.read_bytes()
    path.write_bytes(content.replace(b"cold war", b"\xff\xff\xff\xff war"))
    with pytest.raises(DictionaryDamaged, match="was taken away"):
        found.found("j:冷戦")
    found.close()
    assert not is_made(config)


def test_another_format_or_package_has_a_file_of_its_own(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    first = glossary_path(config)
    monkeypatch.setattr(cache, "FORMAT", "another")
    second = glossary_path(config)
    monkeypatch.setattr(jmdict, "PACKAGES", ("click",))
    jmdict.installed.cache_clear()
    assert len({first, second, glossary_path(config)}) == 3


def test_progress_rises_from_0_to_1(config: Config) -> None:
    shares: list[float] = []
    make_glossary(config, shares.append)
    assert shares[0] == 0.0 and shares == sorted(shares) and 0.5 < shares[-1] <= 1.0


def test_without_the_package_nothing_is_made_and_nothing_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: Path
) -> None:
    if jmdict.installed() is not None:
        pytest.skip("the extra `dictionary` is installed")
    monkeypatch.setenv("SAKUIN_CACHE", str(tmp_path / "cache"))
    assert make_glossary(Config()) == ""
    assert "dictionary" not in index(source, tmp_path / "index").stderr
    assert not (tmp_path / "cache").exists()
