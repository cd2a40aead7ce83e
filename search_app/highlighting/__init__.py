"""Where a text satisfies a query, why, and what of it is shown.

Used by `search`, `views` and `export`; it asks the clauses of a query again of one text, and knows nothing of planning.

    Query + passage ─▶ passage_matches ─▶ matching ─▶ spans ─▶ match_reasons ─▶ Match ─▶ snippets
                                                               spelling_differences
"""
