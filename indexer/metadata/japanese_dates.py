"""The ways a date is written in Japanese, as a table of forms with an example beside each.

Patterns are read on folded text (full-width digits, letters, brackets and every dash are narrow; see
`dates.fold`), so that １９９４年〜 is 1994年-.
"""

import re
from collections.abc import Callable

from indexer.metadata import calendar, readings
from indexer.metadata.mentions import UNSAID, Form, Mention, Relative

DIGIT = "〇零一二三四五六七八九"
KANJI = DIGIT + "十百千"

# 一九四五 by place, 千九百四十五 and 二千十二 by value; 二千年 stays out, for it counts years more often.
_BY_VALUE = rf"[一二]?千[二三四五六七八九]?百[{DIGIT}十]{{0,4}}|二千[{DIGIT}十]{{1,3}}"
_YEAR = rf"(?:[12][0-9]{{3}}|[一二][{DIGIT}]{{3}}|{_BY_VALUE})"
COUNT = rf"(?:元|[0-9]{{1,2}}|[{DIGIT}十]{{1,3}})"
MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|一[〇一二]|[{DIGIT[2:]}])"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[一二]?十[{DIGIT[2:]}]?|[一二三][{DIGIT}]|[{DIGIT[2:]}])"
ALONE = rf"(?<![0-9{KANJI}])(?<![0-9][.,])"
NUMBER = "0123456789" + KANJI
ERA_BEGINS = "".join(era.ja[0] for era in calendar.ERAS)
FULL_ERA = "|".join(era.ja for era in calendar.ERAS)
# 昭47年 and 昭31・10・19; but 東大3年, 短大2年 and 私は大3生 are of schools.
ERA = rf"(?:{FULL_ERA}|(?<![一-龠々ァ-ヶー])[明大昭平令](?= ?{COUNT}(?: ?年(?![生次])|[./・-])))"

# 1972(昭和47)年, 昭和47年(1972年): the year in the other calendar in brackets, before 年 or after it.
_OTHER = rf"(?:西暦)? ?(?:{_YEAR}|(?:[一-龠]{{2}}|[明大昭平令MTSHR])\.? ?{COUNT}) ?年?"
_NEN = rf"(?: ?\((?P<other>{_OTHER})\) ?年| ?年(?: ?\((?P<other2>{_OTHER})\))?)"
_WEEKDAY = r"(?: ?(?:\([月火水木金土日](?:曜日?|・[祝休])?\)|[月火水木金土日]曜日?))?"
# 12月2日と3日, 12月2、3日, 12月2日(月)-5日(木), but not 12月2日、3日後.
_DAYS = (
    rf" ?(?P<day>{DAY})"
    rf"(?: ?日?{_WEEKDAY}(?P<link>-|から|、|・|と)(?P<day2>{DAY})(?= ?日(?![間後前目ぶ])))? ?日{_WEEKDAY}"
)
# 6月, 6月28日, 6月上旬, 7-9月, 閏7月; the month of 1994年の6月 stands after a の.
_MONTHS = (
    rf"(?P<leap>閏 ?)?(?P<month>{MONTH})(?:-(?P<month2>{MONTH}))? ?月"
    rf"(?: ?の?(?P<third>[上中下初])旬| ?の?{_DAYS})?"
)
# 1945年夏 and 夏頃, but neither 冬戦争 nor 春闘 and 秋田.
_SEASON = r"[初晩早]?(?P<season>[春夏秋冬])(?:[季期頃](?![一-龠])|(?![一-龠]))"
_REST = rf"(?: ?の? ?(?:{_MONTHS}|{_SEASON}))?"
# Of the Russian calendar until 1918: 1917年10月25日(露暦).
_OLD_STYLE = r"(?P<old> ?\((?:旧?露暦|ロシア暦|ユリウス暦)\))?"
# 2000年間, 1000年前, 約1000年 and 紀元前1200年 are no years of ours; 1989年前後 and 1945年前半 are.
_NO_LENGTH = r"(?! ?間| ?前(?![後半期])|以上|余|ぶり|目)"
_NO_COUNT = r"(?<![約前])"
_NO_MONTH = rf"(?! ?の? ?{MONTH} ?月)"
# 八月クーデター and 二月革命 are names, 五月雨 is rain, 3月間 a length: no dates without a year.
_NO_NAME = r"(?!革命|クーデター|蜂起|政変|党|テーゼ|祭|雨|晴|蠅|蝿|間|号)"
# 同日本 is 同 + 日本, 前日銀総裁 a former governor, but 翌日米国 the day after; 翌日に控えた30日 is the day before.
_NO_WORD = r"(?!(?<![翌々]日)[本銀露ソ中米英仏独伊韓朝清系産鮮章常]|に控え)"

