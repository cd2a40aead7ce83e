"""What was not read is named with its reason, from its folder on, and nobody learns where on the server that lies."""

import os
from pathlib import Path

import pytest
from folders import archive, run, written
from library import CONFIG

from indexer.pipeline.builder import Job, build
from search_app.search.searcher import Searcher, open_searcher
from search_app.views.problems import AT_ONCE, FileProblem, Problems, problems
from search_app.web.app import create_app


@pytest.fixture
def opened(tmp_path: Path) -> Searcher:
    run(archive(tmp_path / "docs"), tmp_path / "index")
    return open_searcher(tmp_path / "index", CONFIG)


def test_a_file_that_was_not_read_is_named_with_its_reason(opened: Searcher) -> None:
    found = problems(opened)
    assert [file.path for file in found.files] == ["cut-off.docx", "empty.pdf"]
    assert (found.unread, found.partly, found.pages) == (2, 0, 1)
    assert "empty" in found.files[1].reasons[0] and found.files[1].kind == "PDF"


def test_a_file_that_was_read_in_part_comes_after_those_that_were_not(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "港湾の封鎖"}\n{"id": "b"\n'
    folder = archive(tmp_path / "docs")
    written(folder / "a-first.jsonl", lines)
    run(folder, tmp_path / "index")
    found = problems(open_searcher(tmp_path / "index", CONFIG))
    assert [(file.path, file.read) for file in found.files][-1] == ("a-first.jsonl", True)
    assert (found.unread, found.partly) == (2, 1)


def test_of_several_sources_the_name_of_each_comes_first(tmp_path: Path) -> None:
    for name in ("letters", "電報"):
        written(tmp_path / name / "sub" / "empty.pdf", "")
    written(tmp_path / "single.pdf", "")
    written(tmp_path / "letters" / "a.txt", "港湾の封鎖")
    sources = (tmp_path / "letters", tmp_path / "電報", tmp_path / "single.pdf")
    build(Job(sources, tmp_path / "index", jobs=1))
    found = problems(open_searcher(tmp_path / "index", CONFIG))
    assert [file.path for file in found.files] == ["letters/sub/empty.pdf", "single.pdf", "電報/sub/empty.pdf"]


def test_a_name_that_is_not_utf_8_is_shown(tmp_path: Path) -> None:
    written(tmp_path / "docs" / os.fsdecode(b"\x8c\xf6.pdf"), "")
    written(tmp_path / "docs" / "a.txt", "港湾の封鎖")
    run(tmp_path / "docs", tmp_path / "index")
    (file,) = problems(open_searcher(tmp_path / "index", CONFIG)).files
    assert file.path == "\ufffd\ufffd.pdf"


def test_no_face_tells_where_the_folder_lies(tmp_path: Path) -> None:
    folder = archive(tmp_path / "docs")
    (folder / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    run(folder, tmp_path / "index")
    client = create_app(tmp_path / "index").test_client()
    for address in ("/problems", "/problems?ui=en", "/problems.json", "/", "/doc/note?ui=en", "/search.json"):
        assert tmp_path.as_posix() not in client.get(address).text, address


@pytest.mark.parametrize(
    ("ui", "said"), [("en", "2 files could not be read"), ("ja", "読めなかったファイルが2件あります")]
)
def test_the_front_page_leads_to_them(opened: Searcher, tmp_path: Path, ui: str, said: str) -> None:
    client = create_app(tmp_path / "index").test_client()
    front = client.get(f"/?ui={ui}").text
    assert said in front and 'href="/problems' in front
    page = client.get(f"/problems?ui={ui}").text
    assert "cut-off.docx" in page and "empty.pdf" in page
    answer = client.get("/problems.json").get_json()
    assert (answer["unread"], answer["partly"], len(answer["files"])) == (2, 0, 2)


def test_where_every_file_was_read_the_front_page_says_nothing(tmp_path: Path) -> None:
    run(written(tmp_path / "docs/a.txt", "港湾の封鎖").parent, tmp_path / "index")
    client = create_app(tmp_path / "index").test_client()
    assert "/problems" not in client.get("/").text
    assert "Every file was read" in client.get("/problems?ui=en").text


@pytest.mark.parametrize("number", [0, 1, AT_ONCE, AT_ONCE + 1])
def test_a_page_lists_so_many_and_the_pages_list_all(number: int) -> None:
    found = Problems(tuple(FileProblem(f"{at}.pdf", "PDF", False, ("empty",)) for at in range(number)))
    listed = [file for page in range(1, found.pages + 1) for file in found.page(page)]
    assert listed == list(found.files) and found.page(found.pages + 1) == ()
