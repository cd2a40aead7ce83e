"""Trees of queries: equal ones are one key, and one without scores finds the same."""

import pickle
from dataclasses import replace

import pytest

from indexer.query import And, Best, Boost, Constant, Maybe, Not, Or, Phrase, Query, Slot, Term
from indexer.query_trees import is_unscored, unscored

WAR, PEACE = Term("body_w", "冷戦"), Term("body_w", "peace")


def test_equal_trees_are_one_key_and_others_are_not() -> None:
    def tree(word: str) -> Query:
        return And((Boost(Or((Term("body_w", word), PEACE)), 2.0), Phrase("body_g", (Slot(word, 0),))))

    one = tree("冷戦")
    table = {one: "one"}
    assert table[tree("冷戦")] == table[pickle.loads(pickle.dumps(one))] == "one"
    assert tree("war") not in table and And((WAR,)) != Or((WAR,))
    assert {And((WAR,)): 1} != {Or((WAR,)): 1}


def test_a_changed_tree_has_a_hash_of_its_own() -> None:
    one = And((WAR, PEACE))
    assert hash(one) == hash(And((WAR, PEACE)))
    changed = replace(one, parts=(WAR,))
    assert changed == And((WAR,)) and hash(changed) == hash(And((WAR,)))


@pytest.mark.parametrize(
    ("query", "bare"),
    [
        (Maybe(WAR, PEACE), WAR),
        (And((Boost(WAR, 2.0), Maybe(PEACE, WAR))), And((WAR, PEACE))),
        (Best((Constant(WAR), PEACE)), Or((WAR, PEACE))),
        (Not(Boost(WAR, 0.3)), Not(WAR)),
    ],
)
def test_a_query_without_scores_asks_only_for_what_must_be_there(query: Query, bare: Query) -> None:
    assert unscored(query) == Boost(bare, 0.0)
    assert is_unscored(unscored(query)) and not is_unscored(WAR)
