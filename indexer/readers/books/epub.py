"""E-books (.epub), version 2 and 3: chapters in the order in which they are read, with the pages of the print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.entities import html5
from typing import Any

from lxml.html import xhtml_to_html

from indexer.document import Block, Mark
from indexer.errors import ReadError
from indexer.readers import encoding, header, package, properties, residue, trees
from indexer.readers.books import epubmarks, opf
from indexer.readers.office import office
from indexer.readers.office.runs import carried
from indexer.readers.reading import File, Reading
from indexer.readers.web import webpage

ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
PICTURES = "none of its {} chapters holds text, only pictures; recognise them (OCR) and index what comes of it"


def read(file: File) -> Reading:
    """The one document of an e-book."""
    parts = package.opened(file.data)
    book = opf.book(parts)
    blocks: list[Block] = []
    missing: list[str] = []
    for number, item in enumerate(book.items, 1):
        if item.path in parts:
            blocks += _chapter(parts.part(item.path), item, number, book, _last_page(blocks))
        else:
            missing.append(f"{item.path} is listed but missing; the chapter was passed over")
    found = tuple(carried(blocks))
    if not found:
        raise ReadError(PICTURES.format(len(book.items)))
    default = header.Default(file.id, office.first_heading(found) or file.id.rpartition("/")[2])
    given = properties.said(book.given, found).given
    return Reading((header.document(given, found, default, origin="document"),), tuple(missing))


def _last_page(blocks: Sequence[Block]) -> int:
    """How many pages have begun so far."""
    marks = (mark.number for block in reversed(blocks) for mark in reversed(block.marks) if mark.kind == "page")
    return next(marks, 0)


def _chapter(data: bytes, item: opf.Item, number: int, book: opf.Book, before: int) -> Iterator[Block]:
    """The blocks of a file, the first of which begins it."""
    tree = _tree(data)
    if tree is None:
        return
    pages = {anchor: label for (path, anchor), label in book.pages.items() if path == item.path and anchor}
    found = tuple(carried(epubmarks.blocks(tree, pages, before)))
    begins: tuple[Mark, ...] = (Mark(0, "item", item.title or str(number), number),)
    for block in _headed(found, item):
        yield replace(block, marks=begins + block.marks)
        begins = ()


def _tree(data: bytes) -> Any:
    """The chapter as a tree: XML, as it should be, or else what a browser would make of it; None for an empty one."""
    try:
        tree = trees.parse(ENTITY.sub(_character, data))
    except ReadError:
        return webpage.parsed(encoding.decode(data))
    xhtml_to_html(tree)
    return tree


def _character(found: re.Match[bytes]) -> bytes:
    """`&nbsp;` is known to HTML alone; the five of XML stay as they are."""
    character = html5.get(f"{found[1].decode()};", "") if found[1] not in OF_XML else ""
    return "".join(f"&#{ord(each)};" for each in character).encode() or found[0]


def _headed(blocks: Sequence[Block], item: opf.Item) -> Iterator[Block]:
    """The blocks of a chapter; where none is a heading, its name in the table of contents becomes one."""
    if not blocks or not item.title or any(block.level for block in blocks):
        yield from blocks
        return
    first = blocks[0]
    title = residue.heading(item.title, item.level)
    if "".join(first.text.split()) == "".join(item.title.split()):
        yield replace(title, marks=first.marks)
        yield from blocks[1:]
    else:
        yield title
        yield from blocks
