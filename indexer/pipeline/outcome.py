"""What came of the files of an index: which were not read and why, and how many there are of each kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.paths import from_kept, shown
from indexer.storage.records import FileRow


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be indexed, or something in it that was passed over."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many files there are of a kind, and how many of them were not read."""

    kind: str
    files: int
    unread: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `rebuilt` says why everything was done again, empty if it was not; `described` that eras and
    actors were found anew, since the collection file changed; `lag` is how many deleted
    entries still count in scores."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    documents: int = 0
    passages: int = 0
    problems: tuple[Problem, ...] = ()
    rebuilt: str = ""
    described: bool = False
    seconds: float = 0.0
    generation: str = ""
    kinds: tuple[KindCount, ...] = ()
    lag: int = 0


def problems_of(rows: Iterable[FileRow]) -> tuple[Problem, ...]:
    """Every file that could not be read, then what was passed over in others, by name."""
    told = [(not row.problem, row, text) for row in rows for text in (row.problem, *row.notes) if text]
    told.sort(key=lambda each: (each[0], each[1].path))
    return tuple(Problem(shown(from_kept(row.path)), text) for _, row, text in told)


def kinds_of(rows: Iterable[FileRow]) -> tuple[KindCount, ...]:
    """How many files there are of each kind, those that were read first, the most frequent first."""
    files, unread = Counter[str](), Counter[str]()
    for row in rows:
        files[row.kind] += 1
        unread[row.kind] += bool(row.problem)
    counts = (KindCount(kind, number, unread[kind]) for kind, number in files.items())
    return tuple(sorted(counts, key=lambda count: (count.unread == count.files, -count.files, count.kind)))
