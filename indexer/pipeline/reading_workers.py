"""Reading files in processes that may die: one that does is replaced, and its file becomes a problem in words.

    this process                                a worker (reading_worker)
    read(path) ─▶ plain text: read here
               └▶ anything else: path, time ──▶ limits its memory and its time, reads, answers
                  Reading or Unread         ◀──

A file may bring down the library that reads it: PDFium aborts, a picture of a table fills the memory, a loop of forms
never ends. Text is read where it is asked for, since nothing but Python touches it. Workers are started with the
first file that needs one, stay warm from file to file, and end with the process that started them.
"""

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import Self, TypeVar

from indexer.pipeline.processes import SPAWNING
from indexer.pipeline.reading_worker import READY, Answer, Limits, Reader, Task, Unread, outcome, serve
from indexer.readers import Reading, is_isolated, read

__all__ = ["Limits", "ReadingPool", "Unread"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""So many files for each worker are read before they are asked for."""

ANEW = "open it with the program that made it and save it anew, or in another format"
GRACE = 5.0
"""Seconds that a worker has to end after it closed its pipe."""

START = 60.0
"""Seconds that a worker has to start, on a machine however busy."""

TIMERS = frozenset(-getattr(signal, name) for name in ("SIGPROF", "SIGALRM") if hasattr(signal, name))
"""The exit codes of a worker whose time is up."""


class Died(Exception):
    """A worker ended without an answer; the message says why, in words."""


class TooSlow(Died):
    """A worker took too long over a file."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"reading it took longer than {task.seconds:.0f} seconds; {ANEW}")


class NotStarted(Died):
    """A worker could not even begin, which is no fault of a file."""


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self, limits: Limits, reader: Reader) -> None:
        self._connection, theirs = SPAWNING.Pipe()
        self._process = SPAWNING.Process(target=serve, args=(theirs, limits, reader), daemon=True, name="reading")
        self._process.start()
        theirs.close()
        self._started = False
        self.files = 0

    def ask(self, task: Task) -> Answer:
        """What came of a file. Raises Died."""
        self._start()
        try:
            self._connection.send(task)
            if not self._connection.poll(task.by_clock):
                self.end()
                raise TooSlow(task)
            answer = pickle.loads(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            raise self._death(task) from error
        self.files += 1
        assert isinstance(answer, Answer)
        return answer

    def _start(self) -> None:
        """Wait until the process is ready. Its start is not on the account of the file for which it was started."""
        if self._started:
            return
        try:
            self._started = self._connection.poll(START) and self._connection.recv() == READY
        except (EOFError, OSError):
            self._started = False
        if not self._started:
            self.end()
            raise NotStarted("no process could be started to read it in; see whether the machine has memory to spare")

    def end(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _death(self, task: Task) -> Died:
        """What the way in which the process ended says."""
        self._process.join(GRACE)
        code = self._process.exitcode or 0
        self.end()
        if code in TIMERS:
            return TooSlow(task)
        if code == -getattr(signal, "SIGKILL", -1):
            return Died(f"the system ended its reader, most likely because memory ran out; {ANEW}")
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Died(f"its reader crashed ({name}): the file is broken, or takes too much memory; {ANEW}")


class ReadingPool:
    """Reads files, the isolated ones in at most `jobs` processes within `limits`; it is entered with `with`.

    Other files are read by `executor` where there is one, and in this process otherwise. `reader` is the function
    that reads, named at the top of its module so that workers can import it.
    """

    def __init__(
        self, jobs: int, limits: Limits | None = None, executor: Executor | None = None, reader: Reader = read
    ) -> None:
        self._jobs = max(1, jobs)
        self._limits = limits or Limits()
        self._executor = executor
        self._reader = reader
        self._free = BoundedSemaphore(self._jobs)
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._all: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once; whoever waits for one is told that reading was interrupted."""
        self._closed = True
        for worker in tuple(self._all):
            worker.end()
        self._all.clear()

    def read(self, path: Path, root: Path) -> Reading | Unread:
        """The documents of a file, or why there are none. May be called from several threads; it raises nothing."""
        if is_isolated(path):
            with self._free:
                return self._apart(path, root)
        if self._executor is not None:
            return self._executor.submit(outcome, self._reader, path, root).result()
        return outcome(self._reader, path, root)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """function(item) for each item, in order. The function is called in threads, some items ahead, so that it may
        `read` while this thread does what it has to do with what was read before. Whoever does not take all ends the
        pool."""
        waiting: deque[Future[R]] = deque()
        threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="reading")
        try:
            for item in items:
                waiting.append(threads.submit(function, item))
                if len(waiting) > AHEAD * self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            self.close()
            raise
        finally:
            threads.shutdown(cancel_futures=True)

    def _apart(self, path: Path, root: Path) -> Reading | Unread:
        seconds = self._limits.time(path)
        task = Task(path, root, seconds, seconds * self._limits.slack)
        while not self._closed:
            worker = self._worker()
            try:
                answer = worker.ask(task)
            except Died as death:
                self._all.discard(worker)
                if not self._closed and (isinstance(death, TooSlow) or not worker.files):
                    return Unread(str(death), again=isinstance(death, NotStarted))
                continue  # in a process of its own it shows whether this very file was to blame
            self._keep(worker, answer)
            if not (answer.spent and worker.files > 1 and isinstance(answer.outcome, Unread)):
                return answer.outcome
        return Unread("reading was interrupted", again=True)

    def _worker(self) -> _Worker:
        try:
            return self._idle.get_nowait()
        except Empty:
            worker = _Worker(self._limits, self._reader)
            self._all.add(worker)
            if self._closed:
                worker.end()
            return worker

    def _keep(self, worker: _Worker, answer: Answer) -> None:
        if answer.spent or worker.files >= self._limits.files:
            self._all.discard(worker)
            worker.end()
        else:
            self._idle.put(worker)
