"""The two values that pass through a reader: the file that goes in, the reading that comes out."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.document import Document


@dataclass(frozen=True, slots=True)
class File:
    """A file as a reader gets it: its bytes, and its name below the source (`relations/04.ja.md`)."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending by which the file's reader is found: `.md`."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def id(self) -> str:
        """The id of a document that names none: `relations/04.ja`."""
        return str(PurePosixPath(self.name).with_suffix(""))


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of one file, with a note on whatever was passed over (`line 12: not a JSON object`)."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()
