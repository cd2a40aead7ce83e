"""Groups of twins: kept in the store, and after each run worked out again for what the run touched and nothing else.

Near-duplicates are no equals: A may be a twin of B and B of C, but C none of A. So a group is a star: a passage and
twins of it (Aslam, Pelekhov and Rus 2004, "The star clustering algorithm"). Centres are taken by the number of their
twins, then by id, so that groups depend on the passages alone and not on the order or the number of runs.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache

from indexer.pipeline.near_duplicates import BANDS, RESEMBLANCE, Facts, agree, facts, letters, resemblance, shingles
from indexer.storage.records import id_number, number_id
from indexer.storage.store_writer import StoreWriter

HUBS = 8
"""Of the passages that share a band each is compared with the first so many, by id: a footer that stands in thousands
of variants need not be compared millions of times."""

KEPT = 2_000
"""Texts remembered in the form they are compared in, about 50 kB each."""

Near = Mapping[str, frozenset[str]]
"""Passage -> its twins."""

BAND = "I"
"""A band as it is kept: its lowest 32 bits. Two that are the same by chance cost a comparison; among 100,000 passages
there are ten such pairs."""


def packed(bands: Iterable[int]) -> bytes:
    """The bands of a passage in one string, as the store keeps them."""
    return array(BAND, (band % 2**32 for band in bands)).tobytes()


def stars(near: Near) -> dict[str, str]:
    """Passage -> the name of its group, which is the id of the passage in its middle. Who has no group is left out."""
    names: dict[str, str] = {}
    for centre in sorted(near, key=lambda passage: (-len(near[passage]), passage)):
        free = [passage for passage in near[centre] if passage not in names]
        if centre not in names and free:
            names |= dict.fromkeys((centre, *free), centre)
    return names


class Groups:
    """What one run does to the groups: it tells of new passages and of those that are gone, then settles."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store
        self._new: set[str] = set()

    def keep(self, passage_id: str) -> None:
        """A passage is new, or stands elsewhere than it did."""
        self._new.add(passage_id)

    def settle(self, gone: Iterable[str]) -> None:
        """Bring the store's groups up to date, now that all passages are kept and those `gone` stand nowhere, but are
        not yet dropped."""
        missing = set(gone)
        touched = self._new | missing
        if touched:
            sharing = Sharing(self._store.bands())
            seeds = {passage for found in sharing.of(touched) for passage in found} | self._new
            sharing.leave_out(missing)
            near = _Comparison(self._store, sharing).around(seeds - missing)
            self._store.set_twins(seeds | near.keys() | missing, stars(near))


class Sharing:
    """Which passages have a band in common, looked up for as many passages at once as are asked for."""

    def __init__(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """`rows` are passages, by the numbers of their ids, with their bands as `packed` makes them."""
        found = list(rows)
        self._ids = [number for number, _ in found]
        self._bands = array(BAND, b"".join(bands for _, bands in found))
        self._places = {number: place for place, number in enumerate(self._ids)}

    def leave_out(self, passages: Iterable[str]) -> None:
        """Passages that share nothing any more."""
        for passage in passages:
            if (number := id_number(passage)) is not None:
                self._places.pop(number, None)

    def of(self, passages: Iterable[str]) -> Iterator[list[str]]:
        """For every band of these passages that more than one passage has, those that have it, by id."""
        numbers = map(id_number, passages)
        wanted = [self._places[number] for number in numbers if number in self._places]
        for number in range(BANDS):
            column = self._bands[number::BANDS]
            for places in places_repeated(column, {column[place] for place in wanted}):
                sharing = [self._ids[place] for place in places if self._ids[place] in self._places]
                if len(sharing) > 1:
                    yield sorted(map(number_id, sharing))


FEW = 20
"""Values up to which a column is searched for each of them, which is faster than to go through it once."""


def places_repeated(column: "array[int]", values: Set[int], few: int = FEW) -> Iterable[list[int]]:
    """The places of each of these values that stands in a column more than once; nearly all stand there once."""
    if len(values) <= few:
        whole = column.tobytes()
        found = (_places_of(whole, array(BAND, [value]).tobytes()) for value in values)
        return [places for places in found if len(places) > 1]
    first: dict[int, int] = {}
    again: dict[int, list[int]] = {}
    for place, value in enumerate(column):
        if value in values and (before := first.setdefault(value, place)) != place:
            again.setdefault(value, [before]).append(place)
    return again.values()


def _places_of(column: bytes, value: bytes) -> list[int]:
    """Which of the values of a column, each as long as this one, are equal to it."""
    places, at = [], column.find(value)
    while at >= 0:
        place, within = divmod(at, len(value))
        if not within:
            places.append(place)
        at = column.find(value, at + 1)
    return places


class _Comparison:
    """Compares passages that share a band."""

    def __init__(self, store: StoreWriter, sharing: Sharing) -> None:
        self._store = store
        self._sharing = sharing
        self._shingles = lru_cache(KEPT)(self._read_shingles)
        self._facts = lru_cache(KEPT)(self._read_facts)
        self._decided = lru_cache(50 * KEPT)(self._decide)

    def around(self, seeds: Iterable[str]) -> Near:
        """The twins of the seeds, those of their twins, and so on: whole components, each seed's own among them."""
        near: dict[str, frozenset[str]] = {}
        waiting = set(seeds)
        while waiting:
            others = self._others(waiting)
            for passage in sorted(others):
                near[passage] = frozenset(other for other in others[passage] if self._twins(passage, other))
            waiting = {twin for passage in others for twin in near[passage]} - near.keys()
        return near

    def _others(self, passages: set[str]) -> dict[str, dict[str, None]]:
        """Who each of some passages is compared with; one that shares no band is left out."""
        found: dict[str, dict[str, None]] = {}
        for sharing in self._sharing.of(passages):
            hubs = sharing[:HUBS]
            for passage in passages.intersection(sharing):
                among = found.setdefault(passage, {})
                among |= dict.fromkeys(o for o in (sharing if passage in hubs else hubs) if o != passage)
        return found

    def _twins(self, a: str, b: str) -> bool:
        return self._decided(min(a, b), max(a, b))

    def _decide(self, a: str, b: str) -> bool:
        if resemblance(self._shingles(a), self._shingles(b)) < RESEMBLANCE:
            return False
        return agree(self._facts(a), self._facts(b))

    def _read_shingles(self, passage: str) -> frozenset[str]:
        return shingles(letters(*self._store.text(passage)))

    def _read_facts(self, passage: str) -> Facts:
        return facts(*self._store.text(passage))
