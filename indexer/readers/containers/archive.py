"""Zip archives: every file in one is read as if it lay in the folder. Nothing is ever written to the disk."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from indexer.errors import ReadError
from indexer.readers.containers.members import Member, is_junk, read_members
from indexer.readers.reading import MOST_BYTES, MOST_MEMBERS, File, Reading

RATIO = 200
"""Text becomes at most so many times smaller; what claims more is made to fill the memory."""

HARMLESS = 50_000_000
"""Bytes that may be unpacked whatever they were packed into."""

ENCRYPTED = 0x1
IN_UTF8 = 0x800
"""Flags of a member: APPNOTE.TXT, 4.4.4."""

JAPANESE = re.compile(r"[、-〿ぁ-ゖァ-ヺ・ー一-鿿々！-｠　]")
BESIDE_LETTERS = re.compile(r"(?<=[A-Za-z])[一-鿿々！-｠](?=[A-Za-z])")
"""`dＵente`: the é of DOS's détente, read as Shift_JIS."""


def read(file: File) -> Reading:
    """The documents of the archive's members. Raises ReadError for one that is broken, empty or a zip bomb."""
    try:
        archive = zipfile.ZipFile(BytesIO(file.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f"the zip archive is broken ({error}); copy or make it anew") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check(infos, len(file.data))
        file.budget.spend(0, members=len(infos))
        return read_members(file, _members(archive, infos, file))


def _check(infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuses before anything is unpacked what would come to too much."""
    if not infos:
        raise ReadError("the archive is empty; remove it or put files in it")
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS:
        raise ReadError(f"it holds {len(infos):,} files, more than {MOST_MEMBERS:,}; unpack it into this folder")
    if total > min(MOST_BYTES, max(HARMLESS, packed * RATIO)):
        raise ReadError(f"{packed:,} bytes would unpack to {total:,}, which is too much; unpack it into this folder")


def _members(archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], file: File) -> Iterator[Member]:
    for info, name in zip(infos, names(infos), strict=True):
        if is_junk(name):
            continue
        if info.flag_bits & ENCRYPTED:
            yield Member(name, fault="it is encrypted; unpack it with its password into this folder")
        else:
            member = _member(archive, info, name)
            file.budget.spend(len(member.data))
            yield member


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    """A member unpacked; `read` gives at most as many bytes as the archive declares for it."""
    try:
        return Member(name, archive.read(info))
    except NotImplementedError as error:
        return Member(name, fault=f"it is packed in a way not known here ({error}); unpack it into this folder")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        return Member(name, fault=f"it is broken ({error}); copy the archive anew")


def names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names as they were meant.

    Without the flag for UTF-8 they are CP437 by the specification (APPNOTE.TXT, appendix D), and in Japan Shift_JIS
    as Windows writes it: `î÷ò╢.txt` is 公文.txt. One machine wrote them all, so they are judged together.
    """
    raw = [b"" if info.flag_bits & IN_UTF8 else info.orig_filename.encode("cp437") for info in infos]
    encoding = _encoding(b"\n".join(raw))
    meant = (name.decode(encoding) if name else info.orig_filename for info, name in zip(infos, raw, strict=True))
    return [name.partition("\0")[0].replace("\\", "/") for name in meant]


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [sign for sign in text if not sign.isascii()]
        plain = len(JAPANESE.findall(text)) - len(BESIDE_LETTERS.findall(text))
        if encoding == "utf-8" or 2 * plain > len(foreign):
            return encoding
    return "cp437"
