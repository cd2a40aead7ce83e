"""What the properties of a PDF say of it: title, author, language, as far as they can be believed."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pypdfium2.raw as pdfium

from indexer.readers.header import guess_language

NO_TITLE = re.compile(
    r"""
      .*Microsoft\ (?:Word|PowerPoint|Excel|Publisher)\b\ ?-.*     # Microsoft Word - memo.doc
    | .*\.(?:docx?|docm|dotx?|rtf|odt|pages|wpd|jtdc?|pptx?|odp|xlsx?|ods|pdf|tex|dvi|e?ps|indd|qxd|pmd|txt|html?|xml|md
            |jpe?g|png|tiff?|bmp)                                  # scan0012.tif
    | (?:untitled|no\ title|title|document|presentation|slide|print|output|文書|無題|名称未設定|タイトルなし|表紙)
      [\s\d_-]*                                                    # Document1
    | (?:https?|file|about):.* | [\W\d_]+ | .*[\x00-\x08\ufffd].*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unknown|unspecified|user|admin(?:istrator)?|owner|author|匿名|不明)\)?", re.IGNORECASE
)
KEPT = ("Subject", "Keywords")
"""Properties that are kept as they are. The days on which a PDF was made and changed say nothing of its text."""

CJK_LANGUAGES = ("ja", "zh", "ko")
LONGEST_TAG = 64


def properties(document: Any, name: str, text: str) -> Mapping[str, object]:
    """What an open pypdfium2 document says of itself, for `header`: title, author, lang and more.

    `name` is the file's; a title that only repeats it is none. `text` is some of the document's, against which its
    language is checked.
    """
    said = {key: value.strip() for key, value in document.get_metadata_dict(skip_empty=True).items()}
    found: dict[str, object] = {
        "title": _title(said.get("Title", ""), name),
        "author": "" if NO_AUTHOR.fullmatch(said.get("Author", "")) else said.get("Author", ""),
        "lang": _language(document, text),
    }
    return found | {key.lower(): said[key] for key in KEPT if not NO_AUTHOR.fullmatch(said.get(key, "unknown"))}


def _title(title: str, name: str) -> str:
    path = PurePosixPath(name)
    same = title.casefold() in (path.name.casefold(), path.stem.casefold())
    return "" if same or NO_TITLE.fullmatch(title) else " ".join(title.split())


def _language(document: Any, text: str) -> str:
    """The language of the catalog, `ja` of `ja-JP` (PDF 32000-1, 14.9.2), where the script of the text does not belie
    it: Word says en-US of Japanese."""
    units = (pdfium.FPDF_WCHAR * LONGEST_TAG)()
    size = pdfium.FPDFCatalog_GetLanguage(document, units, 2 * LONGEST_TAG)
    tag = bytes(units)[: max(0, min(size, 2 * LONGEST_TAG) - 2)].decode("utf-16-le", "replace")
    language = tag.strip().lower().replace("_", "-").partition("-")[0]
    if not re.fullmatch("[a-z]{2,3}", language):
        return ""
    return language if (language in CJK_LANGUAGES) == (guess_language(text) == "ja") else ""
