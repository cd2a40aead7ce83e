"""Dates in text, in queries and in front matter: every row is a way of writing one and the days it means."""

from datetime import date
from itertools import pairwise

import pytest

from indexer.document import DateSpan
from indexer.metadata import calendar, dates, edtf
from indexer.metadata.date_keys import asked_key, date_keys
from indexer.metadata.old_calendar import FIRST_KNOWN, SOLAR_SINCE, lunisolar_span

ANCHOR = date(1994, 9, 27)


def days(span: DateSpan | None) -> str:
    """A span in short: 1994, 1994-06, 1994-06-28, or first..last; "?" after an approximate one."""
    if span is None:
        return ""
    mark = "?" if span.approximate else ""
    for wanted in (f"{span.first.year:04}", str(span.first)[:7], str(span.first)):
        if edtf.parse(wanted) == DateSpan(span.first, span.last):
            return wanted + mark
    return f"{span.first}..{span.last}{mark}"


def found(text: str, anchor: date | DateSpan | None = None) -> list[str]:
    return [days(one.span) for one in dates.find(text, anchor)]


# Japanese beside English: each row is (Japanese, English, the days of both).
BILINGUAL = [
    ("1994年6月28日の書簡", "the letter of 28 June 1994", "1994-06-28"),
    ("１９９４年６月２８日", "June 28, 1994", "1994-06-28"),
    ("1994 年 6 月 28 日", "28th of June 1994", "1994-06-28"),
    ("平成6年6月28日", "on June 28th, 1994,", "1994-06-28"),
    ("平成六年六月二十八日", "28 June, 1994", "1994-06-28"),
    ("1994年6月に", "in June 1994", "1994-06"),
    ("1994年の6月", "June of 1994", "1994-06"),
    ("一九九四年六月", "Jun. 1994", "1994-06"),
    ("1994年、首脳は", "In 1994, the leaders", "1994"),
    ("一九四五年八月", "August 1945", "1945-08"),
    ("昭和二十年八月", "Aug 1945", "1945-08"),
    ("千九百四十五年", "by 1945", "1945"),
    ("二〇〇一年九月十一日", "September 11, 2001", "2001-09-11"),
    ("二〇〇一年九月一一日", "11 Sept. 2001", "2001-09-11"),
    ("平成十三年九月十一日", "11th September 2001", "2001-09-11"),
    ("1917年 - 1939年", "1917-1939", "1917-01-01..1939-12-31"),
    ("1917年から1939年まで", "from 1917 to 1939", "1917-01-01..1939-12-31"),
    ("1917年〜1939年", "1917–1939", "1917-01-01..1939-12-31"),
    ("1917～1939年", "between 1917 and 1939", "1917-01-01..1939-12-31"),
    ("1917年―1939年", "1917 through 1939", "1917-01-01..1939-12-31"),
    ("1917—39年", "1917–39", "1917-01-01..1939-12-31"),
    ("1939-1945年", "1939-45", "1939-01-01..1945-12-31"),
    ("1941-45年", "1941 until 1945", "1941-01-01..1945-12-31"),
    ("1947年から1991年", "1947 to 1991", "1947-01-01..1991-12-31"),
    ("1942年1月から1945年5月にかけて", "between January 1942 and May 1945", "1942-01-01..1945-05-31"),
    ("1991年8月から12月まで", "from August to December 1991", "1991-08-01..1991-12-31"),
    ("1994年7～9月", "July–September 1994", "1994-07-01..1994-09-30"),
    ("1994年6月28日から1995年5月10日まで", "from 28 June 1994 to 10 May 1995", "1994-06-28..1995-05-10"),
    ("1994年12月2日-5日", "2–5 December 1994", "1994-12-02..1994-12-05"),
    ("1994年12月2日から5日まで", "December 2-5, 1994", "1994-12-02..1994-12-05"),
    ("1994年6月28日から7月3日", "28 June – 3 July 1994", "1994-06-28..1994-07-03"),
    ("1930年代", "the 1930s", "1930-01-01..1939-12-31"),
    ("一九三〇年代", "1930's", "1930-01-01..1939-12-31"),
    ("1970年代前半", "the first half of the 1970s", "1970-01-01..1974-12-31"),
    ("1970年代後半", "the second half of the 1970s", "1975-01-01..1979-12-31"),
    ("1970年代初頭", "the early 1970s", "1970-01-01..1973-12-31"),
    ("1970年代半ば", "the mid-1970s", "1973-01-01..1976-12-31"),
    ("1970年代末", "Late 1970s", "1977-01-01..1979-12-31"),
    ("1960～70年代", "the 1960s to the 1970s", "1960-01-01..1979-12-31"),
    ("昭和20年8月15日", "15 August 1945", "1945-08-15"),
    ("昭和20.8.15", "1945-08-15", "1945-08-15"),
    ("S20.8.15", "1945/08/15", "1945-08-15"),
    ("Ｓ２０年８月１５日", "1945.8.15", "1945-08-15"),
    ("昭和二十年", "Showa 20", "1945"),
    ("昭和四七年", "Shōwa 47", "1972"),
    ("昭和四十七年", "(1972)", "1972"),
    ("平成6年", "Heisei 6", "1994"),
    ("H6", "[1994]", "1994"),
    ("令和4年", "Reiwa 4", "2022"),
    ("明治37-38年", "Meiji 37-38", "1904-01-01..1905-12-31"),
    ("明治三十七年〜三十八年", "1904–05", "1904-01-01..1905-12-31"),
    ("大正15年12月25日", "December 25, 1926", "1926-12-25"),
    ("昭和30年代", "from 1955 to 1964", "1955-01-01..1964-12-31"),
    ("1996年の選挙", "the 1996 elections", "1996"),
    ("1996年ロシア大統領選", "Russia's 1996 presidential election", "1996"),
    ("（1991年）", "The Prize (1991)", "1991"),
    ("1894年7月：開戦", "1894 July: War begins", "1894-07"),
    ("1911年10月10日：蜂起", "1911 October 10: uprising", "1911-10-10"),
    ("1839年：広州", "1839: Canton", "1839"),
    ("1989年末のマルタ会談", "at the end of 1989.", "1989"),
    ("1994年13月", "of 1994, 13", "1994"),
    ("1994年2月30日", "30 February 1994", "1994-02"),
    ("2000年までは", "until 2000", "2000"),
    ("1945年前後", "circa 1945", "1945"),
    ("翌1946年", "after 1946", "1946"),
    # The year of the other calendar in brackets, before 年 or after it.
    ("1972（昭和47）年5月26日", "May 26th, 1972", "1972-05-26"),
    ("昭和47（1972）年5月26日", "26-May-1972", "1972-05-26"),
    ("1972年（昭和47年）5月26日", "26 MAY 1972", "1972-05-26"),
    ("昭和四七（一九七二）年五月二六日", "the 26th day of May, 1972", "1972-05-26"),
    ("1972（昭47）年5月", "MAY 1972", "1972-05"),
    ("5月26日（1972年）", "May 26 (1972)", "1972-05-26"),
    ("5月26日（昭和47年）", "26 May, 1972", "1972-05-26"),
    # Figures and signs; the month in Roman figures.
    ("昭31・10・19", "19.X.1956", "1956-10-19"),
    ("昭和31・10・19", "19/X/1956", "1956-10-19"),
    ("一九五六・一〇・一九", "19 X 1956", "1956-10-19"),
    ("S31・10・19", "1956. 10. 19", "1956-10-19"),
    ("昭和三一・一〇・一九", "19.10.1956", "1956-10-19"),
    ("1956・10・19", "19-10-1956", "1956-10-19"),
    ("1956,10,19", "19/10/1956", "1956-10-19"),
    ("昭和31-10-19", "10/19/1956", "1956-10-19"),
    ("昭和31.10", "1956/10", "1956-10"),
    ("2021/7月", "2021/7", "2021-07"),
    ("令和3.7", "(2021.7)", "2021-07"),
    ("令和3-7-18", "2021-7-18", "2021-07-18"),
    # Ends that leave out what both have.
    ("1979年から89年", "1979 to 1989", "1979-01-01..1989-12-31"),
    ("1979年5月から89年3月まで", "May 1979 to March 1989", "1979-05-01..1989-03-31"),
    ("昭和16年から20年まで", "Showa 16-20", "1941-01-01..1945-12-31"),
    ("昭和16年4月から20年8月", "from April 1941 until August 1945", "1941-04-01..1945-08-31"),
    ("明治三十七、八年", "Meiji 37-38", "1904-01-01..1905-12-31"),
    ("1975.7.30～31", "30-31 July 1975", "1975-07-30..1975-07-31"),
    ("1975.7.30～8.1", "July 30–August 1, 1975", "1975-07-30..1975-08-01"),
    ("1975年7～8月", "Jul.-Aug. 1975", "1975-07-01..1975-08-31"),
    ("1962年10月22日(月)〜28日(日)", "October 22–28, 1962", "1962-10-22..1962-10-28"),
    ("1962年10月22日（月曜日）から28日（日曜日）まで", "22 to 28 October 1962", "1962-10-22..1962-10-28"),
    ("自昭和十六年四月至同年六月", "April-June 1941", "1941-04-01..1941-06-30"),
    ("自1941年4月、至1942年6月", "April 1941 through June 1942", "1941-04-01..1942-06-30"),
    # Parts of a month, of a decade; seasons.
    ("1972年5月上旬", "early May 1972", "1972-05-01..1972-05-10"),
    ("昭和47年5月初旬", "in early May, 1972", "1972-05-01..1972-05-10"),
    ("1972年5月中旬", "mid-May 1972", "1972-05-11..1972-05-20"),
    ("1972年2月下旬", "late February 1972", "1972-02-21..1972-02-29"),
    ("昭和三十年代前半", "1955-59", "1955-01-01..1959-12-31"),
    ("昭和三十年代後半", "1960–64", "1960-01-01..1964-12-31"),
    ("昭和30～40年代", "1955-1974", "1955-01-01..1974-12-31"),
    ("昭和三十年代から四十年代", "between 1955 and 1974", "1955-01-01..1974-12-31"),
    ("1960年代から70年代", "1960s–70s", "1960-01-01..1979-12-31"),
    ("1960年代", "the nineteen-sixties", "1960-01-01..1969-12-31"),
    ("1960年代初め", "the early nineteen-sixties", "1960-01-01..1963-12-31"),
    ("1890年代", "the eighteen nineties", "1890-01-01..1899-12-31"),
    ("1945年夏", "the summer of 1945", "1945-06-01..1945-08-31?"),
    ("昭和20年の夏", "Summer 1945", "1945-06-01..1945-08-31?"),
    ("昭和二十年春頃", "in the spring of 1945", "1945-03-01..1945-05-31?"),
    ("1945年秋", "Autumn, 1945", "1945-09-01..1945-11-30?"),
    ("1945年晩秋", "late fall of 1945", "1945-09-01..1945-11-30?"),
    ("1944年冬", "the winter of 1944-45", "1944-12-01..1945-02-28?"),
]

