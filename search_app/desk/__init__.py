"""The desk: the search of one folder in the browser of whoever owns it, with all that a collection is made by.

Used by `cli` alone (`sakuin desk`), and never part of a published server.

    request ─▶ gate (this machine, with the token, from its own pages) ─▶ web.app, the search as ever
                                                                     ─▶ pages of the desk, below /desk
    desk (the folder that lies open, its index) ◀─ pages
"""
