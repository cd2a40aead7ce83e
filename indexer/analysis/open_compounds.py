"""English compounds written open, hyphened or closed: cease fire, cease-fire, ceasefire.

A hyphened one has both its words and the closed form in the word layer, so what is asked here is for questions: the
closed form of two words, the words of a closed form.
"""

from indexer.analysis.english import STOP_WORDS, stem
from indexer.analysis.folds import fold_letters
from indexer.analysis.lemmas import is_listed

NOT_PARTS = STOP_WORDS | {
    "all", "any", "but", "can", "could", "each", "every", "he", "her", "him", "his", "i", "if", "may", "me", "might",
    "more", "must", "my", "no", "one", "our", "she", "should", "so", "some", "such", "us", "we", "you", "your",
}  # fmt: skip
"""Words that two together are not one with: maybe is not may be, nor history his Tory."""

SHORTEST_PART = 3
"""Letters of each word; but of build up."""


def as_one_word(first: str, second: str) -> str:
    """Two words as one: cease, fire -> ceasefire; empty where they make no compound."""
    return first + second if _is_part(first) and _is_part(second) else ""


def as_two_words(word: str) -> tuple[tuple[str, str], ...]:
    """The words that one may be a compound of: policymakers -> policy, makers."""
    lower = fold_letters(word)
    pairs = ((lower[:place], lower[place:]) for place in range(SHORTEST_PART, len(lower) - 1))
    return tuple((a, b) for a, b in pairs if _is_half(b) and as_one_word(a, b))


def _is_part(word: str) -> bool:
    lower = fold_letters(word)
    return word.isascii() and word.isalpha() and is_listed(lower) and not NOT_PARTS & {lower, stem(word)}


def _is_half(word: str) -> bool:
    return len(word) >= SHORTEST_PART or word == "up"
