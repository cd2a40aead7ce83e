"""A project as a Word document (DOCX): headings, quotations, notes, citations, with Japanese fonts for Japanese.

A run of text has a font for Latin letters and one for East Asian ones (ECMA-376, 17.3.2.26, rFonts); what python-docx
sets is the first alone.
"""

import io
import re
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from search_app.projects.markdown import both, head_of, search_address
from search_app.projects.values import Highlight, Item, Project
from search_app.projects.writing import cited_as

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

LATIN, MINCHO, GOTHIC = "Times New Roman", "MS Mincho", "MS Gothic"
FONTS = {"Normal": MINCHO, "Quote": MINCHO, "Title": GOTHIC, "Heading 1": GOTHIC, "Heading 2": GOTHIC}
"""Style -> its Japanese font."""

COLOURS = {
    "yellow": WD_COLOR_INDEX.YELLOW,
    "green": WD_COLOR_INDEX.BRIGHT_GREEN,
    "blue": WD_COLOR_INDEX.TURQUOISE,
    "red": WD_COLOR_INDEX.PINK,
}

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)


def project_docx(project: Project) -> bytes:
    """The whole project."""
    document = docx.Document()
    _set_fonts(document)
    _set_properties(document, project)
    document.add_heading(_xml(project.title) or both("project"), 0)
    if about := " · ".join(filter(None, (project.by, project.changed[:10]))):
        document.add_paragraph(_xml(about))
    for number, item in enumerate(project.items, 1):
        _add_item(document, number, item)
    _add_searches(document, project)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_fonts(document: Document) -> None:
    for name, japanese in FONTS.items():
        style = document.styles[name]
        style.font.name = LATIN
        fonts = style.element.rPr.rFonts
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]  # a theme's font would go before the one that is named
        fonts.set(qn("w:eastAsia"), japanese)
    document.styles["Normal"].font.size = Pt(10.5)


def _set_properties(document: Document, project: Project) -> None:
    said = document.core_properties
    said.title, said.author, said.comments = _xml(project.title)[:255], _xml(project.by)[:255], "Sakuin"
    said.created = said.modified = _OLDEST


def _add_item(document: Document, number: int, item: Item) -> None:
    document.add_heading(_xml(f"{number}. {head_of(item)}"), 1)
    quoted = document.add_paragraph(style="Quote")
    _add_marked(quoted, item.text, item.highlights)
    document.add_paragraph(_xml(cited_as(item)))
    if item.kept:
        document.add_paragraph(both("project-kept"))
    for mark in item.highlights:
        if mark.word:
            document.add_paragraph(_xml(f"{item.text[mark.start : mark.end]}: {mark.word}"), "List Bullet")
    if item.note:
        _add_note(document, both("project-note"), item.note)
    for remark in item.remarks:
        _add_note(document, f"{both('project-note')} ({remark.by})", remark.text)
    if item.tags:
        _add_note(document, both("project-tags"), ", ".join(item.tags))


def _add_marked(paragraph: Paragraph, text: str, marks: tuple[Highlight, ...]) -> None:
    """A text with its highlights; of two that overlap the second begins where the first ends."""
    at = 0
    for mark in marks:
        start = max(mark.start, at)
        if start >= mark.end:
            continue
        paragraph.add_run(_xml(text[at:start]))
        paragraph.add_run(_xml(text[start : mark.end])).font.highlight_color = COLOURS[mark.colour]
        at = mark.end
    paragraph.add_run(_xml(text[at:]))


def _add_note(document: Document, name: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(_xml(f"{name}: ")).bold = True
    paragraph.add_run(_xml(text))


def _add_searches(document: Document, project: Project) -> None:
    if not project.searches:
        return
    document.add_heading(both("saved-searches"), 1)
    for search in project.searches:
        said = f"{search.name} — {search.total:,} ({search.looked[:10]}; {search.digest}) {search_address(search)}"
        document.add_paragraph(_xml(said), "List Bullet")


def _xml(text: str) -> str:
    """Without the control signs that XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)
