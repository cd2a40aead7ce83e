"""Tables whose columns are named in Japanese or English, their cells parted by what the first line shows."""

import time

import pytest

from indexer.document import Document
from indexer.errors import ReadError
from indexer.readers.reading import File
from indexer.readers.tables.table import read


def only(name: str, text: str, encoding: str = "utf-8") -> Document:
    (document,) = read(File(name, text.encode(encoding))).documents
    return document


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_the_first_line_shows_what_parts_the_cells(separator: str, suffix: str) -> None:
    rows = f'title{separator}text\nNote{separator}"The aide-mémoire{separator} with a mark."\n'
    document = only(f"a.{suffix}", rows)
    assert (document.title, document.blocks[0].text) == ("Note", f"The aide-mémoire{separator} with a mark.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp"])
def test_columns_named_in_japanese_mean_what_they_say(encoding: str) -> None:
    names = "件名,年月日,差出人,宛先,言語,種別,所蔵,発行者,備考,本文"
    row = "承認の件,昭和8年11月16日,吉田茂、芦田均,ハル,日本語,電報,外交史料館,外務省,極秘,承認した。"
    document = only("a.csv", f"{names}\n{row}\n", encoding)
    assert (document.title, document.date, document.lang) == ("承認の件", "昭和8年11月16日", "ja")
    assert (document.authors, document.type, document.archive) == (("吉田茂", "芦田均"), "電報", "外交史料館")
    assert document.publisher == "外務省"
    extra = dict(document.extra)
    assert (extra["recipient"], extra["備考"]) == ("ハル", "極秘")
    assert document.blocks[0].text == "承認した。"


def test_the_same_names_hold_for_rows_of_json() -> None:
    document = only("a.jsonl", '{"題名": "件", "著者": "甲", "本文": "本文。", "Language": "English"}\n')
    assert (document.title, document.authors, document.lang) == ("件", ("甲",), "en")


def test_a_table_without_texts_is_refused_with_an_example_in_both_languages() -> None:
    with pytest.raises(ReadError, match="id,title,lang,text or 件名,年月日,本文"):
        read(File("a.csv", "番号;件名\n1;甲\n".encode()))


def test_five_million_quotation_marks_are_passed_over_in_bounded_time() -> None:
    started = time.monotonic()
    reading = read(File("a.csv", b"id,text\n" + b'"' * 5_000_000))
    assert reading.documents == ()
    assert reading.notes[0].startswith("line 2")
    assert time.monotonic() - started < 5
