"""How files of every format become documents, headings and paragraphs."""

import json
import lzma
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Block, Document
from indexer.errors import LibraryMissing, ReadError
from indexer.readers import READERS, Reading, read
from indexer.readers.encoding import decode
from indexer.readers.header import guess_language
from indexer.readers.residue import residue, without
from indexer.readers.text.plain import blocks

SHARED = Path(__file__).parents[3] / "shared"
FORMATS = SHARED / "data/formats"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the test data in ../shared is not here")

JA = "　一九三三年十一月、米国はソビエト連邦を承認し、両国の間に国交が結ばれた。"
EN = "In November 1933 the United States recognised the Soviet Union."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, name: str, content: str | bytes) -> Reading:
    """What is read from a file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, folder)


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks if block.level]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not block.level]


def hidden(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.hidden]


# Encodings


@pytest.mark.parametrize(
    "text", [JA, EN, "冷戦", "ソ連", "表ソ能予～①髙", "NATO拡大とロシアの反応。\n", "détente – “café”"]
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso2022_jp", "euc_jp", "cp932"]
)
def test_a_text_is_the_same_whatever_encoding_it_was_saved_in(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{encoding} has not all of these characters")
    assert decode(data) == text.replace("～", "〜" if encoding == "cp932" else "～")


def test_curly_quotes_of_western_windows_are_not_taken_for_kanji() -> None:
    text = "Gorbachev’s visit to “Truman’s” café – a détente"
    assert decode(text.encode("cp1252")) == text


def test_line_ends_become_line_feeds_and_the_byte_order_mark_goes() -> None:
    assert decode("\ufeff一\r\n二\r三\n".encode()) == "一\n二\n三\n"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x81", b"\xff\x00\xd8\xdf" * 9]
)
def test_what_is_no_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(ReadError, match="save it as UTF-8"):
        decode(data)


def test_the_encoding_that_a_page_names_settles_a_doubt_but_overrules_no_evidence() -> None:
    russian = "Советско-американские отношения".encode("koi8_r")
    assert decode(russian, "KOI8-R") == "Советско-американские отношения"
    assert decode(JA.encode("euc_jp"), "Shift_JIS") == JA
    assert decode(JA.encode("cp932"), "no-such-name") == JA


@needs_shared
def test_one_book_in_five_encodings_is_five_times_the_same_text() -> None:
    texts = {path.name: decode(path.read_bytes()) for path in (FORMATS / "encodings").glob("kojiki.*.txt")}
    assert len(texts) == 5
    assert len(set(texts.values())) == 1


# The door


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "a.txt: the file is empty"),
        ("a.md", " \n", "a.md: the file is empty"),
        ("a.xyz", "x", r"a.xyz: no reader for '.xyz'; Sakuin reads .txt, .text, .md"),
        ("a.txt", b"\xff\x00\xd8\xdf" * 9, "a.txt: not text in UTF-8"),
        ("a.csv", "id,title\n1,x\n", "a.csv: the first line names no column 'text'"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name_and_the_reason(
    source: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        written(source, name, content)


def test_a_file_that_is_not_there_is_a_read_error(source: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read(source / "gone.txt", source)


@pytest.mark.parametrize(
    ("name", "module", "package"), [("a.md", "markdown_it", "markdown-it-py"), ("a.html", "lxml.html", "lxml")]
)
def test_a_missing_library_is_named_with_the_way_to_install_it(
    source: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, package: str
) -> None:
    for room, reader in (("web", "webpage"), ("ocr", "hocr")):
        monkeypatch.delitem(sys.modules, f"indexer.readers.{room}.{reader}", raising=False)
        if f"indexer.readers.{room}" in sys.modules:
            monkeypatch.delattr(sys.modules[f"indexer.readers.{room}"], reader, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(LibraryMissing, match=f"pip install {package}"):
        written(source, name, "text")


LEAST = {
    ".jsonl": '\n{"text": "x"}',
    ".csv": "text\nx",
    ".tsv": "text\nx",
    **dict.fromkeys((".xml", ".tei", ".alto", ".ead", ".jats"), "<TEI><text>x</text></TEI>"),
    ".hocr": "<p class='ocr_page'>x</p>",
}
"""The least that a file of each kind can say."""


IN_ONE_FILE = ("text.plain", "web.markup", "tables.table", "xml.xml", "ocr.hocr")


@pytest.mark.parametrize("suffix", [suffix for suffix, module in READERS.items() if module in IN_ONE_FILE])
def test_a_document_is_named_by_its_place_below_the_source(source: Path, suffix: str) -> None:
    content = LEAST.get(suffix, "x")
    document = only(written(source, f"letters/1994/doc-01.ja{suffix.upper()}", content))
    assert document.path == f"letters/1994/doc-01.ja{suffix.upper()}"
    assert document.id.partition("#") == ("letters/1994/doc-01.ja", *(("#", "2") if "#" in document.id else ("", "")))
    assert paragraphs(document) == ["x"]


def test_a_single_file_as_source_is_named_by_its_name(source: Path) -> None:
    written(source, "alone.txt", EN)
    assert only(read(source / "alone.txt", source / "alone.txt")).id == "alone"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (JA, "ja"),
        (EN, "en"),
        ("日米安全保障條約", "ja"),
        ("Советский Союз", "ru"),
        ("", "en"),
        ("The words 冷戦 and Cold War mean the same", "en"),
        ("Cold War (れいせん)", "ja"),
    ],
)
def test_the_language_is_guessed_from_the_script(text: str, language: str) -> None:
    assert guess_language(text) == language


# Plain text


WRAPPED_EN = (
    "The Soviet Union and the United States established diplomatic relations\n"
    "in November 1933. Roosevelt received Litvinov in Washington and the two\n"
    "men exchanged letters. Nothing came of the debts. The ambassador left\n"
    "for Moscow in December.\n"
)
WRAPPED_JA = (
    "　諸君、今日私はこの神聖なる衆議院に向って口を開きますことは初めてであ\n"
    "ります。諸君と此処に御会い申して私の説を述べることは、甚だ私の光栄とす\n"
    "るところであります。\n"
)


@pytest.mark.parametrize("text", [WRAPPED_EN, WRAPPED_JA], ids=["en", "ja"])
def test_wrapped_lines_are_one_paragraph_with_its_line_breaks_kept(text: str) -> None:
    assert [block.text for block in blocks(text)] == [text.strip()]
    assert [block.text for block in blocks(f"{text}\n{text}")] == [text.strip()] * 2


def test_indented_wrapped_lines_begin_a_paragraph_without_a_blank_line() -> None:
    assert [block.text for block in blocks(WRAPPED_JA * 3)] == [WRAPPED_JA.strip()] * 3


@pytest.mark.parametrize("line", [JA.strip(), EN * 3], ids=["ja", "en"])
def test_lines_that_end_their_sentences_are_paragraphs(line: str) -> None:
    assert [block.text for block in blocks(f"{line}\n{line}x。\n{line}y。")] == [line, f"{line}x。", f"{line}y。"]


def test_every_bullet_is_a_paragraph_with_the_lines_that_hang_from_it() -> None:
    text = f"{EN}\n\n  • Bennett, Edward M. (1985)\n    • A second book (1990)\n  • Browder\n    carried on\n・項目\n"
    found = [block.text for block in blocks(text)][1:]
    assert found == ["• Bennett, Edward M. (1985)", "• A second book (1990)", "• Browder\n    carried on", "・項目"]


def structure(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in blocks(text) if block.level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"題名\n\nはじめに\n\n{JA}\n\nおわりに\n\n{JA}", [(1, "題名"), (2, "はじめに"), (2, "おわりに")]),
        (f"A Title\n\nOrigins\n\n{EN}\n\nThe end\n\n{EN}", [(1, "A Title"), (2, "Origins"), (2, "The end")]),
        (f"題名\n【要約】\n{JA}\n【参考】\n{JA}", [(1, "題名"), (2, "【要約】"), (2, "【参考】")]),
        (f"題\n\n第一部　戦争\n\n第1章 開戦\n\n{JA}", [(1, "題"), (2, "第一部 戦争"), (3, "第1章 開戦")]),
        (f"T\n\nPart I\n\nChapter 1. War\n\n{EN}", [(1, "T"), (2, "Part I"), (3, "Chapter 1. War")]),
        (f"題\n\n一、序説\n\n{JA}\n\n二、本論\n\n{JA}", [(1, "題"), (2, "一、序説"), (2, "二、本論")]),
        (f"# 題\n\n{JA}\n\n### 節\n\n{JA}\n\n短い行\n\n{JA}", [(1, "題"), (3, "節")]),
        (f"題名\n文書3\n覚書(1994年7月5日)\n{JA}", [(1, "題名"), (2, "文書3 覚書(1994年7月5日)")]),
        (f"T\n【Sum】\nDoc 01\nLetter (1994)\n{EN}", [(1, "T"), (2, "【Sum】"), (3, "Doc 01 Letter (1994)")]),
        ("題名\n\n年表\n\n・一九三三年\n・一九四一年", [(1, "題名"), (2, "年表")]),
    ],
)
def test_headings_are_known_by_their_form_or_their_place(text: str, expected: list[tuple[int, str]]) -> None:
    assert structure(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "飢饉の救援。1922年、ロシアにて。",
        "Relief work, Russia 1922.",
        "参照:",
        "See also:",
        "https://example.org/x",
        "「引用」",
        "Dear Boris,",
        "• item",
    ],
)
def test_captions_addresses_and_openings_are_no_headings(line: str) -> None:
    assert structure(f"題名\n\n{JA}\n\n{line}\n\n{JA}") == [(1, "題名")]


def test_a_line_that_recurs_is_a_legend_and_one_between_title_and_definition_a_subtitle() -> None:
    text = f"題名\n\n説明の行\n\n題名とは、{JA}\n\n甲国\n\n{JA}\n\n節\n\n{JA}\n\n甲国\n\n{JA}"
    assert structure(text) == [(1, "題名"), (2, "節")]


def test_the_last_line_of_a_letter_stays_text() -> None:
    assert structure(f"A Letter\n\n{EN}\n\nHarry S. Truman\n") == [(1, "A Letter")]


def test_spans_of_years_nest_by_what_they_hold_and_closing_sections_rise_to_the_top() -> None:
    text = "\n\n".join([
        "題", "経過", "第一期 (1900年 - 1910年)", "発端", JA, "展開", JA, "第二期 (1911-1950)", JA, "前半", JA,
        "終結 (1945年～1950年)", JA, "余波", JA, "注記", "文献", "• 一書",
    ])  # fmt: skip
    assert structure(text) == [
        (1, "題"), (2, "経過"), (3, "第一期 (1900年 - 1910年)"), (4, "発端"), (4, "展開"), (3, "第二期 (1911-1950)"),
        (4, "前半"), (4, "終結 (1945年～1950年)"), (5, "余波"), (2, "注記"), (2, "文献"),
    ]  # fmt: skip


ARTICLE = [
    (1, "米ソ関係"),
    (2, "歴史"),
    (3, "第二次世界大戦前 (1917年 - 1939年)"),
    (4, "臨時政府時代"),
    (4, "ソビエト・ロシアの成立後"),
    (4, "米国によるロシア飢饉救援策"),
    (4, "初期の貿易関係"),
    (4, "米国によるソ連承認"),
    (3, "第二次世界大戦期 (1939年 - 1945年)"),
    (3, "冷戦期 (1947年 - 1991年)"),
    (4, "デタント: 雪解け"),
    (4, "緊張関係の推移"),
    (5, "デタント期における緊張関係"),
    (5, "ソ連によるアフガニスタン侵攻: デタントの終焉"),
    (5, "新冷戦: 「悪の帝国」演説"),
    (4, "冷戦終結 (1989年 - 1991年)"),
    (5, "ソビエト連邦の崩壊"),
    (2, "脚注"),
    (2, "参考文献"),
    (2, "関連項目"),
]


@needs_shared
def test_a_saved_encyclopedia_article_has_its_headings_and_nothing_else_for_headings() -> None:
    path = next((SHARED / "seeds").glob("000_*.txt"))
    document = only(read(path, path.parent))
    assert (document.title, document.lang) == ("米ソ関係", "ja")
    assert headings(document) == ARTICLE
    assert sum(text.startswith("•") for text in paragraphs(document)) == 49


@needs_shared
def test_a_saved_page_of_letters_has_one_heading_for_each_letter() -> None:
    path = next((SHARED / "seeds").glob("004_*.txt"))
    document = only(read(path, path.parent))
    found = headings(document)
    assert found[1:3] == [(2, "【概要】"), (2, "【要約】")]
    assert found[3] == (3, "Doc 01 イエリツィンからクリントンへの書簡(1994年6月28日)")
    assert sum(level == 3 for level, _ in found) == 36
    assert {level for level, text in found if text.startswith("【") and level > 1} == {2}
    assert "参照:" in paragraphs(document)


# Residue of Wikipedia and Aozora Bunko


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("終了した[16]。次に[8][9]と[83]:117まで[要出典]", "終了した。次にとまで"),
        ("It ended.[12] Then[citation needed] it began[note 3].", "It ended. Then it began."),
        ("米国救援局英語版(ARA)とプーシキン広場ロシア語版に", "米国救援局(ARA)とプーシキン広場に"),
        ("『Amerika英語版』", "『Amerika』"),
        ("戦争と平和の英語版を出版した。英語版は", "戦争と平和の英語版を出版した。英語版は"),
        ("人民日報英語版と改訂英語版と戦争論英語版を刊行", "人民日報英語版と改訂英語版と戦争論英語版を刊行"),
        ("中央日報日本語版[1994]", "中央日報日本語版[1994]"),
        ("[Truman] said [sic]", "[Truman] said [sic]"),
    ],
)
def test_marks_of_a_saved_page_are_hidden_and_ordinary_words_are_not(text: str, searched: str) -> None:
    assert without(text, residue(text)) == searched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("熊襲《くまそ》の族。", ["《くまそ》"]),
        ("南｜亜米利加《アメリカ》へ。", ["｜", "《アメリカ》"]),
        ("より［＃「より」に傍点］遠く。", ["［＃「より」に傍点］"]),
        ("彼は《戦争と平和》を読む。", []),
    ],
)
def test_ruby_and_annotations_are_hidden(text: str, expected: list[str]) -> None:
    (block,) = blocks(text)
    assert (block.text, hidden(block)) == (text, expected)


AOZORA = """外交の方針
大隈重信

