"""A sidecar describes the files beside it, is no document, and changing a row changes one file."""

import json
import unicodedata
from pathlib import Path

import pytest

from indexer.readers import read
from indexer.readers.sidecars.sidecars import Description, Sidecars, describe, find

SHARED = Path(__file__).parents[3] / "shared"
FILES = SHARED / "data/files"
needs_shared = pytest.mark.skipif(not FILES.exists(), reason="the test data in ../shared is not here")

JA = "米国はソビエト連邦を承認した。"
EN = "The United States recognised the Soviet Union."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two texts, one in a folder of its own."""
    write(tmp_path, "a1.txt", EN)
    write(tmp_path, "箱12/第一号.txt", JA)
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(folder: Path) -> Sidecars:
    return find(path for path in sorted(folder.rglob("*")) if path.is_file())


def said(folder: Path) -> dict[str, dict[str, str]]:
    """What the sidecars of a folder say, by file."""
    described = found(folder).descriptions.items()
    return {path.relative_to(folder).as_posix(): dict(description.given) for path, description in described}


ENGLISH = (
    "filename,title,author,date,lang,repository,box,type\n"
    'a1.txt,"Cable 2550, Moscow","Thompson, Llewellyn",1961-04-18,English,National Archives,14,telegram\n'
)
JAPANESE = (
    "ファイル名\t件名\t差出人\t年月日\t言語\t所蔵\t箱\t種別\n"
    "箱12\\第一号.txt\t条約交渉の件\t外務省\t昭和8年11月\t日本語\t外交史料館\t12\t電報\n"
)  # fmt: skip
OF_THE_CABLE = {
    "title": "Cable 2550, Moscow", "author": "Thompson, Llewellyn", "date": "1961-04-18", "lang": "en",
    "archive": "National Archives, box 14", "box": "14", "type": "telegram",
}  # fmt: skip
OF_THE_FIRST = {
    "title": "条約交渉の件", "author": "外務省", "date": "昭和8年11月", "lang": "ja", "archive": "外交史料館, 箱 12",
    "box": "12", "type": "電報",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("吉田茂、岡崎勝男", ("吉田茂", "岡崎勝男")),
        ("吉田茂；岡崎勝男", ("吉田茂", "岡崎勝男")),
        ("新渡戸, 稲造", ("新渡戸稲造",)),
        ("クリントン、エリツィン", ("クリントン", "エリツィン")),
        ("Thompson, Llewellyn; Dulles, John Foster", ("Thompson, Llewellyn", "Dulles, John Foster")),
        ("Thompson, Llewellyn", ("Thompson, Llewellyn",)),
    ],
)
def test_several_authors_of_a_row_are_several(folder: Path, typed: str, authors: tuple[str, ...]) -> None:
    write(folder, "metadata.csv", f'filename,author\na1.txt,"{typed}"\n')
    file = folder / "a1.txt"
    (described,) = describe(read(file, folder), "a1.txt", found(folder).descriptions[file]).documents
    assert described.authors == authors


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("metadata.csv", ENGLISH, {"a1.txt": OF_THE_CABLE}),
        ("Metadata.CSV", ENGLISH.replace("filename", "File"), {"a1.txt": OF_THE_CABLE}),
        ("metadata.csv", ENGLISH.replace(", ", "~").replace(",", ";").replace("~", ", "), {"a1.txt": OF_THE_CABLE}),
        ("metadata.tsv", JAPANESE, {"箱12/第一号.txt": OF_THE_FIRST}),
        ("metadata.csv", JAPANESE.replace("\t", ",").encode("cp932"), {"箱12/第一号.txt": OF_THE_FIRST}),
        ("metadata.csv", b"\xef\xbb\xbf" + b"path,Notes\r\n./a1.txt,seen\r\n", {"a1.txt": {"notes": "seen"}}),
    ],
)
def test_a_row_of_metadata_describes_the_file_that_it_names(
    folder: Path, name: str, content: str | bytes, expected: dict[str, dict[str, str]]
) -> None:
    path = write(folder, name, content)
    assert said(folder) == expected
    assert found(folder).notes == {path: ()}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("metadata.csv", "filename,title,text\na1.txt,T,a text of its own\n"),
        ("metadata.csv", "ファイル名,件名,本文\na1.txt,題,本文\n"),
        ("metadata.csv", "id,text\n1,x\n"),
        ("documents.csv", ENGLISH),
        ("data.json", '{"type": "FeatureCollection", "features": []}'),
        ("data.json", "[1, 2"),
    ],
)
def test_a_table_of_documents_and_other_data_are_no_sidecars(folder: Path, name: str, content: str) -> None:
    write(folder, name, content)
    assert found(folder) == Sidecars({}, {})


NONE = "it describes no file of this folder; name them, or export it from Zotero with its files"


@pytest.mark.parametrize(
    ("name", "content", "notes"),
    [
        (
            "metadata.csv",
            "filename,title\na1.txt,T\ngone.txt,G\n,誰か\n",
            (
                "line 3: there is no file gone.txt beside it; correct the name, or put the file there",
                "line 4: it names no file; the row was passed over",
            ),
        ),
        ("metadata.csv", "filename,title\n", (NONE,)),
        ("metadata.csv", "filename,title\n../a1.txt,T\n", ("line 2: there is no file ../a1.txt", NONE)),
        ("metadata.csv", 'filename,title\na1.txt,T\n"x,y\n', ("line 3: there is no file x,y beside it",)),
        ("metadata.csv", b"\xff\x00\xd8\xdf" * 9, ("not text in UTF-8",)),
        ("library.ris", "no reference", ("there is no reference in it; export it anew",)),
        ("library.ris", "TY  - LETTER\nTI  - T\nER  - \n", (NONE,)),
        ("library.ris", "TY  - BOOK\nL1  - gone.pdf\nER  - \n", ("reference 1: there is no file gone.pdf", NONE)),
        ("a.json", '[{"id": "x", "type": "book", "title": "T"}]', (NONE,)),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_noted_on_it(
    folder: Path, name: str, content: str | bytes, notes: tuple[str, ...]
) -> None:
    path = write(folder, name, content)
    given = found(folder).notes[path]
    assert len(given) == len(notes)
    for note, begins in zip(given, notes, strict=True):
        assert note.startswith(begins)


RIS = """TY  - LETTER
TI  - Letter From Chairman Khrushchev
AU  - Khrushchev, Nikita
AU  - 新渡戸, 稲造
DA  - 1961/04/22/
PY  - 1961
LA  - en-US
DB  - Kennedy Library
AN  - box 126
N1  - <p>A note
over two lines</p>
L1  - files/12/Khrushchev - 1961.txt
ER  -

