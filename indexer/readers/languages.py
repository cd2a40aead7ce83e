"""The tags and names by which files name their language become the codes that a Document has."""

import re
from collections.abc import Mapping

THREE_LETTERS: Mapping[str, str] = {
    "eng": "en", "jpn": "ja", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es",
    "ita": "it", "zho": "zh", "chi": "zh", "kor": "ko", "lat": "la", "por": "pt", "nld": "nl", "dut": "nl",
}  # fmt: skip
"""ISO 639-2 -> ISO 639-1."""

NAMED: Mapping[str, str] = {
    "japanese": "ja", "english": "en", "german": "de", "french": "fr", "russian": "ru", "latin": "la", "dutch": "nl",
    "spanish": "es", "italian": "it", "chinese": "zh", "korean": "ko", "日本語": "ja", "和文": "ja", "英語": "en",
    "英文": "en", "ロシア語": "ru", "露語": "ru", "ドイツ語": "de", "独語": "de", "フランス語": "fr", "仏語": "fr",
    "中国語": "zh", "朝鮮語": "ko", "韓国語": "ko", "スペイン語": "es", "イタリア語": "it",
    "other": "", "unknown": "", "mul": "", "und": "",
}  # fmt: skip
"""What a language is called, in English as PAGE does or in Japanese -> ISO 639-1."""


def language(code: str) -> str:
    """The language of a tag of BCP 47 or of a name: ja of `ja-Hani`, of `jpn` and of 日本語; empty for none."""
    name = re.split(r"[-_;,(\s]", code.strip().lower(), maxsplit=1)[0]
    return NAMED.get(name, THREE_LETTERS.get(name, name))
