"""What the machine does not allow a run, as an error in words: a full disk, rights that are missing, no locks."""

import errno
import re
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from indexer.errors import NotAllowed
from indexer.paths import shown

FULL = "the disk is full, or no more of it is allowed to you; make room, or name a folder on another disk"
RIGHTS = "you may not read or write there; see to its rights, or name another folder"
LOCKS = "its drive keeps no locks; name a folder on a disk of this machine"
MEMORY = "a process ended before its work was done, most likely because memory ran out; try again with --jobs 1"

WORDS: Mapping[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: RIGHTS,
    errno.ENOLCK: LOCKS,
    errno.EOPNOTSUPP: LOCKS,
    errno.EEXIST: "it is a file, not a folder; name another folder",
    errno.ENOTDIR: "it is a file, not a folder; name another folder",
    errno.ENOENT: "there is no such file or folder; make it, or name another",
    errno.EISDIR: "it is a folder; name a file",
    errno.EIO: "the disk is full, or it failed; make room, look after it, or name a folder on another disk",
}
"""What the system says (POSIX <errno.h>) -> what is meant, and what to do."""

SQLITE: Mapping[int, int] = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""Primary result code of SQLite (https://sqlite.org/rescode.html) -> the system's number."""

TOLD = re.compile(r"\(os error (\d+)\)")
"""How a library written in Rust quotes the system."""


@contextmanager
def in_words(where: str = "", after: str = "") -> Iterator[None]:
    """Raises NotAllowed, with what to do, for what the machine does not allow at `where`; `after` is said of what
    became of it. Any other error passes through, and so does a reader that reads no more (`sakuin export … | head`)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except Exception as error:
        words = MEMORY if isinstance(error, BrokenProcessPool) else _words(error)
        if not words:
            raise
        place = _named(error) or where
        raise NotAllowed(": ".join(filter(None, (place, "; ".join(filter(None, (words, after))))))) from error


def _words(error: Exception) -> str:
    """What is meant by an error of the system, whoever passes it on; empty for any other error."""
    if isinstance(error, OSError):
        return WORDS.get(error.errno or 0) or f"the system says: {error.strerror or error}"
    return WORDS.get(_number(error), "")


def _number(error: Exception) -> int:
    if isinstance(error, sqlite3.Error):
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, 0)
    found = TOLD.search(str(error))
    return int(found[1]) if found else 0


def _named(error: Exception) -> str:
    """The file that the system names, as it can be shown."""
    return shown(str(error.filename)) if isinstance(error, OSError) and error.filename else ""
