"""Readable ids of names, which links and filters use and which no rename changes: yeltsin, yoshida-shigeru."""

import re
from collections.abc import Callable, Collection, Iterable

from indexer.metadata.actors import without_accents

LONGEST_ID = 60
_NOT_OF_AN_ID = re.compile(r"[^a-z0-9]+")
Readings = Callable[[str], Iterable[str]]
"""The words of a Japanese text as they are read, in Latin letters: 吉田茂 -> yoshida, shigeru."""


def id_of(name: str, taken: Collection[str], readings: Readings) -> str:
    """An id that none of `taken` is: of the name's own Latin letters, else of its reading, else `entry`."""
    plain = _latin(name) or "-".join(readings(name))
    id = _NOT_OF_AN_ID.sub("-", plain.lower()).strip("-")[:LONGEST_ID].strip("-") or "entry"
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id}-{number}"
    return found


def _latin(name: str) -> str:
    """The letters of a name without their accents; nothing where some of them are of another script."""
    bare = without_accents(name)
    letters = [sign for sign in bare if sign.isalpha()]
    return bare if letters and all(sign.isascii() for sign in letters) else ""
