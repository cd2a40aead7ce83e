"""Recognised print in ALTO, PAGE and hOCR: pages by their labels, whole words, one text of each region."""

import pytest

from indexer.document import Block, Document, Mark
from indexer.readers.ocr import hocr
from indexer.readers.reading import File
from indexer.readers.text.hyphens import hidden, joined
from indexer.readers.web import markup
from indexer.readers.xml.xml import read as read_xml


def xml(source: str) -> Document:
    (document,) = read_xml(File("p/0001.xml", source.encode())).documents
    return document


def html(source: str) -> Document:
    (document,) = hocr.read(File("p/0001.hocr", source.encode())).documents
    return document


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def page_labels(document: Document) -> list[tuple[str, int]]:
    return [(mark.label, mark.number) for block in document.blocks for mark in block.marks if mark.kind == "page"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["disarma-", "ment talks"], "disarmament talks"),
        (["Verhand\u00ad", "lung über Än-", "derung"], "Verhandlung über Änderung"),
        (["the Anglo-", "Soviet pact"], "the Anglo-Soviet pact"),
        (["разору-", "жение"], "разоружение"),
        (["国 際 聯", "盟 の NATO 加盟"], "国際聯盟の NATO 加盟"),
        (["1961-", "1963"], "1961- 1963"),
    ],
)
def test_printed_lines_are_joined_as_their_language_does(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_in_a_text_kept_as_written_the_hyphens_of_broken_words_are_spans() -> None:
    text = "disarma\u00ad\nment, negotia-\n  tion, Anglo-\nSoviet"
    assert [text[start:end] for start, end in hidden(text)] == ["\u00ad\n", "-\n  "]


# ALTO


def alto(*pages: str, version: str = "3") -> Document:
    return xml(
        f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"><Layout>{"".join(pages)}</Layout></alto>'
    )


def words(line: str, gap: str = "<SP/>") -> str:
    return "<TextLine>" + gap.join(f'<String CONTENT="{word}"/>' for word in line.split()) + "</TextLine>"


def block(*lines: str, attributes: str = "") -> str:
    return f"<TextBlock {attributes}>{''.join(lines)}</TextBlock>"


HYPHENATED = block(
    '<TextLine><String CONTENT="of"/><SP/><String CONTENT="for" SUBS_TYPE="HypPart1" SUBS_CONTENT="foreign"/>'
    '<HYP CONTENT="-"/></TextLine>',
    '<TextLine><String CONTENT="eign" SUBS_TYPE="HypPart2" SUBS_CONTENT="foreign"/><SP/><String CONTENT="af"/>'
    '<HYP CONTENT="-"/></TextLine>',
    words("fairs in Moscow."),
)


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_alto_gives_a_broken_word_whole_and_once(version: str) -> None:
    assert texts(alto(f"<Page>{HYPHENATED}</Page>", version=version)) == ["of foreign affairs in Moscow."]


def test_an_abbreviation_stands_as_it_is_printed() -> None:
    string = '<String CONTENT="Dr." SUBS_TYPE="Abbreviation" SUBS_CONTENT="Doctor"/>'
    assert texts(alto(f"<Page>{block(f'<TextLine>{string}</TextLine>')}</Page>")) == ["Dr."]


def test_a_word_broken_by_the_end_of_a_page_is_whole_too() -> None:
    first = '<TextLine><String CONTENT="for" SUBS_TYPE="HypPart1" SUBS_CONTENT="foreign"/><HYP/></TextLine>'
    second = '<TextLine><String CONTENT="eign" SUBS_TYPE="HypPart2" SUBS_CONTENT="foreign"/></TextLine>' + words("x")
    document = alto(f"<Page>{block(first)}</Page>", f"<Page>{block(second)}</Page>")
    assert document.blocks == (Block("foreign x", marks=(Mark(0, "page", "1", 1), Mark(8, "page", "2", 2))),)


def test_running_heads_are_not_read_and_what_stands_beside_is_a_note() -> None:
    page = (
        f"<Page><TopMargin>{block(words('RUNNING HEAD'))}</TopMargin><LeftMargin>{block(words('欄外'))}</LeftMargin>"
        f"<PrintSpace><ComposedBlock>{block(words('本文。'))}</ComposedBlock></PrintSpace></Page>"
    )
    assert [(each.kind, each.text) for each in alto(page).blocks] == [("note", "欄外"), ("", "本文。")]


def test_zones_named_by_tags_are_known_for_what_they_are() -> None:
    tags = '<Tags><OtherTag ID="t" LABEL="RunningTitleZone"/><OtherTag ID="m" LABEL="MarginTextZone"/></Tags>'
    zones = block(words("Head"), attributes='TAGREFS="t"') + block(words("Side."), attributes='TAGREFS="m"')
    document = xml(f"<alto>{tags}<Layout><Page>{zones}{block(words('Text.'))}</Page></Layout></alto>")
    assert [(each.kind, each.text) for each in document.blocks] == [("note", "Side."), ("", "Text.")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        (['PRINTED_IMG_NR="xii" PHYSICAL_IMG_NR="12"', 'PHYSICAL_IMG_NR="13"'], [("xii", 1), ("13", 2)]),
        (['PHYSICAL_IMG_NR="0"', 'PHYSICAL_IMG_NR="1"'], [("1", 1), ("2", 2)]),
        (['ID="a"', 'ID="b"'], [("1", 1), ("2", 2)]),
    ],
)
def test_a_page_is_called_by_what_is_printed_on_it(attributes: list[str], expected: list[tuple[str, int]]) -> None:
    assert page_labels(alto(*(f"<Page {each}>{block(words('One.'))}</Page>" for each in attributes))) == expected


