"""The outline of a PDF (its bookmarks) tells which lines are headings."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, NamedTuple

import pypdfium2

from indexer.readers.pdf.columns import Column, Flow
from indexer.readers.pdf.lines import LARGER

MOST_ENTRIES = 20_000
DEEPEST = 6
MOST_LINES = 5
"""A heading takes so many lines at most."""

NUMBERING = re.compile(
    r"第?[\d一二三四五六七八九十百]{1,6}[章節部編条款巻回]?|[ivxlc]{1,6}|[a-z]"
    r"|(?:chapter|part|section|appendix|article|document|no)[\da-z]{0,5}"
)
"""What a page may print before what the outline says, folded: `1.2 Introduction`, `第三章 …`."""

LONGEST_NUMBERING = 13

ENOUGH = 0.5
"""Where the pages show fewer of the outline's entries than this, it is about something else than headings."""

UNTOLD = re.compile(r"[\W_]+")


class Entry(NamedTuple):
    """An entry of the outline: the page it leads to, counted from 1, its folded title, its level, 1 for the top."""

    page: int
    title: str
    level: int


def outline(document: Any) -> tuple[Entry, ...]:
    """The entries that lead to a page, of an open pypdfium2 document (PDF 32000-1, 12.3.3)."""
    try:
        return tuple(islice(_entries(document), MOST_ENTRIES))
    except pypdfium2.PdfiumError:
        return ()


def _entries(document: Any) -> Iterator[Entry]:
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        title = folded(bookmark.get_title())
        if page is not None and page >= 0 and title:
            yield Entry(page + 1, title, min(bookmark.level + 1, DEEPEST))


def folded(text: str) -> str:
    """A title by its letters and digits alone; the outline and the page differ in the rest."""
    return UNTOLD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def titled(flows: Iterable[Flow], entries: Sequence[Entry], body: float) -> tuple[list[Flow], bool]:
    """The columns, their lines with the level of the outline's entry that they show; and whether the pages show enough
    of the outline to go by it. `body` is the size of the text."""
    wanted: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        wanted[entry.page].append(entry)
    found = [flow._replace(column=_levelled(flow.column, wanted.get(flow.page, []))) for flow in flows]
    missed = sum(map(len, wanted.values()))
    outlined = len(entries) > 0 and len(entries) - missed >= ENOUGH * len(entries)
    return [*_with_title(found, body)] if outlined else found, outlined


def _with_title(flows: Sequence[Flow], body: float) -> Iterator[Flow]:
    """The title of the work, which no outline names, is the largest writing on the first page."""
    largest = max((line.size for flow in flows for line in flow.column if line.level), default=0.0)
    first = next((flow.page for flow in flows), 0)
    for flow in flows:
        if flow.page == first and not flow.aside and not any(line.level for line in flow.column[:1]):
            top = max(line.size for line in flow.column)
            titles = takewhile(lambda line: not line.level, flow.column)
            if top > LARGER * body and top > 0.98 * largest:
                lines = [line._replace(level=1) if line.size > 0.98 * top else line for line in titles]
                flow = flow._replace(column=[*lines, *flow.column[len(lines) :]])
        yield flow


def _levelled(column: Column, wanted: list[Entry]) -> Column:
    """The column with headings marked; what is found is taken out of `wanted`."""
    lines = list(column) if wanted else column
    position = 0
    while position < len(lines) and wanted:
        count, entry = _shown(lines[position : position + MOST_LINES], wanted)
        if entry:
            wanted.remove(entry)
            marked = (line._replace(level=entry.level) for line in lines[position : position + count])
            lines[position : position + count] = marked
        position += max(count, 1)
    return lines


def _shown(lines: Column, wanted: Iterable[Entry]) -> tuple[int, Entry | None]:
    """How many lines show which entry."""
    text = ""
    for count, line in enumerate(lines, 1):
        text += folded(line.text)
        for entry in wanted:
            before = text.removesuffix(entry.title)
            if before != text and (not before or NUMBERING.fullmatch(before)):
                return count, entry
        if not any(text[min(len(text), LONGEST_NUMBERING) :] in entry.title for entry in wanted):
            break
    return 0, None


def labels(document: Any, count: int) -> Mapping[int, str]:
    """The label of each of the first `count` pages by its number: what /PageLabels says (i, 117; PDF 32000-1,
    12.4.2), else the number."""
    return {index + 1: document.get_page_label(index) or str(index + 1) for index in range(count)}