# The Julian calendar, in Russia until 1918: the New Style date stands beside the one that was written.
OLD_STYLE = [
    ("1917年10月25日（露暦）", "25 October 1917 (O.S.)", ["1917-10-25", "1917-11-07"]),
    ("露暦1917年10月25日", "October 25, 1917 (Old Style)", ["1917-10-25", "1917-11-07"]),
    ("1917年10月25日（11月7日）", "25 October (7 November) 1917", ["1917-10-25", "1917-11-07"]),
    ("ユリウス暦1900年2月28日", "February 28, 1900, O.S.", ["1900-02-28", "1900-03-12"]),
]

# Before 1873: the days of the lunisolar calendar, and years that are only about ours.
OLD_CALENDAR = [
    ("安政元年三月三日", "1854-03-31"),
    ("天保15年12月2日", "1845-01-09"),
    ("嘉永6年6月3日", "1853-07-08"),
    ("嘉永6年（1853年）6月3日", "1853-07-08"),
    ("1853（嘉永6）年6月3日", "1853-07-08"),
    ("嘉永七年閏七月十五日", "1854-09-07"),
    ("慶応3年10月14日", "1867-11-09"),
    ("慶應三年十月", "1867-10-27..1867-11-25"),
    ("元禄15年12月14日", "1703-01-30"),
    ("慶長5年9月15日", "1600-10-21"),
    ("明治4年7月14日", "1871-08-29"),
    ("明治5年12月2日", "1872-12-31"),
    ("安政元年", "1854?"),
    ("安政五年から七年", "1858-01-01..1860-12-31?"),
    ("文永11年10月5日", "1274?"),
    ("応仁元年", "1467?"),
    ("清の嘉慶5年（1800年）", "1800"),
]

