"""The house keeps its plan: which module may import which, one door for each outside package, nothing too long."""

import ast
import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("indexer", "search_app")

FLOORS = (
    ("indexer.errors", "indexer.document"),
    ("indexer.query", "indexer.schema", "indexer.config", "indexer.collection"),
    ("indexer.occurrences", "indexer.terms", "indexer.rows", "indexer.signs"),
    ("indexer.readers", "indexer.passages", "indexer.analysis", "indexer.metadata", "indexer.engines", "indexer.store",
     "indexer.jmdict"),
    ("indexer.glosses",),
    ("indexer.glossary",),
    ("indexer.twins",),
    ("indexer.groups", "indexer.manifest", "indexer.library", "indexer.prepare"),
    ("indexer.pipeline",),
    ("indexer.builder",),
    ("indexer.cli",),
    ("search_app.labels", "search_app.guide", "search_app.notes", "search_app.syntax", "search_app.names",
     "search_app.leaves",
     "search_app.nearby", "search_app.dictionary", "search_app.collation"),
    ("search_app.switches", "search_app.writing", "search_app.lexer", "search_app.wildcards", "search_app.clauses",
     "search_app.wordlist", "search_app.rewriting"),
    ("search_app.state", "search_app.reasons", "search_app.expansions", "search_app.parser", "search_app.spelling",
     "search_app.wording", "search_app.suggest",
     "search_app.aids", "search_app.scoring"),
    ("search_app.links",),
    ("search_app.matching", "search_app.snippets", "search_app.facets", "search_app.translating"),
    ("search_app.planner",),
    ("search_app.marks", "search_app.rescoring"),
    ("search_app.catalog",),
    ("search_app.asking", "search_app.hits"),
    ("search_app.ladder",),
    ("search_app.service", "search_app.everything", "search_app.values"),
    ("search_app.reader",),
    ("search_app.beside", "search_app.batch", "search_app.lens", "search_app.trends"),
    ("search_app.answers", "search_app.shelf", "search_app.charts", "search_app.citing"),
    ("search_app.concordance",),
    ("search_app.verifying", "search_app.receipts", "search_app.bibliographies"),
    ("search_app.exports",),
    ("search_app.tables",),
    ("search_app.openapi",),
    ("search_app.api",),
    ("search_app.web", "search_app.files"),
    ("search_app.app",),
    ("search_app.server", "search_app.options"),
    ("search_app.commands",),
    ("search_app.cli",),
)  # fmt: skip
"""The rooms from the ground up; those on one floor do not know each other."""

SHARED = (
    "encoding",
    "plausibility",
    "reading",
    "header",
    "residue",
    "aozora",
    "lines",
    "headings",
    "nesting",
    "frontmatter",
    "markdown",
    "flat",
    "webpage",
    "trees",
    "characters",
    "elements",
    "languages",
    "columns",
    "hyphens",
    "composer",
    "setting",
    "anchors",
    "printed",
    "tei_header",
    "jats_header",
    "hocr",
)
INSIDE = {"indexer.readers": tuple(f"indexer.readers.{name}" for name in SHARED)}
"""What the modules of a room may import of it, where that is not everything: the families of readers (plain, markup,
table) do not know each other, and the door opens them lazily."""

DOORS = {
    "fugashi": ("indexer.analysis.japanese",),
    "unidic_lite": ("indexer.analysis.japanese",),
    "Stemmer": ("indexer.analysis.english",),
    "whoosh": ("indexer.engines.whoosh_engine",),
    "tantivy": (
        "indexer.engines.tantivy_engine",
        "indexer.engines.tantivy_queries",
        "indexer.engines.tantivy_writer",
    ),
    "sqlite3": ("indexer.store", "indexer.jmdict", "indexer.glossary"),
    "filelock": ("indexer.library",),
    "trafilatura": ("indexer.readers",),
    "lxml": ("indexer.readers",),
    "markdown_it": ("indexer.readers",),
    "mdit_py_plugins": ("indexer.readers",),
    "yaml": ("indexer.readers",),
    "flask": ("search_app.app", "search_app.web", "search_app.api", "search_app.files", "search_app.shelf"),
    "werkzeug": ("search_app.app", "search_app.web", "search_app.api", "search_app.files"),
    "markupsafe": ("search_app.app", "search_app.web", "search_app.api"),
    "waitress": ("search_app.server",),
    "rispy": ("search_app.bibliographies",),
    "click": ("indexer.cli", "search_app.cli", "search_app.commands", "search_app.options"),
    "rich": ("indexer.cli", "search_app.cli"),
}
"""Outside package -> the only modules or rooms that import it."""

FUNCTION_LINES, MODULE_LINES = 40, 300
LONG = re.compile(r"# long: \S")


@dataclass(frozen=True)
class Module:
    """A module of the house, read but not run."""

    name: str
    source: str = field(repr=False)
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def lines(self) -> list[str]:
        return self.source.splitlines()

    @property
    def is_map(self) -> bool:
        return self.name in PACKAGES


