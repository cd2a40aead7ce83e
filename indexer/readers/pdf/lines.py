"""The runs of a page become lines, in rows from the top to the bottom, ruby left out and note marks hidden.

Each direction of writing is read by itself, on the page turned so that its lines are level: then a vertical Japanese
line is a line like any other, the one to its left is the one below, and ruby beside it stands above it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indexer.document import Span
from indexer.readers.pdf.characters import turned
from indexer.readers.pdf.runs import LINE_END_HYPHEN
from indexer.readers.pdf.text import CJK, UNSURE, Page, Run
from indexer.readers.reading import SURROGATE

CJK_GAP = re.compile(rf"(?<=[{CJK}])[ \u00a0{UNSURE}]+(?=[{CJK}])")
PUNCTUATION_GAP = re.compile(rf"(?<=[、。，．・「」『』（）〔〕]) ?{UNSURE}?|[ {UNSURE}](?=[、。，．・」』）〕])")
SPACED_OUT = re.compile(rf"[{CJK}](?:[ 　{UNSURE}]++[{CJK}])+")
"""A heading whose characters are set apart: 目　次. The wide space is a character of CJK too, so none is given back."""

IS_CJK = re.compile(rf"[{CJK}]")
SPACES = re.compile(r"[ \t]{2,}|\t")
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]")
SYMBOL = re.compile(r"^[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f](?=[ \u00a0]|$)")
"""Bullets often are signs of a symbol font that Unicode has no room for: \uf0b7 in Word, \x88 in TeX."""


RUBY = re.compile(r"[ぁ-ゖァ-ヺー・、 　]+")
RUBY_SIZE = 0.65
"""Ruby is in half the size of its characters (JIS X 4051), or somewhat more."""

LARGER = 1.12
"""A heading is so many times as large as the text."""

RAISED_SIZE, RAISED = 0.87, 0.12
"""A note mark is so much smaller than its line and stands so many ems above its foot."""

NOTE_MARK = re.compile(r"[(（\[〔]?(?:注|註|※)?\s?(?:\d{1,3}|[*＊†‡§]{1,3}|[a-z])[)）\]〕]?(?:[,，、]\s?\d{1,3})*")
BEFORE_NOTE = re.compile(r"(?:[^\W\d_]{2}|[^\w\s])$")
"""`Cuba¹` and `Cuba.¹` are notes; `m²` and `10⁶` are not."""

MARKER = re.compile(
    r"[•◦‣▪▫■□●○◆◇※*＊†‡§+–—・-]|[(（\[]?(?:\d{1,3}(?:\.\d{1,2})*|[ivxlc]{1,5}|[a-z]|[一二三四五六七八九十]{1,3}|[①-⑳])"
    r"[.)）\]．、:]?|第.{1,4}[章節条部編巻回]",
    re.IGNORECASE,
)
GAP, SCANNED_GAP, MARKER_GAP = 0.6, 1.5, 4.0
"""Runs of a row that are so many ems apart are one line still; after the number of a list's item more."""

LARGE_GUESS = 1.45
"""OCR guesses sizes so far apart for lines of one size."""

INITIAL = 1.8
"""An initial is so many times as large as the text, and stands at most so many ems before it."""

SPACE, FULL_SPACE = 0.12, 0.7
"""So many ems between two words are a space; so many between two Japanese characters are a full-width one."""


class Line(NamedTuple):
    """A line, or the part of one that stands apart, on the page turned until it is level; `hidden` as in Block.
    `row` says that it is a row of a table, its cells joined; `level` is the one that the outline gives it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    hidden: tuple[Span, ...] = ()
    row: bool = False
    level: int = 0


Rows = list[list[Line]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a page by direction of writing (see Run.turns), the main direction first; `heights` are those of the
    page turned so."""

    number: int
    turns: tuple[int, ...]
    heights: tuple[float, ...]
    rows: tuple[Rows, ...]
    scanned: bool = False