_PART = r"(?:の?(?P<part>前半|後半|半ば|初(?=頭|め|期)|中(?=頃|ごろ|葉|期)|末))?(?:[頭め期頃葉]|ごろ)?"
_SHIFTS = {"同": 0, "同じ": 0, "その": 0, "この": 0, "翌": 1, "翌々": 2, "前": -1}
_PARTS_OF_DECADE = {"前半": (0, 4), "後半": (5, 9), "初": (0, 3), "半ば": (3, 6), "中": (3, 6), "末": (7, 9)}


def _decade(match: re.Match[str]) -> Mention | None:
    """1970年代後半; 昭和30年代 is 昭和30年 to 39年, 1955 to 1964."""
    count, named = calendar.number(match["year"]), match.groupdict().get("era")
    era = calendar.era_named(named) if named else None
    if not count or count % 10 or (named and not era):
        return None
    year = calendar.western_year(era, count) if era else count
    since = year - count if year and era else count - count % 100
    return readings.decade(year, match, _PARTS_OF_DECADE.get(match["part"] or "", (0, 9)), since=since)


def _relative(unit: str) -> Callable[[re.Match[str]], Mention]:
    """A reader for 同年, 翌月12日, 前日 and the like, or for 12月30日 alone (no word: the same year)."""

    def read(match: re.Match[str]) -> Mention:
        shift = _SHIFTS[match.groupdict().get("shift", "同")]
        return Mention(*match.span(), relative=Relative(unit, shift, readings.parts_of(match)))

    return read


def _form(example: str, begins: str, pattern: str, read: Callable[[re.Match[str]], Mention | None]) -> Form:
    return Form(example, pattern, read, begins)


