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

VOCABULARY = "vocabulary"
"""The modules at the top of `indexer`: every value that passes between its rooms."""

WORDING = "wording"
"""The modules at the top of `search_app`: the words of the interface, and the bounds of a request."""

FRONT = "front"
"""What `search_app` itself offers to programs that are not of the house; nobody inside comes in by it."""

TOPS = {
    VOCABULARY: (
        "indexer.errors", "indexer.document", "indexer.query", "indexer.query_trees", "indexer.schema",
        "indexer.config", "indexer.collection", "indexer.terms", "indexer.signs", "indexer.paths",
        "indexer.sqlite_reading", "indexer.index_option", "indexer.cache_folder",
    ),
    WORDING: ("search_app.labels", "search_app.notes", "search_app.limits"),
    FRONT: ("search_app",),
}  # fmt: skip

_READING = (
    VOCABULARY,
    "indexer.analysis",
    "indexer.metadata",
    "indexer.engines",
    "indexer.dictionary",
    "indexer.storage",
)
"""What of `indexer` a search may know: neither how files are read nor how an index is made."""

_BELOW_SEARCH = (
    WORDING, *_READING, "search_app.state", "search_app.query_language", "search_app.planning",
    "search_app.highlighting", "search_app.suggestions",
)  # fmt: skip
_BELOW_VIEWS = (*_BELOW_SEARCH, "search_app.search", "search_app.reading")
_BELOW_CLI = (
    *_BELOW_VIEWS, "search_app.views", "search_app.export", "search_app.projects", "search_app.web",
    "search_app.serving", "search_app.assistants", "search_app.desk",
)  # fmt: skip

ROOMS: dict[str, tuple[str, ...]] = {
    VOCABULARY: (),
    "indexer.readers": (VOCABULARY,),
    "indexer.analysis": (VOCABULARY,),
    "indexer.metadata": (VOCABULARY,),
    "indexer.engines": (VOCABULARY,),
    "indexer.dictionary": (VOCABULARY, "indexer.analysis"),
    "indexer.storage": (VOCABULARY, "indexer.analysis", "indexer.engines", "indexer.dictionary"),
    "indexer.people": (VOCABULARY, "indexer.readers", "indexer.analysis", "indexer.metadata"),
    "indexer.editing": (VOCABULARY, "indexer.readers", "indexer.metadata"),
    "indexer.pipeline": (*_READING, "indexer.readers"),
    "indexer.cli": (*_READING, "indexer.readers", "indexer.pipeline"),
    WORDING: (VOCABULARY,),
    "search_app.state": (WORDING, VOCABULARY, "indexer.metadata"),
    "search_app.query_language": (WORDING, VOCABULARY, "indexer.analysis", "indexer.metadata"),
    "search_app.planning": (WORDING, *_READING, "search_app.state", "search_app.query_language"),
    "search_app.highlighting": (*_READING, "search_app.state", "search_app.query_language.scripts"),
    "search_app.suggestions": (*_READING, "search_app.query_language"),
    "search_app.search": _BELOW_SEARCH,
    "search_app.reading": (*_BELOW_SEARCH, "search_app.search"),
    "search_app.views": _BELOW_VIEWS,
    "search_app.export": (*_BELOW_VIEWS, "search_app.views"),
    "search_app.projects": (*_BELOW_VIEWS, "search_app.views", "search_app.export"),
    "search_app.notebook": (*_BELOW_VIEWS, "search_app.views", "search_app.export"),
    FRONT: ("search_app.notebook",),
    "search_app.web": (*_BELOW_VIEWS, "search_app.views", "search_app.export", "search_app.projects"),
    "search_app.serving": (VOCABULARY, "indexer.storage", "search_app.state", "search_app.web"),
    "search_app.desk": (
        *_BELOW_VIEWS,
        "search_app.views",
        "search_app.export",
        "search_app.projects",
        "search_app.web",
        "indexer.people",
        "indexer.pipeline",
        "indexer.editing",
        "indexer.readers.sidecars",
    ),
    "search_app.assistants": (*_BELOW_VIEWS, "search_app.views", "search_app.export", "search_app.web.open_index"),
    "search_app.cli": (*_BELOW_CLI, "indexer.people", "indexer.pipeline", "indexer.cli"),
}
"""Room -> the rooms it may import from; the whole plan of the house."""

LAZY = "indexer.readers"
LAZY_BUT = tuple(f"indexer.readers.{name}" for name in ("reading", "formats", "kinds", "dispatch"))
"""Its families open when the first file of a kind is met, so its door imports them inside functions; but for
the values that pass through it."""

