"""Where what all indexes of a user share is kept, so that it is made once."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from indexer.config import Config


def cache_folder(config: Config) -> Path:
    """The folder of the setting `cache`, else the one that the platform has for such things (~/.cache/sakuin). It need
    not be there, nor be one that can be written."""
    named = config.text("cache")
    return Path(named) if named else user_cache_path("sakuin", appauthor=False)


def swept(paths: Iterable[Path]) -> None:
    """Take files away that nobody needs any more, as far as that can be done."""
    for path in paths:
        with suppress(OSError):  # on Windows, one that somebody is reading stays until the next time
            path.unlink()
