"""The lock on an index directory, which one writer holds at a time."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from indexer.errors import IndexBusy, NotAllowed
from indexer.storage.machine import LOCKS


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Holds the directory for one writer. Raises IndexBusy if another process has it."""
    directory.mkdir(parents=True, exist_ok=True)
    try:
        lock = _held(directory)
    except Timeout as error:
        raise IndexBusy(f"another run is writing to {directory}; wait for it to end, then try again") from error
    try:
        yield
    finally:
        lock.release()


def _held(directory: Path) -> BaseFileLock:
    """The lock that keeps other writers out. Where the drive has none (some network drives), a file that is there for
    as long as a run is; one left by a run of this machine that died is taken over."""
    for kind, name in ((FileLock, "lock"), (SoftFileLock, "lock.there")):
        lock = kind(directory / name, timeout=0)
        try:
            lock.acquire()
            return lock
        except OSError as error:
            if isinstance(error, Timeout) or error.errno not in LOCKLESS:
                raise
    raise NotAllowed(f"{directory}: {LOCKS}")


LOCKLESS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a drive without locks answers (flock(2))."""
