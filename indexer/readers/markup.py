"""Markdown and HTML: text whose author marked the headings."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from indexer.document import Block
from indexer.readers import aozora, header, residue
from indexer.readers.encoding import decode
from indexer.readers.frontmatter import part
from indexer.readers.reading import File, Reading

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKDOWN = frozenset({".md", ".markdown"})
NO_TEXT = "there is no text in the file"
TAG = re.compile(r"<(/?)\s*([a-zA-Z][\w-]*)[^<>]*>|<!--.*?-->", re.DOTALL)
READINGS = frozenset({"rt", "rp"})
"""`<ruby>此処<rt>ここ</rt></ruby>`: the base is text, the reading is not."""

CELL_GAP = " | "


def read(file: File) -> Reading:
    """The one document of a Markdown or HTML file."""
    return _markdown(file) if file.suffix in MARKDOWN else _page(file)


def _markdown(file: File) -> Reading:
    parted = part(decode(file.data))
    blocks = tuple(_blocks(parted.text))
    default = header.Default(file.id, _first_heading(blocks) or file.id.rpartition("/")[2])
    notes = (parted.note, "" if blocks else NO_TEXT)
    return Reading((header.document(parted.given, blocks, default),), tuple(filter(None, notes)))


def _page(file: File) -> Reading:
    from indexer.readers import hocr, webpage

    if hocr.is_hocr(file.data):
        return hocr.read(file)
    page = webpage.parse(file.data)
    blocks = tuple(_page_block(level, text) for level, text in page.parts)
    default = header.Default(file.id, page.title or _first_heading(blocks) or file.id.rpartition("/")[2])
    document = header.document({"lang": page.lang}, blocks, default)
    return Reading((document,), tuple(filter(None, (page.note, "" if blocks else NO_TEXT))))


def _page_block(level: int, text: str) -> Block:
    return residue.heading(text, level) if level else residue.paragraph(text, aozora.hidden(text))


def _first_heading(blocks: Sequence[Block]) -> str:
    """The title of a text that gives none: its highest heading, where that comes first."""
    levels = [block.level for block in blocks if block.level]
    return next((block.text for block in blocks if block.level), "") if levels and levels[0] == min(levels) else ""


def _blocks(text: str) -> Iterator[Block]:
    """The headings and paragraphs of Markdown; a list item, a row of a table and a code block are paragraphs."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            opener = tokens[index - 1]
            words = _inline(token.children or ())
            if opener.type in ("th_open", "td_open"):
                cells.append(words)
            elif opener.type == "heading_open":
                yield from _heading(words, int(opener.tag[1]))
            else:
                yield from _paragraph(words)
        elif token.type == "tr_close":
            yield from _paragraph(CELL_GAP.join(filter(None, cells)))
        elif token.type in ("fence", "code_block"):
            yield from _paragraph(token.content)
        elif token.type == "html_block":
            yield from _paragraph(_untagged(token.content))


def _heading(words: str, level: int) -> Iterator[Block]:
    block = residue.heading(words, level)
    if block.text:
        yield block


def _paragraph(words: str) -> Iterator[Block]:
    if words.strip():
        yield residue.paragraph(words.strip())


def _inline(tokens: "Sequence[Token]") -> str:
    """The words of a line of Markdown, without its marks; readings of ruby are left out."""
    words: list[str] = []
    reading = False
    for token in tokens:
        if token.type == "html_inline":
            tag = TAG.match(token.content)
            if tag and (tag[2] or "").lower() in READINGS:
                reading = not tag[1]
            elif tag and (tag[2] or "").lower() == "br":
                words.append("\n")
        elif not reading:
            words.append(_words(token))
    return "".join(words)


def _words(token: "Token") -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline", "text_special", "image") else ""


def _untagged(html: str) -> str:
    """The words of HTML that stands in Markdown."""
    from indexer.readers import webpage

    return webpage.words(html)
