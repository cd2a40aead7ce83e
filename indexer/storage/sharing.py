"""What a new generation takes over from the one before it, and how it is made to last."""

import os
import shutil
from pathlib import Path

WRITTEN_ONCE = frozenset((
    ".sqlite",
    ".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", ".del",
    ".trm", ".pst", ".vps", ".col", ".seg",
))  # fmt: skip
"""Files that nobody writes again once they are there: those of a store, the segments of tantivy, those of Whoosh. What
they keep besides (which segments there are, locks) is small, and is copied."""


def share(before: Path, folder: Path) -> None:
    """Take over a folder with all that lies in it: files that are written once as hard links, where the file system has
    these, anything else as copies. Raises OSError for what cannot be read: nothing is left out in silence."""
    for name, _, files in os.walk(before, onerror=_raised):
        target = folder / Path(name).relative_to(before)
        target.mkdir(parents=True, exist_ok=True)
        for path in (Path(name, file) for file in files):
            if not (path.suffix in WRITTEN_ONCE and linked(path, target / path.name)):
                shutil.copy2(path, target / path.name)


def _raised(error: OSError) -> None:
    raise error


def linked(path: Path, target: Path) -> bool:
    """Whether `target` is now another name of a file: not every file system has such."""
    try:
        os.link(path, target)
    except OSError:  # another kind of file system, or a limit of this one
        return False
    return True


def make_last(folder: Path) -> None:
    """Have the disk keep what is new in a folder, whatever happens from here on."""
    for path in folder.rglob("*"):
        # What is shared was kept by the run that made it.
        if path.is_dir() or path.stat().st_nlink == 1:
            sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder. Who opens no folders (Windows) keeps them unasked."""
    if path.is_dir() and os.name != "posix":
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
