"""What becomes of a list of people: a table for each, with every form of the name."""

from collections.abc import Iterable

from indexer.people.merging import Person, made_one
from indexer.people.tables import Entry


def imported(people: Iterable[Person]) -> tuple[Entry, ...]:
    """The entries of a list; several entries of one person become one."""
    return tuple(_entry(person) for person in made_one(people))


def _entry(person: Person) -> Entry:
    forms = (form for name in person.names for form in name.forms)
    remarks = tuple(filter(None, (person.note,)))
    return Entry(person, person.surname, (*forms, *person.other), remarks)
