"""ALTO, versions 1 to 4: what a recogniser of characters found on the pages of a newspaper or a book.

A word that the end of a line broke is given whole, once (SUBS_CONTENT). The upper and lower margins hold running heads
and page numbers, and are not read; what stands beside the text is a note. Schema: https://www.loc.gov/standards/alto/.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.readers import header
from indexer.readers.languages import language
from indexer.readers.ocr import printed
from indexer.readers.ocr.printed import Page, Paragraph
from indexer.readers.reading import File, Reading
from indexer.readers.trees import local
from indexer.readers.xml.elements import children, named

UNREAD = frozenset({"TopMargin", "BottomMargin"})
BESIDE = frozenset({"LeftMargin", "RightMargin"})
UNREAD_ZONES = frozenset({"runningtitlezone", "numberingzone", "quiremarkszone", "stampzone", "header", "footer",
                          "page-number", "pagenumber", "runninghead", "running head"})  # fmt: skip
"""Names that layout tags give to running heads and the like, SegmOnto's among them."""

NOTE_ZONES = frozenset({"margintextzone", "footnote", "footnotes", "marginalia", "note"})
BROKEN = "\u00ad"
"""Stands for the hyphen of a word that ALTO says is broken: what follows belongs to it, small letter or not."""


def read_tree(root: Any, file: File) -> Reading:
    """The one document of an ALTO file."""
    pages = list(named(root, "Page"))
    names = printed.labels(
        [page.get("PRINTED_IMG_NR", "") for page in pages], [page.get("PHYSICAL_IMG_NR", "") for page in pages]
    )
    zones = {tag.get("ID", ""): tag.get("LABEL", "").lower() for tags in named(root, "Tags") for tag in tags}
    ends = _ends_of_words(root)
    found = [Page(tuple(_paragraphs(page, zones, ends)), name) for page, name in zip(pages, names, strict=True)]
    spoken = next((each.get("LANG") or each.get("language") for each in named(root, "TextBlock")), "") or ""
    default = header.Default(file.id, file.id.rpartition("/")[2])
    said = header.Said("document", {"lang": language(spoken)})
    document = header.document({}, printed.blocks(found), default, said)
    return Reading((document,), () if document.blocks else ("there is no text in the file",))


def _paragraphs(page: Any, zones: Mapping[str, str], ends: set[Any]) -> Iterator[Paragraph]:
    """The blocks of a page in the order in which they are read."""
    for block in _ordered(page):
        holders = {local(outer) for outer in block.iterancestors()}
        kinds = {zones.get(tag, "") for tag in block.get("TAGREFS", "").split()}
        if holders & UNREAD or kinds & UNREAD_ZONES:
            continue
        kind = "note" if holders & BESIDE or kinds & NOTE_ZONES else ""
        yield Paragraph(tuple(_line(line, ends) for line in children(block, "TextLine")), kind=kind)


def _ordered(page: Any) -> list[Any]:
    """By ReadingOrder (version 4.3), else by IDNEXT, else as they stand."""
    found = list(named(page, "TextBlock"))
    references = [each.get("REF", "") for order in named(page.getparent(), "ReadingOrder") for each in order.iter()]
    if any(references):
        ranks = {reference: rank for rank, reference in enumerate(references)}
        return sorted(found, key=lambda block: _rank(block, ranks))
    return _chained(found)


def _rank(block: Any, ranks: Mapping[str, int]) -> int:
    """The place of a block, or of the composed block that holds it; blocks without a place come last."""
    places = (ranks.get(each.get("ID", "")) for each in (block, *block.iterancestors()))
    return next((place for place in places if place is not None), len(ranks))


def _chained(found: list[Any]) -> list[Any]:
    """Each block followed by the one that its IDNEXT names."""
    by_id = {block.get("ID"): block for block in found if block.get("ID")}
    later = {block.get("IDNEXT") for block in found} - {None}
    ordered: dict[Any, None] = {}
    for start in sorted(found, key=lambda block: block.get("ID") in later):
        block = start
        while block is not None and block not in ordered:
            ordered[block] = None
            block = by_id.get(block.get("IDNEXT"))
    return list(ordered)


def _line(line: Any, ends: set[Any]) -> str:
    """The words of a line; where it has no SP at all, a space is put between any two."""
    gap = "" if next(children(line, "SP"), None) is not None else " "
    words: list[str] = []
    is_whole = False
    for element in line:
        name = local(element)
        if name == "SP":
            words.append(" ")
        elif name == "HYP" and not is_whole:
            words.append(BROKEN)
        elif name == "String" and element not in ends:
            whole = element.get("SUBS_CONTENT", "") if element.get("SUBS_TYPE", "").startswith("Hyp") else ""
            is_whole = bool(whole)
            words += (gap, whole or element.get("CONTENT", ""))
    return "".join(words)


def _ends_of_words(root: Any) -> set[Any]:
    """The second parts of broken words whose first part is in the file, where the whole word stands."""
    found: set[Any] = set()
    begun = ""
    for string in named(root, "String"):
        whole = string.get("SUBS_CONTENT", "")
        if string.get("SUBS_TYPE") == "HypPart1":
            begun = whole
        elif string.get("SUBS_TYPE") == "HypPart2" and whole and begun == whole:
            found.add(string)
            begun = ""
    return found
