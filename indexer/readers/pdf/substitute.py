"""What pdfium takes for a Japanese, Chinese or Korean font that is not in the file: squares, one em wide.

By itself it would look for such a font on this machine, and measure the shape of every character in it: a third of the
time, other boxes on another machine, and where there is none it leaves out vertical lines, which then have no width.
Text only needs to know that each character fills its square. For other scripts pdfium brings fonts of its own.
"""

import ctypes
import struct
import sys
from collections.abc import Mapping
from typing import Any

import pypdfium2.raw as pdfium

EAST_ASIAN = (128, 129, 130, 134, 136)
"""Shift JIS, Hangul, Johab, GB 2312, Big5, as Windows numbers the scripts of fonts (LOGFONT, lfCharSet)."""

EM, ASCENT, DESCENT = 1000, 880, -120
"""A Japanese character has a square that stands so far above and below the line (OpenType, BASE: ideo)."""

Shape = tuple[int, int, int, int]
"""left, bottom, right, top"""

FACE: Shape = (50, -70, 950, 830)
CORNER: Shape = (50, -70, 350, 230)
"""What a character fills of its square (BASE: icfb), and what 、 and 。 fill of it, which pdfium moves up where they
stand in a vertical line."""

NONE, FILLED, STOP = 0, 1, 2
GLYPHS = (("\0", FILLED), ("\u3000", NONE), ("、", STOP), ("〃", FILLED), ("，", STOP), ("－", FILLED), ("．", STOP),
          ("／", FILLED))  # fmt: skip
"""From which character on which glyph shows: nothing for the full-width space, a corner for 、。，．."""

HANDLE = 1
"""The font's handle: there is no other."""


def _outline(shape: Shape) -> bytes:
    """A rectangle: one contour of four points, all on the curve and in words (OpenType, glyf)."""
    left, bottom, right, top = shape
    across, upwards = (left, 0, right - left, 0), (bottom, top - bottom, 0, bottom - top)
    return struct.pack(">5h2H4B8h", 1, *shape, 3, 0, *(1,) * 4, *across, *upwards)


def _character_map() -> bytes:
    """Which glyph shows a character: one for all of a range (OpenType, cmap, format 13)."""
    starts = [ord(first) for first, _ in GLYPHS]
    ends = [*(start - 1 for start in starts[1:]), sys.maxunicode]
    ranges = [struct.pack(">3I", *row) for row in zip(starts, ends, (glyph for _, glyph in GLYPHS), strict=True)]
    head = struct.pack(">4HI", 0, 1, 3, 10, 12) + struct.pack(">2H3I", 13, 0, 16 + 12 * len(ranges), 0, len(ranges))
    return head + b"".join(ranges)


def _tables() -> Mapping[str, bytes]:
    """The tables that a TrueType font has to have (OpenType, chapter 5)."""
    filled, stop = _outline(FACE), _outline(CORNER)
    places = 0, 0, len(filled), len(filled + stop)
    count = len(places) - 1
    return {
        "cmap": _character_map(),
        "glyf": filled + stop,
        "head": struct.pack(">4I2H2q4h2H3h", 0x10000, 0, 0, 0x5F0F3CF5, 0, EM, 0, 0, *FACE, 0, 8, 2, 0, 0),
        "hhea": struct.pack(">I3hH11hH", 0x10000, ASCENT, DESCENT, 0, EM, 0, 0, EM, 1, *(0,) * 7, count),
        "hmtx": struct.pack(">Hh", EM, 0) * count,
        "loca": struct.pack(">4H", *(place // 2 for place in places)),
        "maxp": struct.pack(">I14H", 0x10000, count, 4, 1, 0, 0, 1, *(0,) * 8),
    }


def squares() -> bytes:
    """A TrueType font whose every character is a square."""
    tables = _tables()
    place = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48), b""
    for name, table in tables.items():
        directory += struct.pack(">4s3I", name.encode(), 0, place + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


FONT = squares()


def _font_for(this: Any, weight: int, italic: int, script: int, pitch: int, name: Any, exact: Any) -> int | None:
    return HANDLE if script in EAST_ASIAN else None


def _data(this: Any, font: Any, table: int, buffer: Any, size: int) -> int:
    """The bytes of the font, whole (`table` is 0), copied if there is room for them; how many they are."""
    if table:
        return 0
    if buffer and size >= len(FONT):
        ctypes.memmove(buffer, FONT, len(FONT))
    return len(FONT)


def _info() -> Any:
    """The functions that pdfium asks (fpdf_sysfontinfo.h)."""
    info = pdfium.FPDF_SYSFONTINFO()
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info.version = 1
    info.MapFont = kinds["MapFont"](_font_for)
    info.GetFontData = kinds["GetFontData"](_data)
    return info


INFO = _info()


def use_squares() -> None:
    """Let pdfium take squares in this process."""
    pdfium.FPDF_SetSystemFontInfo(INFO)
