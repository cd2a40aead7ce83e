"""Hits as entries for reference managers: BibTeX, RIS, CSL-JSON.

Sources: Oren Patashnik, "BibTeXing" (1988), with the fields of biblatex's @misc; the RIS specification as rispy reads
and writes it; the CSL data schema 1.0.2 (citationstyles.org).
"""

import json
import re
from typing import Any, NamedTuple

import rispy

from search_app.export.citations import Cited

_SPECIAL = {sign: "\\" + sign for sign in "&%$#_"}
# BibTeX counts braces, escaped ones too.
_SPECIAL |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SPECIAL |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX = str.maketrans(_SPECIAL)
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


class Genre(NamedTuple):
    """What RIS, CSL, Zotero and schema.org call a type of document."""

    ris: str
    csl: str
    zotero: str
    schema: str


PLAIN = Genre("GEN", "document", "document", "CreativeWork")
_LETTER = Genre("PCOMM", "personal_communication", "letter", "Message")
_EMAIL = Genre("ICOMM", "personal_communication", "email", "EmailMessage")
_REPORT, _BOOK = Genre("RPRT", "report", "report", "Report"), Genre("BOOK", "book", "book", "Book")
_ARTICLE = Genre("JOUR", "article-journal", "journalArticle", "ScholarlyArticle")
_NEWS = Genre("NEWS", "article-newspaper", "newspaperArticle", "NewsArticle")
_SPEECH = Genre("GEN", "speech", "presentation", "CreativeWork")
_TREATY = Genre("GEN", "treaty", "document", "CreativeWork")
GENRES = {
    "letter": _LETTER, "書簡": _LETTER, "手紙": _LETTER, "email": _EMAIL,
    "telegram": _LETTER, "cable": _LETTER, "電報": _LETTER, "memorandum": _LETTER, "覚書": _LETTER,
    "report": _REPORT, "報告書": _REPORT, "book": _BOOK, "図書": _BOOK, "article": _ARTICLE, "論文": _ARTICLE,
    "newspaper": _NEWS, "新聞": _NEWS, "speech": _SPEECH, "演説": _SPEECH, "treaty": _TREATY, "条約": _TREATY,
}  # fmt: skip
"""Type, as documents say it -> what it is to reference managers; any other is PLAIN."""


def genre(cited: Cited) -> Genre:
    """What reference managers call what is cited."""
    return GENRES.get(cited.type.lower(), PLAIN)


def one_line(text: str) -> str:
    """A text without its line breaks, for a field that has none."""
    return re.sub(r"\s+", " ", text).strip()


def own_date(cited: Cited) -> str:
    """The one date of what is cited, as ISO 8601: its year where it runs over a part of it, empty over several."""
    return _year(cited) if "/" in _iso(cited) else _iso(cited)


def publisher(cited: Cited) -> str:
    """Who published it: its source where no other is named, and where that is no address."""
    return cited.publisher or ("" if _is_address(cited.source) else cited.source)


def _provider(cited: Cited) -> str:
    """Its source, where that is not what stands for its publisher."""
    return cited.source if cited.publisher or _is_address(cited.source) else ""


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def bibtex(cited: Cited, text: str) -> str:
    """An entry of BibTeX, in UTF-8 as biber and Zotero read it; its key has the passage's id."""
    fields = {
        # Each in braces, for a name such as 外務省 or Department of State is not taken apart.
        "author": " and ".join(f"{{{_tex(author)}}}" for author in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "chapter": _tex(" › ".join(cited.headings)),
        "year": _year(cited),
        "date": _iso(cited) + "~" * _is_about(cited),
        "keywords": ", ".join(map(str, cited.years)),
        "type": _tex(cited.type),
        "pages": _tex("--".join(dict.fromkeys(filter(None, cited.pages)))),
        "howpublished": _tex(cited.source),
        "publisher": _tex(cited.publisher),
        "library": _tex(cited.archive),
        "series": _tex(cited.collection),
        "language": cited.lang,
        "url": cited.address.translate(_URL),
        "abstract": _tex(text),
        "note": " ".join((*_remarks(cited), _tex(cited.seal))),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{sakuin-{cited.id},\n{rows}\n}}\n\n"


def _tex(text: str) -> str:
    return one_line(text).translate(_BIBTEX)


def ris(cited: Cited, text: str) -> str:
    """A record of RIS, a work of a collection; its publisher is the source where no other is named, unless this is an
    address."""
    begins, ends = cited.pages
    record = {
        "type_of_reference": genre(cited).ris,
        "id": cited.id,
        "authors": [one_line(author) for author in cited.authors],
        "title": one_line(cited.title),
        "secondary_title": one_line(cited.collection),
        "section": one_line(" › ".join(cited.headings)),
        "year": _year(cited),
        "date": _iso(cited).replace("-", "/") if _year(cited) and "/" not in _iso(cited) else "",
        "keywords": list(map(str, cited.years)),
        "language": cited.lang,
        "start_page": one_line(begins),
        "end_page": one_line(ends if ends != begins else ""),
        "type_of_work": one_line(cited.type),
        "publisher": one_line(publisher(cited)),
        "database_provider": one_line("" if _is_address(cited.source) else _provider(cited)),
        # DB is where Zotero reads the archive from; the specification has no tag for it.
        "name_of_database": one_line(cited.archive),
        "abstract": one_line(text),
        "notes": [cited.seal, *_remarks(cited)],
        # The first is the item's own to reference managers, the others are attached to it.
        "urls": list(filter(None, (cited.address, one_line(cited.source) if _is_address(cited.source) else ""))),
    }
    # rispy numbers the records of a call; each is a call of its own here.
    written = rispy.dumps([{name: value for name, value in record.items() if value}])
    return str(written).partition("\n")[2].strip("\n") + "\n\n"


def csl(cited: Cited, text: str) -> str:
    """An item of CSL-JSON."""
    item: dict[str, Any] = {
        "id": cited.id,
        "type": genre(cited).csl,
        "genre": cited.type,
        "title": cited.title,
        "section": " › ".join(cited.headings),
        "author": [{"literal": author} for author in cited.authors],
        "issued": _issued(cited),
        "keyword": ", ".join(map(str, cited.years)),
        "page": "–".join(dict.fromkeys(filter(None, cited.pages))),
        "publisher": publisher(cited),
        "source": _provider(cited),
        "archive": cited.archive,
        "container-title": cited.collection,
        "language": cited.lang,
        "locator": str(cited.paragraph),
        "abstract": text,
        "URL": cited.address,
        "note": " ".join((*_remarks(cited), cited.seal)),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _iso(cited: Cited) -> str:
    """The document's own date as ISO 8601, empty where it has none, or one that is open or unread."""
    return cited.issued.iso if cited.issued else ""


def _year(cited: Cited) -> str:
    """Its year; none of a date that runs over several, for a field that holds one."""
    span = cited.issued
    return f"{span.first.year:04d}" if span and span.first.year == span.last.year else ""


def _is_about(cited: Cited) -> bool:
    return cited.issued is not None and cited.issued.approximate


def _remarks(cited: Cited) -> tuple[str, ...]:
    """What no field of a date can say."""
    return ("Date inferred from the text.",) if cited.inferred else ()


def _issued(cited: Cited) -> dict[str, Any]:
    parts = [[int(number) for number in part.split("-")] for part in _iso(cited).split("/") if part]
    about = {"circa": True} if _is_about(cited) else {}
    return {"date-parts": parts} | about if parts else {"literal": cited.date} if cited.date else {}
