"""What engine opensearch has beyond the contract: who asks, what goes wrong, generations, more than one answer."""

import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from conftest import kept_parts
from engine_cases import entry, opened, w, write
from folders import written
from library import CORPUS, built
from opensearch_node import use_cluster

from indexer.config import SETTINGS
from indexer.document import IndexEntry
from indexer.engines import engine_module
from indexer.engines.base import BM25
from indexer.engines.opensearch_access import Access, access
from indexer.engines.opensearch_cluster import Cluster
from indexer.engines.opensearch_mapping import Figures
from indexer.engines.opensearch_terms import NOTHING, boosted
from indexer.errors import ClusterAway, IndexMissing, SettingError, TooMuch
from indexer.pipeline.builder import Job, build
from indexer.query import Every, Filter, Or, Phrase, Query, SearchRequest, Slot, Term
from indexer.storage.index_directory import ENGINE, current_generation
from search_app.web.app import create_app

SECRET = "ひみつ-s3cret"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of nobody."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{found.getsockname()[1]}"
    monkeypatch.setenv("SAKUIN_OPENSEARCH", address)
    return address


# who asks


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"OPENSEARCH": f"https://me:{SECRET}@search.example.org"}, "has a password in an address"),
        ({"OPENSEARCH": "search.example.org:9200"}, "takes addresses such as https://"),
        ({"OPENSEARCH": "https://a.example.org, ftp://b.example.org"}, "ftp://b.example.org"),
        ({"OPENSEARCH": "http://search.example.org:9200", "OPENSEARCH_PASSWORD": SECRET}, "name it with https://"),
        ({"OPENSEARCH": "http://10.0.0.7:9200", "OPENSEARCH_KEY": SECRET}, "name it with https://"),
        ({"OPENSEARCH_CA": "/no/such/ca.pem"}, "/no/such/ca.pem, which is not there"),
        ({"OPENSEARCH_SECRETS": "/no/such/file"}, "/no/such/file, which cannot be read"),
        ({"OPENSEARCH_SECONDS": "soon"}, "takes a number from 0.1"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_a_secret(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"SAKUIN_{name}", value)
    with pytest.raises(SettingError) as refused:
        access()
    assert said in str(refused.value) and SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [
        (0o644, f"password = {SECRET}", "others may read it; run: chmod 600"),
        (0o600, f"pasword = {SECRET}", "has pasword; its lines are user, password, key"),
    ],
)
def test_a_file_of_secrets_is_its_owners_alone_and_says_what_it_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, text: str, said: str
) -> None:
    path = written(tmp_path / "秘密.txt", text)
    path.chmod(mode)
    monkeypatch.setenv("SAKUIN_OPENSEARCH_SECRETS", str(path))
    with pytest.raises(SettingError) as refused:
        access()
    assert said in str(refused.value) and SECRET not in str(refused.value)


def test_secrets_come_from_a_file_or_from_the_environment_which_goes_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "secrets", f"user = 検索者\npassword = {SECRET}\n")
    path.chmod(0o600)
    monkeypatch.setenv("SAKUIN_OPENSEARCH", "https://a.example.org:9200, https://b.example.org:9200/")
    monkeypatch.setenv("SAKUIN_OPENSEARCH_SECRETS", str(path))
    monkeypatch.setenv("SAKUIN_OPENSEARCH_USER", "another")
    found = access()
    assert found.addresses == ("https://a.example.org:9200", "https://b.example.org:9200")
    assert (found.user, found.password, found.key) == ("another", SECRET, "")
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("known", "header"),
    [
        ({}, ""),
        ({"user": "me", "password": "secret"}, "Basic bWU6c2VjcmV0"),
        ({"user": "検索", "password": "秘密"}, "Basic 5qSc57SiOuenmOWvhg=="),
        ({"user": "me", "key": "a2V5"}, "ApiKey a2V5"),
    ],
)
def test_who_asks_is_said_in_a_header(known: dict[str, str], header: str) -> None:
    assert Access(("https://a.example.org",), 1.0, **known).authorization == header


def test_no_setting_that_is_listed_is_a_secret() -> None:
    listed = {setting.name for setting in SETTINGS if setting.name.startswith("opensearch")}
    assert listed and not listed & {"opensearch_user", "opensearch_password", "opensearch_key"}


