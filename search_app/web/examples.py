"""The query language by example, as a collection can show it: what finds nothing in it is no link."""

from dataclasses import dataclass

from indexer.document import Label
from search_app.query_language.scripts import is_japanese
from search_app.search.execution import count
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState
from search_app.views.recent import Recent
from search_app.web.help_texts import SYNTAX_EXAMPLES

_found: Recent[frozenset[str]] = Recent(most=1)
"""The examples that find something, of each open index."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what it means, and whether it finds anything."""

    question: str
    meaning: Label
    finds: bool


def examples(searcher: Searcher, ui: str) -> tuple[Example, ...]:
    """All examples, those in the language of the page first."""
    found = _found.get(searcher.library, "", lambda: _finding(searcher))
    rows = (Example(question, meaning, question in found) for question, meaning in SYNTAX_EXAMPLES)
    return tuple(sorted(rows, key=lambda row: (not row.finds, is_japanese(row.question) != (ui == "ja"))))


def _finding(searcher: Searcher) -> frozenset[str]:
    return frozenset(question for question, _ in SYNTAX_EXAMPLES if count(searcher, SearchState(q=question)))
