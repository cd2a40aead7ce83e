"""The names of files as they are kept, as they are shown, and whether they stay in their folder.

A name need not be UTF-8: unpacked from a zip made in Shift_JIS, 公文.txt is eight bytes of another encoding. Python
holds such bytes as lone surrogates (PEP 383), which neither SQLite nor JSON can write.
"""

import os
import re
from pathlib import Path

SURROGATE = re.compile("[\udc80-\udcff]")
ESCAPED = re.compile("\ufffd([0-9A-F]{2})")
SIGN = "\ufffd"


def shown(name: str) -> str:
    """The name for people: a replacement sign for each byte that is no UTF-8. Two names may be shown alike."""
    return SURROGATE.sub(SIGN, name)


def is_whole(name: str) -> bool:
    """Whether a name is UTF-8, so that it can be shown as it is."""
    return not SURROGATE.search(name)


def kept(name: str) -> str:
    """The name as it is written in an index: each byte that is no UTF-8 becomes the replacement sign and two digits.

    No two names are kept alike; `from_kept` gives the name back.
    """
    name = name.replace(SIGN, "".join(f"{SIGN}{byte:02X}" for byte in SIGN.encode()))
    return SURROGATE.sub(lambda match: f"{SIGN}{ord(match[0]) - 0xDC00:02X}", name)


def from_kept(name: str) -> str:
    """The name of which `kept` made this one, to open the file by."""
    raw = os.fsencode(ESCAPED.sub(lambda match: chr(0xDC00 + int(match[1], 16)), name))
    return os.fsdecode(raw)


def leads_outside(path: Path, root: Path) -> bool:
    """Whether `path` below the folder `root` leads out of it, by a symbolic link of its own or of a folder above it."""
    return not path.resolve().is_relative_to(root.resolve())
