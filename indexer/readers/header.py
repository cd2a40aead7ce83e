"""What a document says about itself, in front matter or in the row of a table, becomes the fields of a Document."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from indexer.document import Block, Document
from indexer.readers.reading import SURROGATE

KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ]")
CJK = re.compile(r"[㐀-䶿一-鿿々]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
NOTHING: tuple[object, ...] = (None, "", "~", "null", [], ())
LIST_MARKS = re.compile(r"[;；、]")
SAMPLE = 5_000
BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
NO_STEPS = ("", ".", "..")
"""What between two slashes of an address goes nowhere or upwards, so that browsers and servers take it away."""


@dataclass(frozen=True, slots=True)
class Default:
    """What a document is called if it does not say so itself."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a document; `origin` as in Document.origins."""

    origin: str
    given: Mapping[str, object]


def document(
    given: Mapping[str, object],
    blocks: tuple[Block, ...],
    default: Default,
    *less_trusted: Said,
    origin: str = "header",
) -> Document:
    """The document that `given` describes; keys unknown here are kept in `extra`, as text.

    What `given` leaves open is taken from `less_trusted`, the first that has it: what the document says of itself,
    then the properties of its file.
    """
    said: dict[str, object] = {}
    origins: dict[str, str] = {}
    for source in (Said(origin, given), *less_trusted):
        fresh = {key: value for key, value in _known_keys(source.given).items() if _field(key) not in origins}
        said |= fresh
        origins |= dict.fromkeys(map(_field, fresh), source.origin)
    return _document(said, origins, blocks, default)


def described(document: Document, given: Mapping[str, object], origin: str = "sidecar") -> Document:
    """The document with what a more trusted source says of it in place of what it said itself; its blocks, its id and
    its path stay."""
    said = _known_keys(given)
    known = {field: convert(said[key]) for key, (field, convert) in reversed(tuple(KEYS.items())) if key in said}
    known.pop("id", None)
    extra = {
        **dict(document.extra),
        **{key: as_text(value) for key, value in said.items() if key not in KEYS or key in KEPT_AS_WRITTEN},
    }
    origins = {**dict(document.origins), **dict.fromkeys(known, origin)}
    return replace(document, **known, extra=tuple(extra.items()), origins=tuple(origins.items()))  # type: ignore[arg-type]


def _field(key: str) -> str:
    """The field of Document that a key names, or the key itself, which is kept in `extra`."""
    return KEYS[key][0] if key in KEYS else key


def _known_keys(given: Mapping[str, object]) -> dict[str, object]:
    return {key.strip().lower(): value for key, value in given.items() if value not in NOTHING}


def _document(
    said: Mapping[str, object], origins: Mapping[str, str], blocks: tuple[Block, ...], default: Default
) -> Document:
    known = {field: convert(said[key]) for key, (field, convert) in reversed(tuple(KEYS.items())) if key in said}
    title = known.get("title") or default.title
    return Document(
        id=str(known.get("id") or addressed(default.id)),
        title=one_line(str(title)),
        lang=str(known.get("lang") or guess_language(_sample(str(title), blocks))),
        blocks=blocks,
        date=str(known.get("date", "")),
        source=str(known.get("source", "")),
        actors=as_list(known.get("actors", ())),
        work=str(known.get("work", "")),
        parallel=str(known.get("parallel", "")),
        authors=as_list(known.get("authors", ())),
        type=str(known.get("type", "")),
        archive=str(known.get("archive", "")),
        publisher=str(known.get("publisher", "")),
        extra=tuple((key, as_text(value)) for key, value in said.items() if key not in KEYS or key in KEPT_AS_WRITTEN),
        origins=tuple((field, origin) for field, origin in origins.items() if field in known),
    )


def guess_language(text: str) -> str:
    """The language a text is written in, judged by its script alone.

    Any kana makes Japanese, and so do kanji by themselves: 米ソ関係, 日米安全保障條約.
    """
    cjk, cyrillic, latin = (len(script.findall(text)) for script in (CJK, CYRILLIC, LATIN))
    if KANA.search(text) or cjk * 10 > cjk + cyrillic + latin:
        return "ja"
    return "ru" if cyrillic > latin else "en"


def as_text(value: object) -> str:
    """A value of YAML, JSON or CSV as text: 1994 -> 1994, a date -> 1994-06-28, nothing -> the empty text."""
    if value in NOTHING:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return whole(text.strip())


def as_line(value: object) -> str:
    """A value in one line, as lists and citations have it; several are parted by a semicolon."""
    return "; ".join(as_list(value)) if isinstance(value, list | tuple) else one_line(as_text(value))


def as_id(value: object) -> str:
    """An id that can be the end of an address: https://a.example/1 -> https:/a.example/1. Empty if nothing is left."""
    return addressed(as_line(value))


def one_line(text: str) -> str:
    """A text with a space for each break of a line and each control sign."""
    return " ".join(filter(None, map(str.strip, BREAKS.split(text))))


def addressed(name: str) -> str:
    """A name without what addresses lose on their way: line breaks, and steps that go nowhere or upwards."""
    return "/".join(step for step in BREAKS.sub(" ", name).split("/") if step.strip() not in NO_STEPS)


def as_list(value: object) -> tuple[str, ...]:
    """Several names: a list, or one text parted by `;` or `、` (クリントン、エリツィン)."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _json_list(value)
    parts = LIST_MARKS.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        parts = [parts]
    return tuple(dict.fromkeys(filter(None, map(as_line, parts))))


def _json_list(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def whole(text: str) -> str:
    """JSON may escape half of a surrogate pair, which no file can hold."""
    return SURROGATE.sub("\ufffd", text)


def _sample(title: str, blocks: tuple[Block, ...]) -> str:
    """Enough of a document to tell its language by; the title only where nothing else is there."""
    parts, size = [], 0
    for block in blocks:
        parts.append(block.text[:SAMPLE])
        size += len(block.text)
        if size > SAMPLE:
            break
    return "\n".join(parts) or title


KEYS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "id": ("id", as_id),
    "title": ("title", as_line),
    "lang": ("lang", as_text),
    "date": ("date", as_line),
    "year": ("date", as_line),
    "source": ("source", as_line),
    "actors": ("actors", as_list),
    "doc": ("work", as_id),
    "parallel": ("parallel", as_id),
    "authors": ("authors", as_list),
    "author": ("authors", as_list),
    "type": ("type", as_line),
    "archive": ("archive", as_line),
    "publisher": ("publisher", as_line),
}
"""Key -> field of Document and how the value becomes it; of two keys for one field the upper is taken."""

KEPT_AS_WRITTEN = frozenset({"authors", "author", "type", "archive", "publisher"})
"""Keys that stay in `extra` besides: citations and bibliographies take them from there."""
