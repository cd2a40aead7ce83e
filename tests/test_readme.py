"""What the README says is so: its commands, its examples, its table of parameters."""

import re
from functools import cache
from pathlib import Path

import pytest
from library import built, document, hits, searcher_of
from library import searcher as sample_catalog

from indexer.collection import load
from indexer.schema import FACETS
from search_app.export.formats import FORMATS
from search_app.query_language.parser import parse
from search_app.search.results_page import search
from search_app.search.searcher import Searcher
from search_app.state.match_kinds import SWITCHES
from search_app.state.state import PARAMETERS, SearchState

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `(.+?)` \|", README.partition("<!-- examples -->")[2].partition("<!-- /examples")[0], re.M)


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return sample_catalog()


def test_the_readme_has_examples_in_both_languages() -> None:
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize("question", EXAMPLES)
def test_every_example_is_read_as_typed_and_finds_something(question: str, searcher: Searcher) -> None:
    assert not parse(question).notes
    page = search(searcher, SearchState(q=question))
    assert page.total > 0
    assert not page.question.notes


def test_the_continuous_integration_runs_the_readmes_test_command() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README, re.S)[:2]
    assert "sakuin serve corpus" in commands[0]
    assert " -m pytest" in commands[1].rpartition("&&")[2]
    assert "grep -m1 'python -m pytest' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


PYTHON = re.findall(r"```python\n(.*?)\n```", README, re.S)


def test_the_examples_in_python_run_one_after_the_other_in_a_folder_with_the_index_of_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".sakuin").symlink_to(built())
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    for example in PYTHON:
        exec(example, known)
    said = capsys.readouterr().out
    assert len(PYTHON) >= 2 and "[sakuin " in said and "per_10000_words" in said


def parameter_rows() -> list[str]:
    """The README's table of parameters, as the schema and the state have them."""
    facets = " ".join(f"`{facet}`" for facet in FACETS)
    rows = [f"| {facets} | a value to keep, `-value` to leave out; may be repeated |"]
    for row in PARAMETERS:
        choices = f" ({', '.join(f'`{choice}`' for choice in row.kind.choices)})" if row.kind.choices else ""
        rows.append(f"| `{row.name}` | {row.help}{choices}{'; may be repeated' if row.kind.many else ''} |")
    return ["| parameter | what it is for |", "|---|---|", *rows]


def test_the_table_of_parameters_is_that_of_the_code() -> None:
    table = README.partition("<!-- parameters -->")[2].partition("<!-- /parameters -->")[0].strip()
    assert table == "\n".join(parameter_rows()), "put these rows there:\n" + "\n".join(parameter_rows())


def test_every_file_that_the_readme_names_is_there() -> None:
    named = set(re.findall(r"`((?:indexer|search_app|tests|benchmarks)/[\w/.]+)`", README))
    assert len(named) > 20
    assert not [name for name in named if not (ROOT / name).exists()]


def rows(name: str) -> list[list[str]]:
    """The rows of a table of the README, between its two comments, without its head."""
    table = README.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


SEMANTICS, NO_MATCH = rows("semantics"), rows("no-match")


@cache
def found(text: str, question: str, **other: str) -> list[tuple[str, str]]:
    """The marks of a question in a text, in a collection with the sample's names."""
    library = searcher_of(document("a", text.replace("⏎", "\n")), collection=load(ROOT / "corpus" / "collection.toml"))
    return [(match.via, match.other) for hit in hits(library, question, **other) for match in hit.matches]


def test_the_rules_have_examples_in_both_languages() -> None:
    assert len(SEMANTICS) >= 30 and len(NO_MATCH) >= 10
    for table in (SEMANTICS, NO_MATCH):
        assert sum(row[0].isascii() for row in table) >= 0.25 * len(table)
    assert {switch.name for switch in SWITCHES} - {"dictionary"} <= {row[3].strip("`") for row in SEMANTICS}


@pytest.mark.parametrize("row", SEMANTICS, ids=lambda row: row[0])
def test_every_rule_finds_what_it_says_for_the_reason_it_says(row: list[str]) -> None:
    question, text, via, switch, _ = (cell.strip("`") for cell in row)
    assert via in {kind for kind, _ in found(text, question)}
    if switch in {each.name for each in SWITCHES}:
        group = next(each.group for each in SWITCHES if each.name == switch)
        assert not found(text, question, **{group: f"-{switch}"})
    elif switch:
        assert found(text, question, **{"as_": switch.partition("=")[2]})
        assert not found(text, question, **{"as_": "-" + switch.partition("=")[2]})


@pytest.mark.parametrize("row", NO_MATCH, ids=lambda row: row[0])
def test_what_is_said_to_be_no_match_is_none(row: list[str]) -> None:
    assert not found(row[1], row[0].strip("`"))


DOCS = ROOT / "search_app" / "docs"


def test_the_front_part_shows_the_desk_in_both_languages_before_any_command_is_to_be_typed() -> None:
    front = README.partition("```sh")[0]
    shown = re.findall(r"\]\(search_app/docs/([a-z-]+\.jpg)\)", front)
    assert "`sakuin desk`" in front and "机" in front
    assert {name.rpartition("-")[2] for name in shown} == {"ja.jpg", "en.jpg"}
    assert all((DOCS / name).is_file() for name in shown)


def test_every_type_of_page_is_shown_in_both_languages() -> None:
    source = (ROOT / "tests" / "screenshots.py").read_text(encoding="utf-8")
    pages = re.findall(r'^    \("([a-z]+)", "/|^    \("(desk-[a-z]+)", "', source, re.M)
    pages = ["project", *(page or at_desk for page, at_desk in pages)]
    assert len(pages) >= 17
    shown = set(re.findall(r"\]\(([a-z-]+\.jpg)\)", (DOCS / "README.md").read_text(encoding="utf-8")))
    assert {f"{page}-{ui}.jpg" for page in pages for ui in ("ja", "en")} <= shown
    assert shown == {path.name for path in DOCS.glob("*.jpg")}


def test_the_table_of_files_has_every_format() -> None:
    table = README.partition("<!-- exports -->")[2].partition("<!-- /exports -->")[0]
    assert re.findall(r"`\.([\w.]+)`", table) == [each.name for each in FORMATS]
