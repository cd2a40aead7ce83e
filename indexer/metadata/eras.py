"""The periods a passage belongs to: those of the collection, or decades where it names none."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from indexer.collection import Collection
from indexer.document import DateSpan, Era, Label
from indexer.metadata.names import NameFinder, finder

_DECADE = re.compile(r"(?P<year>[0-9]{1,4})s")


def find(spans: Iterable[DateSpan], heading_path: Iterable[str], collection: Collection) -> tuple[str, ...]:
    """Ids of the eras that `spans` lie in or cover whole, or that a heading names, and of the eras around them.

    In the order of the collection; without eras of its own, decades ("1990s") in order of time. A span of
    more than 200 years gives none.
    """
    dating = [span for span in spans if span.years]
    if not collection.eras:
        return tuple(f"{decade}s" for decade in sorted({year // 10 * 10 for span in dating for year in span.years}))
    named = {id for heading in heading_path for id in _names(collection).find(heading)}
    found = named | {era.id for era in collection.eras if any(_dates(era, span) for span in dating)}
    return _with_parents(found, collection)


def labels(collection: Collection, ids: Iterable[str]) -> dict[str, Label]:
    """The label of each id."""
    return {id: label(collection, id) for id in ids}


def label(collection: Collection, id: str) -> Label:
    """The name of an era in both languages: 1990年代 / 1990s for a decade, the id itself for an unknown one."""
    if known := _labels(collection).get(id):
        return known
    decade = _DECADE.fullmatch(id)
    return Label(f"{decade['year']}年代", id) if decade else Label(id, id)


def _dates(era: Era, span: DateSpan) -> bool:
    first, last = era.first or date.min, era.last or date.max
    within = first <= span.first and span.last <= last
    return within or (span.first <= first and last <= span.last)


def _with_parents(ids: set[str], collection: Collection) -> tuple[str, ...]:
    parents = {era.id: era.parent for era in collection.eras}
    found: set[str] = set()
    for id in ids:
        while id and id not in found:
            found.add(id)
            id = parents.get(id, "")
    return tuple(id for id in parents if id in found)


@lru_cache(maxsize=8)
def _names(collection: Collection) -> NameFinder:
    names = ((name, era.id) for era in collection.eras for name in (era.label.ja, era.label.en, *era.names))
    return finder(names)


@lru_cache(maxsize=8)
def _labels(collection: Collection) -> dict[str, Label]:
    return {era.id: era.label for era in collection.eras}
