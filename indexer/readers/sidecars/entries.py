"""What a sidecar says of one item: the files it names, and the values it gives, in the keys of `header`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LANGUAGES: Mapping[str, str] = {
    "english": "en", "英語": "en", "eng": "en", "japanese": "ja", "日本語": "ja", "jpn": "ja", "russian": "ru",
    "ロシア語": "ru", "rus": "ru", "german": "de", "deutsch": "de", "ドイツ語": "de", "ger": "de", "deu": "de",
    "french": "fr", "フランス語": "fr", "fre": "fr", "fra": "fr", "chinese": "zh", "中国語": "zh", "chi": "zh",
    "zho": "zh", "korean": "ko", "韓国語": "ko", "kor": "ko",
}  # fmt: skip
"""What people write for a language -> ISO 639-1."""

CODE = re.compile(r"[a-z]{2}(?=$|[-_])")
FAMILY_GIVEN = re.compile(r"([一-鿿々ぁ-ゖァ-ヺー]+)[,、]\s*([一-鿿々ぁ-ゖァ-ヺー]+)$")

Item = tuple[str, str, str]
"""What tells an item from others: its title, its year and its first author's family name, folded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one item. `place` is where in the sidecar it stands (`line 3`); `item` is None for a row of a
    table, which is known by its file alone, or by the id of one `document` of the several in it."""

    place: str
    files: tuple[str, ...]
    given: tuple[tuple[str, str], ...] = ()
    item: Item | None = None
    fault: str = ""
    document: str = ""


def language(text: str) -> str:
    """The code of a language: `English`, `en-US` and `eng` are en. Empty where it is none known here."""
    word = text.strip().lower()
    code = CODE.match(word)
    return LANGUAGES.get(word) or (code[0] if code else "")


def person(name: str) -> str:
    """A name as it is written: 新渡戸, 稲造 is 新渡戸稲造, while `Khrushchev, Nikita` stays."""
    return FAMILY_GIVEN.sub(r"\1\2", name.strip())


def people(names: Iterable[str]) -> str:
    """Several names as `header` takes them apart."""
    return "; ".join(person(name) for name in names if name.strip())


def archive(*parts: tuple[str, str]) -> str:
    """Where an original lies, from (label, value) pairs: `National Archives, box 14`. A number has its label."""
    said = [f"{label} {value}" if value.isdigit() and label else value for label, value in parts if value]
    return ", ".join(said)


def folded(text: str) -> str:
    """A title or a name, to be compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
