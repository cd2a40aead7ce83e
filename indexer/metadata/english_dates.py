"""The ways a date is written in English, as a table of forms with an example beside each.

Patterns are read on folded text (see `dates.fold`): every dash is "-", a line break is a space.

A bare number from 1700 to 2099 is a year where its place says so: after in, of, by, since and their like,
in brackets, at the head of a line before a colon, between a determiner and an event ("the 1996 elections"),
or after a year it is listed with ("1933 and 1936"). Before a counted noun ("in 1800 trucks", 1386両) it is none, and
neither is a time of day ("at 1730Z").
"""

import re
from collections.abc import Callable
from dataclasses import replace
from string import digits

from indexer.metadata import readings
from indexer.metadata.mentions import UNSAID, Form, Mention, Parts, Relative
from indexer.metadata.readings import SEASONS, THIRDS

_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {name[:3].lower(): at for at, name in enumerate(_NAMES, start=1)}
_SHORT = [name[:3] for name in _NAMES if name != "May"]
_WORDS = "|".join((*_NAMES, *map(str.upper, _NAMES)))
_ABBREVIATED = "|".join(("Sept", "SEPT", *_SHORT, *map(str.upper, _SHORT)))
_ANY_MONTH = rf"(?:{_WORDS}|(?:{_ABBREVIATED})\b\.?)(?![A-Za-z])"
_MONTH = rf"(?P<month>{_ANY_MONTH})"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_DAYS = rf"(?P<day>{_DAY})(?:(?P<link> ?- ?| to | and | or |, )(?P<day2>{_DAY}))?"
_LATER = rf"(?P<day>{_DAY})(?:(?P<link> ?- ?| to | and | or )(?P<day2>{_DAY})(?![0-9]|:[0-9]))?(?![0-9]|:[0-9])"
_YEAR = r"(?P<year>[12][0-9]{3})(?![0-9A-Za-z]|[.,][0-9]| ?(?:hours|hrs|GMT|UTC)\b)"
# 25 October 1917 (O.S.): the New Style date is given besides.
_OLD_STYLE = r"(?P<old>,? [(\[]?(?:O\. ?S\.|OS\b|Old Style|Julian)[)\]]?)?"
_YEAR_BEGINS, _MONTH_BEGINS = "12", "JFMASOND"
_SAME = r"(?: of (?:that|the same) year)?"
_ALONE = r"(?<![0-9])(?<![0-9][.,-])(?<![$£€¥])"
_NUMBERS = {"sixteen": 1600, "seventeen": 1700, "eighteen": 1800, "nineteen": 1900}
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_ERA = r"(?P<era>Meiji|Tai(?:sho|shō|shou)|Sh[oō]wa|Heisei|Reiwa)"

_UNITS = re.compile(
    r" ?(?:%|percent|per cent|people|persons|m[ae]n\b|women|children|tons?\b|tonnes|km\b|kg\b|miles|dollars|rubles"
    r"|yen\b|pounds|hrs\b|GMT|local time"
    r"|troops|soldiers|prisoners|workers|tanks|trucks|aircraft|planes|ships|missiles|warheads|guns|copies|pages"
    r"|words|votes|years|months|days|hours|feet|met(?:er|re)s|editors|households|[mb]illion|thousand|hundred|times\b"
    r"|[人名両台機隻発個件頁枚冊円万億頭戸]|トン|ページ|キロ|メートル|ドル|ルーブル)"
)
_BEFORE = re.compile(
    r"(?:^|[^A-Za-z])(?:in|of|by|since|until|till|from|before|after|during|to|through|throughout|between|circa|ca\.?|c\."
    r"|years?|early|mid|late|spring|summer|autumn|fall|winter)[ -]$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:pages?|pp?\.|nos?\.|about|some|over|nearly|almost|than) $", re.IGNORECASE)
