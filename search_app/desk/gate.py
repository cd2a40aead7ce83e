"""Who may come to a desk: whoever was given its token, on this machine, from the desk's own pages.

The token stands in the address that `sakuin desk` opens; the first page trades it for a cookie and shows its address
without. Against pages of other sites in the same browser: the cookie is not sent for them (SameSite), what changes
anything has to say that it comes from here (Origin; Fetch Metadata, W3C 2021), and by another name the desk is not
reached at all (`web.hosts`).
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from indexer.errors import Refused
from search_app.state.addresses import rooted

ASKED = "token"
READING = ("GET", "HEAD", "OPTIONS")
STATIC = ("static", "desk.static")
"""Files of the program itself, which say nothing of the folder."""

OWN = ("same-origin", "none")
"""Sec-Fetch-Site of what the desk's own pages send, and of an address that was typed."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of one desk. The cookie is named after the token: browsers keep one jar for all ports of a host."""

    token: str

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"sakuin-desk-{hashlib.sha256(self.token.encode()).hexdigest()[:8]}"

    def __call__(self) -> Response | None:
        """Before any request: None lets it in, an address without the token is shown in place of one with it. Raises
        Refused."""
        if request.endpoint in STATIC:
            return None
        if not _is_here(request.remote_addr):
            raise Refused("the desk is for this machine alone; open it on the machine that it runs on")
        if self._knows(request.args.get(ASKED)) and request.method == "GET":
            return self._let_in()
        if not self._knows(request.cookies.get(self.cookie)):
            raise Refused("the desk is opened by the address that sakuin desk printed, with its token; open that one")
        if request.method not in READING and not _comes_from_here():
            raise Refused("another site sent this; do it on a page of the desk itself")
        return None

    def _knows(self, given: str | None) -> bool:
        return given is not None and secrets.compare_digest(given.encode(), self.token.encode())

    def _let_in(self) -> Response:
        kept = [pair for pair in request.args.items(multi=True) if pair[0] != ASKED]
        answer = redirect(rooted(request.path, urlencode(kept)))
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict")
        return answer


def _is_here(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def _comes_from_here() -> bool:
    """Whether a page of this very server sent it; all browsers say so of what is not merely read."""
    site = request.headers.get("Sec-Fetch-Site", OWN[0])
    return request.headers.get("Origin") == request.host_url.rstrip("/") and site in OWN


def guard(app: Flask, token: str) -> None:
    """Have every request of an application pass the gate, after the name it asks for was looked at."""
    gate: Callable[[], Response | None] = Gate(token)
    app.before_request(gate)


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)
