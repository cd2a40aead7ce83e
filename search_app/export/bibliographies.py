"""Hits as entries for reference managers: BibTeX, RIS, CSL-JSON.

Sources: Oren Patashnik, "BibTeXing" (1988), with the fields of biblatex's @misc; the RIS specification as rispy reads
and writes it; the CSL data schema 1.0.2 (citationstyles.org).
"""

import json
import re
from typing import Any

import rispy

from indexer.metadata import edtf
from search_app.export.citations import Cited

_SPECIAL = {sign: "\\" + sign for sign in "&%$#_"}
# BibTeX counts braces, escaped ones too.
_SPECIAL |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SPECIAL |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX = str.maketrans(_SPECIAL)
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def bibtex(cited: Cited, text: str) -> str:
    """An entry of BibTeX, in UTF-8 as biber and Zotero read it; its key has the passage's id."""
    fields = {
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "title": f"{{{_tex(cited.title)}}}",
        "chapter": _tex(" › ".join(cited.headings)),
        "year": _year(cited.date),
        "date": _iso(cited.date),
        "howpublished": _tex(cited.source),
        "series": _tex(cited.collection),
        "language": cited.lang,
        "url": cited.address.translate(_URL),
        "abstract": _tex(text),
        "note": _tex(cited.seal),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{sakuin-{cited.id},\n{rows}\n}}\n\n"


def _tex(text: str) -> str:
    return _line(text).translate(_BIBTEX)


def ris(cited: Cited, text: str) -> str:
    """A record of RIS, an unpublished work of a collection."""
    record = {
        "type_of_reference": "GEN",
        "id": cited.id,
        "authors": [_line(cited.author)] if cited.author else [],
        "title": _line(cited.title),
        "secondary_title": _line(cited.collection),
        "section": _line(" › ".join(cited.headings)),
        "year": _year(cited.date),
        "date": _iso(cited.date).partition("/")[0].replace("-", "/"),
        "language": cited.lang,
        "publisher": _line(cited.source),
        "abstract": _line(text),
        "notes": [cited.seal],
        "urls": [cited.address] if cited.address else [],
    }
    # rispy numbers the records of a call; each is a call of its own here.
    written = rispy.dumps([{name: value for name, value in record.items() if value}])
    return str(written).partition("\n")[2].strip("\n") + "\n\n"


def csl(cited: Cited, text: str) -> str:
    """An item of CSL-JSON."""
    item: dict[str, Any] = {
        "id": cited.id,
        "type": "document",
        "title": cited.title,
        "section": " › ".join(cited.headings),
        "author": [{"literal": cited.author}] if cited.author else [],
        "issued": _issued(cited.date),
        "publisher": cited.source,
        "container-title": cited.collection,
        "language": cited.lang,
        "locator": str(cited.paragraph),
        "abstract": text,
        "URL": cited.address,
        "note": cited.seal,
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _iso(written: str) -> str:
    """A date as ISO 8601, empty where it is open or unread."""
    span = edtf.parse(written)
    return span.iso if span and not any(part in ("", "..") for part in written.split("/")) else ""


def _year(written: str) -> str:
    return _iso(written)[:4]


def _issued(written: str) -> dict[str, Any]:
    iso = _iso(written)
    parts = [[int(number) for number in part.split("-")] for part in iso.split("/") if part]
    return {"date-parts": parts} if parts else {"literal": written} if written else {}
