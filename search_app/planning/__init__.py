"""From the tree of a question to what an engine is asked: each word in every layer, each clause with its weight.

Used by `search.execution`. The sisters `highlighting` and `suggestions` do not know it.

    tree ─▶ planner ─▶ word_clauses, wildcards          what was typed
                    ─▶ expansion, translation           what is searched beside it (dictionary: translations)
                    ─▶ scoring                          what only ranks
                    ─▶ Query (query_builders build it)

`planned` is what comes of it, and what one question leaves known for the next of the same answer.
`weights` are the settings as numbers, `index_statistics` what a plan may ask of the index.
"""
