"""SQLite files opened for reading, by connections that several threads may share.

SQLite itself allows it where it is built "serialized" (https://sqlite.org/threadsafe.html): each cursor steps its own
statement, in turn with the others. Python's cache of statements spoils that: since 3.12 it may hand one statement to
two threads that ask the same SQL at once, and one is answered from the other's values. So there is no cache here.
"""

import sqlite3
from pathlib import Path

SERIALIZED = 3
"""The `sqlite3.threadsafety` (PEP 249) of a SQLite whose connections may be shared."""


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that reads the file and never makes or changes it. Raises sqlite3.Error where there is none.

    Where SQLite is not serialized, Python holds the connection to its thread and raises sqlite3.ProgrammingError in any
    other, rather than have it answered wrongly.
    """
    return _shared(f"{path.absolute().as_uri()}?mode=ro")


def open_memory() -> sqlite3.Connection:
    """A connection to nothing but memory, to which files are attached (see `immutable`); shared as that of
    `open_reading`."""
    return _shared("file::memory:")


def immutable(path: Path) -> str:
    """The address by which a file is attached that nobody will ever change: SQLite neither locks nor watches it
    (https://sqlite.org/uri.html)."""
    return f"{path.absolute().as_uri()}?immutable=1"


def _shared(address: str) -> sqlite3.Connection:
    held = sqlite3.threadsafety != SERIALIZED
    return sqlite3.connect(address, uri=True, check_same_thread=held, cached_statements=0)
