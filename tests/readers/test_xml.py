"""XML told by its root: journal articles, finding aids, XML of a kind unknown; and characters that it names."""

import pytest

from indexer.document import Block, Document, Mark
from indexer.errors import ReadError
from indexer.readers.reading import File, Reading
from indexer.readers.xml.xml import read


def xml(source: str | bytes) -> Reading:
    return read(File("a/b.xml", source if isinstance(source, bytes) else source.encode()))


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def rows(document: Document) -> list[tuple[int, str, str]]:
    return [(block.level, block.kind, block.text) for block in document.blocks]


# Journal articles

FRONT = """<front><journal-meta><journal-title-group><journal-title>国際法外交雑誌</journal-title></journal-title-group>
<publisher><publisher-name>学会</publisher-name></publisher></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1/x</article-id><title-group>
<article-title>The Note<xref ref-type="fn" rid="t">*</xref>
</article-title><subtitle>A Study</subtitle></title-group><contrib-group><contrib contrib-type="author"><name>
<surname>Grew</surname><given-names>Joseph C.</given-names></name><xref ref-type="fn" rid="t">*</xref></contrib>
<contrib><name name-style="eastern"><surname>新渡戸</surname><given-names>稲造</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Hull</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2001</year></pub-date><pub-date pub-type="ppub"><day>9</day><month>3</month>
<year>1998</year></pub-date><volume>12</volume><fpage>117</fpage><lpage>140</lpage>
<abstract><p>要旨。</p></abstract><kwd-group><kwd>承認</kwd><kwd>Soviet Union</kwd></kwd-group></article-meta>
</front>"""

BODY = """<body><sec><label>1.</label><title>Origins</title>
<p>In 1933<xref ref-type="fn" rid="f1"><sup>1</sup></xref> it
began (<xref ref-type="bibr" rid="r1">Grew 1944</xref>).</p><sec><title>経過</title><p>再び<xref rid="f1">1</xref>。</p>
<table-wrap><label>Table 1</label><caption><p>Treaties</p></caption><table><tr><th>Year</th><th>Name</th></tr>
<tr><td>1933</td><td>承認</td></tr></table></table-wrap></sec></sec></body>"""

BACK = """<back><fn-group><fn id="f1"><label>1</label><p>See note.</p></fn>
<fn id="t"><p>I thank nobody.</p></fn></fn-group>
<ref-list><title>References</title><ref id="r1"><label>1</label><element-citation><person-group><name>
<surname>Grew</surname><given-names>J.</given-names></name></person-group><year>1944</year><source>Ten Years</source>
</element-citation></ref><ref><mixed-citation>新渡戸『武士道』, 1900.</mixed-citation></ref></ref-list></back>"""

ARTICLE = f'<article xml:lang="en" article-type="research-article">{FRONT}{BODY}{BACK}</article>'
DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd">'


def test_an_article_is_its_abstract_sections_tables_notes_and_references() -> None:
    assert rows(only(xml(DOCTYPE + ARTICLE))) == [
        (0, "", "要旨。"),
        (2, "", "1. Origins"),
        (0, "", "In 1933 it began (Grew 1944)."),
        (0, "note", "See note."),
        (3, "", "経過"),
        (0, "", "再び。"),
        (0, "", "Table 1"),
        (0, "", "Treaties"),
        (0, "row", "Year | Name"),
        (0, "row", "1933 | 承認"),
        (2, "", "References"),
        (0, "row", "1 Grew J. 1944 Ten Years"),
        (0, "row", "新渡戸『武士道』, 1900."),
        (0, "note", "I thank nobody."),
    ]


def test_an_article_says_who_wrote_it_and_where_it_was_printed() -> None:
    document = only(xml(ARTICLE))
    assert (document.id, document.title, document.lang) == ("a/b", "The Note: A Study", "en")
    assert (document.authors, document.date) == (("Joseph C. Grew", "新渡戸稲造"), "1998-03-09")
    assert (document.source, document.publisher, document.type) == ("国際法外交雑誌", "学会", "research-article")
    extra = dict(document.extra)
    assert (extra["pages"], extra["volume"], extra["doi"]) == ("117–140", "12", "10.1/x")
    assert extra["keywords"] == "承認; Soviet Union"
    assert document.blocks[3].marks == (Mark(0, "note", "1"),)


