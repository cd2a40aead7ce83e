"""The values of a search's filters by any name they have: actor=クリントン, lang=日本語, doc= and a title.

A value that is in the index as it is typed counts first; then what an actor, an era, a language or a document is called
in either language. An unknown one stays as it is, so that nothing is found, and the nearest names are said; of a
surname that several actors share, who they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from indexer.analysis import fold
from indexer.query import Every, SearchRequest
from indexer.schema import AUTHORITIES
from indexer.storage.index_directory import Library
from search_app.notes import Note
from search_app.search.facets import LANGUAGE_NAMES
from search_app.state.state import SearchState
from search_app.suggestions.edit_candidates import MOST_COMPARED, Nearby

NAMED = ("era", "actor", "doc", "lang")
"""The facets whose values have names."""

MOST_NEAR = 3

MOST_GATHERED = 50_000
"""Documents whose ids and titles are gathered, in 1 to 2 kB of memory each. Of more documents titles are looked up in
the store, and none are named that are only written much like one.
"""


@dataclass(frozen=True)
class KnownNames:
    """What the values of one facet are called: a name as it is compared -> the value, and the name as it is written."""

    values: Mapping[str, str]
    written: Mapping[str, str]

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self.written)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Names that are written much like this one, the nearest first; of one value only one."""
        return tuple(self._nearest(typed).values())

    def nearest_values(self, typed: str) -> tuple[str, ...]:
        """The values that have these names."""
        return tuple(self._nearest(typed))

    def _nearest(self, typed: str) -> dict[str, str]:
        key = fold(typed)
        found = get_close_matches(key, self._nearby.near(key, max(1, len(key) // 3)), MOST_COMPARED)
        names: dict[str, str] = {}
        for name in found:
            names.setdefault(self.values[name], self.written[name])
        return dict(islice(names.items(), MOST_NEAR))


NO_NAMES = KnownNames({}, {})


class KnownValues:
    """Looks up the values of an index; a facet's names are gathered when one is first asked for that is no value."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._names: dict[str, KnownNames] = {}

    def value(self, facet: str, typed: str) -> str | None:
        """The value that is meant; None where the index knows none of this name."""
        if facet not in NAMED or self._library.engine.frequency(facet, typed):
            return typed
        if facet == "doc" and self._has_many_documents:
            return self._library.store.vocabulary.document_called(typed) or None
        return self.names(facet).values.get(fold(typed))

    @property
    def _has_many_documents(self) -> bool:
        return self._library.store.counts()[1] > MOST_GATHERED

    def namesakes(self, typed: str) -> tuple[str, ...]:
        """The actors who have this surname, each by a name with it: Allen Dulles, not アレン・ダレス."""
        key, actors = fold(typed), self._library.collection.actors
        bearers = (actor.names for actor in actors if actor.surname and fold(actor.surname) == key)
        return tuple(next((name for name in names if key in fold(name)), names[0]) for names in bearers)

    def names(self, facet: str) -> KnownNames:
        """What the values of a facet are called; nothing of too many documents."""
        if facet == "doc" and self._has_many_documents:
            return NO_NAMES
        if facet not in self._names:
            values: dict[str, str] = {}
            written: dict[str, str] = {}
            for value, name in self._called(facet):
                key = fold(name)
                values.setdefault(key, value)
                if written.get(key, value) == value:  # Yeltsin rather than the id yeltsin
                    written[key] = name
            self._names[facet] = KnownNames(values, written)
        return self._names[facet]

    def _called(self, facet: str) -> Iterator[tuple[str, str]]:
        """Each value with each of its names, values themselves first."""
        collection, present = self._library.collection, self._present(facet)
        yield from ((value, value) for value in present)
        if facet == "actor":
            yield from ((actor.id, name) for actor in collection.actors for name in (actor.id, *actor.names))
        elif facet == "era":
            eras = collection.eras
            yield from ((era.id, name) for era in eras for name in (era.id, era.label.ja, era.label.en, *era.names))
        elif facet == "lang":
            found = ((value, LANGUAGE_NAMES[value]) for value in present if value in LANGUAGE_NAMES)
            yield from ((value, name) for value, label in found for name in (label.ja, label.en))
        else:
            yield from ((row.id, name) for row in self._library.store.documents() for name in (row.id, row.title))

    def _present(self, facet: str) -> list[str]:
        request = SearchRequest(Every(), facets=(facet,), limit=0, values=0)
        return [row.value for row in self._library.engine.search(request).facets[facet]]


def with_known_values(known: KnownValues, state: SearchState) -> tuple[SearchState, tuple[Note, ...]]:
    """The search with the values that its filters mean, and what is to be said of those that are unknown."""
    typed = [pair for pair in (*state.chosen, *state.excluded) if pair[0] in NAMED]
    meant = {(facet, value): known.value(facet, value) for facet, value in typed}
    if all(value == found for (_, value), found in meant.items()):
        return state, ()

    def read(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        return ((facet, meant.get((facet, value)) or value) for facet, value in pairs)

    unknown = (pair for pair, found in meant.items() if found is None)
    notes = tuple(note for facet, value in unknown for note in _unknown(known, facet, value))
    return state.filtered(read(state.chosen), read(state.excluded)), notes


def _unknown(known: KnownValues, facet: str, value: str) -> Iterator[Note]:
    note = Note("unknown-name", value) if facet in AUTHORITIES else Note("unknown-value", f"{facet}={value}")
    yield from _explained(known, note, (facet,), value)


def with_nearest_names(known: KnownValues, notes: Iterable[Note]) -> Iterator[Note]:
    """The notes of a question; after that of an unknown name those that are written much like it. A name that only the
    documents have, and no list of the collection, is known all the same."""
    for note in notes:
        if note.code != "unknown-name":
            yield note
        elif not any(known.value(facet, note.value) == note.value for facet in AUTHORITIES):
            yield from _explained(known, note, sorted(AUTHORITIES), note.value)


def _explained(known: KnownValues, note: Note, facets: Sequence[str], value: str) -> Iterator[Note]:
    """The note of an unknown value and the nearest ones; a surname of several is not unknown, but theirs."""
    if "actor" in facets and (namesakes := known.namesakes(value)):
        yield Note("shared-surname", " / ".join(namesakes))
        return
    yield note
    found = [name for facet in facets for name in known.names(facet).nearest(value)]
    if found:
        yield Note("nearest-names", " / ".join(found[:MOST_NEAR]))
