"""How a passage is cited: the facts of it, and the styles that put them in order.

Sources of the styles: The Chicago Manual of Style, 17th ed., ch. 14; Publication Manual of the APA, 7th ed., ch. 9 and
10; SIST 02-2007 (科学技術情報流通技術基準 参照文献の書き方). Every citation ends in a seal by which `sakuin cite
verify` can tell whether the text is still the one that was cited.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from indexer.document import Label
from indexer.metadata import edtf
from indexer.storage.records import Place

HASH_DIGITS = 12
AUTHOR_KEYS = ("author", "creator", "著者", "作者")
"""What documents call their author in front matter and columns; the first that is there counts."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a passage. `date` is as written (ISO 8601 or EDTF), `paragraph` counts the document's
    passages from 1, `hash` is the beginning of the SHA-256 of the text in UTF-8, `address` the permalink."""

    id: str
    document: str
    paragraph: int
    hash: str
    author: str
    title: str
    headings: tuple[str, ...]
    date: str
    source: str
    collection: str
    lang: str
    address: str

    @property
    def seal(self) -> str:
        """What a citation is verified by: [sakuin nato-03.ja ¶5 0123456789abcdef sha256:0123456789ab]."""
        return f"[sakuin {_plain(self.document)} ¶{self.paragraph} {self.id} sha256:{self.hash}]"


def text_hash(text: str) -> str:
    """The short hash of a text, which any other program can make too."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _plain(document_id: str) -> str:
    return re.sub(r"[\s\[\]%]", lambda found: quote(found[0]), document_id)


def cited(place: Place, collection: Label, base: str) -> Cited:
    """The facts of a passage at one of its places; `base` is the address of the search page, without a final slash."""
    document, passage = place.document, place.passage
    extra = {key.lower(): value for key, value in document.extra}
    headings = passage.heading_path
    return Cited(
        passage.id,
        document.id,
        passage.ordinal + 1,
        text_hash(passage.text),
        next((extra[key] for key in AUTHOR_KEYS if extra.get(key)), ""),
        document.title or document.id,
        headings[1:] if headings[:1] == (document.title,) else headings,
        document.date,
        document.source,
        collection.in_language(passage.lang),
        passage.lang,
        f"{base}/passage/{passage.id}" if base else "",
    )


def date_words(written: str, lang: str, year_first: bool = False) -> str:
    """A date in the words of a language, September 27, 1994 or 1994年9月27日; as written where it is open or unread."""
    span = edtf.parse(written)
    if span is None or any(part in ("", "..") for part in written.split("/")):
        return written
    words = "–".join(_point_words(part, lang, year_first) for part in span.iso.split("/"))
    if span.approximate:
        return f"{words}頃" if lang == "ja" else f"ca. {words}"
    return words


def _point_words(iso: str, lang: str, year_first: bool) -> str:
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    if lang == "ja":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if not month:
        return str(year)
    within = f"{_MONTHS[month - 1]} {day}" if day else _MONTHS[month - 1]
    return f"{year}, {within}" if year_first else f"{within}, {year}" if day else f"{within} {year}"


def _chicago(c: Cited, today: date) -> str:
    quoted = f"「{c.title}」" if c.lang == "ja" else f"“{c.title}”"
    parts = [c.author, quoted, *c.headings, date_words(c.date, c.lang), c.source, c.collection, f"¶ {c.paragraph}"]
    # American punctuation stands inside the closing quotation mark.
    text = ", ".join(filter(None, (*parts, c.address))).replace("”,", ",”")
    return f"{text}."


def _apa(c: Cited, today: date) -> str:
    when = date_words(c.date, c.lang, year_first=True) or ("日付不明" if c.lang == "ja" else "n.d.")
    section = ", ".join((*c.headings, f"第{c.paragraph}段落" if c.lang == "ja" else f"para. {c.paragraph}"))
    # A work without an author begins with its title.
    head = f"{c.author}. ({when}). {c.title} ({section})" if c.author else f"{c.title} ({section}). ({when})"
    return _sentences((head, c.source, c.collection, c.address))


def _sist02(c: Cited, today: date) -> str:
    when = date_words(c.date, "ja")
    seen = f"{c.address}, (参照 {today.isoformat()})" if c.address else ""
    return _sentences((c.author, c.title, *c.headings, c.source, when, c.collection, f"第{c.paragraph}段落", seen))


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
    Style("sist02", Label("SIST 02", "SIST 02"), _sist02),
)


def citation(facts: Cited, style: Style, today: date) -> str:
    """A citation with its seal."""
    return f"{style.write(facts, today)} {facts.seal}"


def citations(facts: Cited, today: date) -> Mapping[str, str]:
    """A citation in every style, by its name."""
    return {style.name: citation(facts, style, today) for style in STYLES}