_OF_EVENT = re.compile(r"(?:^|[^A-Za-z])(?:the|its|his|her|their|[A-Za-z]+'s?) $", re.IGNORECASE)
_EVENT = re.compile(
    r" (?:(?:presidential|parliamentary|general|[A-Z][a-z]+) )?(?:elections?|summit|treaty|agreement|accords?"
    r"|conference|war|revolutions?|crisis|coup|pact|act|constitution|convention|declaration|campaign|olympics|budget|talks|meeting"
    r"|communiqu[eé]|report|uprising|invasion)\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"(?:^|[^A-Za-z])(?:in|since|until|till|by|from|to|of|during|before|after|early|late|mid|through|between"
    rf"|(?:{'|'.join(_NAMES)}) (?:and|or)|and in|or in)[ -](?:(?:early|late|mid)[ -])?$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(rf" ?(?:-|to|until|through|and|or|/) ?{_ANY_MONTH}")
_TURN = "same|following|next|previous|preceding"
_TURN_BEFORE = re.compile(rf"(?<![A-Za-z])(?:[Tt]he (?P<turn>{_TURN})|(?P<that>[Tt]hat)) $")
_PART_BEFORE = re.compile(
    r"(?:[Tt]he )?(?P<part>[Ee]arly|[Mm]id(?:dle)?|[Ll]ate|[Ff]irst half|[Ss]econd half)[ -](?:in |of )?(?:the )?$"
)
_SEASON_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:[Tt]he )?(?:[Ee]arly |[Ll]ate |[Mm]id-)?(?P<season>{'|'.join(SEASONS)})(?: of|,)? $",
    re.IGNORECASE,
)
_PARTS = {
    "early": (0, 3),
    "mid": (3, 6),
    "middle": (3, 6),
    "late": (7, 9),
    "first half": (0, 4),
    "second half": (5, 9),
}
_SHIFTS = {"same": 0, "that": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}


def _before(match: re.Match[str], width: int = 24) -> str:
    return match.string[max(0, match.start() - width) : match.start()]


def _parts(match: re.Match[str]) -> Parts:
    found = match.groupdict()
    day, day2 = (int(re.sub("[a-z]", "", found.get(name) or "") or 0) or None for name in ("day", "day2"))
    month = _MONTHS[match["month"][:3].lower()]
    return Parts(month, day, None, day2, listed=(found.get("link") or "").strip() in readings.LISTING)


def _day(match: re.Match[str]) -> Mention | None:
    """28 June 1994, December 2-3; without a year it is in the year mentioned last."""
    parts = _parts(match)
    if match["year"]:
        return Mention(*match.span(), readings.days(match, int(match["year"]), parts))
    unit = "year" if match.groupdict().get("same") else UNSAID
    return Mention(*match.span(), relative=Relative(unit, 0, parts))


def _month_of_year(match: re.Match[str]) -> Mention | None:
    """June 1994, early June 1994."""
    part = _PART_BEFORE.search(_before(match))
    third = THIRDS.get(part["part"].lower()) if part else None
    start = match.start() - (len(part[0]) if part and third is not None else 0)
    return Mention(start, match.end(), replace(_parts(match), third=third).spans(int(match["year"])))


def _month(match: re.Match[str]) -> Mention | None:
    """ "in August", "August of that year", "the following January"; not the verb in "may" nor "the July call"."""
    before = _before(match)
    if match["month"].isupper():  # DEC, MAR: who knows
        return None
    if turn := _TURN_BEFORE.search(before):
        shift = _SHIFTS[turn["turn"] or "that"]
        start = match.start() - len(turn[0])
        return Mention(start, match.end(), relative=Relative("next" if shift else "year", shift, _parts(match)))
    if match["same"] or _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(match.string, match.end()):
        unit = "year" if match["same"] else UNSAID
        return Mention(*match.span(), relative=Relative(unit, 0, _parts(match)))
    return None