# The changes of era: the year of a change is two years of the calendar, each with its own days.
BOUNDARIES = [
    ("明治元年", "1868-01-25..1868-12-31?"),
    ("明治5年", "1872?"),
    ("明治6年", "1873"),
    ("明治6年1月1日", "1873-01-01"),
    ("明治45年", "1912-01-01..1912-07-30"),
    ("明治45年7月29日", "1912-07-29"),
    ("大正元年", "1912-07-30..1912-12-31"),
    ("大正元年7月30日", "1912-07-30"),
    ("大正15年", "1926-01-01..1926-12-25"),
    ("昭和元年", "1926-12-25..1926-12-31"),
    ("昭和元年12月26日", "1926-12-26"),
    ("昭和64年", "1989-01-01..1989-01-07"),
    ("昭和64年1月7日", "1989-01-07"),
    ("平成元年", "1989-01-08..1989-12-31"),
    ("平成元年1月8日", "1989-01-08"),
    ("平成31年", "2019-01-01..2019-04-30"),
    ("平成31年4月30日", "2019-04-30"),
    ("令和元年", "2019-05-01..2019-12-31"),
    ("令和元年5月1日", "2019-05-01"),
    ("Meiji 45", "1912-01-01..1912-07-30"),
    ("Taisho 1", "1912-07-30..1912-12-31"),
    ("Taishō 15", "1926-01-01..1926-12-25"),
    ("Heisei 31", "2019-01-01..2019-04-30"),
]

