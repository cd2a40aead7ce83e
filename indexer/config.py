"""The settings: a table of (name, default, help), each open to the environment as SAKUIN_<NAME>."""

import os
from dataclasses import dataclass

from indexer.errors import SettingError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; its type is that of its default. A number lies between `least` and `most`."""

    name: str
    default: float | int | str
    help: str
    least: float = 0
    most: float = 1_000_000


BOUNDS = (
    Setting("seconds", 0.6, "processor seconds after which an answer says what is known so far; 0 for any", 0, 3_600),
    Setting("most_characters", 1_000, "characters of a question", 1),
    Setting("most_address", 3_000, "characters of a search as an address, which every link of a page repeats", 100),
    Setting("most_words", 64, "words of a question", 1),
    Setting("most_wildcards", 4, "words with * or ?"),
    Setting("most_signs", 3, "signs * and ? of one word"),
    Setting("most_fuzzy", 4, "words that may be misspelt"),
    Setting("most_near", 4, "quotations whose words need only be near"),
    Setting("most_near_words", 4, "words of such a quotation", 1),
    Setting("most_dates", 12, "dates and years of a question"),
    Setting("most_values", 100, "values of one facet, and of `drop`"),
    Setting("most_longer", 8, "longer words of `as`"),
    Setting("most_ids", 150, "passages chosen by hand"),
    Setting("max_per_page", 200, "hits on a page", 1),
    Setting("most_checked", 5_000, "passages of a word compared with their text where a folding is off"),
    Setting("most_lines", 2_000, "hits looked through for a page of the concordance", 1),
    Setting("most_taken", 0, "hits of an export, a receipt or a TSV of lines; more are refused; 0 for any number"),
)
"""What one request may cost. What goes beyond is left out, with a note; see `search_app.limits`."""

SETTINGS = (
    Setting("index", ".sakuin", "directory of the index"),
    Setting("cache", "", "folder of the dictionary that all indexes share; empty for the platform's cache folder"),
    Setting("k1", 1.2, "BM25 term frequency saturation (Robertson and Zaragoza 2009); tantivy fixes it at 1.2"),
    Setting("b", 0.75, "BM25 length normalisation; tantivy fixes it at 0.75", 0, 1),
    Setting("gram_weight", 0.4, "weight of character bigrams beside words"),
    Setting("presence_weight", 2.0, "in a whole question, weight of a word that is there at all (BM25+'s delta)"),
    Setting("pair_weight", 0.4, "in a whole question, weight of neighbouring words in a row"),
    Setting("rescore_weight", 1.0, "in match=any, weight of what of a whole question stands in one sentence"),
    Setting("key_weight", 0.3, "weight of variant keys: katakana renderings, numbers, dates"),
    Setting("derivation_weight", 0.5, "weight of English words made of one another: negotiate, negotiation"),
    Setting("name_weight", 0.5, "weight of the other names of an actor or a term"),
    Setting("loan_weight", 0.3, "weight of the loanword that comes from an English word, and the other way round"),
    Setting("reading_weight", 0.15, "weight of words that only sound like the one typed"),
    Setting("dictionary_weight", 0.4, "weight of a sure translation, with the extra `dictionary`"),
    Setting("heading_weight", 0.5, "weight of a match in the headings"),
    Setting("title_weight", 0.5, "weight of a match in the title"),
    Setting("typed_weight", 12.0, "bonus for what was typed, in any form, before what is searched in its place"),
    Setting("phrase_weight", 0.3, "bonus for the query's words standing as they were typed"),
    Setting(
        "address", "", "address of the search page in all links: of a server's answers, of the command line's exports"
    ),
    Setting("prefix", "", "path below which a server has its pages, such as /ussr; by default that of its address"),
    Setting("trust_proxy", 0, "proxies before a server, whose word it takes for who asks, and by which address", 0, 9),
    Setting("log", "text", "how a server writes its line for each request: text, json, none"),
    Setting("log_questions", 0, "1: that line also says what was looked for", 0, 1),
    Setting("most_running", 0, "requests that a server answers at once of one client; more get status 429; 0 for any"),
    Setting("passwords", "", "file of names and passwords (sakuin password) without which a server shows nothing"),
    Setting("collections", "", "several collections for one server: NAME=PATH of each index; commas"),
    Setting("hosts", "", "more names that a server may be asked by, besides localhost and what it is bound to; commas"),
    Setting(
        "native", 1, "1 analyses with the compiled extension where it was built, 0 in Python; both say the same", 0, 1
    ),
    Setting(
        "originals", 0, "1: readers may open the files that documents came from, where these are still there", 0, 1
    ),
    Setting("opensearch", "", "addresses of the cluster for --engine opensearch; commas; empty for where the index is"),
    Setting("opensearch_secrets", "", "file that its owner alone may read, with lines user=, password= or key="),
    Setting("opensearch_ca", "", "file of the certificates by which the cluster is known (PEM)"),
    Setting("opensearch_seconds", 30.0, "seconds that one answer of the cluster may take", 0.1, 3_600),
    Setting("opensearch_shards", 1, "parts that a new index on the cluster is made of", 1, 1_024),
    Setting("opensearch_alias", "sakuin", "name by which the cluster knows the generation in force"),
    Setting("follow", 0, "1: a server takes up what was published in the cluster, now and again", 0, 1),
    *BOUNDS,
)


UNBOUNDED: dict[str, float | int] = {each.name: 0 if "0 for any" in each.help else int(each.most) for each in BOUNDS}
"""The bounds as settings that leave nothing out, for whoever asks their own machine."""

NATIVE_EDITION = 1
"""Of the compiled extension (native/src/lib.rs): one that was built from other sources is left alone."""


class Config:
    """The settings in force: the defaults, what the environment says, then what the caller says.

    Raises ValueError for a name that is not in SETTINGS, SettingError for a value that cannot be meant.
    """

    def __init__(self, **overrides: float | int | str) -> None:
        table = {setting.name: setting for setting in SETTINGS}
        unknown = set(overrides) - set(table)
        if unknown:
            raise ValueError(
                f"unknown settings: {', '.join(sorted(unknown))}; sakuin status --settings lists what there is"
            )
        self._values = {name: _value(setting, overrides.get(name)) for name, setting in table.items()}

    def changed(self, **overrides: float | int | str) -> "Config":
        """The same settings but for these."""
        return Config(**{**self._values, **overrides})

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
    kind = type(setting.default)
    try:
        value: float | int | str = kind(raw)
    except ValueError:
        value = ""
    bounded = isinstance(value, str) or setting.least <= value <= setting.most
    if not isinstance(value, kind) or not bounded:
        wanted = "a whole number" if kind is int else "a number"
        raise SettingError(
            f"SAKUIN_{setting.name.upper()} is {raw!r}; it takes {wanted} from {setting.least:g} to {setting.most:g} "
            f"({setting.help}), by default {setting.default}"
        )
    return value
