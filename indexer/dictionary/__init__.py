"""The extra `dictionary`: JMdict and JMnedict, made into a glossary that answers at once.

Used by `storage`, which opens it with an index, and by `search_app.planning`, which looks translations up.

    jmdict (the entries of the package) ─▶ glosses (what each means, how surely) ─▶ glossary (one SQLite file)
    cache (where that file stands: once for each user, whatever indexes there are)
"""