def test_blocks_follow_one_another_as_the_file_says() -> None:
    chained = block(words("Two."), attributes='ID="b"') + block(words("One."), attributes='ID="a" IDNEXT="b"')
    assert texts(alto(f"<Page>{chained}</Page>")) == ["One.", "Two."]
    order = '<ReadingOrder><OrderedGroup><ElementRef REF="a"/><ElementRef REF="b"/></OrderedGroup></ReadingOrder>'
    assert texts(alto(order, f"<Page>{chained.replace('IDNEXT', 'X')}</Page>")) == ["One.", "Two."]


@pytest.mark.parametrize("gap", ["<SP/>", ""])
def test_words_are_parted_by_spaces_and_japanese_is_not(gap: str) -> None:
    lines = (words("The legation", gap), words("waited 国 際", gap), words("聯 盟", gap))
    assert texts(alto(f"<Page>{block(*lines)}</Page>")) == ["The legation waited 国際聯盟"]


def test_a_file_without_words_is_noted() -> None:
    reading = read_xml(File("a.xml", b"<alto><Layout><Page/></Layout></alto>"))
    assert reading.notes == ("there is no text in the file",)


# PAGE


def page(regions: str, order: str = "", version: str = "2019-07-15", image: str = "0007.jpg") -> Document:
    return xml(
        f'<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}"><Page imageFilename="{image}">'
        f"{order}{regions}</Page></PcGts>"
    )


def given(text: str, index: int = 0) -> str:
    return f"<TextEquiv index='{index}'><Unicode>{text}</Unicode></TextEquiv>"


def region(name: str, *lines: str, attributes: str = "") -> str:
    inner = "".join(f"<TextLine>{given(line)}</TextLine>" for line in lines)
    return f'<TextRegion id="{name}" {attributes}>{inner}{given(chr(10).join(lines))}</TextRegion>'


ORDER = """<ReadingOrder><OrderedGroup><RegionRefIndexed index="2" regionRef="c"/><UnorderedGroupIndexed index="1">
<RegionRef regionRef="b"/></UnorderedGroupIndexed><RegionRefIndexed index="0" regionRef="a"/></OrderedGroup>
</ReadingOrder>"""


@pytest.mark.parametrize("version", ["2013-07-15", "2019-07-15"])
def test_page_gives_each_region_once_in_reading_order(version: str) -> None:
    document = page(
        region("c", "三。") + region("a", "The lega-", "tion waited.") + region("b", "Two."), ORDER, version
    )
    assert texts(document) == ["The legation waited.", "Two.", "三。"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<TextLine><Word>{given('One')}</Word><Word>{given('two')}</Word></TextLine>", "One two"),
        (f"<TextLine><Word><Glyph>{given('国')}</Glyph><Glyph>{given('際')}</Glyph></Word></TextLine>", "国際"),
        (given("only\nhere"), "only here"),
        (f"<TextLine>{given('')}<Word>{given('word')}</Word></TextLine>", "word"),
        (f"<TextLine>{given('worse', 1)}{given('better', 0)}</TextLine>", "better"),
    ],
)
def test_what_the_lines_lack_is_taken_from_below_or_above(inner: str, text: str) -> None:
    assert texts(page(f'<TextRegion id="r">{inner}</TextRegion>')) == [text]


