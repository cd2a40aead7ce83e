"""Workers begin without the program that started them."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from {module} import {name} as context

print("begun", flush=True)

if __name__ == "__main__":
    process = (context() if callable(context) else context).Process(target=sys.exit, args=(7,))
    before = __file__, __spec__
    process.start()
    process.join()
    print(process.exitcode, before == (__file__, __spec__))
"""


@pytest.mark.parametrize(
    ("module", "name", "times"),
    [("indexer.pipeline.processes", "SPAWNING", 1), ("multiprocessing", "get_context", 2)],
    ids=["ours", "the control"],
)
@pytest.mark.parametrize("how", ["as a file", "as a module"])
def test_a_worker_does_not_run_the_program_again(tmp_path: Path, how: str, module: str, name: str, times: int) -> None:
    program = PROGRAM.format(module=module, name=name).replace("context()", 'context("spawn")')
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    named = ["program.py"] if how == "as a file" else ["-m", "program"]
    ended = subprocess.run([sys.executable, *named], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["begun"] * times + ["7", "True"], ended.stderr
