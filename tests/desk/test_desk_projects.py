"""At the desk a project is a file in the folder: whole, never written over unseen, and never outside."""

import json
from pathlib import Path
from typing import Any

import pytest
from desks import HERE, owner

from indexer.pipeline.builder import Job, build
from indexer.pipeline.manifest import PROJECTS, scan
from search_app.desk.app import create_desk
from search_app.desk.desk import desk_of_folder
from search_app.desk.projects import new_path
from search_app.projects.archive import packed, unpacked
from search_app.projects.reading import project_of
from search_app.projects.values import SUFFIX


def project(id_: str = "p-1", title: str = "条約 & peace", **more: Any) -> dict[str, Any]:
    return {"kind": "sakuin-project", "schema": 1, "id": id_, "title": title, "items": [], "searches": []} | more


def put(client: Any, value: dict[str, Any], before: str = "", at: str = "") -> Any:
    address = f"/desk/projects/{at or value['id']}.json?ui=en"
    return client.put(address, data=json.dumps(value), headers=HERE | {"If-Match": before})


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_project_is_written_read_changed_and_taken_away(tmp_path: Path) -> None:
    client = owner(tmp_path)
    first = put(client, project()).json
    assert files(tmp_path) == [first["file"]] == ["条約 peace.sakuin-project"]
    read = client.get("/desk/projects/p-1.json").json
    assert read["sha256"] == first["sha256"] and read["project"]["title"] == "条約 & peace"
    second = put(client, project(title="another"), first["sha256"]).json
    assert files(tmp_path) == [first["file"]], "the file keeps its name"
    (row,) = client.get("/desk/projects.json").json["projects"]
    assert (row["id"], row["title"], row["items"]) == ("p-1", "another", 0)
    gone = client.delete("/desk/projects/p-1.json", headers=HERE | {"If-Match": second["sha256"]})
    assert gone.status_code == 200 and files(tmp_path) == []


def test_what_another_program_wrote_is_not_written_over(tmp_path: Path) -> None:
    client = owner(tmp_path)
    made = put(client, project()).json
    path = tmp_path / "projects" / made["file"]
    path.write_bytes(packed(project_of(project(title="by another"))))
    answer = put(client, project(title="mine"), made["sha256"])
    assert answer.status_code == 409 and made["file"] in answer.json["error"]
    assert put(client, project(title="mine")).status_code == 409, "nor is it taken for new"
    removed = client.delete("/desk/projects/p-1.json", headers=HERE | {"If-Match": made["sha256"]})
    assert removed.status_code == 409 and unpacked(path.read_bytes()).title == "by another"


@pytest.mark.parametrize("title", ["../../x", "/etc/passwd", "..", "a\0b", "con/..", "", "   ", "綴" * 500, "x\n\ty"])
def test_a_title_never_leads_out_of_the_folder(tmp_path: Path, title: str) -> None:
    answer = put(owner(tmp_path), project(title=title))
    assert answer.status_code == 200
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.parent == tmp_path / "projects" and path.name.endswith(SUFFIX) and len(path.name) < 100


@pytest.mark.parametrize("at", ["..%2F..%2Fx", "%2Fetc%2Fpasswd", "..", "a%00b", "p-2"])
def test_an_id_is_looked_up_and_never_a_path(tmp_path: Path, at: str) -> None:
    client = owner(tmp_path)
    (tmp_path / "x.json").write_text("{}")
    assert client.get(f"/desk/projects/{at}.json").status_code == 404
    assert put(client, project(), at=at).status_code in (400, 404)
    assert files(tmp_path) == ["x.json"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "texts", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / f"a{SUFFIX}").write_bytes(packed(project_of(project())))
    (folder / "projects").symlink_to(outside)
    client = owner(folder)
    assert client.get("/desk/projects.json").json["projects"] == []
    assert put(client, project("p-9")).status_code == 400 and len(files(outside)) == 1
    (folder / "projects").unlink()
    (folder / "projects").mkdir()
    (folder / "projects" / f"a{SUFFIX}").symlink_to(outside / f"a{SUFFIX}")
    assert client.get("/desk/projects/p-1.json").status_code == 404


