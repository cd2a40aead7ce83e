"""Whether what a project cites still stands in the index in force, with a sentence on the whole and what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.storage.records import Place
from search_app.export.verification import CHANGED, GONE, MISQUOTED, UNCHANGED, UNKNOWN, Change, Earlier, verify
from search_app.labels import LABELS
from search_app.projects.choosing import at_document, document_item, passage_item, renewed, whole_hash
from search_app.projects.values import Item
from search_app.search.searcher import Searcher

MOVED, UNCHECKED = "moved", "unchecked"

STATUSES = (CHANGED, GONE, MOVED, MISQUOTED, UNKNOWN, UNCHECKED)
"""What there may be to say of an item, in the order in which a sentence says it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of an item. `place` is where its text stands now, or what stands in its place; `changes` lead from
    the text that was cited to that; `now` is the item as it would be cited today, where it would be otherwise. An
    unchecked one was not come to in the time of one answer."""

    item: Item
    status: str
    place: Place | None = None
    changes: tuple[Change, ...] = ()
    now: Item | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the citation holds, perhaps at another place."""
        return self.status in (UNCHANGED, MOVED)


def verified(searcher: Searcher, items: Iterable[Item], earlier: Earlier, base: str) -> tuple[Finding, ...]:
    """What became of every item."""
    return tuple(_finding(searcher, item, earlier, base) for item in items)


def _finding(searcher: Searcher, item: Item, earlier: Earlier, base: str) -> Finding:
    if searcher.budget.spent("time-seals"):
        return Finding(item, UNCHECKED)
    return (_document if item.is_document else _passage)(searcher, item, earlier, base)


def _passage(searcher: Searcher, item: Item, earlier: Earlier, base: str) -> Finding:
    found = verify(searcher, item.seal, earlier)
    status = MOVED if found.moved else found.status
    if found.place is None or status == UNCHANGED:
        return Finding(item, status, found.place)
    now = renewed(item, passage_item(searcher, found.place, base))
    return Finding(item, status, found.place, found.changes, now)


def _document(searcher: Searcher, item: Item, earlier: Earlier, base: str) -> Finding:
    """A document is unchanged where all its passages are; under another id it is found by the first of them."""
    store = searcher.library.store
    places = store.passages_of(item.facts.document)
    if places and whole_hash(places) == item.facts.hash:
        return Finding(item, UNCHANGED, places[0])
    elsewhere = (place for place in store.places(item.first) if place.passage.ordinal == 0)
    moved = next((p for p in elsewhere if whole_hash(store.passages_of(p.document.id)) == item.facts.hash), None)
    if moved is None and not places:
        return Finding(item, GONE)
    place = moved or at_document(places, item.facts.document)
    fresh = document_item(searcher, place.document.id, base)
    return Finding(item, MOVED if moved else CHANGED, place, (), renewed(item, fresh) if fresh else None)


def counted(findings: Iterable[Finding], before: Mapping[str, int] | None = None) -> Counter[str]:
    """How many items there are of each status; `before` are those that were counted in an answer before."""
    return Counter(before or {}) + Counter(finding.status for finding in findings)


def sentence(counts: Mapping[str, int], lang: str) -> str:
    """What became of all: 2 of 41 passages changed, 1 is gone; 41件のうち、変わったもの2件、なくなったもの1件。"""
    total, many = sum(counts.values()), "project-said-{}" + ("-many" if lang == "en" else "")
    said = [(status, counts.get(status, 0)) for status in STATUSES if counts.get(status, 0)]
    if not said:
        return LABELS["project-all-sound" if total else "project-empty"].in_language(lang).format(n=total)
    keys = (("project-said-{}" if n == 1 else many).format(status) for status, n in said)
    parts = [LABELS[key].in_language(lang).format(n=n) for key, (_, n) in zip(keys, said, strict=True)]
    comma = LABELS["comma"].in_language(lang)
    return LABELS["project-of-all"].in_language(lang).format(n=total, parts=comma.join(parts))
