"""What is in the index: from a folder of files to passages an engine can search.

The flow in, one stage a room; between rooms go the frozen dataclasses of `document`:

    file ─▶ Document ─▶ Passage ─▶ Tokens + Metadata ─▶ IndexEntry ─▶ Engine + Store
    readers  pipeline   analysis   metadata             pipeline      engines  storage

The rooms, lowest first; each may import from the vocabulary and from what stands beside it (tests/test_layers.py
holds the table):

    the vocabulary   every value that passes between rooms: errors, document, query, query_trees (walking and joining
                     them), schema (fields and facets), config (settings), collection (collection.toml), terms
                     (finished terms in one line), signs (tables for str.translate); besides sqlite_reading (SQLite
                     files that threads share)
    readers          one file per family of formats: file -> documents           } sisters
    analysis         text -> terms, in three layers (its docstring teaches them) } that do not know
    metadata         dates, eras, actors of a passage                            } each other
    engines          terms in, hits out, behind one protocol; `memory` judges    }
    dictionary       the extra: JMdict, made into a glossary that answers at once; uses analysis
    people           lists of people, and the people whom documents name, made into tables for collection.toml; uses
                     readers, analysis, metadata
    storage          the index directory, its generations, the texts that are shown; uses engines, dictionary
    pipeline         documents -> passages -> entries -> a new generation; uses all above
    cli              sakuin index | status | check | publish | follow | analyze

Changed from the first plan when building showed it wrong: the engine answers with ids and keeps no texts (the
store does, once for all engines); a run writes a whole generation and publishes it in one step (`generations`), so
that neither a crash nor a search in progress can meet a half-written index; it shares the files that both have with the
generation before, so that a small change is soon published (`storage.layers`). Between analysis and engine go lines
of text, not tokens: that is what a run over a large collection can afford to make, pass on and write.
"""