NO_DATES = [
    "1386両と4102両",
    "1100人の新聞編集者",
    "約1750万トン",
    "1万2000両を数えた",
    "2000年間の歴史",
    "今から1000年前",
    "紀元前1200年",
    "昭和99年",
    "明治46年",
    "大正16年",
    "十九四五年",
    "七十四年を一つの色で",
    "三年後、11日前",
    "明治大学と昭和基地",
    "二月革命と8月クーデター",
    "M4中戦車とS400",
    "平成の世",
    "1,386 M3 and 4,102 M4 mediums",
    "1100 newspaper editors",
    "of 1800 trucks",
    "in 1933 dollars",
    "It may march in.",
    "He served 1234 days",
    "about $1945",
    "ISBN 4-1234-1990-1",
    "12345678",
    "the October Revolution",
    "pages 1700-1750 and 2000-2100 pages",
    "1945-1939",
    "宣統3年9月15日",
    "契約延長3年",
    "東大3年、短大2年生",
    "1,972 missiles and 19,10,1956,7",
    "Oct-23",
    "電話 03-1972-0526",
    "5/6/1950",
    "31.2.1950",
    "1988.5 percent",
    "2020Z and by 1945 hours",
    "since 1830 hrs, until 1800 GMT",
    "Embtel 1917, Deptel 1815/3",
    "毎年の9月27日",
    "telegram 1070, 3 copies",
]

