"""Which of the people that documents name are offered: those neither in the file nor rejected, each with a namesake.

Who sounds alike in the other language may be the same: エリツィン, Yeltsin.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from indexer.collection import Collection
from indexer.document import Authority
from indexer.people.sound import skeletons
from search_app.desk.people_found import Proposed

Row = dict[str, Any]


def offered(people: Iterable[Proposed], collection: Collection, asked: str = "") -> tuple[Proposed, ...]:
    """Those who have neither a table in the collection nor were rejected, and have all that is `asked` in a name."""
    known = {name.lower() for actor in collection.actors for name in actor.names}
    rejected = frozenset(collection.rejected)
    words = _folded(asked).split()
    return tuple(
        each for each in people
        if each.full not in rejected and each.full.lower() not in known and _has_all(each, words)
    )  # fmt: skip


def _has_all(person: Proposed, words: Iterable[str]) -> bool:
    names = _folded("\n".join((person.ja, person.en, person.surname, *person.names)))
    return all(word in names for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def rows(shown: Iterable[Proposed], new: Sequence[Proposed], collection: Collection) -> list[Row]:
    """The people as the page has them. `alike` is the most frequent of the `new` who sounds so in the other language,
    else who is in the collection without a name in it, told by the `id`."""
    pairs, own = _pairs(tuple(new)), _by_sound(_lacking(collection))
    return [asdict(each) | {"alike": _alike(each, pairs, own)} for each in shown]


def _alike(person: Proposed, pairs: Mapping[str, Proposed], own: Mapping[str, list[Row]]) -> Row | None:
    lacks = "en" if person.ja else "ja"
    found = (entry for sound in _heard(person) for entry in own.get(sound, ()) if entry[lacks])
    if entry := next(found, None):
        return entry
    return asdict(pairs[person.full]) if person.full in pairs else None


def _lacking(collection: Collection) -> Iterator[Authority]:
    return (actor for actor in collection.actors if actor.kind == "person" and not (actor.label.ja and actor.label.en))


def _by_sound(actors: Iterable[Authority]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for actor in actors:
        label = actor.label.ja or actor.label.en
        for sound in skeletons(actor.surname or label):
            found[sound].append({"id": actor.id, "ja": actor.label.ja, "en": actor.label.en})
    return found


@lru_cache(maxsize=4)
def _pairs(people: tuple[Proposed, ...]) -> Mapping[str, Proposed]:
    """Who may be one: of whom has a name in Japanese, the most frequent of the others who sounds so."""
    english: dict[str, list[Proposed]] = defaultdict(list)
    for each in (each for each in people if not each.ja):
        for sound in _heard(each):
            english[sound].append(each)
    order = {each: at for at, each in enumerate(people)}
    found: dict[str, Proposed] = {}
    for each in (each for each in people if each.ja and not each.en):
        free = [other for sound in _heard(each) for other in english[sound] if other.full not in found]
        if free:
            other = min(free, key=order.__getitem__)
            found |= {each.full: other, other.full: each}
    return found


@lru_cache(maxsize=50_000)
def _sounds(name: str) -> frozenset[str]:
    return skeletons(name)


def _heard(person: Proposed) -> frozenset[str]:
    return _sounds(person.surname or person.full)
