"""Ruby as Word wrote it before it had ruby: a field that puts one text above another."""

import re

RUBY = re.compile(r"\s*EQ\b.*\\o(?:\\a[a-z])?\s*\(.*[,;、]\s*([^,;]*)\)\s*$", re.IGNORECASE | re.DOTALL)
"""`EQ \\o\\ad(\\s\\up 9(ロシア),露西亜)` and the ringed 印 of `EQ \\o\\ac(○,印)`: what stands last is the text."""


def base(instruction: str) -> str:
    """The text that the instruction of a field prints by itself; empty for most."""
    found = RUBY.match(instruction)
    return found[1] if found else ""
