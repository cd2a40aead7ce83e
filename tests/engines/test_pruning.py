"""What no passage can have is not asked for; what is left finds the same."""

import pytest

from indexer.engines.pruning import Pruner
from indexer.query import (
    Among,
    And,
    Best,
    Boost,
    Constant,
    Every,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Slot,
    Term,
)
from indexer.query_trees import NOTHING

WAR, PEACE, NOWHERE = Term("body_w", "冷戦"), Term("body_w", "peace"), Term("body_w", "xyzzy")
ROW = Phrase("body_g", (Slot("冷戦", 0), Slot("戦", 1, prefix=True)))
NO_ROW = Phrase("body_g", (Slot("冷戦", 0), Slot("戦x", 1)))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (WAR, WAR),
        (NOWHERE, NOTHING),
        (ROW, ROW),
        (NO_ROW, NOTHING),
        (Near((ROW, ROW), 3), Near((ROW, ROW), 3)),
        (Near((ROW, NO_ROW), 3), NOTHING),
        (And((WAR, PEACE)), And((WAR, PEACE))),
        (And((WAR, NOWHERE)), NOTHING),
        (And((WAR, Not(NOWHERE))), And((WAR, Every()))),
        (Or((NOWHERE, WAR, NO_ROW)), Or((WAR,))),
        (Or((NOWHERE, NO_ROW)), NOTHING),
        (Best((NOWHERE, Boost(WAR, 0.8))), Best((Boost(WAR, 0.8),))),
        (Best((NOWHERE,)), NOTHING),
        (Boost(NOWHERE, 2.0), NOTHING),
        (Constant(Or((NOWHERE, WAR))), Constant(Or((WAR,)))),
        (Constant(NOWHERE), NOTHING),
        (Maybe(WAR, NOWHERE), WAR),
        (Maybe(NOWHERE, WAR), NOTHING),
        (Maybe(WAR, PEACE), Maybe(WAR, PEACE)),
        (Not(WAR), Not(WAR)),
        (Prefix("body_w", "xyz"), Prefix("body_w", "xyz")),
        (Fuzzy("body_w", "xyzzy"), Fuzzy("body_w", "xyzzy")),
        (Among(frozenset({"a"})), Among(frozenset({"a"}))),
        (Every(), Every()),
    ],
)
def test_of_a_tree_is_left_what_may_be_found(query: Query, left: Query) -> None:
    assert Pruner(lambda field, term: term in {"冷戦", "peace"}).pruned(query) == left
