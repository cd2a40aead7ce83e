"""Runs killed at random moments leave an index that answers as one made anew, with every engine.

The tool kills a few here; README says how to run many.
"""

import sys
from pathlib import Path

import pytest
from amounts import tried

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks/robust"))

import crash as tool

KILLS = tried(3, 5)


@pytest.mark.parametrize("engine", tool.ENGINES)
def test_what_is_killed_and_healed_answers_as_an_index_made_anew(engine: str) -> None:
    outcome = tool.tried(engine, KILLS, 1)
    assert (outcome.kills, outcome.wrong) == (KILLS, [])
