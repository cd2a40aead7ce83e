"""The Japanese calendar before 1873: its eras, and the days of its years, months and days in the Gregorian calendar.

Lunisolar months began with the new moon and had 29 or 30 days; every third year or so had one twice (閏, a leap
month). Before 1600 only the year is known here, approximately: its last weeks lay in the next one of ours. An era is
counted from the beginning of the year in which it was proclaimed, as histories do: 安政元年三月三日 is the day of
the treaty of Kanagawa, eight months before the name.

Source: 内田正男『日本暦日原典』, by way of the tables of the manakai project (data-locale: kyuureki-map, era-defs).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate

from indexer.document import DateSpan

SOLAR_SINCE = 1873
"""明治6年, the first year of the calendar of today."""

FIRST_KNOWN = 1600
LONGEST = 35
"""応永 had 35 years, no era before Meiji more."""

# The names with their first years; of the two courts' (1331 to 1392) both. 延長 (923) and 大同 (806) are left out: as
# words they are an extension of so many years, and an era of Manchukuo.
_ERAS = """
    大化645 白雉650 朱鳥686 大宝701 慶雲704 和銅708 霊亀715 養老717 神亀724 天平729 宝亀770 天応781 延暦782 弘仁810
    天長824 承和834 嘉祥848 仁寿851 斉衡854 天安857 貞観859 元慶877 仁和885 寛平889 昌泰898 延喜901 承平931 天慶938
    天暦947 天徳957 応和961 康保964 安和968 天禄970 天延973 貞元976 天元978 永観983 寛和985 永延987 永祚989 正暦990
    長徳995 長保999 寛弘1004 長和1012 寛仁1017 治安1021 万寿1024 長元1028 長暦1037 長久1040 寛徳1044 永承1046
    天喜1053 康平1058 治暦1065 延久1069 承保1074 承暦1077 永保1081 応徳1084 寛治1087 嘉保1094 永長1096 承徳1097
    康和1099 長治1104 嘉承1106 天仁1108 天永1110 永久1113 元永1118 保安1120 天治1124 大治1126 天承1131 長承1132
    保延1135 永治1141 康治1142 天養1144 久安1145 仁平1151 久寿1154 保元1156 平治1159 永暦1160 応保1161 長寛1163
    永万1165 仁安1166 嘉応1169 承安1171 安元1175 治承1177 養和1181 寿永1182 元暦1184 文治1185 建久1190 正治1199
    建仁1201 元久1204 建永1206 承元1207 建暦1211 建保1213 承久1219 貞応1222 元仁1224 嘉禄1225 安貞1227 寛喜1229
    貞永1232 天福1233 文暦1234 嘉禎1235 暦仁1238 延応1239 仁治1240 寛元1243 宝治1247 建長1249 康元1256 正嘉1257
    正元1259 文応1260 弘長1261 文永1264 建治1275 弘安1278 正応1288 永仁1293 正安1299 乾元1302 嘉元1303 徳治1306
    延慶1308 応長1311 正和1312 文保1317 元応1319 元亨1321 正中1324 嘉暦1326 元徳1329 元弘1331 正慶1332 建武1334
    延元1336 興国1340 正平1346 建徳1370 文中1372 天授1375 弘和1381 元中1384 暦応1338 康永1342 貞和1345 観応1350
    文和1352 延文1356 康安1361 貞治1362 応安1368 永和1375 康暦1379 永徳1381 至徳1384 嘉慶1387 康応1389 明徳1390
    応永1394 正長1428 永享1429 嘉吉1441 文安1444 宝徳1449 享徳1452 康正1455 長禄1457 寛正1460 文正1466 応仁1467
    文明1469 長享1487 延徳1489 明応1492 文亀1501 永正1504 大永1521 享禄1528 天文1532 弘治1555 永禄1558 元亀1570
    天正1573 文禄1592 慶長1596 元和1615 寛永1624 正保1644 慶安1648 承応1652 明暦1655 万治1658 寛文1661 延宝1673
    天和1681 貞享1684 元禄1688 宝永1704 正徳1711 享保1716 元文1736 寛保1741 延享1744 寛延1748 宝暦1751 明和1764
    安永1772 天明1781 寛政1789 享和1801 文化1804 文政1818 天保1830 弘化1844 嘉永1848 安政1854 万延1860 文久1861
    元治1864 慶応1865
