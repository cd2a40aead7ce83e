"""The paragraphs of all columns become blocks: what a column or a page has cut is joined, and every page is marked.

A paragraph runs on over the end of its column if its last line is full and the next column begins without an indent.
Notes and strays that stand between the two are put behind the paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from indexer.document import Block, Mark, Span
from indexer.readers.pdf.lines import gap
from indexer.readers.pdf.measures import is_alike
from indexer.readers.pdf.paragraphs import ENDING, Paragraph
from indexer.readers.residue import joined as united
from indexer.readers.residue import residue, without
from indexer.readers.text.lines import SENTENCE_END

HYPHENS = ("-", "‐")
HYPHEN = re.compile(r"([^\W\d_]+)[-‐]$")
LONGEST_WORD = 60
SOFT_HYPHEN = "\u00ad"
TIED = ("-", "‐", "–", "—", "/")
"""After these a line's end is no space: `Kennedy-/Khrushchev`, `1961–/63`."""

FIRST_WORD = re.compile(r"[^\W\d_]+")
COMPOUNDING = frozenset({"aide", "half", "quasi", "self", "vice", "vis", "well"})
"""What is always written with a hyphen: self-determination, aide-mémoire."""

COMPOUND = re.compile(r"[^\W\d_]+[-‐][^\W\d_]+")


def blocks(paragraphs: Sequence[Paragraph], labels: Mapping[int, str]) -> tuple[Block, ...]:
    """The blocks of a PDF; `labels` gives the label of each page, by number."""
    texts = chain.from_iterable((line.text for line in paragraph.lines) for paragraph in paragraphs)
    writer = _Writer(labels, _compounds(texts))
    return tuple(writer.block(parts) for parts in _whole(paragraphs))


def _compounds(lines: Iterable[str]) -> frozenset[str]:
    """The words that are written with a hyphen within a line."""
    return frozenset(word for line in lines if "-" in line or "‐" in line for word in COMPOUND.findall(line))


def _whole(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """The parts of each paragraph together; what stands beside the text behind the paragraph that it interrupts."""
    indented = _is_indented(paragraphs)
    parts: list[Paragraph] = []
    aside: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.aside:
            if aside and _goes_on(aside[-1], paragraph, indented):
                aside[-1].append(paragraph)
            else:
                aside.append([paragraph])
        elif parts and _goes_on(parts, paragraph, indented):
            parts.append(paragraph)
        else:
            yield from filter(None, (parts, *aside))
            parts, aside = [paragraph], []
    yield from filter(None, (parts, *aside))


def _is_indented(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether an indent, rather than a gap, tells where paragraphs begin."""
    running = [paragraph for paragraph in paragraphs if len(paragraph.lines) > 1 and not paragraph.aside]
    return 2 * sum(paragraph.indented for paragraph in running) > len(running)


def _goes_on(parts: Sequence[Paragraph], other: Paragraph, indented: bool) -> bool:
    """Whether `other` carries on the paragraph whose parts are given."""
    one, last, first = parts[-1], parts[-1].lines[-1], other.lines[0]
    if one.level or other.level or one.kind != other.kind or one.kind == "row" or not is_alike(last, first):
        return False
    if not other.opens or one.broken or (one.aside and one.page == other.page):
        return False
    ended = SENTENCE_END.search(last.text[-ENDING:]) is not None
    if one.full:
        return indented or not ended
    return not ended and first.text[:1].islower()


class _Writer:
    """Writes paragraphs one after the other and marks where a page begins."""

    def __init__(self, labels: Mapping[int, str], compounds: frozenset[str]) -> None:
        self.labels = labels
        self.compounds = compounds
        self.page = 0

    def block(self, parts: Sequence[Paragraph]) -> Block:
        text = ""
        hidden: list[Span] = []
        marks: list[Mark] = []
        for paragraph in parts:
            for line in paragraph.lines:
                text = self.tied(text, line.text, "\n" if paragraph.broken else "")
                if self.page != paragraph.page:
                    self.page = paragraph.page
                    marks.append(Mark(len(text), "page", self.labels[self.page], self.page))
                hidden += [(start + len(text), end + len(text)) for start, end in line.hidden]
                text += line.text
        return self._finished(parts[0], text, hidden, marks)

    def _finished(self, first: Paragraph, text: str, hidden: Sequence[Span], marks: Sequence[Mark]) -> Block:
        spans = united((*hidden, *residue(text)))
        if not first.level:
            return Block(text, 0, spans, tuple(marks), first.kind)
        heading = " ".join(without(text, spans).split())
        return Block(heading, first.level, (), tuple(mark._replace(offset=0) for mark in marks))

    def tied(self, text: str, following: str, line_break: str) -> str:
        """A text as the following line can be added to it."""
        if not text:
            return text
        if text.endswith(SOFT_HYPHEN):
            return text[:-1]
        if text.endswith(HYPHENS) and (hyphenated := HYPHEN.search(text[-LONGEST_WORD:])):
            return text[:-1] if self._is_one_word(hyphenated[1], following) else text
        if text.endswith(TIED):
            return text
        return text + (line_break or gap(text, following))

    def _is_one_word(self, start: str, following: str) -> bool:
        """Whether a hyphen only breaks a word (famil-/iar), and neither joins two (Kennedy-/Khrushchev, self-/help)
        nor is written elsewhere within a line (twenty-/five, where twenty-five occurs)."""
        end = FIRST_WORD.match(following)
        if end is None or not following[0].islower() or start.lower() in COMPOUNDING:
            return False
        return self.compounds.isdisjoint({f"{start}-{end[0]}", f"{start}‐{end[0]}"})
