"""A generation in a cluster: sent once, taken up by machines that have nothing but the address, whole or not at all."""

import io
import json
import secrets
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from folders import run, sample, written
from running import Server

from indexer.engines.opensearch_files import PART, OpenSearchFiles
from indexer.errors import ClusterAway, IndexMissing
from indexer.storage.index_directory import check, current_generation
from indexer.storage.inventory import read_inventory
from indexer.storage.published import FILE, PUBLISHED, TAKEN, offer, take
from search_app.web.app import create_app


@pytest.fixture
def files(cluster: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSearchFiles]:
    """The files of a collection that nobody else has."""
    monkeypatch.setenv("SAKUIN_OPENSEARCH_ALIAS", f"published-{secrets.token_hex(4)}")
    found = OpenSearchFiles()
    yield found
    found.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return sample(tmp_path / "source")


def answers(directory: Path) -> Any:
    """What a server over a directory says of some questions."""
    client = create_app(directory).test_client()
    asked = ("q=港湾", "q=harvest", "q=&facets=1", "q=追加")
    found = [client.get(f"/search.json?{each}").get_json() for each in asked]
    return [[each["total"], each["hits"], each["facets"]] for each in found]


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART + 7])
def test_a_file_comes_back_as_it_was_sent(files: OpenSearchFiles, size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    files.put("file/文書 a", io.BytesIO(content), size)
    found = files.get("file/文書 a")
    assert found is not None and b"".join(found) == content
    assert files.names("file/") == {"file/文書 a"} and files.names("other/") == set()
    files.drop(["file/文書 a", "file/none"])
    assert files.get("file/文書 a") is None and files.names("file/") == set()


def test_a_file_whose_sender_died_is_not_there(files: OpenSearchFiles) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= 2 * PART:
                raise OSError("the disk is gone")
            return super().read(size)

    with pytest.raises(OSError, match="disk"):
        files.put("file/x", Broken(bytes(3 * PART)), 3 * PART)
    assert files.get("file/x") is None and files.names("") == set()


def test_what_is_published_is_taken_up_whole_elsewhere(files: OpenSearchFiles, source: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    run(source, here, engine="opensearch")
    assert take(there) == "gen-1" and take(there) == ""
    assert answers(there) == answers(here) and check(there).damaged == ()
    written(source / "more.txt", "追加の文書 extra")
    run(source, here, engine="opensearch")
    before = answers(there)
    assert take(there) == "gen-2"
    assert answers(there) == answers(here) != before and check(there).damaged == ()


def test_what_two_generations_share_is_sent_and_taken_once(
    files: OpenSearchFiles, source: Path, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    written(source / "long.txt", "\n\n".join(f"第{n}号 港湾の穀物について、船{n}隻が着いた。" for n in range(3_000)))
    run(source, here, engine="opensearch")
    take(there)
    first = files.names(FILE)
    written(source / "more.txt", "追加の文書 extra")
    run(source, here, engine="opensearch")
    take(there)
    kept = first & files.names(FILE)
    generation = current_generation(there)
    assert kept and generation is not None
    shared = [name for name, file in read_inventory(generation).items() if FILE + file.sum in kept]
    assert any((generation / name).stat().st_nlink > 1 for name in shared)
    assert offer(here, "opensearch") == 0


def test_files_of_two_generations_stay_and_older_ones_go(files: OpenSearchFiles, source: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    for number in range(4):
        written(source / "more.txt", f"追加の文書 {number} 号")
        run(source, here, engine="opensearch")
    wanted = {FILE + file.sum for path in here.glob("gen-*") for file in read_inventory(path).values()}
    assert len(list(here.glob("gen-*"))) == 2 and files.names(FILE) == wanted


def test_nothing_is_taken_where_nothing_was_published(files: OpenSearchFiles, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="sakuin index FOLDER --engine opensearch"):
        take(tmp_path / "there")
    assert current_generation(tmp_path / "there") is None


def test_what_is_not_whole_is_not_taken(files: OpenSearchFiles, source: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    run(source, here, engine="opensearch")
    generation = current_generation(here)
    assert generation is not None
    one = FILE + read_inventory(generation)["engine/cluster.json"].sum
    files.put(one, io.BytesIO(b"other"), 5)
    with pytest.raises(ClusterAway, match="otherwise than it was sent"):
        take(there)
    files.drop([one])
    with pytest.raises(ClusterAway, match="lacks files"):
        take(there)
    assert current_generation(there) is None
    offer(here, "opensearch")  # says that all is there, so what was taken out is sent with the next change
    written(source / "more.txt", "追加")
    (there / TAKEN).mkdir(exist_ok=True)
    written(there / TAKEN / "left", "by one who died")
    run(source, here, engine="opensearch")
    assert take(there) == "gen-2" and check(there).damaged == ()


@pytest.mark.parametrize("name", ["../../escaped", "/tmp/escaped", "store\\..\\..\\escaped"])
def test_a_list_that_leads_elsewhere_is_refused(files: OpenSearchFiles, tmp_path: Path, name: str) -> None:
    line = f"{sha256(b'x').hexdigest()} {1:10}  {name}\n"
    said = {"generation": "gen-1", "list": line + sha256(line.encode()).hexdigest() + "\n"}
    content = json.dumps(said).encode()
    files.put(FILE + sha256(b"x").hexdigest(), io.BytesIO(b"x"), 1)
    files.put(PUBLISHED, io.BytesIO(content), len(content))
    with pytest.raises(ClusterAway, match="no file of a generation"):
        take(tmp_path / "there")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"generation": "../x", "list": "a"}', b'{"list": "a"}'])
def test_what_no_version_published_is_an_error_in_words(files: OpenSearchFiles, tmp_path: Path, content: bytes) -> None:
    files.put(PUBLISHED, io.BytesIO(content), len(content))
    with pytest.raises(ClusterAway, match="another version"):
        take(tmp_path / "there")


def test_two_servers_without_a_common_disk_follow(files: OpenSearchFiles, source: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    run(source, here, engine="opensearch")
    servers = [Server("--index", tmp_path / name, "--follow") for name in ("a", "b")]
    try:
        assert [server.total("追加") for server in servers] == [0, 0]
        assert [server.total("harvest") for server in servers] == [1, 1]
        written(source / "more.txt", "追加の文書 extra")
        run(source, here, engine="opensearch")
        last = time.monotonic() + 10
        while time.monotonic() < last and [server.total("追加") for server in servers] != [1, 1]:
            time.sleep(0.2)
        assert [server.total("追加") for server in servers] == [1, 1]
        pages = [server.get("/search?q=%E6%B8%AF")[1].replace(str(server.port), "") for server in servers]
        assert pages[0] == pages[1]
    finally:
        for server in servers:
            server.end()
