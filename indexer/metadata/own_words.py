"""What a document that nobody described says of itself at head and foot and in its file's name: date and author.

    Moscow, July 20, 1961, 2 p.m.        a dateline: a line of a place and a day, and a time of day perhaps
    昭和二十六年九月八日　吉田茂           a day alone, or signed, above a letter or below it
    Date: 26 May 1950   差出人：外務大臣    what a line says it is
    Letter from Yeltsin (28 June 1994)    the title of a letter, a telegram, a record
    1961-07-20 memo.txt                   the name of the file, if nothing else says it

A date that the text only tells of is none of these: a line with words of its own dates nothing, and neither do several
lines with several days, which make a diary or a chronicle.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from indexer.document import Block, DateSpan, Document
from indexer.metadata import dates

INFERRED = "inferred"
HEAD_LINES, FOOT_LINES = 8, 4
LONGEST = 100
"""Characters of a line that may be a dateline; what is longer is a title or running text."""

_NUMBER = re.compile(r"[0-9０-９〇一二三四五六七八九十元]")
_LABEL = r"(?:(?i:dated?)|日付|年月日|作成日|発信日)\s*+[:：]?+\s*+"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?+\s*+)?"
_HOUR = r"[0-9]{1,2}(?:[:.]?[0-9]{2})?\s*(?:[ap]\.?\s?m\.?|hours|Z|noon|midnight)?|noon|midnight"
_CLOCK = rf"(?:{_HOUR})(?: (?:[ECP][SD]T|GMT|local time|[A-Z][a-z]+ time))?"
# Moscow, San Francisco (Calif.), at the Palais de Chaillot: names, and the small words between them.
_PLACE = r"(?:[0-9]{1,4} )?(?:(?:[A-ZÀ-Þ][\w.'’-]*|at|in|on|the|de|la|near)[\s,()\[\]]++){0,7}"
# What may be followed by no sign of its own kind lets go of none: a line of spaces is looked at once.
_BEFORE = re.compile(rf"[\[(\s]*+(?:{_LABEL})?{_PLACE}[-–—,;:.\s]*+{_WEEKDAY}[\[(\s]*")
_AFTER = re.compile(rf"[\s\])]*(?:\(N\.\s?S\.\))?(?:[,;(\s–—-]+{_CLOCK}(?:\s*(?:[-–—]|to)\s*{_CLOCK})?)?[\s.)\],]*")
_NO_PLACE = re.compile(r"\b(?:Born|Died|On|In|By|Since|Until|Before|After|From|Between|Chapter|No)\b(?!\s[A-Z][a-z]+,)")
# 東京にて, 於桑港; after the day 付, the place, who signed.
_BEFORE_JA = re.compile(
    rf"[\s【（(\[]*(?:{_LABEL})?(?:於?[^\sぁ-ん、。0-9：:]{{1,12}}(?:にて|において|で|[\s　]))?[\s　]*"
)
# Who signed stands apart, as 吉田茂 does above; a line of a chronicle (2007年4月1日 使用開始) has one space.
_SIGNED = r"(?:　|\s{2})\s*+[一-龠々ァ-ヶー・][一-龠々ァ-ヶー・\s]{1,11}"
_AFTER_JA = re.compile(
    rf"(?:付け?)?[\s　)）】\]]*(?:午[前後][0-9０-９時分]+)?(?:於[^\sぁ-ん、。]{{1,12}}|{_SIGNED})?[。.\s　]*"
)
_RECORD = re.compile(
    r"\b(?i:letter|telegram|cable|memorandum|memo|minutes|record|note|message|diary|conversation|report|dispatch)\b"
    r"|書簡|手紙|書翰|電報|公電|覚書|覚え書|メモ|記録|議事録|議事要旨|日記|報告|通達|通牒|訓令|来電|往電"
)
_AUTHOR = re.compile(
    r"(?:(?i:from|sender|author)|差出人|発信者|発信人|送信者|著者|作成者|筆者)\s*[:：]\s*(?P<name>\S.{0,79})"
)
_FILE_DAY = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}([-._]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])(?![0-9])")
_MADE_BY_MACHINE = re.compile(r"(?i:img|dsc|scan|screenshot|export|backup|download)")


def completed(document: Document) -> Document:
    """The document with the date (ISO 8601) and the author that it says itself, where no one else did; what was added
    has the origin `inferred`."""
    found: dict[str, str | tuple[str, ...]] = {}
    if not document.date and (span := own_date(document)):
        found["date"] = span.iso
    if not document.authors and (author := _author(document)):
        found["authors"] = (author,)
    if not found:
        return document
    origins = {**dict(document.origins), **dict.fromkeys(found, INFERRED)}
    return replace(document, origins=tuple(origins.items()), **found)  # type: ignore[arg-type]


def own_date(document: Document) -> DateSpan | None:
    """The day that a document is of, by its own words: a line's, else the title's, else the file's."""
    for lines in (_head(document.blocks), _foot(document.blocks)):
        days = {day for line in lines if (day := dateline(line))}
        if days:
            return days.pop() if len(days) == 1 and not _is_diary(document) else None
    return of_title(document.title) or _of_file(document)


