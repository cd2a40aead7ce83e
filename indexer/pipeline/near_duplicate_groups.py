"""Groups of twins: kept in the store, and after each run worked out again for what the run touched and nothing else.

Near-duplicates are no equals: A may be a twin of B and B of C, but C none of A. So a group is a star: a passage and
twins of it (Aslam, Pelekhov and Rus 2004, "The star clustering algorithm"). Centres are taken by the number of their
twins, then by id, so that groups depend on the passages alone and not on the order or the number of runs.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from indexer.pipeline.near_duplicates import RESEMBLANCE, Facts, agree, facts, letters, resemblance, shingles
from indexer.storage.document_store import Store

HUBS = 8
"""Of the passages that share a band each is compared with the first so many, by id: a footer that stands in thousands
of variants need not be compared millions of times."""

KEPT = 2_000
"""Texts remembered in the form they are compared in, about 50 kB each."""

Near = Mapping[str, frozenset[str]]
"""Passage -> its twins."""


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

    def __init__(self, store: Store) -> None:
        self._store = store
        self._new: dict[str, tuple[int, ...]] = {}

    def keep(self, passage_id: str, bands: tuple[int, ...]) -> None:
        """A passage is new."""
        self._new[passage_id] = bands

    def settle(self, gone: Iterable[str]) -> None:
        """Bring the store's groups up to date, now that all passages are kept and those `gone` are taken out."""
        touched = self._store.drop_bands(gone)
        self._store.put_bands(sorted((band, passage) for passage, bands in self._new.items() for band in bands))
        touched.update(band for bands in self._new.values() for band in bands)
        if touched:
            seeds = self._store.in_bands(touched)
            near = _Comparison(self._store).around(seeds)
            self._store.set_twins(seeds | near.keys(), stars(near))


class _Comparison:
    """Compares passages that share a band."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sharing = store.shared_bands()
        self._bands: dict[str, list[int]] = {}
        for band, passages in self._sharing.items():
            for passage in passages:
                self._bands.setdefault(passage, []).append(band)
        self._shingles = lru_cache(KEPT)(self._read_shingles)
        self._facts = lru_cache(KEPT)(self._read_facts)
        self._decided = lru_cache(50 * KEPT)(self._decide)

    def around(self, seeds: Iterable[str]) -> Near:
        """The twins of the seeds, those of their twins, and so on: whole components, each seed's own among them."""
        near: dict[str, frozenset[str]] = {}
        for seed in sorted(seeds):
            waiting = [seed] if seed in self._bands and seed not in near else []
            while waiting:
                passage = waiting.pop()
                if passage not in near:
                    near[passage] = frozenset(o for o in self._others(passage) if self._twins(passage, o))
                    waiting += sorted(near[passage] - near.keys())
        return near

    def _others(self, passage: str) -> Iterator[str]:
        """Who is compared with a passage."""
        found: dict[str, None] = {}
        for band in self._bands[passage]:
            sharing = self._sharing[band]
            found |= dict.fromkeys(sharing if passage in sharing[:HUBS] else sharing[:HUBS])
        return (other for other in found if other != passage)

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
