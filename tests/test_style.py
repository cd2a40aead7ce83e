"""The house style that tools can see: ruff, its formatter, and mypy --strict."""

import importlib.util
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
