"""Word documents (.docx): what a reader of the printed document would read, notes behind their paragraphs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.document import Block
from indexer.errors import ReadError
from indexer.readers import package
from indexer.readers.office import equations, office, ooxml, runs
from indexer.readers.office.pagination import Pages, Section, numeral
from indexer.readers.office.runs import Line
from indexer.readers.office.wordstyles import Styles, value
from indexer.readers.reading import File, Reading
from indexer.readers.trees import attribute, child, local

SIGNS: Mapping[str, str] = {"t": "", "tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
LEFT_OUT = frozenset({
    "del", "moveFrom", "delText",  # tracked changes: what was taken out
    "rt", "rubyPr",  # the reading of ruby; its base is text
    "instrText", "delInstrText",  # what a field computes its result from
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    "docPr", "cNvPr", "imagedata", "binData",
})  # fmt: skip
"""Elements without text of the document's."""

OTHER_FORMAT = "a part of it is embedded in another format and was not read; open it in Word and save it again"


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class Story:
    """How far the document has been read, and what its parts say."""

    styles: Styles
    notes: Mapping[tuple[str, str], Any]
    pages: Pages
    fields: list[Field] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    open: Line | None = None
    """A paragraph whose end was deleted as a tracked change: the next one carries it on."""

    @property
    def is_muted(self) -> bool:
        return bool(self.fields) and not all(opened.has_result for opened in self.fields)


def read(file: File) -> Reading:
    """The one document of a Word file."""
    parts = package.opened(file.data)
    main = ooxml.main_part(parts, "word/document.xml")
    root = parts.tree(main)
    body = child(root, "body")
    if local(root) != "document" or body is None:
        raise ReadError("no Word document, though its name says so; give it the ending of what it is")
    story = _story(parts, main, root)
    blocks = tuple(_flow(body, story))
    return office.reading(file, blocks, story.said, ooxml.properties(parts), story.faults)


def _story(parts: package.Package, main: str, root: Any) -> Story:
    related = ooxml.relations(parts, main)
    notes = {
        (kind, attribute(note, "id")): note
        for kind in ("footnote", "endnote")
        for note in parts.tree(ooxml.of_kind(related, f"{kind}s"))
    }
    return Story(Styles(parts.tree(ooxml.of_kind(related, "styles"))), notes, _pages(root))


def _pages(root: Any) -> Pages:
    """Only Word itself says where it ended a page; the files of others have no pages to cite."""
    sections = [
        Section(
            int(start) if (start := attribute(child(found, "pgNumType"), "start")).isdecimal() else 0,
            attribute(child(found, "pgNumType"), "fmt"),
            value(found, "type") == "continuous",
        )
        for found in root.iter("{*}sectPr")
        if local(found.getparent()) != "sectPrChange"
    ]
    return Pages(sections, next(root.iter("{*}lastRenderedPageBreak"), None) is not None)


def _flow(element: Any, story: Story) -> Iterator[Block]:
    """The blocks of a body, a cell, a note or a text box."""
    for inner in element:
        name = local(inner)
        if name == "p":
            yield from _paragraph(inner, story)
        elif name == "tbl":
            for row in _rows(inner):
                yield from runs.row(story.pages.beside(_flow(cell, story) for cell in _cells(row)))
        elif name == "altChunk":
            story.faults.add(OTHER_FORMAT)
        elif name == "sectPr":
            story.pages.end_section()
        elif name not in LEFT_OUT and not _is_prompt(inner):
            yield from _flow(ooxml.chosen(inner), story)


def _is_prompt(element: Any) -> bool:
    """Whether an element shows a request to fill it in: 「クリックしてテキストを入力」."""
    return local(element) == "sdt" and child(child(element, "sdtPr"), "showingPlcHdr") is not None