def test_the_folder_names_the_index_and_its_cluster_and_nobody_who_asks(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAKUIN_OPENSEARCH_USER", "me")
    monkeypatch.setenv("SAKUIN_OPENSEARCH_PASSWORD", SECRET)
    write("opensearch", tmp_path, [entry("a1", "cold war")])
    assert [path.name for path in tmp_path.iterdir()] == ["cluster.json"]
    said = json.loads((tmp_path / "cluster.json").read_text(encoding="utf-8"))
    assert said["address"] == cluster and set(said) == {"address", "index", "before"}
    monkeypatch.delenv("SAKUIN_OPENSEARCH")
    engine = opened("opensearch", tmp_path)  # where the folder says
    assert engine.count() == 1
    engine.close()


# what goes wrong


class Answers(BaseHTTPRequestHandler):
    """Answers everything with one status and text."""

    status, text = 200, "{}"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = self.text.encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


def serving(status: int, text: str) -> Iterator[str]:
    handler = type("Handler", (Answers,), {"status": status, "text": text})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def version(number: str, **other: str) -> str:
    return json.dumps({"version": {"number": number, **other}})


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [
        (200, version("3.1.0", distribution="opensearch"), "opensearch 3.1.0; engine opensearch needs OpenSearch 2.19"),
        (200, version("2.4.1", distribution="opensearch"), "opensearch 2.4.1; engine opensearch needs OpenSearch 2.19"),
        (200, version("8.15.0"), "no OpenSearch 8.15.0"),
        (401, "{}", "refused who asks; see SAKUIN_OPENSEARCH_USER"),
        (403, "{}", "allows this not"),
        (429, "{}", "has more to do than it can"),
        (503, "{}", "cannot answer now (status 503)"),
    ],
)
def test_a_cluster_that_cannot_serve_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, text: str, said: str
) -> None:
    servers = serving(status, text)
    monkeypatch.setenv("SAKUIN_OPENSEARCH", address := next(servers))
    with pytest.raises(ClusterAway) as told:
        engine_module("opensearch").open_writer(tmp_path)
    assert said in str(told.value) and address in str(told.value)
    assert not list(servers)


def test_a_cluster_that_is_not_there_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    monkeypatch.setenv("SAKUIN_OPENSEARCH", address)
    with pytest.raises(ClusterAway) as told:
        engine_module("opensearch").open_writer(tmp_path)
    assert str(told.value).startswith(f"the cluster at {address} does not answer; start it, or say with SAKUIN_OPEN")


WHOLE: dict[str, Any] = {"timed_out": False, "_shards": {"total": 3, "successful": 3, "failed": 0}}


@pytest.mark.parametrize(
    "other",
    [
        {"timed_out": True},
        {"_shards": {"total": 3, "successful": 2, "failed": 1}},
        {"_shards": {"total": 3, "successful": 2, "failed": 0}},
        {"error": {"type": "search_phase_execution_exception"}, "status": 503},
    ],
)
def test_an_answer_that_lacks_a_shard_is_an_error_and_no_smaller_count(
    other: dict[str, Any],
) -> None:
    found = {"total": {"value": 7}, "hits": []}
    servers = serving(200, json.dumps({**WHOLE, "hits": found}))
    assert Cluster(Access((next(servers),), 5.0)).search("i", {})["hits"] == found
    assert not list(servers)
    servers = serving(200, json.dumps({**WHOLE, **other, "hits": found}))
    with pytest.raises(ClusterAway):
        Cluster(Access((next(servers),), 5.0)).search("i", {})
    assert not list(servers)


def test_an_answer_that_takes_too_long_is_an_error() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        silent = Cluster(Access((f"http://127.0.0.1:{deaf.getsockname()[1]}",), 0.2))
        with pytest.raises(ClusterAway, match="took longer than SAKUIN_OPENSEARCH_SECONDS"):
            silent.check_version()


@pytest.mark.parametrize(("ui", "said"), [("ja", "索引のあるサーバーが応えません"), ("en", "do not answer")])
@pytest.mark.parametrize("engine", ["opensearch"])
def test_a_page_says_that_the_cluster_is_away_and_comes_back_by_itself(
    engine: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, ui: str, said: str
) -> None:
    client = create_app(built(CORPUS, engine)).test_client()
    with monkeypatch.context():
        address = request.getfixturevalue("closed")
        began = time.monotonic()
        answer = client.get(f"/search?q=冷戦&ui={ui}")
        assert answer.status_code == 503 and time.monotonic() - began < 10
        assert said in answer.get_data(as_text=True)
        assert address in client.get("/search.json?q=冷戦").get_json()["error"]
        monkeypatch.undo()
    assert client.get(f"/search?q=冷戦&ui={ui}").status_code == 200


