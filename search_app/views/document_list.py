"""The documents of a collection as a table: in some order, and those of a language, a type or a letter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from urllib.parse import urlencode

from indexer.storage.records import DocumentRow
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted
from search_app.views.catalogue import CatalogueRow, catalogue
from search_app.views.facet_values import LETTERS

ROWS = 50
"""Documents of a page."""

MOST_TYPES = 12
"""Types that are offered, the most frequent."""

COLUMNS = ("title", "date", "lang", "source", "passages")
FILTERS = ("lang", "type", "letter")


@dataclass(frozen=True, slots=True)
class ListView:
    """What is asked for: the column that documents are ordered by, downwards where `down`, a language, a type and a
    letter or "", a page."""

    sort: str = COLUMNS[0]
    down: bool = False
    lang: str = ""
    type: str = ""
    letter: str = ""
    page: int = 1
    ui: str = "ja"

    def changed(self, **changes: object) -> "ListView":
        """The list with other values, from its first page."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def by(self, column: str) -> "ListView":
        """The list by a column; by the same once more, the other way round. Most passages come first."""
        return self.changed(sort=column, down=not self.down if column == self.sort else column == "passages")

    def address(self) -> str:
        """The link to it."""
        sort = f"-{self.sort}" if self.down else self.sort
        chosen = ((name, getattr(self, name), "") for name in FILTERS)
        given = (("sort", sort, COLUMNS[0]), *chosen, ("page", self.page, 1), ("ui", self.ui, "ja"))
        return rooted("/documents", urlencode([(name, value) for name, value, usual in given if value != usual]))

    def has(self, entry: CatalogueRow, but: str = "") -> bool:
        """Whether a document is of the language, the type and the letter that are asked for, `but` for one of them."""
        asked = ((getattr(self, name), getattr(entry, name)) for name in FILTERS if name != but)
        return all(wanted in ("", value) for wanted, value in asked)


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of the list: each document with how many passages it has; `languages`, `types` and `letters` count the
    documents that each would leave."""

    view: ListView
    total: int
    pages: int
    rows: tuple[tuple[DocumentRow, int], ...]
    languages: dict[str, int]
    types: dict[str, int]
    letters: dict[str, int]


def read_list_view(sort: str, page: int, ui: str, **chosen: str) -> ListView:
    """The list that parameters ask for; what they may not be is as usual."""
    column = sort.removeprefix("-")
    known = column in COLUMNS
    return ListView(column if known else COLUMNS[0], known and sort.startswith("-"), page=max(page, 1), ui=ui, **chosen)


def document_list(searcher: Searcher, view: ListView) -> DocumentList:
    """The page of documents that is asked for; the last one where there are fewer."""
    all_documents = catalogue(searcher)
    found = _ordered([each for each in all_documents if view.has(each)], view)
    pages = max(1, -(-len(found) // ROWS))
    view = replace(view, page=min(view.page, pages))
    shown = found[(view.page - 1) * ROWS : view.page * ROWS]
    documents = ((searcher.library.store.document(each.id), each.passages) for each in shown)
    counts = {name: _counts(all_documents, view, name) for name in FILTERS}
    types = Counter({name: n for name, n in counts["type"].items() if name})
    return DocumentList(
        view,
        len(found),
        pages,
        tuple((document, n) for document, n in documents if document),
        dict(counts["lang"].most_common()),
        dict(types.most_common(MOST_TYPES)),
        {letter: n for letter in LETTERS if (n := counts["letter"][letter])},
    )


def _ordered(found: list[CatalogueRow], view: ListView) -> list[CatalogueRow]:
    """Documents that say nothing in a column come last whichever way it goes."""
    if view.sort == "title":
        return found[::-1] if view.down else found
    by = attrgetter(view.sort)
    said = sorted((each for each in found if by(each) != ""), key=by, reverse=view.down)
    return [*said, *(each for each in found if by(each) == "")]


def _counts(entries: Iterable[CatalogueRow], view: ListView, name: str) -> Counter[str]:
    return Counter(getattr(each, name) for each in entries if view.has(each, but=name))
