"""What a journal article says of itself: title, authors, journal, date, language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.readers.header import CJK, KANA
from indexer.readers.trees import local
from indexer.readers.xml.elements import LANG, first, named, words

DATES = ("ppub", "pub", "epub-ppub", "epub", "collection", "")
"""Kinds of publication date, the best first: print before the web."""

EXTRA: Mapping[str, str] = {
    "volume": "volume", "issue": "issue", "elocation-id": "elocation", "trans-title": "translated title",
}  # fmt: skip
"""Element of the front matter -> the key it is kept under."""

ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def given(article: Any) -> dict[str, object]:
    """What the front matter says."""
    front = next((child for child in article if local(child) == "front"), None)
    if front is None:
        return {"lang": _language(article)}
    meta = next(named(front, "article-meta"), front)
    journal, pages = first(front, "journal-title"), _pages(meta)
    return {
        "title": _title(meta),
        "authors": list(_authors(meta)),
        "date": _date(meta),
        "lang": _language(article),
        "type": article.get("article-type"),
        "publisher": first(front, "publisher-name"),
        "source": journal,
        "pages": pages,
        "doi": next((words(each) for each in named(meta, "article-id") if each.get("pub-id-type") == "doi"), ""),
        "keywords": "; ".join(map(words, named(meta, "kwd"))),
        **{key: first(meta, name) for name, key in EXTRA.items()},
    }


def _title(meta: Any) -> str:
    """The title with its subtitle."""
    group = next((child for child in meta if local(child) == "title-group"), None)
    if group is None:
        return ""
    parts = [words(each, "fn", "xref") for each in group if local(each) in ("article-title", "subtitle")]
    return ": ".join(filter(None, parts))


def _authors(meta: Any) -> Iterator[str]:
    """Llewellyn Thompson, 新渡戸稲造; of a name in several scripts the first."""
    for contributor in named(meta, "contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = next(named(contributor, "name", "string-name", "collab", "anonymous"), None)
        if name is not None:
            yield _person(name) or "anonymous"


def _person(name: Any) -> str:
    """A name as it is said: the surname first where it is so in its language."""
    surname, given_names = first(name, "surname"), first(name, "given-names")
    if not surname or local(name) != "name":
        return words(name)
    if CJK.search(surname) or KANA.search(surname):
        return surname + given_names
    eastern = name.get("name-style") == "eastern"
    return " ".join(filter(None, (surname, given_names) if eastern else (given_names, surname)))


def _date(meta: Any) -> str:
    """The day, month or year of publication, in ISO 8601."""
    dates = {each.get("date-type") or each.get("pub-type") or "": each for each in reversed([*named(meta, "pub-date")])}
    ordered = [dates[kind] for kind in DATES if kind in dates] or list(dates.values())
    return next(filter(None, map(_iso, ordered)), "")


def _iso(date: Any) -> str:
    if found := ISO.match(date.get("iso-8601-date", "")):
        return found[0]
    parts = [first(date, name) for name in ("year", "month", "day")]
    known = parts[: next((index for index, part in enumerate(parts) if not part.isdigit()), 3)]
    return "-".join(part.zfill(2) for part in known)


def _pages(meta: Any) -> str:
    """117–140."""
    return first(meta, "page-range") or "–".join(filter(None, (first(meta, "fpage"), first(meta, "lpage"))))


def _language(article: Any) -> str:
    return str(article.get(LANG, "")).lower().partition("-")[0]
