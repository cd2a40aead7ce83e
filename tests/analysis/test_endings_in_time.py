"""An ending that can be parted into particles in many ways takes no longer for that."""

from time import thread_time

import pytest

from indexer.analysis.japanese import prepare


@pytest.mark.parametrize("times", [3, 30, 3_000])
def test_particles_in_a_row_are_read_in_time(times: int) -> None:
    began = thread_time()
    assert prepare("対" + "カラ" * times + "ヴ").startswith("対")
    assert thread_time() - began < 1
