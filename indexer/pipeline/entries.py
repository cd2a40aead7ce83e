"""From a document to what the store and the engine keep of it: passages, metadata, finished entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.analysis import Lines, finished_layers
from indexer.collection import Collection
from indexer.document import Document, IndexEntry, Metadata, Passage, Sent
from indexer.errors import why
from indexer.metadata import completed, describe
from indexer.metadata.date_keys import date_keys
from indexer.pipeline.near_duplicates import bands
from indexer.pipeline.passages import split
from indexer.pipeline.standing import Described, place_key
from indexer.schema import UNDATED
from indexer.terms import Terms, together

PLACES_APART = 10
"""Gaps between the titles of a passage that stands in several documents: no phrase crosses them."""


@dataclass(frozen=True, slots=True)
class Prepared(Sent):
    """A document ready to be kept, without the blocks of which its passages were made; the four sequences run side by
    side. A place that stands in the index as it is to be has no entry."""

    document: Document
    passages: tuple[Passage, ...]
    metadata: tuple[Metadata, ...]
    entries: tuple[IndexEntry | None, ...]
    bands: tuple[tuple[int, ...], ...]

    def rows(self) -> Iterator[tuple[Passage, Metadata, IndexEntry | None, tuple[int, ...]]]:
        """Passage by passage."""
        return zip(self.passages, self.metadata, self.entries, self.bands, strict=True)


def prepare_document(document: Document, collection: Collection, standing: frozenset[bytes] = frozenset()) -> Prepared:
    """All stages from a document to its entries; nothing is analysed for the places whose keys are `standing`."""
    document = completed(document)
    passages = tuple(_opening(split(document)))
    metadata = describe(document, passages, collection)
    finished = [
        None if standing and place_key(passage, about, document) in standing else _finished(passage, about, document)
        for passage, about in zip(passages, metadata, strict=True)
    ]
    entries = tuple(each and each[0] for each in finished)
    found = tuple(each[1] if each else () for each in finished)
    return Prepared(replace(document, blocks=()), passages, metadata, entries, found)


@dataclass(frozen=True, slots=True)
class Unprepared:
    """Why there is nothing to keep of a document, in words."""

    reason: str


def prepared_or_not(
    document: Document, collection: Collection, standing: frozenset[bytes] = frozenset()
) -> Prepared | Unprepared:
    """What `prepare_document` gives, or why it gives nothing: a document that no stage was made for costs only itself.

    What fails for the machine (a dictionary that cannot be opened) is raised, since it would fail for every document.
    """
    try:
        return prepare_document(document, collection, standing)
    except (OSError, ImportError):
        raise
    except Exception as error:
        return Unprepared(why(error))


def _finished(passage: Passage, about: Metadata, document: Described) -> tuple[IndexEntry, tuple[int, ...]]:
    body = finished_layers(passage.text, passage.hidden)
    return _entry(passage, body, about, document), bands(body)


def _opening(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each with what begins with it: a section where its headings are not those before it."""
    before: Passage | None = None
    for passage in passages:
        begins = before is None or before.heading_path != passage.heading_path
        opens = ("document",) * (before is None) + ("section",) * begins
        yield replace(passage, opens=opens)
        before = passage


def entry(passage: Passage, metadata: Metadata, document: Described) -> IndexEntry:
    """The entry of a passage at one place in a document."""
    return _entry(passage, finished_layers(passage.text, passage.hidden), metadata, document)


def _entry(passage: Passage, body: Lines, metadata: Metadata, document: Described) -> IndexEntry:
    heading, named = context_analysis("\n\n".join(passage.heading_path)), context_analysis(document.title)
    texts = {
        "body_w": body.w,
        "body_g": body.g,
        "heading_w": heading.w,
        "heading_g": heading.g,
        "title_w": named.w,
        "title_g": named.g,
        "keys": _keys(body, heading, named, metadata),
    }
    return IndexEntry(
        passage.id, texts, _keywords(passage, metadata, document),
        tuple((span.first.toordinal(), span.last.toordinal()) for span in metadata.dates),
        (passage.document_id, passage.ordinal),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def context_analysis(text: str) -> Lines:
    """The layers of a title or a heading path; many passages share one."""
    return finished_layers(text)


def _keys(body: Lines, heading: Lines, named: Lines, metadata: Metadata) -> Terms:
    dates = dict.fromkeys(key for span in metadata.dates for key in date_keys(span))
    return together((body.v, heading.v, named.v, *dates))


def _keywords(passage: Passage, metadata: Metadata, document: Described) -> dict[str, tuple[str, ...]]:
    return {
        "era": metadata.eras,
        "year": tuple(f"{year:04d}" for year in metadata.years) or (UNDATED,),
        "actor": metadata.actors,
        "author": document.authors,
        "type": tuple(filter(None, (document.type,))),
        "archive": tuple(filter(None, (document.archive,))),
        "doc": tuple(dict.fromkeys(filter(None, (document.work, passage.document_id)))),
        "lang": (passage.lang,),
        "opens": passage.opens,
    }


def merged(entries: Sequence[IndexEntry]) -> IndexEntry:
    """One entry for a passage that stands in several places: it is found by the headings and metadata of each. That of
    one place is the one which a run puts that meets it first."""
    first = entries[0]
    if len(entries) == 1:
        return first
    above = [name for name in first.texts if name.startswith(("heading_", "title_"))]
    texts = {name: together(dict.fromkeys(e.texts[name] for e in entries), PLACES_APART) for name in above}
    texts["keys"] = together(dict.fromkeys(key for e in entries for key in e.texts["keys"].split()))
    keywords = {name: _union([e.keywords[name] for e in entries]) for name in first.keywords}
    if any(year != UNDATED for year in keywords["year"]):
        keywords["year"] = tuple(year for year in keywords["year"] if year != UNDATED)
    dates = tuple(sorted({span for e in entries for span in e.dates}))
    return replace(
        first, texts={**first.texts, **texts}, keywords=keywords, dates=dates, order=min(e.order for e in entries)
    )


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))
