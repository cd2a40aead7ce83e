"""Word documents are read as they would be printed, with their notes, tables and pages."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers import Reading, read
from indexer.readers.office import docx as reader
from indexer.readers.office.docx import OTHER_FORMAT
from indexer.readers.reading import File

SHARED = Path(__file__).parents[3] / "shared"
SAMPLE = SHARED / "data/formats/generated/okuma_gaiko_ruby.docx"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = """
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Kapitel"><w:name w:val="章見出し"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:styleId="a4"><w:name w:val="Date"/></w:style>
<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def part(name: str, kind: str, content: str) -> tuple[str, str, str]:
    return name, kind, f'<w:{kind} xmlns:w="{W}" xmlns:mc="mc" xmlns:m="m" xmlns:v="v">{content}</w:{kind}>'


def docx(body: str, notes: str = "", endnotes: str = "", core: str = "", custom: str = "") -> bytes:
    """A Word document with this body, these notes and these properties."""
    parts = [
        part("word/document.xml", "document", f"<w:body>{body}</w:body>"),
        part("word/styles.xml", "styles", STYLES),
        part("word/footnotes.xml", "footnotes", notes),
        part("word/endnotes.xml", "endnotes", endnotes),
    ]
    related = "".join(f'<R Id="{kind}" Type="{OFFICE}/{kind}" Target="/{name}"/>' for name, kind, _ in parts)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<R><R Id="1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></R>')
        archive.writestr("word/_rels/document.xml.rels", f"<R>{related}</R>")
        archive.writestr("docProps/core.xml", f'<c xmlns:dc="dc" xmlns:dcterms="dt">{core}</c>')
        archive.writestr("docProps/custom.xml", f"<c>{custom}</c>")
        for name, _, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def p(inner: str, properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    inner = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def styled(style: str, words: str) -> str:
    return p(words, f'<w:pStyle w:val="{style}"/>')


def reading(folder: Path, data: bytes, name: str = "a.docx") -> Reading:
    (folder / name).write_bytes(data)
    return read(folder / name, folder)


def document(folder: Path, data: bytes) -> Document:
    (found,) = reading(folder, data).documents
    return found


def texts(folder: Path, body: str) -> list[str]:
    return [block.text for block in document(folder, docx(body)).blocks]


RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ロシア</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>露西亜</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
BOX = "<w:txbxContent><w:p><w:r><w:t>写真の説明</w:t></w:r></w:p></w:txbxContent>"


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("The ambas") + run("sador's ", "<w:b/>") + run("cipher"), "The ambassador's cipher"),
        (run("日米安") + '<w:bookmarkStart w:name="x"/>' + run("全保障条約"), "日米安全保障条約"),
        ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r>", "一\n二\t三"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op de\u00adtente</w:t><w:softHyphen/></w:r>", "co-op detente"),
        (run("当時の") + RUBY + run("公使館"), "当時の露西亜公使館"),
        (f"<w:ins>{run('put in')}</w:ins><w:del>{run('x')}<w:r><w:delText>out</w:delText></w:r></w:del>", "put in"),
        (f"<w:moveFrom>{run('移動元')}</w:moveFrom><w:moveTo>{run('移動先')}</w:moveTo>", "移動先"),
        (run("公開") + run("非公開", "<w:vanish/>") + run("。", '<w:vanish w:val="0"/>'), "公開。"),
        (run("open ") + run("secret", '<w:rStyle w:val="Secret"/>'), "open"),
        (f"{BEGIN}{instruction('HYPERLINK x')}{SEPARATE}{run('the dossier')}{END}", "the dossier"),
        (f"{BEGIN}{instruction('IF ')}{BEGIN}{SEPARATE}{run('inner')}{END}{SEPARATE}{run('結果')}{END}", "結果"),
        (BEGIN + instruction(r"EQ \o\ad(\s\up 9(") + instruction("とうきょう),東京)") + END + run("都"), "東京都"),
        (f"{BEGIN}{instruction('XE entry')}{END}{run('本文')}", "本文"),
        (f'<w:fldSimple w:instr="DATE">{run("4 May 1961")}</w:fldSimple>', "4 May 1961"),
        (f"<w:hyperlink>{run('外務省')}</w:hyperlink><w:smartTag>{run('記録')}</w:smartTag>", "外務省記録"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('覚書')}</w:sdtContent></w:sdt>", "覚書"),
        ("<m:oMath><m:r><m:t>E=mc²</m:t></m:r></m:oMath>", "E=mc²"),
    ],
)  # fmt: skip
def test_a_paragraph_is_read_as_it_is_printed(tmp_path: Path, inside: str, text: str) -> None:
    assert texts(tmp_path, p(inside)) == [text]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (styled("1", "総説") + p("本文"), [(1, "総説"), (0, "本文")]),
        (styled("berschrift2", "Ziele") + styled("Kapitel", "第一章"), [(2, "Ziele"), (1, "第一章")]),
        (p("Aims", '<w:outlineLvl w:val="7"/>') + styled("Heading3", "x"), [(6, "Aims"), (3, "x")]),
        (p("body", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>') + styled("Loop", "y"), [(0, "body"), (0, "y")]),
        (styled("a3", "覚書") + styled("1", "総説"), [(1, "覚書"), (2, "総説")]),
        (styled("1", "so " * 120), [(0, ("so " * 120).strip())]),
    ],
)
def test_a_heading_is_known_by_its_style_or_its_place_in_the_outline(
    tmp_path: Path, body: str, found: list[tuple[int, str]]
) -> None:
    assert [(block.level, block.text) for block in document(tmp_path, docx(body)).blocks] == found


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (table(cell("艦名") + cell("Port"), cell("Ob") + cell("") + cell("x", "y")), ["艦名 | Port", "Ob | x\ny"]),
        (table(cell("外") + f"<w:tc>{table(cell('内') + cell('側'))}</w:tc>"), ["外 | 内 | 側"]),
        (table(f"<w:trPr><w:del/></w:trPr>{cell('gone')}", cell("left")), ["left"]),
        (table(f"<w:sdt><w:sdtContent>{cell('in a control')}</w:sdtContent></w:sdt>"), ["in a control"]),
    ],
)
def test_a_row_of_a_table_is_one_block(tmp_path: Path, body: str, found: list[str]) -> None:
    blocks = document(tmp_path, docx(body)).blocks
    assert [(block.text, block.kind) for block in blocks] == [(text, "row") for text in found]


