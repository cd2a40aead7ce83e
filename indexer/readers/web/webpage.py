"""The title, the language and the text of an HTML page, in the order in which it is read.

lxml walks the page, so that no word is lost; trafilatura says which part of it is the article. Menus and footers
before and after that part are left out, everything within it is kept. A page that nests too deep for trafilatura is
taken as a whole, one too deep for lxml is read tag by tag.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import lxml.etree
import lxml.html

from indexer.readers.encoding import decode
from indexer.readers.reading import CELL_GAP
from indexer.readers.text.aozora import gaiji
from indexer.readers.text.lines import columns, units
from indexer.readers.web import flat
from indexer.readers.web.flat import BLOCKS, BREAK, HEADINGS, UNREAD, Piece

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CJK = r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]"
CJK_GAP = re.compile(rf"(?<={CJK})[ \t]*\n\s*(?={CJK})")
"""A line break in the source between two Japanese characters is no space."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
SPACE = re.compile(r"[ \t\r\n\f]+")
ENOUGH = 0.5
"""Where trafilatura finds less of the page's text than this, it is no judge of it and the whole page is taken."""

DEEP = 250
"""Pages whose elements lie deeper are no articles, and cost trafilatura time that grows with the square of it."""

DEEPEST = 2_047
"""What lies deeper is dropped by libxml2 without a word."""

TOO_DEEP = "its elements lie more than 2,000 deep: read tag by tag, with menus and all; check that no word is missing"

Part = tuple[int, str]
"""A level (0 for a paragraph) and the text."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds."""

    title: str
    lang: str
    parts: tuple[Part, ...]
    note: str = ""


def parse(data: bytes) -> Page:
    """The page that is written in `data`; its own word on the encoding counts where the bytes leave doubt."""
    charset = CHARSET.search(data[:2048])
    text = decode(data, charset[1].decode("ascii") if charset else "")
    tree = parsed(text)
    if tree is None:
        return Page("", "", ())
    title, depth = " ".join((tree.findtext(".//title") or "").split()), _depth(tree)
    if depth >= DEEPEST:
        return Page(title, _language(tree), tuple(_parts(flat.pieces(text))), TOO_DEEP)
    parts = tuple(_parts(_pieces(tree)))
    return Page(title, _language(tree), parts if depth > DEEP else _article(parts, tree))


def words(html: str) -> str:
    """The words of a piece of HTML, a line to each paragraph."""
    tree = parsed(html)
    if tree is None:
        return ""
    pieces = flat.pieces(html) if _depth(tree) >= DEEPEST else _pieces(tree)
    return "\n".join(text for _, text in _parts(pieces))


def parsed(text: str) -> Any:
    """The page as a tree; None for a page with nothing in it, such as a lone comment."""
    try:
        parser = lxml.html.HTMLParser(huge_tree=True)  # else what lies 256 elements deep is dropped
        return lxml.html.document_fromstring(CONTROL.sub("", DECLARATION.sub("", text)), parser=parser)
    except lxml.etree.ParserError:
        return None


def parts(tree: Any) -> Iterator[Part]:
    """The headings and paragraphs of a whole page or a piece of one, with no judgement on what is its article."""
    return _parts(_pieces(tree))


def _language(tree: Any) -> str:
    """`<html lang="ja-JP">` is ja."""
    values = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang"))
    return next((value.strip().lower().partition("-")[0] for value in values if value), "")


def _depth(tree: Any) -> int:
    """How many elements lie within one another."""
    depth = deepest = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(depth, deepest)
    return deepest


def _parts(pieces: Iterable[Piece]) -> Iterator[Part]:
    """The headings and paragraphs of the page. Text with `<br>` in it is cut as plain text is."""
    level, words = 0, ""
    for opened, piece in pieces:
        if opened is None:
            words += piece
            continue
        yield from _part(level, words)
        level, words = opened, ""
    yield from _part(level, words)


def _part(level: int, words: str) -> Iterator[Part]:
    text = gaiji(SPACE.sub(" ", CJK_GAP.sub("", words)).replace(BREAK, "\n")).strip()
    lines = [line.strip(" ") for line in text.split("\n")]
    if level and text:
        yield level, " ".join(filter(None, lines))
    elif len(lines) > 1:
        yield from ((0, unit.text) for unit in units("\n".join(lines)))
    elif text:
        yield 0, text


def _pieces(tree: Any) -> Iterator[Piece]:
    """The text and the edges of the page."""
    level = 0
    for event, element in _walk(tree):
        if event == "text":
            yield None, element
        elif element.tag in HEADINGS:
            level = HEADINGS[element.tag] if event == "start" else 0
            yield level, ""
        elif element.tag in BLOCKS:
            yield level, ""
        elif event == "start":
            yield None, _mark(element)


def _mark(element: Any) -> str:
    """What an element without text of its own stands for; a missing character is a picture with a description."""
    if element.tag == "br":
        return BREAK
    if element.tag in ("td", "th"):
        return " " if element.getprevious() is None else CELL_GAP
    alt = element.get("alt") or "" if element.tag == "img" else ""
    return alt if alt.startswith("※") else ""


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Elements as they open and close, and the text between, without recursion: pages nest deeply."""
    stack: list[tuple[str, Any]] = [("start", tree)]
    while stack:
        event, element = stack.pop()
        if event != "start":
            yield event, element
        else:
            stack.extend(reversed(_opened(element)))
            if isinstance(element.tag, str) and element.tag not in UNREAD:
                yield event, element


def _opened(element: Any) -> list[tuple[str, Any]]:
    """What comes after an element's start: its text, its children, its end, the text behind it."""
    inside: list[tuple[str, Any]] = []
    if isinstance(element.tag, str) and element.tag not in UNREAD:
        inside = [("text", element.text or ""), *(("start", child) for child in element), ("end", element)]
    return [*inside, ("text", element.tail or "")]


def _article(parts: Sequence[Part], tree: Any) -> tuple[Part, ...]:
    """The parts from the first to the last that belong to the article, with the headings above it."""
    kept = SPACE.sub("", _main_text(tree))
    held = [not level and SPACE.sub("", text) in kept for level, text in parts]
    found = sum(columns(text) for (_, text), within in zip(parts, held, strict=True) if within)
    if not kept or found < ENOUGH * sum(columns(text) for _, text in parts):
        return tuple(parts)
    first, last = held.index(True), len(held) - 1 - held[::-1].index(True)
    titles = [index for index in range(first) if parts[index][0] == 1]
    if titles:
        first = titles[-1]
    while first and parts[first - 1][0]:
        first -= 1
    while last + 1 < len(parts) and CELL_GAP in parts[last + 1][1]:
        last += 1  # trafilatura overlooks small tables
    return tuple(parts[first : last + 1])


def _main_text(tree: Any) -> str:
    """What trafilatura takes for the article; ruby is taken out of its way, since it drops the text after it."""
    import trafilatura

    for element in tree.xpath("//rt | //rp"):
        element.drop_tree()
    for element in tree.xpath("//ruby | //rb"):
        element.drop_tag()
    return trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
