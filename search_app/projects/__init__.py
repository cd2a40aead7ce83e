"""Projects (綴り): passages and documents chosen while reading, with notes, tags, an order, and searches that are kept.

Used by `web`, `desk` and `cli`. A project is a value that others keep (a browser, a file): nothing here remembers any.

    file ─▶ archive ─▶ reading ─▶ values ─▶ writing ─▶ archive ─▶ file
                                  values ─▶ verifying, searches (against an index), merging, markdown, word_file
    choosing: passages and documents of an index as items
"""
