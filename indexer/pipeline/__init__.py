"""From files to a new generation of the index: documents, passages, finished entries, and one run over what changed.

Used by the command lines alone.

    builder (what has to be done) ─▶ manifest (new, changed, gone) ─▶ run ─▶ preparing (in processes)
    run:  readers ─▶ Document ─▶ passages ─▶ entries ─▶ engine + store;  near_duplicates ─▶ near_duplicate_groups
    parts (a share of the files made ready for another machine, in the form of `made`) ─▶ builder
    documents (what lies below the sources, for a look without an index)
"""