def test_a_set_of_articles_is_one_document_each() -> None:
    second = ARTICLE.replace("10.1/x", "10.1/y")
    reading = xml(f"<pmc-articleset>{ARTICLE}{second}</pmc-articleset>")
    assert [document.id for document in reading.documents] == ["a/b#10.1/x", "a/b#10.1/y"]


def test_of_several_forms_of_one_formula_one_is_read() -> None:
    math = "<alternatives><graphic/><tex-math>x^2</tex-math><textual-form>x squared</textual-form></alternatives>"
    document = only(xml(f"<article><body><p>Let {math} be.</p></body></article>"))
    assert rows(document) == [(0, "", "Let x^2 be.")]


# Finding aids

EAD_2002 = """<ead xmlns="urn:isbn:1-931666-22-9"><eadheader langencoding="iso639-2b"><eadid>X</eadid>
<filedesc><titlestmt><titleproper>Guide</titleproper></titlestmt></filedesc></eadheader>
<archdesc level="collection"><did>
<unittitle>Papers of the Mission</unittitle><unitdate normal="1945/1961">1945-1961</unitdate><repository>
<corpname>外務省外交史料館</corpname></repository></did><scopecontent><head>Scope</head><p>Despatches.</p></scopecontent>
<dsc><c01 level="series"><did><unitid>A</unitid><unittitle>Correspondence</unittitle></did><c02><did>
<container type="Box">3</container><container type="folder">14</container><unittitle>漁業に関する書簡</unittitle>
<unitdate>1956</unitdate></did></c02><c02><did><unittitle>Minutes</unittitle></did><scopecontent><p>Of meetings.</p>
</scopecontent></c02></c01></dsc></archdesc></ead>"""

EAD3 = """<ead xmlns="http://ead3.archivists.org/schema/"><control><recordid>X</recordid>
<filedesc><titlestmt><titleproper>Guide</titleproper></titlestmt></filedesc><languagedeclaration>
<language langcode="eng">English</language>
</languagedeclaration></control><archdesc level="fonds"><did><unittitle>Fisheries</unittitle>
<unitdatestructured><daterange><fromdate standarddate="1956">1956</fromdate>
<todate standarddate="1958">1958</todate></daterange></unitdatestructured>
<physdescstructured><quantity>3</quantity><unittype>boxes</unittype></physdescstructured><origination><persname>
<part>Thompson, Llewellyn</part><part>1904-1972</part></persname></origination></did><controlaccess><head>Names</head>
<persname><part>Gromyko</part><part>Andrei</part></persname><geogname><part>樺太</part></geogname></controlaccess>
<dsc><c><did><container localtype="Box">1</container><unittitle>Nets</unittitle></did></c></dsc></archdesc></ead>"""


def test_a_finding_aid_says_what_lies_where_below_its_series() -> None:
    document = only(xml(EAD_2002))
    assert (document.title, document.date, document.archive) == (
        "Papers of the Mission", "1945/1961", "外務省外交史料館",
    )  # fmt: skip
    assert rows(document) == [
        (0, "", "Papers of the Mission, 1945-1961"),
        (0, "", "外務省外交史料館"),
        (2, "", "Scope"),
        (0, "", "Despatches."),
        (2, "", "Correspondence"),
        (0, "", "A Correspondence"),
        (0, "", "漁業に関する書簡, 1956; box 3; folder 14"),
        (3, "", "Minutes"),
        (0, "", "Minutes"),
        (0, "", "Of meetings."),
    ]


def test_a_chronology_and_a_list_of_terms_are_rows() -> None:
    chronology = "<chronlist><chronitem><date>1933</date><event>承認</event></chronitem></chronlist>"
    terms = "<list type='deflist'><defitem><label>FO</label><item>Foreign Office</item></defitem></list>"
    document = only(xml(f"<ead><archdesc><bioghist>{chronology}{terms}</bioghist></archdesc></ead>"))
    assert rows(document) == [(0, "row", "1933 | 承認"), (0, "row", "FO | Foreign Office")]


