"""The tools of assistants, asked by the official client of the protocol of the real program, over standard input."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from folders import FILES, run, written
from hypothesis import given, settings
from hypothesis import strategies as st
from library import built, searcher_of, with_settings
from library import document as document_of
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult, ListToolsResult

from indexer.config import Config
from indexer.errors import SakuinError
from indexer.schema import FACETS
from search_app.assistants.answers import MOST
from search_app.assistants.arguments import MOST_GIVEN
from search_app.assistants.protocol import MOST_HITS
from search_app.assistants.tools import TOOLS_BY_NAME
from search_app.state.state import PARAMETERS
from search_app.web.app import create_app
from search_app.web.open_index import index_of

MAIN = "from search_app.cli.main import main; main()"
ADDRESS = "http://localhost"
Call = Callable[..., CallToolResult]


@contextmanager
def client(index: Path) -> Iterator[tuple[Call, ListToolsResult]]:
    """What calls a tool of `sakuin mcp` over an index, and the list of its tools."""
    given_ = {name: value for name, value in os.environ.items() if name in ("SAKUIN_CACHE", "SAKUIN_SECONDS")}
    program = StdioServerParameters(
        command=sys.executable,
        args=["-c", MAIN, "mcp", "--index", str(index)],
        env=given_ | {"SAKUIN_ADDRESS": ADDRESS},
        cwd=Path(__file__).parents[2],
    )
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(program)) as opened:

        def call(name: str, **arguments: Any) -> CallToolResult:
            return portal.call(opened.call_tool, name, arguments)

        yield call, portal.call(opened.list_tools)


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[Call, ListToolsResult]]:
    with client(built()) as found:
        yield found


@pytest.fixture(scope="module")
def call(opened: tuple[Call, ListToolsResult]) -> Call:
    return opened[0]


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """Asks the server over the same index."""
    app = create_app(built(), Config(address=ADDRESS))
    yield app.test_client()
    index_of(app).searcher().library.close()


def said(result: CallToolResult) -> str:
    """The text of an answer, which is all there is to it."""
    (part,) = result.content
    assert part.type == "text" and result.structured_content is None
    assert len(part.text) <= MOST
    return part.text


def answer(result: CallToolResult) -> Any:
    assert not result.is_error, said(result)
    return json.loads(said(result))


# What there is


def test_there_are_six_tools_that_only_read(opened: tuple[Call, ListToolsResult]) -> None:
    tools = opened[1].tools
    assert [tool.name for tool in tools] == ["search", "read", "cite", "verify", "trends", "words"]
    for tool in tools:
        assert tool.annotations and tool.annotations.read_only_hint and not tool.annotations.destructive_hint
        assert tool.description and " ／ " in (tool.title or "")
        assert tool.input_schema["additionalProperties"] is False
        assert all(each.get("description") for each in tool.input_schema["properties"].values())


def test_a_search_takes_every_parameter_of_the_page(opened: tuple[Call, ListToolsResult]) -> None:
    schema = next(tool.input_schema for tool in opened[1].tools if tool.name == "search")
    assert set(schema["properties"]) == {*FACETS, *(row.name for row in PARAMETERS)}
    assert schema["properties"]["sort"]["enum"] == ["relevance", "date", "-date", "doc"]
    assert schema["properties"]["per_page"]["maximum"] == 20


# Every number is the page's

SEARCHES: list[dict[str, Any]] = [
    {"q": "ソ連", "era": ["cold-war"]},
    {"q": "Soviet", "lang": ["en"], "sort": "date", "page": 2, "ui": "en"},
    {"q": "NATO -クリントン", "year": [1994, 1995], "per_page": 20},
    {"q": "misile", "ui": "en"},
    {"q": "冷戦", "era": "令戦", "sort": "新しい順"},
    {},
]


@pytest.mark.parametrize("asked", SEARCHES, ids=str)
def test_a_search_finds_what_the_page_finds_with_permalinks_and_seals(
    call: Call, page: Any, asked: dict[str, Any]
) -> None:
    found = answer(call("search", **asked))
    link = [(name, str(v)) for name, value in asked.items() for v in (value if isinstance(value, list) else [value])]
    shown = page.get("/search.json", query_string=link).json
    assert (found["total"], found["pages"], found["left_out"]) == (shown["total"], shown["pages"], 0)
    assert [hit["id"] for hit in found["hits"]] == [hit["id"] for hit in shown["hits"]]
    assert found["notes"] == [note["text"] for note in shown["notes"]]
    assert found["did_you_mean"] == [each["q"] for each in shown["suggestions"]][:3]
    assert page.get(found["permalink"]).status_code == 200
    for facet, values in found["facets"].items():
        assert list(values.items()) == [(row["value"], row["count"]) for row in shown["facets"][facet]][:8]
    for hit in found["hits"]:
        assert hit["id"] in hit["seal"] and page.get(hit["permalink"]).status_code == 200


@pytest.mark.parametrize("identifier", ["nato-03.ja", "relations-09.en"])
def test_a_document_is_read_to_its_end_by_going_on(call: Call, page: Any, identifier: str) -> None:
    read: list[Any] = []
    after = 1
    while after:
        part = answer(call("read", id=identifier, start=after, paragraphs=2))
        read += part["passages"]
        after = part.get("next")
    assert [each["paragraph"] for each in read] == list(range(1, part["paragraphs"] + 1))
    for each in read:
        shown = page.get(f"/passage/{each['id']}.json").json
        assert each["text"] == shown["text"] and shown["citations"]["apa"].endswith(each["seal"])
    assert page.get(part["permalink"]).status_code == 200


def test_reading_may_begin_at_a_passage(call: Call) -> None:
    hit = answer(call("search", q="デタント", lang="ja"))["hits"][1]
    read = answer(call("read", id=hit["id"], paragraphs=1))
    assert read["doc"] == hit["doc"] and [each["seal"] for each in read["passages"]] == [hit["seal"]]


@pytest.mark.parametrize("q", ["デタント", "détente"])
def test_a_citation_is_the_pages_and_can_be_verified(call: Call, page: Any, q: str) -> None:
    hit = answer(call("search", q=q))["hits"][0]
    cited = answer(call("cite", id=hit["id"], q=q))
    shown = page.get(f"/passage/{hit['id']}.json", query_string={"q": q}).json
    assert cited["citations"] == shown["citations"] and cited["seal"] == hit["seal"]
    text = "\n".join(cited["citations"].values())
    (verdict,) = answer(call("verify", text=text))["verdicts"]
    assert verdict["status"] == "unchanged" and verdict["now"]["seal"] == hit["seal"]
    wrong = hit["seal"].replace("sha256:", "sha256:0")[:-2] + "]"
    (verdict,) = answer(call("verify", text=wrong))["verdicts"]
    assert verdict["status"] == "misquoted"
    (verdict,) = answer(call("verify", text="[sakuin 架空の文書 ¶1 0123456789abcdef sha256:0123456789ab]"))["verdicts"]
    assert verdict["status"] == "unknown" and "now" not in verdict


def test_trends_and_words_are_those_of_the_page(call: Call, page: Any) -> None:
    asked = {"q": ["ソ連", "détente"], "lang": ["ja"]}
    found = answer(call("trends", **asked))
    shown = page.get("/trends.json?q=ソ連&q=détente&lang=ja").json
    rows = [dict(zip(found["columns"], row, strict=True)) for row in found["years"]]
    assert rows == [row for row in shown["rows"] if row["hits"]] and rows and not found["left_out"]
    assert [each["total"] for each in found["questions"]] == [each["total"] for each in shown["series"]]
    words, shown = answer(call("words", q="米ソ 京都")), page.get("/words.json?q=米ソ 京都").json
    assert words["alone"] == {each["word"]: each["passages"] for each in shown["alone"]}
    assert [each["as_word"] for each in words["words"]] == [each["as_word"] for each in shown["words"]]
    for each in (found, words):
        assert page.get(each["permalink"]).status_code == 200


# What cannot be answered

MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"q": "ソ連", "eras": "冷戦"}, "search takes no 'eras'; it takes era, year, actor"),
    ("search", {"q": {"$ne": 1}}, "q takes text, a whole number, or a list of these"),
    ("search", {"q": "x", "page": True}, "page takes text, a whole number"),
    ("search", {"q": "x", "year": [[1994]]}, "year takes text, a whole number"),
    ("search", {"q": "冷" * (MOST_GIVEN + 1)}, "search was given 100,001 characters; it reads 100,000 at a time"),
    ("read", {}, "read needs id"),
    ("read", {"id": "nato-03.j"}, "there is no document 'nato-03.j' in this index"),
    ("read", {"id": "../../etc/passwd"}, "there is no document '../../etc/passwd' in this index"),
    ("read", {"id": "nato-03.ja", "paragraphs": 51}, "paragraphs takes a whole number from 1 to 50, and not '51'"),
    ("read", {"id": "nato-03.ja", "start": "三"}, "start takes a whole number from 1 to"),
    ("cite", {"id": "0123456789abcdef"}, "there is no passage '0123456789abcdef' in this index"),
    ("cite", {"id": "冷戦"}, "there is no passage '冷戦' in this index"),
    ("verify", {"text": "引用のない文"}, "there is no citation of Sakuin in the text; one ends in [sakuin"),
    ("trends", {"q": []}, "trends needs q"),
    ("write", {"id": "nato-03.ja"}, "there is no tool 'write'; there are search, read, cite, verify, trends, words"),
]


@pytest.mark.parametrize(("name", "asked", "sentence"), MISTAKES, ids=lambda value: str(value)[:40])
def test_what_cannot_be_answered_is_an_error_that_says_what_to_do(
    call: Call, name: str, asked: dict[str, Any], sentence: str
) -> None:
    result = call(name, **asked)
    assert result.is_error and said(result).startswith(sentence)


def test_a_question_that_is_too_much_is_cut_with_a_note(call: Call) -> None:
    found = answer(call("search", q="ソ連 " * 2_000, per_page=500, actor=["y" * 300] * 200, ui="en"))
    for part in ("characters of the query were read", "A page holds 20 hits", "were cut"):
        assert any(part in note for note in found["notes"])
    found = answer(call("trends", q=[f"語{number}" for number in range(9)], ui="en"))
    assert len(found["questions"]) == 5 and "Only the first 5 questions were compared." in found["notes"]


LONG = "長い題名<script>" * 400
HOSTILE = [
    document_of("a", "条約の\x01" * 2_000, "treaty " * 2_000, title=LONG, date="1972", lang="ja"),
    document_of("b" * 5_000, "条約の条文。", title='"}],"total":0}', source=LONG, authors=(LONG, LONG, LONG)),
    *(document_of(f"c{n}", f"# {LONG}", f"条約{n}の条文。", title=LONG, authors=(LONG,)) for n in range(30)),
]
HOSTILE_INDEX = with_settings(searcher_of(*HOSTILE, engine="whoosh"), seconds=0.6)
texts = st.one_of(
    st.sampled_from(
        ["条約", "treaty", "", "a", "b" * 5_000, "*", "[sakuin a ¶1 0123456789abcdef sha256:0123456789ab]"]
    ),
    st.text(max_size=80),
)
values = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**12), st.floats(), texts, st.lists(texts, max_size=30))


def arguments_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any arguments of a tool."""
    known = list(TOOLS_BY_NAME[name].takes(HOSTILE_INDEX.config))
    ids = [place.passage.id for place in HOSTILE_INDEX.library.store.passages_of("a")]
    sane = st.fixed_dictionaries(dict.fromkeys(TOOLS_BY_NAME[name].needs, st.one_of(texts, st.sampled_from(ids))))
    wild = st.dictionaries(st.sampled_from([*known, "other"]), values, max_size=4)
    return st.tuples(wild, sane).map(lambda both: both[0] | both[1])


