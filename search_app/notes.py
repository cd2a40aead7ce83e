"""What a person is told about how a question or a link was read: a table of sentences in both languages."""

from dataclasses import dataclass

from indexer.document import Label


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was read otherwise than it was typed. `code` is a key of SENTENCES."""

    code: str
    value: str = ""

    def sentence(self, language: str) -> str:
        """The note in words."""
        return SENTENCES[self.code].in_language(language).replace("{}", self.value)


SENTENCES = {
    "query-cut": Label("検索式の先頭{}文字だけを読みました。", "Only the first {} characters of the query were read."),
    "too-many-words": Label("先頭の{}語だけを使いました。", "Only the first {} words of the query were used."),
    "too-many-wildcards": Label("* や ? のある語は先頭の{}個だけを使いました。",
                                "Of the words with * or ? only the first {} were used."),
    "too-many-signs": Label("1語の * と ? は{}個までです。続きはどんな文字列でもよいものとしました。",
                            "A word takes {} signs * and ?; after these any text may follow."),
    "too-many-fuzzy": Label("つづりの違いを許す語（~）は先頭の{}個だけを使いました。",
                            "Of the words that may be misspelt (~) only the first {} were used."),
    "too-many-near": Label("近さの指定（\"…\"~n）は先頭の{}個だけを使いました。",
                           "Of the quotations of words near one another (\"…\"~n) only the first {} were used."),
    "too-many-near-words": Label("近さの指定では先頭の{}語だけを使いました。",
                                 "Only the first {} words of a \"…\"~n were used."),
    "too-many-dates": Label("日付と年は先頭の{}個だけを使いました。", "Only the first {} dates and years were used."),
    "too-many-values": Label("値が多すぎるので、一部だけを使いました（{}個まで）。", "Too many values; only some were used ({} at most)."),
    "value-cut": Label("{}文字より長い値は切りました。", "Values of more than {} characters were cut."),
    "address-cut": Label("リンクが長すぎる（{}文字まで）ので、指定の一部を使いませんでした。",
                         "The link was too long (more than {} characters); part of what it asks for was not used."),
    "too-deep": Label("{}段より深いかっこは読み飛ばしました。", "Parentheses more than {} deep were passed over."),
    "paren-open": Label("相手のないかっこ「{}」を読み飛ばしました。", "A “{}” without its partner was passed over."),
    "quote-open": Label("引用符「{}」が閉じていないので、末尾まで引用として読みました。",
                        "The quotation mark {} is not closed; the quotation was read to the end."),
    "operator-alone": Label("{} の相手の語がないので、読み飛ばしました。",
                            "{} has no word to stand with and was passed over."),
    "operators-only": Label("演算子だけの検索式なので、ふつうの語として読みました。",
                            "The query has operators alone; they were read as ordinary words."),
    "by-words": Label("ひと続きの語としてはどこにもないので、中の語のどれかがある箇所を、よく合うものから示します: {}",
                      "It stands nowhere as one word; these have any of the words in it, best first: {}"),
    "signs-only": Label("「{}」は記号だけで、検索できる語がありません。",
                        "“{}” is signs alone; no word in it can be searched."),
    "field-empty": Label("{}: のあとに語がありません。", "Nothing follows {}:"),
    "year-unread": Label("「{}」は年として読めないので、語として探しました。例: year:1994、year:1990..1995、year:昭和20年",
                         "“{}” cannot be read as a year and was searched as a word. "
                         "Examples: year:1994, year:1990..1995, year:昭和20年"),
    "date-unread": Label("日付「{}」を読めないので、使いませんでした。例: 1994、1994-05、昭和20年8月",
                         "The date “{}” cannot be read and was not used. Examples: 1994, 1994-05, 昭和20年8月"),
    "dates-swapped": Label("始まりが終わりより後なので、入れ替えました。", "The dates were in the wrong order and were swapped."),
    "bad-value": Label("{} という値は使えないので、既定の値にしました。", "The value {} cannot be used; the default was taken."),
    "page-capped": Label("{}ページより先はありません。", "There is no page after {}."),
    "per-page-capped": Label("1ページの件数は{}件までです。", "A page holds {} hits at the most."),
    "too-many-questions": Label("先頭の{}個の検索式だけを比べました。", "Only the first {} questions were compared."),
    "too-many-terms": Label("先頭の{}行だけを数えました。すべては sakuin terms で数えられます。",
                            "Only the first {} lines were counted; sakuin terms counts any number."),
    "width-bounded": Label("前後の文字数は{}です。", "A context has {} characters."),
    "check-capped": Label("該当箇所が{}件を超えるので、表記の指定は文と照らし合わせていません。",
                          "More than {} passages have these words; they were not compared with the text as typed."),
    "rows-cut": Label("1語につき多いものから{}語だけを示します。", "Of each word the {} commonest longer words are shown."),
    "time-check": Label("時間が足りず、表記の指定をすべては文と照らし合わせていません。語を減らすか、表記の指定を外してください。",
                        "Time was up: not everything was compared with the text as typed. Ask for fewer words, or leave the "
                        "foldings on."),
    "time-marks": Label("時間が足りず、一部の箇所に印を付けていません。語や1ページの件数を減らしてください。",
                        "Time was up: some passages are shown without marks. Ask for fewer words, or fewer hits on a page."),
    "time-proposals": Label("時間が足りず、「もしかして」をすべては調べていません。語を減らしてください。",
                            "Time was up: not every “did you mean” was tried. Ask for fewer words."),
    "time-steps": Label("時間が足りず、条件を外した場合をすべては調べていません。語や条件を減らしてください。",
                        "Time was up: not every way to ask for less was tried. Ask with fewer words or filters."),
    "time-lines": Label("時間が足りず、一部の箇所だけの用例です。語を減らすか、条件で絞ってください。",
                        "Time was up: these are the lines of some of the hits. Ask for fewer words, or narrow the search."),
    "time-series": Label("時間が足りず、すべての検索式を数えていません。検索式を減らすか、条件で絞ってください。",
                         "Time was up: not every question was counted. Compare fewer, or narrow the search."),
    "time-words": Label("時間が足りず、一部の箇所だけを数えました。語を減らすか、条件で絞ってください。",
                        "Time was up: only some passages were counted. Ask for fewer words, or narrow the search."),
    "time-seals": Label("時間が足りず、すべての引用を確かめていません。残りはもう一度お送りください。",
                        "Time was up: not every citation was verified. Send the others again."),
    "citations-cut": Label("先頭の{}字にある引用だけを確かめました。残りは分けて送るか、sakuin cite verify をお使いください。",
                           "Only the citations in the first {} characters were verified. Send the others apart, or use "
                           "sakuin cite verify."),
    "unknown-name": Label("「{}」という人物・国・機関・時代はこの資料群にありません。",
                          "This collection knows no actor or era “{}”."),
    "unknown-value": Label("{} という値はこの資料群にありません。", "This collection has nothing under {}."),
    "index-damaged": Label("索引が壊れているため、一つ前の索引で探しました: {}",
                           "The index is damaged, and the one before it was searched: {}"),
    "shared-surname": Label("この姓の人物は複数います。どの人かを選んでください: {}",
                            "Several people here have this surname; say which is meant: {}"),
    "format-over-name": Label("ファイル名の末尾と違いますが、--format のとおり {} として書きました。",
                              "The name of the file ends otherwise; it was written as {}, as --format says."),
    "project-damaged": Label("プロジェクトのファイルが壊れています（{}）。以前の控えを使うか、書き出し直してください。",
                             "The project file is damaged ({}). Use a copy of it from before, or export it again."),
    "project-none": Label("Sakuin のプロジェクトではありません。.sakuin-project か、その中の project.json を選んでください。",
                          "This is no project of Sakuin. Choose a .sakuin-project file, or the project.json in one."),
    "project-no-part": Label("プロジェクトのファイルに {} がありません。以前の控えを使うか、書き出し直してください。",
                             "The project file has no {} in it. Use a copy of it from before, or export it again."),
    "project-newer": Label("新しい Sakuin で作られたプロジェクトです。Sakuin を更新してください。",
                           "A newer Sakuin made this project. Update Sakuin to open it."),
    "project-too-big": Label("プロジェクトが大きすぎます（{}まで）。二つに分けてください。",
                             "The project is too big ({} at most). Divide it into two."),
    "project-too-many": Label("プロジェクトの一部が大きすぎます（{}）。二つに分けてください。",
                              "A part of the project is too big ({}). Divide the project into two."),
    "project-overtaken": Label("{} が別のところで書き換えられました。開き直して、もう一度お試しください。",
                               "{} was changed elsewhere. Open it anew and try again."),
    "project-gone": Label("{} というプロジェクトはもうありません。", "The project {} is there no more."),
    "nearest-names": Label("近いものは次のとおりです: {}", "The nearest known here: {}"),
}  # fmt: skip
