"""Opens a PDF: as it is, or as far as it can be repaired."""

import io
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.errors import ReadError
from indexer.readers.pdf.substitute import use_squares

SECURED = "secured: needs its password; save a copy without one, for example with qpdf --decrypt --password=… IN OUT"
LOCKED = "secured by a method that cannot be read; save a copy without it"
BROKEN = "damaged: {}; get a whole copy of it"
REPAIRED = "damaged: read as far as it could be repaired; get a whole copy of it"
CUT_OFF = "it does not end as a PDF does and may be cut off: read as far as it goes; get a whole copy of it"

STREAM = re.compile(r"stream <[^>]*>:\s*")
"""How pikepdf names what it reads."""

TAIL = 2_048
"""The end of file marker stands in the last so many bytes (PDF 32000-1, 7.5.5, and what writers add)."""

use_squares()


def opened(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """The open pypdfium2 document of a PDF, with a note where it is damaged; the caller closes it.

    Raises ReadError where it needs a password or is damaged beyond repair.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return _repaired(data, error), (REPAIRED,)
    return document, () if b"%%EOF" in data[-TAIL:] else (CUT_OFF,)


def _repaired(data: bytes, error: pypdfium2.PdfiumError) -> Any:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        raise ReadError(SECURED) from error
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        raise ReadError(LOCKED) from error
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as whole:
            copy = io.BytesIO()
            whole.save(copy)
        return pypdfium2.PdfDocument(copy.getvalue())
    except pikepdf.PasswordError as secured:
        raise ReadError(SECURED) from secured
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError) as broken:
        reason = STREAM.sub("", str(broken)).strip().rstrip(".")
        raise ReadError(BROKEN.format(reason or "no part of it can be read")) from broken
