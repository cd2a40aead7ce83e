"""What a person asked: from a link or a command line to hits with marks, facets and a page.

The flow out:

    URL ─▶ SearchState ─▶ tree ─▶ Query ─▶ SearchRequest ─▶ Engine ─▶ Results ─▶ marks, snippets, facets ─▶ page
    web    state          query_language  planning  search     engines   highlighting        search         web cli

The rooms, lowest first; a room imports only from those above it in this list, and from the indexer's vocabulary,
analysis, metadata, engines, dictionary and storage (tests/test_layers.py holds the table). `indexer.readers` nobody
here may know, `indexer.people` and `indexer.pipeline` only `cli`.

    labels, notes    the words of the interface; what is said of a question that was read otherwise
    limits           how much of a question is read, and how long an answer may take
    state            the parameters of a search, the same on every face
    query_language   what was typed: text -> tree and notes; never raises
    planning         tree -> query for the engine       } sisters
    highlighting     where a text satisfies a query     } that do not know
    suggestions      did you mean, completion           } each other
    search           a question -> a page of hits with facets
    reading          a document as it is read: sections, pages, companions
    views            lines, years, words, values, people, documents
    export           citations, files, receipts, JSON
    projects         passages chosen while reading, with notes, in a file that verifies its own citations
    notebook         searches as Python values, for notebooks and scripts
    web              pages, API, files over HTTP; Flask lives here
    serving          what stands between those and the web: logs, compression, servers
    assistants       tools over the Model Context Protocol; its package lives here
    cli              the command line; click lives here and in `indexer.cli`

Changed from the first plan: the parser gives a tree of its own (`query_language.syntax`) and `planning` alone knows
layers and weights, so that the language and the ranking can change apart; `highlighting` asks the query again of one
text, for marks that are what the engine matched.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_app.notebook.opened_index import Index

__all__ = ["open_index"]


def open_index(directory: str | Path | None = None, *, limits: bool = False, **settings: float | int | str) -> "Index":
    """The index in a directory (SAKUIN_INDEX or .sakuin unless it is named), open to be searched from Python.

    Nothing is left out of an answer unless `limits` are asked for, those of a server; `settings` are those of `sakuin
    status --settings`, such as address="https://example.org". Raises IndexMissing, IndexOutdated, IndexDamaged,
    SettingError, and ValueError for a setting that is none.
    """
    from search_app.notebook.opened_index import opened_index

    return opened_index(directory, limits, settings)
