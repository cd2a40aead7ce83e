"""What a file came to, read and analysed, in a form in which another machine can take it over.

As bytes it is MessagePack, checked against the types when it is read (msgspec), and packed by zlib.
"""

import zlib
from dataclasses import dataclass
from typing import Any

from indexer.errors import LibraryMissing
from indexer.pipeline.entries import Prepared, Unprepared
from indexer.pipeline.manifest import SourceFile
from indexer.pipeline.reading import Outcome

LEVEL = 3
"""Of zlib: a quarter of the bytes, in a twentieth of the time that analysis took."""


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of a file and, side by side with them where they were analysed, what each came to: `reasons` says
    why there is nothing of it, or is empty."""

    outcome: Outcome
    prepared: tuple[Prepared | None, ...] = ()
    reasons: tuple[str, ...] = ()

    def by_document(self) -> dict[str, Prepared | Unprepared]:
        """Document -> what it came to; of two with one id in a file the first."""
        found: dict[str, Prepared | Unprepared] = {}
        for document, prepared, reason in zip(self.outcome.documents, self.prepared, self.reasons, strict=False):
            found.setdefault(document.id, prepared or Unprepared(reason))
        return found


def not_made(file: SourceFile) -> Made | None:
    """Nothing was made of any file elsewhere."""


def dumped(made: Made) -> bytes:
    """As bytes. Raises LibraryMissing, UnicodeEncodeError for text that is none."""
    return zlib.compress(_msgpack().encode(made), LEVEL)


def loaded(content: bytes) -> Made | None:
    """Of such bytes; None for what no version like this one wrote. Raises LibraryMissing."""
    library = _msgpack()
    try:
        found: Made = library.decode(zlib.decompress(content), type=Made)
    except (zlib.error, ValueError):  # msgspec's errors are ValueErrors
        return None
    return found


def _msgpack() -> Any:
    try:
        from msgspec import msgpack
    except ImportError as error:
        raise LibraryMissing("parts of an index need msgspec; install it with: pip install msgspec") from error
    return msgpack
