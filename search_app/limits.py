"""The bounds of one request as the settings say them: how much of a question is read, how long it is worked on."""

from dataclasses import dataclass, fields
from time import thread_time

from indexer.config import BOUNDS, Config
from search_app.notes import Note


@dataclass(frozen=True, slots=True)
class Limits:
    """A number for each setting `most_<name>` that a question is cut by (see `indexer.config.BOUNDS`)."""

    characters: int
    address: int
    words: int
    wildcards: int
    signs: int
    fuzzy: int
    near: int
    near_words: int
    dates: int
    values: int
    longer: int
    ids: int

    @classmethod
    def of(cls, config: Config) -> "Limits":
        """The limits that the settings say."""
        return cls(**{each.name: config.integer(f"most_{each.name}") for each in fields(cls)})


_DEFAULTS = {each.name: int(each.default) for each in BOUNDS}

LIMITS = Limits(**{each.name: _DEFAULTS[f"most_{each.name}"] for each in fields(Limits)})
"""The limits where nobody has set others."""


class Budget:
    """The processor time that one answer may take, from now on in this thread: a busy machine cuts no answer short.

    Who works on the answer looks at `spent` between one engine call or passage and the next, and goes without what is
    still to come; `notes` say what that was.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self._end = thread_time() + seconds if seconds else 0.0
        self._missing: dict[Note, None] = {}

    def spent(self, part: str) -> bool:
        """Whether no time is left for a part of the answer, by the code of the note on its absence."""
        if not self._end or thread_time() < self._end:
            return False
        self._missing[Note(part)] = None
        return True

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the answer goes without."""
        return tuple(self._missing)
