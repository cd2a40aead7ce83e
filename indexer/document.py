"""What goes into an index: the values that pass from stage to stage, from a file to an engine."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

Span = tuple[int, int]
"""A half-open range of character offsets, (start, end)."""


class Sent:
    """A dataclass of two fields or more that passes from process to process: pickled as a call, six times as fast as
    field by field."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        kind: Any = type(self)
        return kind, _values_of(kind)(self)


@cache
def _values_of(kind: Any) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*(each.name for each in fields(kind)))


@dataclass(frozen=True, slots=True)
class Label:
    """A name shown to people, in both languages of the interface."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The name in `language`, or in the other one where it has none."""
        return (self.ja or self.en) if language == "ja" else (self.en or self.ja)


class Mark(NamedTuple):
    """Where in its source a text stands, from `offset` on until the next mark of the same `kind`.

    `kind` is `page`, `slide`, `sheet`, `row`, `item` (of an EPUB's spine) or `note`. `label` is what a citation says
    (`xii`, `117`, the name of a sheet), `number` counts from 1 within the file and is what a link goes to; 0 where the
    source has no such number.
    """

    offset: int
    kind: str
    label: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Block(Sent):
    """A heading (level 1 to 6) or a paragraph (level 0), as a reader found it.

    `hidden` are the spans of `text` that are shown but not searched, such as Wikipedia's note marks
    `[12]` or ruby readings; they are sorted and do not overlap. `marks` are the pages and the like that begin
    in the block, at offsets of `text` in rising order; a mark holds on into the blocks that follow, so a page break
    in the middle of a paragraph is a mark inside its block. `kind` is `note` for a footnote or an endnote, `row` for
    a row of a table, and empty for running text.
    """

    text: str
    level: int = 0
    hidden: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Document(Sent):
    """One document of a collection, as its reader gives it.

    `id` is the document's own (front matter, row) or its path below the source. `date` is ISO 8601 or EDTF
    level 1 (`1994-06-28`, `1933/1936`, `1990~`) as written. `actors` are ids or names, as written. `work` is
    the larger work that a row is part of (the key `doc`), `parallel` the id of the same text in the other
    language. `authors` wrote it, in the order given; `type` says what it is (letter, telegram), `archive` where the
    original lies, box and folder included, `publisher` who published it. `extra` keeps what the source said besides.
    `lang` is `ja`, `en` or another ISO 639 code. `path` is the file below its source, and inside an archive
    `bundle.zip!/inner/cable.txt`. `origins` says of the fields above who said so: (field, origin), where the origin is
    `sidecar`, `header` (front matter, a row's columns), `document` (its own title page or markup), `properties` (of
    the file) or `inferred`.
    """

    id: str
    title: str
    lang: str
    blocks: tuple[Block, ...]
    path: str = ""
    date: str = ""
    source: str = ""
    actors: tuple[str, ...] = ()
    work: str = ""
    parallel: str = ""
    authors: tuple[str, ...] = ()
    type: str = ""
    archive: str = ""
    publisher: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage(Sent):
    """What is searched, ranked and shown: a paragraph or so of one document.

    `id` depends on `text` alone, so it survives re-indexing and identical passages share it. `ordinal` counts
    the document's passages from 0. `heading_path` leads from the document's top heading to the passage.
    Paragraphs inside `text` are parted by a blank line; `continues` says that the passage begins in the
    middle of a paragraph. `opens` names what begins with it: the `document`, a `section`. `marks` say where in its
    source it stands, those in force where it begins at offset 0; `kind` is that of its blocks.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    lang: str
    heading_path: tuple[str, ...] = ()
    hidden: tuple[Span, ...] = ()
    continues: bool = False
    opens: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    kind: str = ""


class Token(NamedTuple):
    """A term and where it was written: `passage.text[start:end]` is the surface, through every fold.

    `position` counts the terms of one layer; terms stacked on one another share a position, and a gap means
    that something not searched (punctuation) stood between.
    """

    text: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class DateSpan(Sent):
    """The days from `first` to `last`, both included; `inherited` from a heading or the document's own date."""

    first: date
    last: date
    inherited: bool = False
    approximate: bool = False

    @property
    def years(self) -> range:
        """The years touched; empty for a span of more than 200 years, which dates nothing."""
        length = self.last.year - self.first.year + 1
        return range(self.first.year, self.last.year + 1) if length <= 200 else range(0)

    @property
    def iso(self) -> str:
        """The shortest ISO 8601 form: 1994, 1994-12, 1994-12-06; an interval as 1933/1936."""
        first, last = self.first.isoformat(), self.last.isoformat()
        if first == last:
            return first
        if first.endswith("-01-01") and last.endswith("-12-31"):
            return first[:4] if first[:4] == last[:4] else f"{first[:4]}/{last[:4]}"
        whole_month = first.endswith("-01") and self.last.day == monthrange(self.last.year, self.last.month)[1]
        return first[:7] if first[:7] == last[:7] and whole_month else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Era:
    """A period of the collection; either bound may be open."""

    id: str
    label: Label
    first: date | None = None
    last: date | None = None
    parent: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """A person, state, organization (an actor) or a term, with every name it goes by.

    `kind` is `person`, `state`, `organization` or `term`. `names` holds the labels too, and a person's `surname` if no
    other has it.
    """

    id: str
    kind: str
    label: Label
    names: tuple[str, ...]
    surname: str = ""


@dataclass(frozen=True, slots=True)
class Metadata(Sent):
    """What a passage is about besides its words: dates in order of time, era ids, actor ids."""

    dates: tuple[DateSpan, ...] = ()
    eras: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def years(self) -> list[int]:
        """Every year that its dates touch, in order."""
        return sorted({year for span in self.dates for year in span.years})


@dataclass(frozen=True, slots=True)
class IndexEntry(Sent):
    """A passage as an engine takes it: finished terms, nothing left to analyse.

    `texts` maps each text field of the schema to its terms in one line (see terms), `keywords` each keyword
    field to its values.
    `dates` are (first, last) proleptic Gregorian ordinals. `order` sorts passages as documents read.
    """

    id: str
    texts: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: tuple[tuple[int, int], ...] = ()
    order: tuple[str, int] = ("", 0)