def test_a_table_that_only_frames_text_is_no_table(tmp_path: Path) -> None:
    body = table(f"<w:tc>{styled('1', '総説')}{p('A letter.')}</w:tc>{cell('')}")
    blocks = document(tmp_path, docx(body)).blocks
    assert blocks == (Block("総説", 1), Block("A letter."))


def note(number: int, words: str) -> str:
    inside = p(f"<w:r><w:footnoteRef/></w:r>{run(' ' + words)}")
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_are_blocks_of_their_own_behind_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    body = p(run("承認した") + reference("footnote", 7) + run("。") + reference("endnote", 2)) + p("Next.")
    notes = note(-1, "separator") + note(7, "Lot 66 D 204.")
    endnotes = note(2, "外務省記録。").replace("footnote ", "endnote ").replace("footnote>", "endnote>")
    blocks = document(tmp_path, docx(body, notes, endnotes)).blocks
    assert blocks == (
        Block("承認した。"),
        Block("Lot 66 D 204.", marks=(Mark(0, "note", "1"),), kind="note"),
        Block("外務省記録。", marks=(Mark(0, "note", "i"),), kind="note"),
        Block("Next."),
    )


def test_a_text_box_is_read_once_behind_the_paragraph_that_holds_it(tmp_path: Path) -> None:
    both = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
    old = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
    assert texts(tmp_path, p(f"<w:r>{both}</w:r>{run('本文')}")) == ["本文", "写真の説明"]
    assert texts(tmp_path, p(f"<w:r>{old}</w:r>{run('text')}")) == ["text", "写真の説明"]


def test_a_field_that_is_never_closed_hides_no_other_paragraph(tmp_path: Path) -> None:
    assert texts(tmp_path, p(run("一") + BEGIN + instruction("PAGE")) + p("two")) == ["一", "two"]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next(tmp_path: Path) -> None:
    assert texts(tmp_path, p("日ソ", "<w:rPr><w:del/></w:rPr>") + p("共同宣言")) == ["日ソ共同宣言"]


def test_a_table_of_contents_and_a_request_to_fill_in_are_left_out(tmp_path: Path) -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>"
    assert texts(tmp_path, styled("11", "総説\t3") + prompt + p("本文")) == ["本文"]


PAGE = "<w:r><w:lastRenderedPageBreak/></w:r>"
ORDER = '<w:r><w:br w:type="page"/></w:r>'


