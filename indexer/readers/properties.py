"""What the properties of a file say of its document, without what its program put there by itself."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from indexer.document import Block
from indexer.readers.header import CJK, CYRILLIC, KANA, LATIN, Said

MADE_UP = re.compile(
    r"""
      (?:microsoft\ (?:office\ )?)?(?:word|excel|powerpoint)
        (?:\ document|\ presentation|\ プレゼンテーション)?(?:\ -\ .*)?
    | untitled(?:[\ _-]?(?:document|presentation|spreadsheet|\d+))? | no\ title | title | slide\ ?1
    | (?:document|presentation|workbook|book|spreadsheet)\d*
    | (?:文書|ブック|プレゼンテーション|スライド)[\ 　]?\d* | 無題.{0,20} | 名称未設定.{0,20} | タイトルなし
    | .*\.(?:docx?|docm|odt|rtf|xlsx?|xlsm|ods|pptx?|odp|pdf|html?|txt|tex|dvi|qxd|indd|jtd)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Titles that nobody gave: 「Microsoft Word - 覚書.doc」「PowerPoint プレゼンテーション」「無題」 Document1."""

NOBODY = frozenset({
    "python-docx", "openpyxl", "xlsxwriter", "steve canny", "un-named", "apache poi", "microsoft office user", "user",
    "users", "owner", "admin", "administrator", "author", "unknown", "windows user", "pc", "pc user", "ユーザー",
    "所有者", "作成者", "管理者", "不明",
})  # fmt: skip
"""Authors that are a program or its default."""

ADDED: Mapping[str, str] = {
    "date": "date", "日付": "date", "年月日": "date", "author": "author", "作成者": "author", "publisher": "publisher",
    "source": "source", "archive": "archive", "type": "type",
}  # fmt: skip
"""Properties that somebody added by hand -> our keys."""

DAY = re.compile(r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?")
SCRIPTS = dict.fromkeys(("ja", "zh", "ko"), "ja") | dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk"), "ru")
"""Language -> the one whose script it has; all others are written as English is."""

ENOUGH = 100
"""Blocks that are looked at for their script."""


def is_made_up(title: str) -> bool:
    """Whether a title comes from a program and names nothing: 「Microsoft Word - x.doc」, 「無題」, Presentation1."""
    return MADE_UP.fullmatch(" ".join(title.split())) is not None


def said(given: Mapping[str, str], blocks: Iterable[Block]) -> Said:
    """What file properties say (title, author, date, lang …), with what is made up left out.

    A date is taken only where somebody wrote it; the caller never passes on the day on which a file was saved.
    """
    kept = {key: " ".join(value.split()) for key, value in given.items() if value}
    if is_made_up(kept.get("title", "")):
        del kept["title"]
    if kept.get("author", "").lower() in NOBODY:
        del kept["author"]
    kept["date"] = day(kept.get("date", ""))
    kept["lang"] = language(kept.get("lang", ""), blocks)
    return Said("properties", kept)


def day(text: str) -> str:
    """The ISO 8601 date that a text begins with (1961-04-22T00:00:00Z -> 1961-04-22), or nothing."""
    found = DAY.match(text.strip())
    return found[0] if found else ""


def language(code: str, blocks: Iterable[Block]) -> str:
    """The language that a file names (ja-JP -> ja), unless the script of its text shows that this is the program's.

    LibreOffice writes en-US into every file of a user whose menus are English.
    """
    code = code.strip().lower().replace("_", "-").partition("-")[0]
    script = _script(" ".join(block.text for block in islice(blocks, ENOUGH)))
    return code if script in ("", SCRIPTS.get(code, "en")) else ""


def _script(text: str) -> str:
    """The language that stands for the script of most letters; a kanji weighs as much as three of them."""
    counts = {
        "ja": 3 * (len(KANA.findall(text)) + len(CJK.findall(text))),
        "ru": len(CYRILLIC.findall(text)),
        "en": len(LATIN.findall(text)),
    }
    return max(counts, key=lambda script: counts[script]) if any(counts.values()) else ""
