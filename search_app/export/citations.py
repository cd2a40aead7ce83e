"""How a passage is cited: the facts of it, and the styles that put them in order.

Sources of the styles: The Chicago Manual of Style, 17th ed., ch. 14; Publication Manual of the APA, 7th ed., ch. 9 and
10; MLA Handbook, 9th ed., ch. 5; SIST 02-2007 (科学技術情報流通技術基準 参照文献の書き方). A passage is cited by the
page (slide, sheet and row) on which it stands, and where its source has none by its paragraph. Every citation ends in
a seal by which `sakuin cite verify` can tell whether the text is still the one that was cited.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from indexer.document import DateSpan, Label, Span
from indexer.metadata.own_words import INFERRED
from indexer.metadata.written import bounded
from indexer.storage.records import DocumentRow, Place
from search_app.labels import LABELS
from search_app.reading.locators import BEGINNING, PAGE_KINDS, Locator, locator, locator_words

HASH_DIGITS = 12
AUTHOR_KEYS = ("author", "creator", "著者", "作者")
"""What documents may call their author in front matter and columns beside `authors`; the first that is there counts."""
MOST_AUTHORS = 3
"""Of more authors the first alone is named (Chicago 14.76: in a note, of four or more)."""
MOST_IN_MLA = 2
"""The same in MLA's style (MLA 5.8: of three or more)."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LONGEST_MONTH = 4
"""Letters of a month that MLA writes out: May, June, July (MLA, appendix 1)."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a passage.

    `date` is the document's own, as written (ISO 8601 or what else `written` reads); `inferred` says that nobody gave
    it and it was read from the text. `years` are those that the passage tells of, which are no date of it. `paragraph`
    counts the document's passages from 1, `hash` is the beginning of the SHA-256 of the text in UTF-8, `address` the
    permalink; `type` is what the document says it is (letter), `where` the page and the like of what is cited. Of a
    whole document `paragraph` is 0, and there is no hash.
    """

    id: str
    document: str
    paragraph: int
    hash: str
    authors: tuple[str, ...]
    title: str
    headings: tuple[str, ...]
    date: str
    source: str
    collection: str
    lang: str
    address: str
    type: str = ""
    archive: str = ""
    publisher: str = ""
    where: Locator = ()
    inferred: bool = False
    years: tuple[int, ...] = ()

    @property
    def issued(self) -> DateSpan | None:
        """The days of its date; None for no date, an open or an unread one."""
        return bounded(self.date)

    @property
    def pages(self) -> tuple[str, str]:
        """The pages or slides on which what is cited begins and ends; empty where its source has none."""
        return next(((part.first, part.last) for part in self.where if part.kind in PAGE_KINDS), ("", ""))

    @property
    def seal(self) -> str:
        """What a citation is verified by: [sakuin nato-03.ja ¶5 0123456789abcdef sha256:0123456789ab]."""
        return f"[sakuin {_plain(self.document)} ¶{self.paragraph} {self.id} sha256:{self.hash}]"


def text_hash(text: str) -> str:
    """The short hash of a text, which any other program can make too."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _plain(document_id: str) -> str:
    return re.sub(r"[\s\[\]%]", lambda found: quote(found[0]), document_id)


def authors_of(document: DocumentRow) -> tuple[str, ...]:
    """Who wrote a document, in the order given."""
    extra = {key.lower(): value for key, value in document.extra}
    return document.authors or tuple([extra[key] for key in AUTHOR_KEYS if extra.get(key)][:1])


def cited(place: Place, collection: Label, base: str, span: Span = BEGINNING) -> Cited:
    """The facts of a passage at one of its places; `base` is the address of the search page, without a final slash,
    `span` the match that is cited of it."""
    document, passage = place.document, place.passage
    where = locator(passage.marks, span)
    named = {part.first for part in where if part.kind == "sheet"}  # a sheet is a heading too, and is named once
    headings = tuple(heading for heading in passage.heading_path if heading not in named)
    return Cited(
        passage.id,
        document.id,
        passage.ordinal + 1,
        text_hash(passage.text),
        authors_of(document),
        document.title or document.id,
        headings[1:] if headings[:1] == (document.title,) else headings,
        document.date,
        document.source,
        collection.in_language(passage.lang),
        passage.lang,
        f"{base}/passage/{passage.id}" if base else "",
        document.type,
        document.archive,
        document.publisher,
        where,
        is_inferred(document),
        tuple(place.metadata.years),
    )


def cited_whole(document: DocumentRow, collection: Label, base: str) -> Cited:
    """The facts of a whole document, which has no seal: no citation in words is made of it."""
    return Cited(
        document.id,
        document.id,
        0,
        "",
        authors_of(document),
        document.title or document.id,
        (),
        document.date,
        document.source,
        collection.in_language(document.lang),
        document.lang,
        f"{base}/doc/{quote(document.id)}" if base else "",
        document.type,
        document.archive,
        document.publisher,
        inferred=is_inferred(document),
    )


def is_inferred(document: DocumentRow) -> bool:
    """Whether a document's date is none that it was given, but one that was read from its text."""
    return dict(document.origins).get("date") == INFERRED


