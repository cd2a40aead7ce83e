"""Names on lines that say whose they are, and those that a document's reader knows: From, 差出人, mark-up, authors."""

import re
from collections.abc import Iterator

from indexer.document import Document
from indexer.people.english_sightings import NAME, named
from indexer.people.names import JAPANESE, PersonName, japanese
from indexer.people.sightings import Sighting, around
from indexer.people.titles import ENGLISH, JAPANESE_TITLES, NO_SURNAMES

_LINE = re.compile(
    r"^[ \t　]*(?i:from|to|cc|sender|author|drafted by|approved by"
    r"|差出人|発信者|発信人|送信者|宛先|受信者|受取人|名宛人|著者|筆者)"
    r"[ \t　]*[:：][ \t　]*(?P<name>[^\n]{2,60})$",
    re.MULTILINE,
)
_MARKS = re.compile(r"[,、;；(（<＜/]")
_ENGLISH = re.compile(rf"(?:(?:{'|'.join(map(re.escape, sorted(ENGLISH, reverse=True)))})[ ])*(?P<name>{NAME})")
_TITLE_BEHIND = re.compile(rf"(?:{'|'.join(JAPANESE_TITLES)}|様|君|宛)+$")
_JAPANESE = re.compile(r"[一-龠々]{1,4}[ 　][一-龠々ぁ-んァ-ヺー]{1,4}|[ァ-ヺー]+(?:[・＝](?:[ァ-ヺー]+|[A-Z]))+")


def on_lines(text: str, document: str) -> Iterator[Sighting]:
    """Those on a line From, To, 差出人, 宛先: From: Amb. Llewellyn Thompson; 差出人：吉田　茂."""
    for found in _LINE.finditer(text):
        name = _person(found["name"])
        if name is not None:
            yield Sighting(name, "line", document, around(text, *found.span("name")))


def given_with(document: Document) -> Iterator[Sighting]:
    """Those that the mark-up, the header or a sidecar names; ids (talbott, united-states) say no name."""
    for written in (*document.actors, *document.authors):
        name = _person(written)
        if name is not None:
            yield Sighting(name, "markup", document.id, written)


def _person(written: str) -> PersonName | None:
    """The name that is written, alone or with titles; None for an office, a body, several words of any other kind."""
    parts = _MARKS.split(written.strip())
    if JAPANESE.search(written):
        text = _TITLE_BEHIND.sub("", parts[0].strip())
        return japanese(text) if _JAPANESE.fullmatch(text) else None
    if _inverted(written):
        return named(f"{parts[1].strip()} {parts[0].strip()}")
    name = _ENGLISH.fullmatch(parts[0].strip())
    return named(name["name"]) if name and not set(name["name"].split()) & NO_SURNAMES and " " in name[0] else None


def _inverted(written: str) -> bool:
    """Dulles, Allen W.: one word, and given names behind the comma."""
    return re.fullmatch(r"\w+, (?:[A-Z]\w*\.? ?){1,3}", written) is not None and not set(written.split()) & ENGLISH
