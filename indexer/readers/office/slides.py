"""Presentations (.pptx, .odp): a slide is a place to cite, its title a heading, the speaker's notes are notes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.document import Block, Mark
from indexer.readers import package
from indexer.readers.office import odp, office, ooxml, opendocument, pptx
from indexer.readers.reading import File, Reading


def read(file: File) -> Reading:
    """The one document of a presentation."""
    if file.suffix == ".odp":
        parts = opendocument.opened(file.data)
        found, given = odp.slides(parts), opendocument.properties(parts)
    else:
        parts = package.opened(file.data)
        found, given = pptx.slides(parts), ooxml.properties(parts)
    blocks = [block for number, slide in enumerate(found, 1) for block in _marked(slide, number)]
    return office.reading(file, blocks, {}, given)


def _marked(slide: Sequence[Block], number: int) -> Iterator[Block]:
    """The blocks of a slide, the first of which begins it."""
    begins: tuple[Mark, ...] = (Mark(0, "slide", str(number), number),)
    for block in slide:
        if block.text:
            yield replace(block, marks=begins + block.marks)
            begins = ()
