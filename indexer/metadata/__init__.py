"""Says what a passage is about besides its words: when, in which period, and who.

This stage stands between the passages of a document and the index. It takes a document, its passages and
the collection, and gives one `Metadata` for each passage:

    dates    `dates.find` reads the passage. The forms are tables, `japanese_dates.FORMS` and
             `english_dates.FORMS` and `numeric_dates.FORMS`, each row with its example; `calendar` knows eras and
             numerals, `old_calendar` those before 1873, `mentions` resolves 同年, 翌日 and "the following year",
             `readings` says what a match means. `written` and `edtf` read the date that a document is given;
             `own_words` finds what it says of itself at its head and foot, where it is given none.
    eras     `eras.find` lays the dates over the periods of collection.toml, or counts decades.
    actors   `actors.actor_finder` looks for the names of the collection, with `names` as its engine.

Reading goes as a person reads: within a section (passages under the same headings) a date without a year
belongs to the year mentioned last, at the section's beginning to the date of the nearest dated heading, or
else of the document. Those dates are also inherited: each passage has them beside its own, marked
`inherited`, unless they say more than a year and the passage itself says something more exact. Where a document has
no date of its own, what it says that it covers is inherited instead.

    >>> from indexer.metadata import dates
    >>> [str(found.span.first) for found in dates.find("昭和20年8月6日、同月9日")]
    ['1945-08-06', '1945-08-09']
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.collection import Collection
from indexer.document import DateSpan, Document, Metadata, Passage
from indexer.metadata import dates, eras, written
from indexer.metadata.actors import actor_finder
from indexer.metadata.mentions import Focus
from indexer.metadata.own_words import completed

__all__ = ["completed", "describe", "describe_dated", "unread_dates"]

COVERS = ("covers", "coverage", "period", "対象時期", "期間")
"""Keys by which a document says of what time it tells, whenever it was written (Dublin Core: coverage)."""

NAMED = 5
"""So many documents are named in one sentence."""


def describe(document: Document, passages: Sequence[Passage], collection: Collection) -> tuple[Metadata, ...]:
    """What each of `passages` (of this document, in order) is about; one Metadata for each, in that order."""
    return describe_dated(document, passages, tuple(_dates(document, passages)), collection)


def describe_dated(
    document: Document, passages: Sequence[Passage], dated: Sequence[tuple[DateSpan, ...]], collection: Collection
) -> tuple[Metadata, ...]:
    """As `describe`, for passages whose dates are known; they do not depend on the collection."""
    finder = actor_finder(collection)
    given = finder.resolve(document.actors)
    named = finder.find_in(["\n".join((visible(passage), *passage.heading_path)) for passage in passages], given)
    return tuple(
        Metadata(
            dates=spans,
            eras=eras.find(spans, passage.heading_path, collection),
            actors=tuple(dict.fromkeys((*actors, *given))),
        )
        for passage, spans, actors in zip(passages, dated, named, strict=True)
    )


def unread_dates(documents: Iterable[Document]) -> tuple[str, ...]:
    """A sentence that names the documents whose date as written means no days that can be told; nothing for none."""
    unread = [document for document in documents if document.date and written.parse(document.date) is None]
    if not unread:
        return ()
    named = ", ".join(f"{document.date!r} of {document.id}" for document in unread[:NAMED])
    more = f" and {len(unread) - NAMED} more" if len(unread) > NAMED else ""
    return (f"dates not understood: {named}{more}; write them as 1950-05-26, 1950-05, 1950, 1950/1955 or 1950~",)


def visible(passage: Passage) -> str:
    """The text without its hidden spans: notes and readings name and date nothing."""
    text = passage.text
    for start, end in reversed(passage.hidden):
        text = text[:start] + text[end:]
    return text


def _dates(document: Document, passages: Iterable[Passage]) -> Iterator[tuple[DateSpan, ...]]:
    """Dates of each passage; the last one seen in a section is where the next passage begins."""
    home, about = written.parse(document.date), _covered(document)
    section: tuple[str, ...] | None = None
    inherited: tuple[DateSpan, ...] = ()
    focus: Focus | DateSpan | None = home
    for passage in passages:
        if passage.heading_path != section:
            section = passage.heading_path
            inherited, focus = _of_headings(section, home or about)
        found = dates.find(visible(passage), focus, home)
        focus = found[-1].focus if found else focus
        yield _merged([date.span for date in found], inherited)


def _covered(document: Document) -> DateSpan | None:
    """The time that the document says it tells of."""
    said = {key.lower(): value for key, value in document.extra}
    return next((written.parse(said[key]) for key in COVERS if said.get(key)), None)


def _of_headings(
    headings: tuple[str, ...], home: DateSpan | None
) -> tuple[tuple[DateSpan, ...], Focus | DateSpan | None]:
    """The dates of the innermost heading that has any, else the document's, with the focus they leave."""
    spans: tuple[DateSpan, ...] = (home,) if home else ()
    focus: Focus | DateSpan | None = home
    for heading in headings:
        if found := dates.find(heading, focus, home):
            spans, focus = tuple(date.span for date in found), found[-1].focus
    return spans, focus


def _merged(own: list[DateSpan], inherited: tuple[DateSpan, ...]) -> tuple[DateSpan, ...]:
    """Own dates and inherited ones, sorted; a day both own and inherited is own, and 1933/1936 yields to any."""
    kept = [span for span in inherited if not own or (span.last - span.first).days < 366]
    unique = {(span.first, span.last): replace(span, inherited=True) for span in kept}
    return tuple(sorted((unique | {(span.first, span.last): span for span in own}).values()))
