"""The ways a date is written in Japanese, as a table of forms with an example beside each.

Patterns are read on folded text (full-width digits, letters, brackets and every dash are narrow; see
`dates.fold`), so that １９９４年〜 is 1994年-.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from indexer.metadata import calendar
from indexer.metadata.mentions import UNSAID, Form, Mention, Parts, Relative

DIGIT = "〇零一二三四五六七八九"
KANJI = DIGIT + "十百千"

# 一九四五 by place, 千九百四十五 and 二千十二 by value; 二千年 stays out, for it counts years more often.
_BY_VALUE = rf"[一二]?千[二三四五六七八九]?百[{DIGIT}十]{{0,4}}|二千[{DIGIT}十]{{1,3}}"
_YEAR = rf"(?:[12][0-9]{{3}}|[一二][{DIGIT}]{{3}}|{_BY_VALUE})"
_ERA = "|".join(era.ja for era in calendar.ERAS)
_COUNT = rf"(?:元|[0-9]{{1,2}}|[{DIGIT}十]{{1,3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|一[〇一二]|[{DIGIT[2:]}])"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[一二]?十[{DIGIT[2:]}]?|[一二三][{DIGIT}]|[{DIGIT[2:]}])"
_ALONE = rf"(?<![0-9{KANJI}])(?<![0-9][.,])"

# 12月2日と3日, 12月2、3日, 12月2日-5日, but not 12月2日、3日後.
_DAYS = (
    rf" ?(?P<day>{_DAY})"
    rf"(?: ?日?(?P<link>-|から|、|・|と)(?P<day2>{_DAY})(?= ?日(?![間後前目ぶ])))? ?日"
)
# 6月, 6月28日, 7-9月; the month of 1994年の6月 stands after a の.
_MONTHS = rf"(?P<month>{_MONTH})(?:-(?P<month2>{_MONTH}))? ?月(?:の?{_DAYS})?"
_REST = rf"(?: ?の? ?{_MONTHS})?"
# 2000年間, 1000年前, 約1000年 and 紀元前1200年 are no years of ours; 1989年前後 and 1945年前半 are.
_NO_LENGTH = r"(?! ?間| ?前(?![後半期])|以上|余|ぶり|目)"
_NO_COUNT = r"(?<![約前])"
_NO_MONTH = rf"(?! ?の? ?{_MONTH} ?月)"
# 八月クーデター and 二月革命 are names, 五月雨 is rain, 3月間 a length: no dates without a year.
_NO_NAME = r"(?!革命|クーデター|蜂起|政変|党|テーゼ|祭|雨|晴|蠅|蝿|間|号)"
# 同日本 is 同 + 日本, 前日銀総裁 a former governor; in 翌日に控えた30日 the day before follows.
_NO_WORD = r"(?![本銀露ソ中米英仏独伊韓朝清系産鮮章常]|に控え)"

_PART = r"(?:の?(?P<part>前半|後半|半ば|初(?=頭|め|期)|中(?=頃|ごろ|葉|期)|末))?(?:[頭め期頃葉]|ごろ)?"
_SHIFTS = {"同": 0, "同じ": 0, "その": 0, "この": 0, "翌": 1, "翌々": 2, "前": -1}
_PARTS_OF_DECADE = {"前半": (0, 4), "後半": (5, 9), "初": (0, 3), "半ば": (3, 6), "中": (3, 6), "末": (7, 9)}


def parts_of(match: re.Match[str]) -> Parts:
    """Month and day of a match, whichever of them its pattern has."""
    found = match.groupdict()
    month, day, month2, day2 = (calendar.number(found.get(name) or "") for name in ("month", "day", "month2", "day2"))
    return Parts(month, day, month2, day2, listed=found.get("link") in ("、", "・", "と"))


def _western(match: re.Match[str]) -> Mention | None:
    year = calendar.number(match["year"])
    spans = parts_of(match).spans(year) if year else ()
    return Mention(*match.span(), spans) if spans else None


def era_date(match: re.Match[str]) -> Mention | None:
    """A date of an era, in either language's form: groups `era`, `year` and what `parts_of` reads."""
    era = calendar.era_named(match["era"])
    year = calendar.western_year(era, calendar.number(match["year"])) if era else None
    if not era or not year:
        return None
    parts = parts_of(match)
    # 明治4年7月14日 is lunisolar: only its year is known here.
    spans = (Parts() if year < calendar.SOLAR_SINCE else parts).spans(year)
    if parts.month and year >= calendar.SOLAR_SINCE:
        return Mention(*match.span(), spans)
    return Mention(*match.span(), tuple(calendar.clipped(span, era) for span in spans))


