"""Mail: a message is a document, and so is each file attached to it; a mailbox is many messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.document import Block
from indexer.errors import ReadError
from indexer.readers import header, residue
from indexer.readers.containers import mime
from indexer.readers.containers.members import Member, read_members
from indexer.readers.dispatch import read_file
from indexer.readers.formats import BY_MEDIA
from indexer.readers.reading import File, Reading
from indexer.readers.text.lines import units

if TYPE_CHECKING:
    from email.message import Message

SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d[^\n]*\n(?=>?[!-9;-~]+:|>From )")
"""The line before each message of a mailbox (RFC 4155): `From x@example.org Tue Feb  7 10:00:00 1995`."""

ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
"""A line of the text that begins with `From ` has a `>` before it, so that it parts no messages."""

SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
"""Parts that say nothing to a reader."""

NO_TEXT = "there is no text in the message"


@dataclass(slots=True)
class Parts:
    """What a message is made of: the texts that are its own, and what is attached to it."""

    texts: list["Message[str, str]"] = field(default_factory=list)
    attached: list["Message[str, str]"] = field(default_factory=list)


def read(file: File) -> Reading:
    """The documents of a message or of a mailbox."""
    starts = [match.span() for match in SEPARATOR.finditer(file.data)]
    if not starts or starts[0][0] > 0:
        return _message(file, mime.parse(file.data))
    ends = [start for start, _ in starts[1:]] + [len(file.data)]
    readings = (
        _numbered(file, number, ESCAPED.sub(b"", file.data[start:end]))
        for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1)
    )
    return _joined(readings)


def _joined(readings: Iterator[Reading]) -> Reading:
    found = tuple(readings)
    return Reading(
        tuple(document for reading in found for document in reading.documents),
        tuple(note for reading in found for note in reading.notes),
    )


def _numbered(file: File, number: int, data: bytes) -> Reading:
    """The documents of one message of a mailbox; what is wrong with it stays in it."""
    try:
        reading = _message(file, mime.parse(data), number)
    except ReadError as error:
        return Reading((), (f"message {number}: {error}",))
    return Reading(reading.documents, tuple(f"message {number}: {note}" for note in reading.notes))


def _message(file: File, message: "Message[str, str]", number: int = 0) -> Reading:
    """The message, then what is attached to it; `number` counts from 1 in a mailbox, 0 is a message by itself."""
    parts = Parts()
    _sort(message, parts)
    blocks, notes = _blocks(parts.texts)
    name = file.id + (f"#{number}" if number else "")
    default = header.Default(name, name.rpartition("/")[2])
    document = replace(header.document(_said(message), blocks, default, origin="document"), path=file.name)
    inside = _joined(_attached(file, part, number, order) for order, part in enumerate(parts.attached, 1))
    own = () if not blocks and inside.documents else (NO_TEXT,) if not blocks else ()
    return Reading((document, *inside.documents), (*notes, *own, *inside.notes))


def _said(message: "Message[str, str]") -> dict[str, object]:
    """What the header fields say: title, author and date of the document, and whom it was sent to."""
    return {
        "title": mime.header(message, "subject"),
        "author": "; ".join(mime.people(message, "from")),
        "date": mime.day(message),
        "type": "email",
        "to": "; ".join(mime.people(message, "to")),
        "cc": "; ".join(mime.people(message, "cc")),
    }


def _sort(part: "Message[str, str]", parts: Parts) -> None:
    """Tells the texts of a message from its attachments, in order."""
    kind = part.get_content_type()
    inside = mime.parts(part)
    if kind == "multipart/alternative":
        _choose(inside, parts)
    elif kind == "message/rfc822" or _is_attached(part):
        parts.attached.append(part)
    elif part.is_multipart():
        for inner in inside:
            _sort(inner, parts)
    elif kind in ("text/plain", "text/html"):
        parts.texts.append(part)
    elif kind not in SIGNATURES and not _is_layout(part):
        parts.attached.append(part)


def _choose(versions: "list[Message[str, str]]", parts: Parts) -> None:
    """One of the versions of a text, the plain one where there is one with words in it; attachments of them all."""
    found = []
    for version in versions:
        inner = Parts()
        _sort(version, inner)
        parts.attached += inner.attached
        found.append(inner.texts)
    plain = [texts for texts in found if any(_is_plain(text) and mime.payload(text).strip() for text in texts)]
    parts.texts += next(iter(plain or [texts for texts in reversed(found) if texts]), [])


def _is_plain(part: "Message[str, str]") -> bool:
    return part.get_content_type() == "text/plain"


def _is_attached(part: "Message[str, str]") -> bool:
    return not part.is_multipart() and not _is_layout(part) and (
        part.get_content_disposition() == "attachment" or bool(mime.filename(part))
    )  # fmt: skip


def _is_layout(part: "Message[str, str]") -> bool:
    """A picture that belongs to the look of a page, such as a letterhead."""
    inline = part.get_content_disposition() == "inline" or part["content-id"] is not None
    return part.get_content_maintype() == "image" and inline


def _blocks(texts: "list[Message[str, str]]") -> tuple[tuple[Block, ...], tuple[str, ...]]:
    blocks: list[Block] = []
    notes: list[str] = []
    for part in texts:
        try:
            blocks += _paragraphs(mime.text(part), _is_plain(part))
        except ReadError as error:
            notes.append(f"a text of the message: {error}")
    return tuple(blocks), tuple(notes)


def _paragraphs(text: str, plain: bool) -> tuple[Block, ...]:
    """The paragraphs of a text; those of a page are found by the reader of pages."""
    if not text.strip():
        return ()
    if plain:
        return tuple(residue.paragraph(unit.text) for unit in units(text))
    return read_file(File("text.html", text.encode())).documents[0].blocks


def _attached(file: File, part: "Message[str, str]", number: int, order: int) -> Reading:
    """The documents of an attachment, under `mail.eml!/report.docx`, in a mailbox under `box.mbox!/3/report.docx`."""
    letter = next(iter(mime.parts(part)), None)
    name = mime.filename(part) or _unnamed(part, order)
    place = f"{number}/{name}" if number else name
    if letter is not None:
        try:
            return _message(file.member(place), letter)
        except ReadError as error:
            return Reading((), (f"{name}: {error}",))
    return read_members(file, [Member(place, mime.payload(part))])


def _unnamed(part: "Message[str, str]", order: int) -> str:
    """What an attachment without a name is called: `1.eml`, `2.pdf`."""
    row = BY_MEDIA.get(part.get_content_type())
    return f"{order}{row.suffixes[0] if row else ''}"
