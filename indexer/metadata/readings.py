"""What the match of a date's form means in days, whichever language the form is of.

A pattern names its parts, and the readers here find them by name: `year` (of the Western count or of the era named
`era`), `other` or `other2` (the year in the other calendar, in brackets), `until` (a second year), `month`, `day`,
`month2`, `day2`, `link` (between two days), `third` (上旬), `season`, `leap` (閏), `old` (said to be Julian).
"""

import re
from dataclasses import replace

from indexer.document import DateSpan
from indexer.metadata import calendar
from indexer.metadata.mentions import Mention, Parts
from indexer.metadata.old_calendar import SOLAR_SINCE

THIRDS = {"上": 0, "初": 0, "中": 1, "下": 2, "early": 0, "mid": 1, "middle": 1, "late": 2}
SEASONS = {
    name: at
    for at, names in enumerate((("春", "spring"), ("夏", "summer"), ("秋", "autumn", "fall"), ("冬", "winter")))
    for name in names
}
SINCE_MEIJI = calendar.ERAS[0].first.year
LISTING = frozenset({"、", "・", "と", "and", "or", ","})
"""Between two days that are two dates, not the ends of a range."""

OLD_STYLE_BEFORE = ("露暦", "ロシア暦", "ユリウス暦")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = "|".join(sorted(_ROMAN, key=len, reverse=True))
_NAME_OF_ERA = re.compile(r"[^0-9〇零一二三四五六七八九十百元\s]+")


def parts_of(match: re.Match[str]) -> Parts:
    """What a match says below the year, of that which its pattern has."""
    found = match.groupdict()
    month, day, month2, day2 = (_number(found.get(name) or "") for name in ("month", "day", "month2", "day2"))
    third, season = THIRDS.get(found.get("third") or ""), SEASONS.get(found.get("season") or "")
    listed = (found.get("link") or "").strip() in LISTING
    return Parts(month, day, month2, day2, listed, third, season, leap=bool(found.get("leap")))


def _number(text: str) -> int | None:
    return _ROMAN.index(text) + 1 if text in _ROMAN else calendar.number(text)


def western(match: re.Match[str]) -> Mention | None:
    """A date whose year is one of ours: 1994年6月28日, 1972(昭和47)年, 嘉永6年 in brackets making it lunisolar."""
    year, era = calendar.number(match["year"]), era_of(_other(match))
    spans = days(match, year, parts_of(match), era) if year else ()
    if not year or not spans:
        return None
    return Mention(*match.span(), spans, since=year - year % 100, lunisolar=bool(era) and year < SOLAR_SINCE)


def _other(match: re.Match[str]) -> str:
    found = match.groupdict()
    return found.get("other") or found.get("other2") or ""


def days(
    match: re.Match[str], year: int, parts: Parts, era: calendar.JapaneseEra | None = None
) -> tuple[DateSpan, ...]:
    """The days of `parts` in `year`: by the old calendar where an era before 1873 is named; of an Old Style date
    (25 October 1917, O.S.) the New Style date besides."""
    spans = parts.old_spans(year) if era and year < SOLAR_SINCE else parts.spans(year)
    if match.groupdict().get("old") or match.string.endswith(OLD_STYLE_BEFORE, 0, match.start()):
        spans = (*spans, *filter(None, map(calendar.new_style, spans)))
    return spans


def era_of(named: str) -> calendar.JapaneseEra | None:
    """The era that a year such as 嘉永6年 is of; None for 1853年."""
    found = _NAME_OF_ERA.match(named)
    return calendar.era_named(found[0].strip(". ")) if found else None


def era_date(match: re.Match[str]) -> Mention | None:
    """A date of an era, in either language's form."""
    return _of_era(calendar.era_named(match["era"]), match, match.start())


def old_era_date(match: re.Match[str]) -> Mention | None:
    """安政元年三月三日, read from 元年 on: the name before it is looked up, for there are more than two hundred."""
    name = match.string[max(0, match.start() - 3) : match.start()].rstrip()[-2:]
    era, western = calendar.era_named(name), calendar.number(_other(match).strip("西暦年 "))
    if len(name) < 2 or not era or era.first.year >= SINCE_MEIJI or (western or 0) > era.last.year:
        return None  # 嘉慶5年(1800年) is an era of China
    return _of_era(era, match, match.string.rindex(name, 0, match.start()))


