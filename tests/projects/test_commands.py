"""`sakuin project` verifies, merges and exports the file of a project, and ends a mistake in one line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from library import built, searcher

from search_app.cli.main import main
from search_app.projects.archive import packed, unpacked
from search_app.projects.choosing import chosen_documents, chosen_passages
from search_app.projects.values import SUFFIX, Item, Project


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def items(*documents: str) -> tuple[Item, ...]:
    store = searcher().library.store
    ids = [store.passages_of(name)[0].passage.id for name in documents]
    return (*chosen_passages(searcher(), ids, ""), *chosen_documents(searcher(), documents[:1], ""))


def written(path: Path, name: str, *documents: str) -> Path:
    file = path / f"{name}{SUFFIX}"
    file.write_bytes(packed(Project(name, name, by=name, items=items(*documents))))
    return file


@pytest.mark.parametrize(("ui", "sentence"), [("en", "All 3 are as they were cited."), ("ja", "3件とも")])
def test_a_project_is_verified(tmp_path: Path, ui: str, sentence: str) -> None:
    file = written(tmp_path, "a", "nato-01.en", "nato-03.ja")
    answer = run("project", "verify", file, "--index", built(), "--ui", ui)
    assert answer.exit_code == 0 and sentence in answer.output


def test_what_is_gone_ends_with_status_1_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("Another text.", encoding="utf-8")
    file = written(tmp_path, "a", "nato-01.en")
    answer = run("project", "verify", file, "--index", built(tmp_path / "texts"))
    assert answer.exit_code == 1 and "nato-01.en" in answer.output and "2 are gone" in answer.output


def test_two_projects_are_merged_and_nothing_is_written_over(tmp_path: Path) -> None:
    first, second = written(tmp_path, "a", "nato-01.en"), written(tmp_path, "b", "nato-03.ja", "nato-01.en")
    out = tmp_path / f"c{SUFFIX}"
    assert run("project", "merge", first, second, "--out", out).exit_code == 0
    assert len(unpacked(out.read_bytes()).items) == 4
    again = run("project", "merge", first, second, "--out", out)
    assert again.exit_code == 2 and "is there already" in again.output


@pytest.mark.parametrize(("ending", "begins"), [(".md", b"# a"), (".docx", b"PK"), (".ris", b"TY  -"), (".json", b"{")])
def test_a_project_is_exported_by_the_ending_of_the_name(tmp_path: Path, ending: str, begins: bytes) -> None:
    file, out = written(tmp_path, "a", "nato-01.en"), tmp_path / f"out{ending}"
    assert run("project", "export", file, "--out", out).exit_code == 0
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize("arguments", [("verify",), ("export", "--out", "x.pdf")])
def test_a_mistake_is_a_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    bad = tmp_path / "bad"
    bad.write_text("綴り", encoding="utf-8")
    answer = run("project", arguments[0], bad, *arguments[1:])
    assert answer.exit_code == 2 and len(answer.output.strip().splitlines()) == 1
