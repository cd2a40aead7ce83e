"""What a reading worker does: it limits itself, then reads one file after the other until nobody asks any more."""

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from indexer.errors import LibraryMissing, why
from indexer.readers import Reading

Reader = Callable[[Path, Path], Reading]

READY = "ready"
PROCESS = Path("/proc/self/status")
MEGABYTE = 1_000_000
LATE = 2.0
"""Seconds by the clock after its time at which a worker ends itself: who should have ended it is gone."""

FULL = 0.6
"""A worker that ever took so much of its memory is replaced, lest the next file be blamed for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take. `memory` and `output` are bytes, the seconds those of a processor; by the
    clock it may be `slack` times as long, since a busy machine is no fault of the file. A worker reads `files` and is
    replaced, so that what libraries leak stays small."""

    memory: int = 1000 * MEGABYTE
    output: int = 200 * MEGABYTE
    seconds: float = 15.0
    seconds_per_megabyte: float = 10.0
    most_seconds: float = 300.0
    slack: float = 4.0
    files: int = 500

    def time(self, path: Path) -> float:
        """How many seconds the file at `path` has, in proportion to its size."""
        try:
            size = path.stat().st_size
        except OSError:
            size = 0
        return min(self.most_seconds, self.seconds + self.seconds_per_megabyte * size / MEGABYTE)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file could not be read, in words. `again` says that the file is not to blame: the next run tries anew."""

    reason: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read below `root`, within so many seconds of a processor and so many by the clock."""

    path: Path
    root: Path
    seconds: float
    by_clock: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a file; `spent` says that the worker should be replaced."""

    outcome: Reading | Unread
    spent: bool = False


def outcome(reader: Reader, path: Path, root: Path) -> Reading | Unread:
    """The reading of a file, or why there is none: whatever goes wrong in one file stays in that file."""
    try:
        return reader(path, root)
    except LibraryMissing as error:
        return Unread(str(error), again=True)
    except Exception as error:
        return Unread(why(error))


def serve(connection: Connection, limits: Limits, reader: Reader) -> None:
    """Say that all is ready, then answer every Task that comes over `connection` with the pickled Answer."""
    _behave()
    _limit_memory(limits.memory)
    connection.send(READY)
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        _end_after(task.seconds, task.by_clock + LATE)
        connection.send_bytes(_answer(task, limits, reader))
        _end_after(0, 0)


def _answer(task: Task, limits: Limits, reader: Reader) -> bytes:
    found = pickle.dumps(Answer(outcome(reader, task.path, task.root), _is_full(limits)))
    if len(found) <= limits.output:
        return found
    most = f"{limits.output // MEGABYTE:,} MB"
    return pickle.dumps(Answer(Unread(f"it holds more than {most} of text; split it"), spent=True))


def _behave() -> None:
    """Ctrl-C is for the parent, which ends its workers; what libraries print is for nobody; a crash leaves no core."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "multiprocessing.process.BaseProcess") -> None:
    """A worker whose parent was killed would read on for nobody."""
    parent.join()
    os._exit(1)


def _limit_memory(size: int) -> None:
    """What the process may allocate. Of the limits there are, that on data lets libraries reserve addresses that they
    never use. Where the system has no such limit (Windows) or keeps it not (macOS), the time limit alone holds."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    except (ImportError, ValueError, OSError):
        return


def _is_full(limits: Limits) -> bool:
    return _largest() > FULL * limits.memory


def _largest() -> int:
    """The most bytes of memory that this process ever held; 0 where the system does not say (Windows, macOS).

    Not `ru_maxrss`: on Linux that begins with what the parent held.
    """
    try:
        said = PROCESS.read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("VmHWM:")), 0)


def _end_after(processor: float, clock: float) -> None:
    """The system ends the process after so many seconds of either kind, even within a library that never comes back;
    0 is never. Windows has no such timers; there the parent alone looks at the clock."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, processor)
        signal.setitimer(signal.ITIMER_REAL, clock)