def test_regions_are_headings_notes_rows_or_not_read_by_their_type() -> None:
    cells = "".join(
        f'<TextRegion><Roles><TableCellRole rowIndex="{row}" columnIndex="{column}"/></Roles>{given(text)}</TextRegion>'
        for row, column, text in ((1, 0, "1933"), (0, 1, "Event"), (0, 0, "Year"), (1, 1, "承認"))
    )
    document = page(
        region("a", "RUNNING", attributes='type="header"')
        + region("b", "第一章", attributes='custom="readingOrder {index:0;} structure {type:heading;}"')
        + region("c", "See p. 9.", attributes='type="footnote"')
        + region("d", "— 117 —", attributes='type="page-number"')
        + f'<TableRegion id="t">{cells}</TableRegion>'
    )
    assert document.blocks == (
        Block("第一章", 2, marks=(Mark(0, "page", "117", 1),)),
        Block("See p. 9.", kind="note"),
        Block("Year | Event", kind="row"),
        Block("1933 | 承認", kind="row"),
    )


@pytest.mark.parametrize(("image", "label"), [("0007.jpg", "7"), ("ms_p0012.tif", "12"), ("cover.png", "1")])
def test_a_page_without_a_number_is_called_by_that_of_its_picture(image: str, label: str) -> None:
    assert page_labels(page(region("a", "x"), image=image)) == [(label, 1)]


# hOCR

TESSERACT = """<html lang="en"><head><title></title></head><body>
<div class='ocr_page' title='image "a.png"; bbox 0 0 9 9; ppageno 0'><div class='ocr_carea'>
<p class='ocr_par' lang='jpn'><span class='ocr_line'><span class='ocrx_word'>国際</span>
<span class='ocrx_word'>聯</span>
</span><span class='ocr_line'><span class='ocrx_word'>盟</span></span></p></div></div>
<div class='ocr_page' title='ppageno 1'><p class='ocr_par'><span class='ocr_line'>disarma-</span>
<span class='ocr_line'>ment <strong>talks</strong> now</span></p></div></body></html>"""

OCROPUS = """<html><head><title>OCR Output</title></head><body><div class="ocr_page" title="file x.png">
<span class="ocr_line">The Soviet Union and the United States established diplomatic relations</span><br/>
<span class="ocr_line">in November 1933. Roosevelt received Litvinov in Washington and the two</span>
<span class="ocr_line">men exchanged letters.</span></div></body></html>"""

ABBYY = """<html><body><div class="ocr_page" title="lpageno xii"><div class="ocr_header">
<span class="ocr_line">HEAD</span></div><div class="ocrx_block"><p class="ocr_par">
<span class="ocrx_line"><span class="ocrx_word">One</span><span
class="ocrx_word">two.</span></span></p></div><h2 class="ocr_chapter"><span class="ocr_line">The End</span></h2>
<div class="ocr_pageno">12</div></div></body></html>"""


def test_tesseract_counts_pages_from_nought_and_parts_japanese_words() -> None:
    document = html(TESSERACT)
    assert document.blocks == (
        Block("国際聯盟", marks=(Mark(0, "page", "1", 1),)),
        Block("disarmament talks now", marks=(Mark(0, "page", "2", 2),)),
    )
    assert (document.lang, document.title) == ("ja", "0001")


def test_lines_that_nothing_holds_are_paragraphs_as_in_plain_text() -> None:
    (only,) = html(OCROPUS).blocks
    assert only.text.startswith("The Soviet Union and the United States established diplomatic relations in November")


def test_headings_are_known_and_running_heads_and_page_numbers_are_not_read() -> None:
    assert html(ABBYY).blocks == (Block("One two.", marks=(Mark(0, "page", "xii", 1),)), Block("The End", 2))


def test_a_page_about_recognised_print_is_none() -> None:
    (document,) = markup.read(File("a.html", b"<p>The class ocr_page holds a page.</p>")).documents
    assert texts(document) == ["The class ocr_page holds a page."]


def test_recognised_print_is_known_in_a_page_of_any_name() -> None:
    (document,) = markup.read(File("a.html", ABBYY.encode())).documents
    assert texts(document) == ["One two.", "The End"]
