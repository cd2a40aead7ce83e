"""What a person asked for, as a value that page, API and command line share.

Everything above uses it; it knows only the words of the interface and the schema.

    parameters of a link or a command ─▶ state.read_state ─▶ SearchState ─▶ its address, its links, its Switches

`parameters` is the table that addresses, the API's description, the options of commands and the README are made from;
`match_kinds` the table of reasons, weights and switches; `links` makes the addresses a page shows by the hundred.
"""