-------------------------------------------------------
【テキスト中に現れる記号について】

《》：ルビ
-------------------------------------------------------

［＃５字下げ］会期と用語［＃「会期と用語」は中見出し］

　総会は桑港《サンフランシスコ》で開会す。
［＃ここから大見出し］
昭和十七年
　（十二月）
［＃ここで大見出し終わり］
　※［＃「衄のへん＋絆のつくり」、U+8845、62-12］と※［＃二の字点、1-2-22］。
［＃改ページ］

底本：「演説談話集」岩波文庫
入力：誰か
"""


def test_a_file_of_aozora_bunko_gives_title_author_headings_and_edition(source: Path) -> None:
    document = only(written(source, "a.txt", AOZORA.replace("\n", "\r\n").encode("cp932")))
    assert (document.title, document.actors) == ("外交の方針", ("大隈重信",))
    assert document.source == "底本：「演説談話集」岩波文庫"
    assert dict(document.extra)["colophon"].endswith("入力：誰か")
    assert headings(document) == [(1, "外交の方針"), (3, "会期と用語"), (2, "昭和十七年 （十二月）")]
    assert paragraphs(document) == ["総会は桑港《サンフランシスコ》で開会す。", "衅と〻。"]
    assert hidden(document.blocks[2]) == ["《サンフランシスコ》"]
    assert document.authors == document.actors and document.authors
    translated = AOZORA.replace("\n\n", "\n山田太郎訳\n\n", 1)
    assert only(written(source, "b.txt", translated.encode("cp932"))).authors == document.authors


@needs_shared
def test_the_aozora_files_are_read_with_title_and_headings_and_without_signs() -> None:
    for path in (FORMATS / "txt_shift_jis").glob("*.txt"):
        document = only(read(path, path.parent))
        assert document.blocks[0] == Block(document.title, 1)
        assert "テキスト中に現れる" not in "".join(paragraphs(document))
        assert not any("［＃" in text or "《" in text for _, text in headings(document))
        searched = "".join(without(block.text, block.hidden) for block in document.blocks)
        assert "《" not in searched or path.name.startswith("kiyosawa")
        assert "［＃" not in searched


# Markdown


FRONT = """---
id: nato-01.ja
title: "書簡: 一"
lang: ja
date: 1994-06-28
source: 文書館
actors: [yeltsin, クリントン]
parallel: nato-01.en
doc: nato
box: 0012
---
"""


def test_front_matter_describes_the_document_as_written(source: Path) -> None:
    document = only(written(source, "a.md", FRONT + "# 書簡\n\n本文。\n"))
    assert (document.id, document.title, document.lang) == ("nato-01.ja", "書簡: 一", "ja")
    assert (document.date, document.source, document.work) == ("1994-06-28", "文書館", "nato")
    assert (document.actors, document.parallel) == (("yeltsin", "クリントン"), "nato-01.en")
    assert document.extra == (("box", "0012"),)
    assert document.blocks == (Block("書簡", 1), Block("本文。"))


def test_front_matter_may_name_its_keys_in_japanese(source: Path) -> None:
    front = "---\n件名: 甲\n著者: 乙\n日付: 昭和25年5月26日\ncreated: 2024-01-05\n---\n\n本文。\n"
    document = only(written(source, "a.md", front))
    assert (document.title, document.authors, document.date) == ("甲", ("乙",), "昭和25年5月26日")


@pytest.mark.parametrize(
    ("front", "note"),
    [
        ("---\ntitle: [open\n---\n", "front matter, line 3"),
        ("---\n- a: 1\n- b\n---\n", "not a list of `key: value` lines"),
        ("---\ntitle: x\n\n", "no second line"),
    ],
)
def test_broken_front_matter_is_noted_and_the_text_is_read(source: Path, front: str, note: str) -> None:
    reading = written(source, "a.md", front + "\n本文。\n")
    assert note in reading.notes[0]
    assert "本文。" in paragraphs(only(reading))


def test_a_rule_at_the_head_is_no_front_matter(source: Path) -> None:
    assert paragraphs(only(written(source, "a.md", "---\n\n本文。\n\n---\n\n終わり。\n"))) == ["本文。", "終わり。"]


def test_markdown_gives_headings_items_rows_and_words_without_marks(source: Path) -> None:
    text = "Title\n=====\n\nA **bold** [link](x.md)\nand <ruby>此処<rt>ここ</rt></ruby>.[1]\n\n## 節 `code`\n\n"
    text += "1. one\n2. two\n\n| 年 | 事 |\n|---|---|\n| 1933 | 承認 |\n\n> quoted\n\n"
    text += "<div>html <b>bold</b></div>\n\n    x = 1\n"
    document = only(written(source, "a.md", text))
    assert document.title == "Title"
    assert headings(document) == [(1, "Title"), (2, "節 code")]
    assert paragraphs(document) == [
        "A bold link\nand 此処.[1]", "one", "two", "年 | 事", "1933 | 承認", "quoted", "html bold", "x = 1",
    ]  # fmt: skip
    assert hidden(document.blocks[1]) == ["[1]"]


# HTML


PAGE = """<?xml version="1.0" encoding="{charset}"?>
<html lang="ja-JP"><head><meta charset="{charset}"><title>外交の
 方針</title><style>p {{}}</style></head><body>
