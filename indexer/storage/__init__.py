"""What stands on disk: the index directory with its generations, and the texts that are shown.

Used by `pipeline`, which writes a generation, and by all of `search_app`, which reads one.

    index_directory (generations, which is current, opening one) ─▶ document_store (SQLite) ─▶ records (its rows)
"""
