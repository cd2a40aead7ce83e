"""Where phrases and neighbours stand, held against trying everything."""

from itertools import pairwise, permutations, product

import amounts
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.occurrences import Window, phrase_length, phrase_starts, windows
from indexer.query import Phrase, Slot


def phrase(*offsets: int) -> Phrase:
    """A phrase of the terms 0, 1, 2, ... at these offsets."""
    return Phrase("body_w", tuple(Slot(str(index), offset) for index, offset in enumerate(offsets)))


def starts(wanted: Phrase, places: list[list[int]]) -> list[int]:
    return phrase_starts(wanted, lambda slot: places[int(slot.text)])


@pytest.mark.parametrize(
    ("offsets", "places", "expected"),
    [
        ((), [], []),
        ((0,), [[2, 5]], [2, 5]),
        ((7,), [[2, 5]], [2, 5]),
        ((0, 1), [[2, 5], [3, 4]], [2]),
        ((3, 4), [[2, 5], [3, 4]], [2]),
        ((0, 2), [[2, 5], [3, 7]], [5]),
        ((0, 0), [[2, 5], [5, 6]], [5]),
        ((0, 1, 2), [[1, 2, 3], [2, 3, 4], [3, 5]], [1, 3]),
        ((0, 1), [[2, 5], []], []),
        ((0, 1), [[], [3]], []),
    ],
)
def test_a_phrase_begins_where_every_slot_is_filled(
    offsets: tuple[int, ...], places: list[list[int]], expected: list[int]
) -> None:
    assert starts(phrase(*offsets), places) == expected


@pytest.mark.parametrize(
    ("offsets", "length"), [((), 0), ((0,), 1), ((4,), 1), ((0, 1, 2), 3), ((2, 2), 1), ((1, 5), 5)]
)
def test_a_phrase_is_as_long_as_its_offsets_say(offsets: tuple[int, ...], length: int) -> None:
    assert phrase_length(phrase(*offsets)) == length


positions = st.lists(st.integers(0, 15), unique=True, max_size=8).map(sorted)


@settings(max_examples=500)
@given(offsets=st.lists(st.integers(0, 4), min_size=1, max_size=4).map(sorted), data=st.data())
def test_a_phrase_is_found_where_trying_every_position_finds_it(offsets: list[int], data: st.DataObject) -> None:
    places = [data.draw(positions) for _ in offsets]
    expected = [
        start
        for start in range(16)
        if all(start + offset - offsets[0] in there for offset, there in zip(offsets, places, strict=True))
    ]
    assert starts(phrase(*offsets), places) == expected


def at(*places: int, length: int = 1) -> list[Window]:
    return [(place, place + length) for place in places]


@pytest.mark.parametrize(
    ("lists", "distance", "ordered", "expected"),
    [
        ([], 5, False, []),
        ([at(1), []], 5, False, []),
        ([at(1, 4)], 0, False, at(1, 4)),
        ([at(1), at(2)], 0, True, [(1, 3)]),
        ([at(2), at(1)], 0, True, []),
        ([at(2), at(1)], 0, False, [(1, 3)]),
        ([at(1), at(3)], 0, False, []),
        ([at(1), at(3)], 1, False, [(1, 4)]),
        # at most two positions between them in all, however they are shared out
        ([at(0), at(2), at(4)], 2, True, [(0, 5)]),
        ([at(0), at(2), at(5)], 2, True, []),
        ([at(0), at(1), at(4)], 2, True, [(0, 5)]),
        # the same place cannot be taken twice
        ([at(3), at(3)], 5, False, []),
        ([at(3, 4), at(3, 4)], 0, False, [(3, 5)]),
        ([at(3, 4, length=2), at(4, 5)], 0, False, [(3, 6)]),
        # of the windows that begin at one place, the one that ends first
        ([at(0), at(1, 2, 3)], 5, True, [(0, 2)]),
        # each beginning has its own window
        ([at(0, 2), at(1, 3)], 0, False, [(0, 2), (1, 3), (2, 4)]),
    ],
)
def test_neighbours_stand_in_windows(
    lists: list[list[Window]], distance: int, ordered: bool, expected: list[Window]
) -> None:
    assert windows(lists, distance, ordered) == expected


def tried(lists: list[list[Window]], distance: int, ordered: bool) -> list[Window]:
    """`windows` by taking every choice of places in every order."""
    found: dict[int, int] = {}
    for choice in product(*lists):
        for chain in [choice] if ordered else permutations(choice):
            gaps = [after[0] - before[1] for before, after in pairwise(chain)]
            if chain and all(gap >= 0 for gap in gaps) and sum(gaps) <= distance:
                start, end = chain[0][0], chain[-1][1]
                found[start] = min(end, found.get(start, end))
    return sorted(found.items())


places_of_one_length = st.tuples(positions, st.integers(1, 3)).map(lambda pair: at(*pair[0], length=pair[1]))
places_of_any_length = st.lists(st.tuples(st.integers(0, 15), st.integers(1, 3)), unique=True, max_size=6).map(
    lambda pairs: sorted((start, start + length) for start, length in pairs)
)


@settings(max_examples=amounts.tried(500, 1_500))
@given(
    lists=st.lists(places_of_one_length | places_of_any_length, max_size=4),
    distance=st.integers(0, 8),
    ordered=st.booleans(),
)
def test_windows_are_those_that_trying_everything_finds(
    lists: list[list[Window]], distance: int, ordered: bool
) -> None:
    assert windows(lists, distance, ordered) == tried(lists, distance, ordered)
