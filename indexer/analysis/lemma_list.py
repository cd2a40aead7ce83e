"""simplemma's list of English forms, unpacked once for each user: that takes half a second, reading it again a tenth.

    CACHE/lemmas-1.2.0.tsv     the SHA-256 of what follows; then a form and its lemma on each line

CACHE is the folder that the dictionary stands in too. Where it cannot be written the list is unpacked each time.
"""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from indexer.cache_folder import cache_folder, swept
from indexer.config import Config

LANGUAGE = "en"
SIMPLEMMA = version("simplemma")
LISTS = "lemmas-*"


def forms() -> Mapping[str, str]:
    """Form -> lemma, 180,000 of them; only names have capitals."""
    path = cache_folder(Config()) / f"lemmas-{SIMPLEMMA}.tsv"
    return _read(path) or _made(path)


def _read(path: Path) -> dict[str, str]:
    """The list as it was written; nothing where it is not there or damaged."""
    try:
        digest, _, lines = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if digest.decode(errors="replace") != hashlib.sha256(lines).hexdigest():
        return {}
    cells = lines.decode().replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=True))


def _made(path: Path) -> dict[str, str]:
    """The list from the package, and a file of it for the next time."""
    # It brings the rules of forty languages along: a fifth of the time that a command takes to start.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    found = dict(DefaultDictionaryFactory().get_dictionary(LANGUAGE))
    lines = "\n".join(f"{form}\t{lemma}" for form, lemma in found.items()).encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
        unfinished.write_bytes(hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)
        unfinished.replace(path)
        swept(set(path.parent.glob(LISTS)) - {path})
    return found