def test_an_index_that_the_cluster_has_no_longer_is_missing(cluster: str, tmp_path: Path) -> None:
    write("opensearch", tmp_path, [entry("a1", "cold war")])
    name = json.loads((tmp_path / "cluster.json").read_text(encoding="utf-8"))["index"]
    engine = opened("opensearch", tmp_path)
    delete(cluster, name)
    with pytest.raises(IndexMissing, match="has the index no longer"):
        engine.search(SearchRequest(w("war")))
    engine.close()


def delete(cluster: str, name: str) -> None:
    with urlopen(Request(f"{cluster}/{name}", method="DELETE")):
        pass


def test_a_question_of_more_parts_than_the_cluster_takes_says_what_to_do(cluster: str, tmp_path: Path) -> None:
    write("opensearch", tmp_path, [entry("a1", "cold war")])
    engine = opened("opensearch", tmp_path)
    with pytest.raises(TooMuch, match="max_clause_count"):
        engine.search(SearchRequest(Or(tuple(Term("body_w", f"w{number}") for number in range(5_000)))))
    engine.close()


# scores


def test_the_norm_of_a_field_that_most_passages_lack_is_that_of_the_formula() -> None:
    figures = Figures(passages=10, terms={"title_w": 12}, empty={"title_w": 7})
    k1, b = figures.k1_and_b("title_w")
    counted, true = (12 + 7) / 10, 12 / 10
    for length in (1, 4, 9):
        assert k1 * (1 - b + b * length / counted) == pytest.approx(1.2 * (0.25 + 0.75 * length / true))
    assert Figures().k1_and_b("body_w") == (BM25().k1, BM25().b)


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ((Slot("internationalisations", 0, True), Slot("war", 1)), ["a1"]),
        ((Slot("", 0, True), Slot("war", 1)), ["a1", "a2"]),
        ((Slot("internationalisationx", 0, True), Slot("war", 1)), []),
    ],
)
def test_a_beginning_longer_than_any_that_is_kept_finds_all_the_same(
    cluster: str, tmp_path: Path, slots: tuple[Slot, ...], expected: list[str]
) -> None:
    write("opensearch", tmp_path, [entry("a1", "internationalisationship war"), entry("a2", "cold war")])
    engine = opened("opensearch", tmp_path)
    found = engine.search(SearchRequest(Phrase("body_w", slots), sort="doc"))
    assert [hit.id for hit in found.hits] == expected
    engine.close()


def test_nothing_stays_nothing_whatever_its_weight() -> None:
    assert boosted(NOTHING, 2.0) == boosted(NOTHING, 0.0) == NOTHING


# generations


