"""The words of the desk, in Japanese and English side by side; what other pages say too is in `search_app.labels`."""

from indexer.document import Label

WORDS = {
    "desk-files": Label("ファイル", "Files"),
    "desk-projects": Label("綴り", "Projects"),
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
}
