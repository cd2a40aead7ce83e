"""What is in a container is read as files are, and what of it cannot be read is noted with its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.document import Document
from indexer.errors import LibraryMissing, ReadError
from indexer.readers.dispatch import read_file
from indexer.readers.reading import File, Reading

NAMED = 20
"""So many members with one fault are named; of the others it is said how many they are."""

JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
"""What systems leave in folders. Names with a full stop at the beginning (.DS_Store) are hidden, as in a folder."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its name there and its bytes, or the `fault` for which it could not be taken out."""

    name: str
    data: bytes = b""
    fault: str = ""


def is_junk(name: str) -> bool:
    """Whether a path in a container names what nobody wrote: `inner/__MACOSX/._cable.txt`."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part in JUNK or part.startswith(".") for part in parts)


def read_members(container: File, members: Iterable[Member]) -> Reading:
    """The documents of all members, each with its path in the container.

    Raises ReadError where the budget of the file is spent, and LibraryMissing; any other fault of a member stays in
    that member.
    """
    documents: list[Document] = []
    faults: dict[str, list[str]] = {}
    for member in members:
        reading, fault = _read(container, member)
        documents += reading.documents
        for reason in (*reading.notes, *([fault] if fault else [])):
            faults.setdefault(reason, []).append(member.name)
    return Reading(tuple(documents), tuple(_notes(faults)))


def _read(container: File, member: Member) -> tuple[Reading, str]:
    if member.fault:
        return Reading(()), member.fault
    try:
        return read_file(container.member(member.name, member.data)), ""
    except (LibraryMissing, MemoryError):
        raise
    except ReadError as error:
        return Reading(()), str(error)
    except Exception as error:  # as for a file of the folder, whatever goes wrong in one stays in it
        return Reading(()), f"{type(error).__name__}: {error}"


def _notes(faults: dict[str, list[str]]) -> Iterator[str]:
    """`a.jpg, b.jpg: picture: not read; …`"""
    for reason, names in faults.items():
        more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        yield f"{', '.join(names[:NAMED])}{more}: {reason}"
