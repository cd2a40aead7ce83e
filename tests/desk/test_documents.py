"""Documents at the desk: shown with where each value comes from, corrected into metadata.csv, undone, indexed again."""

import json
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, owner
from flask.testing import FlaskClient

from indexer.pipeline.builder import Job, build

TITLE, AUTHOR, DATE, LANG, TYPE, ORIGINS, WAITING, LOCK, ORDER = range(2, 11)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Moscow, July 20, 1961.\n\nThe conversation went on for three hours.", "utf-8")
    (tmp_path / "箱").mkdir()
    (tmp_path / "箱/乙.md").write_text("---\ntitle: 条約交渉\ndate: 1951-09-08\n---\n\n本文がここにある。", "utf-8")
    (tmp_path / "two.jsonl").write_text('{"id": "d1", "text": "One."}\n{"id": "d2", "text": "Two."}\n', "utf-8")
    index(tmp_path)
    return tmp_path


def index(folder: Path) -> Any:
    return build(Job((folder,), folder / ".sakuin", jobs=1))


def table(client: FlaskClient) -> tuple[dict[str, list[str]], dict[str, str]]:
    said: Any = client.get("/desk/documents.json").json
    return {row[0]: row for row in said["rows"]}, said["registers"]


def correct(client: FlaskClient, *cells: tuple[str, str, str], ui: str = "en", **more: Any) -> Any:
    body = {"corrections": [list(cell) for cell in cells], "registers": table(client)[1], **more}
    return client.post(f"/desk/documents.json?ui={ui}", json=body, headers=HERE)


def test_each_value_says_where_it_comes_from(folder: Path) -> None:
    rows, registers = table(owner(folder))
    assert registers == {}
    assert rows["a"][DATE] == "1961-07-20" and rows["a"][ORIGINS][2] == "i"
    assert rows["箱/乙"][TITLE] == "条約交渉" and rows["箱/乙"][ORIGINS][0] == "h"
    assert rows["箱/乙"][ORIGINS][4] == "-" and rows["a"][ORIGINS][3] == "g"


def test_a_correction_is_shown_at_once_written_beside_the_file_and_found_after_a_run(folder: Path) -> None:
    client = owner(folder)
    sources = {path: path.read_bytes() for path in folder.rglob("*") if path.suffix in (".txt", ".md", ".jsonl")}
    answer = correct(client, ("箱/乙", "date", "昭和25年5月"), ("箱/乙", "title", "=新しい題")).json
    [row] = answer["rows"]
    assert (row[TITLE], row[DATE], row[ORIGINS][:3:2], row[WAITING]) == ("=新しい題", "昭和25年5月", "ss", "02")
    assert row[ORDER] == "1950-05-01" and answer["undo"] == 1
    register = (folder / "箱/metadata.csv").read_text("utf-8-sig")
    assert register == "filename,title,author,date,lang,type\n乙.md,'=新しい題,,昭和25年5月,,\n"
    assert {path: path.read_bytes() for path in sources} == sources
    done = index(folder)
    assert (done.new, done.changed, done.unchanged) == (1, 1, 2)
    assert table(client)[0]["箱/乙"][WAITING] == ""
    assert (client.get("/search.json?q=本文&from=1950-05&until=1950-05").json or {})["total"] == 1
    again = index(folder)
    assert (again.new, again.changed, again.gone) == (0, 0, 0) and again.generation == done.generation


def test_an_emptied_value_gives_back_what_the_document_says(folder: Path) -> None:
    client = owner(folder)
    correct(client, ("箱/乙", "title", "別の題"))
    index(folder)
    [row] = correct(client, ("箱/乙", "title", "")).json["rows"]
    assert (row[TITLE], row[ORIGINS][0], row[WAITING]) == ("", "b", "0")
    assert not (folder / "箱/metadata.csv").exists()
    index(folder)
    assert table(client)[0]["箱/乙"][TITLE] == "条約交渉"


def test_one_document_of_several_in_a_file_is_corrected_by_itself(folder: Path) -> None:
    client = owner(folder)
    [row] = correct(client, ("d2", "date", "1950")).json["rows"]
    assert row[DATE] == "1950" and row[LOCK] == ""
    index(folder)
    rows, _ = table(client)
    assert (rows["d1"][DATE], rows["d2"][DATE]) == ("", "1950")


@pytest.mark.parametrize(("field", "value", "understood"), [
    ("date", "昭和25年5月", "1950-05"), ("date", "26 May 1950", "1950-05-26"), ("date", "1950年頃", "c. 1950"),
    ("date", "いつか", ""), ("date", "someday", ""), ("lang", "日本語", "ja"), ("lang", "English", "en"),
    ("lang", "エスペラント?", ""),
])  # fmt: skip
def test_what_is_typed_is_said_back_as_it_is_understood(folder: Path, field: str, value: str, understood: str) -> None:
    query = {"field": field, "value": value}
    assert owner(folder).get("/desk/understood.json", query_string=query).json == {"understood": understood}


