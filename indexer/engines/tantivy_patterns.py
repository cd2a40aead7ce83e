"""Terms that begin in a way or have signs in them, as the regular expressions that tantivy takes."""

from indexer.query import Slot
from indexer.terms import GAP

_ANY = f"[^{GAP}]*"
_SIGNS = {"*": _ANY, "?": f"[^{GAP}]"}
_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~")


LONGEST_PATTERN = 60
"""Letters of a pattern: tantivy's may have 1,000 states, and a letter some four. Longer ones are compared with the
terms here; in a phrase, two terms whose first 60 letters are the same are one."""


def signed(pattern: str) -> str:
    """The terms of a wildcard: `*` is any run, `?` one character."""
    return "".join(_SIGNS.get(sign) or _escaped(sign) for sign in pattern)


def beginning(text: str) -> str:
    """The terms that begin with a text."""
    return _escaped(text) + _ANY


def slot_pattern(slot: Slot) -> str:
    """The term of a slot, or all that begin with it; of a long one its first letters."""
    text = slot.text[:LONGEST_PATTERN]
    return beginning(text) if slot.prefix or text != slot.text else _escaped(text)


def _escaped(text: str) -> str:
    """A text as a regular expression that matches it alone."""
    return "".join("\\" + sign if sign in _SPECIAL else sign for sign in text)
