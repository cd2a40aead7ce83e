"""What a project is: its items in an order made by hand, and its searches, as values that say how large they may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.errors import SakuinError
from search_app.export.citations import Cited
from search_app.export.verification import Seal
from search_app.notes import Note
from search_app.state.parameters import Json

KIND = "sakuin-project"
SUFFIX = ".sakuin-project"
SCHEMA = 1
"""The form of what is written; a later one is not read, since it may mean otherwise what it names alike."""

MOST_BYTES = 10 * 1024 * 1024
"""Of a file, packed or not."""

MOST_ITEMS, MOST_SEARCHES = 5_000, 500
MOST_TEXT = 200_000
"""Characters of a passage or a note."""

MOST_WORDS = 4_000
"""Characters of a title, a tag, an address and the like."""

MOST_LISTED = 1_000
"""Tags, highlights, remarks of one item, and parts of one fact."""

MOST_KNOWN = 2_000
"""Hits of a saved search whose ids are kept, so that a new one is told by its id."""

COLOURS = ("yellow", "green", "blue", "red")


class ProjectMistake(SakuinError):
    """A file or a request that is no sound project; `note` says what is wrong and what to do, in both languages."""

    http_status = 400

    def __init__(self, code: str, value: str = "") -> None:
        self.note = Note(code, value)
        super().__init__(self.note.sentence("en"))


@dataclass(frozen=True, slots=True)
class Highlight:
    """What somebody marked in a text: from one character (code point) to before another, in a colour, with a word."""

    start: int
    end: int
    colour: str = COLOURS[0]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """The note of somebody else, which came with their project."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A passage, or a whole document, as it was when it was chosen: `facts` cite it and seal it, `text` is its own, of
    a document that of its first passage.

    Of a document the paragraph is 0, the hash that of the ids of its passages, and `first` the id of the first of them.
    `kept` says that its text is kept although it reads otherwise now. Moments are ISO 8601 in UTC. `more` is what a
    file says of it that is not known here.
    """

    facts: Cited
    text: str
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    tags: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    chosen: str = ""
    changed: str = ""
    kept: bool = False
    first: str = ""
    more: Mapping[str, Json] = field(default_factory=dict)

    @property
    def is_document(self) -> bool:
        """Whether a whole document is meant."""
        return self.facts.paragraph == 0

    @property
    def key(self) -> str:
        """What it is told by in a project: passage:0123456789abcdef, document:nato-03.ja."""
        return f"document:{self.facts.document}" if self.is_document else f"passage:{self.facts.id}"

    @property
    def seal(self) -> Seal:
        """What it is verified by."""
        return Seal(self.facts.document, self.facts.paragraph, self.facts.id, self.facts.hash, self.text)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with what it found when it was last looked at: how many passages, in an index of which digest, and
    their ids; `whole` says that these are all of them."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    total: int = 0
    digest: str = ""
    looked: str = ""
    known: tuple[str, ...] = ()
    whole: bool = True
    more: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project; `by` is whoever made it, as they call themselves."""

    id: str
    title: str
    by: str = ""
    made: str = ""
    changed: str = ""
    items: tuple[Item, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    more: Mapping[str, Json] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """Whose notes these are, as well as it is known."""
        return self.by or self.title
