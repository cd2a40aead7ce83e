"""The people, states and organizations that a passage names, by the collection's list of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from indexer.collection import Collection
from indexer.document import Label
from indexer.metadata.names import NameFinder, finder


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """The actors of one collection, ready to be found in text; made by `actor_finder`."""

    ids: frozenset[str]
    names: NameFinder

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the actors named in `text`, in order; エリツィン in ボリス・エリツィン, but not in イエリツィン."""
        return self.names.find(text)

    def resolve(self, written: Iterable[str]) -> tuple[str, ...]:
        """Ids for the ids or names of front matter; one that is neither stands for itself."""
        return tuple(id for value in written for id in self._resolved(value))

    def _resolved(self, written: str) -> tuple[str, ...]:
        return (written,) if written in self.ids else self.names.named(written) or (written,)


@lru_cache(maxsize=8)
def actor_finder(collection: Collection) -> ActorFinder:
    """The finder for the actors of `collection`, built once."""
    names = finder((name, actor.id) for actor in collection.actors for name in actor.names)
    return ActorFinder(frozenset(actor.id for actor in collection.actors), names)


def label(collection: Collection, id: str) -> Label:
    """The name of an actor in both languages; the id itself for one the collection does not know."""
    return _labels(collection).get(id) or Label(id, id)


@lru_cache(maxsize=8)
def _labels(collection: Collection) -> dict[str, Label]:
    return {actor.id: actor.label for actor in collection.actors}
