"""What the page explains: why a mark is a match, and the query language by example."""

from indexer.document import Label
from search_app.state.match_kinds import MATCH_KINDS

VIA_LABELS = {kind.name: kind.label for kind in MATCH_KINDS}
"""Why a mark is a match, in words."""

SYNTAX_EXAMPLES = (
    ("ソ連 穀物", Label("両方の語（空白は AND）", "both words (a space is AND)")),
    ("冷戦 OR デタント", Label("どちらか", "either")),
    ("北方領土 -漁業", Label("後の語を除く（NOT も可）", "without the second (or NOT)")),
    ('"nuclear weapons" OR 「核兵器」', Label("書かれたとおり", "exactly as written")),
    ('"arms control"~5', Label("5語以内の近さ（~>5 は順序どおり）", "within 5 words (~>5: in this order)")),
    ("gorba* OR wom?n", Label("任意の文字列、任意の1文字", "any letters, any one letter")),
    ("Gorbachov~1", Label("1文字違いまで", "one letter off")),
    ("title:NATO OR heading:書簡", Label("題名、見出し", "in the title, in a heading")),
    ("actor:yeltsin lang:en", Label("人物、言語。era: は時代", "actor, language; era: for an era")),
    ("year:1990..1995 OR 昭和20年", Label("年代。和暦も英語の日付も", "dates in any calendar")),
)
"""The query language by example, for the help on the page."""
