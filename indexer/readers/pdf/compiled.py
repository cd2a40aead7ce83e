"""The runs of a page by the compiled extension where it was built, else by runs.py, which it equals.

The extension (native/src/runs.rs) calls pdfium itself. It is handed the measures, and asks back for what only a pattern
can say. With SAKUIN_NATIVE=0 Python does all.
"""

import ctypes
import re
from functools import cache, partial
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from indexer.config import NATIVE_EDITION, Config
from indexer.readers.pdf import runs as python
from indexer.readers.pdf.characters import Characters
from indexer.readers.pdf.runs import Stretch

if TYPE_CHECKING:
    from indexer.readers.pdf._native import Runs

CLASSES = (r"\s", python.MARKED.pattern, python.NOTABLE)
"""The classes of characters of native/src/runs.rs, in its order."""

LAST_SIGN = 0x1FFFF
"""Beyond it stands no character of any of them."""

FUNCTIONS = (
    pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetMatrix, pdfium.FPDFText_GetUnicode,
)  # fmt: skip
"""What the extension calls, in the order of `Functions::at` in native/src/pdfium.rs."""


def page_runs(characters: Characters) -> list[Stretch]:
    """The runs of a page; fetches its text."""
    native = extension()
    if native is None:
        characters.load()
        return python.runs_of(characters)
    if not characters.load_at_once():
        characters.text = native.codes(characters.space, characters.count).decode("utf-32-le", "surrogatepass")
    text = characters.text
    codes = text.encode("utf-32-le", "surrogatepass")
    found = native.of(characters.space, codes, python.line_spans(text), partial(python.is_noted, text))
    return list(map(Stretch._make, found))


@cache
def extension() -> "Runs | None":
    """The extension, if it is there and wanted."""
    if not Config().integer("native"):
        return None
    try:
        from indexer.readers.pdf._native import EDITION, Runs
    except ImportError:
        return None
    if EDITION != NATIVE_EDITION:
        return None
    return Runs([ctypes.cast(function, ctypes.c_void_p).value or 0 for function in FUNCTIONS], RunRules())


class RunRules:
    """The numbers of runs.py, as the extension takes them."""

    alike = python.ALIKE
    widest_gap = python.WIDEST_GAP
    full_gap = python.FULL_GAP
    widest_space = python.WIDEST_SPACE
    even = python.EVEN
    loose = python.LOOSE
    usual = python.USUAL
    sampled_lines = python.SAMPLED_LINES
    wide = ord(python.WIDE_CHARACTER), ord(python.WIDEST_CHARACTER) + 1

    def __init__(self) -> None:
        signs = "".join(map(chr, range(LAST_SIGN + 1)))
        self.classes = [[found.span() for found in re.finditer(f"(?:{sign})+", signs)] for sign in CLASSES]
