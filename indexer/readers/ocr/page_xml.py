"""PAGE XML, as Transkribus, eScriptorium and OCR-D write it: the regions of a page in the order in which they are read.

The text of a region stands in it up to four times: for the region, its lines, their words, their glyphs. The lines are
taken, and what is missing in them from below or above. Running heads and page numbers are not read; the page number
names the page. Schema: https://www.primaresearch.org/schema/PAGE/gts/pagecontent/.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.readers import header
from indexer.readers.languages import language
from indexer.readers.ocr import printed
from indexer.readers.ocr.printed import Page, Paragraph
from indexer.readers.reading import CELL_GAP, File, Reading
from indexer.readers.trees import local
from indexer.readers.xml.elements import children, named

UNREAD = frozenset({"header", "footer", "page-number", "signature-mark", "catch-word"})
KINDS: Mapping[str, tuple[int, str]] = {
    "heading": (2, ""),
    "footnote": (0, "note"),
    "footnote-continued": (0, "note"),
    "endnote": (0, "note"),
    "marginalia": (0, "note"),
}
"""Type of a region (TextTypeSimpleType) -> level and kind of its block."""

STRUCTURE = re.compile(r"structure\s*\{[^}]*?type\s*:\s*([\w-]+)")
"""`custom="readingOrder {index:0;} structure {type:heading;}"`: how Transkribus says the type."""

LINE_PLACE = re.compile(r"readingOrder\s*\{\s*index\s*:\s*(\d+)")
LABEL = re.compile(r"[-–—\s.\[(]*(\w{1,8})[-–—\s.\])]*")
"""`— 117 —`"""

IMAGE = re.compile(r"(?:^|[_-]p?)0*(\d{1,5})\.\w+$", re.IGNORECASE)
"""The number of the picture, where its name is or ends with one: 0007.jpg, ms_p0007.tif."""


def read_tree(root: Any, file: File) -> Reading:
    """The one document of a PAGE file, which holds one page as a rule."""
    pages = list(named(root, "Page"))
    names = printed.labels([*map(_printed_number, pages)], [*map(_image_number, pages)])
    found = [Page(tuple(_paragraphs(page)), name) for page, name in zip(pages, names, strict=True)]
    default = header.Default(file.id, file.id.rpartition("/")[2])
    spoken = next(filter(None, (each.get("primaryLanguage", "") for each in named(root, "Page", "TextRegion"))), "")
    said = header.Said("document", {"lang": language(spoken)})
    document = header.document({}, printed.blocks(found), default, said)
    return Reading((document,), () if document.blocks else ("there is no text in the file",))


def _paragraphs(page: Any) -> Iterator[Paragraph]:
    for region in _ordered(page):
        if local(region) == "TableRegion":
            yield from _rows(region)
        elif (kind := _type(region)) not in UNREAD:
            level, note = KINDS.get(kind, (0, ""))
            yield Paragraph(tuple(_lines(region)), level, note)


def _ordered(page: Any) -> list[Any]:
    """The regions by ReadingOrder; those it does not name follow as they stand. A region within one comes after it."""
    found = [each for each in named(page, "TextRegion", "TableRegion") if not _is_cell(each)]
    ranks: dict[str, int] = {}
    for order in named(page, "ReadingOrder"):
        for each in _referred(order):
            ranks.setdefault(each, len(ranks))
    return sorted(found, key=lambda region: ranks.get(region.get("id", ""), len(ranks)))


def _referred(group: Any) -> list[str]:
    """The regions that a group names, by their index; groups within it in their place."""
    inner = sorted(group, key=_index)
    below = [name for each in inner for name in _referred(each)]
    return [*filter(None, [group.get("regionRef", "")]), *below]


def _index(element: Any, *names: str) -> int:
    """A number that an element gives as one of these attributes, or as its index; 0 where it gives none."""
    given = (element.get(name, "") for name in (*names, "index"))
    return next((int(value) for value in given if value.isascii() and value.isdigit() and len(value) < 10), 0)


def _is_cell(region: Any) -> bool:
    return any(local(outer) == "TableRegion" for outer in region.iterancestors())


def _type(region: Any) -> str:
    found = STRUCTURE.search(region.get("custom", ""))
    return found[1] if found else region.get("type", "")


def _lines(region: Any) -> list[str]:
    """The lines of a region, else the text of the whole."""
    lines = sorted(children(region, "TextLine"), key=_place)
    found = [line for line in map(_text, lines) if line]
    return found or _equivalent(region).split("\n")


def _place(line: Any) -> int:
    found = LINE_PLACE.search(line.get("custom", ""))
    return int(found[1]) if found else 0


def _text(line: Any) -> str:
    """The text of a line, else of its words, else of their glyphs."""
    if text := _equivalent(line):
        return text
    inner = list(children(line, "Word", "Glyph"))
    return (" " if inner and local(inner[0]) == "Word" else "").join(map(_text, inner))


def _equivalent(element: Any) -> str:
    """The text that is given for an element itself; of several readings the likeliest, which has the lowest index."""
    readings = sorted(children(element, "TextEquiv"), key=_index)
    for reading in readings:
        for name in ("Unicode", "PlainText"):
            if text := "".join("".join(each.itertext()) for each in children(reading, name)).strip():
                return text
    return ""


def _rows(table: Any) -> Iterator[Paragraph]:
    """The rows of a table, by the row and the column that its cells say."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in named(table, "TextRegion", "TableCell"):
        role = next(named(cell, "TableCellRole"), cell)
        row, column = (_index(role, f"{name}Index", name[:3]) for name in ("row", "column"))
        rows.setdefault(row, []).append((column, " ".join(_lines(cell))))
    for _, cells in sorted(rows.items()):
        yield Paragraph((CELL_GAP.join(text for _, text in sorted(cells) if text),), kind="row")


def _printed_number(page: Any) -> str:
    """The number that is printed on a page, where a region is marked so."""
    numbers = (" ".join(_lines(region)) for region in named(page, "TextRegion") if _type(region) == "page-number")
    return next((found[1] for number in numbers if (found := LABEL.fullmatch(number))), "")


def _image_number(page: Any) -> str:
    found = IMAGE.search(page.get("imageFilename", ""))
    return found[1] if found else ""