def _decade(match: re.Match[str]) -> Mention | None:
    """The early 1970s, 1960s-70s; the nineteen-sixties."""
    part = _PART_BEFORE.search(_before(match))
    start = match.start() - len(part[0]) if part else match.start()
    first, found = _first_of_decade(match), match.groupdict()
    begin, end = _PARTS[part["part"].lower()] if part else (0, 9)
    if until := found.get("until"):
        end = int(until) - first % 100 + 9
    return readings.decade(first, match, (begin, end), start) if end >= begin else None


def _first_of_decade(match: re.Match[str]) -> int:
    """1960 for 1960s and for nineteen-sixties."""
    found = match.groupdict()
    if tens := found.get("tens"):
        return _NUMBERS[found["century"].lower()] + 10 * (_TENS.index(tens.lower()) + 2)
    return int(found["year"])


def _years(match: re.Match[str]) -> Mention | None:
    counted = _COUNTED.search(_before(match)) or _UNITS.match(match.string, match.end())
    if counted or not (years := readings.year_range(match)):
        return None
    season = _SEASON_BEFORE.search(_before(match))
    if season and SEASONS[season["season"].lower()] == 3:  # the winter of 1944-45
        return _in_season(match, season)
    return years


def _bare(match: re.Match[str]) -> Mention | None:
    year, text = int(match["year"]), match.string
    before, after = _before(match), text[match.end() : match.end() + 24]
    if _UNITS.match(after):
        return None
    if year >= 1700 and (season := _SEASON_BEFORE.search(before)):
        return _in_season(match, season)
    bracketed = before.endswith(("(", "[")) and after.startswith((")", "]"))
    placed = (
        bracketed
        or (before.endswith(("(", "[")) and after[:1] in ",;:-/")
        or (before.endswith((", ", ",", "; ")) and after.startswith((")", "]")))
        or (_heads_line(match) and re.match(r" ?\*{0,9}[:)]|$", after))
        or _BEFORE.search(before)
        or (_OF_EVENT.search(before) and _EVENT.match(after))
    )
    return Mention(*match.span(), Parts().spans(year)) if placed and (year >= 1700 or bracketed) else None


def _in_season(match: re.Match[str], season: re.Match[str]) -> Mention:
    """Summer 1945, the summer of 1945."""
    parts = Parts(season=SEASONS[season["season"].lower()])
    return Mention(match.start() - len(season[0]), match.end(), parts.spans(int(match["year"])))


def _heads_line(match: re.Match[str]) -> bool:
    """Whether only the marks of a list stand before the match in its line, as in "- **1839**: "."""
    begin = max(0, match.start() - 8)
    before = match.string[begin : match.start()]
    mark, line = before.rpartition("\n")[1:]
    return bool(mark or not begin) and not line.strip(" *#-")


def _listed(match: re.Match[str]) -> Mention | None:
    if _UNITS.match(match.string, match.end()):
        return None
    return Mention(match.start("year"), match.end(), Parts().spans(int(match["year"])))


def _relative(match: re.Match[str]) -> Mention:
    return Mention(*match.span(), relative=Relative(match["unit"], _SHIFTS[match["shift"].lower()]))


def _form(example: str, begins: str, pattern: str, read: Callable[[re.Match[str]], Mention | None]) -> Form:
    return Form(example, pattern, read, begins)


