"""The people that a collection seems to name, without any list of them.

What speaks for a person is a clue beside the name (CLUES); what speaks against is how the collection uses the word. A
surname that has a clue somewhere counts wherever it stands. How rightly, benchmarks/README.md says.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from indexer.collection import Collection
from indexer.document import Document
from indexer.metadata.actors import actor_finder
from indexer.people.english_sightings import english_sightings
from indexer.people.japanese_sightings import japanese_sightings
from indexer.people.line_sightings import given_with, on_lines
from indexer.people.merging import Person, made_one
from indexer.people.names import JAPANESE, PersonName, same_given, spelling_key
from indexer.people.sightings import Sighting
from indexer.people.tables import Entry
from indexer.people.titles import GIVEN_NAMES
from indexer.people.word_use import WordUse

CLUES: Mapping[str, tuple[str, str]] = {
    "title": ("with a title", "肩書つき"),
    "initial": ("with an initial", "頭文字つき"),
    "given": ("with a given name", "名つき"),
    "parts": ("with a given name", "姓名"),
    "line": ("on a line From or To", "差出人・宛先"),
    "markup": ("marked up", "マークアップ"),
    "name": ("a name to UniDic", "辞書の人名"),
}
LEAST = 2
LEAST_SHARE = 0.02
"""Of all uses of a surname, so many have a clue at least."""


@dataclass(slots=True)
class Seen:
    """What was seen of one written form: how often with each clue, where, and an example."""

    clues: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    example: Sighting | None = None

    def add(self, sighting: Sighting) -> None:
        """Count it; the first is the example."""
        self.clues[sighting.clue] += 1
        self.documents.add(sighting.document)
        self.example = self.example or sighting


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person's table, how often and in how many documents the name stands, and one of the places."""

    entry: Entry
    uses: int
    documents: int
    example: Sighting | None


class Survey:
    """The names of a collection, gathered document by document."""

    def __init__(self) -> None:
        self.use = WordUse()
        self.seen: dict[PersonName, Seen] = {}

    def add(self, document: Document) -> None:
        """Look through one document: its title and its text."""
        texts = [document.title, *(block.text for block in document.blocks)]
        self.use.add(texts)
        for sighting in _sightings(document, texts):
            self.seen.setdefault(sighting.name, Seen()).add(sighting)

    def entries(self, least: int = LEAST) -> tuple[Entry, ...]:
        """A table for each person whose surname stands `least` times or more, the most frequent first."""
        return tuple(found.entry for found in self.found(least))

    def found(self, least: int = LEAST) -> tuple["Proposal", ...]:
        """The same with the figures and the example that the comments of a table say."""
        people = _told_apart(made_one(Person((name,)) for name in self._accepted()))
        bearers = Counter(person.surname for person in people)
        found = [(self._uses(person), self._seen(person), person) for person in people]
        found.sort(key=lambda each: (-each[0], -each[1].clues.total(), each[2].best.whole))
        return tuple(
            self._entry(person, seen, bearers[person.surname] > 1) for uses, seen, person in found if uses >= least
        )

    def _accepted(self) -> list[PersonName]:
        """The names whose last word is a surname by all that was seen of it, and more often that than a given name."""
        clues: dict[str, Counter[str]] = {}
        given: Counter[str] = Counter()
        for name, seen in self.seen.items():
            clues.setdefault(name.surname, Counter()).update(seen.clues)
            given.update(dict.fromkeys(name.given, seen.clues.total()))
        last = {surname for surname, found in clues.items() if found.total() > given[surname]}
        surnames = {surname for surname in last if self._is_surname(surname, clues[surname])}
        return [name for name in self.seen if name.surname in surnames and not _runs_on(name, surnames)]

    def _is_surname(self, word: str, clues: Counter[str]) -> bool:
        """A word that is also written small needs two clues: Mr. White and Thomas D. White; General Observations has
        one. Washington is now and then a name, and nearly always a place."""
        if JAPANESE.search(word) or "markup" in clues:
            return True
        if self.use.is_place_or_thing(word) or clues.total() < LEAST_SHARE * self.use.capital[word]:
            return False
        return not self.use.is_common(word) or (len(clues) > 1 and not self.use.is_mostly_small(word))

    def _uses(self, person: Person) -> int:
        """How often the surname stands in the collection; one in kanji, how often it was seen."""
        return max(self._seen(person).clues.total(), self.use.capital[person.surname])

    def _seen(self, person: Person) -> Seen:
        """What was seen of all forms together."""
        total = Seen()
        for seen in (self.seen[name] for name in person.names):
            total.clues += seen.clues
            total.documents |= seen.documents
            total.example = total.example or seen.example
        return total

    def _entry(self, person: Person, seen: Seen, shared: bool) -> "Proposal":
        """The table; a surname that others have counts only where it was seen with this one's given name."""
        uses, documents = seen.clues.total(), len(seen.documents)
        if not shared:
            uses = self._uses(person)
            documents = max(documents, self.use.documents[person.surname])
        forms = [form for name in person.names if name.given for form in name.forms]
        entry = Entry(person, person.surname, tuple(forms), tuple(_remarks(uses, documents, seen)))
        return Proposal(entry, uses, documents, seen.example)


