"""Which characters a file's bytes stand for.

A byte order mark, the escapes of ISO-2022-JP and valid UTF-8 decide by themselves. EUC-JP, Shift_JIS (cp932), UTF-16
without a mark and the encodings of the West and of Russia can all pass for one another, so what each would give is
weighed (see plausibility).
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.errors import ReadError
from indexer.readers.plausibility import CONTROL, plausibility

MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf_8",
    codecs.BOM_UTF32_LE: "utf_32_le",
    codecs.BOM_UTF32_BE: "utf_32_be",
    codecs.BOM_UTF16_LE: "utf_16_le",
    codecs.BOM_UTF16_BE: "utf_16_be",
}
"""Byte order mark -> encoding; UTF-32's little mark begins with UTF-16's and so comes first."""

SEVEN_BIT = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
"""The mail encodings, that shift into kanji with an escape: `ESC $ B`."""

WEIGHED = (
    "euc_jp", "cp932", "utf_8", "utf_16_le", "utf_16_be", "cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5",
    "mac_cyrillic",
)  # fmt: skip
"""What is weighed; of two that weigh the same the first is taken."""

NAMES = "UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP, Windows-1252, Windows-1251 or KOI8-R"
LAST_RESORTS = ("euc_jis_2004", "shift_jis_2004")
"""Supersets, tried when nothing in WEIGHED is plausible: they read ＼ as a backslash."""

WINDOWS_SIGNS = str.maketrans("～∥－￠￡￢", "〜‖−¢£¬")
"""Windows maps six signs of Shift_JIS to other characters than the standard does; the standard is followed."""

DECLARED: Mapping[str, str] = {"shift_jis": "cp932", "x_sjis": "cp932", "sjis": "cp932", "windows_31j": "cp932"}
"""Names that pages give -> what they mean: Windows' Shift_JIS has ① and 髙, the standard's has not."""

PLAUSIBLE = 0.5
"""A reading that weighs less than this is taken for no text at all."""

BONUS = 0.3
"""What a page's own word on its encoding adds; it settles doubt and does not overrule evidence."""

SAMPLE = 40_000
"""How many bytes are weighed."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes as it stands in them, after their byte order `mark`, and Python's name of its encoding."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`, lines ended by LF. `declared` is the encoding a page names for itself.

    Raises ReadError when no encoding gives anything like text.
    """
    found = decoded(data, declared)
    text = found.text.translate(WINDOWS_SIGNS) if found.encoding == "cp932" else found.text
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, declared: str = "") -> Decoded:
    """The text of `data` and how it is written, to be written so again. Raises as `decode` does."""
    return _certain(data) or _most_plausible(data, _codec(declared))


def _certain(data: bytes) -> Decoded | None:
    """The text, where the bytes leave no doubt."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _strictly(data, encoding, mark)
    if b"\x1b" in data and data.isascii():
        return next((found for encoding in SEVEN_BIT if (found := _strictly(data, encoding))), None)
    # UTF-16 can be valid UTF-8 too, with control characters all over; a stray one is forgiven.
    found = _strictly(data, "utf_8")
    return found if found and len(CONTROL.findall(found.text[:SAMPLE])) * 100 <= len(found.text) else None


def _most_plausible(data: bytes, declared: str) -> Decoded:
    for encodings in ((declared, *WEIGHED), LAST_RESORTS):
        weights = {encoding: _weight(data, encoding, encoding == declared) for encoding in filter(None, encodings)}
        for encoding in sorted(weights, key=lambda each: -weights[each]):
            if weights[encoding] > PLAUSIBLE and (found := _strictly(data, encoding)):
                return found
    raise ReadError(f"not text in {NAMES}; save it as UTF-8 and try again")


def _weight(data: bytes, encoding: str, is_declared: bool) -> float:
    """How plausible the beginning of a file is in an encoding."""
    try:
        # what stands at the end may be half a character
        text = codecs.getincrementaldecoder(encoding)().decode(_sample(data, encoding))
    except UnicodeDecodeError:
        return -1.0
    return plausibility(text) + (BONUS if is_declared else 0.0)


def _sample(data: bytes, encoding: str) -> bytes:
    """The first lines that are not ASCII; in UTF-16, which has NULs, a line cannot be told from its bytes."""
    if len(data) <= SAMPLE or encoding.startswith("utf_16") or b"\0" in data[:SAMPLE]:
        return data[:SAMPLE]
    lines, size = [], 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[: SAMPLE - size])
            size += len(line)
        if size >= SAMPLE:
            break
    return b"\n".join(lines)


def _strictly(data: bytes, encoding: str, mark: bytes = b"") -> Decoded | None:
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(declared: str) -> str:
    """Python's name for what a page calls its encoding; empty for a name unknown to Python."""
    name = declared.strip().lower().replace("-", "_")
    try:
        return codecs.lookup(DECLARED.get(name, name)).name.replace("-", "_") if name else ""
    except LookupError:
        return ""
