"""Other words for a question: did you mean, and how it may go on while it is typed.

Used by `search.searcher`, which keeps one of each for an opened index; counts come from whoever asks. Words and titles
are looked up in the store (`indexer.storage.vocabulary`), where those of a large index take as little as those of a
small one; the names of the collection are known here.

    vocabulary (the words there are) ─▶ edit_candidates (the near ones) ─▶ spelling (did you mean)
    names, words, titles             ─▶ completion (while typing)

`collation` is the order of words, by their readings.
"""
