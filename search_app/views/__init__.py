"""Ways of looking at what is found besides the list: documents, lines, years, words, values.

Used by `export` and the faces; each takes a Searcher and a state, and gives frozen values that a page can show.

    document (to read)     parallel (beside its other language)     concordance (every match in a line)
    trends, trend_chart (hits by year)     word_boundaries (a word or a part of one)     facet_values (every value)
"""
