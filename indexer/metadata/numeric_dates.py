"""The ways a date is written in figures and signs alone, in either language, as a table of forms.

Patterns are read on folded text (see `dates.fold`), so that 2021／7／18 is 2021/7/18. Of two signs both are the same.
"""

import re
from collections.abc import Callable
from string import digits

from indexer.metadata import readings
from indexer.metadata.japanese_dates import ALONE, COUNT, DIGIT, ERA, ERA_BEGINS, FULL_ERA, KANJI
from indexer.metadata.japanese_dates import DAY as KANJI_DAY
from indexer.metadata.japanese_dates import MONTH as KANJI_MONTH
from indexer.metadata.mentions import Form, Mention

_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"
_ALONE = r"(?<![0-9A-Za-z])(?<![0-9][.,/-])(?<![$£€¥])"
_YEAR = r"(?P<year>[12][0-9]{3})"
_YEAR_BEGINS = "12"
# 1972.5.26, 1972. 5. 26, 1972・5・26, 1972,5,26.
_SIGN = r"(?P<sign>[-/・,]|\. ?)"
_END = rf"(?![0-9{KANJI}]|[.,・/][0-9])"


def _signed(month: str, day: str) -> str:
    """.8.15 below a year, with a second day or a whole second date behind a dash: .7.30-31, .7.30-8.1."""
    second = rf"(?: ?- ?(?:(?P<month2>{month})(?P=sign))?(?P<day2>{day})(?![0-9{KANJI}]))?"
    return rf"{_SIGN}(?P<month>{month})(?P=sign)(?P<day>{day}){second}{_END}"


def _form(example: str, begins: str, pattern: str, read: Callable[[re.Match[str]], Mention | None]) -> Form:
    return Form(example, pattern, read, begins)


def _iso_month(match: re.Match[str]) -> Mention | None:
    """1994-06, 1994/06 is a month; 1904-05, whose end is the later year, is a range and left to other forms."""
    return None if int(match["month"]) > int(match["year"]) % 100 else readings.western(match)


_ERA_FIGURES = _signed(KANJI_MONTH, KANJI_DAY)
# In this order: the first form that reads a mention at a place has it, so the longer stand first.
FORMS = (
    _form("1994-06-28", _YEAR_BEGINS, rf"{_ALONE}{_YEAR}{_signed(_MONTH, _DAY)}", readings.western),
    _form(
        "一九五六・一〇・一九", "一二",
        rf"{ALONE}(?P<year>[一二][{DIGIT}]{{3}}){_signed(KANJI_MONTH, KANJI_DAY)}",
        readings.western,
    ),
    _form("1994-06", _YEAR_BEGINS, rf"{_ALONE}{_YEAR}[-/](?P<month>1[0-2]|0[1-9])(?![0-9]|[-/][0-9])", _iso_month),
    _form(
        "2021/7", _YEAR_BEGINS,
        rf"{_ALONE}(?P<year>(?:19|20)[0-9]{{2}})/(?P<month>[1-9])(?![0-9]|[-/.,][0-9])",
        readings.western,
    ),
    _form("2021.7月", _YEAR_BEGINS, rf"{_ALONE}{_YEAR}[-/.・](?P<month>{_MONTH}) ?月", readings.western),
    _form("(1956.10)", _YEAR_BEGINS, rf"(?<=\(){_YEAR}\.(?P<month>{_MONTH})(?=\))", readings.western),
    _form(
        "19.10.1956", digits,
        rf"{_ALONE}(?P<day>{_DAY})(?P<sign>\. ?|[/-])(?P<month>{_DAY})(?P=sign){_YEAR}(?![0-9A-Za-z]|[.,/-][0-9])",
        readings.either_order,
    ),
    _form(
        "19.X.1956", digits,
        rf"{_ALONE}(?P<day>{_DAY})(?P<sign>\. ?|[ /-])(?P<month>{readings.ROMAN})(?P=sign){_YEAR}(?![0-9])",
        readings.western,
    ),
    _form("昭和20.8.15", ERA_BEGINS, rf"(?P<era>{ERA}) ?(?P<year>{COUNT}){_ERA_FIGURES}", readings.era_date),
    _form(
        "令和3.7", ERA_BEGINS,
        rf"(?P<era>{FULL_ERA}) ?(?P<year>{COUNT})(?:[./・]|-(?=[0-9]{{1,2}}月)) ?(?P<month>{KANJI_MONTH})"
        rf"(?: ?月|(?![0-9{KANJI}%]| ?年|[.・/-][0-9]))",
        readings.era_date,
    ),
    _form(
        "S20.8.15", "MTSHR",
        rf"(?<![0-9A-Za-z.])(?P<era>[MTSHR])\.?(?P<year>[0-9]{{1,2}}){_signed(_MONTH, _DAY)}",
        readings.era_date,
    ),
)  # fmt: skip
