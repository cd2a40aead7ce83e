"""A page of the desk from its template: the pages beside it, and the words of the desk."""

from collections.abc import Callable
from typing import Any

from flask import render_template

from indexer.collection import load
from indexer.errors import CollectionError
from indexer.storage.index_directory import COLLECTION
from search_app.desk.desk import Desk, current_desk
from search_app.desk.list_words import LIST_WORDS
from search_app.desk.words import WORDS
from search_app.labels import LABELS
from search_app.web.error_pages import language_asked

SECTIONS = ("files", "documents", "people", "eras", "terms", "projects")
"""The pages of a desk below /desk, in the order of its head; the label of each is `desk-NAME`."""

PAGE_WORDS = {
    "files": ("new", "changed", "gone", "sidecar", "unread", "partly", "shown", "nothing", "waiting"),
    "documents": (
        *"shdpigb", "waits", "shown", "selected", "waiting", "understood", "no-date", "no-lang", "again", "saved",
        "undone", "redone", "set", "select-row", "lock-elsewhere", "lock-twins", "lock-unnamed", "read", "none",
    ),
}  # fmt: skip
"""Page -> what its script says by itself, each the label `desk-PAGE-NAME`."""

RUN_WORDS = ("starts", "reading", "ends", "stopping")
"""What the bar of a run says by itself, each the label `desk-index-NAME`."""

_ALL = LABELS | WORDS | LIST_WORDS


def words_in(ui: str) -> Callable[..., str]:
    """The words of the desk and of all other pages in one language."""

    def translate(key: str, **values: object) -> str:
        return _ALL[key].in_language(ui).format(**values)

    return translate


def desk_page(template: str, current: str = "", **values: Any) -> str:
    """A page of the desk; `current` is the section that it is, if it is one."""
    ui, desk = language_asked(), current_desk()
    return render_template(
        template,
        ui=ui,
        t=words_in(ui),
        desk=desk,
        sections=SECTIONS if desk.folder else (),
        current=current,
        collection_title=title_of(desk, ui),
        run_words={name: _ALL[f"desk-index-{name}"].in_language(ui) for name in RUN_WORDS}
        | {"lost": _ALL["desk-lost"].in_language(ui)},
        page_words={name: _ALL[f"desk-{current}-{name}"].in_language(ui) for name in PAGE_WORDS.get(current, ())},
        in_ui="?ui=en" if ui == "en" else "",
        **values,
    )


def title_of(desk: Desk, ui: str) -> str:
    """What the collection is called: by its own file, else as its folder is."""
    if desk.folder is None:
        return ""
    try:
        said = load(desk.folder / COLLECTION if (desk.folder / COLLECTION).is_file() else None)
    except CollectionError:
        return desk.folder.name
    return said.title.in_language(ui) or desk.folder.name
