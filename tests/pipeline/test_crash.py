"""A run that is killed at any moment leaves the index as it was before, or as it is after; nothing in between.

A test run kills twenty-two. Before a release, one process is killed at fifty moments with

    SAKUIN_KILLS=50 python -m pytest tests/pipeline/test_crash.py
"""

import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from amounts import tried
from folders import generations, many_documents, run, written

from indexer.config import Config
from indexer.errors import IndexMissing
from indexer.pipeline.run import SMALL_CHARACTERS
from indexer.storage.index_directory import Library, open_library
from search_app.search.execution import ask
from search_app.search.searcher import Searcher
from search_app.state.state import read_state

CONFIG = Config()
MAIN = "from search_app.cli.main import main; main()"
MARK = "SAKUIN_TEST_MARK"
PROC = Path("/proc")
KILLS = {1: int(os.environ.get("SAKUIN_KILLS", str(tried(12, 20)))), 2: 10}
"""How many kills for how many processes."""

ALONE = 2
"""Processes of a run before it has workers: itself, and the one that Python follows up shared resources with."""

GONE_WITHIN = 20.0
"""Seconds until the last worker must be gone; one that is just starting has to import all_hits first."""

QUESTIONS = (
    (("q", "ソ連 条約"),),
    (("q", "Soviet treaties"),),
    (("q", "議題の変更"),),
    (("q", "changed items"),),
    (("q", ""), ("sort", "doc"), ("lang", "ja"), ("from", "1950"), ("until", "1952")),
    (("q", "gorba*"), ("actor", "ussr")),
)

needs_proc = pytest.mark.skipif(not (PROC / "self/environ").exists(), reason="asks /proc which processes there are")


def answers(index: Path) -> Any:
    """What the engine finds, in which order, with which scores and counts, and what the store has of the first hits."""
    library = open_library(index, CONFIG)
    try:
        return [library.store.counts(), library.engine.count(), *(asked(library, pairs) for pairs in QUESTIONS)]
    finally:
        library.close()


def asked(library: Library, pairs: tuple[tuple[str, str], ...]) -> Any:
    request = ask(Searcher(library, CONFIG), read_state(pairs, CONFIG)[0]).request
    results = library.engine.search(replace(request, limit=1000))
    return results, library.store.first_places([hit.id for hit in results.hits[:20]])


@dataclass(frozen=True)
class Tale:
    """A source that can be put in either of two states, and what an index made of each from nothing answers."""

    source: Path
    expected: dict[str, Any]

    def put(self, state: str, long: bool) -> None:
        """Bring the source into a state: a third of the short files changes, some come and go; `long` ones too."""
        other = state == "two"
        for number, path in enumerate(sorted(self.source.glob("0*.md"))):
            if number % 3 == 0:
                text = path.read_text(encoding="utf-8")
                swaps = (("話し合った", "議題の変更を話した"), ("spoke of", "changed items and"))
                for old, new in swaps:
                    text = text.replace(old, new) if other else text.replace(new, old)
                written(path, text)
        for number in range(20):
            written(self.source / f"{state}-{number}.txt", f"{state}だけの文書{number}。 Only in {state}: {number}.")
            (self.source / f"{'one' if other else 'two'}-{number}.txt").unlink(missing_ok=True)
        if long:
            self._put_long("the changed items" if other else "the items")

    def _put_long(self, items: str) -> None:
        """Files of much text that takes little time: mostly dots."""
        for number in range(30):
            rows = (f"{number}-{j}. Delegates put off {items} {j} until {1900 + j % 90} {'…' * 350}" for j in range(30))
            written(self.source / f"long-{number}.txt", "\n\n".join(rows))


@pytest.fixture(scope="module", params=[1, 2], ids=["one process", "two processes"])
def jobs(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def tale(jobs: int, tmp_path_factory: pytest.TempPathFactory) -> Tale:
    folder = tmp_path_factory.mktemp("crash")
    found = Tale(many_documents(folder / "source", 200), {})
    for state in ("two", "one"):
        found.put(state, long=jobs > 1)
        run(found.source, folder / state, jobs=2)
        found.expected[state] = answers(folder / state)
    assert found.expected["one"] != found.expected["two"]
    return found


@pytest.fixture
def mark() -> Iterator[str]:
    """What the processes of one test can be told by; whatever outlives the test is ended."""
    value = f"{MARK}={uuid.uuid4()}"
    yield value
    for process in marked(value):
        with suppress(ProcessLookupError):
            os.kill(process, 9)


def started(mark: str, source: Path, index: Path, jobs: int, code: str = MAIN) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, "index", source, "--index", index, "--jobs", str(jobs)]
    name, _, value = mark.partition("=")
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env={**os.environ, name: value}, stdin=quiet, stdout=quiet, stderr=quiet)


