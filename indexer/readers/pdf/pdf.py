"""Reads PDF: its text as a person reads it, with the page of every word.

file ─▶ characters ─▶ runs ─▶ lines, columns ─▶ paragraphs ─▶ blocks ─▶ the document
file    characters    runs      lines    furniture   paragraphs   blocks    outline
                      compiled  columns              measures               properties
                      text, rubbish
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from indexer.document import Block
from indexer.errors import ReadError
from indexer.readers import header
from indexer.readers.pdf.blocks import blocks
from indexer.readers.pdf.columns import Flow, columns
from indexer.readers.pdf.file import opened
from indexer.readers.pdf.furniture import Cleared, cleared
from indexer.readers.pdf.lines import LARGER, Sheet, settled, sheet
from indexer.readers.pdf.measures import body_size, measures
from indexer.readers.pdf.outline import labels, outline, titled
from indexer.readers.pdf.paragraphs import paragraphs
from indexer.readers.pdf.properties import properties
from indexer.readers.pdf.rubbish import is_rubbish
from indexer.readers.pdf.text import MOST_CHARACTERS, Page, page
from indexer.readers.reading import File, Reading

SAMPLE, SAMPLE_BLOCKS = 500, 20
"""So much of the text tells its language."""

MOST_PAGES = 20_000
MOST_TEXT = 30_000_000
"""Pages and characters of one file that are read; no book has more."""

OCR = "run OCR, for example ocrmypdf"
NOTES: Mapping[str, str] = {
    "pictures": f"{{}} of {{}} have no text: {OCR}",
    "rubbish": f"the fonts of {{}} of {{}} do not say which characters they show: {OCR} --force-ocr",
    "broken": "{} of {} are damaged and were not read; get a whole copy",
    "large": f"{{}} of {{}} have more than {MOST_CHARACTERS:,} characters each and were not read",
}
"""What is said of the pages that were passed over, by the reason."""

NONE: Mapping[str, str] = {
    "pictures": f"{{}}, none with text: {OCR}",
    "rubbish": f"{{}}, whose fonts do not say which characters they show: {OCR} --force-ocr",
    "broken": "{}, all damaged; get a whole copy",
    "large": f"{{}}, all with more than {MOST_CHARACTERS:,} characters",
    "blank": "{}, all blank; there is nothing to read",
}
"""The same, where no page could be read and this is the reason for the most of them."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a file: those with text, the numbers of the others by the reason, and how many there are."""

    sheets: tuple[Sheet, ...]
    others: Mapping[str, Sequence[int]]
    total: int


def read(file: File) -> Reading:
    """The document of a PDF. Raises ReadError where it is secured, damaged beyond repair or without text."""
    document, notes = opened(file.data)
    try:
        pages = _pages(document)
        if not pages.sheets:
            raise ReadError("; ".join((*notes, _no_text(pages))))
        found = _blocks(document, pages.sheets)
        text = "\n".join(block.text[:SAMPLE] for block in found[:SAMPLE_BLOCKS])
        said = properties(document, file.name, text)
    finally:
        document.close()
    default = header.Default(file.id, PurePosixPath(file.id).name)
    trusted = header.Said("properties", said), header.Said("document", {"title": _first_heading(found)})
    return Reading((header.document({}, found, default, *trusted),), (*notes, *_notes(pages)))


def _pages(document: Any) -> _Pages:
    """Every page looked at, up to the bounds."""
    sheets: list[Sheet] = []
    others: dict[str, list[int]] = {}
    total, text = len(document), 0
    for index in range(min(total, MOST_PAGES)):
        reason, found = _page(document, index)
        if found is None:
            others.setdefault(reason, []).append(index + 1)
            continue
        sheets.append(sheet(found))
        text += found.characters
        if text > MOST_TEXT:
            break
    return _Pages(tuple(sheets), others, total)


def _page(document: Any, index: int) -> tuple[str, Page | None]:
    """A page with text, or the reason why there is none (a key of NONE)."""
    try:
        found = page(document, index)
    except ValueError:
        return "broken", None
    if found.characters > MOST_CHARACTERS:
        return "large", None
    if is_rubbish(found):
        return "rubbish", None
    if found.runs:
        return "", found
    return "pictures" if found.pictured else "blank", None


def _no_text(pages: _Pages) -> str:
    reason = max(NONE, key=lambda reason: len(pages.others.get(reason, ())))
    return NONE[reason].format(f"{pages.total:,} page{'s' if pages.total != 1 else ''}")


def _notes(pages: _Pages) -> Iterator[str]:
    for reason, note in NOTES.items():
        if numbers := pages.others.get(reason):
            yield note.format(named(numbers), f"{pages.total:,}")
    looked_at = len(pages.sheets) + sum(map(len, pages.others.values()))
    if looked_at < pages.total:
        yield f"only the first {looked_at:,} of {pages.total:,} pages were read; split the file"


def named(numbers: Sequence[int]) -> str:
    """Pages as a person names them: `page 3`, `pages 1-4, 7 and 9`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    words = [f"{span[0]}-{span[-1]}" if span[-1] - span[0] > 1 else " and ".join(map(str, span)) for span in spans]
    listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


def _blocks(document: Any, sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The text of the sheets."""
    body = body_size(sheets)
    flows, outlined = titled(_flows(cleared(sheets, body), body), outline(document), body)
    how = measures(flows, body, outlined)
    found = [paragraph for flow in flows for paragraph in paragraphs(flow, how)]
    return blocks(found, labels(document, sheets[-1].number))


def _flows(sheets: Iterable[Cleared], body: float) -> Iterator[Flow]:
    """The columns of each page in reading order: those in the main direction of writing are the running text, and
    before them goes a heading in another direction."""
    for bare in sheets:
        number = bare.sheet.number
        main, others = bare.sheet.rows[0], bare.sheet.rows[1:]
        turned = [settled(column, body) for rows in others for column in columns(rows)]
        large = [column for column in turned if column[0].size >= LARGER * body]
        small = [column for column in turned if column[0].size < LARGER * body]
        yield from (Flow(number, [line], aside=True) for line in settled(bare.above, body))
        yield from (Flow(number, column) for column in (*large, *(settled(column, body) for column in columns(main))))
        yield from (Flow(number, column, aside=True) for column in small)
        yield from (Flow(number, [line], aside=True) for line in settled(bare.below, body))


def _first_heading(found: Iterable[Block]) -> str:
    return next((block.text for block in found if block.level), "")
