"""English names by what stands beside them: a title, an initial, a given name.

Secretary of State Herter, Messrs. Kohler and Merchant     title: before a name, or before several
Llewellyn E. Thompson, U. Alexis Johnson                   initial: before the last word or the first
Walter Ulbricht                                            given: a word that is known to be a given name
"""

import re
from collections.abc import Iterator

from indexer.people.names import PersonName
from indexer.people.sightings import Sighting, around
from indexer.people.titles import ENGLISH, GIVEN_NAMES, NO_SURNAMES, PARTICLES, PLURAL

WORD = (
    r"(?:[A-ZÀ-Þ][a-z]{1,4}-[a-z]{2,5}(?![a-z])"
    r"|(?:[A-ZÀ-Þ][’'])?[A-ZÀ-Þ][a-zß-ÿ]+(?:[A-ZÀ-Þ][a-zß-ÿ]+)?(?:[-‐–][A-ZÀ-Þ][a-zß-ÿ]+){0,2})"
)
"""En-lai, Thompson, McElroy, O'Neill, Froment-Meurice; neither NATO nor USSR."""
_INITIAL = r"(?!U\.[ ]?[SKN]\.)[A-Z]\.(?:[ ]?[A-Z]\.){0,2}"
_SMALL = "(?:" + "|".join(sorted({*PARTICLES, *(each.title() for each in PARTICLES)})) + ")"
_LAST = rf"(?:{_SMALL}[ ]){{0,2}}{WORD}(?:[ ]{_SMALL}[ ]{WORD})?"
_GIVEN = rf"(?:(?:{WORD}|{_INITIAL})[ ]){{0,3}}"
NAME = rf"{_GIVEN}{_LAST}"
_INITIALS = re.compile(r"(?<=\.)(?=[A-Z])")
_TITLE = "(?:" + "|".join(re.escape(each) for each in sorted(ENGLISH | PLURAL, reverse=True)) + ")"
_OFFICE = r"(?:[ ]of[ ](?:State|Defense|the[ ]Treasury|Commerce|War|the[ ]Navy))?"
_TITLED = re.compile(rf"(?<!\w)(?P<title>{_TITLE}){_OFFICE}[ ](?:{_TITLE}[ ])*(?P<name>{NAME})(?!\w)")
_ANOTHER = re.compile(rf"(?:,[ ]|,?[ ]and[ ])(?:{_TITLE}[ ])?(?P<name>{_LAST})(?!\w)(?![ ]{WORD})")
_WITH_INITIAL = re.compile(
    rf"(?<![\w.])(?P<name>(?:{WORD}[ ]){{1,2}}{_INITIAL}[ ]?{_LAST}|"
    rf"(?:{_INITIAL}[ ]?{WORD}[ ]|(?<=[a-z,][ ]){_INITIAL}[ ]?){_LAST})(?!\w)"
)
_TWO = re.compile(rf"(?<!\w)(?P<name>(?P<given>{WORD})[ ](?:{WORD}[ ])?{_LAST})(?!\w)")


def with_title(text: str, document: str) -> Iterator[Sighting]:
    """Those with a title, and those that follow in the list of a plural title."""
    for found in _TITLED.finditer(text):
        yield from _sighting(text, found, "title", document)
        end = found.end()
        while found["title"] in PLURAL and (more := _ANOTHER.match(text, end)):
            yield from _sighting(text, more, "title", document)
            end = more.end()


def with_initial(text: str, document: str) -> Iterator[Sighting]:
    """Those with an initial among their names."""
    for found in _WITH_INITIAL.finditer(text):
        yield from _sighting(text, found, "initial", document)


def with_given(text: str, document: str) -> Iterator[Sighting]:
    """Those whose first word is a common given name."""
    for found in _TWO.finditer(text):
        if found["given"] in GIVEN_NAMES:
            yield from _sighting(text, found, "given", document)


def english_sightings(text: str, document: str) -> Iterator[Sighting]:
    """Every name of a person in `text`; some of them are found by several clues."""
    yield from with_title(text, document)
    yield from with_initial(text, document)
    yield from with_given(text, document)


def _sighting(text: str, found: re.Match[str], clue: str, document: str) -> Iterator[Sighting]:
    name = named(found["name"])
    if name.surname and name.surname not in NO_SURNAMES:
        yield Sighting(name, clue, document, around(text, *found.span("name")))


def named(written: str) -> PersonName:
    """A name in the order of speech, without titles: the last word is the surname, with the small words before it.

    What stands before a word that is part of no name is left out: the Department of State Walter S. Robertson.
    """
    words = [each for each in _INITIALS.sub(" ", written).split() if each not in ENGLISH]
    first = max((at + 1 for at, each in enumerate(words[:-1]) if each in NO_SURNAMES), default=0)
    words = words[first:]
    if not words:
        return PersonName(written)
    given = tuple(each for each in words[:-1] if each.lower() not in PARTICLES)
    small = " ".join(each for each in words[:-1] if each.lower() in PARTICLES)
    return PersonName(" ".join(words), words[-1], given, small)
