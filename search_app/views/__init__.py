"""Ways of looking at what is found besides the list and the text: lines, years, words, values, people, documents.

Used by `export` and the faces; each takes a Searcher and a state, and gives frozen values that a page can show.

    concordance (every match in a line)     trends, trend_chart (hits by year)     timeline (a table of years)
    word_boundaries (a word or a part of one)     facet_values (every value)     profiles (an actor, an era)
    catalogue, document_list (documents by title, as a table)     holdings (what there is, in numbers)
    front, opening_questions (what the first page shows)
"""