@pytest.mark.parametrize(("ui", "words"), [("ja", "プロジェクトではありません"), ("en", "no project of Sakuin")])
def test_a_file_that_cannot_be_read_is_named_and_left_alone(tmp_path: Path, ui: str, words: str) -> None:
    (tmp_path / "projects").mkdir()
    bad = tmp_path / "projects" / f"bad{SUFFIX}"
    bad.write_bytes(b"not a project")
    answer = owner(tmp_path).get(f"/desk/projects.json?ui={ui}").json
    assert answer["unread"][0]["file"] == bad.name and words in answer["unread"][0]["reason"]
    assert bad.read_bytes() == b"not a project"


def test_another_site_cannot_write_a_project(tmp_path: Path) -> None:
    client = owner(tmp_path)
    evil = {"Origin": "http://evil.example", "If-Match": ""}
    assert client.put("/desk/projects/p-1.json", data=json.dumps(project()), headers=evil).status_code == 403
    assert not files(tmp_path)


def test_two_projects_of_one_name_have_two_files(tmp_path: Path) -> None:
    (tmp_path / f"手紙{SUFFIX}").touch()
    assert new_path(tmp_path, "手紙").name == f"手紙 2{SUFFIX}"


@pytest.mark.parametrize("title", ["CON", "nul", "Com1", "LPT¹", "../AUX", "ＰＲＮ"])
def test_no_project_is_named_as_a_device_of_windows(tmp_path: Path, title: str) -> None:
    name = new_path(tmp_path, title).name
    assert name.startswith("project ") and name.endswith(SUFFIX)
    assert new_path(tmp_path, "Console").name == f"Console{SUFFIX}"


@pytest.mark.parametrize(("ui", "words"), [("ja", "まだ索引がありません"), ("en", "There is no index yet")])
def test_before_the_first_index_a_page_says_so_and_leads_to_the_desk(tmp_path: Path, ui: str, words: str) -> None:
    client = owner(tmp_path)
    for path in ("/projects", "/project", "/", "/search"):
        answer = client.get(f"{path}?ui={ui}")
        assert answer.status_code == 200 and words in answer.text and 'href="/desk/' in answer.text
    for path in ("/search.json", "/search.atom", "/suggest.json"):
        answer = client.get(f"{path}?q=x")
        assert answer.status_code == 503 and answer.json and "index" in answer.json["error"], path


def test_the_files_of_projects_are_no_documents(tmp_path: Path) -> None:
    assert PROJECTS == SUFFIX
    (tmp_path / "a.md").write_text("The treaty.")
    (tmp_path / f"b{SUFFIX}").write_bytes(packed(project_of(project())))
    assert [file.name for file in scan([tmp_path])] == ["a.md"]


def test_the_pages_of_the_desk_keep_projects_in_its_folder(browser: Any, tmp_path: Path) -> None:
    import threading

    from desks import TOKEN
    from werkzeug.serving import make_server

    (tmp_path / "treaty.md").write_text("# Treaty\n\nThe treaty was signed in Moscow.\n", encoding="utf-8")
    desk = desk_of_folder(tmp_path)
    build(Job((tmp_path,), desk.directory, jobs=1))
    server = make_server("127.0.0.1", 0, create_desk(desk, TOKEN), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://localhost:{server.server_port}")
    try:
        page = context.new_page()
        page.goto(f"/desk/?token={TOKEN}&ui=en")
        page.goto("/search?q=treaty&ui=en")
        page.locator(".hit .choose").first.click()
        page.locator(".hit .choose[aria-pressed=true]").wait_for()
        page.locator(".to-project").click()
        page.locator("textarea").fill("a note, 机で")
        page.locator("textarea").press("Tab")
        page.goto("/desk/projects?ui=en")
        page.locator(".projects-kept a").wait_for()
        (path,) = (tmp_path / "projects").iterdir()
        assert unpacked(path.read_bytes()).items[0].note == "a note, 机で"
    finally:
        context.close()
        server.shutdown()
        server.server_close()
