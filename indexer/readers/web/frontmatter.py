"""The YAML between two lines of hyphens at the head of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.readers.tables import columns

HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LONGEST = 100_000
"""Characters of front matter; what describes a document in more is a document itself."""

MOST_LISTS = 500
"""Lists in brackets, which cost time that grows with the square of their depth."""

UNREAD = "the text was read without it"
ALIAS = "an alias (*name) stands for a value given above, which may multiply; write the value out, or quote it"
KEY = re.compile(r"\s*[\w-]+\s*:")
JAPANESE: Mapping[str, str] = {name: key for name, key in columns.KEYS.items() if not name.isascii()}
"""件名, 著者, 日付 -> the key they are in English; `created`, the day on which a note was made, is none here."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What a file says about itself, and its text; `note` tells what could not be understood."""

    given: Mapping[str, object]
    text: str
    note: str = ""


def part(text: str) -> Parted:
    """A text parted from its front matter. A line of hyphens with no `key:` below it is a rule across the page."""
    text = text.lstrip("\n")
    head = HEAD.match(text)
    if not head:
        unclosed = text.startswith("---\n") and KEY.match(text, 4)
        return Parted({}, text, "front matter: no second line of --- ends it; read as text" if unclosed else "")
    if head[1].strip() and not KEY.search(head[1]):
        return Parted({}, text)
    given, note = _load(head[1])
    return Parted(given, text[head.end() :], note)


def _load(source: str) -> tuple[Mapping[str, object], str]:
    """The keys and values, every value as it was written: 1994-06-28 no date, 0012 no number, `no` not false."""
    import yaml

    if len(source) > LONGEST:
        return {}, f"front matter: longer than {LONGEST:,} characters; shorten it; {UNREAD}"
    if source.count("[") + source.count("{") > MOST_LISTS:
        return {}, f"front matter: more than {MOST_LISTS} lists in brackets; write it as `key: value` lines; {UNREAD}"
    try:
        if alias := next((token for token in yaml.scan(source) if isinstance(token, yaml.AliasToken)), None):
            return {}, f"front matter, line {alias.start_mark.line + 2}: {ALIAS}; {UNREAD}"
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
    except RecursionError:
        return {}, f"front matter: lists nest too deep; write it as `key: value` lines; {UNREAD}"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        return {}, f"front matter{where}: {problem}; correct it, or quote the value; {UNREAD}"
    if loaded is not None and not isinstance(loaded, dict):
        return {}, f"front matter: not a list of `key: value` lines; {UNREAD}"
    return {JAPANESE.get(str(key).strip(), str(key)): value for key, value in (loaded or {}).items()}, ""
