"""The characters of a PDF page as pdfium knows them: their text, their boxes, their sizes.

This is the door to pdfium's fpdf_text.h. A call through ctypes costs more than what pdfium does in it, so boxes are
asked for in bulk, and only for the characters that the caller cannot do without. Coordinates are in points (1/72
inch), y upwards, from the lower left corner of the page as it is shown.
"""

import ctypes
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from math import sqrt
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

INVISIBLE = 3
"""The text rendering mode of the layer that OCR puts over a picture (PDF 32000-1, 9.3.6)."""

OUTLINES = 50
"""A page with more shapes than this shows something; letters may be drawn as outlines."""


def _fast(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium without ctypes' checks of its arguments, which would take longer than the function."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_loose_box = _fast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_font_size = _fast(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_matrix = _fast(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_code = _fast(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_unmapped = _fast(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class PageSpace(NamedTuple):
    """Where an open page is: the address of its text in pdfium, its size as it is shown, and of its own space, by which
    its characters stand, the lower left corner, the size, and the quarter turns by which it is shown turned."""

    address: int
    shown: tuple[float, float]
    origin: tuple[float, float]
    size: tuple[float, float]
    rotation: int


NOWHERE = PageSpace(0, (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), 0)
"""The space of a page that is not open."""


class Characters:
    """The characters of one page, in the order in which it draws them; `close` gives pdfium its memory back.

    `count` are all that are drawn. `text` has one for each, halves where UTF-16 needs two, with a line break where a
    line ends and U+FFFE for a hyphen there.
    """

    def __init__(self, document: Any, index: int) -> None:
        """The page at `index`, counted from 0, of an open pypdfium2 document. Raises ValueError for a broken page."""
        self._page = pdfium.FPDF_LoadPage(document, index)
        self._text = pdfium.FPDFText_LoadPage(self._page) if self._page else None
        if not self._text:
            self.close()
            raise ValueError("pdfium cannot load the page")
        self._address = ctypes.cast(self._text, ctypes.c_void_p).value or 0
        self.width: float = pdfium.FPDF_GetPageWidthF(self._page)
        self.height: float = pdfium.FPDF_GetPageHeightF(self._page)
        self.count: int = max(0, pdfium.FPDFText_CountChars(self._text))
        self.text = ""
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)
        self.space = self._space()
        self._plain = not (self.space.rotation or any(self.space.origin))

    def _space(self) -> PageSpace:
        frame = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page, frame)
        size = frame.right - frame.left, frame.top - frame.bottom
        rotation = pdfium.FPDFPage_GetRotation(self._page) % 4
        return PageSpace(self._address, (self.width, self.height), (frame.left, frame.bottom), size, rotation)

    def close(self) -> None:
        """Let pdfium forget the page."""
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        if self._page:
            pdfium.FPDF_ClosePage(self._page)
        self._page = self._text = None
        self.space = NOWHERE

    def load(self) -> None:
        """Fetch `text`."""
        if not self.load_at_once():
            self.text = "".join(map(chr, map(_code, repeat(self._address), range(self.count))))

    def load_at_once(self) -> bool:
        """Fetch `text` in one call, or say that pdfium then leaves out characters."""
        units = (ctypes.c_ushort * (self.count + 1))()
        if pdfium.FPDFText_GetText(self._text, 0, self.count, units) != self.count + 1:
            return False
        whole = bytes(units)[: 2 * self.count].decode("utf-16-le", "surrogatepass")
        self.text = whole if len(whole) == self.count else "".join(map(chr, units[: self.count]))
        return True

    def edges(self, indices: Sequence[int]) -> tuple[list[float], list[float], list[float], list[float]]:
        """The lefts, the bottoms, the rights and the tops of the boxes that the fonts reserve for these characters."""
        size = 16 * len(indices)
        found = (ctypes.c_float * (size // 4))()
        start = ctypes.addressof(found)
        deque(map(_loose_box, repeat(self._address), indices, range(start, start + size, 16)), maxlen=0)
        edges = found[:]
        lefts, tops, rights, bottoms = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
        return (lefts, bottoms, rights, tops) if self._plain else self._as_shown(lefts, bottoms, rights, tops)

    def boxes(self, indices: Sequence[int]) -> list[Box]:
        """The boxes that the fonts reserve for these characters."""
        return list(zip(*self.edges(indices), strict=True))

    def _as_shown(self, *edges: list[float]) -> tuple[list[float], list[float], list[float], list[float]]:
        """Edges of the page's own space, which may begin anywhere and be turned, as the page is shown."""
        (x, y), size, rotation = self.space.origin, self.space.size, self.space.rotation
        boxes = [
            turned((left - x, bottom - y, right - x, top - y), *size, rotation)
            for left, bottom, right, top in zip(*edges, strict=True)
        ]
        lefts, bottoms, rights, tops = map(list, zip(*boxes, strict=True)) if boxes else ([], [], [], [])
        return lefts, bottoms, rights, tops

    def raw_size(self, index: int) -> float:
        """The size that the font was chosen in; only good for comparison on one line."""
        return float(_font_size(self._address, index))

    def size(self, index: int) -> float:
        """The em of a character in points: its font's size as the page scales it."""
        known = _matrix(self._address, index, self._matrix_address)
        scale = sqrt(self._matrix.c * self._matrix.c + self._matrix.d * self._matrix.d) if known else 0.0
        return float(self.raw_size(index) * (scale or 1.0))

    def unmapped(self, indices: Sequence[int]) -> float:
        """The share of these characters whose font does not say what they are."""
        unknown = [index for index in indices if _unmapped(self._address, index) == 1]
        return len(unknown) / max(1, len(indices))

    def is_generated(self, index: int) -> bool:
        """Whether a character is not drawn: pdfium tells a space where it sees a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._text, index) == 1)

    def is_invisible(self, index: int) -> bool:
        """Whether a character is drawn without being shown, as OCR does."""
        shape = pdfium.FPDFText_GetTextObject(self._text, index)
        return bool(shape and pdfium.FPDFTextObj_GetTextRenderMode(shape) == INVISIBLE)

    def has_pictures(self) -> bool:
        """Whether the page draws something else than text: a picture, or letters as outlines."""
        count = pdfium.FPDFPage_CountObjects(self._page)
        shapes = [pdfium.FPDFPage_GetObject(self._page, index) for index in range(min(count, OUTLINES))]
        kinds = set(map(pdfium.FPDFPageObj_GetType, shapes))
        return count > OUTLINES or not kinds.isdisjoint({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


def turned(box: Box, width: float, height: float, turns: int) -> Box:
    """A box on a page of this size after so many quarter turns of the page clockwise."""
    left, bottom, right, top = box
    if turns == 1:
        return bottom, width - right, top, width - left
    if turns == 3:
        return height - top, left, height - bottom, right
    return (width - right, height - top, width - left, height - bottom) if turns == 2 else box