@pytest.mark.parametrize("name", TOOLS_BY_NAME)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_asked_of_whatever_documents_the_answer_is_bounded(name: str, data: st.DataObject) -> None:
    asked = data.draw(arguments_of(name))
    try:
        text = TOOLS_BY_NAME[name].answered(HOSTILE_INDEX.for_one_answer(), Path("nowhere"), asked)
    except SakuinError as error:
        assert len(str(error)) < MOST_GIVEN
        return
    assert len(text) <= MOST
    json.loads(text)


def test_long_titles_leave_room_for_hits_with_whole_seals() -> None:
    found = json.loads(TOOLS_BY_NAME["search"].answered(HOSTILE_INDEX.for_one_answer(), Path(), {"q": "条文"}))
    assert found["hits"] and all(hit["seal"].endswith("]") and hit["id"] in hit["seal"] for hit in found["hits"])
    assert len(found["hits"]) + found["left_out"] == 10
    short = next(hit for hit in found["hits"] if len(hit["doc"]) < 10)
    cited = json.loads(TOOLS_BY_NAME["cite"].answered(HOSTILE_INDEX.for_one_answer(), Path(), {"id": short["id"]}))
    assert all(text.endswith(f"… {short['seal']}") for text in cited["citations"].values())


# Nothing is written, and what is new is found


