"""The commands of `sakuin`: what they print, how they end, and that they answer as the page and the API do."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from folders import run, sample, written
from running import MAIN, STARTS_WITHIN, Server

from indexer.analysis import analysis_path
from indexer.config import SETTINGS
from indexer.engines import ENGINES
from indexer.schema import FACETS
from indexer.storage.locking import writing
from search_app.cli.main import main
from search_app.web.app import create_app
from search_app.web.open_index import index_of

OF_THE_TESTS = ("SAKUIN_CACHE", "SAKUIN_OPENSEARCH")
"""Settings that the tests make: conftest.py and opensearch_node.py."""

COMMANDS = ("index", "search", "batch", "show", "serve", "status", "analyze")


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own SAKUIN_… settings count here; those of the tests do."""
    for name in [name for name in os.environ if name.startswith("SAKUIN_") and name not in OF_THE_TESTS]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "source"
    return sample(folder)


@pytest.fixture(scope="module")
def index(source: Path) -> Path:
    """An index of the small collection; tests only ask it."""
    directory = source.with_name("index")
    run(source, directory)
    return directory


def sakuin(*arguments: object, **options: Any) -> Result:
    """What the program does with these arguments; an exception that nobody caught fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def asked(index: Path, *arguments: object) -> Any:
    """The object that `search --json` gives."""
    result = sakuin("search", *arguments, "--index", index, "--json")
    page = json.loads(result.stdout)
    assert result.exit_code == (0 if page["hits"] else 1), result.stderr
    return page


def documents(index: Path, *arguments: object) -> list[str]:
    """The documents that a search finds, in order of id."""
    hits = asked(index, *arguments, "--limit", 100)["hits"]
    return sorted({place["doc"] for hit in hits for place in hit["places"]})


# The program


def test_help_names_every_command_and_each_has_help_of_its_own() -> None:
    help_ = sakuin("--help")
    assert help_.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command}\b", help_.stdout, re.MULTILINE)
        own = sakuin(command, "--help")
        assert own.exit_code == 0 and f"Usage: main {command}" in own.stdout


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"\S+, version \d+\.\d+\.\d+\n", sakuin("--version").stdout)


MISTAKES = [
    (["search"], "Missing argument 'QUERY...'; see main search --help"),
    (["search", "穀物", "--sort", "新しい順"], "'新しい順' is not one of 'relevance', 'date', '-date', 'doc'; see"),
    (["search", "grain", "--sort", "newest"], "'newest' is not one of 'relevance', 'date', '-date', 'doc'; see"),
    (["search", "穀物", "--match", "some"], "'some' is not one of 'all', 'any'; see main search --help"),
    (["search", "grain", "--limit", "0"], "0 is not in the range x>=1; see main search --help"),
    (["search", "穀物", "--limit", "十"], "'十' is not a valid integer range; see main search --help"),
    (["search", "grain", "--page", "0"], "0 is not in the range x>=1; see main search --help"),
    (["search", "穀物", "--ui", "fr"], "'fr' is not one of 'ja', 'en'; see main search --help"),
    (["search", "grain", "--colour", "red"], "No such option '--colour'; see main search --help"),
    (["search", "穀物", "--limt", "5"], "Did you mean '--limit'?"),
    (["search", "--eras=cold-war", "grain"], "No such option '--eras'. Did you mean '--era'?"),
    (["search", "grain", "--sort"], "Option '--sort' requires an argument; see main --help"),
    (["words"], "Missing argument 'QUERY...'; see main words --help"),
    (["words", "穀物", "--jsn"], "Did you mean '--json'?"),
    (["kwic"], "Missing argument 'QUERY...'; see main kwic --help"),
    (["kwic", "grain", "--width", "3"], "3 is not in the range 10<=x<=200; see main kwic --help"),
    (["kwic", "穀物", "--order", "五十音"], "'五十音' is not one of"),
    (["trends"], "Missing argument 'QUERIES...'; see main trends --help"),
    (["trends", "grain", "--form", "1990"], "Did you mean '--from'?"),
    (["terms"], "Missing argument 'FILE'; see main terms --help"),
    (["terms", "無い.txt"], "'無い.txt': No such file or directory; see main terms --help"),
    (["export"], "Missing argument 'QUERY...'; see main export --help"),
    (["export", "穀物", "--format", "docx"], "'docx' is not one of 'xlsx', 'csv'"),
    (["export", "grain", "--out", "hits.docx"], "nothing is exported as .docx; end the name in one of: xlsx, csv"),
    (
        ["export", "穀物", "--out", "一覧.pdf"],
        "一覧.pdf: nothing is exported as .pdf; end the name in one of: xlsx, csv",
    ),
    (["receipt"], "Missing argument 'QUERY...'; see main receipt --help"),
    (["replay"], "Missing argument 'FILE'; see main replay --help"),
    (["replay", "無い.json"], "'無い.json': No such file or directory; see main replay --help"),
    (["cite", "verfy"], "No such command 'verfy'"),
    (["cite", "passage"], "Missing argument 'IDENTIFIER'; see main cite passage --help"),
    (["batch", "questions.jsonl"], "'questions.jsonl': No such file or directory; see main batch --help"),
    (["検索"], "No such command '検索'"),
    (["serach", "grain"], "No such command 'serach'"),
    (["--versoin"], "No such option '--versoin'"),
    (["index"], "Missing argument 'SOURCES...'; see main index --help"),
    (["index", "無い"], "無い is not there; name a folder of documents or a single file"),
    (["index", ".", "--engine", "solr"], "'solr' is not one of 'auto'"),
    (["index", ".", "--jobs", "-1"], "-1 is not in the range x>=0; see main index --help"),
    (["index", ".", "--collection", "無い.toml"], "無い.toml is not there; name a collection.toml that is"),
    (["show"], "Missing argument 'IDENTIFIER'; see main show --help"),
    (["companions", "row-1", "--limit", "0"], "0 is not in the range"),
    (["serve", "--port", "70000"], "70000 is not in the range 0<=x<=65535; see main serve --help"),
    (["serve", "--port", "八千"], "'八千' is not a valid integer range; see main serve --help"),
    (["serve", "無い"], "無い is not there; name a folder of documents or a single file"),
    (["status", "--setings"], "No such option '--setings'"),
    (["analyze"], "Missing argument"),
    (["actors", "import"], "Missing argument 'LISTS...'; see main actors import --help"),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES, ids=[" ".join(arguments) for arguments, _ in MISTAKES])
def test_a_mistake_in_the_command_ends_with_2_and_says_in_a_line_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sakuin(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.strip().splitlines()
    assert line.startswith("sakuin: ") and words in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["export", "穀物", "--out", "無い/hits.csv"],
            "無い/hits.csv: there is no such file or folder; make it",
        ),
        (["export", "grain", "--out", "."], ".: it is a folder; name a file"),
        (["receipt", "grain", "--out", "nowhere/r.json"], "nowhere/r.json: there is no such file or folder; make it"),
    ],
)
def test_a_mistake_that_only_an_index_shows_is_a_line_too(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sakuin(*arguments, "--index", index)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.strip().splitlines()
    assert line.startswith("sakuin: ") and words in line


@pytest.mark.parametrize(
    ("together", "apart"),
    [("穀物 輸出", ["穀物", "輸出"]), ("grain exports", ["grain", "exports"]), ("-穀物", ["-穀物"]),
     ("穀物 -輸出", ["穀物", "-輸出"]), ("grain -Kennedy", ["grain", "-Kennedy"])],
)  # fmt: skip
def test_the_words_of_a_question_may_be_given_one_by_one(index: Path, together: str, apart: list[str]) -> None:
    both = [sakuin("search", "--index", index, "--json", *given) for given in (["--", together], apart)]
    assert both[0].stdout == both[1].stdout


@pytest.mark.parametrize("word", ["穀物", "grain"])
def test_one_word_is_counted_too(index: Path, word: str) -> None:
    total = asked(index, word)["total"]
    assert total and sakuin("words", word, "--index", index).stdout.startswith(f"{total:8,}  {word}\n")


def test_a_page_after_the_last_is_said_to_be_none(index: Path) -> None:
    result = sakuin("search", "穀物", "--page", "99", "--index", index)
    assert result.exit_code == 1 and "1ページより先はありません。" in result.stderr


@pytest.mark.parametrize(
    ("name", "first"), [("hits.RIS", "TY  - "), ("文献.bib", "@"), ("hits.csl.json", "["), ("hits", "id,citation"),
                        ("hits.jsonl", "{"), ("一覧.excel.csv", "\ufeffid"), ("hits.tsv", "id\t"),
                        ("hits.ris", "TY  - "), ("hits.xlsx", "PK"), ("一覧.md", "# 穀物"), ("a.markdown", "# 穀物")],
)  # fmt: skip
def test_a_file_is_written_as_its_name_says(index: Path, tmp_path: Path, name: str, first: str) -> None:
    result = sakuin("export", "穀物", "--out", tmp_path / name, "--index", index)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(first.encode())


@pytest.mark.parametrize(
    ("name", "kind", "first", "told"),
    [
        ("hits.csv", "ris", "TY  - ", True), ("一覧.ris", "bib", "@", True), ("hits.docx", "csv", "id,", True),
        ("hits.json", "ndjson", "{", True), ("hits.ris", "ris", "TY  - ", False), ("hits", "ris", "TY  - ", False),
        ("hits.csv", "excel.csv", "\ufeffid", False), ("hits.json", "csl.json", "[", False),
        ("hits.jsonl", "ndjson", "{", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("ui", "words"), [("ja", "--format のとおり {} として"), ("en", "written as {}, as --format says")]
)
def test_a_format_that_is_named_goes_before_the_name_of_the_file_and_says_so(
    index: Path, tmp_path: Path, name: str, kind: str, first: str, told: bool, ui: str, words: str
) -> None:
    out = tmp_path / name
    result = sakuin("export", "穀物", "--format", kind, "--out", out, "--ui", ui, "--index", index)
    assert result.exit_code == 0 and out.read_bytes().startswith(first.encode())
    assert (words.format(kind) in result.stderr) == told == bool(result.stderr)


@pytest.mark.parametrize(
    "arguments", [["search", "穀物"], ["search", "grain"], ["show", "row-1"], ["status"], ["serve"]], ids=" ".join
)
def test_without_an_index_a_command_ends_with_2_and_says_how_to_make_one(tmp_path: Path, arguments: list[str]) -> None:
    nowhere = tmp_path / "無い"
    result = sakuin(*arguments, "--index", nowhere)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there is no index in {nowhere}" in result.stderr
    assert f"sakuin index FOLDER --index {nowhere}" in result.stderr
    assert not nowhere.exists()


def test_an_index_of_another_version_ends_with_2_and_says_what_to_run(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.analysis.version", lambda: "another")
    result = sakuin("search", "穀物", "--index", index)
    assert result.exit_code == 2 and f"sakuin index FOLDER --index {index}" in result.stderr


@pytest.mark.parametrize(("name", "value"), [("K1", "多い"), ("B", "heavy"), ("MAX_PER_PAGE", "0")])
def test_a_setting_that_cannot_be_meant_is_said_in_a_sentence(
    index: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SAKUIN_{name}", value)
    result = CliRunner().invoke(main, ["search", "穀物", "--limit", "5", "--index", str(index)])
    assert isinstance(result.exception, SystemExit), f"a traceback: {result.exception!r}"
    assert result.exit_code == 2
    assert name.lower() in result.stderr.lower() and value in result.stderr


# index


def test_index_says_what_it_did_the_first_time_and_the_next(source: Path, tmp_path: Path) -> None:
    directory = tmp_path / "索引"
    result = sakuin("index", source, "--index", directory)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "indexed everything: there was no index" in result.stderr
    assert f"8 documents, 10 passages in {directory} (6 new, 0 changed, 0 gone, 0 unchanged files; " in result.stderr
    again = sakuin("index", source, "--index", directory)
    assert "(0 new, 0 changed, 0 gone, 6 unchanged files; " in again.stderr
    assert "indexed everything" not in again.stderr


def test_index_names_the_files_it_could_not_read_and_ends_well(source: Path, tmp_path: Path) -> None:
    copied = tmp_path / "書庫[1]"
    shutil.copytree(source, copied)
    written(copied / "空.txt", "")
    written(copied / "[bold]empty.md", "")
    result = sakuin("index", copied, "--index", tmp_path / "index")
    assert result.exit_code == 0 and "8 documents" in result.stderr
    for name in ("空.txt", "[bold]empty.md"):
        assert f"{copied / name}: the file is empty" in result.stderr


def test_index_lists_sixty_problems_and_says_where_the_rest_is(source: Path, tmp_path: Path) -> None:
    for number in range(70):
        written(tmp_path / f"many/{number:02}.txt", "")
    result = sakuin("index", tmp_path / "many", "--index", tmp_path / "index")
    assert result.stderr.count("the file is empty") == 60
    assert "and 10 more; sakuin status --problems" in result.stderr
    listed = sakuin("status", "--problems", "--index", tmp_path / "index").stdout
    assert listed.count("the file is empty") == 70


@pytest.mark.parametrize("name", ["old[draft]", "古い[red]"])
def test_the_directory_is_named_as_it_is_written(source: Path, tmp_path: Path, name: str) -> None:
    result = sakuin("index", source, "--index", tmp_path / name)
    assert result.exit_code == 0 and f"passages in {tmp_path / name} (" in result.stderr


@pytest.mark.parametrize("engine", ENGINES)
def test_index_takes_an_engine_and_status_names_it(source: Path, tmp_path: Path, engine: str) -> None:
    assert sakuin("index", source, "--index", tmp_path, "--engine", engine, "--jobs", 1).exit_code == 0
    assert re.search(
        rf"^engine      {engine}( \([a-z0-9-]+ [0-9.]+\))?, named$", sakuin("status", "--index", tmp_path).stdout, re.M
    )


def test_index_takes_a_collection_file_from_elsewhere(source: Path, tmp_path: Path) -> None:
    named = written(tmp_path / "names.toml", '[[actor]]\nid = "pilot"\nkind = "person"\nja = "飛行士"\nen = "pilot"\n')
    assert sakuin("index", source, "--index", tmp_path / "index", "--collection", named).exit_code == 0
    assert documents(tmp_path / "index", "", "--actor", "pilot") == ["cell-1", "cell-2"]


def test_a_source_left_out_is_taken_out(source: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    extra = written(tmp_path / "more/extra.txt", "追加の文書 extra").parent
    sakuin("index", source, extra, "--index", directory)
    assert documents(directory, "追加") == documents(directory, "extra") == ["extra"]
    assert "1 gone" in sakuin("index", source, "--index", directory).stderr
    assert documents(directory, "追加") == documents(directory, "extra") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["無い書庫"], "無い書庫 is not there; name a folder"),
        (["no-such-folder"], "no-such-folder is not there; name a folder"),
        ([".", "--collection", "無い.toml"], "無い.toml is not there"),
    ],
)
def test_index_says_which_file_is_not_there(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = sakuin("index", *arguments, "--index", tmp_path / "index")
    assert result.exit_code == 2 and words in result.stderr


def test_index_says_what_is_wrong_in_the_collection_file(tmp_path: Path) -> None:
    written(tmp_path / "source/collection.toml", '[[era]]\nid = "a"\nja = "甲"\ncolour = "red"\n')
    result = sakuin("index", tmp_path / "source", "--index", tmp_path / "index")
    assert result.exit_code == 2 and "collection.toml, line 4, era.colour: unknown key" in result.stderr


def test_index_says_that_another_run_is_writing(source: Path, tmp_path: Path) -> None:
    with writing(tmp_path):
        result = sakuin("index", source, "--index", tmp_path)
    assert result.exit_code == 2 and f"another run is writing to {tmp_path}" in result.stderr


# search


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("穀物", 0),
        ("grain", 0),
        ('"鉄のカーテン"', 0),
        ('"bad harvest"', 0),
        ("存在しない語句", 1),
        ("nonexistent", 1),
        ("穀物 -穀物", 1),
        ("", 0),
    ],
)
def test_search_ends_with_0_with_hits_and_with_1_without(index: Path, query: str, status: int) -> None:
    assert sakuin("search", query, "--index", index).exit_code == status


@pytest.mark.parametrize(
    ("query", "ui", "count", "place", "words"),
    [
        ("不作", "ja", "1 件", "1. 穀物協定 › 背景  ", "ソ連は不作のため、米国から穀物を買い入れた。"),
        (
            "harvest",
            "en",
            "1 passages",
            "1. The grain agreement › Background  ",
            "After a bad harvest the Soviet Union",
        ),
    ],
)
def test_search_prints_the_count_and_each_hit_with_its_place(
    index: Path, query: str, ui: str, count: str, place: str, words: str
) -> None:
    lines = sakuin("search", query, "--ui", ui, "--index", index).stdout.splitlines()
    assert lines[0].startswith(count)
    assert [line for line in lines if line.startswith(place)]
    assert [line for line in lines if line.startswith(words)]
    assert asked(index, query)["hits"][0]["id"] in lines[2]


@pytest.mark.parametrize(
    ("ui", "words"), [("ja", "日付「いつか」を読めない"), ("en", "The date “いつか” cannot be read")]
)
def test_search_says_on_stderr_how_a_question_was_read(index: Path, ui: str, words: str) -> None:
    result = sakuin("search", "穀物", "--from", "いつか", "--ui", ui, "--index", index)
    assert result.exit_code == 0
    assert words in result.stderr and words not in result.stdout


MANY_SIGNS = "穀*物*輸*出*国 grain"
"""A question of which the end is left out by the settings."""


@pytest.mark.parametrize("command", ["search", "words", "kwic", "export", "receipt", "trends", "batch"])
def test_every_command_says_on_stderr_what_was_left_out_unless_nothing_is(
    index: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "asked").write_text(json.dumps({"id": "7", "q": MANY_SIGNS}), encoding="utf-8")
    asked = [str(tmp_path / "asked"), "--run", "-"] if command == "batch" else [MANY_SIGNS]
    bounded, whole = (sakuin(command, *asked, *more, "--index", index).stderr for more in ([], ["--no-limits"]))
    assert bounded.count("1語の * と ? は3個までです") + bounded.count("A word takes 3 signs * and ?") == 1
    assert bounded.startswith("7: ") == (command == "batch")
    assert whole == ""


@pytest.mark.parametrize(("ui", "era", "actor"), [("ja", "冷戦期", "ソ連"), ("en", "Cold War", "Soviet Union")])
def test_search_prints_the_facets_where_they_are_asked_for(index: Path, ui: str, era: str, actor: str) -> None:
    page = asked(index, "", "--ui", ui)
    result = sakuin("search", "", "--facets", "--ui", ui, "--index", index)
    for facet in FACETS:
        assert f"({facet})\n" in result.stdout
        for row in page["facets"][facet]:
            assert re.search(rf"^ +{row['count']}  {re.escape(row['value'])}\b", result.stdout, re.MULTILINE)
    assert f"  cold-war  {era}\n" in result.stdout and f"  ussr  {actor}\n" in result.stdout
    assert "(era)" not in sakuin("search", "", "--ui", ui, "--index", index).stdout


SAME = (
    ["穀物"],
    ["grain"],
    ["存在しない語句"],
    ['"鉄のカーテン" OR "bad harvest"'],
    ["ゴルバチョフ", "--ui", "en"],
    ["", "--era", "cold-war", "--actor", "ussr", "--actor", "-gorbachev"],
    ["", "--doc", "row-1", "--doc", "row-2", "--lang", "en", "--ui", "en"],
    ["", "--year", "1987", "--sort", "date", "--limit", "2", "--page", "2"],
    ["署名 飛行士 pilot", "--match", "any", "--sort", "-date"],
    ["", "--from", "昭和47年", "--until", "1986-12", "--sort", "doc"],
    ["treaty", "--from", "1990", "--until", "いつか"],
    ["", "--limit", "5000"],
    ["ソ連 (", "--page", "9"],
)


def parameters(arguments: Sequence[str]) -> list[tuple[str, str]]:
    """The parameters of a link that ask the same as these arguments."""
    names = [name.removeprefix("--").replace("limit", "per_page") for name in arguments[1::2]]
    return [("q", arguments[0]), *zip(names, arguments[2::2], strict=True)]


@pytest.mark.parametrize("arguments", SAME, ids=" ".join)
def test_search_as_json_gives_what_the_api_gives(index: Path, arguments: list[str]) -> None:
    app = create_app(index)
    response = app.test_client().get("/search.json", query_string=parameters(arguments))
    index_of(app).searcher().library.close()
    assert response.status_code == 200
    assert asked(index, *arguments) == response.json


def test_search_as_json_writes_japanese_as_it_is(index: Path) -> None:
    assert "買い入れた" in sakuin("search", "穀物", "--json", "--index", index).stdout


ROWS, CELLS, GRAIN = ["row-1", "row-2"], ["cell-1", "cell-2"], ["grain.en", "grain.ja"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["", "--era", "cold-war"], [*CELLS, *GRAIN, "page", *ROWS]),
        (["", "--era", "-cold-war"], ["notes/memo"]),
        (["", "--era=-cold-war"], ["notes/memo"]),
        (["", "--era", "war"], []),
        (["", "--actor", "gorbachev"], ["page"]),
        (["", "--actor", "usa"], GRAIN),
        (["", "--actor", "gorbachev", "--actor", "usa"], [*GRAIN, "page"]),
        (["", "--actor", "ussr", "--actor", "-usa"], CELLS),
        (["", "--doc", "row-1"], ["row-1"]),
        (["", "--doc", "notes/memo", "--doc", "row-2"], ["notes/memo", "row-2"]),
        (["", "--lang", "ja"], ["cell-1", "grain.ja", "notes/memo", "row-1"]),
        (["", "--lang", "en"], ["cell-2", "grain.en", "page", "row-2"]),
        (["", "--lang", "-ja", "--year", "1987"], ["cell-2", "row-2"]),
        (["", "--year", "1946"], ["notes/memo"]),
        (["", "--year", "1973"], GRAIN),
        (["", "--from", "1987"], [*CELLS, *ROWS]),
        (["", "--from", "昭和62年"], [*CELLS, *ROWS]),
        (["", "--until", "1950"], ["notes/memo"]),
        (["", "--until", "昭和25年"], ["notes/memo"]),
        (["", "--from", "1986-10", "--until", "1986-10"], ["page"]),
        (["", "--from", "1987-06", "--until", "1987-12"], ROWS),
        (["穀物 飛行士"], []),
        (["穀物 飛行士", "--match", "all"], []),
        (["穀物 飛行士", "--match", "any"], ["cell-1", "grain.ja"]),
        (["unhindered missiles", "--match", "all"], []),
        (["unhindered missiles", "--match", "any"], ["cell-2", "page"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_the_options_of_search_keep_what_they_name(index: Path, arguments: list[str], expected: list[str]) -> None:
    assert documents(index, *arguments) == expected


def test_hits_come_in_the_order_asked_for(index: Path) -> None:
    def order(sort: str) -> list[str]:
        hits = asked(index, "", "--lang", "ja", "--sort", sort, "--limit", 100)["hits"]
        return [key for key, _ in groupby(hit["doc"] for hit in hits)]

    assert order("date") == ["notes/memo", "grain.ja", "row-1", "cell-1"]
    assert order("-date") == ["cell-1", "row-1", "grain.ja", "notes/memo"]
    assert order("doc") == ["cell-1", "grain.ja", "notes/memo", "row-1"]
    scores = [hit["score"] for hit in asked(index, "ソ連 米国 grain", "--match", "any")["hits"]]
    assert len(set(scores)) > 1 and scores == sorted(scores, reverse=True)


def test_limit_and_page_cut_the_hits_into_pages(index: Path) -> None:
    whole = [hit["id"] for hit in asked(index, "", "--sort", "doc", "--limit", 100)["hits"]]
    pages = [asked(index, "", "--sort", "doc", "--limit", 4, "--page", page) for page in (1, 2, 3)]
    assert [[hit["id"] for hit in page["hits"]] for page in pages] == [whole[:4], whole[4:8], whole[8:]]
    assert {(page["total"], page["pages"], page["per_page"]) for page in pages} == {(10, 3, 4)}
    numbers = re.findall(r"^(\d+)\. ", sakuin("search", "", "--limit", 4, "--page", 3, "--index", index).stdout, re.M)
    assert numbers == ["9", "10"]


def test_the_directory_can_be_said_by_the_environment_and_the_option_is_stronger(index: Path, tmp_path: Path) -> None:
    assert sakuin("search", "穀物", env={"SAKUIN_INDEX": str(index)}).exit_code == 0
    missing = sakuin("search", "穀物", env={"SAKUIN_INDEX": str(tmp_path / "環境")})
    assert missing.exit_code == 2 and "環境" in missing.stderr
    assert sakuin("search", "grain", "--index", index, env={"SAKUIN_INDEX": str(tmp_path / "環境")}).exit_code == 0


def test_without_a_word_the_directory_is_dot_sakuin_here(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sakuin("index", source).exit_code == 0
    assert sakuin("search", "穀物").exit_code == sakuin("search", "grain").exit_code == 0
    assert (tmp_path / ".sakuin/CURRENT").is_file()


# batch

LINE = re.compile(r"(\S+) Q0 (\S+) (\d+) (\d+\.\d+) sakuin")
Run = dict[str, list[tuple[str, float]]]


def batch(index: Path, lines: Sequence[object], *options: object) -> Run:
    """The run of these questions: for each its ids with their scores, in order."""
    questions = written(
        index.with_name("questions.jsonl"), "\n".join(json.dumps(line) if line else "" for line in lines)
    )
    out = index.with_name("run.txt")
    out.unlink(missing_ok=True)
    result = sakuin("batch", questions, "--run", out, "--index", index, *options)
    assert (result.exit_code, result.output) == (0, "")
    found: Run = {}
    written_lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    for line in written_lines:
        match = LINE.fullmatch(line)
        assert match, line
        rows = found.setdefault(match[1], [])
        assert int(match[3]) == len(rows) + 1, f"ranks count from 1: {line}"
        rows.append((match[2], float(match[4])))
    return found


def test_batch_answers_each_question_as_search_does(index: Path) -> None:
    questions = {"ja-1": "ソ連 OR 署名", "en-1": "Soviet OR treaty", "数": "記録"}
    found = batch(index, [{"id": id_, "q": q} for id_, q in questions.items()])
    assert list(found) == ["ja-1", "en-1"], "a question without hits has no line"
    for id_ in found:
        assert found[id_] == [(hit["id"], hit["score"]) for hit in asked(index, questions[id_], "--limit", 100)["hits"]]
        assert len(found[id_]) > 1
        assert all(before[1] >= after[1] for before, after in pairwise(found[id_]))


def test_batch_takes_any_parameter_of_a_search_passes_over_blank_lines_and_keeps_the_limit(index: Path) -> None:
    found = batch(
        index,
        [
            {"id": 1, "q": "", "actor": ["gorbachev", "usa"], "lang": "ja"},
            None,
            {"id": 2, "q": "", "from": "1987", "until": "昭和62年", "lang": "-ja"},
            {"id": 3, "q": ""},
        ],
        "--unit", "doc", "--limit", 3,
    )  # fmt: skip
    assert {id_: sorted(i for i, _ in rows) for id_, rows in found.items() if id_ != "3"} == {
        "1": ["grain.ja"],
        "2": ["cell-2", "row-2"],
    }
    assert len(found["3"]) == 3


def test_batch_of_documents_gives_their_own_ids_by_their_best_passages(index: Path) -> None:
    found = batch(
        index,
        [{"id": "a", "q": "不作 OR 価格 OR 着陸"}, {"id": "b", "q": "harvest OR prices OR pilot"}],
        "--unit",
        "doc",
    )
    assert [sorted(id_ for id_, _ in rows) for rows in found.values()] == [
        ["cell-1", "grain.ja"],
        ["cell-2", "grain.en"],
    ]
    for rows, q in zip(found.values(), ("不作 OR 価格 OR 着陸", "harvest OR prices OR pilot"), strict=True):
        best: dict[str, float] = {}
        for hit in asked(index, q, "--limit", 100)["hits"]:
            best.setdefault(hit["doc"], hit["score"])
        assert rows == list(best.items())


def test_batch_of_documents_counts_an_identical_passage_for_each_document_that_has_it(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        written(tmp_path / f"source/{name}.txt", "同じ文面の文書。 The same words.")
    run(tmp_path / "source", tmp_path / "index")
    found = batch(tmp_path / "index", [{"id": "1", "q": "文面"}, {"id": "2", "q": "same words"}], "--unit", "doc")
    assert [[id_ for id_, _ in rows] for rows in found.values()] == [["乙", "甲"]] * 2
    assert batch(tmp_path / "index", [{"id": "1", "q": "文面"}], "--unit", "doc", "--limit", 1).keys() == {"1"}


def test_batch_goes_deeper_until_there_are_documents_enough(tmp_path: Path) -> None:
    text = "\n\n".join(f"## 節{n}\n\n穀物、穀物、穀物、第{n}の記録。 grain grain grain {n}" for n in range(40))
    written(tmp_path / "source/many.md", text)
    for number in range(3):
        written(
            tmp_path / f"source/one-{number}.txt", f"穀物のことも一度は述べる長めの文書{number}。 Once about grain."
        )
    run(tmp_path / "source", tmp_path / "index")
    found = batch(tmp_path / "index", [{"id": q, "q": q} for q in ("穀物", "grain")], "--unit", "doc", "--limit", 3)
    assert [(len(rows), rows[0][0]) for rows in found.values()] == [(3, "many")] * 2


def test_match_of_batch_is_for_the_questions_that_do_not_say(index: Path) -> None:
    questions = [
        {"id": "ja", "q": "穀物 飛行士"},
        {"id": "en", "q": "unhindered missiles"},
        {"id": "own", "q": "穀物 飛行士", "match": "all"},
    ]
    assert batch(index, questions) == {}
    assert batch(index, questions, "--match", "all") == {}
    assert batch(index, questions, "--match", "any").keys() == {"ja", "en"}


def test_a_parameter_that_is_null_is_as_if_it_were_left_out(index: Path) -> None:
    questions = [{"id": "1", "q": "穀物", "era": None, "from": None}, {"id": "2", "q": "grain", "lang": None}]
    assert batch(index, questions).keys() == {"1", "2"}


def test_a_run_without_hits_is_an_empty_file_and_not_the_run_before(index: Path, tmp_path: Path) -> None:
    out = written(tmp_path / "run.txt", "1 Q0 old 1 1.0 sakuin\n")
    questions = written(tmp_path / "q.jsonl", '{"id": "1", "q": "存在しない語句"}\n{"id": "2", "q": "nonexistent"}\n')
    assert sakuin("batch", questions, "--run", out, "--index", index).exit_code == 0
    assert out.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("穀物".encode(), "not JSON"),
        (b'{"id": "x", "q": "grain"', "not JSON"),
        (b'["x", "grain"]', 'an object with "id" and "q"'),
        ('{"q": "穀物"}'.encode(), 'an object with "id" and "q"'),
        (b'{"id": "x"}', 'an object with "id" and "q"'),
        ('{"id": "x", "q": "穀物"}'.encode("cp932"), "UTF-8"),
    ],
)
def test_a_bad_line_of_a_batch_is_named_with_its_number(index: Path, tmp_path: Path, line: bytes, words: str) -> None:
    questions = written(tmp_path / "質問.jsonl", '{"id": "1", "q": "穀物"}\n\n'.encode() + line + b"\n")
    result = CliRunner().invoke(main, ["batch", str(questions), "--run", str(tmp_path / "r"), "--index", str(index)])
    assert isinstance(result.exception, SystemExit), f"a traceback: {result.exception!r}"
    assert result.exit_code == 2
    assert f"{questions}, line 3: " in result.stderr and words in result.stderr


def test_batch_can_read_from_and_write_to_a_pipe(index: Path) -> None:
    command = [sys.executable, "-c", MAIN, "batch", "-", "--run", "-", "--index", index]
    lines = '{"id": "1", "q": "不作"}\n{"id": "2", "q": "harvest"}\nnot JSON\n'
    ended = subprocess.run(command, input=lines.encode(), capture_output=True, timeout=STARTS_WITHIN, check=False)
    rows = [LINE.fullmatch(line) for line in ended.stdout.decode().splitlines()]
    assert [row[1] for row in rows if row] == ["1", "2"]
    assert ended.returncode == 2 and b"line 3: not JSON" in ended.stderr


@pytest.mark.parametrize(
    ("questions", "directory", "words"),
    [
        ("無い質問.jsonl", "index", "No such file or directory"),
        ("no-questions.jsonl", "index", "No such file or directory"),
        ("questions.jsonl", "無い索引", "there is no index in"),
        ("questions.jsonl", "no-index", "there is no index in"),
    ],
)
def test_a_batch_that_cannot_begin_leaves_the_run_before_as_it_was(
    index: Path, tmp_path: Path, questions: str, directory: str, words: str
) -> None:
    out = written(tmp_path / "run.txt", "1 Q0 old 1 1.0 sakuin\n")
    written(tmp_path / "questions.jsonl", '{"id": "1", "q": "穀物 OR grain"}\n')
    place = index if directory == "index" else tmp_path / directory
    command = [sys.executable, "-c", MAIN, "batch", tmp_path / questions, "--run", out, "--index", place]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=STARTS_WITHIN, check=False)
    assert ended.returncode == 2 and words in " ".join(ended.stderr.split())
    assert out.read_text(encoding="utf-8") == "1 Q0 old 1 1.0 sakuin\n"


def test_batch_asks_for_a_run_to_write(index: Path) -> None:
    result = sakuin("batch", "-", "--index", index)
    assert result.exit_code == 2 and "Missing option '--run'" in result.stderr


# show


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("不作", "ソ連は不作のため、米国から穀物を買い入れた。"),
        ("harvest", "After a bad harvest the Soviet Union bought grain from the United States."),
    ],
)
def test_show_gives_a_passage_by_its_id(index: Path, query: str, text: str) -> None:
    (hit,) = asked(index, query)["hits"]
    assert sakuin("show", hit["id"], "--index", index).stdout == text + "\n"
    shown = json.loads(sakuin("show", hit["id"], "--json", "--index", index).stdout)
    assert (shown["id"], shown["text"], shown["lang"]) == (hit["id"], text, hit["lang"])
    assert shown["places"] == hit["places"] and shown["dates"] == ["1972-07-08"]


@pytest.mark.parametrize("asked", ["nato-99.ja", "no such thing"])
def test_what_is_advised_where_a_document_is_not_found_lists_documents(index: Path, asked: str) -> None:
    advised = re.search(r"; sakuin (.*) lists documents", sakuin("show", asked, "--index", index).stderr)
    assert advised
    assert "(doc)" in sakuin(*shlex.split(advised[1]), "--index", index).stdout


@pytest.mark.parametrize(
    ("document", "parts"),
    [
        ("grain.ja", ["穀物協定", "## 背景", "ソ連は不作のため", "## 結果", "昭和48年"]),
        ("grain.en", ["The grain agreement", "## Background", "After a bad harvest", "## Outcome", "In 1973 prices"]),
        ("notes/memo", ["覚書", "鉄のカーテンについての覚書。"]),
    ],
)
def test_show_gives_a_document_with_its_headings_in_order(index: Path, document: str, parts: list[str]) -> None:
    result = sakuin("show", document, "--index", index)
    assert result.exit_code == 0
    found = [part for part in result.stdout.split("\n\n") if part.strip()]
    assert len(found) == len(parts)
    assert all(one.startswith(part) for one, part in zip(found, parts, strict=True))
    shown = json.loads(sakuin("show", document, "--json", "--index", index).stdout)
    assert (shown["id"], shown["title"]) == (document, parts[0])
    assert [passage["id"] for passage in shown["passages"]] == [
        hit["id"] for hit in asked(index, "", "--doc", document, "--sort", "doc")["hits"]
    ]


@pytest.mark.parametrize("identifier", ["無い文書", "no-such-document", "0123456789abcdef"])
def test_show_ends_with_1_where_nothing_has_the_id(index: Path, identifier: str) -> None:
    result = sakuin("show", identifier, "--index", index)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{identifier!r} in this index" in result.stderr


# status, analyze


def test_status_says_what_the_index_holds(source: Path, index: Path) -> None:
    lines = sakuin("status", "--index", index).stdout.splitlines()
    assert lines[0].startswith(f"index       {index} (gen-1, ")
    assert lines[1:5] == [
        f"engine      whoosh (whoosh3 {version('whoosh3')}), chosen by size",
        "scores      exact, as of an index made anew",
        "holds       6 files, 8 documents, 10 passages",
        f'sources     ["{source.as_posix()}"]',
    ]
    assert f"analysis    {analysis_path()}" in lines
    assert "problems    0" in lines


@pytest.mark.parametrize(("name", "content"), [("壊.txt", ""), ("torn.jsonl", '{"text": "甲"}\n{"text":\n')])
def test_status_counts_problems_and_lists_them_when_asked(tmp_path: Path, name: str, content: str) -> None:
    path = written(tmp_path / "source" / name, content)
    run(tmp_path / "source", tmp_path / "index")
    short = sakuin("status", "--index", tmp_path / "index").stdout
    assert "problems    1 (--problems lists them)\n" in short and f"{path}: " not in short
    assert f"\n{path}: " in sakuin("status", "--problems", "--index", tmp_path / "index").stdout


def test_status_lists_every_setting_with_its_value_even_without_an_index(tmp_path: Path) -> None:
    result = sakuin("status", "--settings", "--index", tmp_path / "無い", env={"SAKUIN_K1": "0.9"})
    assert result.exit_code == 0
    assert "SAKUIN_K1=0.9  " in result.stdout
    assert [line.partition("=")[0] for line in result.stdout.splitlines()] == [
        f"SAKUIN_{setting.name.upper()}" for setting in SETTINGS
    ]


@pytest.mark.parametrize(
    ("text", "layer", "token"),
    [
        ("穀物を輸出", "w", ("0-2", "穀物", "穀物")),
        ("grain exports", "w", ("6-13", "export", "exports")),
        ("穀物", "g", ("1-2", "物", "物")),
        ("ＮＡＴＯ拡大", "w", ("0-4", "nato", "ＮＡＴＯ")),
    ],
)
def test_analyze_shows_each_token_with_what_was_written(text: str, layer: str, token: tuple[str, str, str]) -> None:
    result = sakuin("analyze", text)
    assert result.exit_code == 0
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line in result.stdout.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            rows = found.setdefault(line[:-1], [])
        else:
            numbers, surface = line.split("\t")
            _, offsets, term = numbers.split()
            rows.append((offsets, term, surface))
    assert list(found) == ["w", "g", "v"]
    assert token in found[layer]


# serve


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Server, Path, Path]]:
    """A running server, with its source and its index."""
    source, index = tmp_path / "source", tmp_path / "index"
    sample(source)
    run(source, index)
    server = Server("--index", index)
    yield server, source, index
    if server.process.poll() is None:
        server.end()


def test_serve_prints_its_address_and_answers_there(served: tuple[Server, Path, Path]) -> None:
    server, _, index = served
    assert server.port, f"no address in {server.line!r}"
    status, page = server.get("/")
    assert status == 200 and "米ソ関係" in page
    assert "US-Soviet relations" in server.get("/?ui=en")[1]
    for q in ("harvest", "%E4%B8%8D%E4%BD%9C"):
        status, text = server.get(f"/search.json?q={q}")
        assert (status, json.loads(text)["total"]) == (200, 1)
    assert json.loads(server.get("/search.json?q=harvest")[1]) == asked(index, "harvest")
    assert server.get("/doc/no-such-document")[0] == 404
    assert server.end() == 0


def test_serve_opens_a_new_generation_without_a_restart(served: tuple[Server, Path, Path]) -> None:
    server, source, index = served
    assert server.total("helicopter") == server.total("港湾") == 0
    for number in range(1, 4):
        written(
            source / f"new-{number}.txt", f"港湾の上をヘリコプターが飛ぶ、第{number}報。 A helicopter, report {number}."
        )
        run(source, index)
        assert server.total("helicopter") == server.total("港湾") == number
    assert server.end() == 0


def test_serve_with_a_source_indexes_it_first(source: Path, tmp_path: Path) -> None:
    server = Server(source, "--index", tmp_path / "index")
    assert server.port and server.total("harvest") == 1
    assert server.end() == 0


def test_serve_says_that_a_port_is_taken(index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", MAIN, "serve", "--index", index, "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=STARTS_WITHIN, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"sakuin: cannot serve at 127.0.0.1:{port}") and "--port" in ended.stderr
