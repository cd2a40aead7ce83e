"""The two values that pass through a reader: the file that goes in, the reading that comes out."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from indexer.document import Document
from indexer.errors import ReadError

CELL_GAP = " | "
"""Between the cells of a row that is read as a paragraph."""

NO_TEXT = "there is no text in the file"

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a pair, which no file can hold."""

INSIDE = "!/"
"""Between a container and what is in it: `bundle.zip!/inner/cable.txt`."""

DEEPEST = 3
"""Containers within containers are opened so many deep."""

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file of the folder, over all containers inside it."""

    members: int = MOST_MEMBERS
    bytes: int = MOST_BYTES

    def spend(self, size: int, members: int = 0) -> None:
        """Count what was unpacked. Raises ReadError where it comes to more than there was."""
        self.bytes -= size
        self.members -= members
        if self.bytes < 0:
            raise ReadError(f"it unpacks to more than {MOST_BYTES:,} bytes; unpack it into this folder")
        if self.members < 0:
            raise ReadError(f"it holds more than {MOST_MEMBERS:,} files; unpack it into this folder")


@dataclass(frozen=True, slots=True)
class File:
    """A file as a reader gets it: its bytes, and its name below the source (`relations/04.ja.md`).

    `told` is the suffix of the format that its first bytes tell, where its name has another: `.html` for a page
    that was saved as page.doc. The `budget` is shared by all that is unpacked from one file.
    """

    name: str
    data: bytes
    told: str = ""
    budget: Budget = field(default_factory=Budget, repr=False, compare=False)

    @property
    def suffix(self) -> str:
        """The ending by which the file's reader is found: `.md`."""
        return self.told or PurePosixPath(self.name).suffix.lower()

    @property
    def id(self) -> str:
        """The id of a document that names none: `relations/04.ja`."""
        return str(PurePosixPath(self.name).with_suffix(""))

    def member(self, name: str, data: bytes = b"") -> "File":
        """A file that lies in this one. Its name is a name only and leads nowhere: `../../etc/passwd` is etc/passwd.

        Raises ReadError where containers are nested too deeply.
        """
        if self.name.count(INSIDE) >= DEEPEST:
            raise ReadError(f"it lies more than {DEEPEST} archives deep; unpack the outer ones into this folder")
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        return File(f"{self.name}{INSIDE}{'/'.join(parts) or 'unnamed'}", data, budget=self.budget)


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of one file, with a note on whatever was passed over (`line 12: not a JSON object`)."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()
