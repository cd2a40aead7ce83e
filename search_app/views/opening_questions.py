"""Questions to begin with, made of what the titles of a collection speak of and of whom its passages name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from indexer.metadata import actors
from search_app.query_language.scripts import language_of
from search_app.search.execution import count
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

MOST = 6
NAMES = 3
"""Questions, and how many of them are names."""

TITLES = 300
"""Titles that are looked at, of the documents of one language."""

_TELLING = {
    "ja": re.compile("[\\u4e00-\\u9fff々]{3,8}|[ァ-ヶー]{4,}"),
    "en": re.compile(
        "(?<![A-Za-z])(?<!of )[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}(?![A-Za-z])|(?<![A-Za-z])[A-Z]{3,}(?![A-Za-z])"
    ),
}
"""What of a title tells what it is about: 戦略兵器制限交渉, デタント; Soviet Union, NATO."""


_IDLE = frozenset({
    "A", "Acting", "An", "And", "Assistant", "By", "Chapter", "Conversation", "Deputy", "Draft", "Editorial", "For",
    "From", "In", "Its", "Letter", "Memorandum", "Message", "Note", "Notes", "Number", "Of", "On", "Paper", "Part",
    "Record", "Report", "Special", "Telegram", "The", "To", "Volume", "With",
})  # fmt: skip
"""English words that say what a document is rather than what it tells of, or that say nothing by themselves."""


def opening_questions(searcher: Searcher, ui: str, named: Sequence[str]) -> tuple[str, ...]:
    """Questions that find something, in the language of the page as far as there are any; `named` are the actors, the
    most frequent first."""
    names = [name for name in _names(searcher, ui, named) if _finds(searcher, name)][:NAMES]
    terms = (term for term in _terms(searcher, ui) if not any(term in name or name in term for name in names))
    telling = [term for term in terms if _finds(searcher, term)]
    return tuple([*names, *telling][:MOST])


def _names(searcher: Searcher, ui: str, named: Sequence[str]) -> Iterator[str]:
    for value in named[: NAMES * 3]:
        label = actors.label(searcher.library.collection, value)
        if language_of(label.in_language(ui)) == ui:
            yield _asked(label.in_language(ui))


def _asked(name: str) -> str:
    """A name as a question: one in Latin letters as a phrase, of which an actor is found by any name."""
    return f'"{name}"' if " " in name or "," in name else name


def _terms(searcher: Searcher, ui: str) -> Iterator[str]:
    """What most titles of a language speak of; of another where it has none."""
    langs = sorted(searcher.library.store.languages(), key=lambda lang: lang != ui)
    for lang in (each for each in langs if each in _TELLING):
        titles = (each.title for each in searcher.library.store.documents_by("title", False, lang, 0, TITLES))
        found = Counter(term for title in titles for term in set(_TELLING[lang].findall(title)))
        telling = (term for term, _ in found.most_common() if not _IDLE.intersection(term.split()))
        yield from (_asked(term) for term in islice(telling, MOST * 2))


def _finds(searcher: Searcher, question: str) -> bool:
    return count(searcher, SearchState(q=question)) > 0