@pytest.fixture
def alias(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name for the generation in force that no other run has."""
    name = f"test-{secrets.token_hex(8)}"
    monkeypatch.setenv("SAKUIN_OPENSEARCH_ALIAS", name)
    return name


def indexes(cluster: str, alias: str) -> dict[str, list[str]]:
    """The indexes of passages that runs made under a name, each with the aliases it has."""
    with urlopen(f"{cluster}/_alias") as answer:
        found = json.load(answer)
    return {name: list(said["aliases"]) for name, said in found.items() if name.startswith(f"{alias}-2")}


def test_the_alias_moves_to_the_generation_in_force_and_one_before_it_is_kept(
    cluster: str, alias: str, tmp_path: Path
) -> None:
    source, directory = tmp_path / "source", tmp_path / "index"
    seen = []
    for number in range(4):
        written(source / f"{number}.txt", f"冷戦の文書 {number} about the cold war")
        build(Job((source,), directory, jobs=1, engine="opensearch"))
        there = indexes(cluster, alias)
        (in_force,) = [name for name, aliases in there.items() if aliases == [alias]]
        assert in_force == named(directory)
        assert len(there) == min(number + 1, 2), "the one before, and no other"
        seen.append(in_force)
    assert len(set(seen)) == 4


def named(directory: Path) -> str:
    generation = current_generation(directory)
    assert generation
    return str(json.loads((generation / ENGINE / "cluster.json").read_text(encoding="utf-8"))["index"])


def test_what_a_run_that_died_left_on_the_cluster_goes_with_the_next(cluster: str, alias: str, tmp_path: Path) -> None:
    source, directory = tmp_path / "source", tmp_path / "index"
    written(source / "one.txt", "冷戦の文書 about the cold war")
    build(Job((source,), directory, jobs=1, engine="opensearch"))
    before = named(directory)
    dying = engine_module("opensearch").open_writer(directory / "gen-7.new" / ENGINE)
    for number in range(501):  # so many that the first are sent
        dying.put(entry(f"a{number}", "war"))
    assert len(set(indexes(cluster, alias)) - {before}) == 1
    written(source / "two.txt", "別の文書 another document")
    build(Job((source,), directory, jobs=1))
    assert set(indexes(cluster, alias)) == {before, named(directory)}


# more than one answer gives


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Any]:
    """More passages than one answer gives hits and than one shard may send values, over three shards."""
    use_cluster(kept_parts(pytestconfig))
    path = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAKUIN_OPENSEARCH_SHARDS", "3")
        write("opensearch", path, (entry(f"a{n}", f"war w{n % 7}", doc=f"d{n:05}", lang="en") for n in range(MANY)))
    engine = opened("opensearch", path)
    yield engine
    engine.close()


MANY = 12_000


@pytest.mark.parametrize(("sort", "query"), [("doc", Every()), ("relevance", w("war")), ("date", Every())])
def test_every_hit_comes_once_and_in_order_however_many(many: Any, sort: str, query: Query) -> None:
    results = many.search(SearchRequest(query, sort=sort, limit=MANY))
    assert [hit.id for hit in results.hits] == [f"a{number}" for number in range(MANY)]
    assert results.total == MANY


def test_every_value_of_a_facet_is_counted_however_many(many: Any) -> None:
    asked = SearchRequest(Every(), (Filter("lang", ("en",)),), ("doc", "lang"), limit=0)
    results = many.search(asked)
    assert [(row.value, row.count) for row in results.facets["doc"]] == [(f"d{n:05}", 1) for n in range(MANY)]
    assert results.bases == {"doc": MANY, "lang": MANY}


def test_terms_are_listed_over_many_blocks(many: Any) -> None:
    assert list(many.terms("doc", "d011")) == [(f"d{n:05}", 1) for n in range(1_100, 1_200)]
    assert len(list(many.terms("doc"))) == MANY
    assert many.frequency("doc", "d11999") == 1 and many.frequency("doc", "d12000") == 0


def test_the_list_of_terms_follows_what_is_put_and_deleted_block_by_block(cluster: str, tmp_path: Path) -> None:
    words = [f"語{number:04}" for number in range(2_500)]
    commits: list[tuple[list[IndexEntry], list[str]]] = [
        ([entry("a1", "war 語0007")], []),
        ([entry("a2", " ".join(words)), entry("a3", "war")], []),
        ([entry("a3", " ".join(words[1_000:1_010]))], ["a1"]),
        ([], ["a2"]),
    ]
    for put, gone in commits:
        listed = []
        for name in ("memory", "opensearch"):
            write(name, tmp_path / name, put, gone)
            engine = opened(name, tmp_path / name)
            listed.append(list(engine.terms("body_w")))
            engine.close()
        assert listed[0] == listed[1]


# pages

ADDRESSES = (
    "/search?q=冷戦",
    "/search?q=Soviet+grain&ui=en",
    "/search?q=NATO拡大の理由は何か&match=any",
    "/search?q=gorba*+OR+misile~1",
    '/search?q="famine relief"&ui=en',
    "/search?q=核&actor=soviet-union&sort=-date",
    "/search?q=title:NATO&lang=-ja",
    "/search?q=米国&by=document",
    "/search?q=ミサエル",
    "/search.csv?q=NATO",
    "/kwic?q=冷戦",
    "/trends?q=冷戦",
    "/values?facet=actor&q=NATO",
    "/words?q=米ソ関係",
    "/timeline",
)


@pytest.mark.parametrize("engine", ["opensearch"])
def test_pages_are_those_of_any_other_engine_to_the_letter(engine: str) -> None:
    ours, others = (create_app(built(CORPUS, name)).test_client() for name in (engine, "whoosh"))
    for address in ADDRESSES:
        found, wanted = ours.get(address), others.get(address)
        assert (found.status_code, wanted.status_code) == (200, 200), address
        assert found.get_data(as_text=True) == wanted.get_data(as_text=True), address