def pages(blocks: tuple[Block, ...]) -> list[tuple[str, str, int]]:
    """What each mark of a page begins with, its label and number."""
    return [(block.text[mark.offset :][:4], mark.label, mark.number) for block in blocks for mark in block.marks]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("一頁") + p(run("まだ") + PAGE + run("二頁")), [("一頁", "1", 1), ("二頁", "2", 2)]),
        (p("one.") + p(ORDER) + p(PAGE + run("two.")), [("one.", "1", 1), ("two.", "2", 2)]),
        (p("one.") + p(ORDER) + p("two.") + p(PAGE + run("third")),
         [("one.", "1", 1), ("two.", "2", 2), ("thir", "3", 3)]),
        (p("one.") + p("two.", "<w:pageBreakBefore/>") + p(PAGE + run("third")),
         [("one.", "1", 1), ("two.", "2", 2), ("thir", "3", 3)]),
        (p("一") + p(PAGE) + p("二"), [("一", "1", 1), ("二", "2", 2)]),
        (p(run("a") + ORDER + run("no page is known")), []),
        (p("front", '<w:sectPr><w:pgNumType w:fmt="lowerRoman" w:start="11"/></w:sectPr>') + p(PAGE + run("body"))
         + '<w:sectPr><w:pgNumType w:start="1"/></w:sectPr>', [("fron", "xi", 1), ("body", "1", 2)]),
        (p("1") + table(*[f"<w:tc>{p(run('前') + PAGE + run('後'))}</w:tc>" * 2]) + p(PAGE + run("three")),
         [("1", "1", 1), ("後 | ", "2", 2), ("thre", "3", 3)]),
    ],
)  # fmt: skip
def test_pages_begin_where_word_last_laid_them_out(
    tmp_path: Path, body: str, found: list[tuple[str, str, int]]
) -> None:
    assert pages(document(tmp_path, docx(body)).blocks) == found


@pytest.mark.parametrize(
    ("core", "custom", "body", "told"),
    [
        ("<dc:title>覚書</dc:title><dc:creator>幣原喜重郎</dc:creator><dc:language>ja-JP</dc:language>", "", p("記"),
         ("覚書", ("幣原喜重郎",), "", "ja")),
        ("<dcterms:created>2023-01-01</dcterms:created>", '<p name="date"><v>1961-04-22T00:00</v></p>', p("A letter."),
         ("a", (), "1961-04-22", "en")),
        ("<dc:title>Microsoft Word - x.doc</dc:title><dc:creator>python-docx</dc:creator>", "", styled("1", "Aims"),
         ("Aims", (), "", "en")),
        ("<dc:title>Form 12</dc:title><dc:language>en-US</dc:language>", "",
         styled("a3", "日ソ共同宣言") + styled("a4", "1956-10-19"),
         ("日ソ共同宣言", (), "1956-10-19", "ja")),
    ],
)  # fmt: skip
def test_a_document_says_its_title_author_date_and_language_but_its_program_says_none(
    tmp_path: Path, core: str, custom: str, body: str, told: tuple[str, tuple[str, ...], str, str]
) -> None:
    found = document(tmp_path, docx(body, core=core, custom=custom))
    assert (found.title, found.authors, found.date, found.lang) == told


def test_what_is_embedded_in_another_format_is_named(tmp_path: Path) -> None:
    assert reading(tmp_path, docx(p("本文") + '<w:altChunk w:id="x"/>')).notes == (OTHER_FORMAT,)
    assert reading(tmp_path, docx("")).notes == ("there is no text in the file",)


WHOLE = docx(p("本文 text " * 500))
LISTED = b"PK\x01\x02\x14\x03\x14\x00"  # an entry of the list of parts; what follows says whether it is secured
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEEP = "<w:p>" * 300 + "</w:p>" * 300


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WHOLE[: len(WHOLE) // 2], "not a whole file"),
        (re.sub(rb"word/document.xml", b"word/dokument.xml", WHOLE), "of the kind that its name says"),
        (WHOLE.replace(LISTED + b"\x00", LISTED + b"\x01"), "secured with a password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "secured with a password"),
        (OLE + b"WordDocument", "an older binary office file"),
        (docx(DEEP), "more than 256 deep"),
        (docx(p("&passwd;")), "uses entities"),
        (docx(p("a" * 12_000_000)), "unpacks to far more than its size"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        reader.read(File("a.docx", data))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the test data in ../shared is not here")
def test_a_speech_with_ruby_keeps_its_base_text_and_loses_the_readings() -> None:
    (found,) = read(SAMPLE, SAMPLE).documents
    text = "\n".join(block.text for block in found.blocks)
    assert "諸君と此処" in text
    assert "ここ此処" not in text
    assert found.authors == ("大隈重信",)
