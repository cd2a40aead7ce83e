"""The blocks and the properties of an office file become its one document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.document import Block
from indexer.readers import header, properties
from indexer.readers.office.runs import carried
from indexer.readers.reading import NO_TEXT, File, Reading

SAYS: Mapping[str, str] = {"title": "title", "author": "author", "date": "date"}
"""Name of a paragraph's style -> the key of ours whose value the paragraph is."""


def reading(
    file: File, blocks: Iterable[Block], own: Mapping[str, str], given: Mapping[str, str], notes: Iterable[str] = ()
) -> Reading:
    """The document of a file; `own` is what it says of itself on its title page, `given` are its properties."""
    found = _below_the_title(tuple(carried(blocks)), own.get("title", ""))
    default = header.Default(file.id, first_heading(found) or file.id.rpartition("/")[2])
    dated = {**own, "date": properties.day(own.get("date", ""))}
    document = header.document(dated, found, default, properties.said(given, found), origin="document")
    return Reading((document,), (*sorted(notes), *(() if found else (NO_TEXT,))))


def tell(said: dict[str, str], key: str, text: str) -> None:
    """Take down what a paragraph of the title page says: the first title and date, every author."""
    if key == "author" and key in said:
        said[key] += f"; {text}"
    elif key and text:
        said.setdefault(key, text)


def first_heading(blocks: Sequence[Block]) -> str:
    """The title of a text that gives none: its highest heading, where that comes first."""
    levels = [block.level for block in blocks if block.level]
    return next((block.text for block in blocks if block.level), "") if levels and levels[0] == min(levels) else ""


def _below_the_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The headings of a document that gives its title as a paragraph lie below that."""
    first = next((index for index, block in enumerate(blocks) if block.level and block.text == title), len(blocks))
    return blocks[: first + 1] + tuple(
        replace(block, level=min(block.level + 1, 6)) if block.level else block for block in blocks[first + 1 :]
    )