def proposed(documents: Iterable[Document], least: int = LEAST, known: Collection | None = None) -> tuple[Entry, ...]:
    """The people of the documents, but for those who have a table in `known` or were rejected there."""
    survey = Survey()
    for document in documents:
        survey.add(document)
    new = unknown_to(known or Collection())
    return tuple(entry for entry in survey.entries(least) if new(entry.person))


def unknown_to(collection: Collection) -> Callable[[Person], bool]:
    """Whether a person has no table in a collection, and was not rejected there by any name."""
    names, rejected = actor_finder(collection).names, frozenset(collection.rejected)
    return lambda person: not names.named(person.best.full) and rejected.isdisjoint(each.full for each in person.names)


def _sightings(document: Document, texts: Iterable[str]) -> Iterator[Sighting]:
    yield from given_with(document)
    for text in texts:
        yield from on_lines(text, document.id)
        if JAPANESE.search(text):
            yield from japanese_sightings(text, document.id)
        yield from english_sightings(text, document.id)


def _runs_on(name: PersonName, surnames: set[str]) -> bool:
    """Whether another's surname stands before it, in a list without commas: Dobrynin Robert Kennedy."""
    first, *others = name.given or ("",)
    return first in surnames - GIVEN_NAMES and not GIVEN_NAMES.isdisjoint(others)


def _told_apart(people: tuple[Person, ...]) -> list[Person]:
    """Those who are more than a surname or initials that others have in full: Dulles, J. Kennedy."""
    full: dict[str, list[Person]] = {}
    for person in people:
        if any(len(name.rstrip(".")) > 1 for name in person.best.given):
            full.setdefault(spelling_key(person.surname), []).append(person)
    return [person for person in people if not _is_part(person, full.get(spelling_key(person.surname), []))]


def _is_part(person: Person, full: list[Person]) -> bool:
    return person not in full and any(same_given(person.best.given, other.best.given) for other in full)


def _remarks(uses: int, documents: int, seen: Seen) -> Iterator[str]:
    said, said_ja = zip(*(words for clue, words in CLUES.items() if clue in seen.clues), strict=True)
    english, japanese = ", ".join(dict.fromkeys(said)), "・".join(dict.fromkeys(said_ja))
    times, where = f"{uses} time{'s' * (uses != 1)}", f"{documents} document{'s' * (documents != 1)}"
    yield f"{times} in {where}: {english} ／ {documents}文書に{uses}回（{japanese}）"
    if seen.example:
        yield f"{seen.example.document}: {seen.example.example}"
