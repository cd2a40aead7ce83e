"""Plain text: paragraphs and headings found from the lines alone, Aozora Bunko's markup understood."""

from collections.abc import Mapping

from indexer.document import Block
from indexer.readers import header, residue
from indexer.readers.encoding import decode
from indexer.readers.reading import File, Reading
from indexer.readers.text import aozora, hyphens
from indexer.readers.text.headings import is_title, signs
from indexer.readers.text.lines import units
from indexer.readers.text.nesting import levels


def read(file: File) -> Reading:
    """The one document of a text file."""
    text = decode(file.data)
    work = aozora.unpack(text)
    found = blocks(work.text if work else text, work is not None)
    title = work.title if work else _title(found)
    given = _said_by(work) if work else {}
    default = header.Default(file.id, file.id.rpartition("/")[2])
    document = header.document({"title": title, **given}, found, default, origin="document")
    return Reading((document,), () if found else ("there is no text in the file",))


def blocks(text: str, is_aozora: bool = False) -> tuple[Block, ...]:
    """The headings and paragraphs of a text, in order."""
    parts = units(text)
    title = parts[0].text if is_title(parts) else ""
    found = signs(parts, title)
    depths = levels(found)
    result, index = [], 0
    while index < len(parts):
        if sign := found.get(index):
            result.append(_heading(sign.text, depths[index], is_aozora))
        elif title and index == 0:
            result.append(_heading(title, 1, is_aozora))
        else:
            result.append(_paragraph(parts[index].text, is_aozora))
        index += sign.length if sign else 1
    return tuple(result)


def _paragraph(text: str, is_aozora: bool) -> Block:
    return residue.paragraph(text, (*aozora.hidden(text, is_aozora), *hyphens.hidden(text)))


def _heading(text: str, level: int, is_aozora: bool) -> Block:
    return residue.heading(residue.without(text, residue.joined(aozora.hidden(text, is_aozora))), level)


def _title(found: tuple[Block, ...]) -> str:
    return found[0].text if found and found[0].level == 1 else ""


def _said_by(work: aozora.Work) -> Mapping[str, object]:
    """What the first lines and the colophon of a work say; the first line of the colophon names the edition."""
    return {
        "author": [work.author] if work.author else [],
        "actors": [work.author] if work.author else [],
        "source": work.colophon.partition("\n")[0],
        "colophon": work.colophon,
    }