@pytest.mark.parametrize(("ui", "said"), [("ja", "日付として読めません"), ("en", "cannot be understood as a date")])
def test_a_date_that_is_not_understood_is_kept_only_where_the_person_insists(folder: Path, ui: str, said: str) -> None:
    client = owner(folder)
    refused = correct(client, ("a", "date", "someday"), ui=ui)
    assert refused.status_code == 422 and said in refused.json["error"] and not (folder / "metadata.csv").exists()
    assert correct(client, ("a", "date", "someday"), insist=True).json["rows"][0][ORDER] == "?"
    assert correct(client, ("a", "lang", "klingon"), insist=True).status_code == 422


def test_steps_are_undone_and_done_again_after_a_restart_too(folder: Path) -> None:
    correct(owner(folder), ("a", "title", "One"), ("d1", "title", "Two"))
    correct(owner(folder), ("a", "title", "Three"))

    def step(name: str) -> tuple[list[str], int, int]:
        said: Any = owner(folder).post(f"/desk/documents/{name}.json?ui=en", json={}, headers=HERE).json
        rows = table(owner(folder))[0]
        assert said["rows"] == [rows[row[0]] for row in said["rows"]] and rows["a"] in said["rows"]
        return [rows["a"][TITLE], rows["d1"][TITLE]], said["undo"], said["redo"]

    first = step("undo")
    assert first == (["One", "Two"], 1, 1)
    assert step("undo")[1:] == (0, 2) and not (folder / "metadata.csv").exists()
    assert step("redo") == first
    assert step("redo") == (["Three", "Two"], 2, 0)


def test_what_another_program_changed_is_not_undone_but_counted(folder: Path) -> None:
    client = owner(folder)
    correct(client, ("a", "title", "One"))
    (folder / "metadata.csv").write_text("filename,title\na.txt,Theirs\n")
    said: Any = client.post("/desk/documents/undo.json?ui=en", json={}, headers=HERE).json
    assert "1 values that another program changed" in said["said"]
    assert (folder / "metadata.csv").read_text() == "filename,title\na.txt,Theirs\n"


@pytest.mark.parametrize(("ui", "said"), [("ja", "別のプログラムが変えました"), ("en", "changed by another program")])
def test_a_register_that_changed_since_the_page_read_it_is_not_written(folder: Path, ui: str, said: str) -> None:
    client = owner(folder)
    correct(client, ("a", "title", "One"))
    seen = table(client)[1]
    (folder / "metadata.csv").write_text("filename,title\na.txt,Theirs\n")
    body = {"corrections": [["a", "title", "Two"]], "registers": seen}
    answer = client.post(f"/desk/documents.json?ui={ui}", json=body, headers=HERE)
    assert answer.status_code == 409 and said in (answer.json or {})["error"]
    assert "Theirs" in (folder / "metadata.csv").read_text()


@pytest.mark.parametrize("document", [
    "../a.txt", "/etc/passwd", "..", "a.txt\0", "箱/../../a.txt", "nowhere.txt", "",
])  # fmt: skip
def test_only_documents_of_the_index_are_corrected(folder: Path, document: str) -> None:
    before = sorted(folder.parent.rglob("metadata.csv"))
    assert correct(owner(folder), (document, "title", "X")).status_code == 409
    assert sorted(folder.parent.rglob("metadata.csv")) == before


@pytest.mark.parametrize("body", [
    [], {}, {"corrections": "x"}, {"corrections": [["a", "archive", "x"]]}, {"corrections": [["a", "title"]]},
    {"corrections": [["a", "title", 3]]}, {"corrections": [["a", "title", "x" * 3000]]},
])  # fmt: skip
def test_what_no_page_sends_is_refused(folder: Path, body: Any) -> None:
    assert owner(folder).post("/desk/documents.json", json=body, headers=HERE).status_code == 400


def test_a_folder_that_a_link_has_led_out_is_not_written(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    for each in (folder, outside):
        each.mkdir()
    (outside / "x.txt").write_text("It lies outside.")
    (folder / "link").symlink_to(outside)
    build(Job((folder,), folder / ".sakuin", jobs=1, follow_links=True))
    assert correct(owner(folder), ("link/x", "title", "X")).status_code == 409
    assert not (outside / "metadata.csv").exists()


def test_a_history_that_leads_out_of_the_folder_is_not_believed(folder: Path) -> None:
    outside = folder.parent / "out.txt"
    outside.write_text("text")
    steps = {"done": [[["../out.txt", "", "title", "X", ""]]], "undone": []}
    (folder / ".sakuin/corrections.json").write_text(json.dumps(steps))
    owner(folder).post("/desk/documents/undo.json", json={}, headers=HERE)
    assert not (folder.parent / "metadata.csv").exists()


def test_the_first_documents_are_the_same_as_among_all_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.desk.documents.FIRST", 2)
    client = owner(folder)
    correct(client, ("a", "title", "One"), ("d1", "title", "Two"))
    first: Any = client.get("/desk/documents.json?first=1").json
    whole: Any = client.get("/desk/documents.json").json
    assert first == whole | {"rows": whole["rows"][:2]} and whole["total"] == len(whole["rows"]) == 4


def test_before_the_first_run_the_table_is_empty(tmp_path: Path) -> None:
    client = owner(tmp_path)
    assert table(client) == ({}, {}) and client.get("/desk/documents").status_code == 200
