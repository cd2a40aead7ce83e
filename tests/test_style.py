"""The house style that tools can see: ruff, its formatter, and mypy --strict."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CHECKS = (
    ("ruff", ["check", "."]),
    ("ruff", ["format", "--check", "."]),
    ("mypy", []),
)


@pytest.mark.parametrize(("tool", "arguments"), CHECKS, ids=lambda value: " ".join(value) if value else "")
def test_the_tools_find_nothing(tool: str, arguments: list[str]) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed; pip install -e '.[dev]' brings it")
    command = [sys.executable, "-m", tool, *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_nothing_that_is_kept_is_a_pickle() -> None:
    """Whoever opens a pickle runs what is in it; processes of one program may send each other some."""
    files = (path for package in ("indexer", "search_app") for path in (ROOT / package).rglob("*.py"))
    found = {
        path.name
        for path in files
        if re.search(r"^(import|from) (pickle|shelve|marshal)", path.read_text("utf-8"), re.M)
    }
    assert found == {"reading_worker.py", "reading_workers.py"}
