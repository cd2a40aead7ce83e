"""The calendar in numbers: Japanese eras, kanji numerals, and the days of a year, a season, a month or a day.

Eras after the Meiji rescript of one name to a reign; first and last days from the imperial edicts of change.
The day of a change belongs to both eras: 昭和64年1月7日 was a Saturday, 平成元年1月8日 the Sunday after, but
30 July 1912 and 25 December 1926 each began under one name and ended under the other.
"""

import calendar
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from indexer.document import DateSpan
from indexer.metadata.old_calendar import LONGEST, OLD_ERAS, SOLAR_SINCE

LAST_YEAR = 2099
GREGORIAN_SINCE = date(1582, 10, 15)


@dataclass(frozen=True, slots=True)
class JapaneseEra:
    """An era name with the days it held; `letter` is its mark in forms and tables, as in S20.8.15.

    Of one before 1868 the days are those of whole years of ours (see old_calendar).
    """

    ja: str
    en: str
    letter: str
    first: date
    last: date


ERAS = (
    JapaneseEra("明治", "Meiji", "M", date(1868, 1, 25), date(1912, 7, 30)),
    JapaneseEra("大正", "Taisho", "T", date(1912, 7, 30), date(1926, 12, 25)),
    JapaneseEra("昭和", "Showa", "S", date(1926, 12, 25), date(1989, 1, 7)),
    JapaneseEra("平成", "Heisei", "H", date(1989, 1, 8), date(2019, 4, 30)),
    JapaneseEra("令和", "Reiwa", "R", date(2019, 5, 1), date(LAST_YEAR, 12, 31)),
)
_OLD = (JapaneseEra(ja, "", "", date(first, 1, 1), date(first + LONGEST - 1, 12, 31)) for ja, first in OLD_ERAS.items())
# 昭31・10・19: the first character stands for an era of today alone.
# 慶應 is 慶応, 元祿 is 元禄.
_NEW_FORMS = str.maketrans("應寶寳祿萬寬德曆觀壽龜龢", "応宝宝禄万寛徳暦観寿亀和")
_BY_NAME = {era.ja: era for era in _OLD} | {
    name.lower(): era for era in ERAS for name in (era.ja, era.ja[0], era.en, era.letter)
}
_DIGITS = {"〇": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_TENS = {"十": 10, "百": 100, "千": 1000}


def era_named(name: str) -> JapaneseEra | None:
    """The era called `name`: 昭和, 昭, Showa, Shōwa, S, 安政 or 慶應."""
    plain = unicodedata.normalize("NFD", name).replace("\u0304", "") if name.isascii() is False else name
    return _BY_NAME.get(plain.lower()) or _BY_NAME.get(name.translate(_NEW_FORMS))


def number(text: str) -> int | None:
    """The value of 47, 四七, 四十七, 元 or 千九百四十五; None where no number is well formed (十九四五)."""
    if text == "元":
        return 1
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _additive(text)


def _additive(text: str) -> int | None:
    """二十 = 2 x 10, 四十七 = 4 x 10 + 7; each ten smaller than the one before, one digit before each."""
    total, digit, below = 0, None, 10_000
    for sign in text:
        if sign in _TENS and _TENS[sign] < below and digit != 0:
            below = _TENS[sign]
            total, digit = total + (digit or 1) * below, None
        elif sign in _DIGITS and digit is None and below > 1:
            digit = _DIGITS[sign]
        else:
            return None
    return total + (digit or 0)


def span(year: int, month: int | None = None, day: int | None = None) -> DateSpan | None:
    """The days of a year, a month or one day; None for a year out of reach or an impossible month or day."""
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return DateSpan(first, last)


SEASONS = (3, 6, 9, 12)
"""The months in which spring, summer, autumn and winter begin (気象庁: 春は3月から5月)."""


def season_span(year: int, season: int) -> DateSpan:
    """The three months of a season, 0 for spring; the winter of 1944 ends in February 1945. Never exact."""
    first = date(year, SEASONS[season], 1)
    ends = year + (season == 3), (SEASONS[season] + 1) % 12 + 1
    return DateSpan(first, date(*ends, calendar.monthrange(*ends)[1]), approximate=True)


def new_style(span: DateSpan) -> DateSpan | None:
    """The days of the Gregorian calendar (New Style) that a Julian date (Old Style) means; None before there was one.

    The two are 10 days apart since 1582, and a day more since each March of a year such as 1700, 1800 and 1900.
    """
    if span.first < GREGORIAN_SINCE:
        return None
    return replace(span, first=_gregorian(span.first), last=_gregorian(span.last))


def _gregorian(day: date) -> date:
    century = (day.year - (day.month < 3)) // 100
    return day + timedelta(days=century - century // 4 - 2)


def western_year(era: JapaneseEra, number: int | None) -> int | None:
    """1945 for 昭和20; None where the era had no such year (昭和99)."""
    year = era.first.year + (number or 0) - 1
    return year if number and year <= era.last.year else None


def clipped(span: DateSpan, era: JapaneseEra) -> DateSpan:
    """The part of a year that bore the era's name: 昭和64年 is 1 to 7 January 1989.

    A year of the old calendar stays as it is, only approximate: 明治4年 began on 19 February 1871.
    """
    if span.first.year < SOLAR_SINCE:
        return DateSpan(max(span.first, era.first), span.last, approximate=True)
    return DateSpan(max(span.first, era.first), min(span.last, era.last))


def japanese_years(year: int) -> tuple[str, ...]:
    """The era years of a western year, two where it changed: (大正15, 昭和元) for 1926; none before 1868."""
    return japanese_years_in(DateSpan(date(year, 1, 1), date(year, 12, 31)))


def japanese_years_in(span: DateSpan) -> tuple[str, ...]:
    """The Japanese years of the days of one Western year: 1989-12 is 平成元, 1989 is 昭和64 and 平成元."""
    year = span.first.year
    eras = (era for era in ERAS if era.first <= span.last and span.first <= era.last and year <= era.last.year)
    numbers = ((era.ja, year - era.first.year + 1) for era in eras)
    return tuple(f"{name}{'元' if number == 1 else number}" for name, number in numbers)
