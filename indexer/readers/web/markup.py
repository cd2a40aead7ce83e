"""Markdown and HTML: text whose author marked the headings."""

from collections.abc import Sequence

from indexer.document import Block
from indexer.readers import header, residue
from indexer.readers.encoding import decode
from indexer.readers.reading import NO_TEXT, File, Reading
from indexer.readers.text import aozora
from indexer.readers.web.frontmatter import part

MARKDOWN = frozenset({".md", ".markdown"})


def read(file: File) -> Reading:
    """The one document of a Markdown or HTML file."""
    return _markdown(file) if file.suffix in MARKDOWN else _page(file)


def _markdown(file: File) -> Reading:
    from indexer.readers.web import markdown

    parted = part(decode(file.data))
    blocks, note = markdown.parse(parted.text)
    default = header.Default(file.id, _first_heading(blocks) or file.id.rpartition("/")[2])
    notes = (parted.note, note, "" if blocks else NO_TEXT)
    return Reading((header.document(parted.given, blocks, default),), tuple(filter(None, notes)))


def _page(file: File) -> Reading:
    from indexer.readers.ocr import hocr
    from indexer.readers.web import webpage

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
