"""The list of the files that a generation consists of, with sizes and checksums, by which damage is noticed.

It is written before the generation is published, one file a line, and closes with a checksum of its own lines:

    9f86d081…      20480  store/000001.sqlite
    60303ae2…       1834  engine/meta.json
    fd61a03a…

SHA-256 takes 0.6 ms for a megabyte, where a run of one document has to be quick; so the sum of a file that is shared
with the generation before is taken over from its list. What was read there to write other files (layers and segments
that were merged, small files that are copied) is compared with its own sum first: no damage passes from one generation
into the next under a new sum.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.storage.sharing import WRITTEN_ONCE

LIST = "files.sha256"

SMALL = 65_536
"""Bytes of files that are compared with their sums whenever a generation is opened, since they are soon read. So are
those that name the others (segments, eras); the rest is only measured then."""

LOCKS = (".lock", "LOCK")
"""What the names of files end in that mean nothing once a run is over."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as it was written: its size in bytes, its SHA-256 in hexadecimal digits."""

    size: int
    sum: str


class ListDamaged(ValueError):
    """The list is not as it was written."""


def write_inventory(folder: Path, base: Path | None) -> tuple[str, ...]:
    """List the files of a finished generation that went on from `base`.

    Gives what is wrong with those files of `base` that were read to write others, nothing where all are whole.
    """
    before = read_inventory(base) if base else {}
    found = {name: _listed(folder / name, before.get(name)) for name in sorted(_names(folder))}
    lines = "".join(f"{file.sum} {file.size:10}  {name}\n" for name, file in found.items())
    (folder / LIST).write_text(lines + _sum_of(lines.encode()) + "\n", encoding="utf-8", newline="\n")
    consumed = {name: file for name, file in before.items() if not (name in found and _lasts(name))}
    return tuple(_wrong(base, consumed, whole=True)) if base else ()


def read_inventory(generation: Path) -> dict[str, Listed]:
    """The files of a generation as they were written. Raises OSError without a list, ListDamaged for one that is not
    whole."""
    lines = (generation / LIST).read_bytes().splitlines(keepends=True)
    if not lines or lines[-1].rstrip() != _sum_of(b"".join(lines[:-1])).encode():
        raise ListDamaged(LIST)
    rows = (line.decode().split(maxsplit=2) for line in lines[:-1])
    return {name.rstrip("\n"): Listed(int(size), digest) for digest, size, name in rows}


def seal(generation: Path) -> str:
    """What the files of a generation, as they were written, are known by: the last line of its list."""
    return (generation / LIST).read_bytes().splitlines()[-1].decode()


def faults(generation: Path, whole: bool = False) -> Iterator[str]:
    """What is wrong with the files of a generation, each in words that begin with the file's name.

    Looks for each file, at its size, and into the small ones and those that are written in each run; `whole` reads all.
    Raises PermissionError for one that may not be read, which is no damage.
    """
    try:
        yield from _wrong(generation, read_inventory(generation), whole)
    except FileNotFoundError:
        yield f"{LIST} is gone"
    except PermissionError:
        raise
    except (OSError, ListDamaged):
        yield f"{LIST} is not as it was written"


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(LOCKS):
            yield path.relative_to(folder).as_posix()


def _lasts(name: str) -> bool:
    return Path(name).suffix in WRITTEN_ONCE


def _listed(path: Path, before: Listed | None) -> Listed:
    size = path.stat().st_size
    known = before if before and before.size == size and _lasts(path.name) else None
    return known or Listed(size, _sum(path))


def _wrong(generation: Path, listed: Mapping[str, Listed], whole: bool) -> Iterator[str]:
    for name, file in listed.items():
        path = generation / name
        try:
            size = path.stat().st_size
            if size != file.size:
                yield f"{name} has {size:,} bytes instead of {file.size:,}"
            elif (whole or size <= SMALL or not _lasts(name)) and _sum(path) != file.sum:
                yield f"{name} is not as it was written"
        except FileNotFoundError:
            yield f"{name} is gone"
        except PermissionError:
            raise
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror})"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
