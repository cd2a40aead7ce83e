"""What a TEI file says of itself and of its documents: title, authors, date, people, places, where the original lies.

Read from the header (Guidelines, chapter 2), a letter's correspDesc (2.4.6), and for a document within a volume from
its dateline, its names and the attributes of the Foreign Relations series. The day on which the file was published
dates nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from indexer.readers.languages import language
from indexer.readers.trees import local
from indexer.readers.xml.elements import below, children, named
from indexer.readers.xml.elements import words as plain_words

XML = "{http://www.w3.org/XML/1998/namespace}"
ID, LANG = f"{XML}id", f"{XML}lang"
NAMES = frozenset({"persName", "orgName"})
POINTERS = ("corresp", "ref", "key", "sameAs")
MAIN = ("complete", "main", "full", "")
"""Types of title, the best first: FRUS has its volume's complete title, series and volume apart."""

DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")
YEAR = re.compile(r"\d{4}|年")
SOURCE = re.compile(r"Source: (.{1,400}?)(?<!\b[A-Z])(?<!\bVol)(?<!\bNos)(?<!\bNo)(?<!\bpt)\.(?:\s|$)")
"""`Source: Department of State, Presidential Correspondence: Lot 66 D 204. Secret; Niact.`"""

DATED = frozenset({"dateline", "opener", "head", "closer", "docDate", "byline"})
"""Where a document gives its date, unlike the dates it speaks of."""

SHORT = 300
"""What describes the original in more characters than this is a study of it."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of a whole file; `names` are those of its lists of people, by the pointer to them (#p_KNS2)."""

    given: Mapping[str, object]
    names: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title, empty where there is none."""
        return str(self.given.get("title", ""))


def words(element: Any) -> str:
    """The words of an element without those of its notes."""
    return plain_words(element, "note")


def header_of(root: Any) -> Header:
    """What the header says: of a corpus, that of the whole."""
    head = next(named(root, "teiHeader"), None)
    names = dict(_names(root))
    if head is None:
        return Header({}, names)
    given = {**_bibliography(head), **_letter(head, names), "lang": _language(root, head)}
    return Header({key: value for key, value in given.items() if value}, names)


def whole(root: Any, header: Header) -> dict[str, object]:
    """What is said of a file that is one document; what the header leaves open is taken from the text."""
    text = next(children(root, "text"), None)
    if text is None:
        return dict(header.given)
    return {"date": _only_date(text), "actors": people(text, header.names), **header.given}


def part(element: Any, header: Header) -> dict[str, object]:
    """What is said of one document of a volume; a TEI element within a corpus has a header of its own."""
    if local(element) in ("TEI", "TEI.2"):
        return whole(element, header_of(element))
    return {
        "date": _dated(element),
        "lang": language(element.get(LANG, "")),
        "authors": _addressed(element, "from", header.names),
        "actors": people(element, header.names),
        "source": header.title,
        "publisher": header.given.get("publisher"),
        "archive": _archive_of(element),
        "recipient": "; ".join(_addressed(element, "to", header.names)),
        "places": "; ".join(dict.fromkeys(map(words, named(element, "placeName")))),
        "chapter": " / ".join(shorten(name, SHORT // 2, placeholder="…") for name in _chapters(element)),
        "keywords": _terms(element),
    }


def _bibliography(head: Any) -> dict[str, object]:
    """Title, authors, publisher and the original."""
    titles = {each.get("type", ""): words(each) for each in reversed(list(below(head, "titleStmt", "title")))}
    source = next((words(each) for each in below(head, "sourceDesc", "bibl", "biblFull", "biblStruct")), "")
    identifier = next(named(head, "msIdentifier"), None)
    dates = [*below(head, "creation", "date"), *below(head, "sourceDesc", "origDate", "date")]
    return {
        "title": next((titles[kind] for kind in MAIN if titles.get(kind)), "") or next(iter(titles.values()), ""),
        "authors": list(map(words, below(head, "titleStmt", "author"))),
        "publisher": next(map(words, below(head, "publicationStmt", "publisher", "authority")), ""),
        "date": _first(dates),
        "source": source if len(source) <= SHORT else "",
        "archive": ", ".join(filter(None, map(words, identifier))) if identifier is not None else "",
        "editor": "; ".join(map(words, below(head, "titleStmt", "editor"))),
        "keywords": _terms(head),
    }


def _letter(head: Any, names: Mapping[str, str]) -> dict[str, object]:
    """Who wrote to whom, when and from where (correspDesc); nothing for what is no letter."""
    actions = {each.get("type", ""): each for each in named(head, "correspAction")}
    sent, received = actions.get("sent"), actions.get("received")
    found: dict[str, object] = {}
    if sent is not None:
        found["authors"] = _called(sent, names)
        found["date"] = _first(named(sent, "date"))
        found["places"] = "; ".join(map(words, named(sent, "placeName", "settlement")))
    if received is not None:
        found["recipient"] = "; ".join(_called(received, names))
    return {key: value for key, value in found.items() if value}


def _language(root: Any, head: Any) -> str:
    """The language of the text; that of the root may be the header's."""
    text = next(children(root, "text"), None)
    used = [each.get("ident", "") for each in below(head, "langUsage", "language")]
    said = [text.get(LANG, "") if text is not None else "", used[0] if len(used) == 1 else "", root.get(LANG, "")]
    return language(next(filter(None, said), ""))


