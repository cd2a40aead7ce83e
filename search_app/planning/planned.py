"""What planning comes to: the query of a question, and what its words added on the way."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from indexer.query import Query
from search_app.notes import Note
from search_app.planning.expansion import Expansion


@dataclass(frozen=True, slots=True)
class Planned:
    """What the engine is asked, and what was added to the question on the way."""

    query: Query
    expansions: tuple[Expansion, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class Added:
    """What the words planned so far add besides their queries: what is searched in their place, `typed` for those that
    have something in their place (see typed_first), notes on names, notes on what could not be compared."""

    expansions: dict[Expansion, None] = field(default_factory=dict)
    typed: list[Query] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unchecked: dict[Note, None] = field(default_factory=dict)

    def take(self, other: "Added") -> None:
        """Add what another word adds."""
        self.expansions |= other.expansions
        self.typed += other.typed
        self.notes += other.notes
        self.unchecked |= other.unchecked

    def planned(self, query: Query) -> Planned:
        """A query with all that was added."""
        return Planned(query, tuple(self.expansions), (*self.notes, *self.unchecked))


T = TypeVar("T")


class Remembered(dict[Hashable, T]):
    """What came of asking. When there is too much all is forgotten, for a program may ask without end."""

    most = 2_000

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered of a key, made where nothing is."""
        found = self.get(key)
        if found is None:
            if len(self) >= self.most:
                self.clear()
            found = self[key] = make()
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """The words and names that were planned, and how many words of a row are one name: a question that finds nothing is
    asked again in a dozen ways that have nearly all of its words."""

    queries: Remembered[tuple[Query, Added]] = field(default_factory=Remembered)
    lengths: Remembered[int] = field(default_factory=Remembered)
