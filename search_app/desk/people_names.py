"""Names in the other language, as the dictionary (JMdict and JMnedict, the extra `dictionary`) has them."""

import re
from collections.abc import Iterator

from indexer.dictionary.glossary import Glossary
from indexer.dictionary.glosses import english_key, japanese_key, name_key, without_remarks

MOST_NAMES = 6
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")


def names_in_other_language(glossary: Glossary, *names: str) -> list[str]:
    """What the first of these names is called in the other language, then what the others are: a full name is seldom
    there, its surname nearly always. Nikita Khrushchev, Khrushchev -> フルシチョフ."""
    found = (other for name in names if name for other in _others(glossary, name))
    return list(dict.fromkeys(found))[:MOST_NAMES]


def _others(glossary: Glossary, name: str) -> Iterator[str]:
    return _in_english(glossary, name) if _JAPANESE.search(name) else _in_japanese(glossary, name)


def _in_english(glossary: Glossary, name: str) -> Iterator[str]:
    """Glosses that are written as names are, with a capital."""
    meant = (without_remarks(text) for text, _ in glossary.found(japanese_key(name)))
    yield from (text for text in meant if text[:1].isupper())


def _in_japanese(glossary: Glossary, name: str) -> Iterator[str]:
    """A single name that is not Japanese in katakana alone: Bush is no 灌木."""
    sounds = name_key(name)
    foreign = not sounds and " " not in name
    for text, _ in (pair for key in (sounds, english_key(name)) if key for pair in glossary.found(key)):
        if _JAPANESE.search(text) and (not foreign or _KATAKANA.fullmatch(text)):
            yield text
