"""Where the addresses of a server begin: what stands before the path in every link of an answer."""

from contextvars import ContextVar

ROOT: ContextVar[str] = ContextVar("root", default="")
"""Of the request that is answered, such as /ussr; empty for a server with a host of its own and on the command line."""


def rooted(path: str, query: str = "") -> str:
    """An address of this server: /search below /ussr -> /ussr/search."""
    return f"{ROOT.get()}{path}?{query}" if query else ROOT.get() + path
