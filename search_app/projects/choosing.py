"""Passages and documents of an index as items of a project, as they are at this moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import takewhile

from indexer.storage.records import Place
from search_app.export.citations import Cited, cited, cited_whole, text_hash
from search_app.projects.values import MOST_LISTED, MOST_TEXT, MOST_WORDS, Highlight, Item
from search_app.search.searcher import Searcher


def moment() -> str:
    """Now: 2026-11-27T13:45:41Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def chosen_passages(searcher: Searcher, ids: Iterable[str], base: str, document: str = "") -> Iterator[Item]:
    """The passages of these ids as items, each at the place that it has in a document, or else at its first; ids that
    lead nowhere give none. Ends with the time that the answer may take."""
    for passage_id in takewhile(lambda _: not searcher.budget.spent("time-seals"), ids):
        places = searcher.library.store.places(passage_id)
        if places:
            yield passage_item(searcher, at_document(places, document), base)


def at_document(places: Sequence[Place], document: str) -> Place:
    """The place in a document, or the first of all."""
    return next((place for place in places if place.document.id == document), places[0])


def passage_item(searcher: Searcher, place: Place, base: str) -> Item:
    """A passage at one of its places; `base` as for `cited`."""
    facts = cited(place, searcher.library.collection.title, base)
    now = moment()
    return Item(_within(facts), place.passage.text[:MOST_TEXT], chosen=now, changed=now)


def chosen_documents(searcher: Searcher, ids: Iterable[str], base: str) -> Iterator[Item]:
    """The documents of these ids as items; as `chosen_passages`."""
    for document_id in takewhile(lambda _: not searcher.budget.spent("time-seals"), ids):
        if item := document_item(searcher, document_id, base):
            yield item


def document_item(searcher: Searcher, document_id: str, base: str) -> Item | None:
    """A whole document; None where there is none of this id."""
    store = searcher.library.store
    row, places = store.document(document_id), store.passages_of(document_id)
    if row is None or not places:
        return None
    facts = replace(cited_whole(row, searcher.library.collection.title, base), hash=whole_hash(places))
    first, now = places[0].passage, moment()
    return Item(_within(facts), first.text[:MOST_TEXT], chosen=now, changed=now, first=first.id)


def whole_hash(places: Sequence[Place]) -> str:
    """What a document is told by: the hash of the ids of its passages, a line each, in their order."""
    return text_hash("\n".join(place.passage.id for place in places))


def _within(facts: Cited) -> Cited:
    """The facts no longer than a project takes them."""
    clipped: dict[str, object] = {}
    for each in fields(facts):
        value = getattr(facts, each.name)
        if isinstance(value, str) and each.name not in ("id", "document"):
            clipped[each.name] = value[:MOST_WORDS]
        elif each.name in ("authors", "headings"):
            clipped[each.name] = tuple(text[:MOST_WORDS] for text in value[:MOST_LISTED])
    return replace(facts, years=facts.years[:MOST_LISTED], **clipped)  # type: ignore[arg-type]


def renewed(item: Item, fresh: Item) -> Item:
    """An item with the text and the place of now, and all that a person wrote of it; of what was marked, the words
    that still stand there."""
    marked = _still_marked(item, fresh.text)
    return replace(item, facts=fresh.facts, text=fresh.text, first=fresh.first, highlights=marked, kept=False)


def _still_marked(item: Item, text: str) -> tuple[Highlight, ...]:
    find: Callable[[Highlight], int] = lambda each: text.find(item.text[each.start : each.end])  # noqa: E731
    found = ((each, find(each)) for each in item.highlights)
    return tuple(replace(each, start=at, end=at + each.end - each.start) for each, at in found if at >= 0)
