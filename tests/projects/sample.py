"""Projects for tests: of documents given here, in both languages."""

from dataclasses import replace

from library import document, searcher_of

from search_app.projects.choosing import chosen_documents, chosen_passages
from search_app.projects.searches import saved
from search_app.projects.values import Highlight, Item, Project
from search_app.search.searcher import Searcher
from search_app.state.state import SearchState

TREATY = "The treaty was signed in Moscow in 1972."
JOYAKU = "条約は1972年にモスクワで調印された。"
DOCUMENTS = {
    "treaty": (TREATY, "It came into force in October.", "Both sides kept it."),
    "joyaku": (JOYAKU, "十月に発効した。", "両国はこれを守った。"),
    "talks": ("The talks went on in Vienna.", "Nothing came of them."),
}


def index_of(documents: dict[str, tuple[str, ...]] = DOCUMENTS) -> Searcher:
    """An index of documents, each a tuple of its passages, under a heading each."""
    return searcher_of(
        *(
            document(
                id_,
                *(part for n, text in enumerate(texts, 1) for part in (f"# {n}", text)),
                title="A",
                lang=language(texts),
            )
            for id_, texts in documents.items()
        )
    )


def language(texts: tuple[str, ...]) -> str:
    return "en" if texts[0].isascii() else "ja"


def items_of(searcher: Searcher) -> tuple[Item, ...]:
    """Every passage as an item."""
    places = [
        place for row in searcher.library.store.documents() for place in searcher.library.store.passages_of(row.id)
    ]
    return tuple(chosen_passages(searcher, [place.passage.id for place in places], "https://example.org"))


def project_in(searcher: Searcher) -> Project:
    """A project of all passages and a document, the first with whatever a person may write, and two searches."""
    first, *rest = items_of(searcher)
    rich = replace(
        first,
        note="見直す *here*\n二行目",
        tags=("条約", "peace"),
        highlights=(Highlight(0, 2, "green", "主語"), Highlight(3, 7)),
    )
    documents = tuple(chosen_documents(searcher, ["talks"], "https://example.org"))
    searches = tuple(saved(searcher, q, SearchState(q=q)) for q in ("treaty", "条約"))
    return Project(
        "p-1",
        "冷戦 & peace",
        "山田",
        "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z",
        (rich, *rest, *documents),
        searches,
    )