# Mentions that only the text before explains; the anchor is 27 September 1994.
RELATIVE = [
    (
        "1921年8月21日、同年12月30日",
        "August 21, 1921, and December 30 of the same year",
        ["1921-08-21", "1921-12-30"],
    ),
    ("1972年、翌年", "In 1972, and the following year", ["1972", "1973"]),
    ("1972年、前年", "In 1972, the previous year", ["1972", "1971"]),
    ("1961年、同じ年", "In 1961. That same year", ["1961", "1961"]),
    ("1994年12月6日、同月12日", "On 6 December 1994, and 12 December", ["1994-12-06", "1994-12-12"]),
    ("1991年12月25日、翌日", "On 25 December 1991. The next day", ["1991-12-25", "1991-12-26"]),
    ("1991年1月1日、前日", "On 1 January 1991, the previous day", ["1991-01-01", "1990-12-31"]),
    ("1991年12月、翌月", "In December 1991, the following month", ["1991-12", "1992-01"]),
    ("同年8月21日", "August 21 of that year", ["1994-08-21"]),
    ("同年", "the same year", ["1994"]),
    ("翌年4月", "April 1995", ["1995-04"]),
    ("翌4月", "the following April", ["1995-04"]),
    ("前年12月", "the previous December", ["1993-12"]),
    ("同月12日", "September 12", ["1994-09-12"]),
    ("同日", "the same day", ["1994-09-27"]),
    ("翌日", "the following day", ["1994-09-28"]),
    ("翌月", "the next month", ["1994-10"]),
    ("12月30日", "30 December", ["1994-12-30"]),
    ("12月30日", "December 30th", ["1994-12-30"]),
    ("十二月三十日", "on 30th of December", ["1994-12-30"]),
    ("8月に", "in August", ["1994-08"]),
    ("12月2日と3日", "on 2 and 3 December", ["1994-12-02", "1994-12-03"]),
    ("12月2、3日", "December 2 and 3", ["1994-12-02", "1994-12-03"]),
    ("その年", "that year", ["1994"]),
    ("翌々年", "In 1996", ["1996"]),
    ("1930年代。同年", "The 1930s. The same year", ["1930-01-01..1939-12-31", "1994"]),
    ("1941年〜45年。同年8月", "1941-45. In August", ["1941-01-01..1945-12-31", "1945-08"]),
    (
        "1995年4月15日、前年12月、4月26日",
        "15 April 1995, the previous December, 26 April",
        ["1995-04-15", "1994-12", "1995-04-26"],
    ),
    ("平成3年、1991年、12月25日", "Heisei 3, in 1991, on 25 December", ["1991", "1991", "1991-12-25"]),
    ("1991年12月25日、翌日米国は", "On 25 December 1991. The next day America", ["1991-12-25", "1991-12-26"]),
    ("同年夏", "the summer of 1994", ["1994-06-01..1994-08-31?"]),
    ("同年5月上旬", "early May 1994", ["1994-05-01..1994-05-10"]),
    ("22日（木）から28日（水）まで", "September 22-28", ["1994-09-22..1994-09-28"]),
    ("2003年10月6日、4年越しの", "On October 6, 2003, four years", ["2003-10-06"]),
]

QUERIES = [
    ("1994", "1994"),
    ("１９９４", "1994"),
    ("1994-05", "1994-05"),
    ("2001-02", "2001-02"),
    ("1904-05", "1904-05"),
    ("1972/5", "1972-05"),
    ("1994-06-28", "1994-06-28"),
    ("1994年12月", "1994-12"),
    ("昭和20年", "1945"),
    ("S47", "1972"),
    ("s47", "1972"),
    ("M37", "1904"),
    ("昭和四七", "1972"),
    ("昭和47", "1972"),
    ("大正15年12月25日", "1926-12-25"),
    ("Meiji 37", "1904"),
    ("明治37-38", "1904-01-01..1905-12-31"),
    ("M37-38", "1904-01-01..1905-12-31"),
    ("1990..1995", "1990-01-01..1995-12-31"),
    ("1990-1995", "1990-01-01..1995-12-31"),
    ("1994-06-28..1995-05-10", "1994-06-28..1995-05-10"),
    ("昭和20年8月..昭和22年", "1945-08-01..1947-12-31"),
    ("June 1994", "1994-06"),
    ("28 June 1994", "1994-06-28"),
    ("1990年代", "1990-01-01..1999-12-31"),
    ("1990s", "1990-01-01..1999-12-31"),
    ("the 1990s", "1990-01-01..1999-12-31"),
    ("一九六二年十月", "1962-10"),
    ("㍼47年", "1972"),
    ("1995..1990", ""),
    ("翌年", ""),
    ("12月30日", ""),
    ("1994年の会談", ""),
    ("NATO", ""),
    ("1994 1995", ""),
    ("", ""),
]

