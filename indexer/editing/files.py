"""A file replaced as a whole, and only if nobody else changed it since it was read."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

ABSENT = ""
"""The seal of a file that is not there."""


class ChangedMeanwhile(Exception):
    """Another program wrote the file since it was read; `path` names it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was changed by another program meanwhile; look at it, then save again")
        self.path = path


def seal_of(data: bytes | None) -> str:
    """The SHA-256 of a file's bytes; ABSENT for None."""
    return ABSENT if data is None else hashlib.sha256(data).hexdigest()


def bytes_of(path: Path) -> bytes | None:
    """What is in a file; None where there is none. Raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replaced(path: Path, data: bytes | None, read: str) -> None:
    """Put `data` in place of the file whose seal was `read`; None takes the file away.

    Whoever looks meanwhile sees the old file or the new one. Raises ChangedMeanwhile, or OSError where the folder may
    not be written.
    """
    if data is None:
        _unchanged(path, read)
        path.unlink(missing_ok=True)
        return
    handle, name = tempfile.mkstemp(prefix=".sakuin-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _unchanged(path, read)
        Path(name).chmod(_rights(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _unchanged(path: Path, read: str) -> None:
    if seal_of(bytes_of(path)) != read:
        raise ChangedMeanwhile(path)


def _rights(path: Path) -> int:
    """Those of the file that is replaced; a new file may be read by whom the system lets read new files."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
