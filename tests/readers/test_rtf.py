"""RTF is read as it is printed, in the encodings of its fonts, with notes behind their paragraphs."""

from pathlib import Path

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers import Reading, read
from indexer.readers.reading import File
from indexer.readers.rtf import rtf
from indexer.readers.rtf.rtf import CUT_OFF

HEAD = (
    rb"{\rtf1\ansi\ansicpg932\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset128 \'82\'6c;}{\f2\fcharset204 Tms Cyr;}}"
)
STYLES = (
    rb"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 h1;}{\s2\sbasedon1 below;}{\s3 heading 3;}{\s4 Title;}{\s5 Date;}}"
)


def escaped(text: str, encoding: str = "cp932") -> bytes:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding)).encode()


def reading(folder: Path, data: bytes) -> Reading:
    (folder / "a.rtf").write_bytes(data)
    return read(folder / "a.rtf", folder)


def document(folder: Path, body: bytes) -> Document:
    (found,) = reading(folder, HEAD + STYLES + body + b"}").documents
    return found


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (escaped("日ソ共同宣言、表、能、予"), "日ソ共同宣言、表、能、予"),  # 5C ends ソ 表 能 予
        (escaped("マンボウ"), "マンボウ"),  # 7D ends マ
        (rb"\'83A\'83\\\'83\}", "アソマ"),  # the second byte written as it is
        (rb"\'83" + b"\r\n" + rb"\'41", "ア"),
        (rb"\f2 " + escaped("Советский Союз", "cp1251"), "Советский Союз"),
        (rb"{\f2\'d1}{\f1" + escaped("国") + rb"}\f0 caf\'e9", "С国café"),
        (rb"\u12354?\u-30050?{\uc2\u26085\'93\'fa}\uc0\u26412", "あ語日本"),
        (rb"\u-10179?\u-8640?", "\U0001f640"),
        (rb"\f0 d\'e9tente \emdash  \ldblquote x\rdblquote\~y co\_op long\-er", "détente — “x” y co-op longer"),
        (rb"one\line two\tab three", "one\ntwo\tthree"),
        (rb"kept {\v secret}{\deleted gone}\v x\v0 and\plain  shown", "kept and shown"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt the dossier}}", "the dossier"),
        (rb"{\field{\*\fldinst EQ \\o\\ad(\\s\\up 9(\'83A),\'93\'fa)}{\fldrslt }}", "日"),
        (rb"{\*\unknown skipped}{\*\bkmkstart x}{\pict 00ff}{\header head}{\listtext 1.\tab}text", "text"),
        (rb"{\pict\bin5 }}}}}}text", "text"),
        (rb"{\upr{?}{\*\ud{\u26085?}}}", "日"),
    ],
)
def test_text_is_read_in_the_encoding_of_its_font(tmp_path: Path, body: bytes, text: str) -> None:
    assert [block.text for block in document(tmp_path, body).blocks] == [text]


def test_headings_title_and_date_are_known_by_their_styles(tmp_path: Path) -> None:
    body = rb"\pard\s4 " + escaped("覚書") + rb"\par\pard\s5 1956-10-19\par\pard\s1 " + escaped("総説") + rb"\par\pard"
    body += rb"\s2 below\par\pard\s3 third\par\pard\outlinelevel1 own\par\pard\s1\outlinelevel9 body\par"
    found = document(tmp_path, body)
    assert (found.title, found.date) == ("覚書", "1956-10-19")
    levels = [(block.level, block.text) for block in found.blocks]
    assert levels == [(1, "覚書"), (0, "1956-10-19"), (2, "総説"), (2, "below"), (4, "third"), (3, "own"), (0, "body")]


def test_notes_are_blocks_behind_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    body = rb"recognised{\super\chftn}{\footnote\pard\chftn  Lot 66.\par second}{\footnote\ftnalt end} it.\par Next."
    assert document(tmp_path, body).blocks == (
        Block("recognised it."),
        Block("Lot 66.\nsecond", marks=(Mark(0, "note", "1"),), kind="note"),
        Block("end", marks=(Mark(0, "note", "i"),), kind="note"),
        Block("Next."),
    )


def test_a_row_of_a_table_is_one_block_and_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt in a box\par}}{\shprslt in a box}}"
    body = (
        rb"a"
        + box
        + rb"\par\trowd\intbl Ship\cell x\par y\cell\row\trowd\intbl "
        + escaped("三笠")
        + rb"\cell\cell\row\pard b"
    )
    blocks = [(block.text, block.kind) for block in document(tmp_path, body).blocks]
    assert blocks == [("a", ""), ("in a box", ""), ("Ship | x\ny", "row"), ("三笠", "row"), ("b", "")]


def test_properties_say_title_author_and_what_was_added_by_hand(tmp_path: Path) -> None:
    info = rb"{\info{\title " + escaped("覚書") + rb"}{\author \u24163?\u21407?}{\creatim\yr2026\mo1}{\operator x}}"
    added = rb"{\*\userprops{\propname date}\proptype30{\staticval 1925-01-20}}"
    found = document(tmp_path, info + added + escaped("本文"))
    assert (found.title, found.authors, found.date, len(found.blocks)) == ("覚書", ("幣原",), "1925-01-20", 1)


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    found = reading(tmp_path, HEAD + rb"one\par two {\b three{\footnote note")
    assert found.notes == (CUT_OFF,)
    assert [block.text for block in found.documents[0].blocks] == ["one", "two three", "note"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1 " + b"{" * 300_000 + b"deep" + b"}" * 300_001, "more than 1000 deep"),
        (b"<html><p>no RTF</p></html>", "no RTF, though its name says so"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        rtf.read(File("a.rtf", data))
