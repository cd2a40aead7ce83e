"""The people, states and organizations that a passage names, by the collection's list of them.

A name that several bear means, in a document, those whom it also names otherwise: where a letter says Allen Dulles, its
Dulles is he. Where it names none of them otherwise, a name means each of them, and a mere `surname` nobody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.collection import Collection
from indexer.document import Authority, Label
from indexer.metadata.names import NameFinder, Occurrence, finder

Mention = tuple[str, tuple[str, ...]]
"""A name, in lower case, and the ids of those who bear it."""

_NAME_BEHIND = re.compile(r" [A-Z](?:[a-z]|\. [A-Z])")


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """The actors of one collection, ready to be found in text; made by `actor_finder`.

    `surnames` are the pairs of a surname (in lower case) and an id, `mere` those of them that are not also a name.
    """

    ids: frozenset[str]
    names: NameFinder
    surnames: frozenset[tuple[str, str]] = frozenset()
    mere: frozenset[tuple[str, str]] = frozenset()

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the actors named in `text`, in order; エリツィン in ボリス・エリツィン, but not in イエリツィン."""
        return self.find_in((text,))[0]

    def find_in(self, texts: Sequence[str], given: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
        """Ids of the actors named in each of `texts`, which are one document's, about `given` by its own word."""
        mentions = [list(self._mentions(text)) for text in texts]
        known = {ids[0] for each in mentions for _, ids in each if len(ids) == 1} | set(given)
        return tuple(
            tuple(dict.fromkeys(id for mention in each for id in self._meant(mention, known))) for each in mentions
        )

    def resolve(self, written: Iterable[str]) -> tuple[str, ...]:
        """Ids for the ids or names of front matter; one that is neither stands for itself."""
        return tuple(id for value in written for id in self._resolved(value))

    def _resolved(self, written: str) -> tuple[str, ...]:
        return (written,) if written in self.ids else self.names.named(written) or (written,)

    def _mentions(self, text: str) -> Iterator[Mention]:
        """Every name of an actor, a surname where it may stand for one."""
        for found in self.names.occurrences(text):
            name = found.written.lower()
            ids = tuple(id for id in found.ids if (name, id) not in self.surnames or _stands_alone(found))
            if ids:
                yield name, ids

    def _meant(self, mention: Mention, known: set[str]) -> tuple[str, ...]:
        name, ids = mention
        if len(ids) == 1:
            return ids
        return tuple(id for id in ids if id in known) or tuple(id for id in ids if (name, id) not in self.mere)


@lru_cache(maxsize=8)
def actor_finder(collection: Collection) -> ActorFinder:
    """The finder for the actors of `collection`, built once."""
    named = [(name, actor.id) for actor in collection.actors for name in actor.names]
    surnames = [(name, actor.id) for actor in collection.actors for name in _written(actor)]
    lower = frozenset((name.lower(), id) for name, id in surnames)
    mere = lower - {(name.lower(), id) for name, id in named}
    names = finder(dict.fromkeys([*named, *surnames]))
    return ActorFinder(frozenset(actor.id for actor in collection.actors), names, lower, mere)


def _written(actor: Authority) -> tuple[str, ...]:
    """The surname as written, also without its accents: Hammarskjöld, Hammarskjold."""
    return tuple(filter(None, dict.fromkeys((actor.surname, without_accents(actor.surname)))))


def without_accents(name: str) -> str:
    """Debré -> Debre; kana keep their voicing marks."""
    return "".join(_bare(sign) for sign in unicodedata.normalize("NFC", name))


def _bare(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[:1]
    return base if base.isascii() else sign


def _stands_alone(found: Occurrence) -> bool:
    """Not Mr. Battle in a battle, Mr. White in the White House, Mr. James in James Linen; kanji have no capitals."""
    capital = found.written != found.written.lower() or found.written == found.written.upper()
    return capital and not _NAME_BEHIND.match(found.after)


def label(collection: Collection, id: str) -> Label:
    """The name of an actor in both languages; the id itself for one the collection does not know."""
    return _labels(collection).get(id) or Label(id, id)


@lru_cache(maxsize=8)
def _labels(collection: Collection) -> dict[str, Label]:
    return {actor.id: actor.label for actor in collection.actors}
