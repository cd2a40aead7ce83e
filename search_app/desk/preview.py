"""What a change of collection.toml would do to the passages of the index, before it is written.

The names, states and eras concerned alone are looked for; the documents that have any of them are described by the
very functions that a run describes them by (`indexer.metadata`), and compared with what the index says of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.collection import Collection
from indexer.document import Authority, Label, Metadata
from indexer.metadata import actors, describe_dated, eras
from indexer.metadata.names import NameFinder, finder
from indexer.storage.document_store import Store
from indexer.storage.records import Place, document_of

MOST_EXAMPLES = 3
AROUND_EXAMPLE = 160
"""Characters of a passage that an example shows."""


@dataclass(frozen=True, slots=True)
class PassageShown:
    """A passage that would be found, or no longer."""

    passage: str
    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Of an actor or an era: how many passages would be new, how many would no longer be, with some of them."""

    facet: str
    id: str
    label: Label
    more: int
    fewer: int
    examples: tuple[PassageShown, ...] = ()


def effects(store: Store, before: Collection, now: Collection) -> tuple[Effect, ...]:
    """What an index made by the collection `before` would say else by `now`; the largest first."""
    was: dict[tuple[str, str], set[str]] = defaultdict(set)
    becomes: dict[tuple[str, str], set[str]] = defaultdict(set)
    shown: dict[str, Place] = {}
    for places in _concerned(store, before, now):
        found = describe_dated(
            document_of(places[0].document),
            [place.passage for place in places],
            [place.metadata.dates for place in places],
            now,
        )
        for place, about in zip(places, found, strict=True):
            shown[place.passage.id] = place
            for key in _keys(place.metadata):
                was[key].add(place.passage.id)
            for key in _keys(about):
                becomes[key].add(place.passage.id)
    all_effects = (_effect(key, was[key], becomes[key], shown, before, now) for key in {*was, *becomes})
    found_effects = [effect for effect in all_effects if effect.more or effect.fewer]
    return tuple(sorted(found_effects, key=lambda each: (-each.more - each.fewer, each.facet, each.id)))


def _keys(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield from (("actor", id) for id in metadata.actors)
    yield from (("era", id) for id in metadata.eras)


def _concerned(store: Store, before: Collection, now: Collection) -> Iterator[Sequence[Place]]:
    """The passages of each document that may be another's; of all where eras are others."""
    changed = tuple(changed_entries(before.actors, now.actors))
    names = finder((name, actor.id) for actor in changed for name in (actor.id, actor.surname, *actor.names) if name)
    ids = frozenset(actor.id for actor in changed)
    all_of_them = before.eras != now.eras
    if not changed and not all_of_them:
        return
    for document in list(store.documents()):
        places = store.passages_of(document.id)
        if places and (all_of_them or _names_any(places, names, ids)):
            yield places


def changed_entries(before: Iterable[Authority], now: Iterable[Authority]) -> Iterator[Authority]:
    """The entries of either that the other has not just so; a new surname changes what others of it are found by."""
    one, other = set(before), set(now)
    yield from one ^ other


def _names_any(places: Sequence[Place], names: NameFinder, ids: frozenset[str]) -> bool:
    said = places[0].document.actors
    if any(value in ids or names.named(value) for value in said):
        return True
    return any(
        not ids.isdisjoint(place.metadata.actors)
        or next(names.occurrences("\n".join((place.passage.text, *place.passage.heading_path))), None) is not None
        for place in places
    )


def _effect(
    key: tuple[str, str], was: set[str], becomes: set[str], shown: dict[str, Place], before: Collection, now: Collection
) -> Effect:
    facet, id = key
    there = {actor.id for actor in now.actors} | {era.id for era in now.eras}
    known = now if id in there else before
    label = actors.label(known, id) if facet == "actor" else eras.label(known, id)
    passages = [*sorted(becomes - was), *sorted(was - becomes)][:MOST_EXAMPLES]
    examples = tuple(_example(shown[passage], label) for passage in passages)
    return Effect(facet, id, label, len(becomes - was), len(was - becomes), examples)


def _example(place: Place, label: Label) -> PassageShown:
    text = " ".join(place.passage.text.split())
    at = next((at for name in (label.ja, label.en) if name and (at := text.find(name)) >= 0), 0)
    start = max(0, at - AROUND_EXAMPLE // 2)
    return PassageShown(place.passage.id, place.document.title, text[start : start + AROUND_EXAMPLE])
