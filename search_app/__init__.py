"""What a person asked: from a link or a command line to hits with marks, facets and a page.

The flow out:

    URL ─▶ SearchState ─▶ tree ─▶ Query ─▶ SearchRequest ─▶ Engine ─▶ Results ─▶ marks, snippets, facets ─▶ page
    web    state          parser  planner  service          engines              matching snippets facets   web api cli

Floors, lowest first (all above the indexer's):

    labels, guide, notes   the words of the interface; what it explains; what is said of a question read otherwise
    syntax             the tree of a question, before anyone knows how words are searched, and back to text
    rewriting          a question with other words in it
    nearby             which words a typed one may be a slip of
    switches           foldings and expansions that a search may do without; `writing` tells which two writings need
    state              the parameters of a search, the same in page, API and command line
    parser             text -> tree and notes; never raises
    names, leaves      the collection's names looked up; small query trees
    clauses, wildcards what one word asks of one layer; `*`, `?`, `~`
    wordlist, spelling the words a collection can be asked for; did you mean: the question again in those
    expansions         what is searched in place of a word: spellings, names, loanwords, readings
    scoring            what only ranks: words, bigrams, neighbours, each with its weight
    dictionary, translating   the extra: translations, and the words of a question looked for by them
    statistics               what the planner may ask of the index
    planner            tree -> Query: every word in every layer with its weight
    rescoring          a second look at the best hits of a whole question
    links              the addresses of a search with one value more or less
    matching           Query + text -> the spans that satisfy it; `reasons` says why each is a match
    snippets, facets   what is shown of a hit; what is shown beside the hits
    marks              the marks of passages, and which passages bear out a clause
    suggest, collation what a question may go on as while it is typed; the order of words, by their readings
    searcher            an opened index with the tables that searching needs of it
    asking, hits       a search -> the engine's answer; a hit as it is shown
    ladder, wording    when nothing is found; a question in words
    service            search(searcher, state, config) -> Page: the whole flow in one function
    everything, values every hit of a search as a stream; every value of a facet
    reader, beside     a document to read; next to its parallel
    lens, trends, batch   word or part of a longer word, hits by year, many questions at once
    answers, charts    the JSON objects; trends as lines
    concordance        every match in a line of its own
    citing, verifying  how a passage is cited; whether it still says the same
    bibliographies, exports, receipts, tables   what is taken away, format by format
    openapi            the API's description, made from the same tables
    opened              the index of a running server
    api, files, web    the faces of all this: JSON, files, pages
    app, server        create_app; serving for real
    options, commands, cli   sakuin search, kwic, trends, export, receipt, replay, cite, words, batch, show, serve

Changed from the first plan: the parser gives a tree of its own (`syntax`) and `planner` alone knows layers and
weights, so that the language and the ranking can change apart; `matching` asks the query again of one text, for
marks that are what the engine matched.
"""