# In this order: the first form that reads a mention at a place has it, so the longer stand first.
FORMS = (
    _form(
        "1941-45",
        _YEAR_BEGINS,
        rf"{_ALONE}(?P<year>[12][0-9]{{3}}) ?[-/] ?(?P<until>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9]|[-.,/][0-9]|'?s)",
        _years,
    ),
    _form(
        "1947 to 1991",
        _YEAR_BEGINS,
        rf"{_ALONE}(?P<year>[12][0-9]{{3}}) (?:to|until|till|through) (?P<until>[12][0-9]{{3}})(?![0-9]|[.,][0-9])",
        _years,
    ),
    _form(
        "1970s",
        _YEAR_BEGINS,
        rf"{_ALONE}(?P<year>[12][0-9]{{2}}0)'?s(?:(?: ?- ?| and (?:the )?)(?P<until>[1-9]0)'?s)?(?![A-Za-z])",
        _decade,
    ),
    _form(
        "nineteen-sixties",
        "NnEeSs",
        rf"(?i:(?<![A-Za-z])(?P<century>{'|'.join(_NUMBERS)})[- ](?P<tens>{'|'.join(_TENS)})ies)(?![A-Za-z])",
        _decade,
    ),
    _form(
        "1911 October 10",
        _YEAR_BEGINS,
        rf"{_ALONE}(?P<year>[12][0-9]{{3}}) {_MONTH}(?: {_LATER})?(?!,? [12][0-9]{{3}})",
        _day,
    ),
    _form(
        "2 and 3 December 1994",
        digits,
        rf"{_ALONE}{_DAYS}(?: day)?[ -](?:of )?{_MONTH}(?:(?:,|\))?[ -]{_YEAR}{_OLD_STYLE})?(?P<same>{_SAME})",
        _day,
    ),
    _form("June 28, 1994", _MONTH_BEGINS, rf"(?<![A-Za-z]){_MONTH} {_LATER}\)?(?:, ?| | \()?{_YEAR}{_OLD_STYLE}", _day),
    _form("December 30", _MONTH_BEGINS, rf"(?<![A-Za-z]){_MONTH} {_LATER}(?P<year>(?!))?(?P<same>{_SAME})", _day),
    _form("June 1994", _MONTH_BEGINS, rf"(?<![A-Za-z]){_MONTH}(?:,? | of ){_YEAR}", _month_of_year),
    _form("the following January", _MONTH_BEGINS, rf"(?<![A-Za-z]){_MONTH}(?P<same>{_SAME})", _month),
    _form(
        "Meiji 37-38",
        "MTSHR",
        rf"(?<![A-Za-z]){_ERA} (?P<year>[0-9]{{1,2}})-(?P<until>[0-9]{{1,2}})(?![0-9]|-[0-9])",
        readings.era_range,
    ),
    _form("Showa 20", "MTSHR", rf"(?<![A-Za-z]){_ERA} (?P<year>[0-9]{{1,2}})(?![0-9])", readings.era_date),
    _form(
        "the following year",
        "Tt",
        rf"(?<![A-Za-z])[Tt]h(?:e|at) (?P<shift>{_TURN}) (?P<unit>year|month|day)(?![A-Za-z])",
        _relative,
    ),
    _form("that year", "Tt", r"(?<![A-Za-z])(?P<shift>[Tt]hat) (?P<unit>year|month|day)(?![A-Za-z])", _relative),
    _form("(1991)", _YEAR_BEGINS, rf"{_ALONE}(?<![A-Za-z]){_YEAR}(?!-[0-9])", _bare),
)
# Read only where the mention before ends: the 1936 of "in 1933 and 1936".
LISTED = _form(" and 1936", "", rf"(?:, and |, or | and | or |, ){_YEAR}(?![-/][0-9]|'?s)", _listed)

_BY_LETTER = {letter: [name[1:3] for name in _NAMES if name[0] == letter] for letter in _MONTH_BEGINS}
_MONTH_HINTS = "|".join(
    rf"(?<={letter})(?:{'|'.join((*rest, *map(str.upper, rest)))})" for letter, rest in _BY_LETTER.items()
)
HINT = (
    rf"(?<![A-Za-z][A-Za-z])(?:{_MONTH_HINTS})"
    r"|(?<=[MTSHR])(?:eiji |ai?sh|h[oō]wa |eisei |eiwa )"
    r"|(?<=[Tt])(?<![A-Za-z][Tt])h(?:e (?:same|following|next|previous|preceding) |at (?:same |year|month|day))"
)
STARTS = "JFMASONDHRTt"
# The nineteen-sixties: asked only where there is a "teen" in the text, for these letters are everywhere.
SPELT = r"(?<=[NnEeSs])(?:ineteen|ighteen|eventeen|ixteen)[- ]"
SPELT_STARTS = "NnEeSs"
