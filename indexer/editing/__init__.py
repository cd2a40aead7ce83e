"""What a person corrects, written into the files beside the documents and never into the documents.

collection_text      a collection.toml as the tables that stand in it, each with its comments; all else as it was
collection_tables    the text of one table, new or with other values, by tomlkit
collection_edits     what may be done: add, change, merge, split, remove, reject
collection_file      the file itself: read, edited and checked, written whole; what it was before, to be undone
collection_ids       readable ids of names: yeltsin, yoshida-shigeru
"""
