"""Whether a citation still says what stands in the collection: unchanged, changed (how), gone, or never known here."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import unquote

from indexer.storage.records import Place
from search_app.export.citations import text_hash
from search_app.query_language.scripts import JAPANESE
from search_app.search.searcher import Searcher

_SEAL = re.compile(r"\[sakuin (\S+) ¶([0-9]{1,9}) ([0-9a-f]{16}) sha256:([0-9a-f]{12})\]")
_TEX = re.compile(r"\\([&%$#_{}])")
_PART = re.compile(rf"[^\W\d_{JAPANESE}]+|\d+|\s+|.", re.DOTALL)
_NEAR = 5
"""How many passages before and after the cited place are compared with the text that was cited."""

UNCHANGED, CHANGED, GONE, MISQUOTED, UNKNOWN = "unchanged", "changed", "gone", "misquoted", "unknown"

Earlier = Callable[[str], str | None]
"""What text a passage had that is no more in the index, by its id; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a citation is verified by. `quoted` is the text that was cited, empty where it does not come along."""

    document: str
    paragraph: int
    id: str
    hash: str
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that is in both (`=`), was taken out (`-`) or put in (`+`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a cited passage. `place` is where its text stands now, or what stands in its place; `changes` lead
    from the cited text to that. A misquoted seal has the id of a passage and not the hash of its text: one of the two
    was copied wrongly. An unknown one names a text that is not here and that nothing shows to have been: invented, of
    another collection, or older than what the index remembers."""

    seal: Seal
    status: str
    place: Place | None = None
    changes: tuple[Change, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether an unchanged text stands in another place of its document, or in another document."""
        if self.status != UNCHANGED or self.place is None:
            return False
        return (self.place.document.id, self.place.passage.ordinal + 1) != (self.seal.document, self.seal.paragraph)


def seals(text: str) -> tuple[Seal, ...]:
    """Every seal in a text: citations, an export in any format. Each once, in order."""
    quoted = dict(_quotations(text))
    found = (
        Seal(unquote(_TEX.sub(r"\1", m[1])), int(m[2]), m[3], m[4], quoted.get(m[3], "")) for m in _SEAL.finditer(text)
    )
    return tuple(dict.fromkeys(found))


def _quotations(text: str) -> Iterator[tuple[str, str]]:
    """The texts that JSON brings along with the ids of their passages."""
    for row in _objects(text):
        said = row.get("text", row.get("abstract"))
        if isinstance(row.get("id"), str) and isinstance(said, str):
            yield row["id"], said


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    for part in (text, *text.splitlines()):
        if part.lstrip()[:1] in ("{", "["):
            try:
                value = json.loads(part)
            except (ValueError, RecursionError):
                continue
            yield from (row for row in (value if isinstance(value, list) else [value]) if isinstance(row, dict))


def verify(searcher: Searcher, seal: Seal, earlier: Earlier = lambda passage_id: None) -> Verdict:
    """What became of a cited passage."""
    places = searcher.library.store.places(seal.id)
    if places:
        here = next((place for place in places if place.document.id == seal.document), places[0])
        same = text_hash(here.passage.text) == seal.hash
        return Verdict(seal, UNCHANGED if same else MISQUOTED, here)
    now = searcher.library.store.passages_of(seal.document)
    quoted = _proved(seal, earlier)
    if not now:
        return Verdict(seal, GONE if quoted else UNKNOWN)
    place = _successor(now, seal.paragraph - 1, quoted)
    return (
        Verdict(seal, CHANGED, place, changes(quoted, place.passage.text)) if quoted else Verdict(seal, UNKNOWN, place)
    )


def _proved(seal: Seal, earlier: Earlier) -> str:
    """The text that was cited: what has the seal's hash, among what came along and what the index remembers."""
    return next((text for text in (seal.quoted, earlier(seal.id) or "") if text and text_hash(text) == seal.hash), "")


def _successor(places: Sequence[Place], ordinal: int, quoted: str) -> Place:
    """What stands in the place of a passage that is no more: near there what is likest to its text."""
    near = [place for place in places if abs(place.passage.ordinal - ordinal) <= _NEAR] or [places[-1]]
    return max(
        near,
        key=lambda place: (_likeness(quoted, place.passage.text), -abs(place.passage.ordinal - ordinal)),
    )


def _likeness(a: str, b: str) -> float:
    """How many of their words two texts share, in whatever order: enough to tell neighbours apart, and quick."""
    return SequenceMatcher(None, _PART.findall(a), _PART.findall(b), autojunk=False).quick_ratio() if a else 0.0


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What was taken out and put in, by words in Latin letters and by single characters of Japanese."""
    old, new = _PART.findall(before), _PART.findall(after)
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("=", "".join(old[i:j])))
            continue
        found += (Change(sign, text) for sign, text in (("-", "".join(old[i:j])), ("+", "".join(new[k:m]))) if text)
    return tuple(found)
