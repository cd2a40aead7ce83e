"""An index in a notebook or a script: the searches of the page as Python values, without limits unless asked.

Used as `from search_app import open_index`, which is all that stands outside of this room, and by nobody in the house.

    opened_index (an index, held open)  ─▶  all_found (all hits of a search)  ─▶  cited_hits (one, with its seal)
                                                      ─▶  match_lines (every match)  count_tables (numbers)

`asking` reads keyword arguments as the parameters of a link, `frames` makes tables for pandas, `shown` writes the HTML
that notebooks show. Every number is the page's, for it is asked of the same functions.
"""
