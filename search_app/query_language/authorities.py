"""The names a collection knows its actors, terms and eras by, looked up from what a person typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.analysis import canonical, fold, gram_slots
from indexer.analysis.romaji import romaji_key, typed_reading_key
from indexer.analysis.variants import katakana_key
from indexer.collection import Collection
from indexer.document import Authority
from search_app.query_language.scripts import KATAKANA

Spelling = tuple[tuple[str, int], ...]
"""A name as the literal layer has it: what is written alike is the same key."""

Key = Spelling | str
"""A spelling, or the variant key of a katakana name."""

_KATAKANA = re.compile(f"[{KATAKANA}・]{{3,}}")


_POSSESSIVE = re.compile(r"(?<=\w)['’＇]s?$", re.IGNORECASE)


def spelling(text: str) -> Spelling:
    """The key of a name, also of Yeltsin's; empty for a text without letters."""
    return tuple((slot.text, slot.offset) for slot in gram_slots(canonical(_POSSESSIVE.sub("", text))))


@dataclass(frozen=True)
class Names:
    """Every name of a collection -> what goes by it."""

    collection: Collection
    _authorities: dict[Key, tuple[Authority, ...]] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for authority in (*self.collection.actors, *self.collection.terms):
            for name in authority.names:
                _add(self._authorities, spelling(name), authority)
                if name.isascii():
                    _add(self._authorities, romaji_key(name), authority)
                    _add(self._authorities, spelling(name + "s"), authority)  # ICBMs, summits
                if _KATAKANA.fullmatch(name):
                    _add(self._authorities, katakana_key(name), authority)
        actors = (("actor", a.id, a.names) for a in self.collection.actors)
        eras = (("era", e.id, (e.label.ja, e.label.en, *e.names)) for e in self.collection.eras)
        for kind, identifier, names in (*actors, *eras):
            for name in (identifier, *names):
                self._ids.setdefault((kind, fold(name)), identifier)

    def called(self, text: str) -> tuple[Authority, ...]:
        """What goes by this name, or by a katakana rendering of it."""
        found = self._authorities.get(spelling(text), ())
        if not found:
            found = self._authorities.get(typed_reading_key(text), ())
        if not found and _KATAKANA.fullmatch(text):
            found = self._authorities.get(katakana_key(text), ())
        return found

    def identifier(self, kind: str, name: str) -> str | None:
        """The id of the actor or the era of this id or name."""
        return self._ids.get((kind, fold(name)))


def other_names(authorities: Iterable[Authority], typed: str) -> tuple[str, ...]:
    """The names by which `typed` is not found anyway: a name that holds it is."""
    known = spelling(typed)
    names = dict.fromkeys(name for authority in authorities for name in authority.names)
    return tuple(name for name in names if not _holds(spelling(name), known))


def _holds(name: Spelling, part: Spelling) -> bool:
    texts, wanted = [text for text, _ in name], [text for text, _ in part]
    return any(texts[i : i + len(wanted)] == wanted for i in range(len(texts) - len(wanted) + 1))


def _add(table: dict[Key, tuple[Authority, ...]], key: Key, authority: Authority) -> None:
    if key and authority not in table.get(key, ()):
        table[key] = (*table.get(key, ()), authority)
