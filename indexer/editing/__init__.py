"""What a person corrects, written into metadata.csv and collection.toml; never into the documents themselves.

corrections    a correction of a field of a document, and the register it goes to
registers      a register with one cell changed, all else left byte for byte
rows           the rows and cells of a register as they are written
files          a file replaced as a whole, unless another program changed it meanwhile
collection_text      a collection.toml as the tables that stand in it, each with its comments; all else as it was
collection_tables    the text of one table, new or with other values, by tomlkit
collection_edits     what may be done: add, change, merge, split, remove, reject
collection_file      the file itself: read, edited and checked, written whole; what it was before, to be undone
collection_ids       readable ids of names: yeltsin, yoshida-shigeru
"""
