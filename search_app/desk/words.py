"""The words of the desk, in Japanese and English side by side; what other pages say too is in `search_app.labels`."""

from indexer.document import Label

WORDS = {
    "desk-files": Label("ファイル", "Files"),
    "desk-sections": Label("机の頁", "Pages of the desk"),
    "desk-search": Label("検索へ", "To the search"),
    "desk-scripts": Label(
        "机の頁には JavaScript が要ります。検索の頁にはいりません。",
        "The desk needs JavaScript; the search does without.",
    ),
    "desk-open": Label("フォルダーを開く", "Open a folder"),
    "desk-open-help": Label(
        "文書の入ったフォルダーの場所を入れてください。文書そのものは書き換えません。索引は中の .sakuin に、訂正は metadata.csv に、人物や時代は collection.toml に書きます。",
        "The path of the folder that holds the documents. These are never changed: the index goes into .sakuin inside, corrections into metadata.csv, people and eras into collection.toml.",
    ),
    "desk-path": Label("フォルダーの場所", "Path of the folder"),
    "desk-do-open": Label("開く", "Open"),
    "desk-another": Label("別のフォルダー", "Another folder"),
    "desk-index": Label("索引を作る", "Index"),
    "desk-index-again": Label("索引に反映する", "Bring the index up to date"),
    "desk-index-starts": Label("読み込みを始めています…", "Starting to read…"),
    "desk-index-reading": Label("読み込み中: {file}", "Reading {file}"),
    "desk-index-ends": Label("索引を仕上げています…", "Finishing the index…"),
    "desk-index-bar": Label("索引づくりの進み具合", "Progress of indexing"),
    "desk-index-stop": Label("止める", "Stop"),
    "desk-index-stopping": Label("止めています…", "Stopping…"),
    "desk-index-runs": Label(
        "すでに索引を作っています。終わるのを待つか、止めてください。",
        "A run is under way; wait for it to end, or stop it.",
    ),
    "desk-index-done": Label("文書{documents}件、箇所{passages}件。", "{documents} documents, {passages} passages."),
    "desk-index-unread": Label("読めなかったファイルが{n}件あります。", " {n} files could not be read."),
    "desk-index-stopped": Label("止めました。索引は前のままです。", "Stopped; the index is as it was before."),
    "desk-index-failed": Label(
        "索引を作れませんでした。前の索引はそのままです。", "The index could not be made; the one before is as it was."
    ),
    "desk-index-busy": Label(
        "別の sakuin が同じ索引に書いています。終わるのを待って、もう一度始めてください。",
        "Another sakuin is writing to this index; wait for it to end, then start again.",
    ),
    "desk-index-collection": Label(
        "collection.toml に読めない箇所があります。直してから、もう一度始めてください。",
        "collection.toml says something that cannot be meant; correct it, then start again.",
    ),
    "desk-index-not-allowed": Label(
        "ディスクの空きか、読み書きの権限が足りません。",
        "The disk is full, or the rights to read or write are missing.",
    ),
    "desk-lost": Label(
        "机のプログラムが答えません。sakuin desk が動いているか確かめてください。",
        "The desk does not answer; see whether sakuin desk still runs.",
    ),
}