def era_range(match: re.Match[str]) -> Mention | None:
    """明治37-38年, Meiji 37-38: both years of one era."""
    era = calendar.era_named(match["era"])
    years = [calendar.western_year(era, calendar.number(match[name])) for name in ("year", "until")] if era else []
    if not era or not years[0] or not years[1] or years[0] >= years[1]:
        return None
    first, last = (calendar.clipped(Parts().spans(year)[0], era) for year in years if year)
    return Mention(*match.span(), (replace(first, last=last.last),))


def year_range(match: re.Match[str]) -> Mention | None:
    """1939-1945年, 1941-45, 1960-70年代: a short second year borrows its century, and must be the later."""
    first, until = calendar.number(match["year"]), match["until"]
    last = calendar.number(until if len(until) > 2 else match["year"][:2] + until)
    if not first or not last or first >= last or last > calendar.LAST_YEAR:
        return None
    decade = bool(match.groupdict().get("decade"))
    start, end = Parts().spans(first), Parts().spans(last + 9 if decade else last)
    return Mention(*match.span(), (replace(start[0], last=end[0].last),), vague=decade) if end else None


def decade(first: int | None, match: re.Match[str], part: tuple[int, int], start: int | None = None) -> Mention | None:
    """The years `part` (0 to 9) of the decade that begins in `first`."""
    if not first or first % 10 or first + 9 > calendar.LAST_YEAR:
        return None
    begin, end = (Parts().spans(first + offset)[0] for offset in part)
    return Mention(match.start() if start is None else start, match.end(), (replace(begin, last=end.last),), vague=True)


def _decade(match: re.Match[str]) -> Mention | None:
    return decade(calendar.number(match["year"]), match, _PARTS_OF_DECADE.get(match["part"] or "", (0, 9)))


def _era_decade(match: re.Match[str]) -> Mention | None:
    """昭和30年代 is 昭和30年 to 39年, 1955 to 1964."""
    era, count = calendar.era_named(match["era"]), calendar.number(match["year"])
    year = calendar.western_year(era, count) if era and count and count % 10 == 0 else None
    if not year:
        return None
    first, last = Parts().spans(year)[0], Parts().spans(year + 9)
    return Mention(*match.span(), (replace(first, last=last[0].last),), vague=True) if last else None


def _relative(unit: str) -> Callable[[re.Match[str]], Mention]:
    """A reader for 同年, 翌月12日, 前日 and the like, or for 12月30日 alone (no word: the same year)."""

    def read(match: re.Match[str]) -> Mention:
        shift = _SHIFTS[match.groupdict().get("shift", "同")]
        return Mention(*match.span(), relative=Relative(unit, shift, parts_of(match)))

    return read


def _form(example: str, pattern: str, read: Callable[[re.Match[str]], Mention | None]) -> Form:
    return Form(example, re.compile(pattern), read)


_NUMERIC = r"[./-](?P<month>1[0-2]|0?[1-9])[./-](?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"