DOORS = {
    "fugashi": ("indexer.analysis.japanese",),
    "unidic_lite": ("indexer.analysis.japanese",),
    "Stemmer": ("indexer.analysis.lemmas",),
    "simplemma": ("indexer.analysis.lemma_list",),
    "whoosh": ("indexer.engines.whoosh_engine", "indexer.engines.whoosh_postings"),
    "tantivy": (
        "indexer.engines.tantivy_engine",
        "indexer.engines.tantivy_facets",
        "indexer.engines.tantivy_merging",
        "indexer.engines.tantivy_queries",
        "indexer.engines.tantivy_writer",
    ),
    "opensearchpy": ("indexer.engines.opensearch_cluster",),
    "sqlite3": (
        "indexer.storage",
        "indexer.dictionary.jmdict",
        "indexer.dictionary.glossary",
        "indexer.dictionary.cache",
        "indexer.sqlite_reading",
    ),
    "zstandard": ("indexer.storage.texts",),
    "filelock": ("indexer.storage.locking", "indexer.dictionary.cache"),
    "platformdirs": ("indexer.cache_folder",),
    "trafilatura": ("indexer.readers",),
    "lxml": ("indexer.readers",),
    "markdown_it": ("indexer.readers",),
    "mdit_py_plugins": ("indexer.readers",),
    "yaml": ("indexer.readers",),
    "flask": ("search_app.web", "search_app.serving", "search_app.desk"),
    "werkzeug": ("search_app.web", "search_app.serving", "search_app.desk"),
    "jinja2": ("search_app.web",),
    "markupsafe": ("search_app.web",),
    "waitress": ("search_app.serving.server", "search_app.serving.ending", "search_app.serving.lanes"),
    "xlsxwriter": ("search_app.export.workbook",),
    "docx": ("search_app.projects.word_file",),
    "tomlkit": ("indexer.editing",),
    "rispy": ("search_app.export.bibliographies", "indexer.readers"),
    "warcio": ("indexer.readers",),
    "pypdfium2": ("indexer.readers",),
    "pikepdf": ("indexer.readers",),
    "msgspec": ("indexer.pipeline.made",),
    "mcp": ("search_app.assistants.protocol",),
    "pandas": ("search_app.notebook.frames",),
    "click": ("indexer.cli", "indexer.index_option", "search_app.cli"),
    "rich": ("indexer.cli", "search_app.cli"),
}
"""Outside package -> the only modules or rooms that import it."""

OPEN_DOORS = ("indexer.readers", "indexer.analysis", "indexer.metadata", "indexer.engines", "search_app")
"""Rooms that are used by what their `__init__` offers, and the front of the house; the others are used by their
modules."""

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
        """Whether it is the docstring of a package or of a room that has no code in its door."""
        return self.is_package and self.name not in OPEN_DOORS


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
    """The room of a module; empty where the plan has none for it."""
    top = next((top for top, modules in TOPS.items() if name in modules), "")
    return top or next((place for place in ROOMS if name == place or name.startswith(place + ".")), "")


def homeless(name: str) -> str:
    return f"{name} has no room: put it in one, or add its room to ROOMS in tests/test_layers.py"


def said(sentences: list[str]) -> str:
    return "\n".join(sentences)


def wrong_arrows(module: Module, known: frozenset[str] = NAMES) -> list[str]:
    """A sentence for each import that goes where it may not."""
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
        at_once = name == LAZY and not arrow.lazy and target not in LAZY_BUT
        return f"{name} imports {target} at once: import it inside a function" if at_once else ""
    allowed = ROOMS[room(name)]
    if any(target == place or target.startswith(place + ".") or room(target) == place for place in allowed):
        return ""
    return f"{name} imports {target}: {room(name)} may import from {', '.join(allowed) or 'no other room'} only"


def circles(modules: list[Module]) -> list[str]:
    """A sentence for each module that imports itself by way of others of its room."""
    inside = {module.name: _neighbours(module) for module in modules}
    return [
        f"{name} imports itself by way of {', '.join(sorted(_reached(name, inside) & _reaching(name, inside)))}"
        for name in sorted(inside)
        if name in _reached(name, inside)
    ]


def _neighbours(module: Module) -> set[str]:
    own = room(module.name)
    return {a.target for a in arrows(module) if not a.lazy and room(a.target) == own and a.target in NAMES}


