"""What is kept in memory of every passage for whoever counts and groups them: columns of numbers, no texts.

    ids, numbers    passage 00a1b2… has the number 7                                  12 bytes a passage
    sizes           7 has 120 words, and the third of all pairs of a language and years      8
    documents       7 stands in the fifth document by id                                     4
    units           7 stands in document 5, under the second of all headings                 8
    twins           passage 00a1b2… is of the group that another names           16 bytes a twin

A dict of strings takes 200 to 600 bytes a passage. Each column is made when it is first asked for. Every search asks
for the twins, of which there are few; so these have columns of their own and need none of the others.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from indexer.storage.records import AMONG, Size, id_number, id_numbers, number_id, years_of

NOTHING = 0
"""What stands in a column where there is nothing to say; numbers begin with 1."""

_SHIFT = 32

Kind = tuple[str, frozenset[int]]
"""A language, and years."""


class Numbers:
    """The passages by id, and the number of each, by which the columns go."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._ids, self._numbers = array("q"), array("I")
        for known, number in db.execute("SELECT id, number FROM passages ORDER BY id"):
            self._ids.append(known)
            self._numbers.append(number)

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return zip(map(number_id, self._ids), self._numbers, strict=True)

    def of(self, passage_id: str) -> int:
        """The number of a passage, NOTHING for an id that is of none."""
        known = id_number(passage_id)
        place = len(self) if known is None else bisect_left(self._ids, known)
        return self._numbers[place] if place < len(self) and self._ids[place] == known else NOTHING

    def column(self, kind: str) -> "array[int]":
        """A column that says nothing of any passage yet; `kind` as for `array`."""
        return array(kind, bytes(array(kind).itemsize * (1 + max(self._numbers, default=0))))


class Names(Mapping[str, str]):
    """Passage -> a name, for those that have one: a mapping that is asked rather than gone through."""

    def __init__(self, numbers: Numbers, column: "array[int]", name: Callable[[int], str]) -> None:
        self._numbers, self._column, self._name = numbers, column, name
        self._length = len(column) - column.count(NOTHING)

    def __getitem__(self, passage_id: str) -> str:
        value = self._column[self._numbers.of(passage_id)]
        if value == NOTHING:
            raise KeyError(passage_id)
        return self._name(value)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str]:
        return (passage_id for passage_id, number in self._numbers if self._column[number] != NOTHING)


class Twins(Mapping[str, str]):
    """Passage -> the name of its group, for those that have twins."""

    def __init__(self, db: sqlite3.Connection) -> None:
        named = "SELECT number, id FROM passages WHERE number IN (SELECT passage FROM twins)"
        ids = dict(db.execute(named))
        rows = sorted((ids[passage], ids[name]) for passage, name in db.execute("SELECT passage, name FROM twins"))
        self._ids, self._names = array("q", (row[0] for row in rows)), array("q", (row[1] for row in rows))

    def __getitem__(self, passage_id: str) -> str:
        known = id_number(passage_id)
        place = len(self) if known is None else bisect_left(self._ids, known)
        if place == len(self) or self._ids[place] != known:
            raise KeyError(passage_id)
        return number_id(self._names[place])

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return map(number_id, self._ids)


