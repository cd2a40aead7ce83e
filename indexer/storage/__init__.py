"""What stands on disk: the index directory with its generations, and the texts that are shown.

Used by `pipeline`, which writes a generation, and by all of `search_app`, which reads one.

    published (a generation in a cluster, for machines that share no disk)
           │
           ▼
    generations (one begun, put in force, cleared away) ─▶ sharing (what two of them have in common)
           │
           ▼
    index_directory (which is current, opening one) ─▶ inventory, damage (whether its files are as they were written)
           │
           ▼
    document_store (reads), store_writer (writes) ─▶ layers (a stack of SQLite files) ─▶ texts, records (its rows)
           │
           ▼
    vocabulary (words and titles, looked up on disk), passage_tables (what is counted of all passages, in memory)
"""
