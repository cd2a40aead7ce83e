"""What the page explains: why a mark is a match, and the query language by example."""

from indexer.document import Label

VIA_LABELS = {
    "surface": Label("書かれたとおり", "the words themselves"),
    "substring": Label("長い語の一部", "part of a longer word"),
    "old-form": Label("旧字体", "old form"),
    "kana": Label("かなの書き方", "kana"),
    "inflection": Label("語形", "inflection"),
    "spelling": Label("表記のゆれ", "spelling"),
    "number": Label("数の書き方", "number"),
    "date": Label("日付の書き方", "date"),
    "loanword": Label("外来語", "loanword"),
    "reading": Label("読み", "reading"),
    "dictionary": Label("辞書の訳", "dictionary"),
    "name": Label("別名", "another name"),
    "wildcard": Label("ワイルドカード", "wildcard"),
    "fuzzy": Label("つづりの近さ", "similar spelling"),
}
"""Why a mark is a match, in words; the keys are `reasons.VIAS`."""

SYNTAX_EXAMPLES = (
    ("ソ連 穀物", Label("両方の語（空白は AND）", "both words (a space is AND)")),
    ("冷戦 OR デタント", Label("どちらか", "either")),
    ("北方領土 -漁業", Label("後の語を除く（NOT も可）", "without the second (or NOT)")),
    ('"鉄のカーテン" 「封じ込め」', Label("書かれたとおり", "exactly as written")),
    ('"arms control"~5', Label("5語以内の近さ（~>5 は順序どおり）", "within 5 words (~>5: in this order)")),
    ("gorba* wom?n", Label("任意の文字列、任意の1文字", "any letters, any one letter")),
    ("Gorbachov~1", Label("1文字違いまで", "one letter off")),
    ("title:NATO heading:書簡", Label("題名、見出し", "in the title, in a heading")),
    ("actor:yeltsin era:detente lang:en", Label("人物・時代・言語", "actor, era, language")),
    ("year:1990..1995 昭和20年 August 1945", Label("年代。和暦も英語の日付も", "dates in any calendar")),
)
"""The query language by example, for the help on the page."""