class Sizes:
    """The language, words and years of every passage."""

    def __init__(self, db: sqlite3.Connection, numbers: Numbers) -> None:
        self._numbers, self._words, self._kinds = numbers, numbers.column("I"), numbers.column("I")
        known: dict[Kind, int] = {}
        years = _years(db, numbers)
        for number, lang, words in db.execute("SELECT number, lang, words FROM passages"):
            self._words[number] = words
            self._kinds[number] = known.setdefault((lang, years(number)), len(known) + 1)
        self._known: tuple[Kind, ...] = (("", frozenset()), *known)

    def of(self, passage_id: str) -> Size:
        """The size of a passage."""
        number = self._numbers.of(passage_id)
        lang, years = self._known[self._kinds[number]]
        return Size(lang, self._words[number], years)

    def totals(self, passage_ids: Iterable[str]) -> Mapping[Kind, tuple[int, int]]:
        """How many of these passages are of each kind, and their words."""
        return self._totals(map(self._numbers.of, passage_ids))

    @cached_property
    def everywhere(self) -> Mapping[Kind, tuple[int, int]]:
        """The totals of all passages."""
        return self._totals(number for _, number in self._numbers)

    def _totals(self, numbers: Iterable[int]) -> Mapping[Kind, tuple[int, int]]:
        found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        for number in numbers:
            row = found[self._kinds[number]]
            row[0] += 1
            row[1] += self._words[number]
        return {self._known[kind]: (passages, words) for kind, (passages, words) in found.items() if kind}


def _years(db: sqlite3.Connection, numbers: Numbers) -> Callable[[int], frozenset[int]]:
    """The years of each passage, by its number: those of all its places."""
    column = numbers.column("I")
    known: dict[frozenset[int], int] = {frozenset(): 0}
    sets = [*known]
    for passage, dates in db.execute("SELECT passage, dates FROM places"):
        years = sets[column[passage]] | years_of(dates)
        if years not in known:
            known[years] = len(sets)
            sets.append(years)
        column[passage] = known[years]
    return lambda number: sets[column[number]]


class Units:
    """The sections in which passages stand: a document, and the headings above. Most stand in one."""

    def __init__(self, db: sqlite3.Connection, numbers: Numbers) -> None:
        self._numbers, self._first = numbers, numbers.column("q")
        self._others: dict[int, set[int]] = {}
        known: dict[str, int] = {}
        for passage, document, headings in db.execute("SELECT passage, document, headings FROM places"):
            unit = document << _SHIFT | known.setdefault(headings, len(known))
            if self._first[passage] == NOTHING:
                self._first[passage] = unit
            else:
                self._others.setdefault(passage, set()).add(unit)

    def sections(self, passage_id: str) -> frozenset[int]:
        """What the sections of a passage are known by."""
        number = self._numbers.of(passage_id)
        return frozenset((self._first[number], *self._others.get(number, ())))

    def documents(self, passage_id: str) -> frozenset[int]:
        """What its documents are known by."""
        return frozenset(unit >> _SHIFT for unit in self.sections(passage_id))


class PassageTables:
    """The columns of a store that is opened for reading."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self._db)

    @cached_property
    def sizes(self) -> Sizes:
        """How much every passage adds to its years."""
        return Sizes(self._db, self._numbers)

    @cached_property
    def units(self) -> Units:
        """Where every passage stands."""
        return Units(self._db, self._numbers)

    @cached_property
    def documents(self) -> Names:
        """Passage -> what its document, of several the first by id, is known by."""
        order = enumerate(self._db.execute("SELECT number FROM documents ORDER BY id"), 1)
        rank = {number: place for place, (number,) in order}
        first = self._numbers.column("I")
        for passage, document in self._db.execute("SELECT passage, document FROM places"):
            first[passage] = min(rank[document], first[passage] or rank[document])
        return Names(self._numbers, first, str)

    @cached_property
    def twins(self) -> Twins:
        """Every passage that has twins, with the name of its group."""
        return Twins(self._db)

    def beside(self, passage_ids: Iterable[str]) -> frozenset[str]:
        """The ids of all passages of the documents in which any of these stand, looked up in the store."""
        given = f"SELECT number FROM passages WHERE id {AMONG}"
        documents = f"SELECT document FROM places WHERE passage IN ({given})"
        beside = f"SELECT passage FROM places WHERE document IN ({documents})"
        rows = self._db.execute(f"SELECT id FROM passages WHERE number IN ({beside})", (id_numbers(passage_ids),))
        return frozenset(number_id(row[0]) for row in rows)
