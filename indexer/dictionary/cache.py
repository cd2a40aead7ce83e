"""The glossary of a user, made once for all indexes: where it stands, who makes it, what is swept away.

    CACHE/glossary-KEY.sqlite   KEY is of all that a glossary depends on: the package, the format, the analysis
    CACHE/glossary.lock         held by the one process that makes it; no index is locked meanwhile

CACHE is the setting `cache`, by default the folder that the platform has for such things (~/.cache/sakuin). Whoever
searches does without until the glossary is there.
"""

import hashlib
import sqlite3
from pathlib import Path

from filelock import FileLock, Timeout

from indexer import analysis
from indexer.cache_folder import cache_folder, swept
from indexer.config import Config
from indexer.dictionary.glossary import FORMAT, UNFINISHED, Glossary, Report, build
from indexer.dictionary.jmdict import installed

LOCK = "glossary.lock"
GLOSSARIES = "glossary-*.sqlite"
BESIDE_AN_INDEX = ("dictionary.sqlite", "dictionary.sqlite.*.new")
"""What earlier versions made in each index directory."""


def glossary_path(config: Config) -> Path | None:
    """Where the glossary of the installed package stands, or would; None where no package is installed."""
    package = installed()
    if package is None:
        return None
    depends_on = f"{package[1]} {FORMAT} {analysis.version()}"
    key = hashlib.sha256(depends_on.encode()).hexdigest()[:16]
    return cache_folder(config) / f"glossary-{key}.sqlite"


def is_made(config: Config) -> bool:
    """Whether the glossary of the installed package is there; quick enough for every request."""
    path = glossary_path(config)
    return path is not None and path.is_file()


def open_glossary(config: Config) -> Glossary | None:
    """The glossary of the installed package; None where it is not there (yet). A damaged one is taken away."""
    path = glossary_path(config)
    if path is None or not path.is_file():
        return None
    glossary = Glossary(path)
    if not glossary.is_whole():
        glossary.close()
        swept([path])
        return None
    return glossary


def make_glossary(config: Config, report: Report = lambda share: None) -> str:
    """Make the glossary where it is not there, and sweep away what others left in the cache folder.

    Takes about half a minute when there is something to do. The sentence for people says what was made, or why nothing
    was: another run is at it, the folder cannot be written. Empty where there was nothing to do.
    """
    path, package = glossary_path(config), installed()
    if path is None or package is None or path.is_file():
        return ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(LOCK), timeout=0):
            if not path.is_file():
                swept(path.parent.glob(f"*{UNFINISHED}"))
                build(*package, path, report)
                swept(each for each in path.parent.glob(GLOSSARIES) if each != path)
        return f"made the dictionary, once for all indexes: {path}"
    except Timeout:
        return "another run is making the dictionary; searches use it as soon as it is there"
    except (OSError, sqlite3.Error) as error:
        return (
            f"the dictionary could not be made in {path.parent} ({error}); searches do without. "
            "SAKUIN_CACHE names another folder for it"
        )


def sweep_index(directory: Path) -> None:
    """Take out of an index directory the glossary that an earlier version made there."""
    for pattern in BESIDE_AN_INDEX:
        swept(directory.glob(pattern))