@dataclass(frozen=True)
class Arrow:
    """An import: its target, and whether it waits until a function is called."""

    target: str
    lazy: bool


def house() -> list[Module]:
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return [Module(_name(file), file.read_text(encoding="utf-8"), file.stem == "__init__") for file in files]


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = house()
NAMES = frozenset(module.name for module in MODULES)
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def arrows(module: Module, known: frozenset[str] = NAMES) -> list[Arrow]:
    """Everything the module imports; `from indexer import query` is an arrow to indexer.query."""
    late = {
        id(inner)
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
    }
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [Arrow(alias.name, id(node) in late) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            targets = {f"{origin}.{alias.name}" for alias in node.names}
            inner = {target for target in targets if target in known or origin in PACKAGES}
            found += [Arrow(target, id(node) in late) for target in sorted(inner or {origin})]
    return found


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    base = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def room(name: str) -> str:
    """The entry of FLOORS that a module belongs to; empty where there is none."""
    rooms = [place for floor in FLOORS for place in floor if name == place or name.startswith(place + ".")]
    return rooms[0] if rooms else ""


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room(name) in rooms)


def numbered(name: str) -> str:
    return f"{name} (floor {floor(name)})"


def homeless(name: str) -> str:
    return f"{name} has no floor: add it to FLOORS in tests/test_layers.py"


def said(sentences: list[str]) -> str:
    return "\n".join(sentences)


def wrong_arrows(module: Module, known: frozenset[str] = NAMES) -> list[str]:
    """A sentence for each import that goes the wrong way."""
    inner = [arrow for arrow in arrows(module, known) if arrow.target.split(".")[0] in PACKAGES]
    return [sentence for arrow in inner if (sentence := _wrong(module, arrow))]


def _wrong(module: Module, arrow: Arrow) -> str:
    name, target = module.name, arrow.target
    if name.startswith("indexer") and target.startswith("search_app"):
        return f"{name} imports {target}: indexer never looks into search_app"
    for place in (name, target):
        if not room(place):
            return homeless(place)
    if room(name) == room(target):
        return _wrong_inside(module, arrow)
    if floor(target) >= floor(name):
        return f"{numbered(name)} imports {numbered(target)}: a module imports only from lower floors"
    return ""


def _wrong_inside(module: Module, arrow: Arrow) -> str:
    allowed = INSIDE.get(room(module.name))
    if allowed is None or arrow.target in allowed:
        return ""
    if module.name == room(module.name):
        return "" if arrow.lazy else f"{module.name} imports {arrow.target} at once: import it inside a function"
    return f"{module.name} imports {arrow.target}: inside this room a module imports only {', '.join(allowed)}"


def wrong_doors(module: Module) -> list[str]:
    """A sentence for each outside package that comes in by another door than its own."""
    outside = (
        {arrow.target.split(".")[0] for arrow in arrows(module)}
        - set(PACKAGES)
        - (sys.stdlib_module_names - DOORS.keys())
    )
    return [sentence for package in sorted(outside) if (sentence := _wrong_door(module.name, package))]


def _wrong_door(name: str, package: str) -> str:
    if package not in DOORS:
        return f"{name} imports {package}, which has no door: add it to DOORS in tests/test_layers.py"
    if any(name == door or name.startswith(door + ".") for door in DOORS[package]):
        return ""
    return f"{name} imports {package}: its only door is {' or '.join(DOORS[package])}"


