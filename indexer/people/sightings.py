"""Where a text seems to name someone, and what in it says so."""

import re
from dataclasses import dataclass

from indexer.people.names import PersonName

AROUND = 40
"""Characters of an example on either side of the name."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name in a document, with the words around it and the clue: `title`, `initial`, `given`, `line`, `markup`,
    `parts`, or `name` (see CLUES in `proposing`)."""

    name: PersonName
    clue: str
    document: str
    example: str


def around(text: str, start: int, end: int) -> str:
    """The words around a name, in one line."""
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    words = _SPACE.sub(" ", text[before:after]).strip()
    return f"{'…' if before else ''}{words}{'…' if after < len(text) else ''}"
