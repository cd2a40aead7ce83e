"""Which format a file has: told by its first bytes, by what a container holds, then by its suffix."""

import codecs
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from indexer.readers.formats import BY_NAME, BY_SUFFIX, CONTAINERS, FORMATS, OLE2, UNKNOWN, ZIP, Format, in_container
from indexer.readers.plausibility import CONTROL
from indexer.readers.reading import File

HEAD = 4096
"""So many bytes are looked at for the signs of a format."""

SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,10}$")
"""What is taken for the suffix of a format: not `letter.1961`, `Dr. Smith`, `報告.最終版`."""

GZIP = b"\x1f\x8b\x08"
SELF_DESCRIPTIONS = ("mimetype", "[Content_Types].xml")
DESCRIPTION = 100_000
"""By these parts a zip says what it is; so many bytes of each are unpacked."""

PARENTS = {ZIP: BY_NAME["zip archive"], OLE2: BY_NAME["OLE2 file"]}
PLAIN = BY_NAME["plain text"]


def kind_of(file: File) -> Format:
    """The format of a file; UNKNOWN for one that is not in the table."""
    kind = kind_by_head(file.told or file.name, file.data[:HEAD])
    if kind.container == ZIP:
        inventory = _inventory(file.data)
        return _held(kind, lambda sign: sign in inventory)
    if kind == PARENTS[OLE2]:
        return _held(kind, lambda sign: _is_stream(sign, file.data))
    return kind


def kind_by_head(name: str, head: bytes) -> Format:
    """The format as far as the first HEAD bytes tell it: of a container only that it is one."""
    found = SUFFIX.search(name.lower())
    named = BY_SUFFIX.get(found[0]) if found else None
    container = next((name for name, sign in CONTAINERS.items() if sign.match(head)), "")
    if container:
        return named if named and named.container == container else PARENTS[container]
    begins = _unpacked(head) if head.startswith(GZIP) else head
    sure = next((row for row in FORMATS if row.beginning and row.beginning.match(begins)), None)
    if sure or (named and named.is_text):
        return sure or named or UNKNOWN
    looks = next((row for row in FORMATS if row.look and row.look.match(head)), None)
    return looks or named or (UNKNOWN if found or not is_text(head) else PLAIN)


def is_text(head: bytes) -> bool:
    """Whether these first bytes are those of a text in UTF-8."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not CONTROL.search(text)


def _held(kind: Format, holds: Callable[[str], bool]) -> Format:
    """The format whose signs a container holds; one that its suffix names, or a mere container, where it holds none."""
    return next((row for row in in_container(kind.container) if any(map(holds, row.holds))), kind)


def _is_stream(name: str, data: bytes) -> bool:
    """Whether an OLE2 file has a stream of this name: an entry of 128 bytes that begins with it ([MS-CFB] 2.6.1)."""
    written = (name + "\0").encode("utf-16-le")
    place = data.find(written)
    while place > 0 and place % 128:
        place = data.find(written, place + 1)
    return place > 0


def _inventory(data: bytes) -> str:
    """What a zip says that it is (OPC 10.1.2, OCF 3.3, ODF 3.3), then the names of its parts, a line to each; empty
    for one that is broken."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            said = [archive.open(name).read(DESCRIPTION) for name in SELF_DESCRIPTIONS if name in names]
            return "\n".join([*(part.decode("utf-8", "replace") for part in said), "", *names])
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return ""


def _unpacked(head: bytes) -> bytes:
    """The beginning of what is compressed by gzip; the bytes as they are where that tells no more."""
    try:
        inside = zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return head
    return inside if inside.startswith(b"WARC/") else head