<nav><a href="/">ホーム</a></nav><h1>外交の方針</h1>
<p>諸君と<ruby><rb>此処</rb><rp>（</rp><rt>ここ</rt><rp>）</rp></ruby>に
   会うは<b>光栄</b>である[1]。</p><ul><li>一つ</li><li>二つ</li></ul>
<table><tr><td>1933</td><td>承認</td></tr></table><!-- no --><script>x()</script></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "euc-jp", "Shift_JIS", "iso-2022-jp"])
@pytest.mark.parametrize("suffix", ["html", "htm", "xhtml"])
def test_a_page_gives_its_title_language_and_text_without_readings(source: Path, charset: str, suffix: str) -> None:
    document = only(written(source, f"a.{suffix}", PAGE.format(charset=charset).encode(charset)))
    assert (document.title, document.lang) == ("外交の 方針", "ja")
    assert headings(document) == [(1, "外交の方針")]
    assert paragraphs(document) == ["諸君と此処に会うは光栄である[1]。", "一つ", "二つ", "1933 | 承認"]
    assert hidden(document.blocks[1]) == ["[1]"]


@pytest.mark.parametrize("page", ["<!-- x -->", "<html></html>", "<p> </p>"])
def test_a_page_without_words_is_noted(source: Path, page: str) -> None:
    reading = written(source, "a.html", page)
    assert (only(reading).blocks, reading.notes) == ((), ("there is no text in the file",))