def too_long(module: Module) -> list[str]:
    """A sentence for each function and for a module that is too long and gives no reason."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            head = module.lines[node.lineno - 1 : node.body[0].lineno]
            if length > FUNCTION_LINES and not LONG.search("\n".join(head)):
                found.append(f"{module.name}.{node.name} has {length} lines: split it, or say `# long: reason`")
    opening = "\n".join(module.lines[: module.tree.body[0].end_lineno]) if module.tree.body else ""
    if len(module.lines) > MODULE_LINES and not LONG.search(opening):
        found.append(f"{module.name} has {len(module.lines)} lines: split it by stage, or say `# long: reason`")
    return found


def wrong_opening(module: Module) -> list[str]:
    first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
    if first.endswith("."):
        return []
    return [f"{module.name} does not open with one sentence that says what it is for, on one line: {first!r}"]


def prints(module: Module) -> list[str]:
    if module.name.endswith(".cli"):
        return []
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    lines = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    return [f"{module.name}, line {line}, prints: only the command lines do" for line in lines]


@each_module
def test_every_module_has_a_floor(module: Module) -> None:
    assert module.is_map or room(module.name), homeless(module.name)


@each_module
def test_every_import_goes_to_a_lower_floor(module: Module) -> None:
    wrong = wrong_arrows(module)
    assert not wrong, said(wrong)


@each_module
def test_every_outside_package_comes_in_by_its_door(module: Module) -> None:
    wrong = wrong_doors(module)
    assert not wrong, said(wrong)


@each_module
def test_every_module_opens_with_a_sentence(module: Module) -> None:
    wrong = wrong_opening(module)
    assert not wrong, said(wrong)


@each_module
def test_functions_and_modules_are_short_or_say_why_not(module: Module) -> None:
    wrong = too_long(module)
    assert not wrong, said(wrong)


@each_module
def test_only_the_command_lines_print(module: Module) -> None:
    wrong = prints(module)
    assert not wrong, said(wrong)


@pytest.mark.parametrize("module", [module for module in MODULES if module.is_map], ids=lambda module: module.name)
def test_the_map_of_a_package_is_a_docstring_and_nothing_else(module: Module) -> None:
    assert [type(node) for node in module.tree.body] == [ast.Expr]


def test_a_room_stands_on_one_floor_only() -> None:
    rooms = [place for floor in FLOORS for place in floor]
    assert len(rooms) == len(set(rooms))


READERS = frozenset(f"indexer.readers.{name}" for name in ("encoding", "plain", "markup"))


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        (
            "indexer.passages",
            "from indexer.builder import build",
            f"{numbered('indexer.passages')} imports {numbered('indexer.builder')}: "
            "a module imports only from lower floors",
        ),
        ("indexer.document", "import indexer.errors", "(floor 0) imports indexer.errors (floor 0)"),
        ("indexer.store", "def f():\n    from indexer.engines.base import Engine", numbered("indexer.engines.base")),
        ("indexer.engines.base", "from indexer import analysis", numbered("indexer.analysis")),
        ("indexer.engines.base", "from ..analysis import fold", numbered("indexer.analysis")),
        ("indexer.errors", "import search_app.state", "indexer never looks into search_app"),
        ("indexer.utils", "from indexer import query", "indexer.utils has no floor: add it to FLOORS"),
        ("search_app.web", "from search_app import helpers", "search_app.helpers has no floor: add it to FLOORS"),
        ("indexer.readers.markup", "from indexer.readers.plain import read", "only indexer.readers.encoding"),
        ("indexer.readers", "from indexer.readers import plain", "import it inside a function"),
    ],
)
def test_a_wrong_arrow_is_said_in_a_sentence(name: str, source: str, sentence: str) -> None:
    (found,) = wrong_arrows(Module(name, source, name == "indexer.readers"), NAMES | READERS)
    assert sentence in found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("indexer.metadata.actors", "from indexer.collection import Collection\nfrom indexer.metadata import eras"),
        ("indexer.engines.base", "from . import memory\nfrom .memory import FILE\nfrom ..query import Term"),
        ("indexer.readers.markup", "from indexer.readers import encoding"),
        ("indexer.readers", "def read():\n    from indexer.readers import plain"),
        ("search_app.service", "from indexer.engines.base import Engine\nfrom search_app import facets, planner"),
    ],
)
def test_an_arrow_down_or_inside_a_room_is_right(name: str, source: str) -> None:
    module = Module(name, source, name == "indexer.readers")
    assert arrows(module)
    assert not wrong_arrows(module, NAMES | READERS)


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        ("indexer.passages", "import fugashi", "its only door is indexer.analysis.japanese"),
        ("search_app.service", "def f():\n    from flask import g", "search_app.app or search_app.web"),
        ("indexer.store", "import requests.api", "requests, which has no door: add it to DOORS"),
        ("indexer.library", "import sqlite3", "its only door is indexer.store or indexer.jmdict or indexer.glossary"),
    ],
)
def test_a_wrong_door_is_said_in_a_sentence(name: str, source: str, sentence: str) -> None:
    (found,) = wrong_doors(Module(name, source))
    assert sentence in found


def test_readers_and_the_standard_library_need_no_other_door() -> None:
    assert not wrong_doors(Module("indexer.readers.table", "import csv, lxml.etree\nfrom yaml import safe_load"))


LONG_BODY = "".join(f"    x{line} = {line}\n" for line in range(40))


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (f"def f():\n{LONG_BODY}", 1),
        (f"def f():  # long: a table that is read in order\n{LONG_BODY}", 0),
        (f"async def f():\n{LONG_BODY}", 1),
        ("def f():\n    pass\n", 0),
        ('"""What."""\n' + "x = 1\n" * 300, 1),
        ('"""What."""  # long: one grammar\n' + "x = 1\n" * 300, 0),
        ("x = 1\n" * 300, 0),
    ],
)
def test_what_is_too_long_must_give_a_reason(source: str, count: int) -> None:
    assert len(too_long(Module("indexer.passages", source))) == count


@pytest.mark.parametrize("source", ["", "x = 1", '"""What for?\n\nMore."""', '"""A sentence that\ngoes on."""'])
def test_a_module_without_a_first_sentence_is_named(source: str) -> None:
    (found,) = wrong_opening(Module("indexer.passages", source))
    assert found.startswith("indexer.passages does not open with one sentence")


def test_a_print_is_named_with_its_line_except_in_a_command_line() -> None:
    source = "def f():\n    print(1)"
    assert prints(Module("indexer.store", source)) == ["indexer.store, line 2, prints: only the command lines do"]
    assert not prints(Module("search_app.cli", source))
