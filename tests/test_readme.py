"""What the README says is so: its commands, its examples, its table of parameters."""

import re
from pathlib import Path

import pytest
from library import catalog as sample_catalog

from indexer.config import Config
from search_app.parser import parse
from search_app.service import Catalog, search
from search_app.state import SearchState

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `(.+?)` \|", README.partition("<!-- examples -->")[2].partition("<!-- /examples")[0], re.M)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return sample_catalog()


def test_the_readme_has_examples_in_both_languages() -> None:
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize("question", EXAMPLES)
def test_every_example_is_read_as_typed_and_finds_something(question: str, catalog: Catalog) -> None:
    assert not parse(question).notes
    page = search(catalog, SearchState(q=question), Config())
    assert page.total > 0
    assert not page.notes


def test_the_continuous_integration_runs_the_readmes_test_command() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README, re.S)[:2]
    assert "sakuin serve corpus" in commands[0]
    assert commands[1].endswith("python -m pytest")
    assert "grep -m1 'python -m pytest' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("parameter", ["q", "era", "year", "actor", "doc", "lang", "from", "until", "match", "sort"])
def test_every_parameter_is_in_the_readmes_table(parameter: str) -> None:
    assert f"`{parameter}`" in README.partition("| parameter |")[2].partition("\n\n")[0]
