"""The settings: a table of (name, default, help), each open to the environment as SAKUIN_<NAME>."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; its type is that of its default."""

    name: str
    default: float | int | str
    help: str


SETTINGS = (
    Setting("index", ".sakuin", "directory of the index"),
    Setting("k1", 1.2, "BM25 term frequency saturation (Robertson and Zaragoza 2009); tantivy fixes it at 1.2"),
    Setting("b", 0.75, "BM25 length normalisation; tantivy fixes it at 0.75"),
    Setting("gram_weight", 0.4, "weight of character bigrams beside words"),
    Setting("key_weight", 0.3, "weight of variant keys: katakana renderings, numbers, dates"),
    Setting("name_weight", 0.5, "weight of the other names of an actor or a term"),
    Setting("loan_weight", 0.3, "weight of the loanword that comes from an English word, and the other way round"),
    Setting("reading_weight", 0.15, "weight of words that only sound like the one typed"),
    Setting("heading_weight", 0.5, "weight of a match in the headings"),
    Setting("title_weight", 0.5, "weight of a match in the title"),
    Setting("phrase_weight", 0.3, "bonus for the query's words standing as they were typed"),
    Setting("max_per_page", 200, "most hits on a page; a larger wish is cut, and says so"),
    Setting("max_query", 1000, "most characters of a query; the rest is cut, and says so"),
    Setting("max_clauses", 64, "most words of a query; the rest is left out, and says so"),
)


class Config:
    """The settings in force: the defaults, what the environment says, then what the caller says.

    Raises ValueError for a name that is not in SETTINGS or a value that is not of its type.
    """

    def __init__(self, **overrides: float | int | str) -> None:
        table = {setting.name: setting for setting in SETTINGS}
        unknown = set(overrides) - set(table)
        if unknown:
            raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}")
        self._values = {name: _value(setting, overrides.get(name)) for name, setting in table.items()}

    def number(self, name: str) -> float:
        """The value of a numeric setting."""
        return float(self._values[name])

    def integer(self, name: str) -> int:
        """The value of a whole-number setting."""
        return int(self._values[name])

    def text(self, name: str) -> str:
        """The value of a setting as text."""
        return str(self._values[name])


def _value(setting: Setting, override: float | int | str | None) -> float | int | str:
    raw = override if override is not None else os.environ.get(f"SAKUIN_{setting.name.upper()}", setting.default)
    try:
        return type(setting.default)(raw)
    except ValueError as error:
        raise ValueError(f"setting {setting.name}: {raw!r} is not a {type(setting.default).__name__}") from error
