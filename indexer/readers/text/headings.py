"""Which lines of plain text are headings.

Some say so themselves: `# …`, 【要約】, 第一章　天皇, or a label with its title on the next line (文書3 / 覚書).
Others are known by their place alone: a short line between blank lines, that ends no sentence and is followed by
prose. A line that recurs is the legend of a map or the head of a page, not a heading. Their depth is for `nesting`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.readers.text.lines import ADDRESS, Unit, columns

WIDEST = 80
"""A heading is at most so many columns wide: 40 kanji."""

WIDEST_TITLE = 120
MOST_WORDS = 14
NUMERAL = "[〇零一二三四五六七八九十百0-9０-９]+"

MARKED = (
    re.compile(r"【[^【】]{1,40}】$"),
    re.compile(rf"第{NUMERAL}(?:部|編|篇|巻)(?:[\s　:：]|$)|(?:part|book|volume)\s+(?:[ivx]+|\d+)\b", re.IGNORECASE),
    re.compile(rf"第{NUMERAL}章|chapter\s+(?:[ivx]+|\d+)\b", re.IGNORECASE),
    re.compile(rf"第{NUMERAL}節|section\s+(?:[ivx]+|[\d.]+)\b", re.IGNORECASE),
    re.compile(rf"第{NUMERAL}[款項](?:[\s　:：]|$)"),
    re.compile(rf"第{NUMERAL}条(?:の{NUMERAL})?\s*(?:[（(].{{1,40}}[）)])?$|article\s+(?:[ivx]+|\d+)$", re.IGNORECASE),
)
"""Headings that say so themselves, the higher ones first."""

LABEL_RANK = len(MARKED)
HASH = re.compile(r"(#{1,6})[ \t　]+(\S.*)$")
LABEL = re.compile(r"[^\W\d_ぁ-ゖ]{1,12}\.?[ 　]?[0-9０-９]{1,4}[.:：]?$")
"""`Doc 01`, `文書3`: a word and a number. With a title on the next line they make one heading."""

YEARS = re.compile(r"[（(]\s*(\d{3,4})年?\s*[-‐–—―~〜～ー]\s*(\d{3,4})年?\s*[)）]$")
"""`第二次世界大戦前 (1917年 - 1939年)` is a heading by its form."""

NUMBERED = re.compile(rf"(?:[(（]?{NUMERAL}[)）.．、\s　]|{NUMERAL}$|[IVX]+\.\s)")
OPEN_END = re.compile(r"[。．.！？!?、，,;；:：…」』\"”]$")
INNER_SENTENCE = re.compile(r"[。！？](?![）)」』])")


@dataclass(frozen=True, slots=True)
class Sign:
    """What marks a unit as a heading, and how many units it takes up.

    `hashes` is the level written with `#`, `rank` the place in MARKED; both are absent (0 and None) from a heading
    known by its place. `years` are those of its title. `closing` says that no prose follows in the document.
    """

    text: str
    hashes: int = 0
    rank: int | None = None
    years: tuple[int, int] | None = None
    length: int = 1
    closing: bool = False


def signs(units: Sequence[Unit], title: str) -> dict[int, Sign]:
    """The headings among the units, by their index. `title` is that of the document, its first unit or empty."""
    marked = {index: sign for index in range(len(units)) if (sign := _marked(units, index))}
    if any(sign.hashes for sign in marked.values()):
        return marked  # whoever marks headings with # marks them all
    return _placed(units, title, marked) | marked


def is_title(units: Sequence[Unit]) -> bool:
    """Whether the first line names what follows; a line with nothing below it is the text itself."""
    return len(units) > 1 and _is_short(units[0], WIDEST_TITLE) and _marked(units, 0) is None


def _marked(units: Sequence[Unit], index: int) -> Sign | None:
    """The heading at `index`, if it says so itself."""
    unit = units[index]
    if found := HASH.match(unit.text):
        return Sign(found[2].rstrip(" #"), hashes=len(found[1]))
    if "\n" in unit.text or columns(unit.text) > WIDEST or unit.is_bullet:
        return None
    for rank, pattern in enumerate(MARKED):
        if pattern.match(unit.text) and not OPEN_END.search(unit.text.rstrip(".")):
            return Sign(unit.text, rank=rank)
    if index + 2 < len(units) and LABEL.match(unit.text) and _is_short(units[index + 1], WIDEST_TITLE):
        return Sign(f"{unit.text} {units[index + 1].text}", rank=LABEL_RANK, length=2)
    return None


def _placed(units: Sequence[Unit], title: str, marked: dict[int, Sign]) -> dict[int, Sign]:
    """The headings known by their place, found from the last to the first: a heading may lead to another."""
    recurring = {text for text, count in Counter(unit.text for unit in units).items() if count > 1}
    last_prose = max((index for index, unit in enumerate(units) if _is_prose(unit)), default=-1)
    taken = {index + step for index, sign in marked.items() for step in range(sign.length)}
    found: dict[int, Sign] = {}
    for index in reversed(range(1 if title else 0, len(units))):
        unit = units[index]
        if index in taken or not unit.alone or not _is_short(unit, WIDEST):
            continue
        if _is_label(unit, recurring) or (index == 1 and _is_subtitle(units, title)):
            continue
        if _leads_on(units, index, found.keys() | marked.keys()):
            found[index] = Sign(unit.text, years=_years(unit.text), closing=index > last_prose >= 0)
    return found


def _leads_on(units: Sequence[Unit], index: int, headings: set[int]) -> bool:
    """Whether a heading at `index` would have something below it.

    The last line of a file heads nothing and may be a signature, unless it ends a list: then it is no item of it.
    """
    if index + 1 == len(units):
        return index > 0 and units[index - 1].is_bullet
    following = units[index + 1]
    return index + 1 in headings or _is_prose(following) or following.is_bullet or _years(units[index].text) is not None


def _is_short(unit: Unit, widest: int) -> bool:
    """Whether a unit has the form of a heading: a line that names something and says nothing about it."""
    text = unit.text
    if "\n" in text or unit.is_bullet or ADDRESS.match(text) or not any(map(str.isalpha, text)):
        return False
    if columns(text) > widest or len(text.split()) > MOST_WORDS:
        return False
    return not OPEN_END.search(text) and not INNER_SENTENCE.search(text) and text[0] not in "「『（("


def _is_prose(unit: Unit) -> bool:
    return not unit.is_bullet and (unit.ends_sentence or columns(unit.text) > WIDEST)


def _is_label(unit: Unit, recurring: set[str]) -> bool:
    return unit.text in recurring and not NUMBERED.match(unit.text)


def _is_subtitle(units: Sequence[Unit], title: str) -> bool:
    """Whether the line below the title belongs to it: then the text still begins with what the title means.

    日英同盟 / 1902年に結ばれた同盟 / 日英同盟（にちえいどうめい）とは、…
    """
    return len(units) > 2 and bool(title) and units[2].text.startswith(title)


def _years(text: str) -> tuple[int, int] | None:
    found = YEARS.search(text)
    return (int(found[1]), int(found[2])) if found else None