def state_of(directory: Path) -> dict[str, tuple[int, str]]:
    """Every file below a directory, with its time and its content."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files}


def test_no_tool_changes_a_file_and_each_answer_is_of_the_index_in_force(tmp_path: Path) -> None:
    for name, content in FILES.items():
        written(tmp_path / "source" / name, content)
    run(tmp_path / "source", tmp_path / "index")
    with client(tmp_path / "index") as (call, listed):
        before = state_of(tmp_path)
        hit = answer(call("search", q="不作"))["hits"][0]
        for tool in listed.tools:
            call(tool.name, id=hit["id"]) if "id" in tool.input_schema["properties"] else call(tool.name, q="ソ連")
        call("verify", text=hit["seal"])
        call("read", id="../collection.toml")
        assert state_of(tmp_path) == before

        changed = FILES["grain.ja.md"].replace("穀物を買い入れた。", "大量の穀物を買い入れた。")
        written(tmp_path / "source" / "grain.ja.md", changed)
        run(tmp_path / "source", tmp_path / "index")
        assert answer(call("search", q="大量"))["total"] == 1
        (verdict,) = answer(call("verify", text=hit["seal"]))["verdicts"]
        assert verdict["status"] == "changed" and "[+" in verdict["changes"]
        assert answer(call("read", id=verdict["now"]["id"]))["passages"][0]["seal"] == verdict["now"]["seal"]

        shutil.rmtree(tmp_path / "index")
        result = call("search", q="ソ連")
        assert result.is_error and "there is no index in" in said(result)


def ended(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, "mcp", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_without_an_index_or_the_package_the_program_says_what_to_do(tmp_path: Path) -> None:
    missing = ended(MAIN, "--index", str(tmp_path))
    assert (missing.returncode, missing.stdout) == (2, "") and "make one with: sakuin index" in missing.stderr
    without = ended(f"import sys; sys.modules['mcp'] = None\n{MAIN}", "--index", str(built()))
    sentence = "sakuin: sakuin mcp needs the package mcp; install it with: pip install 'sakuin[mcp]'\n"
    assert (without.returncode, without.stdout, without.stderr) == (2, "", sentence)


def test_what_the_readme_puts_into_a_configuration_starts_and_ends_when_its_input_does() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (server,) = json.loads(readme.partition("```json\n")[2].partition("```")[0])["mcpServers"].values()
    assert f"at most {MOST:,} characters, of at most {MOST_HITS} hits" in readme
    name, option, _ = server["args"]
    assert name == "mcp" and server["command"].endswith("sakuin")
    done = ended(MAIN, option, str(built()))
    assert (done.returncode, done.stdout) == (0, "")
