"""What is in the index: from a folder of files to passages an engine can search.

The flow in, one stage a room; between rooms go the frozen dataclasses of `document`:

    file ─▶ Document ─▶ Passage ─▶ Tokens + Metadata ─▶ IndexEntry ─▶ Engine + Store
    readers  passages   analysis   metadata  prepare     pipeline       engines  store
                                             twins                               groups

Floors, lowest first; a module imports only from lower floors (tests/test_layers.py holds it):

    errors, document          every error; every value that passes between stages
    query, schema, config     the query tree and what an engine answers; the fields; the settings
    collection, occurrences   collection.toml; where phrases stand, as arithmetic
    terms, rows, signs        finished terms in one line; the rows of the store; tables for str.translate
    readers                   one file per family of formats: file -> documents
    passages                  document -> passages with stable ids
    analysis                  text -> terms, in three layers (its own docstring teaches them)
    metadata                  dates, eras, actors of a passage
    engines                   terms in, hits out, behind one protocol; `memory` is the judge
    jmdict, glosses, glossary the extra `dictionary`: the entries of JMdict, made into a file that answers at once
    store                     what is shown: documents, passages, places, in SQLite
    twins                     when two passages are nearly the same text
    groups                    passages with their twins, kept in the store
    manifest                  which files are new, changed or gone
    library                   the index directory: generations, which is current, opening one
    prepare                   document -> passages, metadata, finished entries
    pipeline                  one run over changed files, with worker processes
    builder                   what has to be done, and the report of what was
    cli                       sakuin index | status | analyze

Changed from the first plan when building showed it wrong: the engine answers with ids and keeps no texts (the
store does, once for all engines); a run writes a whole generation and publishes it in one step (`library`), so
that neither a crash nor a search in progress can meet a half-written index. Between analysis and engine go lines
of text, not tokens: that is what a run over a large collection can afford to make, pass on and write.
"""