TY  - RPRT
T1  - 報告書
PY  - 1921
L1  - https://example.org/report.pdf
L2  - 箱12/第一号.txt
ER  -
"""
OF_THE_LETTER = {
    "title": "Letter From Chairman Khrushchev", "author": "Khrushchev, Nikita; 新渡戸稲造", "date": "1961-04-22",
    "lang": "en", "archive": "Kennedy Library, box 126", "type": "letter",
}  # fmt: skip
CSL = [
    {
        "id": "http://zotero.org/users/1/items/ABCD", "type": "letter", "title": "Letter from Chairman Khrushchev",
        "author": [{"family": "Khrushchev", "given": "Nikita"}, {"literal": "外務省"}], "language": "English",
        "issued": {"date-parts": [["1961", 4, 22]]}, "publisher": "GPO", "archive": "Kennedy Library",
    }
]  # fmt: skip


def test_the_references_of_zotero_describe_the_files_attached_to_them(folder: Path) -> None:
    write(folder, "files/12/Khrushchev - 1961.txt", EN)
    write(folder, "library.ris", RIS)
    assert said(folder) == {
        "files/12/Khrushchev - 1961.txt": OF_THE_LETTER,
        "箱12/第一号.txt": {"title": "報告書", "date": "1921", "type": "report"},
    }


def test_csl_json_beside_ris_describes_the_same_items_and_ris_is_believed(folder: Path) -> None:
    write(folder, "files/12/Khrushchev - 1961.txt", EN)
    write(folder, "library.ris", RIS)
    write(folder, "library.json", json.dumps(CSL))
    assert said(folder)["files/12/Khrushchev - 1961.txt"] == {**OF_THE_LETTER, "publisher": "GPO"}
    assert set(found(folder).notes.values()) == {()}


@pytest.mark.parametrize(
    "name",
    [
        "files/12/Khrushchev - 1961.txt",
        "files/12/Khrushchev - 1961 - Letter from Chairman.txt",
        "Khrushchev et al. - 1961 - Letter from Chairman Khrushchev.txt",
    ],
)
def test_csl_json_by_itself_describes_the_file_that_zotero_named_after_its_item(folder: Path, name: str) -> None:
    write(folder, name, EN)
    write(folder, "Khrushchev - 1962 - Letter.txt", EN)
    write(folder, "library.json", json.dumps(CSL))
    assert said(folder) == {
        name: {
            "title": "Letter from Chairman Khrushchev", "author": "Khrushchev, Nikita; 外務省", "date": "1961-04-22",
            "lang": "en", "type": "letter", "publisher": "GPO", "archive": "Kennedy Library",
        }
    }  # fmt: skip


def test_csl_json_of_better_bibtex_names_its_files(folder: Path) -> None:
    write(folder, "library.json", json.dumps({"items": [{**CSL[0], "attachments": [{"path": "a1.txt"}]}]}))
    assert list(said(folder)) == ["a1.txt"]


def test_metadata_is_believed_before_references(folder: Path) -> None:
    write(folder, "library.ris", "TY  - BOOK\nTI  - Of the reference\nPB  - GPO\nL1  - a1.txt\nER  - \n")
    write(folder, "metadata.csv", "filename,title\na1.txt,Of the row\n")
    assert said(folder) == {"a1.txt": {"title": "Of the row", "publisher": "GPO", "type": "book"}}


def test_a_file_is_found_however_its_accents_are_written(folder: Path) -> None:
    name = unicodedata.normalize("NFD", "がぎ.txt")
    write(folder, name, JA)
    write(folder, "metadata.csv", "filename,title\nがぎ.txt,題\n")
    assert said(folder) == {name: {"title": "題"}}


# What a run needs to know: which file has changed


def test_editing_a_row_changes_the_stamp_of_its_file_and_of_no_other(folder: Path) -> None:
    rows = "filename,title\na1.txt,First\n箱12/第一号.txt,第一\n"
    path = write(folder, "metadata.csv", rows)
    files = (folder / "a1.txt", folder / "箱12/第一号.txt", path)
    before = [found(folder).stamp(file) for file in files]
    write(folder, "metadata.csv", rows.replace("First", "Second"))
    after = [found(folder).stamp(file) for file in files]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, True]
    assert len(set(before)) == 3


def test_the_order_of_columns_changes_no_stamp_and_a_file_without_a_sidecar_has_none(folder: Path) -> None:
    write(folder, "metadata.csv", "filename,title,date\na1.txt,T,1961\n")
    before = found(folder).stamp(folder / "a1.txt")
    write(folder, "metadata.csv", "date,title,filename\n1961,T,a1.txt\n")
    assert found(folder).stamp(folder / "a1.txt") == before
    assert found(folder).stamp(folder / "箱12/第一号.txt") == ""


def test_a_file_that_comes_or_goes_changes_the_stamp_of_the_sidecar_that_names_it(folder: Path) -> None:
    path = write(folder, "metadata.csv", "filename,title\na1.txt,T\nlater.txt,L\n")
    before = found(folder).stamp(path)
    write(folder, "later.txt", EN)
    assert found(folder).stamp(path) != before


# What a sidecar says goes before what the document says


def test_what_a_sidecar_says_goes_before_what_the_document_says(folder: Path) -> None:
    path = write(folder, "b.md", f"---\ntitle: Its own\nauthor: Its author\n---\n# Heading\n\n{EN}\n")
    write(folder, "metadata.csv", "filename,title,box\nb.md,題,14\n")
    reading = read(path, folder)
    (document,) = describe(reading, "b.md", found(folder).descriptions[path]).documents
    assert (document.title, document.authors, document.archive) == ("題", ("Its author",), "box 14")
    assert dict(document.origins)["title"] == "sidecar"
    assert dict(document.origins)["authors"] == "header"
    assert document.blocks == reading.documents[0].blocks


def test_one_row_gives_no_title_to_the_many_documents_of_a_file_but_says_where_they_lie(folder: Path) -> None:
    path = write(folder, "t.csv", "id,title,text\nr1,First,x\nr2,Second,y\n")
    given = Description((("archive", "外交史料館"), ("title", "題"), ("type", "電報")))
    documents = describe(read(path, folder), "t.csv", given).documents
    assert [(d.title, d.archive, d.type) for d in documents] == [
        ("First", "外交史料館", "電報"), ("Second", "外交史料館", "電報"),
    ]  # fmt: skip


@needs_shared
def test_the_sidecars_of_the_collection_describe_their_files() -> None:
    described = said(FILES)
    assert described["sidecar/a1.txt"]["title"] == "Cable 2550, Moscow"
    assert described["sidecar/b2.txt"]["author"] == "新渡戸稲造"
    letter = described["zotero/files/12/Khrushchev - 1961.pdf"]
    assert (letter["author"], letter["date"]) == ("Khrushchev, Nikita", "1961-04-22")
    assert letter["archive"] == "Kennedy Library"
    assert len(found(FILES).notes) == 3


@pytest.mark.parametrize(
    ("names", "date"), [("filename,document id,date", "1961-04-18"), ("ファイル名,文書ID,日付", "昭和36年4月")]
)
def test_a_row_may_describe_one_document_of_a_file_of_several(tmp_path: Path, names: str, date: str) -> None:
    rows = '{"id": "d1", "text": "One."}\n{"id": "d2", "text": "Two."}\n'
    path = write(tmp_path, "letters.jsonl", rows)
    without = found(tmp_path).stamp(path)
    write(tmp_path, "metadata.csv", f"{names}\nletters.jsonl,d2,{date}\nletters.jsonl,d9,1950\n")
    sidecars = found(tmp_path)
    reading = describe(read(path, tmp_path), "letters.jsonl", sidecars.descriptions[path])
    assert [document.date for document in reading.documents] == ["", date]
    assert dict(reading.documents[1].origins)["date"] == "sidecar" and "d9" in reading.notes[-1]
    assert sidecars.stamp(path) != without