def test_ead3_divides_names_dates_and_extents_into_parts() -> None:
    document = only(xml(EAD3))
    assert (document.title, document.date, document.lang) == ("Fisheries", "1956/1958", "en")
    assert document.authors == ("Thompson, Llewellyn, 1904-1972",)
    assert rows(document) == [
        (0, "", "Fisheries, 1956–1958; 3 boxes"),
        (0, "", "Thompson, Llewellyn, 1904-1972"),
        (2, "", "Names"),
        (0, "", "Gromyko, Andrei"),
        (0, "", "樺太"),
        (0, "", "Nets; box 1"),
    ]


# The Kyoto corpus

SENTENCE = "<sen><j>{ja}</j><e type='trans'>draft</e><cmt>修正なし</cmt><e type='check'>{en}</e><cmt/></sen>\n"


def test_an_article_of_the_kyoto_corpus_is_two_documents_parallel_to_each_other() -> None:
    def sentence(ja: str, en: str) -> str:
        return SENTENCE.format(ja=ja, en=en)

    title = "<tit><j>雪舟</j><e>Sesshuu</e><cmt>x</cmt><e>Sesshu</e></tit>"
    section = f"<sec><tit><j>生涯</j><e>Life</e></tit><par>{sentence('画僧。', 'A painter.')}</par></sec>"
    paragraph = f"<par>{sentence('水墨画家。', 'Of ink.')}{sentence('禅僧。', 'A monk.')}</par>"
    ja, en = xml(f"<art orl='ja'><inf>dump</inf>{title}{paragraph}{section}</art>").documents
    assert (ja.id, ja.title, ja.lang, ja.parallel) == ("a/b#ja", "雪舟", "ja", "a/b#en")
    assert (en.id, en.title, en.lang, en.parallel) == ("a/b#en", "Sesshu", "en", "a/b#ja")
    assert rows(ja) == [(1, "", "雪舟"), (0, "", "水墨画家。禅僧。"), (2, "", "生涯"), (0, "", "画僧。")]
    assert rows(en) == [(1, "", "Sesshu"), (0, "", "Of ink. A monk."), (2, "", "Life"), (0, "", "A painter.")]


# XML of a kind unknown


def test_xml_of_a_kind_unknown_is_read_as_paragraphs_and_noted() -> None:
    reading = xml(
        "<log xml:lang='ja'><tit><j>雪舟</j></tit><par>He <b>came</b> in.</par><par><s>一</s><s>二</s></par></log>"
    )
    assert rows(only(reading)) == [(0, "", "雪舟"), (0, "", "He came in."), (0, "", "一"), (0, "", "二")]
    assert (only(reading).title, only(reading).lang) == ("雪舟", "ja")
    assert reading.notes == ("XML of a kind unknown here (<log>): read as plain paragraphs",)


# Bytes and the characters they name


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\n<?xml version='1.0' encoding='Shift_JIS'?><p>髙橋①</p>".encode("cp932"), "髙橋①"),
        ("<?xml version='1.0' encoding='EUC-JP'?><p>表ソ能</p>".encode("euc_jp"), "表ソ能"),
        ("<?xml version='1.0'?><p>détente</p>".encode("cp1252"), "détente"),
        ("<p>冷戦</p>".encode("utf-16"), "冷戦"),
        (b"<!DOCTYPE p SYSTEM 'x.dtd'><p>caf&eacute;&nbsp;&mdash; &amp; &lt;b&gt;</p>", "café\u00a0— & <b>"),
        (b"<!DOCTYPE p [<!ENTITY usa 'United States'>]><p>the &usa;</p>", "the United States"),
        (b"<p><![CDATA[&nbsp; stays]]></p>", "&nbsp; stays"),
    ],
)
def test_xml_is_read_in_any_encoding_with_the_characters_it_names(source: bytes, expected: str) -> None:
    assert only(xml(source)).blocks == (Block(expected),)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "uses entities that its document type"),
        (f'<!ENTITY x "{"a" * 1000}">', "uses entities that its document type"),
        ('<!ENTITY y "lol"><!ENTITY x "&y;&y;">', "uses entities that its document type"),
    ],
)
def test_what_an_entity_would_bring_in_or_multiply_is_refused(entity: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        xml(f"<!DOCTYPE TEI [{entity}]><TEI><text>before &x; after</text></TEI>")
