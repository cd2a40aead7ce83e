"""The text of an OpenDocument file, as it is printed: paragraphs, tables, notes, frames (ODF 1.3 part 3, 5 to 7)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.document import Block
from indexer.errors import ReadError
from indexer.readers import package
from indexer.readers.office import office, runs
from indexer.readers.office.odfstyles import Styles
from indexer.readers.office.pagination import Pages
from indexer.readers.office.runs import Line
from indexer.readers.properties import ADDED
from indexer.readers.trees import attribute, child, local, within, words

LEFT_OUT = frozenset({
    "tracked-changes",  # what was deleted, kept aside
    "ruby-text", "note-citation", "number", "annotation",
    "table-of-content",  # repeats the headings
    "covered-table-cell",  # lies under a merged one
    "object", "image", "binary-data", "forms", "event-listeners", "shapes", "settings", "notes",
    "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "scripts", "header", "footer",
})  # fmt: skip
"""Elements without text of the document's, or whose text is another's."""

WHITE = re.compile(r"[ \t\r\n]+")
"""White space in the file is one space (6.1.2); more than one is written `<text:s text:c="3"/>`."""

MOST_SPACES = 100
DRAWING, DESCRIPTION = ":drawing:", ":svg-compatible:"
"""In the namespaces of what is drawn over the page (frames, boxes, shapes), and of what is said about it."""

META: Mapping[str, str] = {"title": "title", "initial-creator": "author", "language": "lang"}
"""Elements of meta.xml -> our keys. Its `date` is the day on which the file was saved, and dates nothing."""


@dataclass(slots=True)
class Story:
    """How far the document has been read, and what its styles say."""

    styles: Styles
    pages: Pages
    said: dict[str, str] = field(default_factory=dict)


def opened(data: bytes) -> package.Package:
    """The package in `data`. Raises ReadError where its parts are encrypted or it is of another kind."""
    parts = package.opened(data)
    if next(parts.tree("META-INF/manifest.xml").iter("{*}encryption-data"), None) is not None:
        raise ReadError(package.SECURED)
    if "content.xml" not in parts:
        raise ReadError("a zip, but not of the kind that its name says; give it the ending .zip or save it again")
    return parts


def body(parts: package.Package, kind: str) -> tuple[Any, Story]:
    """The element that holds the content, of this kind (`text`, `presentation`), and the story to read it with."""
    content = parts.tree("content.xml")
    found = child(child(content, "body"), kind)
    if found is None:
        raise ReadError(
            f"an OpenDocument file, but no {kind}, though its name says so; give it the ending of what it is"
        )
    pages = Pages((), is_known=attribute(found, "use-soft-page-breaks") == "true")
    return found, Story(Styles((parts.tree("styles.xml"), content)), pages)


def properties(parts: package.Package) -> dict[str, str]:
    """What the file says of itself: title, author, lang, and what was added by hand (date, source …)."""
    given: dict[str, str] = {}
    for element in within(parts.tree("meta.xml"), "meta"):
        name = local(element)
        key = ADDED.get(attribute(element, "name").lower()) if name == "user-defined" else META.get(name)
        if key and element.text:
            given[key] = element.text
        elif name == "creator":  # who saved the file last
            given.setdefault("author", element.text or "")
    return given


def flow(element: Any, story: Story) -> Iterator[Block]:
    """The blocks of a body, a cell, a note or a frame."""
    for inner in element:
        name = local(inner)
        if name in ("p", "h"):
            yield from _paragraph(inner, story)
        elif name == "table":
            for row in _rows(inner, story):
                yield from runs.row(
                    story.pages.beside(flow(cell, story) for cell in row if local(cell) == "table-cell")
                )
        elif name == "soft-page-break":
            story.pages.order()
        elif not _is_left_out(inner) and attribute(inner, "display") != "none":
            yield from flow(inner, story)


def _is_left_out(element: Any) -> bool:
    """Whether nothing in an element is printed. `svg:title` describes a picture, `text:title` is text."""
    return local(element) in LEFT_OUT or DESCRIPTION in element.tag


def _paragraph(element: Any, story: Story) -> Iterator[Block]:
    """A paragraph or heading with what is anchored in it."""
    line, style = Line(), story.styles.own(element, "paragraph")
    if style.breaks_before:
        story.pages.order(style.page)
    _inline(element, story, line, story.styles.is_hidden(element, "paragraph") or False)
    if style.breaks_after:
        story.pages.order()
    outline = attribute(element, "outline-level")
    level = max(1, min(int(outline), 6)) if outline.isdecimal() else int(local(element) == "h")
    key = story.styles.says(element)
    block = line.block(level or int(key == "title" and key not in story.said))
    office.tell(story.said, key, block.text)
    yield block
    yield from line.after


def _rows(table: Any, story: Story) -> Iterator[Any]:
    """The rows of a table, whatever they are grouped in."""
    for inner in table:
        name = local(inner)
        if name == "table-row":
            yield inner
        elif name == "soft-page-break":
            story.pages.order()
        elif not _is_left_out(inner):
            yield from _rows(inner, story)


def _inline(element: Any, story: Story, line: Line, hidden: bool) -> None:
    """What stands in a paragraph, put to the end of the line."""
    _text(element.text, story, line, hidden)
    for inner in element:
        name = local(inner)
        if handle := HANDLERS.get(name):
            handle(inner, story, line)
        elif DRAWING in inner.tag and name != "a":
            line.after += runs.carried(flow((inner,), story))
        elif not _is_left_out(inner):
            own = story.styles.is_hidden(inner, "text") if name == "span" else None
            _inline(inner, story, line, hidden if own is None else own)
        _text(inner.tail, story, line, hidden)


def _text(text: str | None, story: Story, line: Line, hidden: bool) -> None:
    if text and not hidden:
        if not text.isspace():
            story.pages.reach(line)
        line.add(WHITE.sub(" ", text))


def _spaces(element: Any, story: Story, line: Line) -> None:
    count = attribute(element, "c")
    line.add(" " * min(int(count) if count.isdecimal() else 1, MOST_SPACES))


def _note(element: Any, story: Story, line: Line) -> None:
    """The note is a block behind the paragraph; the sign that refers to it is no part of the text."""
    text = "\n".join(block.text for block in flow(within(element, "note-body"), story) if block.text)
    line.after.append(runs.note(text, words(child(element, "note-citation")).strip()))


HANDLERS: Mapping[str, Callable[[Any, Story, Line], None]] = {
    "s": _spaces,
    "tab": lambda _, __, line: line.add("\t"),
    "line-break": lambda _, __, line: line.add("\n"),
    "soft-page-break": lambda _, story, line: story.pages.turn(line),
    "note": _note,
}
"""Elements within a line that do more than carry text."""
