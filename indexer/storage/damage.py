"""Damage to an index: how it is noticed, remembered and told.

Opening a generation looks at its files (see `inventory`), `sakuin check` reads them all. Between the two a library may
meet bytes that it never wrote, and fails in a way of its own: sqlite3.DatabaseError, json.JSONDecodeError, a panic of
tantivy, a KeyError far from where they were read. No list of these would be complete; so whatever fails, the files are
compared with their sums, and where they differ this, and no other, is what is told. The generation is marked then, for
all who open it and for the next run, which makes the index anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import IndexDamaged, SakuinError
from indexer.storage.inventory import faults, write_inventory

MARK = "DAMAGED"
"""The file in which a generation is marked, one fault a line."""

MOST_TOLD = 3
"""Files that are named in one error."""

PANIC = "PanicException"
"""How a panic of a library in Rust is called in Python; it is no Exception and has no module to import it from
(https://docs.rs/pyo3/latest/pyo3/panic/struct.PanicException.html)."""


def known_faults(generation: Path) -> tuple[str, ...]:
    """What is known to be wrong with a generation: what it is marked with, else what a look at its files tells."""
    with suppress(OSError):
        marked = (generation / MARK).read_text(encoding="utf-8", errors="replace")
        return tuple(marked.splitlines()) or (f"{generation.name}/{MARK}",)
    return _of(generation, faults(generation))


def checked(generation: Path) -> tuple[str, ...]:
    """What is wrong with a generation, of which every file is read; marks it, or takes the mark away."""
    found = _of(generation, faults(generation, whole=True))
    if found:
        mark(generation, found)
    else:
        with suppress(OSError):
            (generation / MARK).unlink()
    return found


def mark(generation: Path, found: Iterable[str]) -> None:
    """Remember what is wrong with a generation, where its folder can be written."""
    with suppress(OSError):
        (generation / MARK).write_text("".join(fault + "\n" for fault in found), encoding="utf-8")


def list_files(folder: Path, base: Path | None) -> None:
    """List the files of a finished generation that went on from `base`. Raises IndexDamaged where it was made from
    damaged files of that, which is marked then."""
    found = write_inventory(folder, base)
    if base and found:
        mark(base, told := _of(base, found))
        raise damaged(base.parent, told)


def is_marked(generation: Path) -> bool:
    """Whether a generation was found damaged; quick enough for every request."""
    return (generation / MARK).exists()


def damaged(directory: Path, found: Sequence[str]) -> IndexDamaged:
    """The error that tells what is wrong with the index in a directory, and what to do."""
    more = f"; and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    return IndexDamaged(
        f"the index in {directory} is damaged: {'; '.join(found[:MOST_TOLD])}{more}; "
        f"make it anew with: sakuin index FOLDER --index {directory}"
    )


def _of(generation: Path, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{generation.name}/{fault}" for fault in found)


def is_panic(error: BaseException) -> bool:
    """Whether an error is a panic of a library in Rust."""
    return type(error).__name__ == PANIC


@contextmanager
def told_as_damage(generation: Path | None) -> Iterator[None]:
    """Raises IndexDamaged in place of any other error that comes of a generation whose files are not as they were
    written. What else fails inside, fails as it would."""
    try:
        yield
    except SakuinError:
        raise
    except BaseException as error:
        if not (isinstance(error, Exception) or is_panic(error)):
            raise
        if generation and (found := checked(generation)):
            raise damaged(generation.parent, found) from error
        raise