def date_words(written: str, lang: str, first: str = "month", inferred: bool = False) -> str:
    """A date in the words of a language, September 27, 1994 or 1994年9月27日; as written where it is open or unread. In
    English its year or its day may come first: 1994, September 27; 27 Sept. 1994."""
    span = bounded(written)
    if span is None:
        return written
    words = "–".join(_point_words(part, lang, first) for part in span.iso.split("/"))
    if span.approximate:
        words = f"{words}頃" if lang == "ja" else f"ca. {words}"
    return f"{words} [{LABELS['origin-inferred'].in_language(lang)}]" if inferred else words


def _point_words(iso: str, lang: str, first: str) -> str:
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    if lang == "ja":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if not month:
        return str(year)
    name = _MONTHS[month - 1]
    if first == "day":
        short = name if len(name) <= _LONGEST_MONTH else f"{name[: 4 if name == 'September' else 3]}."
        return " ".join(filter(None, (str(day or ""), short, str(year))))
    within = f"{name} {day}" if day else name
    return f"{year}, {within}" if first == "year" else f"{within}, {year}" if day else f"{within} {year}"


def _names(authors: Sequence[str], lang: str, last: str, most: int = MOST_AUTHORS) -> str:
    """Several authors as one: A, B, and C, where `last` is ` and `; 甲、乙; of more than `most` A et al., 甲ほか."""
    if len(authors) > most:
        return f"{authors[0]}ほか" if lang == "ja" else f"{authors[0]} et al."
    if lang == "ja" or len(authors) < 2:
        return "、".join(authors)
    return ", ".join(authors[:-1]) + ("," if len(authors) > 2 else "") + last + authors[-1]


def _chicago(c: Cited, today: date) -> str:
    quoted = f"「{c.title}」" if c.lang == "ja" else f"“{c.title}”"
    where = locator_words(c.where, c.lang) or f"¶ {c.paragraph}"
    names, when = _names(c.authors, c.lang, " and "), date_words(c.date, c.lang, inferred=c.inferred)
    parts = [names, quoted, *c.headings, when, c.source, c.archive, c.collection, where]
    # American punctuation stands inside the closing quotation mark.
    text = ", ".join(filter(None, (*parts, c.address))).replace("”,", ",”")
    return f"{text}."


def _apa(c: Cited, today: date) -> str:
    when = date_words(c.date, c.lang, "year", c.inferred) or ("日付不明" if c.lang == "ja" else "n.d.")
    where = locator_words(c.where, c.lang) or (f"第{c.paragraph}段落" if c.lang == "ja" else f"para. {c.paragraph}")
    section, names = ", ".join((*c.headings, where)), _names(c.authors, c.lang, " & ")
    # A work without an author begins with its title.
    head = f"{names.rstrip('.')}. ({when}). {c.title} ({section})" if names else f"{c.title} ({section}). ({when})"
    return _sentences((head, c.source, c.archive, c.collection, c.address))


def _mla(c: Cited, today: date) -> str:
    # What holds the work and what holds that are a sentence each: the source, then the collection.
    where = locator_words(c.where, c.lang) or (f"第{c.paragraph}段落" if c.lang == "ja" else f"par. {c.paragraph}")
    when = date_words(c.date, c.lang, "day", c.inferred)
    title = f"「{c.title}」." if c.lang == "ja" else f"“{_ended(c.title)}”"
    within = _listed((c.source, when, c.archive, *c.headings, where))
    parts = (_names(c.authors, c.lang, ", and ", MOST_IN_MLA), title, within, _listed((c.collection, c.address)))
    return " ".join(part if part is title else _ended(part) for part in parts if part)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _sist02(c: Cited, today: date) -> str:
    # SIST 02 writes p. 117 in every language, and 第3段落, 1947年7月1日 in its own.
    where = locator_words(c.where, "en" if any(c.pages) else "ja") or f"第{c.paragraph}段落"
    seen = f"{c.address}, (参照 {today.isoformat()})" if c.address else ""
    parts = (
        "; ".join(c.authors),
        c.title,
        *c.headings,
        c.source,
        date_words(c.date, "ja", inferred=c.inferred),
        c.archive,
        c.collection,
    )
    return _sentences((*parts, where, seen))


def _sentences(parts: Iterable[str]) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


@dataclass(frozen=True, slots=True)
class Style:
    """A style of citation."""

    name: str
    label: Label
    write: Callable[[Cited, date], str]


STYLES = (
    Style("chicago", Label("シカゴ（注）", "Chicago (note)"), _chicago),
    Style("apa", Label("APA", "APA"), _apa),
    Style("mla", Label("MLA", "MLA"), _mla),
    Style("sist02", Label("SIST 02", "SIST 02"), _sist02),
)


def citation(facts: Cited, style: Style, today: date) -> str:
    """A citation with its seal."""
    return f"{style.write(facts, today)} {facts.seal}"


def citations(facts: Cited, today: date) -> Mapping[str, str]:
    """A citation in every style, by its name."""
    return {style.name: citation(facts, style, today) for style in STYLES}
