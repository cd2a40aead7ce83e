"""requirements.lock pins what the project runs on, in the versions it is developed with, by the hashes of the files."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.M)


def pinned(name: str) -> dict[str, str]:
    """Package -> version, as a file of the project says."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(package): version for package, version in PINNED.findall(text)}


def needed() -> set[str]:
    """What the project needs here to run, with all that these need in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [(Requirement(each), "") for each in project["dependencies"]]
    found: dict[tuple[str, frozenset[str]], None] = {}
    while waiting:
        wanted, extra = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key in found or not (wanted.marker is None or wanted.marker.evaluate({"extra": extra})):
            continue
        found[key] = None
        for extra in (*wanted.extras, ""):
            waiting += [(Requirement(each), extra) for each in _requires(wanted.name)]
    return {name for name, _ in found}


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_the_lock_has_the_versions_of_the_constraints() -> None:
    known = pinned("constraints.txt")
    assert {name: known.get(name) for name in pinned("requirements.lock")} == pinned("requirements.lock")


def test_the_lock_has_all_that_is_needed() -> None:
    assert len(needed()) > 30
    assert needed() <= set(pinned("requirements.lock"))


def test_every_package_of_the_lock_has_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert len(entries) == len(pinned("requirements.lock"))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}$", entry, re.M) for entry in entries)


def test_the_commands_of_the_readme_have_pip_check_the_lock() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[:2]
    assert all("pip install -q --require-hashes -r requirements.lock" in command for command in commands)
