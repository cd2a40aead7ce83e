"""Numbers in digits and in kanji numerals: what is written, and how else it may be."""

import re

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


def in_myriads(value: int) -> list[str]:
    """As newspapers write: 15000 -> 1万5000, 1万5千."""
    whole = "".join(f"{section}{name}" for section, name in _sections(value))
    return [whole, f"{whole[:-3]}千"] if value % 10**4 and value % 1000 == 0 else [whole]
