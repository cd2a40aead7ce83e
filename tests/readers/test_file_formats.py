"""Which format a file has is told by its first bytes, then by what it holds, then by its suffix."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import FORMATS, READERS, File, is_isolated, read
from indexer.readers.formats import BY_SUFFIX
from indexer.readers.kinds import kind_of

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
HTML = b"<!-- saved --><html><body><p>x</p></body></html>"
MAIL = "Date: Mon, 06 May 1996 09:00:00 +0900\nSubject: 件名\n\n本文\n".encode()
MBOX = b"From a@example.org Tue Feb  7 10:00:00 1995\nSubject: x\n\ntext\n"


def zipped(*names: str, **contents: str) -> bytes:
    """A zip with empty members of these names, and others with a content."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "")
        for name, content in contents.items():
            archive.writestr("[Content_Types].xml" if name == "types" else name, content)
    return packed.getvalue()


def ole2(stream: str) -> bytes:
    """An OLE2 file with one entry in its directory."""
    return OLE2 + stream.encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        # The bytes are surer than the suffix,
        ("報告.doc", b"%PDF-1.4\n", "PDF"),
        ("report.doc", b"\r\n\r\n%PDF-1.4\n", "PDF"),
        ("page.doc", HTML, "HTML"),
        ("letter.doc", rb"{\rtf1 x}", "RTF"),
        ("letter.txt", rb"{\rtf1 x}", "RTF"),
        ("scan.pdf", b"\xff\xd8\xff\xe0", "picture"),
        ("scan.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("page.html", b"<html><meta name='ocr-system' content='tesseract'>", "hOCR"),
        ("crawl.dat", b"WARC/1.0\r\nWARC-Type: warcinfo", "WARC"),
        ("film.txt", b"\0\0\0\x18ftypmp42", "sound or film"),
        # what a container holds is surer still,
        ("a.zip", zipped(types="wordprocessingml.document.main+xml"), "Word document"),
        ("a.doc", zipped(types="wordprocessingml.document.main+xml"), "Word document"),
        ("a.bin", zipped("word/document.xml"), "Word document"),
        ("a.docx", zipped(types="spreadsheetml.sheet.main+xml"), "Excel workbook"),
        ("a.pptx", zipped("ppt/presentation.xml"), "slides"),
        ("a.docx", zipped(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text"),
        ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spreadsheet"),
        ("本.zip", zipped(mimetype="application/epub+zip"), "EPUB"),
        ("a.epub", zipped("META-INF/container.xml"), "EPUB"),
        ("a.zip", zipped("folder/word/document.xml"), "zip archive"),
        ("a.txt", zipped("a.txt"), "zip archive"),
        ("broken.docx", b"PK\x03\x04 and nothing more", "Word document"),
        ("broken.dat", b"PK\x03\x04 and nothing more", "zip archive"),
        ("a.jtd", OLE2, "Ichitaro document (一太郎)"),
        ("a.xls", OLE2, "Excel workbook of before 2007"),
        ("a.docx", ole2("EncryptedPackage"), "encrypted office document"),
        ("a.txt", ole2("WordDocument"), "Word document of before 2007"),
        ("a", ole2("__properties_version1.0"), "Outlook message"),
        ("a.dat", OLE2, "OLE2 file"),
        # the look of a text counts where the suffix says nothing of its own,
        ("mail", MAIL, "mail"),
        ("Inbox", MBOX, "mailbox"),
        ("edition", b"\xef\xbb\xbf<?xml version='1.0'?><TEI/>", "XML"),
        ("saved", b"From: <Saved by Blink>\r\nSubject: x\r\n", "MHTML"),
        ("memo.txt", MAIL, "plain text"),
        ("memo.md", MBOX, "Markdown"),
        ("page.xhtml", b"<?xml version='1.0'?><html>", "HTML"),
        # and a suffix that is none leaves a text.
        ("README", b"a text", "plain text"),
        ("覚書", "六月の覚書".encode(), "plain text"),
        ("letter.1961", b"Dear Sir", "plain text"),
        ("notes.text", b"a text", "plain text"),
        ("README", b"\x00\x01\x02", "unknown format"),
        ("a.xyz", b"a text", "unknown format"),
        ("A.PDF", b"", "PDF"),
    ],
)
def test_the_format_is_told_by_bytes_then_contents_then_suffix(name: str, data: bytes, kind: str) -> None:
    assert kind_of(File(name, data)).name == kind


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("a.doc", ole2("WordDocument"), "Word document of before 2007: not read; save it as .docx"),
        ("a.jtd", OLE2, "一太郎.*save it as .docx or .txt"),
        ("a.xls", OLE2, "save it as .xlsx"),
        ("a.ppt", OLE2, "save it as .pptx"),
        ("a.msg", OLE2, "save it as .eml"),
        ("a.docx", ole2("EncryptedPackage"), "secured: open it with its password"),
        ("a.djvu", b"AT&TFORM", "convert it to .pdf"),
        ("a.mobi", b"x".ljust(60) + b"BOOKMOBI", "convert it to .epub"),
        ("a.azw3", b"", "convert it to .epub"),
        ("a.jpg", b"\xff\xd8\xff", "tesseract or ocrmypdf"),
        ("a.tif", b"II*\0", "tesseract or ocrmypdf"),
        ("a.mp3", b"ID3\x04", "put a transcript here"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "unpack it"),
        ("a.tar.gz", b"\x1f\x8b\x08\0", "unpack it"),
        ("a.json", b"{}", "write it as .jsonl"),
        ("図.svg", b"<?xml version='1.0'?><svg/>", "tesseract or ocrmypdf"),
        ("a.log", b"a text", "no reader for '.log'; Sakuin reads .txt.*can be renamed to .txt"),
        ("a.exe", b"", "no reader for '.exe'; Sakuin reads .txt"),
        ("noise", b"\x00\x01", "no reader for a file that is no text and has no suffix"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, advice: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=f"^{name}: .*{advice}"):
        read(tmp_path / name, tmp_path)


def test_of_a_large_file_that_is_not_read_the_beginning_is_enough(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(20_000_000_000)
    with pytest.raises(ReadError, match="sound or film"):
        read(film, tmp_path)


def test_a_page_that_was_saved_as_doc_is_read_as_a_page_and_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "頁.doc").write_bytes("<html lang='ja'><title>題</title><p>本文。</p></html>".encode())
    (document,) = read(tmp_path / "頁.doc", tmp_path).documents
    assert (document.id, document.path, document.title) == ("頁", "頁.doc", "題")
    assert [block.text for block in document.blocks] == ["本文。"]


@pytest.mark.parametrize(
    ("name", "data", "isolated"),
    [
        ("a.txt", b"text", False),
        ("a.md", b"text", False),
        ("a.csv", b"text\nx", False),
        ("a.pdf", b"%PDF-", True),
        ("a.txt", b"%PDF-", True),
        pytest.param("a.txt", zipped("x"), True, id="a zip by another name"),
        ("a.html", HTML, True),
        ("a.jpg", b"\xff\xd8\xff", False),
        ("a.doc", OLE2, False),
        ("a.xyz", b"", False),
    ],
)
def test_what_a_library_opens_is_read_apart_and_what_nobody_opens_is_not(
    tmp_path: Path, name: str, data: bytes, isolated: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_isolated(tmp_path / name) is isolated
    assert not is_isolated(tmp_path / "gone.pdf")


def test_every_row_of_the_table_can_be_found_and_says_what_becomes_of_its_files() -> None:
    for row in FORMATS:
        assert row.suffixes or row.begins or row.container, row.name
        assert row.module or row.advice or row.name == "program", row.name
        assert all(BY_SUFFIX[suffix] == row for suffix in row.suffixes), row.name
    assert READERS[".docm"] == "office.docx"
    assert ".doc" not in READERS


@needs_shared
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pdf-named.doc", "PDF"),
        ("html-named.doc", "HTML"),
        ("word97.en.doc", "Word document of before 2007"),
        ("libreoffice.en.docx", "Word document"),
        ("truncated.en.docx", "Word document"),
        ("talk.en.pptx", "slides"),
        ("register.en.ods", "OpenDocument spreadsheet"),
        ("book.epub2.ja.epub", "EPUB"),
        ("ocr.en.hocr", "hOCR"),
        ("ocr.en.alto.xml", "XML"),
        ("crawl.warc.gz", "WARC"),
        ("saved.ja.mhtml", "MHTML"),
        ("box.mbox", "mailbox"),
        ("old-utf16le-nobom.ja.txt", "plain text"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".dat"])
def test_a_file_of_the_collection_is_known_by_its_bytes_even_without_its_name(
    name: str, kind: str, suffix: str
) -> None:
    data = (FILES / name).read_bytes()
    assert kind_of(File(name, data)).name == kind
    if kind != "plain text" and not name.startswith("truncated"):
        assert kind_of(File(f"x{suffix}", data)).name == kind
