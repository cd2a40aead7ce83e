"""Japanese names by what UniDic knows of them, and by the title behind them.

吉田茂, ジョージ・ケナン       parts: a surname and a given name, or names with a dot between
デビッド・R・フランシス        initial: among the parts of a name
エリツィン大統領, 幣原外相     title: a name, an office perhaps, a title
ゴルバチョフは               name: a single word in katakana that is a person's name to UniDic
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.analysis.japanese import PLACE, UNKNOWN, prepare, proper_names
from indexer.people.names import DOTS, PersonName, japanese
from indexer.people.sightings import Sighting, around
from indexer.people.titles import JAPANESE_TITLES

KATAKANA = re.compile("[ァ-ヺー]{2,}")
_TITLE = re.compile(f"[一-龠々]{{0,6}}?(?:{'|'.join(sorted(JAPANESE_TITLES, key=len, reverse=True))})")
_TITLE_AT_ONCE = re.compile("|".join(title for title in JAPANESE_TITLES if title != "氏"))
"""Behind a single character: 林大使, but neither 源氏 nor 倉庫局長官."""
_DOTTED = re.compile(f"[ァ-ヺー]{{2,}}(?:{DOTS.pattern}(?:[ァ-ヺー]+|[A-ZＡ-Ｚ]))*")
_INITIAL = re.compile("[A-ZＡ-Ｚ]")
_KANJI = re.compile("[一-龠々]")
_PERSON = ("姓", "名", "一般")


class _Part(NamedTuple):
    start: int
    end: int
    kind: str


def japanese_sightings(text: str, document: str) -> Iterator[Sighting]:
    """Every name of a person in `text`."""
    parts = [_Part(*part) for part in proper_names(prepare(text))]
    kinds = {part.start: part for part in parts}
    for found in _DOTTED.finditer(text):
        if clue := _katakana_clue(text, found, kinds):
            name = japanese(found[0]) if DOTS.search(found[0]) else PersonName(found[0], found[0])
            yield Sighting(name, clue, document, around(text, *found.span()))
    for one, other in zip(parts, [*parts[1:], _Part(0, 0, "")], strict=False):
        if one.kind == "姓" and not KATAKANA.match(text, one.start):
            yield from _kanji(text, one, other, document)


def _katakana_clue(text: str, found: re.Match[str], kinds: dict[int, _Part]) -> str:
    """What says that it is a person, not トルーマン・ドクトリン, a place, or the Baltic of バルト三国."""
    if _INITIAL.search(found[0]):
        return "initial"
    first = kinds.get(found.start())
    last = kinds.get(found.end() - len(DOTS.split(found[0])[-1]))
    if first is None or last is None or last.end != found.end() or PLACE in (first.kind, last.kind):
        return ""
    if _TITLE.match(text, found.end()):
        return "title"
    if first.kind not in _PERSON or last.kind not in (*_PERSON, UNKNOWN) or _KANJI.match(text, found.end()):
        return ""
    if first is last:
        return "name" if last.end - last.start > 2 else ""  # パン, ルミ
    return "parts"


def _kanji(text: str, surname: _Part, other: _Part, document: str) -> Iterator[Sighting]:
    """吉田茂, 吉田 茂; 吉田首相."""
    last, given = text[surname.start : surname.end], text[other.start : other.end]
    if other.kind == "名" and other.start - surname.end <= 1 and not KATAKANA.match(given):
        name = PersonName(f"{last} {given}", last, (given,))
        yield Sighting(name, "parts", document, around(text, surname.start, other.end))
    elif (_TITLE if len(last) > 1 else _TITLE_AT_ONCE).match(text, surname.end):
        yield Sighting(PersonName(last, last), "title", document, around(text, surname.start, surname.end))
