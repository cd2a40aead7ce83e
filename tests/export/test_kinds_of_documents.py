"""A letter, a memorandum, a diary, an article, a row of a table, a chapter: each cited with what it says of itself."""

import csv
import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import rispy
from library import CONFIG, state
from pybtex.database import parse_string

from indexer.document import Label
from indexer.pipeline.builder import Job, build
from search_app.export.citations import citations, cited
from search_app.export.formats import BY_NAME, export_passage
from search_app.search.searcher import Searcher, open_searcher

EN = "The talks on grain went on for a week, and in 1922 the relief administration had fed ten million people. "
JA = "穀物の交渉は一週間続いた。一九二二年に救援局は一千万人に食糧を与えていた。"
FILES = {
    "letter.txt": f"条約の件\n\n{JA * 3}\n\n昭和26年9月8日\n\n差出人：吉田茂\n",
    "memorandum.txt": f"MEMORANDUM\n\nFrom: Llewellyn Thompson\n\nMoscow, July 20, 1961.\n\n{EN * 2}\n",
    "diary.md": f"---\ntitle: 日記\nauthor: 芦田均\n---\n## 昭和20年8月15日\n{JA * 4}\n\n## 昭和20年8月16日\n{JA}\n",
    "article.md": f"---\ntitle: Famine relief\nauthors: [Ann Lee, Bo Kim]\ncovers: 1921/1923\n---\n\n{EN * 3}\n",
    "register.csv": f"件名,差出人,年月日,本文\n講和の件,外務大臣,c. 1950,{JA * 5}\n",
    "book.md": f"---\ntitle: The Cold War\nauthor: J. Gaddis\nyear: 2005\ntype: book\n---\n\n## Chapter 3\n{EN * 4}\n",
}
"""Each text differs from the others, for passages with one text are one."""

# Document, author, title, the date in ISO, the same in Chicago's words, the place in Chicago's citation.
KINDS = [
    ("letter", "吉田茂", "条約の件", "1951-09-08", "1951年9月8日 [推定]", "¶ 1"),
    ("memorandum", "Llewellyn Thompson", "MEMORANDUM", "1961-07-20", "July 20, 1961 [inferred]", "¶ 1"),
    ("diary", "芦田均", "日記", "", "昭和20年8月15日", "¶ 1"),
    ("article", "Ann Lee", "Famine relief", "", "", "¶ 1"),
    ("register#2", "外務大臣", "講和の件", "1950", "1950年頃", "¶ 1"),
    ("book", "J. Gaddis", "The Cold War", "2005", "2005", "Chapter 3"),
]


@cache
def shelf() -> Searcher:
    folder = Path(mkdtemp())
    (folder / "docs").mkdir()
    for name, text in FILES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    assert not build(Job((folder / "docs",), folder / "index", jobs=1)).problems
    return open_searcher(folder / "index", CONFIG)


def made(document: str, name: str) -> str:
    passage = shelf().library.store.passages_of(document)[0].passage.id
    return b"".join(export_passage(shelf(), passage, state(), BY_NAME[name], "http://h")).decode()


@pytest.mark.parametrize(("document", "author", "title", "iso", "words", "place"), KINDS)
def test_every_style_names_author_title_own_date_and_place(
    document: str, author: str, title: str, iso: str, words: str, place: str
) -> None:
    facts = cited(shelf().library.store.passages_of(document)[0], Label("", ""), "http://h")
    styles = citations(facts, date(2026, 1, 1))
    for text in styles.values():
        assert author in text and title in text
        assert (iso[:4] or words) in text
        assert "1922" not in text and "一九二二" not in text
    assert words in styles["chicago"] and place in styles["chicago"]
    undated = "日付不明" if facts.lang == "ja" else "n.d."
    assert (undated in styles["apa"]) == (not iso)


@pytest.mark.parametrize(("document", "author", "title", "iso", "words", "place"), KINDS)
def test_every_format_has_the_own_date_or_none_and_the_years_told_of_as_keywords(
    document: str, author: str, title: str, iso: str, words: str, place: str
) -> None:
    [entry] = parse_string(made(document, "bib"), "bibtex").entries.values()
    assert (entry.fields.get("year", ""), entry.fields.get("date", "").strip("~")) == (iso[:4], iso)
    assert (
        "1922" in entry.fields["keywords"]
        and author in str(entry.persons["author"][0])
        and entry.fields["title"] == f"{{{title}}}"
    )
    [record] = rispy.loads(made(document, "ris"))
    assert (record.get("year", ""), record.get("date", "")) == (iso[:4], iso.replace("-", "/"))
    assert "1922" in record["keywords"] and record["authors"][0] == author and record["title"] == title
    [item] = json.loads(made(document, "csl.json"))
    assert item.get("issued", {}).get("date-parts") == ([[int(part) for part in iso.split("-")]] if iso else None)
    assert "1922" in item["keyword"] and item["author"][0] == {"literal": author} and item["title"] == title
    [row] = csv.DictReader(io.StringIO(made(document, "csv")))
    assert row["date"] == ("c. 1950" if iso == "1950" else iso) and row["author"].startswith(author)
    inferred = "[推定]" in words or "[inferred]" in words
    assert (row["date_origin"] == "inferred") == inferred == ("inferred" in record.get("notes", [""])[-1])
