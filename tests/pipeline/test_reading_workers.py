"""A file may bring down what reads it, and nothing else."""

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import LibraryMissing, ReadError
from indexer.pipeline.reading_workers import Limits, ReadingPool, Unread
from indexer.readers import Reading

LIMITS = Limits(memory=300_000_000, output=2_000_000, seconds=2, most_seconds=2, slack=2)
JA = "米国はソビエト連邦を承認した。"
posix = pytest.mark.skipif(sys.platform != "linux", reason="this system keeps no limit of memory")


def said(text: str) -> Reading:
    return Reading((Document("a", "a", "ja", (Block(text),)),))


def obey(path: Path, root: Path) -> Reading:
    """A reader that does to its process what the file says."""
    order = path.read_text(encoding="utf-8").removeprefix("%PDF-").strip()
    return ORDERS[order]() if order in ORDERS else said(order)


def abort() -> Reading:
    os.abort()


def leave() -> Reading:
    os._exit(7)


def be_killed() -> Reading:
    os.kill(os.getpid(), signal.SIGKILL)
    return said("")


def sleep() -> Reading:
    time.sleep(60)
    return said("")


def spin_in_c() -> Reading:
    """Holds the interpreter: no other thread of the process runs."""
    return said(str((3**200_000_000).bit_length()))


def allocate() -> Reading:
    grown = [bytes(10_000_000) for _ in range(1000)]
    return said(str(len(grown)))


def answer_too_much() -> Reading:
    return said("長" * 1_000_000)


def refuse() -> Reading:
    raise ReadError("page 3 is broken; 破損")


def lack() -> Reading:
    raise LibraryMissing("reading .pdf needs pypdfium2; install it with: pip install pypdfium2")


def fail() -> Reading:
    raise KeyError("頁")


def name_process() -> Reading:
    return said(str(os.getpid()))


def swell() -> Reading:
    return said(str(len(bytearray(os.urandom(1)) * 200_000_000)))


ORDERS: dict[str, Callable[[], Reading]] = {
    "abort": abort, "leave": leave, "be killed": be_killed, "sleep": sleep, "spin": spin_in_c, "allocate": allocate,
    "answer too much": answer_too_much, "refuse": refuse, "lack": lack, "fail": fail, "name process": name_process,
    "swell": swell,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(scope="module")
def shared_pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, LIMITS, reader=obey) as pool:
        yield pool


def ordered(folder: Path, order: str, name: str = "a.pdf") -> Path:
    path = folder / name
    path.write_text(f"%PDF-\n{order}", encoding="utf-8")
    return path


def text(found: Reading | Unread) -> str:
    assert isinstance(found, Reading), found
    return found.documents[0].blocks[0].text


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("abort", r"its reader crashed \(SIGABRT\): the file is broken"),
        ("leave", r"its reader crashed \(exit code 7\)"),
        ("be killed", "the system ended its reader, most likely because memory ran out"),
        ("sleep", "reading it took longer than 2 seconds; open it with the program"),
        pytest.param("spin", "reading it took longer than 2 seconds", marks=posix),
        ("refuse", "page 3 is broken; 破損"),
        ("fail", "KeyError: '頁'"),
        ("answer too much", "it holds more than 2 MB of text; split it"),
        pytest.param("allocate", "reading it took more memory than it may have; split it", marks=posix),
    ],
)
def test_whatever_a_file_does_to_its_reader_is_a_reason_in_words_and_the_next_file_is_read(
    shared_pool: ReadingPool, folder: Path, order: str, reason: str
) -> None:
    found = shared_pool.read(ordered(folder, order), folder)
    assert isinstance(found, Unread)
    assert not found.again
    assert re.search(reason, found.reason)
    assert text(shared_pool.read(ordered(folder, JA), folder)) == JA


def test_a_missing_library_is_not_the_fault_of_the_file(shared_pool: ReadingPool, folder: Path) -> None:
    found = shared_pool.read(ordered(folder, "lack"), folder)
    assert found == Unread("reading .pdf needs pypdfium2; install it with: pip install pypdfium2", again=True)


def test_plain_text_is_read_in_this_process_and_everything_else_in_another(folder: Path) -> None:
    with ReadingPool(1, LIMITS, reader=obey) as pool:
        path = folder / "a.txt"
        path.write_text("name process", encoding="utf-8")
        assert text(pool.read(path, folder)) == str(os.getpid())
        assert text(pool.read(ordered(folder, "name process"), folder)) != str(os.getpid())