"""
OLD_ERAS = {each[:2]: int(each[2:]) for each in _ERAS.split()}
"""Name -> its first year."""

# A year from 1600 on: the month after which a leap month comes (0 for none), then a bit for each month from the lowest
# on, 1 for 30 days and 0 for 29; all in base 16.
_YEARS = """
    00752 b1725 00b45 0064b 814ab 004ad 0056b 40b6a 00ba9 00b52 21b45 00d45 a1a4d 00a55 004ad 605ad 006b5 00da9 31d92
    00ea2 c1d26 00d2a 00a56 814b6 0035a 006d5 40ec9 00749 00e93 20d2a 0052b a0a57 00aab 0056a 71b55 00b64 00749 31693
    00a95 b152b 0054d 00aad 9156a 005b2 00ba5 51b4a 00d4a 00b15 1154d 00556 a0ab5 00ad5 006d2 60da5 00ea5 00e8a 40d16
    00ca7 c1956 0055a 00ad9 816d2 00752 00745 5168b 0068b 004ab 2095b 0056b a0b6a 00baa 00b92 61b45 00d45 00a95 414ad
    004ad c05ad 006d5 00daa 81da2 00ea2 00d46 51a95 00a56 0055a 30ad5 00b69 00752 10ea5 00b25 8164b 00a4d 004ab 5055b
    005ad 00b69 21b52 00d92 91d25 00d25 00a55 814ad 002b6 005b5 40da9 00ec9 00e92 11d25 00d26 80a56 00a57 002d6 516d5
    006d4 00ec9 20e92 00693 a152b 0052b 00a5b 7155a 0056a 00b65 41749 00b49 00a95 1152b 0052d 90aad 00ab5 005aa 50ba5
    00da5 00d4a 31a95 00c96 b152e 00556 00ab5 715b2 006d2 00ea5 41e4a 0064a c0c97 00cab 0055a a0ad6 00b69 00752 616a5
    00b25 0064b 2149b 004ab b056b 005ad 00ba9 71b52 00d92 00d25 41a4b 00a55 c14ad 002b6 005b5 90daa 00ec9 00e92 61d25
    00d2a 00a56 314b6 00556 c06d5 00755 00749 70e93 00693 0052b 50a57 00aab 0055a 10ad5 00b65 a174a 00b49 00a95 6152b
    0052d 00aad 2156a 005aa b0ba5 00da5 00d4a 71d15 00c96 0094e 40aad 00ad5 005d2 10da5 00ea5 80e8a 0068b 00c97 60956
    0055b 00ada 216d4 00752 b1745 00b45 00a8b 814ab 004ad 0096b 40b6a 00baa 00b52 11b45 00d45 81a93 00a55 004ad 609ad
    006b5 00daa 31d94 00ea2 b1d45 00d4a 00a96 71536 0055a 00ad5 416ca 00752 00ea3 10d4a 0054b 90a97 00aab 0055a 50ad5
    00b65 00752 416a5 00aa5 0054b 20a9b 00aad 7156a 005b2 00ba9 51b52 00d92 00d25 31a4d 00956 80aad 00ad6 005d4 50da9
    00ec5 00e8a 40d26 00d27 a0956 0095b 002da
"""
_NEW_YEAR_1600 = date(1600, 2, 15)


@dataclass(frozen=True, slots=True)
class _Year:
    """The first days of its months, as ordinals, the day after its last behind them; `leap` as in the table."""

    starts: tuple[int, ...]
    leap: int


@lru_cache(maxsize=1)
def _years() -> tuple[_Year, ...]:
    found: list[_Year] = []
    start = _NEW_YEAR_1600.toordinal()
    for leap, bits in ((int(each[0], 16), int(each[1:], 16)) for each in _YEARS.split()):
        lengths = (29 + (bits >> month & 1) for month in range(13 if leap else 12))
        found.append(_Year(tuple(accumulate(lengths, initial=start)), leap))
        start = found[-1].starts[-1]
    return tuple(found)


def lunisolar_span(year: int, month: int | None = None, day: int | None = None, leap: bool = False) -> DateSpan | None:
    """The days of a year, a month or a day of this calendar; None for one that it did not have.

    `leap` says that the month is the second of its number. A year is given as that of ours, approximately.
    """
    if not month or year < FIRST_KNOWN:
        return DateSpan(date(year, 1, 1), date(year, 12, 31), approximate=True)
    if not FIRST_KNOWN <= year < SOLAR_SINCE:
        return None
    known = _years()[year - FIRST_KNOWN]
    if leap and month != known.leap:
        return None
    at = month - 1 + (leap or 0 < known.leap < month)
    first, after = known.starts[at], min(known.starts[at + 1], date(SOLAR_SINCE, 1, 1).toordinal())
    if day:
        first, after = first + day - 1, min(after, first + day)
    return DateSpan(date.fromordinal(first), date.fromordinal(after - 1)) if first < after else None
