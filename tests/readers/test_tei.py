"""TEI: a volume of documents, a letter, a corpus, a book; what stands in the text once, with its pages and notes."""

import time
from pathlib import Path

import pytest
from lxml import etree

from indexer.document import Block, Document, Mark
from indexer.readers import read
from indexer.readers.reading import File, Reading
from indexer.readers.xml.xml import read as read_xml

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the test data in ../shared is not here")

TITLE = "<titleStmt><title>書簡集</title><author>吉田茂</author></titleStmt>"
NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'


def tei(text: str, header: str = f"<fileDesc>{TITLE}</fileDesc>", attributes: str = "") -> Reading:
    """What is read from a TEI file with this text and this header."""
    source = f"<TEI {NAMESPACES}><teiHeader>{header}</teiHeader><text {attributes}>{text}</text></TEI>"
    return read_xml(File("letters/vol.xml", source.encode()))


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def blocks(text: str) -> tuple[Block, ...]:
    return only(tei(f"<body>{text}</body>")).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


# The words


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<p>The <choice><orig>kinge</orig><reg>king</reg></choice> wrote.</p>", "The kinge wrote."),
        ("<p><choice><corr>Khrushchev</corr><sic>Kruschev</sic></choice></p>", "Kruschev"),
        ("<p><choice><abbr>Amb.</abbr><expan>Ambassador</expan></choice> Grew</p>", "Amb. Grew"),
        ("<p>the <expan>Dep<ex>artmen</ex>t</expan></p>", "the Department"),
        ("<p>a <subst><del>red</del><add>blue</add></subst> flag</p>", "a blue flag"),
        ("<p><app><lem>war</lem><rdg>peace</rdg></app></p>", "war"),
        ("<p>negotia-<lb break='no'/>tion</p>", "negotiation"),
        ("<p>disarma-<lb/>\n ment talks<lb/>opened</p>", "disarmament talks opened"),
        ("<p>Anglo-<lb/>Soviet</p>", "Anglo-Soviet"),
        ("<p>日<lb/>本\n   国</p>", "日本国"),
        ("<p>新渡戸<ruby><rb>稲造</rb><rt>いなぞう</rt></ruby>は</p>", "新渡戸稲造は"),
        ("<p>he <gap reason='illegible'/> left<supplied>.</supplied></p>", "he […] left."),
        ("<p>the <milestone unit='section'/>text</p>", "the text"),
        ("<p>one</p><fw>RUNNING HEAD</fw>", "one"),
        ("<lg><l>古池や</l><l>蛙飛びこむ</l></lg>", "古池や\n蛙飛びこむ"),
        ("<list><label>1.</label><item>承認</item></list>", "1. 承認"),
        ("<opener>Moscow, <date>5 May</date></opener>", "Moscow, 5 May"),
        ("<p>&eacute;t&eacute;&nbsp;1961</p>", "été\u00a01961"),
    ],
)
def test_what_stands_in_the_text_is_read_once(written: str, read_as: str) -> None:
    assert texts(written) == [read_as]


def test_headings_lists_and_rows_are_blocks_of_their_kind() -> None:
    found = blocks(
        "<div><head>第一章</head><p>before<list><head>List</head><item>one</item><item>two</item></list>behind</p>"
        "<div><head>Table</head><table><head>T</head><row><cell><p>甲</p><p>乙</p></cell><cell/><cell>1933</cell></row>"
        "<row><cell>丙</cell><cell/></row></table></div></div>"
    )
    assert [(block.level, block.kind, block.text) for block in found] == [
        (2, "", "第一章"), (0, "", "before"), (0, "", "List"), (0, "", "one"), (0, "", "two"), (0, "", "behind"),
        (3, "", "Table"), (0, "", "T"), (0, "row", "甲 乙 |  | 1933"), (0, "row", "丙"),
    ]  # fmt: skip


def test_a_page_break_cuts_no_paragraph_and_a_note_has_the_page_of_its_reference() -> None:
    found = blocks(
        "<pb n='xii'/><p>begun <note n='3'>See p. 9.</note> here <pb n='1'/>against Cuba.</p><pb n='2'/><p>終わり</p>"
    )
    assert found == (
        Block("begun here against Cuba.", marks=(Mark(0, "page", "xii", 1), Mark(11, "page", "1", 2))),
        Block("See p. 9.", marks=(Mark(0, "note", "3"), Mark(0, "page", "xii", 1)), kind="note"),
        Block("終わり", marks=(Mark(0, "page", "2", 3),)),
    )


