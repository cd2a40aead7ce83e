"""E-books are read chapter by chapter, with the pages of the print and notes behind their paragraphs."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers import Reading, read

SHARED = Path(__file__).parents[3] / "shared"
SAMPLE = SHARED / "data/formats/epub/kusamakura_vertical.epub"

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
TYPE = 'media-type="application/xhtml+xml"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def page(body: str) -> str:
    return f"<?xml version='1.0'?><!DOCTYPE html><html {XHTML}><head><title/></head><body>{body}</body></html>"


def epub(
    *bodies: str, metadata: str = "", nav: str = "", ncx: str = "", guide: str = "", parts: dict[str, str] | None = None
) -> bytes:
    """A book with these chapters, `text/1.xhtml` and so on; `nav` is its table of contents, `ncx` that of EPUB 2."""
    chapters = {f"c{number}": f"text/{number}.xhtml" for number in range(1, len(bodies) + 1)}
    listed = "".join(
        f'<item id="{id}" href="{href}" media-type="application/xhtml+xml"/>' for id, href in chapters.items()
    )
    if nav:
        listed += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    spine = "".join(f'<itemref idref="{id}"/>' for id in (*(("nav",) if nav else ()), *chapters))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr(
            "OPS/book.opf",
            f"""<package xmlns:dc="dc" xmlns:opf="opf"><metadata>{metadata}</metadata>
            <manifest>{listed}<item id="ncx" href="toc.ncx"/></manifest>
            <spine toc="ncx">{spine}</spine><guide>{guide}</guide></package>""",
        )
        archive.writestr("OPS/nav.xhtml", page(nav))
        archive.writestr("OPS/toc.ncx", f"<ncx>{ncx}</ncx>")
        for href, body in zip(chapters.values(), bodies, strict=True):
            archive.writestr(f"OPS/{href}", page(body))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def reading(folder: Path, data: bytes) -> Reading:
    (folder / "a.epub").write_bytes(data)
    return read(folder / "a.epub", folder)


def document(folder: Path, data: bytes) -> Document:
    (found,) = reading(folder, data).documents
    return found


def texts(folder: Path, *bodies: str) -> list[str]:
    return [block.text for block in document(folder, epub(*bodies)).blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>当時の<ruby>露西亜<rp>(</rp><rt>ロシア</rt></ruby>公使館</p>", "当時の露西亜公使館"),
        ("<p>d&eacute;tente&nbsp;&amp; more<!-- x --></p>", "détente\xa0& more"),
        ("<script src='x'/><p>本文</p>", "本文"),
        ("<p>not well-formed <b>as XML</p>", "not well-formed as XML"),
        ("<p><math><mi>E</mi><annotation>E_x</annotation></math></p>", "E"),
        ("<svg><title>cover</title></svg><nav>menu</nav><p>text</p>", "text"),
    ],
)
def test_a_chapter_is_read_as_a_reader_sees_it(tmp_path: Path, body: str, text: str) -> None:
    assert texts(tmp_path, body) == [text]


NAV = """<nav epub:type="toc"><ol><li><a href="text/1.xhtml">総説</a><ol>
    <li><a href="text/2.xhtml#x">Aims of the powers</a></li></ol></li></ol></nav>"""
NCX = """<navMap><navPoint><navLabel><text>総説</text></navLabel><content src="text/1.xhtml"/><navPoint>
    <navLabel><text>Aims of the powers</text></navLabel><content src="text/2.xhtml"/></navPoint></navPoint></navMap>"""


@pytest.mark.parametrize(("nav", "ncx"), [(NAV, ""), ("", NCX)])
def test_chapters_come_in_order_and_take_their_names_from_the_contents_where_they_have_none(
    tmp_path: Path, nav: str, ncx: str
) -> None:
    bodies = ("<h2>第一</h2><p>本文</p>", "<p>Text.</p>", "<p>end</p>")
    found = document(tmp_path, epub(*bodies, nav=nav, ncx=ncx))
    assert found.blocks == (
        Block("第一", 2, marks=(Mark(0, "item", "総説", 1),)),
        Block("本文"),
        Block("Aims of the powers", 2, marks=(Mark(0, "item", "Aims of the powers", 2),)),
        Block("Text."),
        Block("end", marks=(Mark(0, "item", "3", 3),)),
    )


def test_a_paragraph_that_says_the_name_of_the_chapter_is_its_heading(tmp_path: Path) -> None:
    found = document(tmp_path, epub("<p class='title'>総 説</p><p>本文</p>", nav=NAV))
    assert [(block.level, block.text) for block in found.blocks] == [(1, "総説"), (0, "本文")]


def test_the_contents_that_the_guide_names_are_no_text(tmp_path: Path) -> None:
    data = epub("<p>総説 3</p>", "<p>本文</p>", guide='<reference type="toc" href="text/1.xhtml"/>')
    assert [block.text for block in document(tmp_path, data).blocks] == ["本文"]


@pytest.mark.parametrize(
    ("bodies", "nav"),
    [
        (("<p>一<span epub:type='pagebreak' title='117'/>二</p>",
          "<hr role='doc-pagebreak' aria-label='118'/><p>three</p>"), ""),
        (("<p>一<a epub:type='pagebreak' id='x'>117</a>二</p>",
          "<div epub:type='pagebreak'>118</div><p>three</p>"), ""),
        (("<p>一<a id='p1'/>二</p>", "<p id='p2'>three</p>"),
         "<nav epub:type='page-list'><ol><li><a href='text/1.xhtml#p1'>117</a></li>"
         "<li><a href='text/2.xhtml#p2'>118</a></li></ol></nav>"),
    ],
)  # fmt: skip
def test_the_pages_of_the_print_are_marked_and_their_numbers_are_no_text(
    tmp_path: Path, bodies: tuple[str, ...], nav: str
) -> None:
    blocks = document(tmp_path, epub(*bodies, nav=nav)).blocks
    assert [block.text for block in blocks] == ["一二", "three"]
    assert [mark for block in blocks for mark in block.marks if mark.kind == "page"] == [
        Mark(1, "page", "117", 1),
        Mark(0, "page", "118", 2),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>承認<a epub:type='noteref' href='#n1'>*1</a>した。</p><p>Next.</p>"
        "<aside epub:type='footnote' id='n1'><p>Lot 66.</p></aside>",
        "<p>承認<sup><a id='r1' href='1.xhtml#n1'>[1]</a></sup>した。</p><p>Next.</p>"
        "<div><p id='n1'><a href='#r1'>1</a> Lot 66.</p></div>",
        "<p>承認<a role='doc-noteref' href='#n1'>1</a>した。</p><p>Next.</p>"
        "<ol><li id='n1' role='doc-endnote'><p>Lot 66. <a role='doc-backlink' href='#r'>↩</a></p></li></ol>",
    ],
)  # fmt: skip
def test_notes_are_blocks_behind_the_paragraph_that_refers_to_them(tmp_path: Path, body: str) -> None:
    assert document(tmp_path, epub(body)).blocks == (
        Block("承認した。", marks=(Mark(0, "item", "1", 1),)),
        Block("Lot 66.", marks=(Mark(0, "note", "1"),), kind="note"),
        Block("Next."),
    )


def test_a_link_to_a_chapter_that_links_back_is_no_reference_to_a_note(tmp_path: Path) -> None:
    body = "<p><a id='t' href='#s'>一</a></p><div id='s'><h2><a href='#t'>一</a></h2><p>本文</p></div>"
    assert texts(tmp_path, body) == ["一", "一", "本文"]


def test_a_row_of_a_table_is_one_block_and_a_note_of_another_chapter_is_a_note(tmp_path: Path) -> None:
    table = "<table><tr><td>艦名</td><td><p>Port</p><p>Arthur</p></td></tr></table>"
    table += "<p>x<a epub:type='noteref' href='2.xhtml#n'>1</a></p>"
    blocks = document(tmp_path, epub(table, "<aside epub:type='endnote' id='n'><p>Lot 66.</p></aside>")).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("艦名 | Port Arthur", "row"),
        ("x", ""),
        ("Lot 66.", "note"),
    ]


def test_a_table_that_only_frames_text_is_no_table(tmp_path: Path) -> None:
    body = "<table><tr><td><h2>総説</h2><p>A letter.</p></td><td/></tr><tr><td><p>一</p><p>二</p></td></tr></table>"
    blocks = document(tmp_path, epub(body)).blocks
    assert [(block.text, block.level, block.kind) for block in blocks] == [
        ("総説", 2, ""),
        ("A letter.", 0, ""),
        ("一", 0, ""),
        ("二", 0, ""),
    ]


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ("<dc:title>草枕</dc:title><dc:creator>夏目漱石</dc:creator><dc:date>1906-09</dc:date>"
         "<dc:language>ja-jp</dc:language><dc:publisher>春陽堂</dc:publisher>",
         ("草枕", ("夏目漱石",), "1906-09", "ja", "春陽堂")),
        ("<dc:creator opf:role='aut'>A</dc:creator><dc:creator opf:role='trl'>B</dc:creator>"
         "<dc:creator id='c'>C</dc:creator><meta refines='#c' property='role'>aut</meta>"
         "<dc:date opf:event='modification'>2020-01-01</dc:date>"
         "<dc:date opf:event='publication'>1906</dc:date>", ("a", ("A", "C"), "1906", "ja", "")),
        ("<dc:title>Untitled</dc:title><dc:date>2026-11-26T02:56:41Z</dc:date>"
         "<meta property='dcterms:modified'>2026-11-26T02:56:41Z</meta><dc:language>en</dc:language>",
         ("a", (), "", "ja", "")),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", ("a", (), "", "ja", "")),
    ],
)  # fmt: skip
def test_a_book_says_its_title_authors_date_language_and_publisher(
    tmp_path: Path, metadata: str, told: tuple[str, tuple[str, ...], str, str, str]
) -> None:
    found = document(tmp_path, epub("<p>山路を登りながら、こう考えた。</p>", metadata=metadata))
    assert (found.title, found.authors, found.date, found.lang, found.publisher) == told


def encryption(method: str) -> dict[str, str]:
    data = f'<e><EncryptedData><EncryptionMethod Algorithm="{method}"/></EncryptedData></e>'
    return {"META-INF/encryption.xml": data}


def test_scrambled_fonts_lock_no_book_and_a_missing_chapter_is_named(tmp_path: Path) -> None:
    whole = epub("<p>本文</p>", parts=encryption("http://www.idpf.org/2008/embedding"))
    assert reading(tmp_path, whole).notes == ()
    found = reading(tmp_path, epub("<p>本文</p>", "<p>gone</p>").replace(b"text/2", b"text/3"))
    assert found.notes == ("OPS/text/2.xhtml is listed but missing; the chapter was passed over",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            epub("<p>x</p>", parts=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")),
            r"locked by its seller \(DRM\)",
        ),
        (epub("<img src='1.jpg'/>", "<svg/>"), "none of its 2 chapters holds text, only pictures"),
        (epub("<p>x</p>").replace(b"book.opf", b"buch.opf"), "no e-book, though its name says so"),
        (b"PK\x03\x04 and no more", "not a whole file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        reading(tmp_path, data)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the test data in ../shared is not here")
def test_a_novel_with_ruby_is_read_in_thirteen_chapters() -> None:
    (found,) = read(SAMPLE, SAMPLE).documents
    assert (found.title, found.authors, found.lang) == ("草枕", ("夏目 漱石",), "ja")
    assert [block.text for block in found.blocks if block.level == 2][:3] == ["一", "二", "三"]
    assert "山路を登りながら、こう考えた。" in [block.text for block in found.blocks]
