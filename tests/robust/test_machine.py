"""What the machine does not allow ends a run with exit code 2 and words, the last index whole, and nothing left behind.

The real thing: small file systems (where a test may mount one), a limit on the size of files, rights taken away.
"""

import ctypes
import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from folders import generations, many_documents, run, written

from indexer.config import Config
from indexer.engines import EMBEDDED
from indexer.errors import IndexBusy
from indexer.storage.index_directory import open_library
from indexer.storage.locking import writing

posix = pytest.mark.skipif(os.name != "posix", reason="asks for limits and rights of a POSIX system")
each_engine = pytest.mark.parametrize("engine", EMBEDDED)

SHARES = (0.0, 0.2, 0.45, 0.7, 0.95)
"""Five moments: of what a run writes, so much has room."""

PROGRAM = (sys.executable, "-c", "from search_app.cli.main import main; main()")
FEW, MANY = 6, 60
"""Documents at first, and when the machine does not allow it."""


def sakuin(*arguments: object, preexec: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line, in a process of its own."""
    called = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(called, capture_output=True, text=True, check=False, preexec_fn=preexec)


def holds(index: Path) -> tuple[tuple[int, int, int], int, str]:
    """What an index has: counts, passages of the engine, the digest over all texts."""
    library = open_library(index, Config())
    try:
        return library.store.counts(), library.engine.count(), library.store.digest()
    finally:
        library.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return many_documents(tmp_path / "source", FEW)


def assert_refused(result: subprocess.CompletedProcess[str], words: str) -> None:
    """Exit code 2, with the words and no traceback."""
    assert (result.returncode, "Traceback" in result.stderr) == (2, False), result.stderr
    assert words in result.stderr


def assert_heals(source: Path, index: Path, anew: Path) -> None:
    """The next run makes what an index made anew is, and leaves nothing besides."""
    run(source, index)
    assert holds(index) == holds(anew)
    assert {path.name for path in index.iterdir()} == {"CURRENT", "lock", *generations(index)}
    assert len(generations(index)) <= 2


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system of its own."""

    folder: Path

    @property
    def used(self) -> int:
        """Bytes that are taken."""
        return shutil.disk_usage(self.folder).used

    def fill(self, room: int) -> Path:
        """Take all but so many bytes."""
        ballast = self.folder / "ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.folder).free - room)
        return ballast


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk, where a test may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


@each_engine
def test_a_disk_that_fills_at_any_of_five_moments_costs_nothing_but_the_run(
    source: Path, disk: Disk, tmp_path: Path, engine: str
) -> None:
    index, anew = disk.folder / "index", tmp_path / "anew"
    run(source, index, engine=engine)
    before, used = holds(index), disk.used
    shutil.copytree(index, tmp_path / "kept", copy_function=shutil.copy)
    many_documents(source, MANY)
    run(source, index)
    needed = disk.used - used
    run(source, anew, engine=engine)
    for share in SHARES:
        shutil.rmtree(index)
        shutil.copytree(tmp_path / "kept", index)
        ballast = disk.fill(int(share * needed))
        assert_refused(sakuin("index", source, "--index", index), "the disk is full")
        assert holds(index) == before
        assert not any(index.glob("*.new"))
        ballast.unlink()
        assert_heals(source, index, anew)


@posix
@each_engine
@pytest.mark.parametrize("most", [0, 5_000, 15_000])
def test_files_that_may_not_grow_cost_nothing_but_the_run(source: Path, tmp_path: Path, engine: str, most: int) -> None:
    index, anew = tmp_path / "index", tmp_path / "anew"
    run(source, index, engine=engine)
    before = holds(index)
    many_documents(source, MANY)
    run(source, anew, engine=engine)
    assert_refused(sakuin("index", source, "--index", index, preexec=lambda: _limit_files(most)), "the disk is full")
    assert holds(index) == before
    assert_heals(source, index, anew)


def _limit_files(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


WITHOUT_RIGHTS = {
    "the folder": (".", 0o500),
    "the lock": ("lock", 0o400),
    "the pointer": ("CURRENT", 0o000),
    "the generation": ("gen-1", 0o000),
    "its store": ("gen-1/store/000001.sqlite", 0o000),
    "its engine": ("gen-1/engine", 0o000),
}
"""What rights are missing at -> the path and the mode it has."""


@posix
@each_engine
@pytest.mark.parametrize(("name", "mode"), WITHOUT_RIGHTS.values(), ids=WITHOUT_RIGHTS)
def test_rights_that_are_missing_cost_nothing_but_the_run(
    source: Path, tmp_path: Path, engine: str, name: str, mode: int
) -> None:
    index, anew = tmp_path / "index", tmp_path / "anew"
    run(source, index, engine=engine)
    before, usual = holds(index), (index / name).stat().st_mode
    many_documents(source, MANY)
    run(source, anew, engine=engine)
    (index / name).chmod(mode)
    refused = sakuin("index", source, "--index", index, preexec=_like_anybody)
    (index / name).chmod(usual)
    assert_refused(refused, "you may not read or write there")
    assert holds(index) == before
    assert_heals(source, index, anew)


@posix
@pytest.mark.parametrize("mode", [0o000, 0o400], ids=oct)
def test_a_folder_of_documents_that_may_not_be_opened_is_named(source: Path, tmp_path: Path, mode: int) -> None:
    closed = source / "閉架"
    written(closed / "a.txt", "停戦協定 armistice")
    closed.chmod(mode)
    result = sakuin("index", source, "--index", tmp_path / "index", preexec=_like_anybody)
    closed.chmod(0o700)
    assert result.returncode == 0
    assert "閉架: a folder that may not be opened" in result.stderr


@posix
@each_engine
def test_an_index_in_a_folder_that_may_only_be_read_is_searched(source: Path, tmp_path: Path, engine: str) -> None:
    index = tmp_path / "index"
    run(source, index, engine=engine)
    folders = [path for path in (index, *index.rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o500)
    found = sakuin("search", "ソ連", "--index", index, preexec=_like_anybody)
    for path in folders:
        path.chmod(0o700)
    assert (found.returncode, found.stderr) == (0, "")


def test_a_folder_where_nothing_may_be_written_and_a_file_in_its_place_are_named(source: Path, tmp_path: Path) -> None:
    taken = written(tmp_path / "taken", "a file")
    assert_refused(sakuin("index", source, "--index", taken), "it is a file, not a folder")
    assert_refused(sakuin("index", source, "--index", taken / "below"), f"{taken}")


def _like_anybody() -> None:
    """Give up what lets the superuser pass over rights: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7))."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)


PR_CAPBSET_DROP = 24


def test_on_a_drive_without_locks_a_file_keeps_other_writers_out(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    index = tmp_path / "index"
    assert run(source, index).new == FEW
    with writing(index), pytest.raises(IndexBusy, match="another run is writing"):
        run(source, index)
    many_documents(source, FEW + 1)
    assert run(source, index).new == 1


def test_on_a_drive_without_hard_links_a_generation_is_a_copy(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    index, anew = tmp_path / "index", tmp_path / "anew"
    run(source, index)
    many_documents(source, MANY)
    run(source, index)
    run(source, anew)
    assert holds(index) == holds(anew)
    assert all(path.stat().st_nlink == 1 for path in index.rglob("*") if path.is_file())


@each_engine
def test_all_that_is_new_is_on_the_disk_before_the_pointer_names_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    index, kept, named = tmp_path / "index", set[int](), list[set[str]]()
    fsync, replace = os.fsync, Path.replace

    def noting(file: int) -> None:
        fsync(file)
        kept.add(os.fstat(file).st_ino)

    def replacing(path: Path, target: Path) -> Path:
        if target.name == "CURRENT":
            new = (each for each in (path, index, *index.rglob("*")) if each.is_dir() or each.stat().st_nlink == 1)
            earlier = set(before.rglob("*")) | {before} if before else set()
            unkept = {each for each in new if each.stat().st_ino not in kept} - earlier
            named.append({each.name for each in unkept} - {"lock", "CURRENT"})
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Path, "replace", replacing)
    for number in (FEW, FEW + 1):
        before = index / "gen-1" if number > FEW else None
        many_documents(source, number)
        run(source, index, engine=engine)
    assert named == [set(), set()]


@each_engine
def test_what_changed_is_found_whatever_the_clock_says(source: Path, tmp_path: Path, engine: str) -> None:
    changed = written(source / "clock.txt", "treaty 0")
    run(source, tmp_path / "index", engine=engine)
    for number, moment in enumerate((-(10**9), 0, 10**9, 4 * 10**9, 253_402_300_799), 1):
        written(changed, f"treaty {number}")
        os.utime(changed, (moment, moment))
        assert run(source, tmp_path / "index").changed == 1
        assert holds(tmp_path / "index")[0][1] == FEW + 1
