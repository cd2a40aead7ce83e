"""Every regular expression of the project, and long texts that mean it harm, made from its own signs.

What a pattern repeats is what costs: each such part is written many times behind what leads to it, by itself and in
turn with each other, and nothing that ends a match comes after it (Davis and others 2018, "The Impact of Regular
Expression Denial of Service in Practice").
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import permutations
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser
from typing import Any

import indexer
import search_app

PACKAGES = (indexer, search_app)

REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)

MOST_PARTS, MOST_PAIRED = 12, 4
"""Repeated parts of one pattern that are written by themselves, and those that are put together in pairs."""

OTHERWISE = "\x00"
"""A sign that hardly a pattern takes."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern by where it stands: those that modules hold, and those that stand in a call within a function."""
    found: dict[str, re.Pattern[str]] = {}
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            imported = importlib.import_module(module.name)
            for name, value in vars(imported).items():
                for number, pattern in enumerate(_held(value)):
                    found[f"{module.name}.{name}[{number}]"] = pattern
            if imported.__file__ and imported.__file__.endswith(".py"):
                for line, pattern in _written(Path(imported.__file__)):
                    found[f"{module.name}, line {line}"] = pattern
    return {where: pattern for pattern, where in {pattern: where for where, pattern in found.items()}.items()}


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    """The patterns of text in a value, whatever table it is."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from (*_held(key), *_held(each))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _held(each)
    elif is_dataclass(type(value)):
        # A form of dates compiles its pattern when it is first asked for.
        for name in (*(each.name for each in fields(value)), "pattern"):
            yield from _held(getattr(value, name, None))


def _written(path: Path) -> Iterator[tuple[int, re.Pattern[str]]]:
    """The patterns that stand in calls such as re.sub("…", …)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first, called = node.args[0], node.func.value
            is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if isinstance(called, ast.Name) and called.id == "re" and is_text:
                yield node.lineno, re.compile(first.value)


def hostile(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What stands before, and what is written many times."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    parts = list(dict.fromkeys(_repeated(tree, "")))[:MOST_PARTS]
    whole = _sample(tree)
    alone = [part for _, part in parts if part]
    pairs = [(before, a + b) for (before, a), (_, b) in permutations(parts[:MOST_PAIRED], 2)]
    texts = {*parts, *pairs, *(("", part) for part in alone), ("", whole), ("", whole[:1]), ("", whole[:-1])}
    return {(before, part) for before, part in texts if part}


def _repeated(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """What leads to each repeated part, and an example of it."""
    for op, value in tree:
        if op in REPEATS:
            if value[1] > 20:
                yield from ((before, each) for each in _choices(value[2]))
            yield from _repeated(value[2], before)
        for inner in _inside(op, value):
            yield from _repeated(inner, before)
        before += _one(op, value)


def _inside(op: Any, value: Any) -> Sequence[Any]:
    if op is ops.BRANCH:
        return list(value[1])
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (ops.ASSERT, ops.ASSERT_NOT) else []


def _choices(tree: Sequence[Any]) -> list[str]:
    """Examples of a part: one of each of its branches, if it is such."""
    if len(tree) == 1:
        op, value = tree[0]
        if op is ops.SUBPATTERN:
            return _choices(value[3])
        if op is ops.BRANCH:
            return [each for branch in value[1] for each in _choices(branch)]
        if op is ops.IN:
            return [*dict.fromkeys(_sign(row) for row in value[:4] if row[0] is not ops.NEGATE)] or [OTHERWISE]
    return [_sample(tree)]


def _sample(tree: Sequence[Any]) -> str:
    """A short text that the pattern finds, as far as that is easily said."""
    return "".join(_one(op, value) for op, value in tree)


def _one(op: Any, value: Any) -> str:
    if op in REPEATS:
        return _sample(value[2]) * max(1, value[0]) if value[1] else ""
    if op is ops.BRANCH:
        return _sample(value[1][0])
    if op is ops.SUBPATTERN:
        return _sample(value[3])
    if op is ops.ATOMIC_GROUP:
        return _sample(value)
    if op is ops.IN:
        return "x" if value[0][0] is ops.NEGATE else _sign(value[0])
    return _sign((op, value)) if op in (ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.CATEGORY, ops.RANGE) else ""


_CATEGORIES = {
    ops.CATEGORY_SPACE: " ", ops.CATEGORY_DIGIT: "1", ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_SPACE: "a", ops.CATEGORY_NOT_DIGIT: "a", ops.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _sign(row: tuple[Any, Any]) -> str:
    op, value = row
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.RANGE:
        return chr(value[0])
    return _CATEGORIES.get(value, "x") if op is ops.CATEGORY else "x"
