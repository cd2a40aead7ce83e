"""What the two languages' tables of date forms have in common: how a mention is held and resolved."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from indexer.document import DateSpan
from indexer.metadata import calendar
from indexer.metadata.old_calendar import SOLAR_SINCE, lunisolar_span

THIRDS = ((1, 10), (11, 20), (21, 31))
"""The days of 上旬, 中旬 and 下旬: early, mid and late in a month."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Month and day as written below a year; 12月2日と3日 has a second day, 7～9月 a second month.

    `listed` says that the two days are two dates (と, and), not the ends of a range. `third` is a part of the month
    (0 for 上旬), `season` one of the year (0 for spring), `leap` a second month of the same number in the old calendar.
    """

    month: int | None = None
    day: int | None = None
    month2: int | None = None
    day2: int | None = None
    listed: bool = False
    third: int | None = None
    season: int | None = None
    leap: bool = False

    def spans(self, year: int) -> tuple[DateSpan, ...]:
        """The days meant in `year`, cut to what is possible: 2月30日 is February. Empty for no such year."""
        if not 1 <= year <= calendar.LAST_YEAR:
            return ()
        if self.season is not None:
            return (calendar.season_span(year, self.season),)
        spans = [self._span(year, self.month, self.day)]
        if self.third is not None:
            first, last = THIRDS[self.third]
            month = spans[0]
            return (DateSpan(month.first.replace(day=first), month.last.replace(day=min(last, month.last.day))),)
        if self.month2 or self.day2:
            spans.append(self._span(year, self.month2 or self.month, self.day2))
        if len(spans) == 2 and not self.listed and spans[0] < spans[1]:
            return (DateSpan(spans[0].first, spans[1].last),)
        return tuple(spans)

    def old_spans(self, year: int) -> tuple[DateSpan, ...]:
        """The same of a year before 1873 in Japan's own calendar: 安政元年三月三日 is 31 March 1854."""
        span = lunisolar_span(year, self.month, self.day, self.leap) or lunisolar_span(year)
        end = lunisolar_span(year, self.month2 or self.month, self.day2) if self.day2 or self.month2 else None
        if not span or not end or end < span:
            return (span,) if span else ()
        return (span, end) if self.listed else (DateSpan(span.first, end.last),)

    @staticmethod
    def _span(year: int, month: int | None, day: int | None) -> DateSpan:
        cut = calendar.span(year, month, day) or calendar.span(year, month) or calendar.span(year)
        assert cut, "every year from 1 to LAST_YEAR has days"
        return cut


@dataclass(frozen=True, slots=True)
class Relative:
    """A mention that needs the date before it.

    `unit` says what moves by `shift`: `year` (同年8月, 翌年), `month` (同月12日), `day` (翌日); `unsaid` is a year
    left out (12月30日); `next` is the nearest such month or day after or before (翌28日, the previous December).
    """

    unit: str
    shift: int = 0
    parts: Parts = Parts()


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as it stands in the text, resolved (`spans`) or not (`relative`).

    `vague` mentions (decades) are not what a later 同年 refers to. `since` is the year from which a shortened one
    counts: 1900 after 1979年, 1925 after 昭和16年. `lunisolar` ones are of the old calendar (安政元年).
    """

    start: int
    end: int
    spans: tuple[DateSpan, ...] = ()
    relative: Relative | None = None
    vague: bool = False
    since: int | None = None
    lunisolar: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing a date: an example, the pattern as it is `written`, what to make of a match (None: no date).

    `begins` are the characters that it can begin with; it is tried at no others.
    """

    example: str
    written: str
    read: Callable[[re.Match[str]], Mention | None]
    begins: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first has something it could be: all of them take as long as a small search."""
        return _compiled(self.written)

    def may_be(self, query: str) -> bool:
        """Whether all of a query could be written so, by its first character."""
        return not self.begins or query[:1] in self.begins


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Focus:
    """What was mentioned last: the year, the month (its first day) and the full date, each by itself.

    They part in "1994年12月3日 … 1995年 … 同月12日": the year is 1995, the month still December 1994. In a year that
    was `lunisolar`, so are the months below it: 同年八月 after 安政元年.
    """

    year: int | None = None
    month: date | None = None
    day: date | None = None
    lunisolar: bool = False

    def moved(self, span: DateSpan, lunisolar: bool = False) -> "Focus":
        """The focus after `span`: its day, month or year, or the last year of a longer one (1941-45 -> 1945)."""
        year, month = span.last.year, span.last.replace(day=1)
        if span.first == span.last:
            return Focus(year, month, span.last, lunisolar)
        if span.first >= month:
            return Focus(year, month, self.day, lunisolar)
        return Focus(year, self.month, self.day, lunisolar)


def resolve(relative: Relative, focus: Focus, home: DateSpan | None = None) -> tuple[DateSpan, ...]:
    """The days meant by `relative` when `focus` was mentioned last; none where that does not say enough.

    `home` is the document's own date. A 12月3日 that the focus would place after it stands nearest to it: in
    a letter of November 1994 that plans "1995年のうちに", 12月3日 is in 1994.
    """
    try:
        spans = _RESOLVERS[relative.unit](relative, focus)
        if home and spans and relative.unit == UNSAID and spans[0].first > home.last:
            return _nearest(relative.parts, home.last)
    except (OverflowError, ValueError):
        return ()
    return spans


def _nearest(parts: Parts, day: date) -> tuple[DateSpan, ...]:
    turns = [parts.spans(day.year + step) for step in (0, -1, 1)]
    return min((turn for turn in turns if turn), key=lambda turn: abs(turn[0].first - day), default=())


def _by_year(relative: Relative, focus: Focus) -> tuple[DateSpan, ...]:
    if not focus.year:
        return ()
    year, parts = focus.year + relative.shift, relative.parts
    if focus.lunisolar and year < SOLAR_SINCE:
        return parts.old_spans(year)
    return () if parts.leap else parts.spans(year)


def _by_month(relative: Relative, focus: Focus) -> tuple[DateSpan, ...]:
    if not focus.month:
        return ()
    year, month = divmod(focus.month.year * 12 + focus.month.month - 1 + relative.shift, 12)
    return replace(relative.parts, month=month + 1).spans(year)


def _by_day(relative: Relative, focus: Focus) -> tuple[DateSpan, ...]:
    if not focus.day:
        return ()
    day = focus.day + timedelta(days=relative.shift)
    return (DateSpan(day, day),)


def _by_turn(relative: Relative, focus: Focus) -> tuple[DateSpan, ...]:
    """翌28日 after 27 September is the 28th; the following January after December is in the next year."""
    here = _by_year if relative.parts.month else _by_month
    start = focus.month if relative.parts.month and not relative.parts.day else focus.day
    turns = [here(replace(relative, shift=shift), focus) for shift in (0, relative.shift)]
    if not start:
        return turns[1] if relative.parts.month else ()
    beyond = (turn for turn in turns if turn and (turn[0].first - start).days * relative.shift > 0)
    return next(beyond, ())


UNSAID = "unsaid"
_RESOLVERS = {"year": _by_year, UNSAID: _by_year, "month": _by_month, "day": _by_day, "next": _by_turn}
