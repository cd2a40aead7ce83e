"""The date of a document in the ways in which catalogues and people write it.

1950-05-26, 1950/1955, 1950~       ISO 8601 and EDTF (see edtf)
昭和25年5月26日, 26 May 1950, 1950/5/26   as in a text or a question (see dates)
c. 1950, 1950?, [1950], 1950年頃    about 1950; in brackets the cataloguer's own word (ISBD, area 4)
between 1950 and 1955, 1950年から1955年まで
before 1950, after 1950, 1950年以前     open on one side; 以前, 以降, since and until count the year itself
26.5.1950, 26/5/1950, 19500526     the day first, where the month cannot be meant by it
Moscow, April 18, 1961, 2 p.m.     the one date in a line
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from indexer.document import DateSpan
from indexer.metadata import dates, edtf

LONGEST = 120
"""Characters; what is longer than this is no date but a text."""

BRACKETED = re.compile(r"\[([^\[\]]+)\]|\(([^()]+)\)")
ABOUT = re.compile(
    r"(?:c\.|ca\b\.?|circa|approx(?:\.|imately)?|about|around|probably|perhaps|約|およそ|推定)\s*(.+)"
    r"|(.+?)\s*(?:\(\?\)|\?|頃|ごろ|前後|\(推定\))",
    re.IGNORECASE,
)
RANGE = re.compile(
    r"(?:between|from)\s+(.+?)\s+(?:and|to|until)\s+(.+)|(.+?)(?:から|より)(.+?)(?:まで)?", re.IGNORECASE
)
OPEN = re.compile(
    r"(?P<before>before|prior to|earlier than)\s+(?P<b>.+)|(?P<after>after|later than)\s+(?P<a>.+)"
    r"|(?:until|till|not after|not later than|by|up to)\s+(?P<until>.+)|(?:since|not before|from)\s+(?P<since>.+)"
    r"|(?P<until_ja>.+?)(?:以前|まで)|(?P<since_ja>.+?)(?:以後|以降|から)|(?P<before_ja>.+?)(?:より前|前)",
    re.IGNORECASE,
)
NOT_SO = re.compile(r"\b(?:before|after|until|since|not)\b|以前|以後|以降", re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*(?P<sign>[./-])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*(?P<year>\d{4})\.?")


@lru_cache(maxsize=4096)
def parse(written: str) -> DateSpan | None:
    """The days that are meant; None for what says no date (n.d., 日付不明) or may mean two (5/6/1950)."""
    text = " ".join(unicodedata.normalize("NFKC", written[: LONGEST + 1]).split())
    return _parse(text) if 0 < len(text) <= LONGEST else None


def bounded(written: str) -> DateSpan | None:
    """The same where both ends are told: None for `before 1950` and 1991/.. too."""
    span = parse(written)
    return None if span is None or span.first == date.min or span.last == date.max else span


def _parse(text: str) -> DateSpan | None:
    if exact := edtf.parse(text) or dates.parse_query(text):
        return exact
    if found := BRACKETED.fullmatch(text) or ABOUT.fullmatch(text):
        inner = _parse(next(filter(None, found.groups())))
        return replace(inner, approximate=True) if inner else None
    if (found := RANGE.fullmatch(text)) and (between := _between(*filter(None, found.groups()))):
        return between
    if found := OPEN.fullmatch(text):
        return _open(found)
    if found := DAY_FIRST.fullmatch(text):
        return _day_first(found)
    if found := COMPACT.fullmatch(text):
        return edtf.parse("-".join(found.groups()))
    return _only(text)


def _between(first: str, last: str) -> DateSpan | None:
    start, end = _parse(first.strip()), _parse(last.strip())
    if not start or not end or start.first > end.last:
        return None
    return DateSpan(start.first, end.last, approximate=start.approximate or end.approximate)


def _open(found: re.Match[str]) -> DateSpan | None:
    """before 1950 ends with 1949, until 1950 with 1950."""
    said = {name: value for name, value in found.groupdict().items() if value and name not in ("before", "after")}
    [(name, text)] = said.items()
    point = _parse(text.strip())
    if not point or point.first == date.min or point.last == date.max:
        return None
    if name in ("b", "before_ja"):
        return replace(point, first=date.min, last=point.first - timedelta(days=1))
    if name == "a":
        return replace(point, first=point.last + timedelta(days=1), last=date.max)
    return replace(point, first=date.min) if name.startswith("until") else replace(point, last=date.max)


def _day_first(found: re.Match[str]) -> DateSpan | None:
    """26.5.1950; with dots the day always comes first, otherwise only one of the two may be a month: not 5/6/1950."""
    day, month = int(found["day"]), int(found["month"])
    if max(day, month) <= 12 and month != day and found["sign"] != ".":
        return None
    if month > 12:  # 5/26/1950
        day, month = month, day
    return edtf.parse(f"{found['year']}-{month:02}-{day:02}")


def _only(text: str) -> DateSpan | None:
    """The date in a line that has just one, twice perhaps: 1950年(昭和25年)."""
    found = dates.find(text)
    spans = {each.span for each in found}
    return spans.pop() if len(spans) == 1 and not found[0].relative and not NOT_SO.search(text) else None