def test_deeply_nested_pages_are_read(source: Path) -> None:
    assert paragraphs(only(written(source, "a.html", "<div>" * 1000 + JA + "</div>" * 1000)))[-1] == JA.strip()


@needs_shared
def test_pages_found_in_the_wild_lose_no_text() -> None:
    euc = FORMATS / "generated/okuma_gaiko.euc.html"
    text = "".join(paragraphs(only(read(euc, euc.parent))))
    assert "諸君と此処に御会い申して私の説を述べることは、甚だ私の光栄" in text
    assert len(text) > 3400
    aozora = FORMATS / "html/aozora_chukiichiran_kinyurei.html"
    document = only(read(aozora, aozora.parent))
    assert "他日これを記してその功徳を表し、もって世人の亀鑑に供すべし。" in "".join(paragraphs(document))
    assert (3, "学問のすゝめ 八編") in headings(document)


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("https://a.example/書簡/1", "https:/a.example/書簡/1"),
        ("/letters//12/", "letters/12"),
        ("a/../b/./c", "a/b/c"),
        ("第一\n書簡", "第一 書簡"),
        ("a\u2028b\tc", "a b c"),
        ("..", "own"),
        ("/", "own"),
        ("a?b#c%20d", "a?b#c%20d"),
        ("箱　12", "箱　12"),
    ],
)
def test_an_id_can_be_the_end_of_an_address(source: Path, typed: str, id_: str) -> None:
    row = json.dumps({"id": typed, "doc": typed, "parallel": typed, "text": "本文。"})
    document = only(written(source, "a.jsonl", row + "\n"))
    fallen = id_ == "own"
    assert document.id == ("a#1" if fallen else id_)
    assert (document.work, document.parallel) == (("", "") if fallen else (id_, id_))


