"""Variant keys: what different spellings of one thing share, for katakana names and for numbers."""

import re
from functools import lru_cache
from itertools import product

from indexer.analysis.normalize import CJK

_PLAIN = str.maketrans("ァィゥェォャュョヮヰヱヲヂヅ", "アイウエオヤユヨワイエオジズ")
_DIGRAPHS = (
    ("イエ", "エ"), ("ウエ", "エ"), ("ヴア", "バ"), ("ヴイエ", "ベ"), ("ヴイ", "ビ"), ("ヴエ", "ベ"), ("ヴオ", "ボ"), ("ヴ", "ブ"),
    ("ツイ", "チ"), ("テイ", "チ"), ("デイ", "ジ"), ("トウ", "ト"), ("ドウ", "ド"), ("シエ", "セ"), ("ジエ", "ゼ"), ("チエ", "テ"),
    ("フア", "ハ"), ("フイ", "ヒ"), ("フエ", "ヘ"), ("フオ", "ホ"),
)  # fmt: skip
"""Read in large kana, as all was printed before the war: チエコスロヴアキア, ヴイシンスキー."""
_DROPPED = str.maketrans("", "", "ーッ・")
_I_ROW = "イキシチニヒミリギジビピ"
_AFTER_I = re.compile(f"(?<=[{_I_ROW}])ア")
_FINAL_I = re.compile(f"(?<=[{_I_ROW}])イ$")

SHORTEST = 3
"""Never below three characters: サバ is not サーバー, and ビル is not ビール (length counted without ー)."""


@lru_cache(maxsize=50_000)
def katakana_key(word: str) -> str:
    """What the renderings of one foreign word share; empty where the word is too short to tell.

    イエリツィン = エリツイン = エリツィン, ヴェトナム = ベトナム, コンピュータ = コンピューター.
    """
    key = word.translate(_PLAIN)
    for written, shared in _DIGRAPHS:
        if written in key:
            key = key.replace(written, shared)
    key = key.translate(_DROPPED)
    key = _FINAL_I.sub("", _AFTER_I.sub("ヤ", key))
    return "k:" + key if len(word.replace("ー", "")) >= SHORTEST else ""


_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
LONGEST_NUMBER = 100
"""Signs; a row of more digits is copied out, not read, and Python itself refuses more than 4,300."""

NUMBER = re.compile("[0-9〇一二三四五六七八九十百千万億兆]+")


def number_value(text: str) -> int | None:
    """The number that digits and kanji numerals write: 十四 = 14, 10万 = 100000, 一九四五 = 1945; None for 万一, 十百 and
    for what is too long to be counted."""
    if not text or len(text) > LONGEST_NUMBER:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) > 1 else _DIGITS[text]
    return _with_units(text)


_COUNT = "([0-9]+|[一二三四五六七八九])?"
_SECTION = re.compile(f"(?:{_COUNT}千)?(?:{_COUNT}百)?(?:{_COUNT}十)?([0-9]+|[一二三四五六七八九])?")


def _with_units(text: str) -> int | None:
    """Sections of thousands, each before its myriad: 千三百八十六万五千."""
    total, before = 0, 10**17
    for part in re.findall("[^万億兆]*[万億兆]?", text)[:-1]:
        size = _MYRIADS.get(part[-1], 1)
        written = part.rstrip("万億兆")
        section = _SECTION.fullmatch(written)
        digits = all(sign in _DIGITS for sign in written)  # 一〇〇万
        if size >= before or not written or not (section or digits):
            return None
        value = _section_value(section) if section else int("".join(str(_DIGITS[sign]) for sign in written))
        total, before = total + value * size, size
    return total


def _section_value(section: re.Match[str]) -> int:
    """二千三十 -> 2030: a unit without a digit before it counts once."""
    value = 0
    for digit, unit in zip(section.groups(), ("千", "百", "十", ""), strict=True):
        if digit is not None:
            value += (int(digit) if digit.isdigit() and digit.isascii() else _DIGITS[digit]) * _UNITS.get(unit, 1)
        elif unit and unit in section[0]:
            value += _UNITS[unit]
    return value