def _paragraph(element: Any, story: Story) -> Iterator[Block]:
    """A paragraph with what is anchored in it; nothing yet where its end was deleted."""
    own = child(element, "pPr")
    style = value(own, "pStyle")
    line, story.open = story.open or Line(), None
    if child(own, "pageBreakBefore") is not None:
        story.pages.order()
    _inline(element, story, line, story.styles.is_hidden(None, style))
    for opened in story.fields:  # an instruction that never ends would hide the rest of the document
        opened.has_result = True
    if child(child(own, "rPr"), "del") is not None:
        story.open = line
        return
    if not story.styles.is_contents(style):
        yield _titled(line, style, own, story)
    yield from line.after
    if child(own, "sectPr") is not None:
        story.pages.end_section()


def _titled(line: Line, style: str, own: Any, story: Story) -> Block:
    """The paragraph itself. One that is styled as the title is the first heading, if no heading came before."""
    key = story.styles.says(style)
    block = line.block(story.styles.level(own, style) or (1 if key == "title" and key not in story.said else 0))
    office.tell(story.said, key, block.text)
    return block


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table that were not deleted, whatever they are wrapped in."""
    for inner in table:
        if local(inner) == "tr":
            if child(child(inner, "trPr"), "del") is None:
                yield inner
        elif local(inner) not in LEFT_OUT:
            yield from _rows(ooxml.chosen(inner))


def _cells(row: Any) -> Iterator[Any]:
    for inner in row:
        if local(inner) == "tc":
            yield inner
        elif local(inner) not in LEFT_OUT:
            yield from _cells(inner)


def _inline(element: Any, story: Story, line: Line, hidden: bool) -> None:
    """What stands in a paragraph, put to the end of the line."""
    for inner in element:
        name = local(inner)
        if name == "r":
            own = child(inner, "rPr")
            _inline(
                inner, story, line, story.styles.is_hidden(own, value(own, "rStyle")) if own is not None else hidden
            )
        elif name in SIGNS:
            if not hidden and not story.is_muted:
                _text(SIGNS[name] or inner.text or "", story, line)
        elif handle := HANDLERS.get(name):
            handle(inner, story, line)
        elif name == "instrText" and story.fields:
            story.fields[-1].instruction += inner.text or ""
        elif name not in LEFT_OUT and not _is_prompt(inner):
            _inline(ooxml.chosen(inner), story, line, hidden)


def _is_hidden(run: Any, story: Story, hidden: bool) -> bool:
    """Whether a run is hidden; one without properties is as its paragraph."""
    own = child(run, "rPr")
    return hidden if own is None else story.styles.is_hidden(own, value(own, "rStyle"), hidden)


def _text(text: str, story: Story, line: Line) -> None:
    if text:
        story.pages.reach(line)
        line.add(text)


def _break(element: Any, story: Story, line: Line) -> None:
    line.add("\n")
    if attribute(element, "type") == "page":
        story.pages.order()


def _field(element: Any, story: Story, line: Line) -> None:
    """A field begins, turns from its instruction to its result, or ends (17.16.18)."""
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        story.fields.append(Field())
    elif kind == "separate" and story.fields:
        story.fields[-1].has_result = True
    elif kind == "end" and story.fields:
        ended = story.fields.pop()
        if not ended.has_result and not story.is_muted:
            line.add(equations.base(ended.instruction))


def _page(_: Any, story: Story, line: Line) -> None:
    story.pages.turn(line)


def _note(element: Any, story: Story, line: Line) -> None:
    """The note is a block behind the paragraph; the sign that refers to it is no part of the text."""
    kind = local(element).removesuffix("Reference")
    note = story.notes.get((kind, attribute(element, "id")))
    if note is not None:
        story.counts[kind] = story.counts.get(kind, 0) + 1
        label = numeral(story.counts[kind], "lowerRoman" if kind == "endnote" else "")
        text = "\n".join(block.text for block in _flow(note, story) if block.text)
        line.after.append(runs.note(text, label))


def _box(element: Any, story: Story, line: Line) -> None:
    line.after += runs.carried(_flow(element, story))


HANDLERS: Mapping[str, Callable[[Any, Story, Line], None]] = {
    "br": _break,
    "fldChar": _field,
    "lastRenderedPageBreak": _page,
    "footnoteReference": _note,
    "endnoteReference": _note,
    "txbxContent": _box,
}
"""Elements within a line that do more than carry text."""
