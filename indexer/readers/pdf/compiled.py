"""The runs of a page by the compiled extension where it was built, else by runs.py, which it equals.

The extension (native/src/runs.rs) calls pdfium itself. It is handed the measures, and asks back for what only a pattern
can say. With SAKUIN_NATIVE=0 Python does all.
"""

import ctypes
import re
import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from indexer.config import Config
from indexer.readers.pdf import runs as python
from indexer.readers.pdf.characters import Characters
from indexer.readers.pdf.runs import Stretch

if TYPE_CHECKING:
    from indexer.readers.pdf._native import Runs

CLASSES = (r"\s", python.MARKED.pattern, python.NOTABLE)
"""The classes of characters of native/src/runs.rs, in its order."""


def page_runs(characters: Characters) -> list[Stretch]:
    """The runs of a page whose text is loaded."""
    native = extension()
    if native is None:
        return python.runs_of(characters)
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
        from indexer.readers.pdf._native import Runs
    except ImportError:
        return None
    functions = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetMatrix
    return Runs([_address(function) for function in functions], RunRules())


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


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
        signs = "".join(map(chr, range(sys.maxunicode + 1)))
        self.classes = [[found.span() for found in re.finditer(f"(?:{sign})+", signs)] for sign in CLASSES]
