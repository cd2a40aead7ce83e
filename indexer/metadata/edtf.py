"""The date of a document as its front matter writes it: ISO 8601 and EDTF level 1, read to a DateSpan.

EDTF: Library of Congress, Extended Date/Time Format specification (ISO 8601-2), level 1, without years of
more than four digits or before the year 1.
"""

import re
from datetime import date

from indexer.collection import iso_days
from indexer.document import DateSpan

_QUALIFIED = re.compile(r"(?P<body>.*?)(?P<mark>[?~%]?)$")
_SEASON = re.compile(r"(?P<year>\d{4})-2[1-4]")
_UNSPECIFIED = re.compile(r"(?P<known>\d{2}(?:\d|X)X|\d{4}(?=-XX)|\d{4}-\d{2}(?=-XX))(?:-XX){0,2}")
_OPEN = ("", "..")


def parse(text: str) -> DateSpan | None:
    """The days meant by `1994-06-28`, `1933/1936`, `1990~`, `199X`, `../1945` or `1991/..`; a bad one is None."""
    parts = text.strip().split("/")
    if len(parts) == 1:
        return _point(parts[0])
    return _interval(*parts) if len(parts) == 2 else None


def _interval(start: str, end: str) -> DateSpan | None:
    if start in _OPEN and end in _OPEN:
        return None
    first = DateSpan(date.min, date.min) if start in _OPEN else _point(start)
    last = DateSpan(date.max, date.max) if end in _OPEN else _point(end)
    if not first or not last or first.first > last.last:
        return None
    return DateSpan(first.first, last.last, approximate=first.approximate or last.approximate)


def _point(text: str) -> DateSpan | None:
    found = _QUALIFIED.match(text)
    if not found or not (days := _days(found["body"])):
        return None
    season = bool(_SEASON.fullmatch(found["body"]))
    return DateSpan(*days, approximate=bool(found["mark"]) or season)


def _days(text: str) -> tuple[date, date] | None:
    """1994-21, the spring of 1994, is given as its year: which months it had depends on the hemisphere."""
    if found := _SEASON.fullmatch(text):
        return iso_days(found["year"])
    if not (found := _UNSPECIFIED.fullmatch(text)):
        return iso_days(text)
    first, last = iso_days(found["known"].replace("X", "0")), iso_days(found["known"].replace("X", "9"))
    return (first[0], last[1]) if first and last else None