def kanji_number(value: int) -> str:
    """14 -> 十四, 100000 -> 十万; a number that the numerals do not reach stays in digits."""
    if value == 0 or value >= 10**16:
        return "〇" if value == 0 else str(value)
    return "".join(_section(section) + name for section, name in _sections(value))


def _sections(value: int) -> list[tuple[int, str]]:
    """15000 -> (1, 万), (5000, "")."""
    found = []
    for name, size in (*sorted(_MYRIADS.items(), key=lambda pair: -pair[1]), ("", 1)):
        section, value = divmod(value, size)
        if section:
            found.append((section, name))
    return found


def _section(value: int) -> str:
    """A number below 10,000 in kanji: 1386 -> 千三百八十六."""
    pieces = []
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            pieces.append(("" if digit == 1 and name else "〇一二三四五六七八九"[digit]) + name)
    return "".join(pieces)


_OKURIGANA = re.compile("(?<=[一-鿿])[ぁ-ん]{1,2}(?=[一-鿿]|$)")


def other_okurigana(word: str) -> tuple[str, ...]:
    """A compound word with fewer of its okurigana: 打ち切り -> 打切り, 打ち切, 打切 (allowed by 通則 6 and 7 of the
    Cabinet's notice on okurigana, 1973). MeCab cuts some of these (打|切り), so they are looked for as they stand."""
    if not re.fullmatch("[一-鿿][ぁ-ん]{1,2}[一-鿿]+[ぁ-ん]{0,2}", word):
        return ()
    pieces = _OKURIGANA.split(word)
    kana = [*_OKURIGANA.findall(word), ""]
    rows = product(*([k, ""] if k else [""] for k in kana[: len(pieces)]))
    found = ("".join(part for pair in zip(pieces, row, strict=True) for part in pair) for row in rows)
    return tuple(other for other in dict.fromkeys(found) if other != word)


_JAPANESE = re.compile(f"[{CJK}]")
MOST_SPELLINGS = 16


def other_numerals(text: str) -> tuple[str, ...]:
    """A text with its numbers written the other way: 14か条 -> 十四か条, 十月革命 -> 10月革命, 3分の2 -> 三分の二."""
    if not NUMBER.search(text) or not _JAPANESE.search(text):
        return ()
    pieces: list[list[str]] = []
    position = 0
    for match in NUMBER.finditer(text):
        pieces += (_counters(text[position : match.start()]), _numerals(match[0]))
        position = match.end()
    pieces.append(_counters(text[position:]))
    rows = ("".join(row) for row in product(*pieces[:13]))
    return tuple(row for row in dict.fromkeys(rows) if row != text)[:MOST_SPELLINGS]


_COUNTER = re.compile("[かカヵヶ箇ケ](?=[一-鿿])")


def _counters(text: str) -> list[str]:
    """What follows a number: か条 is also printed ケ条. (Of カヵヶ箇 the literal layer makes か.)"""
    return ["か" + text[1:], "ケ" + text[1:]] if _COUNTER.match(text) else [text]


_OTHER_DIGITS = str.maketrans("0123456789〇一二三四五六七八九", "〇一二三四五六七八九0123456789")


def _numerals(written: str) -> list[str]:
    value = number_value(written)
    if value is None or value >= 10**16:
        return [written]
    if written[0] in "0〇":
        return [written, written.translate(_OTHER_DIGITS)]  # 007 is not 7
    by_place = str(value).translate(_OTHER_DIGITS)
    return list(dict.fromkeys([written, str(value), kanji_number(value), by_place, *_in_myriads(value)]))


def _in_myriads(value: int) -> list[str]:
    """As newspapers write: 15000 -> 1万5000, 1万5千."""
    whole = "".join(f"{section}{name}" for section, name in _sections(value))
    return [whole, f"{whole[:-3]}千"] if value % 10**4 and value % 1000 == 0 else [whole]
