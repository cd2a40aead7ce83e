"""The characters of a PDF page become runs: those that stand together on one line in one size, with their box.

pdfium parts the characters into lines and words. To ask it for every box would take longer than all else, so it is
asked for the first and the last character of each line; for those of each word where these two differ, or the line
is too wide for its characters, or lines of this page have shown gaps; and for all characters of a word only where
something happens within: the note mark of `Cuba¹`, two lines run into one.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from indexer.readers.pdf.characters import Box, Characters, turned

LINE_END_HYPHEN = "\ufffe"
BREAKS = r"\r\n\f\v\u2028\u2029"
LINE = re.compile(rf"\S(?:[^{BREAKS}{LINE_END_HYPHEN}]*[^\s{LINE_END_HYPHEN}])?{LINE_END_HYPHEN}?")
WORD = re.compile(r"\S+")
CHARACTER = re.compile("[\ud800-\udbff]?.", re.DOTALL)
"""One character, or the two halves in which UTF-16 writes it."""

MARKED = re.compile(r"[0-9*†‡]")
NOTABLE = r"[\d*†‡]"
NOTED = re.compile(r"[^\W\d_][^\w\s]?\d|[^\w\s]\d+(?!\S)|\S[*†‡]")
"""Where a note mark may hide in a word: `Cuba1,` `Cuba,1`; there is always something NOTABLE in it."""

ALIKE = 0.15
"""Heights and feet of boxes may differ by this share of a line's height on one line."""

WIDEST_GAP = 1.0
"""Words further apart than so many heights of a line are two runs: cells of a table, columns."""

WIDE_CHARACTER = "\u2e80"
WIDEST_CHARACTER = "\uffee"
WIDE = re.compile(rf"[{WIDE_CHARACTER}-{WIDEST_CHARACTER}]")
FULL_GAP = 0.7
"""Between two Japanese characters, so many heights are the space of `第一章　外交`, which is not always drawn."""

WIDEST_SPACE, EVEN = 3.0, 0.6
"""The spaces of a justified line may be so wide, if the smallest is this share of the widest: cells stand unevenly."""

LOOSE, USUAL = 1.3, 0.45
"""A line so many times as wide for its characters as others are has gaps within; heights of a line that a character is
usually wide, a Japanese one twice that."""

SAMPLED_LINES = 8
"""Every eighth line is looked at for gaps besides."""


class Stretch(NamedTuple):
    """The characters from `start` to `end`, which stand together on one line; `size` is their em in points. `turns` are
    the quarter turns clockwise that lay the line level: 0, 3 for a vertical line that is read downwards, 1 for one read
    upwards."""

    start: int
    end: int
    box: Box
    size: float
    turns: int


class _Word(NamedTuple):
    """The characters from `start` to `end`, with the boxes of the first and the last."""

    start: int
    end: int
    first: Box
    last: Box


