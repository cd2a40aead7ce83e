"""How else a text may write its numbers: in kanji or figures, with other units, in roman numerals."""

import re
from itertools import product

from indexer.analysis.normalize import CJK
from indexer.analysis.numerals import NUMBER, in_myriads, kanji_number, number_value

_JAPANESE = re.compile(f"[{CJK}]")
_WHOLE = re.compile(rf"(?<![0-9]\.){NUMBER.pattern}(?!\.[0-9])(?!{NUMBER.pattern})")
"""1.5 has two numbers and is none of them."""
MOST_SPELLINGS = 16

UNITS = (
    (" percent", " per cent", "パーセント"), ("km", "キロメートル", "キロ"), ("cm", "センチメートル", "センチ"), ("mm", "ミリメートル", "ミリ"),
    ("kg", "キログラム"), ("ha", "ヘクタール"), ("kW", "キロワット"),
)  # fmt: skip
"""Units as they are written after a number in canonical text, where a percent sign is a word."""
_MEASURED = re.compile(f" ?(?P<unit>{'|'.join(unit.strip() for units in UNITS for unit in units)})(?![A-Za-zァ-ヺー])")
_BY_UNIT = {unit.strip(): units for units in UNITS for unit in units}


def other_numerals(text: str) -> tuple[str, ...]:
    """A canonical text with its numbers written the other way: 14か条 -> 十四か条, 十月革命 -> 10月革命, 20 percent ->
    20パーセント, 500km -> 500キロ."""
    found = list(_WHOLE.finditer(text))
    if not found and (percent := _PERCENT.search(text)):
        return (text[: percent.start()] + _PERCENTS[percent[0].lower()] + text[percent.end() :],)
    if not found or not (_JAPANESE.search(text) or any(_MEASURED.match(text, number.end()) for number in found)):
        return ()
    pieces: list[list[str]] = []
    position = 0
    for match in found:
        pieces += (_after_number(text[position : match.start()]), _numerals(match[0]))
        position = match.end()
    pieces.append(_after_number(text[position:]))
    rows = ("".join(row) for row in product(*pieces[:13]))
    return tuple(row for row in dict.fromkeys(rows) if row != text)[:MOST_SPELLINGS]


def other_measures(text: str) -> tuple[str, ...]:
    """A number with its unit and nothing else, written otherwise: 50 per cent -> 50パーセント, 五〇 percent."""
    return other_numerals(text) if _MEASURE.fullmatch(text) else ()


_MEASURE = re.compile(f"{NUMBER.pattern}{_MEASURED.pattern}")
_PERCENTS = {"percent": "per cent", "per cent": "percent"}
_PERCENT = re.compile(r"\b(?:percent|per cent)\b", re.IGNORECASE)
"""One word or two, whatever number stands before it."""

_COUNTER = re.compile("[かカヵヶ箇ケ](?=[一-鿿])")


def _after_number(text: str) -> list[str]:
    """What follows a number: か条 is also printed ケ条, km キロ. (Of カヵヶ箇 the literal layer makes か.)"""
    if _COUNTER.match(text):
        return ["か" + text[1:], "ケ" + text[1:]]
    measured = _MEASURED.match(text)
    units = _BY_UNIT[measured["unit"]] if measured else ()
    return list(dict.fromkeys([text, *(unit + text[measured.end() :] for unit in units if measured)]))


_OTHER_DIGITS = str.maketrans("0123456789〇一二三四五六七八九", "〇一二三四五六七八九0123456789")


def _numerals(written: str) -> list[str]:
    value = number_value(written)
    if value is None or value >= 10**16:
        return [written]
    if written[0] in "0〇":
        return [written, written.translate(_OTHER_DIGITS)]  # 007 is not 7
    by_place = str(value).translate(_OTHER_DIGITS)
    return list(dict.fromkeys([written, str(value), kanji_number(value), by_place, *in_myriads(value)]))


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
NUMERALS = {str(tens * 10 + ones): "X" * tens + ROMAN[ones] for tens in range(4) for ones in range(10)}
del NUMERALS["0"]
SPELT = dict(
    zip(NUMERALS, ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), strict=False)
)
_FIGURES = {other: figure for table in (NUMERALS, SPELT) for figure, other in table.items()}
_NUMBERED = re.compile(
    rf"(?<=[A-Za-z])(?P<gap>[ -]?)(?P<number>{'|'.join(sorted((*NUMERALS, *_FIGURES), key=len, reverse=True))})"
    r"(?![A-Za-z0-9'-]|[.,]\d)"
)


def other_numbering(text: str) -> tuple[str, ...]:
    """A canonical text whose thing in Latin letters is numbered otherwise: SALT 2 -> SALT II, SALT two; World War II -> World
    War 2. A numeral in letters stands apart, and one in small letters has two of them: iPod has none."""
    upper = _NUMBERED.search(text) or _NUMBERED.search(_capital_numeral(text))
    if not upper or not (upper["gap"] or upper["number"].isdigit()):
        return ()
    figure = _FIGURES.get(upper["number"], upper["number"])
    others = [
        other for other in (figure, NUMERALS[figure], SPELT.get(figure, "")) if other and other != upper["number"]
    ]
    return tuple(f"{text[: upper.start()]} {other}{text[upper.end() :]}" for other in others)


def _capital_numeral(text: str) -> str:
    """world war ii -> world war II, World War Two -> World War two."""
    return _SMALL_NUMERAL.sub(lambda m: m[0].lower() if m[0].lower() in _FIGURES else m[0].upper(), text)


_SMALL_NUMERAL = re.compile(
    f"(?<=[A-Za-z][ -])(?:[ivx]{{2,}}|{'|'.join(SPELT.values())})(?![A-Za-z0-9'-])", re.IGNORECASE
)
