"""The lines of a column become paragraphs, as far as one column shows them.

A paragraph begins after a gap, in another size, with an indent, with the mark of a list's item, or after a line that
ended before it was full: where the next word would still have fitted, somebody wanted the line to end. Lines that are
all short (an address, a verse) are one paragraph that keeps its line breaks.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.readers.pdf.columns import Column, Flow
from indexer.readers.pdf.lines import IS_CJK, Line
from indexer.readers.pdf.measures import Measures, is_alike, leading, step
from indexer.readers.text.lines import BULLET, INDENTED, NUMBERED, SENTENCE_END

GAP = 1.25
"""Lines so many times as far apart as usual are two paragraphs."""

INDENT = 0.8
"""So many ems from the left are an indent; a Japanese one is one em."""

DEEPEST = 5.0
"""No paragraph is indented further; a date at the right is no indent."""

ALIGNED = 0.5
"""Lines whose left ends differ by less ems begin at the same place."""

SLACK = 0.3
"""So many ems may be left besides what the next word needs."""

KINSOKU = 2.0
"""Ems that a Japanese line may fall short by, when 。 or 」 may not begin the next."""

NARROW, NARROWEST, WRAPPED_SHARE = 0.75, 0.4, 0.6
"""Lines within this share of their column are short, and always keep their breaks within that; between the two, this
share of full ones among them makes them wrapped text."""

ENDING = 30
"""So many characters of a line's end show whether a sentence ends there."""

ALMOST = 0.8
"""A line that is so much of its column is nearly full."""

PEERS = 3
"""So many lines with one left end show how far such lines run."""

MARKING = re.compile(r"[\W\d_一二三四五六七八九十]")
"""What an item of a list may begin with."""

LEADER = re.compile(r"(?:\.{4,}|…{2,}|・{4,}|(?: \.){4,})\s*\S{1,8}$")
"""The end of a line in a table of contents."""

LAST_NEEDS = 3.0
"""Ems taken for the word that follows the last line of a column."""

LONGEST_HEADING = 250

SMALLER = 0.93
"""Notes at the foot of a page are smaller than the text by this factor."""

NOTE = re.compile(r"[\[(（]?\d{1,3}[\])）.]?[\s ]?|[*＊†‡§¶※]|[（(\[]?[注註]|[①-⑳]")


class Paragraph(NamedTuple):
    """Lines that belong together; `level` and `kind` as in Block. `aside` says that they stand beside the running
    text (notes, strays), `broken` that line breaks are kept. `opens` and `full` say whether the first line may carry
    on a paragraph of the column before, and whether the last line reaches the column's right side; `indented` is a
    first line that begins further right than the second."""

    lines: tuple[Line, ...]
    page: int
    level: int = 0
    kind: str = ""
    aside: bool = False
    broken: bool = False
    opens: bool = False
    full: bool = False
    indented: bool = False


def paragraphs(flow: Flow, measures: Measures) -> Iterator[Paragraph]:
    """The paragraphs of a column, then the notes at its foot."""
    if flow.aside:
        yield from (paragraph._replace(aside=True, level=0) for paragraph in _cut(flow.column, flow.page, measures))
        return
    foot = _foot(flow.column, measures)
    yield from _at_ends(list(_cut(flow.column[:foot], flow.page, measures)))
    noted = False
    for paragraph in _at_ends(list(_cut(flow.column[foot:], flow.page, measures))):
        noted = noted or NOTE.match(paragraph.lines[0].text) is not None
        yield paragraph._replace(aside=True, kind="note" if noted else "", level=0)


def _at_ends(found: list[Paragraph]) -> list[Paragraph]:
    """Only the first paragraph of a column may carry on another, and only the last be carried on."""
    last = len(found) - 1
    return [
        paragraph._replace(opens=paragraph.opens and not number, full=paragraph.full and number == last)
        for number, paragraph in enumerate(found)
    ]


def _foot(column: Column, measures: Measures) -> int:
    """Where the smaller lines at the foot of a column begin: below text, or, where they are all, with a note."""
    foot = len(column)
    while foot and not column[foot - 1].row and column[foot - 1].size <= SMALLER * measures.body:
        foot -= 1
    if any(line.size > SMALLER * measures.body for line in column[:foot]):
        return foot
    return next((at for at in range(foot, len(column)) if NOTE.match(column[at].text)), len(column))


def _cut(column: Column, page: int, measures: Measures) -> Iterator[Paragraph]:
    if not column:
        return
    left, right = min(line.left for line in column), max(line.right for line in column)
    right = max(right, left + 0.97 * measures.width if len(column) < 5 else right)
    for stanza in _stanzas(column, measures):
        if level := measures.level(stanza[0]):
            yield from _heading(stanza, level, page)
        else:
            yield from _stanza(stanza, left, right, page)