def runs_of(characters: Characters) -> list[Stretch]:
    """The runs of a page whose text is loaded."""
    return list(_Reader(characters).runs())


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where the lines of a page begin and end."""
    return [match.span() for match in LINE.finditer(text)]


def is_noted(text: str, start: int, end: int) -> bool:
    """Whether a note mark may hide between two places."""
    return NOTED.search(text, start, end) is not None


class _Reader:
    """Reads one page."""

    def __init__(self, characters: Characters) -> None:
        self.of = characters

    def runs(self) -> Iterator[Stretch]:
        """The runs of the page. Most lines are one."""
        spans = line_spans(self.of.text)
        boxes = self.of.boxes([at for begin, end in spans for at in (begin, end - 1)])
        lines = list(map(_Word._make, zip(*zip(*spans, strict=True), boxes[::2], boxes[1::2], strict=True)))
        widths = [self.width(line) for line in lines]
        loosest = LOOSE * (sorted(widths)[len(widths) // 2] if len(widths) >= SAMPLED_LINES else USUAL)
        gapped = self.gapped(lines)
        for number, (line, width) in enumerate(zip(lines, widths, strict=True)):
            if width <= loosest and number not in gapped and self.is_plain(line):
                box = line.first[0], line.first[1], line.last[2], line.first[3]
                yield self.run(line.start, line.end, box, 0)
            else:
                yield from self.cut(self.words(line))

    def width(self, line: _Word) -> float:
        """How wide a level line is for its characters, in its heights; a Japanese character counts for two."""
        text = self.of.text[line.start : line.end]
        count = len(text) if text.isascii() else len(text) + len(WIDE.findall(text))
        return (line.last[2] - line.first[0]) / ((line.first[3] - line.first[1]) * count or 1.0)

    def gapped(self, lines: list[_Word]) -> set[int]:
        """The level lines with gaps within: those of a sample and, as tables and columns go on, their neighbours."""
        found: set[int] = set()
        for start in range(0, len(lines), SAMPLED_LINES):
            for number, way in ((start, 1), (start - 1, -1)):
                if way < 0 and start not in found:
                    break
                while 0 <= number < len(lines) and number not in found and self.has_gaps(lines[number]):
                    found.add(number)
                    number += way
        return found

    def has_gaps(self, line: _Word) -> bool:
        """Whether words of a level line stand apart or on another foot."""
        return line.first[1] == line.last[1] and not self.is_one(line.start, line.end)

    def is_plain(self, line: _Word) -> bool:
        """Whether the ends of a line and its text give no reason to look at what is between them."""
        first, last = line.first, line.last
        if first[1] != last[1] or first[3] != last[3] or last[2] - first[0] < first[3] - first[1]:
            return False
        text = self.of.text[line.start : line.end]
        if MARKED.search(text) and is_noted(text, 0, len(text)):
            return False
        return text.isascii() or " " not in text or max(text) < WIDE_CHARACTER

    def is_one(self, begin: int, end: int) -> bool:
        """Whether the words of a level line are near each other on one foot."""
        words = [match.span() for match in WORD.finditer(self.of.text, begin, end)]
        lefts, bottoms, rights, tops = self.of.edges([at for start, stop in words for at in (start, stop - 1)])
        height = max(tops) - min(bottoms)
        gaps = list(map(sub, lefts[2::2], rights[1:-1:2]))
        level = max(bottoms) - min(bottoms) <= ALIKE * height and max(tops) - min(tops) <= ALIKE * height
        return level and (not gaps or (-height < 2 * min(gaps) and max(gaps) <= _widest(gaps, height)))

    def words(self, line: _Word) -> list[_Word]:
        """The words of a line; a Japanese one mostly has no spaces."""
        spans = [match.span() for match in WORD.finditer(self.of.text, line.start, line.end)]
        if len(spans) == 1:
            return [line]
        boxes = self.of.boxes([at for start, stop in spans for at in (start, stop - 1)])
        return [_Word(*span, *ends) for span, *ends in zip(spans, boxes[::2], boxes[1::2], strict=True)]

    def cut(self, words: list[_Word]) -> Iterator[Stretch]:
        """A line cut where its words stand apart, or change their size or their foot."""
        turns = _turns(words[0].first, words[-1].last)
        level = list(self.level(words, turns))
        height = max(word.first[3] - word.first[1] for word in level)
        widest = _widest([other.first[0] - one.last[2] for one, other in pairwise(level)], height)
        group = level[:1]
        for word in level[1:]:
            if not self.goes_on(group[-1], word, widest):
                yield self.joined(group, turns)
                group = []
            group.append(word)
        yield self.joined(group, turns)

    def level(self, words: list[_Word], turns: int) -> Iterator[_Word]:
        """The words of a line laid level; those that hide something within cut into their characters."""
        frame = self.of.width, self.of.height, turns
        for word in words:
            if turns:
                word = _Word(word.start, word.end, turned(word.first, *frame), turned(word.last, *frame))
            if word.end - word.start == 1 or self.is_even(word):
                yield word
            else:
                spans = [match.span() for match in CHARACTER.finditer(self.of.text, word.start, word.end)]
                boxes = (turned(box, *frame) for box in self.of.boxes([start for start, _ in spans]))
                yield from (_Word(*span, box, box) for span, box in zip(spans, boxes, strict=True))

    def is_even(self, word: _Word) -> bool:
        """Whether nothing shows that a word changes its size or its line within."""
        height = word.first[3] - word.first[1]
        width = word.last[2] - word.first[0]
        ordered = word.first[0] <= word.last[0] and width <= height * (word.end - word.start + FULL_GAP)
        return ordered and self.is_alike(word, word) and not is_noted(self.of.text, word.start, word.end)

    def is_alike(self, one: _Word, other: _Word) -> bool:
        """Whether the end of a word and the start of another are of one size on one line."""
        _, foot, _, head = one.last
        _, floor, _, ceiling = other.first
        height = max(head - foot, ceiling - floor)
        if abs(ceiling - head) <= ALIKE * height and abs(foot - floor) <= ALIKE * height:
            return True
        # Some fonts give each character a box of its own (ー is low, 、 is small): then the size they are in decides.
        lapping = min(head, ceiling) - max(foot, floor)
        sizes = self.of.raw_size(one.end - 1), self.of.raw_size(other.start)
        return lapping >= 0.5 * min(head - foot, ceiling - floor) and max(sizes) * (1 - ALIKE) <= min(sizes)

    def goes_on(self, one: _Word, other: _Word, widest: float) -> bool:
        gap = other.first[0] - one.last[2]
        height = max(one.last[3] - one.last[1], other.first[3] - other.first[1])
        if min(self.of.text[one.end - 1], self.of.text[other.start]) >= WIDE_CHARACTER:
            widest = FULL_GAP * height
        return -0.5 * height < gap <= widest and self.is_alike(one, other)

    def joined(self, words: list[_Word], turns: int) -> Stretch:
        boxes = [box for word in words for box in (word.first, word.last)]
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        width, height = (self.of.height, self.of.width) if turns % 2 else (self.of.width, self.of.height)
        box = turned((min(lefts), min(bottoms), max(rights), max(tops)), width, height, -turns % 4)
        return self.run(words[0].start, words[-1].end, box, turns)

    def run(self, start: int, end: int, box: Box, turns: int) -> Stretch:
        return Stretch(start, end, box, self.of.size(start), turns)


def _widest(gaps: list[float], height: float) -> float:
    """The widest gap that is a space in a line of this height."""
    even = len(gaps) > 2 and 0 < EVEN * max(gaps) <= min(gaps)
    return (WIDEST_SPACE if even else WIDEST_GAP) * height


def _turns(first: Box, last: Box) -> int:
    """How a line runs from its first character to its last: to the right, downwards, upwards."""
    across = abs(last[0] + last[2] - first[0] - first[2])
    down = first[1] + first[3] - last[1] - last[3]
    if across >= abs(down):
        return 0
    return 3 if down > 0 else 1
