"""A register that is corrected says what was corrected, and is otherwise the file that it was."""

import codecs
import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.editing.files import ABSENT, ChangedMeanwhile, replaced, seal_of
from indexer.editing.registers import Cell, Register, edited
from indexer.errors import ReadError
from indexer.readers.sidecars.registers import entries

FOLDER = Path("/letters")
REGISTER = FOLDER / "metadata.csv"
ENGLISH = 'filename,title,note,date\nb.txt,"Cable 2550, Moscow",kept,1961\na.txt,A letter,,1950\n'
JAPANESE = "ファイル名\t備考\t件名\t年月日\n公文.txt\t要確認\t条約交渉の件\t昭和26年\n書簡.txt\t\t書簡\t\n"


def said(data: bytes, name: str, document: str = "") -> dict[str, str]:
    """What a register says of a file."""
    found = {}
    for entry in entries(data) or ():
        if unicodedata.normalize("NFC", entry.files[0]) == name and entry.document == document:
            found |= dict(entry.given)
    return found


def put(data: bytes | None, *cells: tuple[str, str, str]) -> bytes | None:
    return edited(REGISTER, data, [Cell(FOLDER / name, "", field, value) for name, field, value in cells])


def after(data: bytes | None, *cells: tuple[str, str, str]) -> bytes:
    made = put(data, *cells)
    assert made is not None
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "name", "title"), [
    (ENGLISH, "a.txt", "Telegram"),
    (JAPANESE, "書簡.txt", "吉田書簡"),
])  # fmt: skip
def test_one_cell_changes_and_no_other_byte(encoding: str, end: str, text: str, name: str, title: str) -> None:
    before = text.replace("\n", end).encode(encoding)
    former = said(before, name)["title"]
    made = after(before, (name, "title", title))
    assert made == text.replace("\n", end).replace(f"{name}\t\t{former}", f"{name}\t\t{title}").replace(
        f"{name},{former}", f"{name},{title}"
    ).encode(encoding)
    assert after(made, (name, "title", former)) == before


@pytest.mark.parametrize(("text", "name", "field", "column"), [
    ("filename,title\na.txt,A\nb.txt,B\n", "a.txt", "date", "filename,title,date\na.txt,A,{}\nb.txt,B\n"),
    ("ファイル名;件名\na.txt;A\n", "a.txt", "date", "ファイル名;件名;日付\na.txt;A;{}\n"),
    ("ファイル名;件名\na.txt;A\n", "a.txt", "type", "ファイル名;件名;種別\na.txt;A;{}\n"),
    ('"filename","date"\n"a.txt",""\n', "c.txt", "date", '"filename","date"\n"a.txt",""\n"c.txt","{}"\n'),
    ("filename,date\na.txt,1950", "c.txt", "date", "filename,date\na.txt,1950\nc.txt,{}\n"),
    ("\n\nfilename,date\n\na.txt,1950\n", "a.txt", "date", "\n\nfilename,date\n\na.txt,{}\n"),
])  # fmt: skip
def test_a_column_or_a_row_that_is_wanting_is_added_as_the_register_is_written(
    text: str, name: str, field: str, column: str
) -> None:
    for value in ("1961-04", "昭和36年4月"):
        made = after(text.encode(), (name, field, value)).decode()
        assert made.replace("\r\n", "\n") == column.format(value)


def test_a_new_register_is_one_that_excel_opens() -> None:
    made = after(None, ("公文.txt", "title", "条約"), ("a.txt", "author", "Thompson, Llewellyn"))
    assert made.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["filename", "title", "author", "date", "lang", "type"]
    assert rows[1:] == [["公文.txt", "条約", "", "", "", ""], ["a.txt", "", "Thompson, Llewellyn", "", "", ""]]
    assert b"\r\n" in made and said(made, "公文.txt") == {"title": "条約"}


def test_a_register_that_says_nothing_any_longer_goes_as_it_came() -> None:
    made = after(None, ("a.txt", "title", "A"), ("b.txt", "date", "1950"))
    assert put(made, ("a.txt", "title", ""), ("b.txt", "date", "")) is None


def test_a_register_of_the_persons_own_stays_even_when_it_is_emptied() -> None:
    assert put(b"filename,title,box\na.txt,A,\n", ("a.txt", "title", "")) == b"filename,title,box\n"
    assert put(b"filename,title,box\na.txt,A,3\n", ("a.txt", "title", "")) == b"filename,title,box\na.txt,,3\n"


@pytest.mark.parametrize(
    "value", ["=1+1", "+81", "-", "@home", "＝和", "'=x", "''+1", "'quoted'", '"so"', "a,b", "a;b\tc"]
)
def test_what_a_spreadsheet_would_run_is_safe_in_it_and_reads_back_the_same(value: str) -> None:
    made = after(None, ("a.txt", "title", value))
    cell = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))[1][1]
    assert not cell.startswith(("=", "+", "-", "@", "＝"))
    assert said(made, "a.txt")["title"] == value