def _of_era(era: calendar.JapaneseEra | None, match: re.Match[str], start: int) -> Mention | None:
    year = calendar.western_year(era, calendar.number(match["year"])) if era else None
    if not era or not year:
        return None
    parts = parts_of(match)
    spans = days(match, year, parts, era)
    if parts.month is None and parts.season is None:
        spans = tuple(calendar.clipped(span, era) for span in spans)
    return Mention(start, match.end(), spans, since=era.first.year - 1, lunisolar=year < SOLAR_SINCE)


def year_behind(match: re.Match[str]) -> Mention | None:
    """10月19日(1956年), 8月15日(昭和20年): the year is the group `other`."""
    era, number = era_of(match["other"]), _NAME_OF_ERA.sub("", match["other"], count=1).strip(" 年")
    year = calendar.western_year(era, calendar.number(number)) if era else calendar.number(number)
    return Mention(*match.span(), days(match, year, parts_of(match), era)) if year else None


def shortened(match: re.Match[str], before: Mention) -> Mention | None:
    """The 89年3月 of 1979年5月から89年3月, the 20年 of 昭和16年から20年: counted as `before` is, and later."""
    number, parts = calendar.number(match["year"]), parts_of(match)
    if not number or before.since is None or (number < 10 and not before.since % 100):
        return None
    year, last = before.since + number, before.spans[-1].last.year
    spans = parts.spans(year) if year > last or (year == last and parts.month) else ()
    if match["decade"]:  # 1960年代から70年代
        spans = tuple(replace(span, last=Parts().spans(year + 9)[0].last) for span in spans if before.vague)
    return Mention(match.start("year"), match.end(), spans, None, before.vague, before.since) if spans else None


def era_range(match: re.Match[str]) -> Mention | None:
    """明治37-38年, Meiji 37-38, 昭和30-40年代: years of one era; the second of 明治三十七、八年 borrows its ten."""
    era, first, last = calendar.era_named(match["era"]), calendar.number(match["year"]), calendar.number(match["until"])
    if not era or not first or not last:
        return None
    last += first // 10 * 10 if last < 10 < first else 0
    decade = bool(match.groupdict().get("decade"))
    years = [calendar.western_year(era, number) for number in (first, last + 9 * decade)]
    if first >= last or not years[0] or not years[1]:
        return None
    start, end = (calendar.clipped(Parts().spans(year)[0], era) for year in years if year)
    return Mention(*match.span(), (replace(start, last=end.last),), vague=decade)


def year_range(match: re.Match[str]) -> Mention | None:
    """1939-1945年, 1941-45, 1960-70年代: a short second year borrows its century, and must be the later."""
    first, until = calendar.number(match["year"]), match["until"]
    last = calendar.number(until if len(until) > 2 else match["year"][:2] + until)
    if not first or not last or first >= last or last > calendar.LAST_YEAR:
        return None
    decade = bool(match.groupdict().get("decade"))
    start, end = Parts().spans(first), Parts().spans(last + 9 if decade else last)
    return Mention(*match.span(), (replace(start[0], last=end[0].last),), vague=decade) if end else None


def decade(
    first: int | None, match: re.Match[str], part: tuple[int, int], start: int | None = None, since: int | None = None
) -> Mention | None:
    """The years `part` (0 to 9) of the ten that begin in `first`; `start` where the mention begins before the match,
    `since` as in Mention."""
    if not first or first + 9 > calendar.LAST_YEAR:
        return None
    begin, end = (Parts().spans(first + offset)[0] for offset in part)
    span = replace(begin, last=end.last)
    return Mention(match.start() if start is None else start, match.end(), (span,), vague=True, since=since)


def either_order(match: re.Match[str]) -> Mention | None:
    """26/5/1950, 5/26/1950; with dots the day comes first, otherwise only one may be a month: not 5/6/1950."""
    day, month = int(match["day"]), int(match["month"])
    if month > 12 >= day:
        day, month = month, day
    elif max(day, month) <= 12 and month != day and not match["sign"].startswith("."):
        return None
    span = calendar.span(int(match["year"]), month, day)
    return Mention(*match.span(), (span,)) if span else None
