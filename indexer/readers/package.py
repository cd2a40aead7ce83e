"""A file that is a zip of parts, as Word's, LibreOffice's and e-books are, opened within limits.

A part is refused before it is unpacked where its declared size is out of all proportion; zipfile itself gives no
more than was declared. So what a hostile file costs is bounded by what is written here.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from indexer.errors import ReadError
from indexer.readers import trees

MOST = 512 * 2**20
"""The parts that are read of one file may take so many bytes in all."""

MOST_OF_A_TREE = 64 * 2**20
"""A part that is held as a tree, which takes some eight times its size. A novel of 400 pages has 5 MB."""

RATIO, RATIO_FROM = 200, 10 * 2**20
"""Beyond 10 MB nothing that people write is packed 200 : 1. A table of empty cells reaches 100 : 1."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Word 97's files begin, and Word's of today where a password secures them ([MS-OFFCRYPTO] 2.3.4.4)."""

SECURED = "it is secured with a password; open it, save a copy without one, and index that"
BOMB = "it unpacks to far more than its size, as no document does; it is broken or means harm, and was not unpacked"
HUGE = "it holds more text than can be read in one piece; split it into smaller files"
BROKEN = "not a whole file: its end is missing or damaged; copy or download it again"
OLD = "an older binary office file under a new name; open it and save it in the format that its name says"

FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)


@dataclass(slots=True)
class Package:
    """The parts of a file by their names; `left` is how many bytes may still be unpacked."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    left: int = field(default=MOST)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self.parts

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises ReadError where it is missing, damaged, secured or too large."""
        return self._part(name, MOST)

    def _part(self, name: str, most: int) -> bytes:
        with self._stream(name, most) as stream:
            try:
                return stream.read()
            except FAULTS as error:
                raise ReadError(BROKEN) from error

    def walk(self, name: str, begun: str, ended: str) -> Iterator[tuple[str, Any]]:
        """A part that may be too large for a tree, element by element (see trees.walk)."""
        with self._stream(name, MOST) as stream:
            try:
                yield from trees.walk(stream, begun, ended)
            except FAULTS as error:
                raise ReadError(BROKEN) from error

    def _stream(self, name: str, most: int) -> IO[bytes]:
        """A part to be read bit by bit; its whole size is taken off what may be unpacked."""
        info = self.parts.get(_key(name))
        if info is None:
            raise ReadError(f"its part {name} is missing; open it in the program that wrote it and save it again")
        self._weigh(info, most)
        try:
            return self.archive.open(info)
        except RuntimeError as error:  # zipfile's word for an encrypted part
            raise ReadError(SECURED) from error
        except FAULTS as error:
            raise ReadError(BROKEN) from error

    def tree(self, name: str) -> Any:
        """The root element of a part; an element without children where the part is missing."""
        if name not in self:
            return trees.parse(b"<missing/>")
        return trees.parse(self._part(name, MOST_OF_A_TREE))

    def _weigh(self, info: zipfile.ZipInfo, most: int) -> None:
        if info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size:
            raise ReadError(BOMB)
        if info.flag_bits & 1:
            raise ReadError(SECURED)
        self.left -= info.file_size
        if info.file_size > most or self.left < 0:
            raise ReadError(HUGE)


def opened(data: bytes) -> Package:
    """The package in `data`. Raises ReadError where it is none, cut off, or secured with a password."""
    if data.startswith(OLE):
        raise ReadError(SECURED if "EncryptedPackage".encode("utf_16_le") in data else OLD)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except FAULTS as error:
        raise ReadError(BROKEN) from error
    return Package(archive, {_key(info.filename): info for info in archive.infolist()})


def _key(name: str) -> str:
    """Names of parts differ in more than case, and some programs write `word\\document.xml`."""
    return name.replace("\\", "/").lstrip("/").lower()
