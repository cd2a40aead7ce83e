"""The forms of one person made one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.people.names import PersonName, same_given, spelling_key


@dataclass(frozen=True, slots=True)
class Person:
    """Someone by all names that were met, the best first; `other` are names beside those that have parts (of another
    language or a list's column), `id` and `kind` those of a list, `note` what it says of the person."""

    names: tuple[PersonName, ...]
    other: tuple[str, ...] = ()
    id: str = ""
    kind: str = "person"
    note: str = ""

    @property
    def best(self) -> PersonName:
        """The fullest name."""
        return self.names[0]

    @property
    def surname(self) -> str:
        """The surname, empty for a name without parts."""
        return next((name.surname for name in self.names if name.surname), "")


def made_one(people: Iterable[Person]) -> tuple[Person, ...]:
    """People with the forms of one made one; a form that may be of several stays by itself."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[spelling_key(person.surname or person.best.full)].append(person)
    return tuple(person for group in groups.values() for person in _of_one_surname(group))


def _of_one_surname(group: list[Person]) -> list[Person]:
    """Those with the most given names first, so that "Lyndon B." finds "Lyndon Baines" and not the reverse."""
    found: list[Person] = []
    for person in sorted(group, key=lambda each: -len("".join(each.best.given))):
        same = [at for at, other in enumerate(found) if same_given(person.best.given, other.best.given)]
        if len(same) == 1:
            found[same[0]] = joined(found[same[0]], person)
        else:
            found.append(person)
    return found


def joined(one: Person, other: Person) -> Person:
    """Two entries as one person."""
    return replace(
        one,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        other=tuple(dict.fromkeys((*one.other, *other.other))),
        id=one.id or other.id,
        note=one.note or other.note,
    )
