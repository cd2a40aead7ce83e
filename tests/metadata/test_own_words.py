"""What a document says of itself, where nobody described it: its date at head and foot, its author, its file's name."""

import pytest
from library import document

from indexer.collection import Collection
from indexer.document import Block, Document
from indexer.metadata import completed
from indexer.metadata.own_words import dateline, own_date
from indexer.pipeline.entries import prepare_document

# Japanese beside English: each row is (Japanese, English, the day of both).
DATELINES = [
    ("1951年9月8日", "September 8, 1951", "1951-09-08"),
    ("昭和二十六年九月八日", "8 September 1951", "1951-09-08"),
    ("昭和26年9月8日付", "Date: 8 September 1951", "1951-09-08"),
    ("日付：1951年9月8日（土）", "Saturday, September 8, 1951", "1951-09-08"),
    ("東京にて　昭和26年9月8日", "Moscow, September 8, 1951.", "1951-09-08"),
    ("於桑港　1951年9月8日", "San Francisco (Calif.), September 8, 1951, 2 p.m.", "1951-09-08"),
    ("昭26・9・8", "MOSCOW, SEPTEMBER 8, 1951, 2020Z.", "1951-09-08"),
    ("昭和二十六年九月八日　吉田茂", "The White House, Washington, September 8, 1951, 1:30–3:10 p.m.", "1951-09-08"),
    ("１９５１年９月８日　午後３時", "10 Downing Street, London, 8 September 1951", "1951-09-08"),
    ("昭和26年9月8日（土曜日）", "Paris, September 8, 1951—12 noon.", "1951-09-08"),
    ("1951.9.8", "Bonn, September 8, 1951—5 p. m. Bonn time", "1951-09-08"),
    ("昭和26年9月", "Geneva, September 1951", "1951-09"),
    # What the text only tells of.
    ("1951年9月8日に調印された。", "It was signed on September 8, 1951.", ""),
    ("1951年9月8日　サンフランシスコ平和条約に調印", "Battle of Midway, June 4, 1942", ""),
    ("2007年4月1日 使用開始", "April 1, 2007 Opening to the public", ""),
    ("1951年9月8日 - 調印", "September 8, 1951: the treaty is signed", ""),
    ("昭和26年9月8日の条約", "Born September 8, 1951", ""),
    ("1951年", "Since September 1951", ""),
    ("1951年9月8日〜10日", "September 8-10, 1951", ""),
    ("生年月日不詳", "no date", ""),
]
LONG_JA = "閣下の書簡を拝受し、条約の交渉について率直な御意見をいただいたことに深く感謝の意を表する。" * 4
LONG_EN = "I have received your letter, and I thank you for your frank opinion of the talks on the treaty. " * 3


@pytest.mark.parametrize(("japanese", "english", "day"), DATELINES)
def test_a_dateline_is_a_line_that_says_only_when_and_where(japanese: str, english: str, day: str) -> None:
    assert [span.iso if span else "" for span in map(dateline, (japanese, english))] == [day, day]


@pytest.mark.parametrize(
    ("texts", "title", "path", "day"),
    [
        (["Moscow, July 20, 1961.", LONG_EN], "", "", "1961-07-20"),
        (["昭和三十六年七月二十日", LONG_JA], "", "", "1961-07-20"),
        (["313. Telegram From the Delegation " * 4, "Moscow, July 20, 1961.", LONG_EN], "", "", "1961-07-20"),
        (["MEMORANDUM\nFrom: The Secretary\nDate: 20 July 1961\nSubject: Grain", LONG_EN], "", "", "1961-07-20"),
        (["拝啓", LONG_JA, "1961年7月20日\n吉田茂\nダレス殿"], "", "", "1961-07-20"),
        (["Dear Sir,", LONG_EN, "Sincerely yours,", "Moscow, 20 July 1961"], "", "", "1961-07-20"),
        ([LONG_EN], "Letter from Yeltsin to Clinton (28 June 1994)", "", "1994-06-28"),
        ([LONG_JA], "エリツィンからクリントンへの書簡（1994年6月28日）", "", "1994-06-28"),
        ([LONG_EN], "memo", "notes/1961-07-20 memo.txt", "1961-07-20"),
        ([LONG_JA], "覚書", "19610720覚書.txt", "1961-07-20"),
        (["Moscow, July 21, 1961.", LONG_EN], "memo", "1961-07-20 memo.txt", "1961-07-21"),
        # A diary, a chronicle; a title that tells of an event; a scan; a text of dates.
        (["# 7月", "## 1961年7月20日", LONG_JA, "## 1961年7月21日", LONG_JA], "", "", ""),
        (["July 20, 1961", LONG_EN, "July 21, 1961", LONG_EN, LONG_EN], "", "", ""),
        ([LONG_JA], "ケネディ暗殺（1963年11月22日）", "", ""),
        ([LONG_EN], "The crisis of October 22, 1962", "", ""),
        ([LONG_EN], "scan", "scan-2024-01-05.txt", ""),
        (["条約は1951年9月8日に調印された。" + LONG_JA], "", "", ""),
        (["The treaty was signed on September 8, 1951, in San Francisco.", LONG_EN], "", "", ""),
        (["Treaty of Peace, signed September 8, 1951", LONG_EN], "", "", ""),
    ],
)  # fmt: skip
def test_a_document_is_of_the_day_that_it_says_itself(texts: list[str], title: str, path: str, day: str) -> None:
    found = own_date(document(path.rpartition(".")[0] or "a", *texts, title=title, path=path))
    assert (found.iso if found else "") == day


def test_a_date_that_was_given_stays_and_a_found_one_is_called_inferred() -> None:
    given = document("a", "Moscow, July 20, 1961.", LONG_EN, date="1962", origins=(("date", "header"),))
    assert completed(given) == given
    found = completed(document("b", "Moscow, July 20, 1961.", "From: Thompson", LONG_EN))
    assert (found.date, found.authors) == ("1961-07-20", ("Thompson",))
    assert dict(found.origins) == {"date": "inferred", "authors": "inferred"}
    assert completed(document("c", "差出人：外務大臣　吉田茂", LONG_JA)).authors == ("外務大臣　吉田茂",)


def test_every_passage_has_the_year_of_its_document() -> None:
    letter = document("a", "Moscow, July 20, 1961.", *[LONG_EN + f"Point {number}." for number in range(5)])
    assert all(1961 in about.years for about in prepare_document(letter, Collection()).metadata)


def test_what_a_document_covers_is_inherited_but_is_no_date_of_it() -> None:
    article = Document("a", "題", "ja", (Block(LONG_JA),), extra=(("covers", "1922/1933"),))
    prepared = prepare_document(article, Collection())
    assert prepared.document.date == ""
    assert [(span.iso, span.inherited) for span in prepared.metadata[0].dates] == [("1922/1933", True)]


def test_the_rows_of_a_table_are_not_dated_by_the_name_of_the_file() -> None:
    assert own_date(document("1961-07-20 list#3", LONG_EN, path="1961-07-20 list.csv")) is None
