"""Presentations are read slide by slide in the order in which they are shown, whichever program wrote them."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers import read
from indexer.readers.office import odt, slides
from indexer.readers.reading import File

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:p="p" xmlns:a="a" xmlns:r="{OFFICE}" xmlns:mc="mc" xmlns:dgm="dgm"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_SPACES = " ".join(
    f'xmlns:{name}="{ODF}:{uri}:1.0"'
    for name, uri in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
                      ("presentation", "presentation"))
)  # fmt: skip


def zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def related(**targets: str) -> str:
    """Relations by id; the kind is the id without its number."""
    inside = (f'<R Id="{id}" Type="{OFFICE}/{id.rstrip("0123456789")}" Target="{to}"/>' for id, to in targets.items())
    return f"<R>{''.join(inside)}</R>"


def shape(kind: str, *lines: str) -> str:
    """A shape with these paragraphs; `kind` is that of its placeholder, empty for a text box."""
    place = f'<p:ph type="{kind}"/>' if kind else ""
    inside = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{inside}</p:txBody></p:sp>"


def drawn(*shapes: str) -> str:
    return f"<p:sld {SPACES}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


CELL = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
ROW = f"<a:tr>{CELL.format('三笠')}{CELL.format('15,140')}</a:tr>"
PPTX = zipped({
    "_rels/.rels": related(officeDocument="ppt/presentation.xml"),
    "ppt/presentation.xml": f"""<p:presentation {SPACES}><p:sldIdLst>
        <p:sldId id="256" r:id="slide2"/><p:sldId id="257" r:id="slide1"/></p:sldIdLst></p:presentation>""",
    "ppt/_rels/presentation.xml.rels": related(slide1="slides/slide1.xml", slide2="slides/slide2.xml"),
    "ppt/slides/slide1.xml": drawn(
        shape("", "before the title"), shape("title", "Ports\u00admouth"), shape("body", "First", "第二"),
        f"<p:grpSp>{shape('', 'grouped')}</p:grpSp>", shape("sldNum", "2"),
        f"<p:graphicFrame><a:tbl>{ROW}</a:tbl></p:graphicFrame>",
        '<p:graphicFrame><dgm:relIds r:dm="diagramData1"/></p:graphicFrame>',
    ),
    "ppt/slides/_rels/slide1.xml.rels": related(notesSlide1="../notes/n1.xml", diagramData1="../diagrams/d1.xml"),
    "ppt/slides/slide2.xml": drawn(shape("ctrTitle", "日露戦争の外交"), shape("subTitle", "講演者")),
    "ppt/notes/n1.xml": drawn(shape("sldImg"), shape("body", "話す内容", "more"), shape("sldNum", "2")),
    "ppt/diagrams/d1.xml": f"<d {SPACES}><dgm:pt><dgm:t><a:p><a:t>in a diagram</a:t></a:p></dgm:t></dgm:pt></d>",
})  # fmt: skip


def frame(kind: str, *lines: str) -> str:
    inside = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{inside}</draw:text-box></draw:frame>'


TABLE = "<table:table><table:table-row>{}</table:table-row></table:table>".format(
    "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in ("三笠", "15,140"))
)
ODP = zipped({
    "content.xml": f"""<office:document-content {ODF_SPACES}><office:body><office:presentation>
      <draw:page>{frame("title", "日露戦争の外交")}{frame("subtitle", "講演者")}</draw:page>
      <draw:page>{frame("", "before the title")}{frame("title", "Portsmouth")}{frame("outline", "First", "第二")}
        <draw:g>{frame("", "grouped")}</draw:g>{frame("page-number", "2")}<draw:frame>{TABLE}</draw:frame>
        {frame("", "in a diagram")}
        <presentation:notes>{frame("page", "2")}{frame("notes", "話す内容", "more")}</presentation:notes></draw:page>
      </office:presentation></office:body></office:document-content>""",
})  # fmt: skip


def document(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    (found,) = read(folder / name, folder).documents
    return found


@pytest.mark.parametrize(("name", "data"), [("a.pptx", PPTX), ("a.odp", ODP)])
def test_slides_come_in_order_with_title_text_tables_and_what_the_speaker_notes(
    tmp_path: Path, name: str, data: bytes
) -> None:
    found = document(tmp_path, name, data)
    assert (found.title, found.lang) == ("日露戦争の外交", "ja")
    assert found.blocks == (
        Block("日露戦争の外交", 1, marks=(Mark(0, "slide", "1", 1),)),
        Block("講演者"),
        Block("Portsmouth", 2, marks=(Mark(0, "slide", "2", 2),)),
        Block("before the title"),
        Block("First"),
        Block("第二"),
        Block("grouped"),
        Block("三笠 | 15,140", kind="row"),
        Block("in a diagram"),
        Block("話す内容\nmore", kind="note"),
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pptx", zipped({"x.txt": "x"}), "not of the kind that its name says"),
        ("a.odp", PPTX, "not of the kind that its name says"),
        ("a.odt", ODP, "an OpenDocument file, but no text"),
    ],
)
def test_a_file_of_another_kind_is_refused(name: str, data: bytes, reason: str) -> None:
    reader = odt if name.endswith(".odt") else slides
    with pytest.raises(ReadError, match=reason):
        reader.read(File(name, data))
