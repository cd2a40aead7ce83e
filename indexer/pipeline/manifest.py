"""Which files of a source are new, changed or gone since they were indexed.

Every file of a folder is accounted for, whether anybody can read it or not. Only what hides itself (`.git`) and what
systems leave behind (`Thumbs.db`) is passed over.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.paths import kept, leads_outside, shown
from indexer.readers.sidecars.sidecars import Sidecars
from indexer.storage.records import FileRow

IGNORED = frozenset({"collection.toml", "Thumbs.db", "desktop.ini"})
"""Files of a source that are not documents."""

PROJECTS = ".sakuin-project"
"""What the name of a project's file ends in: it cites documents, and is none."""

OUTSIDE = (
    "a link that leads out of the folder is not followed; copy the file into the folder, or index with --follow-links"
)
CLOSED = "a folder that may not be opened, so that nothing in it is found; see to its rights"
NOWHERE = "a link that leads nowhere; correct it, or take it away"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found below a source folder; `root` is that folder. `stamp` says what its reading depends on besides its
    bytes (what its sidecars say), `fault` why it is not to be read."""

    path: Path
    root: Path
    size: int
    mtime: int
    stamp: str = ""
    fault: str = ""

    @property
    def key(self) -> str:
        """What the manifest knows the file by."""
        return kept(self.path.as_posix())

    @property
    def name(self) -> str:
        """The file's name below its folder, as it can be shown."""
        return shown(self.path.relative_to(self.root).as_posix()) if self.path != self.root else shown(self.path.name)

    def digest(self) -> str:
        """The hash of the file's bytes as they are now, and its stamp; empty if it cannot be read."""
        found = "not read" if self.fault else file_hash(self.path)
        return f"{found}+{self.stamp}" if found and self.stamp else found


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


def scan(sources: Iterable[Path], but: Path | None = None, follow: bool = False) -> tuple[SourceFile, ...]:
    """Every file below the sources (or a source itself), in order of path, `but` what lies below one folder: that of
    the index. Hidden files and folders are passed over. Where links are to `follow` that lead out of a source, what
    they lead to is taken as if it lay there.
    """
    found: dict[Path, SourceFile] = {}
    for source in sources:
        root = source if source.is_dir() else source.parent
        below = _with_linked(source, but) if follow else source.rglob("*")
        for path in sorted(below) if source.is_dir() else [source]:
            file = _looked_at(path, root, follow) if _is_document(path, root, but) else None
            if file is not None:
                found.setdefault(path, file)
    return tuple(found[path] for path in sorted(found))


def _with_linked(source: Path, but: Path | None) -> Iterator[Path]:
    """Everything below a folder and below the folders elsewhere that links lead to, each of these once: links may go in
    a circle, and what lies in the folder is found there."""
    here = source.resolve()
    seen = {here, *([but.resolve()] if but else [])}
    for name, folders, files in os.walk(source, followlinks=True):
        paths = [Path(name, folder) for folder in folders]
        own = [path for path in paths if not path.is_symlink() and path.resolve() not in seen]
        led = {path.resolve(): path for path in paths if path.is_symlink() and leads_outside(path, source)}
        folders[:] = [path.name for path in (*own, *(led[place] for place in led.keys() - seen))]
        seen |= led.keys()
        yield from (*own, *filter(_is_closed, led.values()), *(Path(name, file) for file in files))


def _looked_at(path: Path, root: Path, follow: bool) -> SourceFile | None:
    """The file as it is now; None for one that went away since it was listed."""
    fault = _fault(path, root, follow)
    try:
        stat = path.lstat() if fault else path.stat()
    except OSError:
        return None
    return SourceFile(path, root, stat.st_size, min(stat.st_mtime_ns, LATEST), fault=fault)


def _fault(path: Path, root: Path, follow: bool) -> str:
    """Why a link is not followed, or a folder not looked into."""
    if not path.is_symlink():
        return CLOSED if _is_closed(path) else ""
    if not path.exists():
        return NOWHERE
    return OUTSIDE if not follow and leads_outside(path, root) else ""


LATEST = 2**63 - 1
"""The last moment a store can hold, in nanoseconds since 1970: in the year 2262."""


def stamped(files: Iterable[SourceFile], sidecars: Sidecars) -> tuple[SourceFile, ...]:
    """The files with the stamps of what their sidecars say of them."""
    return tuple(replace(file, stamp=stamp) if (stamp := sidecars.stamp(file.path)) else file for file in files)


def _is_document(path: Path, root: Path, but: Path | None) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    if hidden or path.name in IGNORED or path.name.endswith(PROJECTS) or (but is not None and path.is_relative_to(but)):
        return False
    try:
        return path.is_file() or path.is_symlink() or _is_closed(path)
    except PermissionError:
        return False  # the folder it lies in is named


def _is_closed(path: Path) -> bool:
    """Whether a folder may not be looked into, so that nobody knows what it holds."""
    return path.is_dir() and not os.access(path, os.R_OK | os.X_OK)


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
            if file.digest():
                changed.append(file)
            else:
                unchanged += 1
        elif (row.size, row.mtime, row.hash.partition("+")[2]) == (file.size, file.mtime, file.stamp):
            unchanged += 1
        elif row.size == file.size and row.hash == file.digest():
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