# In this order: the first form that reads a mention at a place has it, so the longer stand first.
FORMS = (
    _form(
        "1960-70年代",
        rf"{_ALONE}(?P<year>{_YEAR}) ?(?:年代?)? ?- ?(?P<until>{_YEAR}|[0-9]{{2}}) ?年(?P<decade>代)",
        year_range,
    ),
    _form(
        "1939-1945年",
        rf"{_ALONE}(?P<year>{_YEAR}) ?年? ?- ?(?P<until>{_YEAR}|[0-9]{{2}}) ?年{_NO_LENGTH}{_NO_MONTH}",
        year_range,
    ),
    _form(
        "1970年代後半",
        rf"{_ALONE}(?P<year>{_YEAR}) ?年代{_PART}",
        _decade,
    ),
    _form("1994年6月28日", rf"{_ALONE}{_NO_COUNT}(?:翌|同)?(?P<year>{_YEAR}) ?年{_NO_LENGTH}{_REST}", _western),
    # 925年 alone is too like a length of time; with its month it is a year.
    _form("925年10月14日", rf"{_ALONE}{_NO_COUNT}(?P<year>[1-9][0-9]{{2}}) ?年 ?{_MONTHS}", _western),
    _form("昭和30年代", rf"(?P<era>{_ERA}) ?(?P<year>{_COUNT}) ?年代", _era_decade),
    _form(
        "明治37-38年",
        rf"(?P<era>{_ERA}) ?(?P<year>{_COUNT}) ?年? ?- ?(?P<until>{_COUNT})(?: ?年|(?![0-9]))(?!間){_NO_MONTH}",
        era_range,
    ),
    _form("昭和20年8月15日", rf"(?P<era>{_ERA}) ?(?P<year>{_COUNT}) ?年(?!間){_REST}", era_date),
    _form("昭和20.8.15", rf"(?P<era>{_ERA}) ?(?P<year>{_COUNT}){_NUMERIC}", era_date),
    _form("昭和47", rf"(?P<era>{_ERA}) ?(?P<year>{_COUNT})(?![0-9A-Za-zぁ-んァ-ヶ一-龠々〇]|[./-][0-9])", era_date),
    _form("S20.8.15", rf"(?<![0-9A-Za-z.])(?P<era>[MTSHR])(?P<year>[0-9]{{1,2}}){_NUMERIC}", era_date),
    _form("S20年8月", rf"(?<![0-9A-Za-z.])(?P<era>[MTSHR])(?P<year>[0-9]{{1,2}})年(?!間){_REST}", era_date),
    # H6 by itself only between brackets or as a whole line: M4 and S400 are tanks and missiles.
    _form("H6", r"(?:(?<=[(\[])|(?<![\s\S])|(?<=\n))(?P<era>[SHR])(?P<year>[0-9]{1,2})(?=[)\]\n]|$)", era_date),
    _form("翌年4月", rf"(?P<shift>同じ|同|翌々|翌|前|その|この)年{_REST}(?![代齢輩長少配比並間額])", _relative("year")),
    _form("同月12日", rf"(?P<shift>同|翌|前)月(?:の?{_DAYS})?(?!比)", _relative("month")),
    _form("翌12月2日", rf"(?P<shift>翌) ?{_MONTHS}", _relative("next")),
    _form("翌28日", rf"(?P<shift>翌){_DAYS}", _relative("next")),
    _form("同12月3日", rf"(?P<shift>同) ?{_MONTHS}", _relative("year")),
    _form("同12日", rf"(?P<shift>同){_DAYS}(?!間)", _relative("month")),
    _form("翌日", rf"(?P<shift>同|翌々|翌|前)日{_NO_WORD}", _relative("day")),
    # Not after a year that is none of ours (慶長5年9月15日), nor in 毎年9月.
    _form("12月30日", rf"{_ALONE}(?<!年)(?<!年の){_MONTHS}{_NO_NAME}", _relative(UNSAID)),
)

# Where a form can begin, told by a sign or two, so that text without dates is crossed at the speed of a search.
HINT = (
    rf"(?<=[0-9])(?<![0-9][0-9])|(?<=[{KANJI}])(?<![{KANJI}][{KANJI}])[{KANJI}]{{0,8}} ?[年月-]"
    rf"|(?<=[明大昭平令])[治正和成]|(?<=[同翌前])[ 0-9{DIGIT[2:]}十年月日じ々]|(?<=[そこ])の年|(?<=[MTSHR])[0-9]"
)
STARTS = f"0-9{KANJI}明大昭平令同翌前そこMTSHR"
