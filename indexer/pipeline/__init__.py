"""From files to a new generation of the index: documents, passages, finished entries, and one run over what changed.

Used by the command lines alone.

    builder (what has to be done) ─▶ manifest (new, changed, gone) ─▶ run (with worker processes)
    run:  readers ─▶ Document ─▶ passages ─▶ entries ─▶ engine + store;  near_duplicates ─▶ near_duplicate_groups
    documents (what lies below the sources, for a look without an index)
"""
