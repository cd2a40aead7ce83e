"""What the columns of a table are called, in English and Japanese, and which key of ours that is."""

from collections.abc import Iterable, Mapping

TEXT = "text"
"""A table with this column is a table of documents, one a row."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "番号", "整理番号", "文書番号", "資料番号", "請求番号"),
    "title": ("title", "dc.title", "subject", "題名", "件名", "標題", "表題", "タイトル", "資料名"),
    "date": ("date", "dc.date", "created", "日付", "年月日", "作成日", "発信日", "作成年月日"),
    "year": ("year", "年"),
    "author": (
        "author",
        "authors",
        "creator",
        "dc.creator",
        "from",
        "sender",
        "著者",
        "作成者",
        "作者",
        "差出人",
        "発信者",
        "発信人",
    ),
    "recipient": ("recipient", "to", "addressee", "宛先", "宛名", "受信者", "受信人"),
    "lang": ("lang", "dc.language", "language", "言語"),
    "type": ("type", "dc.type", "genre", "種別", "種類", "資料種別"),
    "archive": ("archive", "repository", "holding institution", "所蔵", "所蔵館", "所蔵機関", "文書館"),
    "publisher": ("publisher", "dc.publisher", "出版者", "出版社", "発行", "発行者", "発行所"),
    "source": ("source", "dc.source", "url", "出典", "典拠"),
    "actors": ("actors", "persons", "people", "人物", "関係者"),
    TEXT: (TEXT, "full text", "fulltext", "body", "本文", "テキスト", "全文"),
}
"""Key -> the names of its column. Other columns are kept under their own names."""

KEYS: Mapping[str, str] = {name: key for key, names in COLUMNS.items() for name in names}


def keys(names: Iterable[str]) -> tuple[str, ...]:
    """The key for each name of a column: 件名 -> title, `Body ` -> text, 備考 -> 備考.

    Of two columns for one key the later keeps its own name, so that neither is lost.
    """
    found: list[str] = []
    for name in names:
        bare = " ".join(name.split()).lower()
        key = KEYS.get(bare, bare)
        found.append(bare if key in found else key)
    return tuple(found)