def _stanzas(column: Column, measures: Measures) -> Iterator[Column]:
    usual = leading(column) or measures.leading
    stanza = [column[0]]
    for before, line in pairwise(column):
        apart = not 0 <= step(before, line) <= GAP * usual * max(before.size, line.size)
        if (
            apart
            or before.row
            or line.row
            or not is_alike(before, line)
            or measures.level(before) != measures.level(line)
        ):
            yield stanza
            stanza = []
        stanza.append(line)
    yield stanza


def _heading(lines: Column, level: int, page: int) -> Iterator[Paragraph]:
    """One heading on as many lines as it takes; what is too long for one is large text."""
    long = sum(len(line.text) for line in lines) > LONGEST_HEADING
    yield Paragraph(tuple(lines), page, 0 if long else level)


def _stanza(lines: Column, left: float, right: float, page: int) -> Iterator[Paragraph]:
    """The paragraphs of a stanza in a column from `left` to `right`."""
    ends = _ends(lines)
    full = [_is_full(*pair, left, end) for pair, end in zip(pairwise(lines), ends, strict=False)]
    share = (max(ends) - left) / max(right - left, 1.0)
    wrapped = share > NARROWEST and sum(full) >= WRAPPED_SHARE * len(full)
    broken = len(lines) > 1 and share < NARROW and not wrapped
    group = [lines[0]]
    for before, line, reached in zip(lines, lines[1:], full, strict=False):
        if _begins(line, before, group, reached) or not (reached or broken):
            yield _paragraph(group, left, right, page, broken)
            group = []
        group.append(line)
    yield _paragraph(group, left, right, page, broken)


def _ends(lines: Column) -> list[float]:
    """How far to the right each line might have run: as far as its neighbours with its left end, if there are some."""
    furthest = max(line.right for line in lines)
    groups = [[lines[0]]]
    for line in lines[1:]:
        if _is_aligned(line, groups[-1][-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    reach = [max(line.right for line in group) if len(group) >= PEERS else furthest for group in groups]
    return [end for group, end in zip(groups, reach, strict=True) for _ in group]


def _is_full(line: Line, following: Line, left: float, end: float) -> bool:
    """Whether the first word of the following line would not have fitted on this one. A line that breaks off in the
    middle of a sentence may be somewhat shorter: some programs count characters instead of measuring them."""
    if line.right + SLACK * line.size > end:
        return True
    if line.right - left > ALMOST * (end - left) and not SENTENCE_END.search(line.text[-ENDING:]):
        return True
    if IS_CJK.match(following.text):
        needed = KINSOKU * line.size
    else:
        first = following.text.partition(" ")[0]
        needed = (following.right - following.left) * len(first) / len(following.text)
    return line.right + needed + SLACK * line.size > end


def _begins(line: Line, before: Line, group: Sequence[Line], reached: bool) -> bool:
    """Whether a line begins a paragraph, by its mark or by where it stands; `reached` says that the one before is
    full."""
    if line.row or before.row or _leads(before.text):
        return True
    first, indent = group[0], INDENT * line.size
    if MARKING.match(line.text) and _is_marked(line, first, reached):
        return True
    if line.left - before.left > indent:  # an indent, if it is not what hangs below the first line of an item
        return not (before is first and _hangs(first))
    back = before.left - line.left
    return back > DEEPEST * line.size or (back > indent and (before is not first or _is_centred(before, line)))


def _is_marked(line: Line, first: Line, reached: bool) -> bool:
    """Whether a line begins with a mark, or with a number that does not only happen to begin it (April/18. You)."""
    if BULLET.match(line.text) or INDENTED.match(line.text):
        return True
    numbered = NUMBERED.match(line.text) is not None
    return numbered and (not reached or (NUMBERED.match(first.text) is not None and _is_aligned(line, first)))


def _leads(text: str) -> bool:
    """Whether a line of a table of contents ends here."""
    return text[-1].isalnum() and LEADER.search(text[-ENDING:]) is not None


def _is_centred(line: Line, longer: Line) -> bool:
    """Whether a line stands in the middle above a longer one."""
    left, right = line.left - longer.left, longer.right - line.right
    return right > INDENT * line.size and abs(left - right) < ALIGNED * line.size


def _is_aligned(line: Line, other: Line) -> bool:
    return abs(line.left - other.left) < ALIGNED * line.size


def _hangs(first: Line) -> bool:
    return BULLET.match(first.text) is not None or NUMBERED.match(first.text) is not None


def _paragraph(lines: Sequence[Line], left: float, right: float, page: int, broken: bool) -> Paragraph:
    first, last = lines[0], lines[-1]
    aligned = len(lines) < 2 or first.left - lines[1].left < INDENT * first.size
    marked = first.row or _hangs(first) or INDENTED.match(first.text)
    return Paragraph(
        tuple(lines),
        page,
        kind="row" if first.row else "",
        broken=broken,
        opens=not marked and aligned and (len(lines) > 1 or first.left - left < INDENT * first.size),
        full=last.right + LAST_NEEDS * last.size > right,
        indented=not aligned,
    )