# In this order: the first form that reads a mention at a place has it, so the longer stand first.
FORMS = (
    _form(
        "1960-70年代",
        NUMBER,
        rf"{ALONE}(?P<year>{_YEAR}) ?(?:年代?)? ?[-・] ?(?P<until>{_YEAR}|[0-9]{{2}}) ?年(?P<decade>代)",
        readings.year_range,
    ),
    _form(
        "1939-1945年",
        NUMBER,
        rf"{ALONE}(?P<year>{_YEAR}) ?年? ?- ?(?P<until>{_YEAR}|[0-9]{{2}}) ?年{_NO_LENGTH}{_NO_MONTH}",
        readings.year_range,
    ),
    _form("1970年代後半", NUMBER, rf"{ALONE}(?P<year>{_YEAR}) ?年代{_PART}", _decade),
    _form(
        "1994年6月28日",
        NUMBER + "翌同",
        rf"{ALONE}{_NO_COUNT}(?:翌|同)?(?P<year>{_YEAR}){_NEN}{_NO_LENGTH}{_REST}{_OLD_STYLE}",
        readings.western,
    ),
    # 925年 alone is too like a length of time; with its month it is a year.
    _form("925年10月14日", NUMBER, rf"{ALONE}{_NO_COUNT}(?P<year>[1-9][0-9]{{2}}) ?年 ?{_MONTHS}", readings.western),
    _form("昭和30年代前半", ERA_BEGINS, rf"(?P<era>{FULL_ERA}) ?(?P<year>{COUNT}) ?年代{_PART}", _decade),
    _form(
        "明治37-38年",
        ERA_BEGINS,
        rf"(?P<era>{FULL_ERA}) ?(?P<year>{COUNT}) ?(?:年?代? ?-|[・、](?=[1-9{DIGIT[2:]}] ?年)) ?(?P<until>{COUNT})"
        rf"(?: ?年(?P<decade>代)?|(?![0-9]|[-.・/][0-9]))(?!間){_NO_MONTH}",
        readings.era_range,
    ),
    _form("昭和20年8月15日", ERA_BEGINS, rf"(?P<era>{ERA}) ?(?P<year>{COUNT}){_NEN}(?!間){_REST}", readings.era_date),
    _form(
        "昭和47",
        ERA_BEGINS,
        rf"(?P<era>{FULL_ERA}) ?(?P<year>{COUNT})(?![0-9A-Za-zぁ-んァ-ヶ一-龠々〇]|[./・-][0-9])",
        readings.era_date,
    ),
    _form(
        "S20年8月",
        "MTSHR",
        rf"(?<![0-9A-Za-z.])(?P<era>[MTSHR])(?P<year>[0-9]{{1,2}})年(?!間){_REST}",
        readings.era_date,
    ),
    # H6 by itself only between brackets or as a whole line: M4 and S400 are tanks and missiles.
    _form(
        "H6",
        "SHR",
        r"(?:(?<=[(\[])|(?<![\s\S])|(?<=\n))(?P<era>[SHR])(?P<year>[0-9]{1,2})(?=[)\]\n]|$)",
        readings.era_date,
    ),
    _form(
        "安政元年三月三日",
        NUMBER + "元",
        rf"(?<![0-9{KANJI}])(?P<year>{COUNT}){_NEN}(?!間){_REST}",
        readings.old_era_date,
    ),
    _form(
        "翌年4月",
        "同翌前そこ",
        rf"(?P<shift>同じ|同|翌々|翌|前|その|この)年{_REST}(?![代齢輩長少配比並間額])",
        _relative("year"),
    ),
    _form(
        "同月12日",
        "同翌前",
        rf"(?P<shift>同|翌|前)月(?: ?の?(?P<third>[上中下初])旬|の?{_DAYS})?(?!比)",
        _relative("month"),
    ),
    _form("翌12月2日", "翌", rf"(?P<shift>翌) ?{_MONTHS}", _relative("next")),
    _form("翌28日", "翌", rf"(?P<shift>翌){_DAYS}", _relative("next")),
    _form("同12月3日", "同", rf"(?P<shift>同) ?{_MONTHS}", _relative("year")),
    _form("同12日", "同", rf"(?P<shift>同){_DAYS}(?!間)", _relative("month")),
    _form("翌日", "同翌前", rf"(?P<shift>同|翌々|翌|前)日{_NO_WORD}", _relative("day")),
    _form(
        "22日（月）",
        NUMBER,
        rf"{ALONE}(?P<day>{DAY}) ?日 ?\([月火水木金土日](?:曜日?)?\)",
        _relative("month"),
    ),
    # Not after a year that is none of ours (宣統5年9月15日), nor in 毎年9月.
    _form(
        "10月19日（1956年）",
        NUMBER + "閏",
        rf"{ALONE}(?<!年)(?<!年の){_MONTHS} ?\((?P<other>{_YEAR}|(?:{FULL_ERA}) ?{COUNT}) ?年?\)",
        readings.year_behind,
    ),
    _form("12月30日", NUMBER + "閏", rf"{ALONE}(?<!年)(?<!年の){_MONTHS}{_NO_NAME}", _relative(UNSAID)),
)
# Read only where the mention before ends: the 89年3月 of 1979年5月から89年3月.
SHORTENED = re.compile(
    rf" ?(?:-|から|より|至|・|と) ?(?P<year>{COUNT}) ?年(?P<decade>代)?"
    rf"(?![後目生次経越])(?!に(?:わた|渡)){_NO_LENGTH}{_REST}"
)

# Where a form can begin, told by a sign or two, so that text without dates is crossed at the speed of a search.
HINT = (
    rf"(?<=[0-9])(?<![0-9][0-9])|(?<=[{KANJI}])(?<![{KANJI}][{KANJI}])[{KANJI}]{{0,8}} ?[年月・(-]"
    rf"|(?<=[明大昭平令])(?:[治正和成]|[ 0-9元{KANJI}])|(?<=[元閏])[年{KANJI}0-9]"
    rf"|(?<=[同翌前])[ 0-9{DIGIT[2:]}十年月日じ々]|(?<=[そこ])の年|(?<=[MTSHR])\.?[0-9]"
)
STARTS = f"0-9{KANJI}明大昭平令元閏同翌前そこMTSHR"
