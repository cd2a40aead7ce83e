"""Assistants that ask over the Model Context Protocol: six tools that read the index, each with a bounded answer.

Used by `cli` (`sakuin mcp`).

    arguments (read as the parameters of a link)  ─▶  tools ─▶ finding, citing  ─▶  answers (cut to size)

`protocol` alone knows the protocol's package. Nothing here writes: a tool has no other door than the views of a search.
"""