@pytest.mark.parametrize(
    ("title", "line"),
    [("条約\nの件", "条約 の件"), ("A treaty\r\n of 1951\u2029", "A treaty of 1951"), ("第一　条約", "第一　条約"),
     (["条約", "Treaty"], "条約; Treaty"), ("\x00制\x07御\x1f", "制 御")],
)  # fmt: skip
def test_what_a_document_says_of_itself_is_in_one_line(source: Path, title: object, line: str) -> None:
    said = dict.fromkeys(("title", "type", "archive", "publisher", "source"), title)
    author = title if isinstance(title, list) else [title]
    document = only(written(source, "a.jsonl", json.dumps({**said, "author": author, "text": "本文。"}) + "\n"))
    assert {document.title, document.type, document.archive, document.publisher, document.source} == {line}
    assert "; ".join(document.authors) == line


@pytest.mark.parametrize("name", ["null.txt", "~.txt", "[].txt"])
def test_a_file_may_be_called_as_what_says_nothing(source: Path, name: str) -> None:
    document = only(written(source, name, "本文。\n"))
    assert (document.id, document.title) == (name[:-4], name[:-4])


# Tables


def test_rows_of_json_lines_are_documents(source: Path) -> None:
    text = '{"id": 7, "title": "書簡", "year": 1920, "actors": ["甲", "乙"], "doc": "w", "n": [1], '
    text += '"text": "本文。\\n\\n二つ目。"}\n'
    document = only(written(source, "a.jsonl", text))
    assert (document.id, document.title, document.lang, document.date) == ("7", "書簡", "ja", "1920")
    assert (document.actors, document.work, document.extra) == (("甲", "乙"), "w", (("n", "[1]"),))
    assert document.blocks == (Block("本文。\n\n二つ目。"),)


