"""The documents of a collection as a table: by title, date, language or source, of all languages or of one."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from indexer.storage.document_store import DOCUMENT_COLUMNS
from indexer.storage.records import DocumentRow
from search_app.search.searcher import Searcher
from search_app.state.addresses import rooted

ROWS = 50
"""Documents of a page."""

COLUMNS = tuple(DOCUMENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class ListView:
    """What is asked for: the column that documents are ordered by, downwards where `down`, a language or "", a page."""

    sort: str = COLUMNS[0]
    down: bool = False
    lang: str = ""
    page: int = 1
    ui: str = "ja"

    def changed(self, **changes: object) -> "ListView":
        """The list with other values, from its first page."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def by(self, column: str) -> "ListView":
        """The list by a column; by the same once more, the other way round."""
        return self.changed(sort=column, down=column == self.sort and not self.down)

    def address(self) -> str:
        """The link to it."""
        sort = f"-{self.sort}" if self.down else self.sort
        given = (("sort", sort, COLUMNS[0]), ("lang", self.lang, ""), ("page", self.page, 1), ("ui", self.ui, "ja"))
        return rooted("/documents", urlencode([(name, value) for name, value, usual in given if value != usual]))


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of the list: each document with how many passages it has; `languages` counts the documents of each."""

    view: ListView
    total: int
    pages: int
    rows: tuple[tuple[DocumentRow, int], ...]
    languages: dict[str, int]


def read_list_view(sort: str, lang: str, page: int, ui: str) -> ListView:
    """The list that parameters ask for; what they may not be is as usual."""
    column = sort.removeprefix("-")
    known = column in COLUMNS
    return ListView(column if known else COLUMNS[0], known and sort.startswith("-"), lang, max(page, 1), ui)


def document_list(searcher: Searcher, view: ListView) -> DocumentList:
    """The page of documents that is asked for; the last one where there are fewer."""
    store = searcher.library.store
    languages = store.languages()
    total = languages.get(view.lang, 0) if view.lang else sum(languages.values())
    pages = max(1, -(-total // ROWS))
    view = replace(view, page=min(view.page, pages))
    found = store.documents_by(view.sort, view.down, view.lang, (view.page - 1) * ROWS, ROWS)
    rows = tuple((document, store.passages_in(document.id)) for document in found)
    return DocumentList(view, total, pages, rows, languages)
