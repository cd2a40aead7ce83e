"""The files that were not read, or only in part, as everybody may see them: named from their folder on."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.paths import from_kept, shown
from indexer.storage.records import FileRow
from search_app.reading.originals import sources_of
from search_app.search.searcher import Searcher

AT_ONCE = 200
"""Files on a page."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file, the name of its format, whether it was `read` but for a part, and the reasons, in English."""

    path: str
    kind: str
    read: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problems:
    """All such files, those that were not read first."""

    files: tuple[FileProblem, ...]

    @property
    def unread(self) -> int:
        """How many were not read at all."""
        return sum(not file.read for file in self.files)

    @property
    def partly(self) -> int:
        """How many were read in part."""
        return len(self.files) - self.unread

    @property
    def pages(self) -> int:
        """How many pages list them."""
        return -(-len(self.files) // AT_ONCE)

    def page(self, number: int) -> tuple[FileProblem, ...]:
        """The files of a page, which is counted from 1."""
        return self.files[(number - 1) * AT_ONCE : number * AT_ONCE]


def problems(searcher: Searcher) -> Problems:
    """What the index remembers of files that were not read whole."""
    sources = sources_of(searcher.library.store)
    found = (_problem(row, sources) for row in searcher.incomplete)
    return Problems(tuple(sorted(found, key=lambda each: (each.read, each.path))))


def _problem(row: FileRow, sources: tuple[Path, ...]) -> FileProblem:
    reasons = (row.problem, *row.notes) if row.problem else row.notes
    return FileProblem(
        _name(row.path, sources), row.kind, not row.problem, tuple(_without_folders(each, sources) for each in reasons)
    )


def _name(key: str, sources: tuple[Path, ...]) -> str:
    """A file's name from its source on; that of the source comes first where there are several."""
    file = Path(from_kept(key))
    source = next((each for each in sources if file.is_relative_to(each)), None)
    if source is None or file == source:
        return shown(file.name)
    return shown(file.relative_to(source.parent if len(sources) > 1 else source).as_posix())


def _without_folders(reason: str, sources: Iterable[Path]) -> str:
    """A reason without the place of the sources on the server: /srv/archive/a.pdf -> a.pdf."""
    for source in sources:
        reason = reason.replace(f"{shown(source.as_posix())}/", "").replace(shown(source.as_posix()), source.name)
    return reason