FRONT_MATTER = [
    ("1994-06-28", "1994-06-28"),
    ("1994-06", "1994-06"),
    ("1994", "1994"),
    ("1933/1936", "1933-01-01..1936-12-31"),
    ("1917-03/1917-11", "1917-03-01..1917-11-30"),
    ("1990~", "1990?"),
    ("1990?", "1990?"),
    ("1990-05%", "1990-05?"),
    ("1990~/1993", "1990-01-01..1993-12-31?"),
    ("199X", "1990-01-01..1999-12-31"),
    ("19XX", "1900-01-01..1999-12-31"),
    ("1994-06-XX", "1994-06"),
    ("1994-XX-XX", "1994"),
    ("1994-21", "1994?"),
    ("../1945", "0001-01-01..1945-12-31"),
    ("1991/..", "1991-01-01..9999-12-31"),
    ("1991/", "1991-01-01..9999-12-31"),
    (" 1994 ", "1994"),
    ("1994-13", ""),
    ("1994-02-30", ""),
    ("1995/1994", ""),
    ("../..", ""),
    ("1/2/3", ""),
    ("circa 1994", ""),
    ("", ""),
]


@pytest.mark.parametrize(("japanese", "english", "expected"), BILINGUAL)
def test_a_date_means_the_same_days_in_both_languages(japanese: str, english: str, expected: str) -> None:
    assert found(japanese) == [expected]
    assert found(english) == [expected]


@pytest.mark.parametrize(("japanese", "english", "expected"), OLD_STYLE)
def test_an_old_style_date_has_its_new_style_date_beside_it(japanese: str, english: str, expected: list[str]) -> None:
    assert found(japanese) == expected
    assert found(english) == expected


@pytest.mark.parametrize(("text", "expected"), OLD_CALENDAR)
def test_a_date_before_1873_is_that_of_the_calendar_of_its_time(text: str, expected: str) -> None:
    assert found(text) == [expected]


def test_what_follows_a_year_of_the_old_calendar_is_of_the_old_calendar() -> None:
    assert found("安政元年、同年三月三日。嘉永七年と閏七月") == [
        "1854?",
        "1854-03-31",
        "1854?",
        "1854-08-24..1854-09-21",
    ]
    assert found("1854年、同年3月3日") == ["1854", "1854-03-03"]


def test_each_lunar_year_joins_the_next_without_a_gap() -> None:
    months = [(year, month) for year in range(FIRST_KNOWN, SOLAR_SINCE) for month in range(1, 13)]
    firsts = [lunisolar_span(year, month) for year, month in months]
    lengths = [(after.first - one.first).days for one, after in pairwise(firsts) if one and after]
    assert len(lengths) == len(months) - 1 and set(lengths) <= {29, 30, 58, 59, 60}
    assert [span for span in firsts if span][-1].last == date(1872, 12, 31)


