"""What comes of one file of a run: its documents as their sidecars describe them, or the reason why there are none."""

from dataclasses import dataclass

from indexer.document import Document
from indexer.errors import why
from indexer.metadata import unread_dates
from indexer.pipeline.manifest import CLOSED, SourceFile
from indexer.pipeline.reading_workers import ReadingPool, Unread
from indexer.readers import format_name
from indexer.readers.formats import UNKNOWN
from indexer.readers.header import whole
from indexer.readers.sidecars.sidecars import Sidecars, describe
from indexer.storage.records import FileRow

SIDECAR = "sidecar"
"""The kind of a file that describes others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read from a file. `digest` is empty where the file is not to blame for a problem: the next run tries
    again."""

    kind: str
    digest: str
    documents: tuple[Document, ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()

    def row(self, file: SourceFile) -> FileRow:
        """What is remembered of the file."""
        problem, *notes = (whole(text) for text in (self.problem, *self.notes))  # they may quote the file
        return FileRow(file.key, file.size, file.mtime, self.digest, problem, tuple(notes), self.kind)


def read_file(pool: ReadingPool, sidecars: Sidecars, file: SourceFile) -> Outcome:
    """What comes of a file. Whatever goes wrong in one stays in it; nothing is raised.

    The hash is taken first, so that a file edited meanwhile is another one to the next run.
    """
    digest = file.digest()
    try:
        return _outcome(pool, sidecars, file, digest)
    except Exception as error:
        return Outcome(UNKNOWN.name, digest, problem=why(error))


def _outcome(pool: ReadingPool, sidecars: Sidecars, file: SourceFile, digest: str) -> Outcome:
    if file.fault:
        return Outcome("folder" if file.fault == CLOSED else "link", digest, problem=file.fault)
    if file.path in sidecars.notes:
        return Outcome(SIDECAR, digest, notes=sidecars.notes[file.path])
    kind = format_name(file.path)
    found = pool.read(file.path, file.root)
    if isinstance(found, Unread):
        return Outcome(kind, "" if found.again else digest, problem=found.reason.removeprefix(f"{file.name}: "))
    if file.path in sidecars.descriptions:
        found = describe(found, file.name, sidecars.descriptions[file.path])
    has_text = any(block.text.strip() for document in found.documents for block in document.blocks)
    notes = (*found.notes, *unread_dates(found.documents))
    return Outcome(kind, digest, found.documents, "" if has_text else "there is no text in it", notes)
