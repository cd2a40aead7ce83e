"""What the pages explain: why a mark is a match, the query language by example, and all else that may be done."""

from dataclasses import dataclass

from indexer.document import Label
from search_app.labels import LABELS
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


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the help: rows of a thing and what it is for."""

    id: str
    title: Label
    rows: tuple[tuple[Label, Label], ...]


GUIDE = (
    Chapter("filters", LABELS["filters"], (
        (Label("選ぶ", "Choose"), Label(
            "左の一覧の値を押すと、その値を持つ箇所だけになります。同じ項目で二つ選ぶと、どちらかを持つ箇所です。",
            "A value of the lists beside the results leaves the passages that have it; two of one list, those that have "
            "either.")),
        (Label("除く", "Leave out"), Label(
            "値の右の「除く」を押すと、その値を持つ箇所が消えます。",
            "“exclude” beside a value takes away the passages that have it.")),
        (LABELS["years"], Label(
            "棒の上をなぞるか、年・月・日を打ちます。和暦でも読みます。",
            "Draw over the bars, or type years, months or days, of the Japanese calendar too.")),
        (Label("外す", "Take off"), Label(
            "効いている条件は検索語の下に並びます。× で一つずつ、または「すべて外す」で外します。",
            "What is in force stands below the question, each with a × that takes it off.")),
    )),
    Chapter("views", LABELS["views"], (
        (LABELS["view-list"], Label("該当箇所を、関連度・日付・文書の順に。", "Passages by relevance, date or document.")),
        (LABELS["view-kwic"], Label(
            "一致した語を中央にそろえた用例。前後の語で並べ替えます。",
            "Each match in a line with what stands before and after it, sorted by the words beside it.")),
        (LABELS["view-timeline"], Label("年ごとの件数の表。日本語と英語を並べます。", "A table of years, each language in a column.")),
        (LABELS["view-trends"], Label("五つまでの検索式を、年ごとの割合で比べます。", "Up to five questions by year, as rates.")),
        (LABELS["view-terms"], Label(
            "語の一覧を、文書・年・時代・人物ごとに数えます。", "A list of terms, counted by document, year, era or actor.")),
    )),
    Chapter("files", LABELS["take-away"], (
        (Label("CSV・TSV・NDJSON", "CSV, TSV, NDJSON"), Label(
            "全件を表として。「Excel 用」はそのまま Excel で開けます。",
            "All hits as a table; “for Excel” opens there as it is.")),
        (Label("RIS・BibTeX・CSL-JSON", "RIS, BibTeX, CSL-JSON"), Label(
            "Zotero などの文献管理に。", "For Zotero and other reference managers.")),
        (LABELS["receipt"], Label(
            "何を尋ね何が見つかったかの記録。後から同じ検索を確かめられます。",
            "What was asked and found, so that the search can be repeated and compared.")),
        (LABELS["feed"], Label("新しい該当箇所の知らせ。", "Tells a reader of feeds of new hits.")),
        (LABELS["cite-verify"], Label(
            "引用の [sakuin …] から、文が今も同じかを調べます。",
            "By the [sakuin …] of a citation, whether its text is still the same.")),
        (LABELS["api"], Label("どの検索も .json で受け取れます。", "Every search is to be had as .json too.")),
    )),
)  # fmt: skip
"""The help beside the query language, a chapter for each thing that may be done with a search."""