@pytest.mark.parametrize(("text", "expected"), BOUNDARIES)
def test_a_year_of_an_era_has_the_days_that_bore_its_name(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_names_that_look_like_dates_are_none(text: str) -> None:
    assert found(text) == []
    assert found(text, ANCHOR) == []


@pytest.mark.parametrize(("japanese", "english", "expected"), RELATIVE)
def test_a_relative_date_is_resolved_by_the_one_before(japanese: str, english: str, expected: list[str]) -> None:
    assert found(japanese, ANCHOR) == expected
    assert found(english, ANCHOR) == expected


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_query_is_a_date_only_as_a_whole(query: str, expected: str) -> None:
    assert days(dates.parse_query(query)) == expected


@pytest.mark.parametrize(("written", "expected"), FRONT_MATTER)
def test_front_matter_is_read_as_edtf(written: str, expected: str) -> None:
    assert days(edtf.parse(written)) == expected


@pytest.mark.parametrize("form", dates.FORMS, ids=lambda form: form.example)
def test_the_example_beside_a_form_is_a_date_from_end_to_end(form: dates.Form) -> None:
    written = dates.find(form.example, ANCHOR)
    assert written
    assert form.example[written[0].start : written[0].end] == form.example.strip("()")


def test_each_mention_keeps_its_place_in_the_original_text() -> None:
    text = "１９９４年６月２８日付、同年（平成六年）と June 28, 1994。"
    assert [text[one.start : one.end] for one in dates.find(text)] == [
        "１９９４年６月２８日",
        "同年",
        "平成六年",
        "June 28, 1994",
    ]


def test_only_what_another_mention_explains_is_relative() -> None:
    assert [one.relative for one in dates.find("1994年6月28日、翌日、7月5日、1995年")] == [False, True, True, False]


def test_the_month_and_the_full_date_outlive_a_year_mentioned_later() -> None:
    text = "1994年12月3日の書簡は1995年の計画を批判した。同月12日、翌13日"
    assert found(text) == ["1994-12-03", "1995", "1994-12-12", "1994-12-13"]


def test_a_date_without_a_year_does_not_lie_far_behind_the_document() -> None:
    letter = DateSpan(date(1994, 11, 30), date(1994, 11, 30))
    text = "1995年のうちに加盟交渉が始まる。12月2日、11月2日"
    assert [days(one.span) for one in dates.find(text, letter, letter)] == ["1995", "1994-12-02", "1994-11-02"]


@pytest.mark.parametrize("text", ["同年8月21日", "翌日", "12月30日", "in August", "the following year"])
def test_a_relative_date_without_anything_before_it_is_no_date(text: str) -> None:
    assert found(text) == []
    assert found(text, DateSpan(date(1933, 1, 1), date(1936, 12, 31))) == []


def test_a_year_of_three_digits_is_a_date_only_with_its_month() -> None:
    assert found("925年10月14日、500年の歴史") == ["0925-10-14"]


def test_an_anchor_may_be_a_span_within_one_year() -> None:
    assert found("12月", DateSpan(date(1917, 3, 1), date(1917, 11, 30))) == ["1917-12"]


def test_a_line_break_may_fall_inside_an_english_date() -> None:
    assert found("signed on 28 June\n1994 in Naples") == ["1994-06-28"]


def test_a_list_of_years_is_several_dates() -> None:
    assert found("in 1933, 1936 and 1939") == ["1933", "1936", "1939"]
    assert found("1933年、1936年と1939年") == ["1933", "1936", "1939"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[("元", 1), ("二十", 20), ("四七", 47), ("四十七", 47), ("百一", 101), ("二〇〇一", 2001), ("47", 47)],
        *[("千九百四十五", 1945), ("十九四五", None), ("十十", None), ("一十二", 12), ("", None), ("甲", None)],
    ],
)
def test_kanji_numerals_are_numbers_or_nothing(written: str, value: int | None) -> None:
    assert calendar.number(written) == value


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        *[
            (1867, ()),
            (1868, ("明治元",)),
            (1912, ("明治45", "大正元")),
            (1926, ("大正15", "昭和元")),
            (1972, ("昭和47",)),
        ],
        *[(1989, ("昭和64", "平成元")), (2019, ("平成31", "令和元"))],
    ],
)
def test_a_western_year_has_one_or_two_era_years(year: int, expected: tuple[str, ...]) -> None:
    assert calendar.japanese_years(year) == expected


@pytest.mark.parametrize("year", range(1873, 2020))
def test_every_era_year_leads_back_to_its_western_year(year: int) -> None:
    for written in calendar.japanese_years(year):
        [one] = dates.find(f"{written}年")
        assert one.span.years == range(year, year + 1)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("1945年8月15日", "1945 1945-08 1945-08-15"),
        ("1941-45", "1941 1942 1943 1944 1945 1941/1945"),
        ("1962年10月22日〜28日", "1962 1962-10 1962-10-22 1962-10-28 1962-10-22/1962-10-28"),
        ("July-August 1975", "1975 1975-07 1975-08 1975-07-01/1975-08-31"),
        ("December 1941–January 1942", "1941 1942 1941-12 1942-01 1941-12-01/1942-01-31"),
    ],
)
def test_a_range_is_found_by_each_of_its_years_and_by_its_ends(written: str, keys: str) -> None:
    [one] = dates.find(written)
    assert date_keys(one.span) == tuple(f"d:{key}" for key in keys.split())
    assert asked_key(one.span) == date_keys(one.span)[-1]


@pytest.mark.parametrize(
    ("asked", "written"),
    [("昭和20年夏", "the summer of 1945"), ("1945年夏", "昭和20年の夏"), ("summer of 1945", "1945年夏")],
)
def test_a_season_is_found_in_either_calendar_and_language(asked: str, written: str) -> None:
    span = dates.parse_query(asked)
    assert span and asked_key(span) in date_keys(dates.find(written)[0].span)