@pytest.mark.parametrize("names", [("file", "title"), ("ファイル", "題名")])
def test_a_name_is_found_however_macos_writes_it(names: tuple[str, str]) -> None:
    parted = unicodedata.normalize("NFD", "がくじゅつ/第一号 é.txt")
    before = f"{','.join(names)}\n{parted},旧\n".encode()
    made = after(before, ("がくじゅつ/第一号 é.txt", "title", "新"))
    assert made.decode() == f"{','.join(names)}\n{parted},新\n"


def test_windows_backslashes_name_files_of_folders_too() -> None:
    made = after("ファイル名,件名\n箱12\\a.txt,旧\n".encode("cp932"), ("箱12/a.txt", "title", "新"))
    assert made.decode("cp932") == "ファイル名,件名\n箱12\\a.txt,新\n"


def test_of_several_rows_and_columns_the_one_that_is_believed_is_corrected() -> None:
    before = b"filename,year,date\na.txt,1950,\na.txt,1951,1951-02\n"
    made = after(before, ("a.txt", "date", "1960"))
    assert made == b"filename,year,date\na.txt,1950,\na.txt,1960,1951-02\n"
    assert said(made, "a.txt")["date"] == "1960"
    assert said(after(before + b"b.txt,,1\n", ("a.txt", "date", "")), "a.txt") == {}


def test_a_sign_that_shift_jis_lacks_makes_the_register_utf_8_with_a_mark() -> None:
    made = after(JAPANESE.encode("cp932"), ("書簡.txt", "title", "Café 〜 東京"))
    assert made.startswith(codecs.BOM_UTF8) and said(made, "書簡.txt")["title"] == "Café 〜 東京"
    kept = after(JAPANESE.encode("cp932"), ("書簡.txt", "title", "大阪〜東京"))
    assert said(kept, "書簡.txt")["title"] == "大阪〜東京" and "大阪～東京".encode("cp932") in kept


def test_codes_of_shift_jis_that_mean_the_same_stay_where_nobody_touches_them() -> None:
    before = "ファイル名,件名,備考\na.txt,旧い題,".encode("cp932") + b"\xed\x40\nb.txt," + "題,備考\n".encode("cp932")
    made = after(before, ("b.txt", "title", "新しい題"))
    assert b"\xed\x40\n" in made and "新しい題".encode("cp932") in made


def test_one_document_of_a_file_of_several_has_a_row_of_its_own() -> None:
    cell = Cell(FOLDER / "frus.xml", "d12", "date", "1961-04-18")
    made = edited(REGISTER, b"filename,date\nfrus.xml,1961\n", [cell])
    assert made == b"filename,date,document id\nfrus.xml,1961\nfrus.xml,1961-04-18,d12\n"
    assert said(made, "frus.xml", "d12") == {"date": "1961-04-18"} and said(made, "frus.xml") == {"date": "1961"}


@pytest.mark.parametrize("text", ["filename,title,text\na.txt,A,It was\n", "件名,年\n書簡,1950\n"])
def test_a_table_of_documents_is_not_written_to(text: str) -> None:
    with pytest.raises(ReadError):
        put(text.encode(), ("a.txt", "title", "B"))


CELLS = st.text("a,;\t\"'\n\r 件=", max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.integers(0, 3), CELLS, st.booleans())
def test_whatever_the_cells_hold_only_one_of_them_changes(
    rows: list[tuple[str, str]], at: int, value: str, quote: bool
) -> None:
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL)
    writer.writerows([("filename", "title", "note"), *((f"{n}.txt", *row) for n, row in enumerate(rows))])
    before = line.getvalue().encode()
    at, value = at % len(rows), " ".join(value.split())
    made = put(before, (f"{at}.txt", "title", value))
    assert made is not None
    for number, (title, note) in enumerate(rows):
        found = said(made, f"{number}.txt")
        expected = value if number == at else said(before, f"{number}.txt").get("title", "")
        assert found.get("title", "") == expected, (title, made)
        if number != at:
            assert found.get("note", "") == said(before, f"{number}.txt").get("note", ""), note


def test_a_file_that_another_program_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    replaced(path, b"one", ABSENT)
    assert path.read_bytes() == b"one"
    path.write_bytes(b"theirs")
    for data in (b"mine", None):
        with pytest.raises(ChangedMeanwhile):
            replaced(path, data, seal_of(b"one"))
    assert path.read_bytes() == b"theirs" and [each.name for each in tmp_path.iterdir()] == ["metadata.csv"]
    replaced(path, None, seal_of(b"theirs"))
    assert not path.exists()


def test_what_is_asked_is_what_the_register_says_last() -> None:
    register = Register.read(REGISTER, JAPANESE.encode("cp932"))
    assert register and register.names(FOLDER / "公文.txt", "")
    assert register.value(FOLDER / "公文.txt", "", "date") == "昭和26年" and not register.names(FOLDER / "x", "")
