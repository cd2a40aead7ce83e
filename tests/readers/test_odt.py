"""OpenDocument texts are read as they would be printed, with their notes, tables and pages."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers import read

ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{name}="{ODF}:{uri}:1.0"'
    for name, uri in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
STYLES = """
<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>
<style:style style:family="paragraph" style:name="P2" style:master-page-name="Standard">
  <style:paragraph-properties style:page-number="5"/></style:style>
<style:style style:family="paragraph" style:name="P3"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:family="text" style:name="T1"><style:text-properties text:display="none"/></style:style>
<style:style style:family="text" style:name="T2" style:parent-style-name="T2"/>
"""


def odt(body: str, meta: str = "", attributes: str = "", manifest: str = "") -> bytes:
    """A text with this body and these properties."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "content.xml",
            f"""<office:document-content {SPACES}>
            <office:automatic-styles>{STYLES}</office:automatic-styles>
            <office:body><office:text {attributes}>{body}</office:text></office:body></office:document-content>""",
        )
        archive.writestr("meta.xml", f'<d {SPACES} xmlns:dc="dc"><office:meta>{meta}</office:meta></d>')
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def document(folder: Path, data: bytes) -> Document:
    (folder / "a.odt").write_bytes(data)
    (found,) = read(folder / "a.odt", folder).documents
    return found


def texts(folder: Path, body: str) -> list[str]:
    return [block.text for block in document(folder, odt(body)).blocks]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("The fleet<text:s text:c='2'/>will\n  sail"), ["The fleet  will sail"]),
        (p("一<text:line-break/>二<text:tab/>三<text:s text:c='900000000'/>四"), ["一\n二\t三" + " " * 100 + "四"]),
        (p("<text:ruby><text:ruby-base>基</text:ruby-base><text:ruby-text>もと</text:ruby-text></text:ruby>"), ["基"]),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>" + p("kept<text:change/>."), ["kept."]),
        (p("公<text:span text:style-name='T1'>秘</text:span><text:span text:style-name='T2'>。</text:span>"), ["公。"]),
        (p("text<office:annotation><text:p>remark</text:p></office:annotation>."), ["text."]),
        (p("<text:a>外務省</text:a><text:title>記録</text:title>"), ["外務省記録"]),
        ("<text:list><text:list-item>" + p("one") + "<text:list><text:list-item>" + p("二")
         + "</text:list-item></text:list></text:list-item></text:list>", ["one", "二"]),
        ("<text:section text:display='none'>" + p("hidden") + "</text:section><text:section>" + p("shown")
         + "</text:section>", ["shown"]),
        ("<text:table-of-content>" + p("総説 3") + "</text:table-of-content>" + p("総説"), ["総説"]),
        (p("写真<draw:frame><svg:desc>alt</svg:desc><draw:text-box>" + p("説明") + "</draw:text-box></draw:frame>参照"),
         ["写真参照", "説明"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_read_as_it_is_printed(tmp_path: Path, body: str, found: list[str]) -> None:
    assert texts(tmp_path, body) == found


def test_headings_lie_below_the_title_and_notes_behind_their_paragraphs(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>*</text:note-citation><text:note-body>" + p("Lot 66.") + p("第一巻。")
    body = (
        p("覚書", "P1")
        + '<text:h text:outline-level="1">総説</text:h>'
        + p(f"承認{note}</text:note-body></text:note>した。")
    )
    found = document(tmp_path, odt(body))
    assert found.title == "覚書"
    assert found.blocks == (
        Block("覚書", 1),
        Block("総説", 2),
        Block("承認した。"),
        Block("Lot 66.\n第一巻。", marks=(Mark(0, "note", "*"),), kind="note"),
    )


def test_a_row_of_a_table_is_one_block_whatever_it_is_grouped_in(tmp_path: Path) -> None:
    def cells(*words: str) -> str:
        inner = "".join(f"<table:table-cell>{p(word)}</table:table-cell><table:covered-table-cell/>" for word in words)
        return f"<table:table-row>{inner}</table:table-row>"

    body = f"<table:table><table:table-header-rows>{cells('艦名', 'Port')}</table:table-header-rows>{cells('三笠', '')}"
    blocks = document(tmp_path, odt(body + "</table:table>")).blocks
    assert [(block.text, block.kind) for block in blocks] == [("艦名 | Port", "row"), ("三笠", "row")]


SOFT = "<text:soft-page-break/>"


def test_pages_begin_where_the_program_last_laid_them_out(tmp_path: Path) -> None:
    body = p("一頁") + p(f"まだ{SOFT}二頁") + p("三", "P3") + SOFT + p("四") + p("五", "P2")
    laid = document(tmp_path, odt(body, attributes='text:use-soft-page-breaks="true"')).blocks
    marks = [(block.text[mark.offset :], mark.label, mark.number) for block in laid for mark in block.marks]
    assert marks == [("一頁", "1", 1), ("二頁", "2", 2), ("三", "3", 3), ("四", "4", 4), ("五", "5", 5)]
    assert not any(block.marks for block in document(tmp_path, odt(body)).blocks)


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ("<dc:title>覚書</dc:title><meta:initial-creator>幣原喜重郎</meta:initial-creator><dc:creator>typist</dc:creator>"
         '<dc:date>2026-01-01</dc:date><meta:user-defined meta:name="date">1925-01-20</meta:user-defined>',
         ("覚書", ("幣原喜重郎",), "1925-01-20", "ja")),
        ("<dc:title>無題 1</dc:title><dc:creator>外務省</dc:creator><dc:language>en-US</dc:language>"
         "<meta:creation-date>2026-01-01</meta:creation-date>", ("a", ("外務省",), "", "ja")),
    ],
)  # fmt: skip
def test_a_document_says_its_title_author_date_and_language_but_its_program_says_none(
    tmp_path: Path, meta: str, told: tuple[str, tuple[str, ...], str, str]
) -> None:
    found = document(tmp_path, odt(p("一九二五年、国交を結んだ。"), meta))
    assert (found.title, found.authors, found.date, found.lang) == told


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("", manifest='<file-entry><encryption-data xmlns="m"/></file-entry>'), "secured with a password"),
        (odt("").replace(b"content.xml", b"konzept.xml"), "not of the kind that its name says"),
        (odt(p("&passwd;")), "uses entities"),
        (odt("").replace(b"PK", b"KP"), "not a whole file"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        document(tmp_path, data)
