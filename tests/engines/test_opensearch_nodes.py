"""A node of three is lost: no reader sees it, and the run that sends goes on.

Three nodes take minutes to start and to be lost, so these run with SAKUIN_WHOLE=1.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any
from urllib.request import urlopen

import pytest
from amounts import WHOLE
from conftest import kept_parts
from folders import many_documents
from library import CORPUS
from opensearch_node import Node, kept_nodes

from indexer.pipeline.builder import Job, build
from indexer.pipeline.run import Progress
from search_app.web.app import create_app

QUESTIONS = ("冷戦", "NATO", '"arms control"', "条約 -拡大", "Yeltsin OR エリツィン", "gorba*", "title:NATO", "")
ROUNDS_AFTER = 6
"""Times that each reader asks everything once a node is gone."""

READERS, DOCUMENTS = 3, 900


pytestmark = pytest.mark.skipif(not WHOLE, reason="three nodes are started with SAKUIN_WHOLE=1 alone")


@pytest.fixture
def nodes(tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Node]]:
    found = kept_nodes(kept_parts(pytestconfig), tmp_path / "nodes", 3)
    monkeypatch.setenv("SAKUIN_OPENSEARCH", ",".join(node.address for node in found))
    monkeypatch.setenv("SAKUIN_OPENSEARCH_SHARDS", "3")
    yield found
    for node in found:
        node.kill()


def answers(client: Any) -> list[Any]:
    """What the API says to each question: the hits in order with their scores, and how many there are."""
    found = []
    for question in QUESTIONS:
        answer = client.get("/search.json", query_string={"q": question, "per_page": 20})
        assert answer.status_code == 200, (question, answer.get_data(as_text=True))
        said = answer.get_json()
        found.append((question, said["total"], [(hit["id"], hit["score"]) for hit in said["hits"]], said["facets"]))
    return found


def is_master(node: Node) -> bool:
    """Whether the node leads the cluster."""
    with urlopen(f"{node.address}/_cat/master?format=json") as said, urlopen(node.address) as own:
        return bool(json.load(said)[0]["node"] == json.load(own)["name"])


def test_a_node_that_is_lost_while_others_search_is_seen_by_nobody(nodes: list[Node], tmp_path: Path) -> None:
    build(Job((CORPUS,), tmp_path / "index", jobs=1, engine="opensearch"))
    client = create_app(tmp_path / "index").test_client
    expected, gone = answers(client()), Event()

    def read() -> int:
        asked, after = client(), 0
        while after < ROUNDS_AFTER:
            after += gone.is_set()
            assert answers(asked) == expected
        return after

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read) for _ in range(READERS)]
        nodes[0].kill()
        gone.set()
        assert [each.result() for each in reading] == [ROUNDS_AFTER] * READERS


def test_a_run_that_loses_the_master_half_way_makes_what_a_clean_run_makes(nodes: list[Node], tmp_path: Path) -> None:
    source = many_documents(tmp_path / "source", DOCUMENTS)
    build(Job((source,), tmp_path / "clean", jobs=1, engine="opensearch"))
    half = sum(path.stat().st_size for path in source.iterdir()) // 2
    lost: list[Node] = []

    def lose(progress: Progress) -> None:
        if progress.done > half and not lost:
            lost.append(next(node for node in nodes if is_master(node)))
            lost[0].kill()

    summary = build(Job((source,), tmp_path / "index", jobs=1, engine="opensearch", report=lose))
    assert lost and summary.documents == DOCUMENTS and not summary.problems
    made, clean = (create_app(tmp_path / name).test_client() for name in ("index", "clean"))
    assert answers(made) == answers(clean)
