"""English words that are made of one another by a regular ending: negotiate, negotiation; rapid, rapidly.

They are words of their own, so this is for questions alone. Endings that make another person or thing of a word are left
out: office and officer, confer and conference, doctor and doctoral.
"""

from collections.abc import Iterator
from functools import lru_cache

from indexer.analysis.lemmas import is_listed, porter

ENDINGS = (
    ("", "ation"), ("e", "ation"), ("upy", "upation"), ("y", "ication"), ("", "ment"), ("arm", "armament"), ("w", "wal"),
    ("uce", "uction"), ("d", "sion"), ("de", "sion"), ("", "ly"), ("le", "ly"), ("y", "ily"), ("ic", "ically"), ("", "ness"),
    ("y", "iness"), ("le", "ility"), ("ent", "ence"), ("ent", "ency"), ("ant", "ance"), ("ant", "ancy"),
)  # fmt: skip
"""What a word ends in, and the word made of it: ratify, ratification; decide, decision; possible, possibly, possibility."""

SHORT_ENDINGS = (
    ("t", "tion"), ("te", "tion"), ("s", "sion"), ("se", "sion"), ("e", "al"), ("ion", "ional"), ("ic", "ical"),
    ("", "able"), ("e", "able"), ("", "ity"), ("e", "ity"), ("", "ful"), ("t", "tive"), ("te", "tive"), ("se", "sive"),
    ("", "ative"),
)  # fmt: skip
"""Those that many words end in by chance: elect and election have one Porter2 stem, state and station have not."""

SHORTEST_BASE = 4
"""Letters of the word that another is made of: apply is not made of app, nor witness of wit."""

NOT_MADE = frozenset({
    "admiral", "apartment", "apply", "authority", "belly", "business", "community", "compartment", "department",
    "environment", "executive", "native", "rally", "several", "statement", "tension", "university",
})  # fmt: skip
"""Words that only look as if: depart, busy, severe."""


@lru_cache(maxsize=4_096)
def derived(word: str) -> tuple[str, ...]:
    """The words that are made of a lemma, and the one that it is made of, as far as they are English words."""
    return tuple(dict.fromkeys(other for other in _made(word) if is_listed(other)))


def _made(word: str) -> Iterator[str]:
    for short, long in (*ENDINGS, *SHORT_ENDINGS):
        pairs = (
            (word, word.removesuffix(short) + long) if word.endswith(short) else ("", ""),
            (word.removesuffix(long) + short, word) if word.endswith(long) else ("", ""),
        )
        for base, made in pairs:
            related = (short, long) in ENDINGS or porter(base) == porter(made)
            if len(base) >= SHORTEST_BASE and made not in NOT_MADE and related:
                yield made if base == word else base
