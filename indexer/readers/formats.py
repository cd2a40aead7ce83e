"""The formats that files come in: which module reads each, and what to do about those that none reads.

A row tells its files by three signs, the surer before the less sure (see kinds):

    begins      first bytes that nothing else begins with: they decide whatever the file is called
    holds       what a container names inside: a zip its content types and parts, an OLE2 file its streams
    looks       the first lines of a kind of text; they decide only where the suffix says nothing of its own
    suffixes    `.pdf`
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

ZIP = "zip"
OLE2 = "ole2"
CONTAINERS: Mapping[str, re.Pattern[bytes]] = {
    ZIP: re.compile(rb"PK(?:\x03\x04|\x05\x06|00PK|\x07\x08PK)"),
    OLE2: re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
}
"""What a container begins with: APPNOTE.TXT 4.3.7 and 4.3.16 for zip, [MS-CFB] 2.2 for OLE2."""

OCR = "if it shows a text, recognise it first, for example with tesseract or ocrmypdf, and put the result here"
UNPACK = "unpack it into this folder"


@dataclass(frozen=True)
class Format:
    """A format and how it is known. `module` is the module of this package that reads it; one that is named but not
    read has none, and `advice` says what to do instead. `isolated` formats are read by libraries that a file can bring
    down, so they are read in a process that may die. `is_text` says that the suffix is to be believed
    unless a sure sign speaks against it: a .txt that begins with `From:` stays plain. `media` are its Internet media
    types."""

    name: str
    suffixes: tuple[str, ...]
    module: str = ""
    advice: str = ""
    isolated: bool = True
    is_text: bool = False
    begins: bytes = b""
    looks: bytes = b""
    container: str = ""
    holds: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @cached_property
    def beginning(self) -> re.Pattern[bytes] | None:
        """`begins`, to be matched against the start of a file; None where there is no such sign."""
        return re.compile(self.begins, re.DOTALL) if self.begins else None

    @cached_property
    def look(self) -> re.Pattern[bytes] | None:
        """`looks`, to be matched against the start of a file, behind a byte order mark and space."""
        return re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + self.looks + rb")", re.DOTALL) if self.looks else None


HEADER = rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)"
"""A header field of a message with its continuation lines (RFC 5322, 2.2)."""

MESSAGE = HEADER + rb"{,3}?(?i:From|Subject|Date|Message-ID|Received|Return-Path|MIME-Version|Delivered-To):"
MAILBOX = rb"From [^\n]*\d[^\n]*\n>?" + HEADER
SAVED = HEADER + rb"{,15}?(?i:Snapshot-Content-Location:|From:[ ]*<?Saved[ ]by)"
HTML = rb"(?i:<!DOCTYPE[ ]+html|<html[\s>]|(?:<!--(?:(?!-->).)*-->\s*)<html[\s>])"
OCR_PAGE = rb"""\s*<(?i:\?xml|!DOCTYPE|html)(?:.{,3000}?)(?:name=['"]ocr-system['"]|class=['"]ocr_page['"])"""

FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text"), "text.plain", isolated=False, is_text=True, media=("text/plain",)),
    Format("Markdown", (".md", ".markdown"), "web.markup", isolated=False, is_text=True, media=("text/markdown",)),
    Format("JSON Lines", (".jsonl",), "tables.table", isolated=False, is_text=True, media=("application/jsonl",)),
    Format(
        "CSV", (".csv", ".tsv"), "tables.table", isolated=False, is_text=True,
        media=("text/csv", "text/tab-separated-values"),
    ),
    Format("hOCR", (".hocr",), "ocr.hocr", is_text=True, begins=OCR_PAGE, media=("text/vnd.hocr+html",)),
    Format(
        "HTML", (".html", ".htm", ".xhtml"), "web.markup", is_text=True, looks=HTML,
        media=("text/html", "application/xhtml+xml"),
    ),
    Format("MHTML", (".mhtml", ".mht"), "containers.mhtml", is_text=True, looks=SAVED, media=("multipart/related",)),
    Format("mail", (".eml",), "containers.mail", is_text=True, looks=MESSAGE, media=("message/rfc822",)),
    Format("mailbox", (".mbox", ".mbx"), "containers.mail", is_text=True, looks=MAILBOX, media=("application/mbox",)),
    Format(
        "XML", (".xml", ".tei", ".ead", ".jats", ".alto"), "xml.xml", is_text=True,
        looks=rb"<\?xml\s|<TEI[\s>]|<ead[\s>]",
        media=("application/xml", "text/xml", "application/tei+xml"),
    ),
    Format("PDF", (".pdf",), "pdf.pdf", begins=rb"%PDF-", looks=rb".{,1019}%PDF-", media=("application/pdf",)),
    Format("RTF", (".rtf",), "rtf.rtf", begins=rb"\{\\rtf", media=("application/rtf", "text/rtf")),
    Format("WARC", (".warc", ".warc.gz"), "containers.warc", begins=rb"WARC/\d\.\d\r?\n", media=("application/warc",)),
    Format(
        "Word document", (".docx", ".docm"), "office.docx", container=ZIP,
        holds=("wordprocessingml.document", "application/vnd.ms-word.document", "\nword/document"),
        media=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Format(
        "Excel workbook", (".xlsx", ".xlsm"), "tables.sheets", container=ZIP,
        holds=("spreadsheetml.sheet.main", "application/vnd.ms-excel.sheet.macroEnabled", "\nxl/workbook.xml"),
        media=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    ),
    Format(
        "slides", (".pptx", ".pptm", ".ppsx"), "office.slides", container=ZIP,
        holds=("presentationml.", "application/vnd.ms-powerpoint.", "\nppt/presentation"),
        media=("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
    ),
    Format(
        "OpenDocument text", (".odt",), "office.odt", container=ZIP, holds=("application/vnd.oasis.opendocument.text",),
        media=("application/vnd.oasis.opendocument.text",),
    ),
    Format(
        "OpenDocument spreadsheet", (".ods",), "tables.sheets", container=ZIP,
        holds=("application/vnd.oasis.opendocument.spreadsheet",),
        media=("application/vnd.oasis.opendocument.spreadsheet",),
    ),
    Format(
        "OpenDocument slides", (".odp",), "office.slides", container=ZIP,
        holds=("application/vnd.oasis.opendocument.presentation",),
        media=("application/vnd.oasis.opendocument.presentation",),
    ),
    Format(
        "EPUB", (".epub",), "books.epub", container=ZIP, holds=("application/epub+zip", "\nMETA-INF/container.xml"),
        media=("application/epub+zip",),
    ),
    Format("binary Excel workbook", (".xlsb",), advice="save it as .xlsx", container=ZIP, holds=("sheet.binary.",)),
    Format("Pages document", (".pages",), advice="export it as .docx", container=ZIP),
    Format("Numbers document", (".numbers",), advice="export it as .xlsx", container=ZIP),
    Format("Keynote document", (".key",), advice="export it as .pptx", container=ZIP),
    Format("zip archive", (".zip",), "containers.archive", container=ZIP, media=("application/zip",)),
    Format(
        "encrypted office document", (), advice="it is secured: open it with its password and save it without one",
        container=OLE2, holds=("EncryptedPackage",),
    ),
    Format(
        "Ichitaro document (一太郎)", (".jtd", ".jtt", ".jttc", ".jtdc"), advice="save it as .docx or .txt",
        container=OLE2, holds=("DocumentText",),
    ),
    Format(
        "Word document of before 2007", (".doc", ".dot"), advice="save it as .docx", container=OLE2,
        holds=("WordDocument",), media=("application/msword",),
    ),
    Format(
        "Excel workbook of before 2007", (".xls", ".xlt"), advice="save it as .xlsx", container=OLE2,
        holds=("Workbook", "Book"), media=("application/vnd.ms-excel",),
    ),
    Format(
        "PowerPoint slides of before 2007", (".ppt", ".pps"), advice="save it as .pptx", container=OLE2,
        holds=("PowerPoint Document",), media=("application/vnd.ms-powerpoint",),
    ),
    Format(
        "Outlook message", (".msg",), advice="save it as .eml", container=OLE2, holds=("__properties_version1.0",),
        media=("application/vnd.ms-outlook",),
    ),
    Format("OLE2 file", (), advice="save it in a format of today with the program that made it", container=OLE2),
    Format("DjVu", (".djvu", ".djv"), advice="convert it to .pdf with its text layer", begins=rb"AT&TFORM"),
    Format(
        "Kindle book", (".mobi", ".azw", ".azw3", ".prc"), advice="convert it to .epub, for example with Calibre",
        begins=rb".{60}BOOKMOBI",
    ),
    Format("WordPerfect document", (".wpd",), advice="save it as .docx", begins=rb"\xffWPC"),
    Format("Outlook folder", (".pst", ".ost"), advice="export its messages as .mbox or .eml", begins=rb"!BDN"),
    Format("TNEF mail", (".tnef",), advice="save the message as .eml", begins=rb"\x78\x9f\x3e\x22"),
    Format("JSON", (".json",), advice="write it as .jsonl, one object with a key 'text' to a line", is_text=True),
    Format("BibTeX", (".bib",), advice="export the bibliography as .ris, with its files", is_text=True),
    Format("RIS", (".ris",), advice="it names no file of this folder; export it with its files", is_text=True),
    Format("drawing", (".svg",), advice=OCR, is_text=True),
    Format("Apple Mail message", (".emlx",), advice="export its mailbox as .mbox", is_text=True),
    Format("TeX source", (".tex",), advice="make a .pdf of it", is_text=True),
    Format(
        "picture", (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".jp2", ".heic"),
        advice=OCR,
        begins=rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP|\x00\x00\x00\x0cjP  |.{4}ftyphei",
    ),
    Format(
        "sound or film",
        (".mp3", ".wav", ".m4a", ".flac", ".ogg", ".mp4", ".mov", ".avi", ".mkv", ".webm", ".wmv", ".wma"),
        advice="put a transcript here as .txt",
        begins=rb"ID3[\x02-\x04]|RIFF.{4}(?:WAVE|AVI )|OggS\x00|fLaC|\x1aE\xdf\xa3|.{4}ftyp(?!hei)",
    ),
    Format(
        "packed archive", (".gz", ".tar", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".lzh", ".zst"), advice=UNPACK,
        begins=rb"\x1f\x8b\x08|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh\d1AY|\xfd7zXZ\x00|.{2}-lh\d-|.{257}ustar",
    ),
    Format("program", (".exe", ".dll", ".so", ".class"), begins=rb"\x7fELF|MZ[^\n]{58}.{4,500}?This program"),
)  # fmt: skip
"""Every format known, read or not; of two that a file's bytes could be, the upper is taken."""

UNKNOWN = Format("unknown format", ())

BY_SUFFIX: Mapping[str, Format] = {suffix: row for row in reversed(FORMATS) for suffix in row.suffixes}
BY_MEDIA: Mapping[str, Format] = {media: row for row in reversed(FORMATS) for media in row.media}
BY_NAME: Mapping[str, Format] = {row.name: row for row in FORMATS}

READERS: Mapping[str, str] = {suffix: row.module for row in FORMATS if row.module for suffix in row.suffixes}
"""Suffix -> the module of this package that reads it."""


def in_container(container: str) -> Iterator[Format]:
    """The formats that are kept in such a container, in order."""
    return (row for row in FORMATS if row.container == container)
