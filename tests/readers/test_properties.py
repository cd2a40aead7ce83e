"""What a program writes into the properties of a file is told from what a person wrote."""

import pytest

from indexer.document import Block
from indexer.readers.properties import is_made_up, language, said


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - 覚書.doc", "Microsoft Word - x.doc", "PowerPoint プレゼンテーション", "PowerPoint Presentation",
     "untitled", "Untitled document", "無題ドキュメント", "名称未設定 1", "Presentation1", "プレゼンテーション1",
     "Document1", "文書 1", "Book1", "スライド 1", "letter_final.docx", "会談録 (2).pdf", "Word Document"],
)  # fmt: skip
def test_a_title_that_a_program_gave_is_none(title: str) -> None:
    assert is_made_up(title)


@pytest.mark.parametrize(
    "title",
    ["", "Document 5. Memorandum", "文書3 覚書", "A Word on Détente", "Untitled Kingdom",
     "無題の手紙とその返事、明治三十七年二月十日付、外務大臣宛",
     "Book of Documents", "Presentation to the Council", "日ソ共同宣言", "Excelsior", "Letter 1"],
)  # fmt: skip
def test_a_title_that_names_something_is_kept(title: str) -> None:
    assert not is_made_up(title)


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("ja-JP", "一九三三年、米国は承認した。", "ja"),
        ("en-US", "一九三三年、米国は承認した。", ""),
        ("ja", "In November 1933 the United States", ""),
        ("de_DE", "Die Verhandlungen über Berlin", "de"),
        ("en", "The note speaks of 露西亜公使館 in passing.", "en"),
        ("uk", "Переговори в Києві", "uk"),
        ("zh-CN", "中华人民共和国", "zh"),
        ("fr", "", "fr"),
    ],
)
def test_the_language_of_a_file_counts_unless_its_script_speaks_against_it(code: str, text: str, found: str) -> None:
    assert language(code, (Block(text),)) == found


def test_authors_that_are_programs_and_dates_that_are_none_are_left_out() -> None:
    given = said({"title": " 覚\n書 ", "author": "openpyxl", "date": "spring 1961", "source": "Lot 66"}, ())
    assert dict(given.given) == {"title": "覚 書", "date": "", "lang": "", "source": "Lot 66"}
    assert said({"author": "幣原喜重郎", "date": "1925-01-20T10:00:00Z"}, ()).given["date"] == "1925-01-20"