@pytest.mark.parametrize("actors", ["truman; 吉田茂", "truman、吉田茂", '["truman", "吉田茂"]', "；truman;;吉田茂;"])
def test_actors_are_parted_by_semicolon_or_comma_or_given_as_a_list(source: Path, actors: str) -> None:
    row = f'"{actors.replace(chr(34), chr(34) * 2)}",text'
    assert only(written(source, "a.csv", f"actors,text\n{row}\n")).actors == ("truman", "吉田茂")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("[1]", "line 2: not a JSON object"),
        ("{bad", "line 2: not JSON"),
        ('{"title": "t"}', "line 2: no text"),
        ('{"text": 5}', "line 2: its text is not a string"),
        ("[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_bad_line_of_json_is_noted_and_loses_no_other(source: Path, line: str, note: str) -> None:
    reading = written(source, "a.jsonl", f'{{"text": "one"}}\n{line}\n\n{{"text": "two"}}\n')
    assert [document.id for document in reading.documents] == ["a#1", "a#4"]
    assert [document.lang for document in reading.documents] == ["en", "en"]
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith(note)


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ('2,b,"open', "line 3: not a row of 3 cells"),
        ('2,"open,b', "line 3: not a row of 3 cells"),
        ("2,b,c,d", "line 3: not a row of 3 cells"),
        ("2,b", "line 3: no text"),
        ("2,b,", "line 3: no text"),
    ],
)
@pytest.mark.parametrize("separator", [",", "\t"], ids=["csv", "tsv"])
def test_a_bad_row_of_a_table_is_noted_and_loses_no_other(source: Path, row: str, note: str, separator: str) -> None:
    rows = f'ID,Title,text\n1,甲,"一\n行目"\n{row}\n3,a 5" gun,three\n4,"a ""q""",four\n'
    rows = rows.replace(",", separator)
    reading = written(source, "a.csv" if separator == "," else "a.tsv", rows)
    assert [document.id for document in reading.documents] == ["1", "3", "4"]
    assert [document.title for document in reading.documents] == ["甲", 'a 5" gun', 'a "q"']
    assert [text.partition(";")[0] for text in reading.notes] == [note.replace("line 3", "line 4")]


