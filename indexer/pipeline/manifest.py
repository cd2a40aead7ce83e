"""Which files of a source are new, changed or gone since they were indexed."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.storage.records import FileRow

IGNORED = frozenset({"collection.toml"})
"""Files of a source that are not documents."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found below a source folder; `root` is that folder."""

    path: Path
    root: Path
    size: int
    mtime: int

    @property
    def key(self) -> str:
        """What the manifest knows the file by."""
        return self.path.as_posix()

    def digest(self) -> str:
        """The hash of the file's bytes as they are now; empty if it cannot be read."""
        return file_hash(self.path)

    def row(self, digest: str, problem: str = "", notes: tuple[str, ...] = ()) -> FileRow:
        """What is remembered of the file."""
        return FileRow(self.key, self.size, self.mtime, digest, problem, notes)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run has to do. `touched` files have another time but the same bytes."""

    new: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    gone: tuple[str, ...]
    touched: tuple[SourceFile, ...]
    unchanged: int

    @property
    def nothing(self) -> bool:
        """Whether the index is up to date."""
        return not (self.new or self.changed or self.gone)


def scan(sources: Iterable[Path], suffixes: frozenset[str]) -> tuple[SourceFile, ...]:
    """Every file below the sources (or a source itself) with one of the suffixes, in order of path.

    Hidden files and folders are passed over, and so is what cannot be looked at.
    """
    found: dict[Path, SourceFile] = {}
    for source in sources:
        root = source if source.is_dir() else source.parent
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            stat = _stat(path) if _is_document(path, root, suffixes) else None
            if stat is not None:
                found.setdefault(path, SourceFile(path, root, stat.st_size, stat.st_mtime_ns))
    return tuple(found[path] for path in sorted(found))


def _stat(path: Path) -> os.stat_result | None:
    """None for a file that went away since it was listed."""
    try:
        return path.stat()
    except OSError:
        return None


def _is_document(path: Path, root: Path, suffixes: frozenset[str]) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and path.name not in IGNORED and path.suffix.lower() in suffixes and path.is_file()


def compare(files: Iterable[SourceFile], known: Mapping[str, FileRow]) -> Changes:
    """What differs between the files there are and the files that were indexed.

    A file of the same size and time is taken as unchanged, one of another time is told by its hash. One that could
    not be read for no fault of its own has no hash; it is tried again as soon as it can be opened.
    """
    new, changed, touched, unchanged = [], [], [], 0
    keys = set()
    for file in files:
        keys.add(file.key)
        row = known.get(file.key)
        if row is None:
            new.append(file)
        elif not row.hash:
            if file_hash(file.path):
                changed.append(file)
            else:
                unchanged += 1
        elif (row.size, row.mtime) == (file.size, file.mtime):
            unchanged += 1
        elif row.size == file.size and row.hash == file_hash(file.path):
            touched.append(file)
        else:
            changed.append(file)
    gone = tuple(sorted(set(known) - keys))
    return Changes(tuple(new), tuple(changed), gone, tuple(touched), unchanged)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes, empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
