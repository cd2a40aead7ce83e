"""hOCR, the HTML of recognised print, as Tesseract, OCRopus, ABBYY's converters and the Internet Archive write it.

Its classes say what an element is: ocr_page holds ocr_carea holds ocr_par holds ocr_line holds ocrx_word, any of them
left out at will. Running heads and page numbers are not read. Specification: https://kba.github.io/hocr-spec/1.2/.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from lxml import etree

from indexer.readers import header
from indexer.readers.encoding import decode
from indexer.readers.languages import language
from indexer.readers.ocr import printed
from indexer.readers.ocr.printed import Page, Paragraph
from indexer.readers.reading import File, Reading
from indexer.readers.text.lines import units
from indexer.readers.web import webpage

LINES = frozenset({"ocr_line", "ocrx_line", "ocr_caption", "ocr_textfloat"})
UNREAD = frozenset({"ocr_header", "ocr_footer", "ocr_pageno"})
PARAGRAPHS = ("ocr_par", "ocr_carea", "ocrx_block", "ocr_column")
"""What holds the lines of a paragraph, the best first."""

LEVELS: Mapping[str, int] = {
    "ocr_title": 1, "ocr_part": 1, "ocr_chapter": 2, "ocr_section": 3, "ocr_subsection": 4, "ocr_subsubsection": 5,
}  # fmt: skip
"""Logical classes -> the level of a heading (`h2 class=ocr_chapter`), where they hold a line and no paragraph."""

LONGEST_HEADING = 3
"""Lines."""

COUNTED = re.compile(r"\bppageno\s+(\d+)")
PRINTED = re.compile(r"""\blpageno\s+["']?([\w.-]{1,12})""")
PAGE = re.compile(rb"""class\s*=\s*["'][^"'<>]*\bocr_page\b""")
UNTITLED = frozenset({"ocr output", "ocr results", "image", "untitled", "untitled document", "page"})
"""Titles that programs give when nobody has."""


def is_hocr(data: bytes) -> bool:
    """Whether a page is recognised print."""
    return PAGE.search(data, 0, 100_000) is not None


def read(file: File) -> Reading:
    """The one document of an hOCR file."""
    tree = webpage.parsed(decode(file.data))
    pages = [] if tree is None else [each for each in tree.iter() if "ocr_page" in _classes(each)]
    names = printed.labels(*([_said(pattern, page) for page in pages] for pattern in (PRINTED, COUNTED)))
    found = [Page(tuple(_paragraphs(page)), name) for page, name in zip(pages, names, strict=True)]
    default = header.Default(file.id, file.id.rpartition("/")[2])
    given = {} if tree is None else {"title": _title(tree), "lang": _language(tree)}
    document = header.document({}, printed.blocks(found), default, header.Said("document", given))
    return Reading((document,), () if document.blocks else ("there is no text in the file",))


def _classes(element: Any) -> frozenset[str]:
    return frozenset(element.get("class", "").split()) if isinstance(element.tag, str) else frozenset()


def _said(pattern: re.Pattern[str], page: Any) -> str:
    """What the properties of a page, in its title, say by a pattern."""
    found = pattern.search(page.get("title", ""))
    return found[1] if found else ""


def _paragraphs(page: Any) -> Iterator[Paragraph]:
    """The lines of a page, those of one paragraph together; where nothing holds them they are cut as plain text is."""
    for holder, lines in groupby(_lines(page), key=lambda line: _holder(line, page)):
        texts = [text for line in lines if (text := _text(line))]
        if holder is page:
            yield from (Paragraph(tuple(unit.text.split("\n"))) for unit in units("\n".join(texts)))
        else:
            yield Paragraph(tuple(texts), _level(holder))


def _lines(page: Any) -> list[Any]:
    """What holds a line of print: elements of that class, else paragraphs, else the page."""
    read = list(_read(page))
    for classes in (LINES | LEVELS.keys(), frozenset(PARAGRAPHS)):
        if found := _innermost([each for each in read if classes & _classes(each)]):
            return found
    return [page]


def _innermost(elements: list[Any]) -> list[Any]:
    holders = {outer for each in elements for outer in each.iterancestors()}
    return [each for each in elements if each not in holders]


def _read(page: Any) -> Iterator[Any]:
    """The elements of a page without its running heads and page numbers, and what is in them."""
    walk = etree.iterwalk(page, events=("start",))
    for _, element in walk:
        if UNREAD & _classes(element):
            walk.skip_subtree()
        else:
            yield element


def _holder(line: Any, page: Any) -> Any:
    """The paragraph or the heading of a line; the page where there is none."""
    above = [line]
    while above[-1] is not page:
        above.append(above[-1].getparent())
    for name in (*LEVELS, *PARAGRAPHS):
        if (found := next((each for each in above if name in _classes(each)), None)) is not None:
            return found
    return page


def _level(holder: Any) -> int:
    """The level of a heading; what holds a whole chapter is none."""
    found = LEVELS.keys() & _classes(holder)
    if not found or sum(bool(LINES & _classes(each)) for each in holder.iter()) > LONGEST_HEADING:
        return 0
    return LEVELS[min(found)]


def _text(line: Any) -> str:
    """The words of a line; some put no space between them."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(line, events=("start", "end")):
        if event == "start":
            pieces += (" " if "ocrx_word" in _classes(element) else "", element.text or "")
        elif element is not line:
            pieces.append(element.tail or "")
    return " ".join("".join(pieces).split())


def _title(tree: Any) -> str:
    title = " ".join((tree.findtext(".//title") or "").split())
    return "" if title.lower() in UNTITLED else title


def _language(tree: Any) -> str:
    """That of the first paragraph which says so; Tesseract calls every page as a whole English."""
    said = (each.get("lang", "") for each in tree.iter() if _classes(each) & {"ocr_par", "ocr_line", "ocrx_word"})
    return language(next(filter(None, said), tree.get("lang", "")))
