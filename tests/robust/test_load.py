"""Load in small numbers; benchmarks/robust/load.py has the large ones."""

from pathlib import Path

import pytest
from library import CORPUS, built
from load_runs import HEAVY, PATIENCE, beside, memory, readers, shelf, slow, starts

SEED = 1


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_servers_just_started_answer_many_at_once_as_one_alone(engine: str) -> None:
    assert not starts(built(engine=engine), 1, 24, SEED)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_readers_under_a_writer_get_one_generation_or_the_next(engine: str, tmp_path: Path) -> None:
    answers, faults = readers(shelf(tmp_path, CORPUS / "correspondence", engine), 8, 10, 3, SEED)
    assert answers > 8 and not faults


def test_slow_clients_get_all_and_hold_up_nobody() -> None:
    assert not slow(built(), 120, SEED)


def test_memory_stays_where_it_is() -> None:
    before, after = memory(built(), 200, 600, SEED)
    assert after < 1.3 * before


def test_a_light_search_is_answered_beside_heavy_requests() -> None:
    found = beside(built(), 10)
    assert len(found.heavy) >= len(HEAVY) and set(found.heavy) == {200}
    assert 0 < found.together < max(100 * found.alone, PATIENCE / 4)
