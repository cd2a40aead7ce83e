"""An index made by several machines in parts: hit for hit that of one run, whatever died on the way."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import COLLECTION, run, sample, written
from running import MAIN

from indexer.collection import load
from indexer.document import Block, Document
from indexer.engines.opensearch_files import OpenSearchFiles
from indexer.errors import SettingError
from indexer.pipeline.entries import prepare_document
from indexer.pipeline.made import Made, dumped, loaded
from indexer.pipeline.parts import DONE, PART, Share
from indexer.pipeline.reading import Outcome
from search_app.cli.main import main
from search_app.web.app import create_app

QUESTIONS = ("港湾", "harvest", "ゴルバチョフ", "Gorbachev", "穀物 協定", "treaty", "", "第7号", "同じ文")


@pytest.fixture
def collection(cluster: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A name in the cluster that nobody else has."""
    name = f"parts-{secrets.token_hex(4)}"
    monkeypatch.setenv("SAKUIN_OPENSEARCH_ALIAS", name)
    return name


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Files of several kinds; of some the text stands in others too, of some the id; one nobody can read."""
    folder = tmp_path / "source"
    sample(folder)
    for number in range(12):
        written(
            folder / f"letters/{number}.md", f"---\nid: letter\n---\n第{number % 9}号 港湾の穀物。\n\n同じ文が立つ。\n"
        )
    near = (
        "大使は午後に大臣を訪れ、政府の覚書を手渡した。覚書は港の封鎖と、その後に続くべき会談について述べていた。" * 2
    )
    written(folder / "near/a.txt", near)
    written(folder / "near/b.txt", near.replace("、", ","))
    written(folder / "broken.pdf", "no PDF at all")
    return folder


def sakuin(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def answers(directory: Path) -> list[object]:
    """Every hit with its score, the facets, and what is folded into it."""
    client = create_app(directory).test_client()
    found = [
        client.get("/search.json", query_string={"q": q, "per_page": 100, "similar": similar}).get_json()
        for q in QUESTIONS
        for similar in ("fold", "show")
    ]
    return [[each["total"], each["hits"], each["facets"]] for each in found]


def part(source: Path, directory: Path, said: str) -> Result:
    return sakuin("index", source, "--index", directory, "--engine", "opensearch", "--jobs", 1, "--part", said)


def wait_for(files: OpenSearchFiles, number: int) -> None:
    """Until so many files are ready."""
    last = time.monotonic() + 60
    while time.monotonic() < last and len(files.names(PART)) < number:
        time.sleep(0.02)


def test_parts_come_to_the_index_of_one_run(
    collection: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        result = part(source, tmp_path / f"machine-{number}", f"{number}/3")
        assert result.exit_code == 0 and f"part {number} of 3 is ready" in result.stderr, result.output
    with monkeypatch.context() as idle:  # whoever publishes analyses nothing but documents whose ids are taken
        idle.setattr("indexer.pipeline.run.read_file", lambda *_: 1 / 0)
        result = sakuin("publish", source, "--index", tmp_path / "published")
    assert result.exit_code == 0 and "broken.pdf" in result.stderr, result.output
    in_parts = answers(tmp_path / "published")
    files = OpenSearchFiles()
    assert files.names(PART) == files.names(DONE) == set()
    files.close()
    monkeypatch.setenv("SAKUIN_OPENSEARCH_ALIAS", f"{collection}-whole")
    run(source, tmp_path / "whole", engine="opensearch")
    assert in_parts == answers(tmp_path / "whole") and in_parts[0]


def test_what_is_missing_is_named_and_nothing_is_published(collection: str, source: Path, tmp_path: Path) -> None:
    result = sakuin("publish", source, "--index", tmp_path / "index")
    assert result.exit_code == 2 and "no part of these documents is ready" in result.stderr
    part(source, tmp_path / "a", "2/4")
    result = sakuin("publish", source, "--index", tmp_path / "index")
    assert result.exit_code == 2 and "of 4 parts 3 are missing" in result.stderr and "1/4, 3/4, 4/4" in result.stderr
    assert not list((tmp_path / "index").glob("gen-*"))


def test_a_part_that_died_is_run_again_and_doubles_nothing(collection: str, source: Path, tmp_path: Path) -> None:
    for number in range(200):
        written(source / f"many/{number}.txt", f"電報第{number}号 港湾の穀物。 Telegram no. {number}.")
    command = [sys.executable, "-c", MAIN, "index", source, "--engine", "opensearch", "--jobs", "1", "--part"]
    files = OpenSearchFiles()
    dying = subprocess.Popen([*command, "1/2", "--index", tmp_path / "1"], stderr=subprocess.DEVNULL)
    wait_for(files, 5)
    whole = subprocess.Popen([*command, "2/2", "--index", tmp_path / "2"], stderr=subprocess.DEVNULL)
    wait_for(files, 10)
    os.kill(dying.pid, signal.SIGKILL)
    dying.wait()
    assert whole.wait(60) == 0
    before = len(files.names(PART))
    if not any(name.endswith("/2/1") for name in files.names(DONE)):  # it was not quicker than the signal
        missing = sakuin("publish", source, "--index", tmp_path / "index")
        assert missing.exit_code == 2 and "1/2" in missing.stderr
    again = part(source, tmp_path / "again", "1/2")
    assert again.exit_code == 0 and " 0 there before" not in again.stderr and len(files.names(PART)) >= before
    assert sakuin("publish", source, "--index", tmp_path / "index").exit_code == 0
    files.close()
    run(source, tmp_path / "whole", engine="tantivy")
    totals = [[each[0] for each in answers(tmp_path / name)] for name in ("index", "whole")]  # type: ignore[index]
    assert totals[0] == totals[1]


def test_a_change_goes_in_parts_too(collection: str, source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "index", engine="opensearch")
    written(source / "notes/memo.txt", "覚書\n\n追加の文。 An added sentence.\n")
    assert sakuin("follow", "--index", tmp_path / "other").exit_code == 0
    result = part(source, tmp_path / "other", "1/1")
    assert result.exit_code == 0 and "1 files made" in result.stderr, result.output
    assert sakuin("publish", source, "--index", tmp_path / "index").exit_code == 0
    client = create_app(tmp_path / "index").test_client()
    assert [client.get(f"/search.json?q={q}").get_json()["total"] for q in ("追加", "added", "harvest")] == [1, 1, 1]


@pytest.mark.parametrize("said", ["3", "0/8", "9/8", "三/八", "1/0", "1/99999", "", "/"])
def test_what_is_no_part_is_refused(said: str) -> None:
    with pytest.raises(SettingError, match="the third of eight is 3/8"):
        Share.read(said)


def test_parts_need_a_cluster(source: Path, tmp_path: Path) -> None:
    result = sakuin("index", source, "--index", tmp_path / "index", "--engine", "tantivy", "--part", "1/2")
    assert result.exit_code == 2 and "--engine opensearch" in result.stderr


def test_what_was_made_passes_through_bytes(tmp_path: Path) -> None:
    table = load(written(tmp_path / "collection.toml", COLLECTION))
    document = Document(
        "d",
        "題 title",
        "ja",
        (Block("章", 1), Block("1972年7月8日、ソ連は穀物を買った。 Grain.", 0, ((0, 2),))),
        extra=(("a", "b"),),
    )
    made = Made(Outcome("Markdown", "0" * 64, (document,)), (prepare_document(document, table),), ("",))
    content = dumped(made)
    assert loaded(content) == made
    assert loaded(content[:-9]) is loaded(b"") is loaded(b"{}") is None


def test_no_file_is_in_two_parts_or_none(source: Path) -> None:
    from indexer.pipeline.manifest import scan

    files = scan([source])
    for of in (1, 2, 7):
        assert sorted(file.name for n in range(of) for file in files if Share(n + 1, of).has(file)) == sorted(
            file.name for file in files
        )
    assert json.dumps([file.name for file in files if Share(1, 2).has(file)]) != "[]"
