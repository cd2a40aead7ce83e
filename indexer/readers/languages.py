"""The tags by which files name their language become the codes that a Document has."""

from collections.abc import Mapping

THREE_LETTERS: Mapping[str, str] = {
    "eng": "en", "jpn": "ja", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es",
    "ita": "it", "zho": "zh", "chi": "zh", "kor": "ko", "lat": "la", "por": "pt", "nld": "nl", "dut": "nl",
}  # fmt: skip
"""ISO 639-2 -> ISO 639-1."""


def language(code: str) -> str:
    """The language of a tag of BCP 47: ja of `ja-Hani` and of `jpn`."""
    name = code.strip().lower().partition("-")[0]
    return THREE_LETTERS.get(name, name)