def _reached(name: str, inside: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(inside[name])
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += inside.get(each, ())
    return found


def _reaching(name: str, inside: dict[str, set[str]]) -> set[str]:
    return {each for each in inside if name in _reached(each, inside)} - {name}


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
    if room(module.name) in ("indexer.cli", "search_app.cli"):
        return []
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    lines = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    return [f"{module.name}, line {line}, prints: only the command lines do" for line in lines]


@each_module
def test_every_module_has_a_room(module: Module) -> None:
    assert module.name in PACKAGES or room(module.name), homeless(module.name)


@each_module
def test_every_import_goes_to_a_room_it_may(module: Module) -> None:
    wrong = wrong_arrows(module)
    assert not wrong, said(wrong)


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_is_free_of_circles(name: str) -> None:
    wrong = circles([module for module in MODULES if room(module.name) == name])
    assert not wrong, said(wrong)


def test_the_rooms_stand_one_upon_the_other() -> None:
    for place, (name, allowed) in enumerate(ROOMS.items()):
        above = {room(each) for each in allowed} & set(list(ROOMS)[place:])
        assert not above, f"{name} may import from {above}, which stand in ROOMS at or above it"


def test_every_room_of_the_plan_is_there() -> None:
    assert {room(name) for name in NAMES} - {""} == set(ROOMS)
    assert {name for modules in TOPS.values() for name in modules} <= NAMES


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_stands_at_the_top_but_what_everyone_may_know(package: str) -> None:
    files = {f"{package}.{file.stem}" for file in (ROOT / package).glob("*.py")} - {f"{package}.__init__"}
    assert files <= {*TOPS[VOCABULARY], *TOPS[WORDING], "indexer.cli"}


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


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        (
            "indexer.readers.text.plain",
            "from indexer.pipeline.builder import build",
            "indexer.readers.text.plain imports indexer.pipeline.builder: indexer.readers may import from vocabulary",
        ),
        (
            "indexer.document",
            "from indexer.engines.base import Engine",
            "vocabulary may import from no other room only",
        ),
        ("indexer.engines.base", "from indexer import analysis", "imports indexer.analysis"),
        ("indexer.engines.base", "from ..analysis import fold", "imports indexer.analysis"),
        ("indexer.errors", "import search_app.state.state", "indexer never looks into search_app"),
        ("indexer.utils", "from indexer import query", "indexer.utils has no room: put it in one"),
        ("search_app.web.api", "from search_app import helpers", "search_app.helpers has no room"),
        (
            "search_app.planning.planner",
            "from search_app.highlighting import snippets",
            "search_app.planning may import",
        ),
        ("search_app.highlighting.snippets", "from search_app.query_language.parser import parse", "may import from"),
        ("search_app.search.hits", "from indexer.readers import read", "imports indexer.readers"),
        ("search_app.views.trends", "from indexer.pipeline.builder import Job", "imports indexer.pipeline.builder"),
        ("search_app.search.hits", "from search_app.views import trends", "imports search_app.views.trends"),
        ("indexer.readers", "from indexer.readers import plain", "import it inside a function"),
        ("search_app", "from search_app.web.app import create_app", "front may import from search_app.notebook only"),
    ],
)
def test_a_wrong_arrow_is_said_in_a_sentence(name: str, source: str, sentence: str) -> None:
    (found,) = wrong_arrows(Module(name, source, name == "indexer.readers"))
    assert sentence in found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("indexer.metadata.actors", "from indexer.collection import Collection\nfrom indexer.metadata import eras"),
        ("indexer.engines.base", "from . import memory\nfrom .memory import FILE\nfrom ..query import Term"),
        ("indexer.readers.web.markup", "from indexer.readers import encoding"),
        ("indexer.readers", "def read():\n    from indexer.readers import plain"),
        ("search_app.search.hits", "from indexer.engines.base import Engine\nfrom search_app.planning import planner"),
        ("search_app.highlighting.snippets", "from search_app.query_language.scripts import is_japanese"),
        ("search_app.cli.main", "from indexer.pipeline.builder import Job\nfrom indexer import cli"),
    ],
)
def test_an_arrow_down_or_inside_a_room_is_right(name: str, source: str) -> None:
    module = Module(name, source, name == "indexer.readers")
    assert arrows(module)
    assert not wrong_arrows(module)


def test_a_circle_inside_a_room_is_said_in_a_sentence() -> None:
    there = Module("indexer.metadata.eras", "from indexer.metadata import actors")
    back = Module("indexer.metadata.actors", "from indexer.metadata.eras import label")
    assert circles([there, back]) == [
        "indexer.metadata.actors imports itself by way of indexer.metadata.eras",
        "indexer.metadata.eras imports itself by way of indexer.metadata.actors",
    ]


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        ("indexer.pipeline.passages", "import fugashi", "its only door is indexer.analysis.japanese"),
        ("search_app.search.hits", "def f():\n    from flask import g", "its only door is search_app.web"),
        ("indexer.storage.document_store", "import requests.api", "requests, which has no door: add it to DOORS"),
        (
            "indexer.pipeline.builder",
            "import sqlite3",
            "its only door is indexer.storage or indexer.dictionary.jmdict",
        ),
    ],
)
def test_a_wrong_door_is_said_in_a_sentence(name: str, source: str, sentence: str) -> None:
    (found,) = wrong_doors(Module(name, source))
    assert sentence in found


def test_readers_and_the_standard_library_need_no_other_door() -> None:
    assert not wrong_doors(Module("indexer.readers.tables.table", "import csv, lxml.etree\nfrom yaml import safe_load"))


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
    assert len(too_long(Module("indexer.pipeline.passages", source))) == count


@pytest.mark.parametrize("source", ["", "x = 1", '"""What for?\n\nMore."""', '"""A sentence that\ngoes on."""'])
def test_a_module_without_a_first_sentence_is_named(source: str) -> None:
    (found,) = wrong_opening(Module("indexer.pipeline.passages", source))
    assert found.startswith("indexer.pipeline.passages does not open with one sentence")


def test_a_print_is_named_with_its_line_except_in_a_command_line() -> None:
    source = "def f():\n    print(1)"
    assert prints(Module("indexer.storage.records", source)) == [
        "indexer.storage.records, line 2, prints: only the command lines do"
    ]
    assert not prints(Module("search_app.cli.asking", source))