def sheet(page: Page) -> Sheet:
    """The lines of a page."""
    found: Counter[int] = Counter()
    for run in page.runs:
        found[run.turns] += len(run.text)
    turns = tuple(turn for turn, _ in found.most_common())
    main = turns[0] if turns else 0
    groups: dict[int, list[Line]] = {turn: [] for turn in turns}
    for run in page.runs:
        turn = main if len(run.text) == 1 and IS_CJK.match(run.text) else run.turns
        line = _line(run, page, turn)
        if line.text:
            groups[turn].append(line)
    rows = tuple(
        _rows(_with_initials(_without_ruby(lines)), SCANNED_GAP if page.scanned else GAP) for lines in groups.values()
    )
    if page.scanned:
        rows = tuple(map(_as_guessed, rows))
    heights = tuple(page.width if turn % 2 else page.height for turn in turns)
    return Sheet(page.number, turns, heights, rows, page.scanned)


def _line(run: Run, page: Page, turns: int) -> Line:
    box = turned(run.box, page.width, page.height, turns) if turns else run.box
    return Line(cleaned(run.text, page.scanned), *box, run.size)


def cleaned(text: str, scanned: bool = False) -> str:
    """A run's text without what only the page's drawing put in; `scanned` as in Page."""
    if not text.isprintable():
        text = UNSHOWN.sub("", SYMBOL.sub("•", text.replace(LINE_END_HYPHEN, "-")))
        if SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not text.isascii() and (" " in text or UNSURE in text):
        text = _closed(text, scanned).strip(" ")
    return SPACES.sub(" ", text).strip() if "  " in text or "\t" in text else text


def _closed(text: str, scanned: bool) -> str:
    """A text without spaces that part Japanese characters but no words: beside punctuation, and between all of them,
    as OCR (国 際 聯 盟) and wide setting have them."""
    gaps = len(CJK_GAP.findall(text))
    if scanned or 2 * gaps >= len(IS_CJK.findall(text)) - 1 > 1:
        return CJK_GAP.sub("", text)
    return PUNCTUATION_GAP.sub("", text) if gaps else text


def settled(column: Iterable[Line], body: float) -> list[Line]:
    """The lines of a column with their unsure gaps as spaces in headings, which are larger than `body`, and as nothing
    in the text."""
    return [
        line._replace(text=line.text.replace(UNSURE, " " if line.size >= LARGER * body else ""))
        if UNSURE in line.text
        else line
        for line in column
    ]


