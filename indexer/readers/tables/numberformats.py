"""How Excel shows a number: as it is, or as the day or hour that its format makes of it (ECMA-376 part 1, 18.8.30)."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

BUILT_IN: Mapping[int, str] = {
    **dict.fromkeys((14, 15, 16, 30, 31, 57), "ymd"),
    **dict.fromkeys(range(27, 59), "ymd"),  # the eras and years of East Asia: [$-411]ge.m.d
    **dict.fromkeys((17, 55), "ym"), 22: "ymdh",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), "h"),
}  # fmt: skip
"""Format by number -> the units that it shows; the others show a number."""

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|General|E[+-]|AM/PM|A/P|午[前後]', re.IGNORECASE)
"""What stands in a format for itself: 「"年"」, [Red], [$-411]."""

LAST_DAY = 2_958_465
"""31 December 9999."""


def units(code: str) -> str:
    """The units that a format shows, of year, month, day and hour: `yyyy"年"m"月"` -> ym, `0.00` -> nothing."""
    shown = LITERAL.sub("", code.partition(";")[0]).lower()
    has_year, has_day, has_hour = (bool(re.search(signs, shown)) for signs in ("[yeg]", "d|a{3}", "[hs]"))
    has_month = "m" in shown and (not has_hour or has_year or has_day)
    return "y" * has_year + "m" * has_month + "d" * has_day + "h" * has_hour


def shown(value: str, shows: str, from_1904: bool = False) -> str:
    """The text of a numeric cell: 22391 with `ymd` -> 1961-04-20, with `ym` -> 1961-04; 8200.0 -> 8200."""
    try:
        number = float(value)
    except ValueError:
        return value
    if shows and 0 <= number <= LAST_DAY:
        return _moment(number, shows, from_1904)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _moment(serial: float, shows: str, from_1904: bool) -> str:
    """Excel counts days from 1 January 1900 and believes in 29 February of that year, or from 1 January 1904."""
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if serial >= 60 else 31)
    minutes = round(serial % 1 * 1440)
    moment = datetime.combine(first, datetime.min.time()) + timedelta(days=int(serial), minutes=minutes)
    day, hour = moment.date().isoformat(), moment.strftime("%H:%M")
    if shows == "h":
        return hour
    if shows in ("y", "ym"):
        return day[: 4 if shows == "y" else 7]
    return f"{day}T{hour}" if "h" in shows and minutes else day
