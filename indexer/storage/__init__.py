"""What stands on disk: the index directory with its generations, and the texts that are shown.

Used by `pipeline`, which writes a generation, and by all of `search_app`, which reads one.

    index_directory (generations, which is current, opening one) ─▶ sharing (what two of them have in common)
           │
           ▼
    document_store (reads), store_writer (writes) ─▶ layers (a stack of SQLite files) ─▶ texts, records (its rows)
           │
           ▼
    vocabulary (words and titles, looked up on disk), passage_tables (what is counted of all passages, in memory)
"""