def _names(root: Any) -> Iterator[tuple[str, str]]:
    """The people of the lists in front: pointer and name."""
    for element in root.iter():
        key = element.get(ID) if isinstance(element.tag, str) else None
        if not key:
            continue
        name = element if local(element) in NAMES else None
        if local(element) in ("person", "org"):
            name = next(named(element, *NAMES), None)
        if name is not None:
            yield f"#{key}", words(name).rstrip(",;: ")


def people(element: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    """Whoever is named in an element with a pointer to a list; by the name in the list, else as written."""
    found = (name for each in named(element, *NAMES) if _pointers(each) for name in _known(each, names))
    return tuple(dict.fromkeys(filter(None, found)))


def _known(element: Any, names: Mapping[str, str]) -> list[str]:
    listed = [names[pointer] for pointer in _pointers(element) if pointer in names]
    return listed or [words(element)]


def _called(element: Any, names: Mapping[str, str]) -> list[str]:
    return [name for each in named(element, *NAMES) for name in _known(each, names)]


def _pointers(element: Any) -> list[str]:
    return " ".join(element.get(key, "") for key in POINTERS).split()


def _chapters(element: Any) -> list[str]:
    """The headings of the divisions that hold a document, the outermost first."""
    heads = (next(children(outer, "head"), None) for outer in element.iterancestors())
    return [name for head in heads if (name := words(head))][::-1]


def _addressed(element: Any, kind: str, names: Mapping[str, str]) -> list[str]:
    """Who the heading of a document says that it is `from` or `to`."""
    heads = children(element, "head")
    return [name for head in heads for each in head.iter() if each.get("type") == kind for name in _known(each, names)]


def _archive_of(element: Any) -> str:
    """Where the original of a document of FRUS lies: the first sentence of its note on the source."""
    sources = (SOURCE.match(words(note)) for note in named(element, "note"))
    return next((found[1] for found in sources if found), "")


def _terms(element: Any) -> str:
    return "; ".join(dict.fromkeys(map(words, below(element, "keywords", "term"))))


def _dated(element: Any) -> str:
    """The date of a document: FRUS gives first and last moment as attributes, others at the head or the foot of it."""
    bounds = {key.rpartition("}")[2]: DAY.match(value) for key, value in element.attrib.items()}
    first, last = (bounds.get(f"doc-dateTime-{bound}") for bound in ("min", "max"))
    if first and last:
        return _interval(first[0], last[0])
    return _first(each for each in named(element, "date", "docDate") if _is_its_own(each, element))


def _only_date(text: Any) -> str:
    """The date of a text that has one dateline, as a letter has; a book may have many."""
    dates = [each for each in named(text, "date") if _is_its_own(each, text)]
    return _first(dates) if len(dates) == 1 else ""


def _is_its_own(date: Any, element: Any) -> bool:
    for outer in date.iterancestors():
        if local(outer) in DATED:
            return True
        if local(outer) == "note" or outer is element:
            return False
    return False


def _first(dates: Iterable[Any]) -> str:
    """The first date that is given by its attributes, else the first in words with a year."""
    found = list(dates)
    return next(filter(None, map(edtf, found)), "") or next(filter(YEAR.search, map(words, found)), "")


def edtf(date: Any) -> str:
    """The date that the attributes of an element give (att.datable), as EDTF; empty without any."""
    day = {key: found[0] for key in DATABLE if (found := DAY.match(date.get(key, "")))}
    if point := next((day[key] for key in ("when", "when-iso", "value") if key in day), ""):
        return point
    first, last = day.get("from") or day.get("notBefore"), day.get("to") or day.get("notAfter")
    return _interval(first or "..", last or "..") if first or last else ""


DATABLE = ("when", "when-iso", "value", "from", "to", "notBefore", "notAfter")
"""Attributes that say a date; `value` did so in P4."""


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
