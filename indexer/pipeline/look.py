"""A look at a folder without a run: its files, what its sidecars say of them, and what a run would find changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.pipeline.manifest import CLOSED, Changes, SourceFile, compare, scan, stamped
from indexer.pipeline.reading import SIDECAR
from indexer.readers import format_name
from indexer.readers.sidecars.sidecars import Sidecars, find
from indexer.storage.records import FileRow


@dataclass(frozen=True, slots=True)
class Look:
    """The files below a folder as they are now, and how they differ from those that were indexed."""

    files: tuple[SourceFile, ...]
    sidecars: Sidecars
    changes: Changes

    def kind(self, file: SourceFile) -> str:
        """The name of the format that a file seems to have."""
        if file.fault:
            return "folder" if file.fault == CLOSED else "link"
        return SIDECAR if file.path in self.sidecars.notes else format_name(file.path)


def look_at(folder: Path, directory: Path, known: Mapping[str, FileRow], follow: bool = False) -> Look:
    """The files below a folder but for those of the index at `directory`; `known` as the store gives them, `follow`
    as `scan` takes it."""
    files = scan([folder.resolve()], directory.absolute(), follow)
    sidecars = find(file.path for file in files if not file.fault)
    return Look(files, sidecars, compare(stamped(files, sidecars), known))
