"""The slides of a PowerPoint file, in the order in which they are shown (ECMA-376 part 1, 19.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.document import Block
from indexer.readers.office import ooxml, runs
from indexer.readers.package import Package
from indexer.readers.trees import attribute, child, local, within

TITLES: Mapping[str, int] = {"ctrTitle": 1, "title": 2}
"""Placeholder -> level of the heading in it; the title of the whole talk stands in the centre of its slide."""

FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
"""Placeholders that say on every slide the same: date, footer, number."""


def slides(parts: Package) -> Iterator[list[Block]]:
    """The blocks of every slide, hidden ones too: its title, its text and tables, the speaker's notes."""
    main = ooxml.main_part(parts, "ppt/presentation.xml")
    related = ooxml.relations(parts, main)
    for listed in within(parts.tree(main), "sldIdLst"):
        slide = related.get(ooxml.link(listed))
        if slide is not None:
            yield _slide(parts, slide.target)


def _slide(parts: Package, part: str) -> list[Block]:
    related = ooxml.relations(parts, part)
    shapes = list(_shapes(_tree(parts, part), parts, related))
    notes = _tree(parts, ooxml.of_kind(related, "notesSlide"))
    spoken = "\n".join(block.text for block in _notes(notes) if block.text)
    titles = [block for block in shapes if block.level]
    return [*titles, *(block for block in shapes if not block.level), runs.block(spoken, kind="note")]


def _tree(parts: Package, part: str) -> Any:
    """What is drawn on a slide or its page of notes."""
    return within(child(parts.tree(part), "cSld"), "spTree")


def _shapes(tree: Any, parts: Package, related: Mapping[str, ooxml.Relation]) -> Iterator[Block]:
    """The blocks of the shapes of a slide or of a group of them."""
    for shape in tree:
        name = local(shape)
        if name == "sp":
            yield from _text(shape)
        elif name == "graphicFrame":
            yield from _graphic(shape, parts, related)
        elif name in ("grpSp", "AlternateContent", "Choice"):
            yield from _shapes(ooxml.chosen(shape), parts, related)


def _placeholder(shape: Any) -> str:
    """What a shape is there for: `title`, `body`, `sldNum`; empty for one that was drawn freely."""
    for properties in shape:
        found = child(child(properties, "nvPr"), "ph")
        if found is not None:
            return attribute(found, "type") or "body"
    return ""


def _text(shape: Any) -> Iterator[Block]:
    kind = _placeholder(shape)
    if kind in TITLES:
        yield runs.block("\n".join(map(_words, within(shape, "txBody"))), TITLES[kind])
    elif kind not in FURNITURE:
        yield from _paragraphs(within(shape, "txBody"))


def _notes(tree: Any) -> Iterator[Block]:
    for shape in tree:
        if _placeholder(shape) == "body":
            yield from _paragraphs(within(shape, "txBody"))


def _graphic(frame: Any, parts: Package, related: Mapping[str, ooxml.Relation]) -> Iterator[Block]:
    """A table, or a diagram (SmartArt), whose words are kept in a part of its own."""
    for row in frame.iter("{*}tr"):
        yield from runs.row([list(_paragraphs(within(cell, "txBody"))) for cell in row if local(cell) == "tc"])
    for diagram in frame.iter("{*}relIds"):
        data = related.get(attribute(diagram, "dm"))
        for point in parts.tree(data.target).iter("{*}pt") if data else ():
            yield from _paragraphs(within(point, "t"))


def _paragraphs(body: Any) -> Iterator[Block]:
    for paragraph in body:
        if local(paragraph) == "p" and (text := _words(paragraph)).strip():
            yield runs.block(text)


def _words(element: Any) -> str:
    """The text of a paragraph; of two forms of one formula the first."""
    words = ""
    for inner in element:
        name = local(inner)
        if name == "t":
            words += inner.text or ""
        elif name == "br":
            words += "\n"
        else:
            words += _words(ooxml.chosen(inner))
    return words.replace(runs.SOFT_HYPHEN, "").replace("\v", "\n")