def marked(mark: str) -> list[int]:
    """The processes with the mark in their environment."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def killed_after(process: "subprocess.Popen[bytes]", seconds: float, mark: str) -> int:
    """Kill a process after so long; says how many processes the run had just then, 0 where it had ended."""
    try:
        assert process.wait(timeout=seconds) == 0, "the run failed by itself"
    except subprocess.TimeoutExpired:
        running = len(marked(mark))
        process.kill()
        process.wait()
        return running
    return 0


def left_behind(mark: str) -> list[int]:
    """The processes that outlive the time they have to end in."""
    deadline = time.monotonic() + GONE_WITHIN
    while (found := marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


@needs_proc
def test_a_run_killed_at_random_moments_leaves_the_index_before_or_after_it_and_no_process(
    tale: Tale, jobs: int, mark: str, tmp_path: Path
) -> None:
    index, chance = tmp_path / "index", random.Random(jobs)
    in_force, wanted = "one", "two"
    tale.put(in_force, long=jobs > 1)
    run(tale.source, index, jobs=2)
    tale.put(wanted, long=jobs > 1)
    begun = time.monotonic()
    assert started(mark, tale.source, index, jobs).wait() == 0
    whole = time.monotonic() - begun
    in_force, wanted = wanted, in_force
    tale.put(wanted, long=jobs > 1)
    assert answers(index) == tale.expected[in_force]
    in_the_middle = parallel = 0
    for moment in [chance.uniform(0, whole) for _ in range(KILLS[jobs])]:
        process = started(mark, tale.source, index, jobs)
        running = killed_after(process, moment, mark)
        parallel += running > ALONE
        in_the_middle += any(index.glob("gen-*.new"))
        found = answers(index)
        assert found == tale.expected[wanted] or (running and found == tale.expected[in_force]), f"after {moment} s"
        assert left_behind(mark) == []
        if found == tale.expected[wanted]:
            in_force, wanted = wanted, in_force
            tale.put(wanted, long=jobs > 1)
    assert in_the_middle, "none of the kills met a run at work; the moments are ill chosen"
    assert jobs == 1 or parallel, "no kill met a run with workers"
    assert started(mark, tale.source, index, jobs).wait() == 0
    assert answers(index) == tale.expected[wanted]
    assert len(generations(index)) == 2 and not any(index.glob("*.new"))


def test_the_long_files_are_too_much_for_one_process(tale: Tale, jobs: int) -> None:
    long = sum(len(path.read_text(encoding="utf-8")) for path in tale.source.glob("long-*.txt"))
    assert (long > 2 * SMALL_CHARACTERS) == (jobs > 1)


# The same at the moments that matter most, which chance may miss

POINTS = (
    ("indexer.storage.sharing.os.link", "before"),
    ("indexer.engines.whoosh_engine.WhooshWriter.commit", "before"),
    ("indexer.storage.store_writer.StoreWriter.orphans", "before"),
    ("indexer.pipeline.run.Run._settle", "before"),
    ("indexer.storage.store_writer.StoreWriter.finish", "before"),
    ("pathlib.Path.rename", "before"),
    ("indexer.storage.sharing.os.fsync", "before"),
    ("pathlib.Path.replace", "before"),
    ("indexer.storage.generations.shutil.rmtree", "after"),
)
DEADLY = """
import os, signal
from unittest.mock import patch
from search_app.cli.main import main
with patch("{}", lambda *given, **options: os.kill(os.getpid(), signal.SIGKILL)):
    main()
"""


def two_files(source: Path, state: str) -> None:
    written(source / "a.ja.txt", f"{state}の議題。穀物の輸出。")
    written(source / "b.en.txt", f"Items of {state}. Grain exports.")
    written(source / "c.ja.txt", "変わらない文書。")


@pytest.mark.parametrize(("point", "expected"), POINTS, ids=[point for point, _ in POINTS])
def test_a_run_killed_at_a_turning_point_leaves_the_index_before_or_after_it(
    tmp_path: Path, mark: str, point: str, expected: str
) -> None:
    source, index = tmp_path / "source", tmp_path / "index"
    for state in ("long ago", "before"):
        two_files(source, state)
        run(source, index)
    wanted = {"before": answers(index)}
    two_files(source, "after")
    (source / "c.ja.txt").unlink()
    run(source, tmp_path / "anew")
    wanted["after"] = answers(tmp_path / "anew")
    assert wanted["before"] != wanted["after"]
    assert started(mark, source, index, 1, DEADLY.format(point)).wait() == -9, "the run never came to this point"
    assert answers(index) == wanted[expected]
    assert run(source, index).changed == (2 if expected == "before" else 0)
    assert answers(index) == wanted["after"]


@pytest.mark.parametrize(
    "point", ["indexer.storage.store_writer.StoreWriter.finish", "pathlib.Path.rename", "pathlib.Path.replace"]
)
def test_a_first_run_that_is_killed_leaves_no_index_and_the_next_one_makes_it(
    tmp_path: Path, mark: str, point: str
) -> None:
    source, index = tmp_path / "source", tmp_path / "index"
    two_files(source, "first")
    assert started(mark, source, index, 1, DEADLY.format(point)).wait() == -9
    with pytest.raises(IndexMissing):
        open_library(index, CONFIG)
    assert run(source, index).new == 3
    run(source, tmp_path / "anew")
    assert answers(index) == answers(tmp_path / "anew")