def test_half_a_surrogate_pair_in_json_is_replaced(source: Path) -> None:
    assert paragraphs(only(written(source, "a.jsonl", '{"text": "a\\ud800b"}'))) == ["a\ufffdb"]


def test_a_long_table_is_read_in_linear_time(source: Path) -> None:
    started = time.monotonic()
    reading = written(source, "a.csv", "text\n" + '"open\n' * 20_000 + "last\n")
    assert len(reading.documents) >= 1
    assert time.monotonic() - started < 20


@needs_shared
def test_a_hundred_thousand_rows_take_some_ten_times_as_long_as_their_json(source: Path) -> None:
    with lzma.open(SHARED / "data/scale/scale-100k.jsonl.xz") as packed:
        data = packed.read()
    started = time.thread_time()
    rows = [json.loads(line) for line in data.splitlines()]
    parsed = time.thread_time()
    reading = written(source, "scale.jsonl", data)
    assert (len(reading.documents), reading.notes) == (len(rows), ()) == (100_000, ())
    assert time.thread_time() - parsed < 30 * (parsed - started)


# Whatever is written


@given(st.lists(st.sampled_from([JA, EN, "短い行", "Doc 3", "• x", "[12]", "# y", "\n\n"]) | st.text(max_size=20)))
def test_no_letter_is_lost_from_plain_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = blocks(text)
    assert "".join(filter(str.isalpha, "".join(block.text for block in found))) == "".join(filter(str.isalpha, text))
    for block in found:
        assert block.text.strip()
        assert all(0 <= start < end <= len(block.text) for start, end in block.hidden)
