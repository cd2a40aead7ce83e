"""What a change of collection.toml would do to the passages of the index, before it is written.

The engine finds the passages that have a changed name or lie in a changed era; the documents that they stand in are
described by the very functions that a run describes them by (`indexer.metadata`), and compared with what the index says
of them. All others stay as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.collection import Collection
from indexer.document import Authority, Era, Label, Metadata
from indexer.engines.base import Engine
from indexer.metadata import actors, describe_dated, eras
from indexer.metadata.names import finder
from indexer.query import DateRange, Query, Reason, SearchRequest, Term
from indexer.query_trees import NOTHING, any_of
from indexer.storage.index_directory import Library
from indexer.storage.records import Place, document_of
from search_app.planning.expansion import standing
from search_app.planning.weights import Weights

MOST_EXAMPLES = 3
AROUND_EXAMPLE = 160
"""Characters of a passage that an example shows."""

Key = tuple[str, str]
"""A facet, and an id in it."""


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


@dataclass(slots=True)
class Compared:
    """What passages are about, what they would be about, and where each stands."""

    was: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    becomes: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[str, Place] = field(default_factory=dict)

    def add(self, place: Place, was: Metadata, becomes: Metadata) -> None:
        """Take in a place, what is said of it and what would be."""
        self.shown[place.passage.id] = place
        for key in _keys(was):
            self.was[key].add(place.passage.id)
        for key in _keys(becomes):
            self.becomes[key].add(place.passage.id)


def effects(library: Library, before: Collection, now: Collection, weights: Weights) -> tuple[Effect, ...]:
    """What an index by the collection `before` would say else by `now`; the largest first. The library's own index may
    still be of an earlier one. Decades, which stand where a collection has no eras, are none of it."""
    as_indexed, concerned = before.means_as(library.collection), _concerned(library.engine, before, now, weights)
    if before.actors == now.actors:  # to look for names takes longer than all else
        before, now = replace(before, actors=()), replace(now, actors=())
    compared = Compared()
    for places in library.store.places_beside(concerned):
        was = [place.metadata for place in places] if as_indexed else _described(places, before)
        for place, about, becomes in zip(places, was, _described(places, now), strict=True):
            compared.add(place, about, becomes)
    named = {*_named(before), *_named(now)}
    keys = (key for key in {*compared.was, *compared.becomes} if key in named)
    all_effects = (_effect(key, compared, before, now) for key in keys)
    found_effects = [effect for effect in all_effects if effect.more or effect.fewer]
    return tuple(sorted(found_effects, key=lambda each: (-each.more - each.fewer, each.facet, each.id)))


def _described(places: Sequence[Place], collection: Collection) -> Sequence[Metadata]:
    document, passages = document_of(places[0].document), [place.passage for place in places]
    return describe_dated(document, passages, [place.metadata.dates for place in places], collection)


def _keys(metadata: Metadata) -> Iterator[Key]:
    yield from (("actor", id) for id in metadata.actors)
    yield from (("era", id) for id in metadata.eras)


def _named(collection: Collection) -> Iterator[Key]:
    yield from (("actor", actor.id) for actor in collection.actors)
    yield from (("era", era.id) for era in collection.eras)


def _concerned(engine: Engine, before: Collection, now: Collection, weights: Weights) -> Iterator[str]:
    """The passages that a change may make another's."""
    people = tuple(changed_entries(before.actors, now.actors))
    periods = tuple(_changed_eras(before.eras, now.eras))
    query = any_of([*_of_actors(engine, people, weights), *_of_eras(periods, weights)])
    if query != NOTHING:
        request = SearchRequest(query, sort="doc", limit=max(1, engine.count()))
        yield from (hit.id for hit in engine.search(request).hits)


def _of_actors(engine: Engine, changed: Iterable[Authority], weights: Weights) -> Iterator[Query]:
    """What has a name of theirs; what is theirs by the index; what a document calls so that is named in its head."""
    each = [(name, actor.id) for actor in changed for name in (actor.id, actor.surname, *actor.names) if name]
    names = finder(each)
    yield from _standing((name for name, _ in each), weights)
    for value, _ in engine.terms("actor") if each else ():
        if value in {id for _, id in each} or names.named(value):
            yield Term("actor", value)


def _of_eras(changed: Iterable[Era], weights: Weights) -> Iterator[Query]:
    """What lies in them by its dates or by the index, and what has a name of theirs, of which a heading's counts."""
    for era in changed:
        first, last = (day.toordinal() if day else None for day in (era.first, era.last))
        yield from (DateRange(first, last), Term("era", era.id))
        yield from _standing((era.label.ja, era.label.en, *era.names), weights)


def _standing(names: Iterable[str], weights: Weights) -> Iterator[Query]:
    yield from (standing(name, Reason("literal", name), weights) for name in dict.fromkeys(names) if name)


def changed_entries(before: Iterable[Authority], now: Iterable[Authority]) -> Iterator[Authority]:
    """The entries of either that the other has not just so; a new surname changes what others of it are found by."""
    one, other = set(before), set(now)
    yield from one ^ other


def _changed_eras(before: Iterable[Era], now: Iterable[Era]) -> Iterator[Era]:
    """The eras of either that the other has not just so, and all that lie inside one of them."""
    one, other = set(before), set(now)
    ids = {era.id for era in one ^ other}
    while inside := {era.id for era in one | other if era.parent in ids} - ids:
        ids |= inside
    yield from (era for era in one | other if era.id in ids)


def _effect(key: Key, compared: Compared, before: Collection, now: Collection) -> Effect:
    facet, id = key
    was, becomes = compared.was[key], compared.becomes[key]
    known = now if key in set(_named(now)) else before
    label = actors.label(known, id) if facet == "actor" else eras.label(known, id)
    passages = [*sorted(becomes - was), *sorted(was - becomes)][:MOST_EXAMPLES]
    examples = tuple(_example(compared.shown[passage], label) for passage in passages)
    return Effect(facet, id, label, len(becomes - was), len(was - becomes), examples)


def _example(place: Place, label: Label) -> PassageShown:
    text = " ".join(place.passage.text.split())
    at = next((at for name in (label.ja, label.en) if name and (at := text.find(name)) >= 0), 0)
    start = max(0, at - AROUND_EXAMPLE // 2)
    return PassageShown(place.passage.id, place.document.title, text[start : start + AROUND_EXAMPLE])