def dateline(line: str) -> DateSpan | None:
    """The day, or the month, of a line that says nothing but when and where."""
    if len(line) > LONGEST or not _NUMBER.search(line):
        return None
    found = [each for each in dates.find(line) if not each.relative]
    spans = {each.span for each in found}
    if len(spans) != 1 or not _is_day_or_month(found[0].span):
        return None
    before, after = line[: found[0].start], line[found[-1].end :]
    english = _BEFORE.fullmatch(before) and _AFTER.fullmatch(after) and not _NO_PLACE.search(before)
    japanese = _BEFORE_JA.fullmatch(before) and _AFTER_JA.fullmatch(after)
    return found[0].span if english or (japanese and not before.isascii()) or (japanese and not before) else None


def of_title(title: str) -> DateSpan | None:
    """The day with which the title of a letter or the like ends (Letter from Yeltsin to Clinton, 28 June 1994), or that
    is all of a title."""
    found = dates.find(title) if _NUMBER.search(title) else ()
    if found and not _RECORD.search(title) and title[: found[0].start].strip(" ([（【"):
        return None
    if not found or found[-1].relative or len({each.span for each in found}) > 1:
        return None
    ends = not title[found[-1].end :].strip(" )）]】.付。")
    return found[-1].span if ends and found[-1].span.first == found[-1].span.last else None


def _is_day_or_month(span: DateSpan) -> bool:
    return len(span.iso) in (7, 10) and not span.approximate


def _is_diary(document: Document) -> bool:
    """Whether its headings are of several days."""
    return len({day for block in document.blocks if block.level and (day := dateline(block.text))}) > 1


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    return (line.strip() for block in blocks for line in block.text.split("\n") if line.strip())


def _head(blocks: tuple[Block, ...]) -> list[str]:
    """The short ones of the first lines: a long title may stand above the dateline."""
    return [line for line in islice(_lines(iter(blocks)), HEAD_LINES) if len(line) <= LONGEST]


def _foot(blocks: tuple[Block, ...]) -> list[str]:
    """The lines below the running text, footnotes left out."""
    running = (block for block in reversed(blocks) if block.kind != "note")
    found: list[str] = []
    for block in running:
        for line in reversed(block.text.split("\n")):
            if len(line) > LONGEST or len(found) == FOOT_LINES:
                return found
            found += [line.strip()] if line.strip() else []
    return found


def _author(document: Document) -> str:
    """The name behind From: or 差出人, above the text or below it."""
    found = (_AUTHOR.fullmatch(line) for line in (*_head(document.blocks), *_foot(document.blocks)))
    return next((match["name"].strip() for match in found if match), "")


def _of_file(document: Document) -> DateSpan | None:
    """The day in a file's name; a file of many documents, whose ids are other than its name, dates none of them."""
    path = PurePosixPath(document.path)
    if not document.path or document.id != str(path.with_suffix("")) or _MADE_BY_MACHINE.search(path.stem):
        return None
    found = _FILE_DAY.search(path.stem)
    digits = re.sub("[^0-9]", "", found[0]) if found else ""
    return dates.parse_query(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if digits else None