def test_plain_text_goes_to_the_executor_where_there_is_one(folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text("name process", encoding="utf-8")
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        ReadingPool(1, LIMITS, executor, reader=obey) as pool,
    ):
        assert text(pool.read(path, folder)) != str(os.getpid())


def test_one_worker_reads_file_after_file_until_it_is_replaced(folder: Path) -> None:
    with ReadingPool(1, replace(LIMITS, files=2), reader=obey) as pool:
        path = ordered(folder, "name process")
        processes = [text(pool.read(path, folder)) for _ in range(5)]
    assert processes[0] == processes[1] != processes[2] == processes[3] != processes[4]


@posix
def test_a_worker_that_has_grown_is_replaced_before_the_next_file_is_blamed(folder: Path) -> None:
    with ReadingPool(1, LIMITS, reader=obey) as pool:
        first = text(pool.read(ordered(folder, "name process"), folder))
        assert text(pool.read(ordered(folder, "swell"), folder)) == "200000000"
        assert text(pool.read(ordered(folder, "name process"), folder)) != first


def test_files_come_in_order_and_are_read_in_several_processes_ahead_of_their_use(folder: Path) -> None:
    paths = [ordered(folder, str(number), f"{number}.pdf") for number in range(30)]
    paths[7] = ordered(folder, "abort", "7.pdf")
    with ReadingPool(2, LIMITS, reader=obey) as pool:
        found = list(pool.map(partial(pool.read, root=folder), paths))
    assert [number for number, one in enumerate(found) if isinstance(one, Unread)] == [7]
    assert [text(one) for one in found if isinstance(one, Reading)] == [str(n) for n in range(30) if n != 7]


def test_a_pool_that_is_left_ends_its_workers_at_once_even_while_they_read(folder: Path) -> None:
    paths = [ordered(folder, "sleep", f"{number}.pdf") for number in range(4)]
    started = time.monotonic()
    with (
        pytest.raises(KeyboardInterrupt),
        ReadingPool(2, replace(LIMITS, seconds=60, most_seconds=60), reader=obey) as pool,
    ):
        for _ in pool.map(partial(interrupted, pool, folder), paths):
            pass
    assert time.monotonic() - started < 10
    assert pool.read(paths[0], folder) == Unread("reading was interrupted", again=True)


def interrupted(pool: ReadingPool, folder: Path, path: Path) -> Reading | Unread:
    """The first file is interrupted as by Ctrl-C while the others are read."""
    if path.stem == "0":
        time.sleep(1.5)
        raise KeyboardInterrupt
    return pool.read(path, folder)


ORPHAN = """
import multiprocessing, sys, threading, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_reading_workers import LIMITS, obey
from indexer.pipeline.reading_workers import ReadingPool
if __name__ == "__main__":
    pool = ReadingPool(1, LIMITS, reader=obey)
    threading.Thread(target=pool.read, args=(Path(sys.argv[2]), Path(sys.argv[2]).parent), daemon=True).start()
    while not multiprocessing.active_children():
        time.sleep(0.05)
    time.sleep(1)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


@posix
@pytest.mark.parametrize("order", ["sleep", "spin"])
def test_a_parent_that_is_killed_leaves_no_worker_behind(folder: Path, order: str) -> None:
    script = folder / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    command = [sys.executable, str(script), str(Path(__file__).parent), str(ordered(folder, order))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.kill()
    deadline = time.monotonic() + 15
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    """Whether a process is there and is no zombie that its new parent has not yet looked at."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def test_a_block_comes_through_the_pipe_as_it_was() -> None:
    whole = Block("本文¹", 2, ((2, 3),), (Mark(0, "page", "xii", 12),), "note")
    assert pickle.loads(pickle.dumps(whole)) == whole
    assert all(getattr(whole, field.name) != field.default for field in fields(Block))


@pytest.mark.parametrize(("megabytes", "seconds"), [(0, 15.0), (1, 25.0), (100, 300.0)])
def test_the_time_a_file_has_grows_with_its_size_up_to_a_bound(folder: Path, megabytes: int, seconds: float) -> None:
    path = folder / "a.pdf"
    with path.open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    assert Limits().time(path) == seconds
