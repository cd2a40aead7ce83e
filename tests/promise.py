"""Runs of characters that the promise holds for, drawn from texts by chance.

As JAPANESE.md 2.4 words it, after NFKC: the ends of the run lie inside no Latin, Cyrillic or digit word (so also not
inside 100,000), and it does not begin with a mark that means something after another character alone. What is hidden
does not count as text.
"""

import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from indexer.document import Passage

SHORTEST, LONGEST = 2, 10

JAPANESE = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
AFTER_ANOTHER = "々ゝゞヽヾー゛゜ﾞﾟｰ"
NUMBER = re.compile(r"\d{1,3}(?:[,，]\d{3})+")
BROKEN_WORD = re.compile(r"(?<=[A-Za-z])[-‐]\n[ \t]*(?=[a-z])")
PAIRS = ('""', "«»", "『』", "「」")
CLOSING = {'"': '"＂”“', "«": "»", "『": "』", "「": "」"}
OPERATORS = re.compile(r'["＂“”„«»「」『』()（）*＊?~～〜:：]|\.\.|．．|(?:^|\s)[-－−]|\b(?:AND|OR|NOT)\b')


def visible(passage: Passage) -> str:
    """A passage without what is hidden in it."""
    spans = [(0, 0), *passage.hidden, (len(passage.text), len(passage.text))]
    return "".join(passage.text[end:start] for (_, end), (start, _) in pairwise(spans))


def is_letter(character: str) -> bool:
    """Of a word that is not Japanese."""
    return character.isalnum() and not JAPANESE.match(character)


def inside_words(text: str) -> set[int]:
    """The places of a text that lie inside a Latin, Cyrillic or digit word, or inside one character."""
    found = {i for match in NUMBER.finditer(text) for i in range(match.start() + 1, match.end())}
    found |= {i for match in BROKEN_WORD.finditer(text) for i in range(match.start(), match.end() + 1)}
    for i in range(1, len(text)):
        before, after = (unicodedata.normalize("NFKC", character) for character in (text[i - 1], text[i]))
        if unicodedata.combining(after[-1]) or (is_letter(before[-1]) and is_letter(after[0])):
            found.add(i)
    return found


def runs(text: str, chance: random.Random, wanted: int) -> Iterator[str]:
    """Runs of a text for which the promise holds."""
    forbidden = inside_words(text)
    for _ in range(wanted * 20):
        start = chance.randrange(max(1, len(text) - 1))
        end = start + chance.randint(SHORTEST, LONGEST)
        run = text[start:end]
        promised = (
            end <= len(text)
            and not {start, end} & forbidden
            and run[0] not in AFTER_ANOTHER
            and len(run.strip()) >= SHORTEST
            and any(character.isalnum() for character in run)
        )
        if promised:
            yield run
            wanted -= 1
        if not wanted:
            return


def quotation(run: str) -> str:
    """A run in quotes that do not stand in it, or nothing where all of them do."""
    return next((f"{a}{run}{b}" for a, b in PAIRS if not set(run) & set(CLOSING[a])), "")
