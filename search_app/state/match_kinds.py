"""The kinds of match: why a mark is one, how near that is to what was typed, its weight, its switch and its words.

A kind of expansion (what is searched beside the typed words) is a row here with a weight and a switch, and a function
of `planning.expansion` that finds it.
"""

from dataclasses import dataclass

from indexer.document import Label

FOLD, EXPAND = "fold", "expand"
"""The two groups of switches, by the names of their parameters."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch: what it lets be found, with examples of what is typed and what stands in the text."""

    name: str
    group: str
    label: Label
    help: Label
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatchKind:
    """A row. `label` says why a mark is one. `rank` orders what the planner looks for, the nearest to what was typed
    first; 0 for what only a comparison with the text tells. `weight` names the weight of an expansion (see
    `planning.weights`), empty where what is found is the typed word itself."""

    name: str
    label: Label
    switch: Switch | None = None
    rank: int = 0
    weight: str = ""


MATCH_KINDS = (
    MatchKind("surface", Label("書かれたとおり", "the words themselves")),
    MatchKind("substring", Label("長い語の一部", "part of a longer word")),
    MatchKind("old-form", Label("旧字体", "old form"),
        Switch("old-form", FOLD, Label("旧字体", "Old forms of kanji"),
               Label("旧字体・異体字と新字体", "old and variant forms of kanji"),
               (("国際連盟", "國際聯盟"), ("満州", "滿洲")))),
    MatchKind("kana", Label("かなの書き方", "kana"),
        Switch("kana", FOLD, Label("かなの書き方", "Kana"),
               Label("ひらがなとカタカナ、小さいかな、踊り字、外国語のカタカナ表記",
                     "hiragana and katakana, small kana, iteration marks, renderings of foreign names"),
               (("エリツィン", "イエリツィン"), ("あった", "あつた"))),
        rank=4, weight="key"),
    MatchKind("inflection", Label("語形", "inflection"),
        Switch("inflection", FOLD, Label("活用・語形", "Inflection"),
               Label("活用した形、複数形など", "inflected forms, plurals"),
               (("打ち切る", "打ち切った"), ("withdraw", "withdrew")))),
    MatchKind("spelling", Label("表記のゆれ", "spelling"),
        Switch("spelling", FOLD, Label("表記のゆれ", "Spelling"),
               Label("送り仮名、漢字とかな、英米のつづり、ハイフン",
                     "okurigana, kanji or kana, British or American, one word or two"),
               (("打ち切り", "打切り"), ("program", "programme"))),
        rank=3, weight="key"),
    MatchKind("number", Label("数の書き方", "number"),
        Switch("number", FOLD, Label("数の書き方", "Numbers"),
               Label("漢数字と算用数字", "numbers in kanji and in figures"),
               (("14か条", "十四か条"), ("100000人", "10万人"))),
        rank=2, weight="key"),
    MatchKind("date", Label("日付の書き方", "date"),
        Switch("date", FOLD, Label("日付の書き方", "Dates"),
               Label("元号と西暦、日本語と英語の日付", "Japanese and Western years, dates in either language"),
               (("昭和20年8月", "August 1945"),)),
        rank=1),
    MatchKind("derivation", Label("派生語", "derived word"),
        Switch("derivation", EXPAND, Label("派生語", "Derived words"),
               Label("規則的な語尾で作られた英語の語", "English words made of one another by a regular ending"),
               (("negotiate", "negotiation"), ("rapid", "rapidly"))),
        rank=5, weight="derivation"),
    MatchKind("name", Label("別名", "another name"),
        Switch("name", EXPAND, Label("別名", "Other names"),
               Label("資料群の典拠にある別の名前", "the other names in the collection's list of authorities"),
               (("ソ連", "USSR"), ("Khrushchev", "フルシチョフ"))),
        rank=6, weight="name"),
    MatchKind("loanword", Label("外来語", "loanword"),
        Switch("loanword", EXPAND, Label("外来語", "Loanwords"),
               Label("カタカナ語とその元の語", "katakana words and the words they come from"),
               (("missile", "ミサイル"), ("サミット", "summit"))),
        rank=7, weight="loan"),
    MatchKind("reading", Label("読み", "reading"),
        Switch("reading", EXPAND, Label("読み・ローマ字", "Readings"),
               Label("読みやローマ字が同じ語", "words that sound so, in kana, kanji and Latin letters"),
               (("れいせん", "冷戦"), ("Sesshū", "雪舟"))),
        rank=9, weight="reading"),
    MatchKind("dictionary", Label("辞書の訳", "dictionary"),
        Switch("dictionary", EXPAND, Label("辞書", "Dictionary"),
               Label("辞書による訳語（辞書を入れた場合）", "translations by the dictionary, where it is installed"),
               (("disarmament", "軍縮"), ("貿易", "trade"))),
        rank=8, weight="dictionary"),
    MatchKind("wildcard", Label("ワイルドカード", "wildcard"), rank=10),
    MatchKind("fuzzy", Label("つづりの近さ", "similar spelling"), rank=11),
)  # fmt: skip

TYPESETTING = (
    Switch("width", FOLD, Label("全角と半角", "Width"),
           Label("全角・半角、合字、組版上の違い", "full-width and half-width signs, ligatures"),
           (("NATO", "ＮＡＴＯ"), ("ソ連", "ｿ連"))),
    Switch("case", FOLD, Label("大文字とアクセント", "Case and accents"),
           Label("大文字と小文字、アクセント記号", "capitals, accents"),
           (("cold war", "Cold War"), ("Walesa", "Wałęsa"))),
)  # fmt: skip
"""Switches whose differences are no kind of match: marks that differ so are as good as typed."""

SWITCHES = (*TYPESETTING, *(kind.switch for kind in MATCH_KINDS if kind.switch))
"""Every switch, in the order in which pages and links list them."""

WEIGHTS = {kind.name: kind.weight for kind in MATCH_KINDS if kind.weight}
"""Kind of expansion -> the name of its weight."""