def test_milestones_may_say_the_pages_and_p4_is_read_too() -> None:
    source = "<TEI.2><teiHeader><fileDesc><titleStmt><title>旧版</title></titleStmt></fileDesc></teiHeader><text><body>"
    source += "<milestone unit='page' n='3'/><p>本文。</p></body></text></TEI.2>"
    document = only(read_xml(File("a.xml", source.encode())))
    assert (document.title, document.blocks) == ("旧版", (Block("本文。", marks=(Mark(0, "page", "3", 1),)),))


def test_notes_gathered_at_the_end_stand_behind_what_refers_to_them() -> None:
    found = blocks(
        "<p>承認<ref target='#n1'>1</ref>した。</p><p>next</p>"
        "<div type='notes'><note xml:id='n1' n='1'><p>一九三三年。</p></note><note xml:id='n2'>alone</note></div>"
    )
    assert [(block.kind, block.text) for block in found] == [
        ("", "承認した。"), ("note", "一九三三年。"), ("", "next"), ("note", "alone"),
    ]  # fmt: skip
    assert found[1].marks == (Mark(0, "note", "1"),)


def test_a_note_that_refers_to_itself_is_not_lost() -> None:
    note = "<div><note xml:id='a'>first <ref target='#a'>here</ref></note></div>"
    assert texts(note) == ["first here"]


# A volume of documents

VOLUME = """<front><titlePage><docTitle><titlePart>外交文書</titlePart></docTitle></titlePage><pb n="III"/>
<div xml:id="persons"><head>Persons</head><list><item><persName xml:id="p_K">Khrushchev, Nikita S.</persName>, Chairman
</item></list></div></front><body><pb n="1"/><div type="compilation"><head>Exchanges</head>
<div type="document" xml:id="d1" n="1" frus:doc-dateTime-min="1961-04-18T14:00:00+03:00"
 frus:doc-dateTime-max="1961-04-18T14:00:00+03:00"><head>1. Telegram From <persName corresp="#p_K" type="from">
Khrushchev</persName> to <gloss type="to">the Department</gloss><note n="0">Source: Kennedy Library, Lot 66 D 204.
Secret.</note></head><dateline><placeName>Moscow</placeName></dateline><p>Mr. President <pb n="2"/>wrote.</p></div>
<div type="document" xml:id="d2"><head>2. Message</head><p>覚書 of <date when="1900-01-01">1900</date></p>
<closer><date from="1961-05-01" to="1961-05-03">May</date></closer></div></div></body>
<back><div xml:id="index"><head>Index</head><p>Cuba, 1</p></div></back>"""


def test_a_volume_has_a_document_for_each_of_its_documents_and_loses_nothing_between() -> None:
    reading = tei(VOLUME)
    assert [(document.id, document.title, document.date, document.work) for document in reading.documents] == [
        ("letters/vol", "書簡集", "", ""),
        ("letters/vol#persons", "Persons", "", "letters/vol"),
        ("letters/vol#d1", "1. Telegram From Khrushchev to the Department", "1961-04-18", "letters/vol"),
        ("letters/vol#d2", "2. Message", "1961-05-01/1961-05-03", "letters/vol"),
        ("letters/vol#index", "Index", "", "letters/vol"),
    ]
    words = [block.text for document in reading.documents for block in document.blocks]
    assert words == [
        "外交文書", "Exchanges", "Persons", "Khrushchev, Nikita S., Chairman",
        "1. Telegram From Khrushchev to the Department", "Source: Kennedy Library, Lot 66 D 204. Secret.", "Moscow",
        "Mr. President wrote.", "2. Message", "覚書 of 1900", "May", "Index", "Cuba, 1",
    ]  # fmt: skip


def test_what_was_sent_with_a_document_lies_below_its_title() -> None:
    inner = "<frus:attachment><head>Enclosure</head><p>x</p></frus:attachment><div><head>Annex</head><p>y</p></div>"
    (document,) = tei(f"<body><div type='document' n='7'><head>Note</head>{inner}</div></body>").documents
    assert [(block.level, block.text) for block in document.blocks if block.level] == [
        (1, "Note"), (2, "Enclosure"), (2, "Annex"),
    ]  # fmt: skip
    assert document.id == "letters/vol#7"


def test_a_document_of_a_volume_says_who_where_and_on_which_page() -> None:
    _, _, first, second, _ = tei(VOLUME).documents
    assert (first.authors, first.actors) == (("Khrushchev, Nikita S.",), ("Khrushchev, Nikita S.",))
    assert (first.archive, first.source) == ("Kennedy Library, Lot 66 D 204", "書簡集")
    extra = dict(first.extra)
    assert (extra["recipient"], extra["places"], extra["chapter"]) == ("the Department", "Moscow", "Exchanges")
    assert first.blocks[0].marks == (Mark(0, "page", "1", 2),)
    assert first.blocks[3].marks == (Mark(14, "page", "2", 3),)
    assert second.blocks[0].marks == (Mark(0, "page", "2", 3),)


