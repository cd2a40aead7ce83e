"""Messages of the Internet (RFC 5322, MIME) taken apart: their headers, texts and files as they were meant.

The standard library parses; what stands in the headers and the texts is decoded here, by what the bytes are and not
by their label alone: old Japanese mail says US-ASCII or Shift_JIS over ISO-2022-JP, and cuts a character in two
between encoded words.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from indexer.errors import ReadError
from indexer.readers.encoding import WINDOWS_SIGNS, decode

FOLD = re.compile(r"\r?\n(?=[ \t])")
GAP = re.compile(r"(\?=)\s+(?==\?)")
KANJI_IN = re.compile(rb"\x1b\$[@B](.*?)(?=\x1b|\r|\n|$)", re.DOTALL)
ASCII_IN = re.compile(rb"\x1b\([BJ]")


def parse(data: bytes) -> "Message[str, str]":
    """The message in `data`. Raises ReadError where its parts are nested without end.

    The policy is compat32: it keeps headers as they were written, and no odd one makes it raise.
    """
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except RecursionError as error:
        raise ReadError("its parts are nested too deeply to be a message; open it in a mail program") from error


def header(message: "Message[str, str]", name: str) -> str:
    """A header's text on one line; empty where there is none."""
    return _meant(_raw(message, name))


def people(message: "Message[str, str]", name: str) -> list[str]:
    """Those whom a header names: each by name, or by address where there is no more."""
    found = getaddresses([_raw(message, name)])
    return [_meant(person).strip("'\" ") or address for person, address in found if person or address]


def day(message: "Message[str, str]") -> str:
    """The day a message was written, where its writer was: `1996-05-06`; empty where it does not say."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(_raw(message, "date")).date().isoformat()
    return ""


def filename(part: "Message[str, str]") -> str:
    """The name of an attached file, without folders; empty where it has none."""
    with suppress(ValueError, TypeError, LookupError, UnicodeError):
        return _meant(part.get_filename("") or "").replace("\\", "/").rpartition("/")[2].strip()
    return ""


def parts(part: "Message[str, str]") -> list["Message[str, str]"]:
    """The parts of a multipart, or the one message in a part of the type message/rfc822; none of any other."""
    found = part.get_payload()
    return [inner for inner in found if isinstance(inner, Message)] if isinstance(found, list) else []


def payload(part: "Message[str, str]") -> bytes:
    """The bytes of a part that is no multipart."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text(part: "Message[str, str]") -> str:
    """The text of a part. Raises ReadError where it is no text."""
    charset = ""
    with suppress(ValueError, TypeError, LookupError, UnicodeError):
        charset = part.get_content_charset("") or ""
    return decoded(payload(part), charset)


def decoded(data: bytes, charset: str) -> str:
    """What `data` says, whatever its label. Raises ReadError where it is no text."""
    if b"\x1b$" in data:
        for escaped, encoding in ((data, "iso2022_jp_ext"), (_shifted(data), "cp932")):
            with suppress(UnicodeDecodeError):
                return escaped.decode(encoding).translate(WINDOWS_SIGNS).replace("\r\n", "\n")
    return decode(data, charset)


def _shifted(data: bytes) -> bytes:
    """ISO-2022-JP in Shift_JIS: mail programs write ① and ㈱ in it, which the standard has not and Windows has."""
    return ASCII_IN.sub(b"", KANJI_IN.sub(lambda match: _pairs(match[1]), data))


def _pairs(cells: bytes) -> bytes:
    """Row and cell of JIS X 0208 as Shift_JIS puts them: 0x2121 is 0x8140."""
    found = bytearray()
    for row, cell in zip(cells[::2], cells[1::2], strict=False):
        lead = (row - 0x21) // 2 + 0x81
        found.append(lead + 0x40 if lead > 0x9F else lead)
        found.append(cell + 0x7E if row % 2 == 0 else cell + (0x20 if cell > 0x5F else 0x1F))
    return bytes(found)


def _raw(message: "Message[str, str]", name: str) -> str:
    """A header as it was written, unfolded; bytes that are not ASCII are lone surrogates in it."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    return GAP.sub(r"\1", FOLD.sub("", found))


def _meant(raw: str) -> str:
    """The text of a header: encoded words (RFC 2047), or bare bytes of some encoding."""
    try:
        parts: Iterable[tuple[bytes | str, str | None]] = decode_header(raw)
    except (ValueError, LookupError):
        parts = [(raw, None)]
    return " ".join("".join(_word(word, charset) for word, charset in parts).split())


def _word(word: bytes | str, charset: str | None) -> str:
    data = word.encode("ascii", "surrogateescape") if isinstance(word, str) and not _is_text(word) else word
    if isinstance(data, str):
        return data
    try:
        return decoded(data, charset or "")
    except ReadError:
        return data.decode("ascii", "replace")


def _is_text(word: str) -> bool:
    """Whether a word is text already, neither bytes behind surrogates nor the escapes of ISO-2022-JP."""
    return "\x1b" not in word and not any("\udc80" <= sign <= "\udcff" for sign in word)
