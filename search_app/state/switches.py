"""The switches of a search: in what a text may differ from a question, and what else is searched beside it.

A folding lets a text be written otherwise than the question; an expansion searches other words than the typed ones,
each weaker than those. All are on unless a search says otherwise (`fold=-old-form`, `expand=0`). The text itself is
always shown as it is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.document import Label

FOLD, EXPAND = "fold", "expand"


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch: what it lets be found, with examples of what is typed and what stands in the text."""

    name: str
    group: str
    label: Label
    help: Label
    examples: tuple[tuple[str, str], ...]


SWITCHES = (
    Switch("width", FOLD, Label("全角と半角", "Width"),
           Label("全角・半角、合字、組版上の違い", "full-width and half-width signs, ligatures"),
           (("NATO", "ＮＡＴＯ"), ("ソ連", "ｿ連"))),
    Switch("case", FOLD, Label("大文字とアクセント", "Case and accents"),
           Label("大文字と小文字、アクセント記号", "capitals, accents"),
           (("cold war", "Cold War"), ("Walesa", "Wałęsa"))),
    Switch("old-form", FOLD, Label("旧字体", "Old forms of kanji"),
           Label("旧字体・異体字と新字体", "old and variant forms of kanji"),
           (("国際連盟", "國際聯盟"), ("満州", "滿洲"))),
    Switch("kana", FOLD, Label("かなの書き方", "Kana"),
           Label("ひらがなとカタカナ、小さいかな、踊り字、外国語のカタカナ表記",
                 "hiragana and katakana, small kana, iteration marks, renderings of foreign names"),
           (("エリツィン", "イエリツィン"), ("あった", "あつた"))),
    Switch("inflection", FOLD, Label("活用・語形", "Inflection"),
           Label("活用した形、複数形など", "inflected forms, plurals"),
           (("打ち切る", "打ち切った"), ("withdraw", "withdrew"))),
    Switch("spelling", FOLD, Label("表記のゆれ", "Spelling"),
           Label("送り仮名、漢字とかな、英米のつづり、ハイフン", "okurigana, kanji or kana, British or American"),
           (("打ち切り", "打切り"), ("program", "programme"))),
    Switch("number", FOLD, Label("数の書き方", "Numbers"),
           Label("漢数字と算用数字", "numbers in kanji and in figures"),
           (("14か条", "十四か条"), ("100000人", "10万人"))),
    Switch("date", FOLD, Label("日付の書き方", "Dates"),
           Label("元号と西暦、日本語と英語の日付", "Japanese and Western years, dates in either language"),
           (("昭和20年8月", "August 1945"),)),
    Switch("name", EXPAND, Label("別名", "Other names"),
           Label("資料群の典拠にある別の名前", "the other names in the collection's list of authorities"),
           (("ソ連", "USSR"), ("Khrushchev", "フルシチョフ"))),
    Switch("loanword", EXPAND, Label("外来語", "Loanwords"),
           Label("カタカナ語とその元の語", "katakana words and the words they come from"),
           (("missile", "ミサイル"), ("サミット", "summit"))),
    Switch("reading", EXPAND, Label("読み・ローマ字", "Readings"),
           Label("読みやローマ字が同じ語", "words that sound so, in kana, kanji and Latin letters"),
           (("れいせん", "冷戦"), ("Sesshū", "雪舟"))),
    Switch("dictionary", EXPAND, Label("辞書", "Dictionary"),
           Label("辞書による訳語（辞書を入れた場合）", "translations by the dictionary, where it is installed"),
           (("disarmament", "軍縮"), ("貿易", "trade"))),
)  # fmt: skip
"""Every switch; the names are those of the reasons a mark can have (`via`), `width` and `case` apart, whose marks are
as good as typed."""

NAMES = {group: tuple(s.name for s in SWITCHES if s.group == group) for group in (FOLD, EXPAND)}
MOST_DROPPED = 100


@dataclass(frozen=True, slots=True)
class Switches:
    """What is switched off in one search.

    `off` are names of switches. `dropped` are single alternatives that are not searched, as `kind:text`
    (`name:USSR`). `kept` and `left` are the longer words that Japanese words count inside of, or do not: 東京都 for
    京都; 京都 itself where it is a word of its own.
    """

    off: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def on(self, name: str) -> bool:
        """Whether a switch is on."""
        return name not in self.off

    def admits(self, kind: str, text: str) -> bool:
        """Whether an alternative of this kind may be searched."""
        return kind not in self.off and f"{kind}:{text}" not in self.dropped

    @property
    def strict(self) -> bool:
        """Whether what the index finds has to be compared with the text: the index itself keeps folded forms."""
        return bool(
            self.kept or self.left or self.off & {"width", "case", "old-form", "kana", "inflection", "spelling"}
        )


ALL_ON = Switches()


def switched_off(group: str, values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the values of a parameter switch off, and the values that mean nothing.

    `0` is all off and `1` all on; `-name` switches one off, `name` keeps that one (and others so named) alone.
    """
    names = NAMES[group]
    given = [value for text in values for value in text.split(",") if value]
    plain = [value for value in given if value in names]
    minus = [value[1:] for value in given if value[:1] == "-" and value[1:] in names]
    unread = tuple(v for v in given if v not in ("0", "1") and v not in names and v[1:] not in minus)
    base = names if plain or "0" in given else ()
    off = [name for name in names if (name in base and name not in plain) or name in minus]
    return tuple(off), unread


def parameter(group: str, off: Sequence[str]) -> str:
    """The shortest value of a parameter that switches these off; empty where nothing is."""
    names = [name for name in NAMES[group] if name in off]
    return "0" if len(names) == len(NAMES[group]) else ",".join("-" + name for name in names)