def _as_guessed(rows: Rows) -> Rows:
    """OCR guesses a size for every line, and a space for every gap in Japanese: one size for all but the much larger
    lines is nearer the truth, and no spaces."""
    sizes = sorted(line.size for row in rows for line in row)
    large = LARGE_GUESS * sizes[len(sizes) * 4 // 5] if sizes else 0.0
    middle = sizes[len(sizes) // 2] if sizes else 0.0
    return [
        [line._replace(size=max(line.size, middle) if line.size >= large else middle, text=line.text.replace("　", ""))
         for line in row]
        for row in rows
    ]  # fmt: skip


def _with_initials(lines: list[Line]) -> list[Line]:
    """The lines, a large letter that begins a paragraph over several of them joined to the first."""
    short = [line for line in lines if len(line.text) < 3]
    middle = sorted(line.size for line in lines)[len(lines) // 2] if short else 0.0
    for initial in [line for line in short if line.size >= INITIAL * middle]:
        beside = [
            line
            for line in lines
            if line.size < initial.size and laps(line, initial) and 0 <= line.left - initial.right < INITIAL * line.size
        ]
        if initial.text.isalpha() and len(beside) > 1:
            first = max(beside, key=lambda line: line.top)
            begun = first._replace(text=initial.text + first.text)
            lines = [begun if line is first else line for line in lines if line is not initial]
            beside = [begun if line is first else line for line in beside]
            lines = [line._replace(left=initial.left) if line in beside else line for line in lines]
    return lines


def _without_ruby(lines: list[Line]) -> list[Line]:
    """The lines without kana in half size right above the characters that they read: 瑞西 with スイッツル."""
    small = [line for line in lines if RUBY.fullmatch(line.text)]
    if not small:
        return lines
    largest = max(line.size for line in lines)
    ruby = [line for line in small if line.size < RUBY_SIZE * largest and any(_reads(line, base) for base in lines)]
    return [
        line._replace(text=line.text.replace(UNSURE, "")) if any(_reads(other, line) for other in ruby) else line
        for line in lines
        if not any(line is other for other in ruby)
    ]


def _reads(ruby: Line, base: Line) -> bool:
    """Whether `ruby` stands right above characters of `base`."""
    return (
        ruby.size <= RUBY_SIZE * base.size
        and -0.5 * ruby.size <= ruby.bottom - base.top <= 0.8 * ruby.size
        and min(ruby.right, base.right) > max(ruby.left, base.left)
    )


def _rows(lines: Iterable[Line], gap: float) -> Rows:
    """Lines side by side in one row, joined where they are near, rows from the top."""
    rows: Rows = []
    tallest: Line | None = None
    for line in sorted(lines, key=lambda line: -(line.bottom + line.top)):
        if tallest and laps(tallest, line):
            rows[-1].append(line)
            if line.top - line.bottom > tallest.top - tallest.bottom:
                tallest = line
        else:
            rows.append([line])
            tallest = line
    return [[closed(row[0])] if len(row) == 1 else _joined_row(row, gap) for row in rows]


def laps(one: Line, other: Line, share: float = 0.5) -> bool:
    """Whether two lines stand side by side: over this share of the lower one's height."""
    lapping = min(one.top, other.top) - max(one.bottom, other.bottom)
    return lapping > share * min(one.top - one.bottom, other.top - other.bottom)


def _joined_row(row: Sequence[Line], gap: float) -> list[Line]:
    parts: list[Line] = []
    for line in sorted(row, key=lambda line: (round(line.left), line.bottom)):
        if parts and _is_near(parts[-1], line, gap):
            parts[-1] = joined(parts[-1], line)
        else:
            parts.append(line)
    return list(map(closed, parts))


def closed(line: Line) -> Line:
    """A line whose characters are all set apart without the spaces between them."""
    if len(line.text) > 40 or not SPACED_OUT.fullmatch(line.text):
        return line
    return line._replace(text=re.sub(rf"[ 　{UNSURE}]", "", line.text), hidden=())


def _is_near(one: Line, other: Line, gap: float) -> bool:
    size = max(one.size, other.size)
    if MARKER.fullmatch(one.text):
        gap = MARKER_GAP
    return other.left - one.right <= gap * size


def joined(one: Line, other: Line) -> Line:
    """Two lines of one row as one; a small raised number beside a word is a note mark and is hidden."""
    main = one if len(one.text) >= len(other.text) else other
    space = _space(one, other, (other.left - one.right) / main.size)
    start = len(one.text + space)
    hidden = (*one.hidden, *((first + start, last + start) for first, last in other.hidden))
    if _is_note_mark(other, one) and BEFORE_NOTE.search(one.text):
        hidden = (*one.hidden, (start, start + len(other.text)))
    elif _is_note_mark(one, other):
        hidden = ((0, len(one.text)), *hidden)
    box = min(one.left, other.left), main.bottom, max(one.right, other.right), main.top
    return Line(one.text + space + other.text, *box, main.size, hidden)


def _space(one: Line, other: Line, ems: float) -> str:
    """What stands for a gap of so many ems."""
    if IS_CJK.match(one.text[-1]) and IS_CJK.match(other.text):
        return "　" if ems > FULL_SPACE else ""
    return " " if ems > SPACE else ""


def _is_note_mark(mark: Line, line: Line) -> bool:
    raised = mark.size <= RAISED_SIZE * line.size and mark.bottom >= line.bottom + RAISED * line.size
    return raised and NOTE_MARK.fullmatch(mark.text) is not None


def gap(before: str, after: str) -> str:
    """What stands between two pieces of running text: a space, and nothing at a Japanese character."""
    return "" if IS_CJK.match(before[-1:]) or IS_CJK.match(after[:1]) else " "