def test_a_corpus_and_a_group_of_texts_are_several_documents() -> None:
    one = f"<TEI><teiHeader><fileDesc>{TITLE}</fileDesc></teiHeader><text><body><p>甲</p></body></text></TEI>"
    corpus = read_xml(File("c.tei", f"<teiCorpus {NAMESPACES}>{one}{one}</teiCorpus>".encode()))
    assert [(document.id, document.title) for document in corpus.documents] == [("c#1", "書簡集"), ("c#2", "書簡集")]
    group = tei(
        "<group><text xml:id='a'><body><head>One</head><p>x</p></body></text><text><body><p>y</p></body></text></group>"
    )
    assert [(document.id, document.title) for document in group.documents] == [
        ("letters/vol#a", "One"), ("letters/vol#2", "書簡集 [2]"),
    ]  # fmt: skip


# A letter, a book


def test_a_letter_says_who_wrote_to_whom_and_when() -> None:
    letter = (
        "<profileDesc><correspDesc><correspAction type='sent'><persName>Joseph C. Grew</persName><settlement>Tokyo"
        "</settlement><date when='1941-11-03'/></correspAction><correspAction type='received'><persName>Cordell Hull"
        "</persName></correspAction></correspDesc><langUsage><language ident='eng'>English</language></langUsage>"
        "</profileDesc>"
    )
    source = (
        "<fileDesc><titleStmt><title>Grew to Hull</title></titleStmt><publicationStmt><publisher>A Press</publisher>"
        "<date>2011</date></publicationStmt><sourceDesc><msDesc><msIdentifier><settlement>Washington</settlement>"
        "<repository>National Archives</repository><idno>RG 59</idno></msIdentifier></msDesc></sourceDesc></fileDesc>"
    )
    document = only(tei("<body><p>A telegram.</p></body>", source + letter))
    assert (document.title, document.date, document.lang) == ("Grew to Hull", "1941-11-03", "en")
    assert (document.authors, document.publisher) == (("Joseph C. Grew",), "A Press")
    assert document.archive == "Washington, National Archives, RG 59"
    assert dict(document.extra)["recipient"] == "Cordell Hull"
    assert dict(document.origins)["date"] == "document"


@pytest.mark.parametrize(("datelines", "date"), [(1, "1941-11-03"), (2, "")])
def test_a_letter_is_dated_by_its_dateline_and_a_book_is_not(datelines: int, date: str) -> None:
    opener = "<opener><dateline>東京 <date when='1941-11-03'>三日</date></dateline></opener><p>x</p>"
    assert only(tei(f"<body>{opener * datelines}</body>")).date == date


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<date when='1933-11-16'/>", "1933-11-16"),
        ("<date when='1933'/>", "1933"),
        ("<date notBefore='1933-11' notAfter='1934'/>", "1933-11/1934"),
        ("<date notAfter='1933'/>", "../1933"),
        ("<date>昭和八年十一月</date>", "昭和八年十一月"),
        ("<date when='--11-16'>16 November</date>", ""),
    ],
)
def test_the_date_of_creation_is_the_date_of_the_text(date: str, expected: str) -> None:
    header = f"<fileDesc>{TITLE}<publicationStmt><date when='2020'/></publicationStmt></fileDesc>"
    assert only(tei("<p>x</p>", f"{header}<profileDesc><creation>{date}</creation></profileDesc>")).date == expected


@pytest.mark.parametrize(("attributes", "lang"), [('xml:lang="ja-Hani"', "ja"), ('xml:lang="deu"', "de"), ("", "en")])
def test_the_language_is_that_of_the_text(attributes: str, lang: str) -> None:
    assert only(tei("<p>plain words</p>", attributes=attributes)).lang == lang


@needs_shared
def test_whole_volumes_of_frus_are_read_soon_with_dates_people_and_pages() -> None:
    for name, documents in (("frus1961-63v06", 120), ("frus1964-68v29p2", 140)):
        path = SHARED / f"data/frus/{name}.xml"
        started = time.thread_time()
        for _ in range(5):
            etree.parse(path)
        parsed = time.thread_time()
        reading = read(path, path)
        assert time.thread_time() - parsed < 40 * (parsed - started)  # of parsing it five times: some 7 as a rule
        numbered = [document for document in reading.documents if document.id.partition("#")[2][1:].isdigit()]
        assert len(numbered) == documents
        assert sum(bool(document.date) for document in numbered) > 0.85 * documents
        assert sum(bool(document.actors) for document in numbered) > 0.85 * documents
        assert all(document.blocks[0].marks[0].kind == "page" for document in numbered)


def test_elements_nest_as_deep_as_the_parser_allows() -> None:
    assert texts("<hi>" * 240 + "深い" + "</hi>" * 240) == ["深い"]
