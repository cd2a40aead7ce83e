"""Bibliographies that Zotero exports: RIS, which names the files of its items, and CSL-JSON, which does not."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import rispy

from indexer.errors import ReadError
from indexer.readers.encoding import decode
from indexer.readers.sidecars.entries import Entry, Item, archive, folded, language, people

TYPES: Mapping[str, str] = {
    "LETTER": "letter", "RPRT": "report", "JOUR": "article-journal", "JFULL": "article-journal",
    "NEWS": "article-newspaper", "MGZN": "article-magazine", "BOOK": "book", "CHAP": "chapter", "EBOOK": "book",
    "THES": "thesis", "MANSCPT": "manuscript", "PCOMM": "personal_communication", "ICOMM": "personal_communication",
    "ELEC": "webpage", "CONF": "paper-conference", "CPAPER": "paper-conference", "MAP": "map", "HEAR": "hearing",
    "CASE": "legal_case", "UNPB": "manuscript", "SOUND": "song", "VIDEO": "motion_picture", "GOVDOC": "report",
}  # fmt: skip
"""Types of RIS -> those of CSL (citeproc 1.0.2, appendix III), so that both bibliographies use the same words."""

ATTACHED = ("L1", "L2", "L4")
"""RIS tags of attached files: a PDF, a page, others."""

TAGS: Mapping[str, str] = {tag: tag for tag in (*rispy.TAG_KEY_MAPPING, "AV", "BT")}
"""The tags are kept as keys: two of them may mean the same, and all may stand several times."""

TOLD_BY = ("title", "issued", "author")
"""An item of CSL has an id, a type and one of these."""

DATE = re.compile(r"(\d{1,4})/(\d{1,2})?(?:/(\d{1,2})?)?")
YEAR = re.compile(r"\d{4}")
FILE_URL = re.compile(r"file://(?:localhost)?/*", re.IGNORECASE)

Tags = Mapping[str, Sequence[str]]


def ris(data: bytes) -> tuple[Entry, ...] | None:
    """The items of a RIS file. Raises ReadError where it is no text or holds none."""
    parser = rispy.RisParser(mapping=TAGS, list_tags=list(TAGS), delimiter_tags_mapping={}, skip_unknown_tags=True)
    found = tuple(_ris_entry(number, tags) for number, tags in enumerate(parser.parse(decode(data)), 1))
    if not found:
        raise ReadError("there is no reference in it; export it anew")
    return found


def _ris_entry(number: int, record: Mapping[str, Any]) -> Entry:
    """One reference; rispy gives the values of each tag as a list, that of TY by itself."""
    tags: Tags = {**record, "TY": [record["TY"]]}
    authors = [*tags.get("AU", ()), *tags.get("A1", ())]
    title = _first(tags, "TI", "T1", "BT")
    date = _day(_first(tags, "DA", "PY", "Y1"))
    given = {
        "title": title,
        "author": people(authors),
        "date": date,
        "lang": language(_first(tags, "LA")),
        "type": TYPES.get(_first(tags, "TY"), ""),
        "archive": archive(("", _first(tags, "DB")), ("", _first(tags, "AV", "AN")), ("", _first(tags, "CN"))),
        "publisher": _first(tags, "PB"),
        "source": _first(tags, "UR"),
    }
    attached = (value for tag in ATTACHED for value in tags.get(tag, ()))
    files = tuple(_path(value) for value in attached if "://" not in value or FILE_URL.match(value))
    return _entry(f"reference {number}", files, given, authors[0] if authors else "")


def _first(tags: Tags, *names: str) -> str:
    return next((value for name in names for value in tags.get(name, ()) if value), "")


def _day(text: str) -> str:
    """`1961/04/22/` is 1961-04-22, `1961/04//` is 1961-04; any other date stays as it is written."""
    found = DATE.match(text)
    if not found:
        return text
    year, *rest = (part for part in found.groups() if part)
    return "-".join([year.zfill(4), *(part.zfill(2) for part in rest)])


def _path(value: str) -> str:
    """The path of an attached file, which may be written as a file: URL (RFC 8089)."""
    return unquote(FILE_URL.sub("/", value)) if FILE_URL.match(value) else value


def csl(data: bytes) -> tuple[Entry, ...] | None:
    """The items of CSL-JSON (csl-data.json 1.0); None for JSON of another kind."""
    try:
        found = json.loads(decode(data))
    except (ValueError, RecursionError, ReadError):
        return None
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list) or not items or not all(map(_is_item, items)):
        return None
    return tuple(_csl_entry(number, item) for number, item in enumerate(items, 1))


def _is_item(item: object) -> bool:
    return (
        isinstance(item, dict) and item.keys() >= {"id", "type"} and bool({"title", "issued", "author"} & item.keys())
    )


def _csl_entry(number: int, item: Mapping[str, Any]) -> Entry:
    people_ = [name for name in item.get("author") or () if isinstance(name, dict)]
    names = [_name(name) for name in people_]
    given = {
        "title": _text(item, "title"),
        "author": people(names),
        "date": _issued(item.get("issued")),
        "lang": language(_text(item, "language")),
        "type": _text(item, "type"),
        "archive": archive(("", _text(item, "archive")), ("", _text(item, "archive_location"))),
        "publisher": _text(item, "publisher"),
        "source": _text(item, "URL"),
        "abstract": _text(item, "abstract"),
    }
    return _entry(f"item {number}", _attachments(item), given, names[0] if names else "")


def _attachments(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The files that Better BibTeX adds to an item; CSL itself has no field for them."""
    found = [each for each in item.get("attachments") or () if isinstance(each, dict)]
    return tuple(_path(path) for each in found if isinstance(path := each.get("path") or each.get("localPath"), str))


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return str(value).strip() if isinstance(value, str | int) else ""


def _name(name: Mapping[str, Any]) -> str:
    """`{"family": "Khrushchev", "given": "Nikita"}` is Khrushchev, Nikita."""
    parts = [_text(name, "family"), _text(name, "given")]
    return _text(name, "literal") or ", ".join(filter(None, parts))


def _issued(issued: object) -> str:
    """`{"date-parts": [[1961, 4, 22]]}` is 1961-04-22; two such lists are an interval."""
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    if not isinstance(parts, list):
        return _text(issued, "raw") or _text(issued, "literal")
    days = [[str(part) for part in day if part] for day in parts if isinstance(day, list)]
    return "/".join("-".join([day[0].zfill(4), *(part.zfill(2) for part in day[1:])]) for day in days if day)


def _entry(place: str, files: tuple[str, ...], given: Mapping[str, str], author: str) -> Entry:
    said = {key: value for key, value in given.items() if value}
    year = YEAR.search(given["date"])
    item = (folded(given["title"]), year[0] if year else "", folded(author.partition(",")[0]))
    return Entry(place, files, tuple(said.items()), item)


def is_named_after(stem: str, item: Item) -> bool:
    """Whether a file is named as Zotero names the files of an item: `Khrushchev - 1961 - Letter From Chairman`; the
    title may be cut off, the first author may have others behind (`Rusk et al.`)."""
    title, year, author = item
    creator, *rest = folded(stem).split(" - ", 2)
    if not (author and year and rest) or rest[0] != year:
        return False
    return creator.startswith(author) and title.startswith(rest[1] if len(rest) > 1 else "")


FORMATS: Mapping[str, tuple[Callable[[bytes], tuple[Entry, ...] | None], int]] = {".ris": (ris, 1), ".json": (csl, 2)}
"""Suffix -> how a bibliography is read, and its rank among sidecars."""
