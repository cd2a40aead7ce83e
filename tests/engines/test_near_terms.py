"""The terms near a word are those that an edit at a time finds."""

import random

from indexer.engines.base import edit_distance, near_terms

LETTERS = "abc国戦"


def test_the_terms_near_a_word_are_those_within_its_edits() -> None:
    chance = random.Random(3)
    terms = sorted({"".join(chance.choices(LETTERS, k=chance.randint(1, 6))) for _ in range(400)})
    found = 0
    for _ in range(200):
        text, edits = "".join(chance.choices(f"{LETTERS}x", k=chance.randint(1, 6))), chance.randint(0, 3)
        near = near_terms(lambda length: [term for term in terms if len(term) == length], text, edits)
        assert sorted(near) == [term for term in terms if edit_distance(term, text) <= edits], (text, edits)
        found += len(near)
    assert found > 1_000
