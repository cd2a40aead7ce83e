"""How much one client may have running at once, so that nobody takes all threads of a server.

A client is an address, as the proxies say it that are believed; of IPv6 the network of 64 bits that a household or a
machine has to itself (RFC 6177).
"""

import ipaddress
from collections import Counter
from collections.abc import Iterable
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wsgi import ClosingIterator

from indexer.config import Config
from search_app.serving.refusals import refusal

TOO_MANY = 429

OWN_BITS = 64

TEXT = (
    "同時に多くの要求が届いています。少し待ってからもう一度お試しください。\n"
    "Your address has as many requests running as one may have; ask again when one of them is answered."
)


class Running:
    """How many requests of each client are being answered; `most` of one may be."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._of: Counter[str] = Counter()
        self._lock = Lock()

    def begin(self, client: str) -> bool:
        """Whether one more may run, and so runs until `end`."""
        with self._lock:
            free = self._of[client] < self._most
            self._of[client] += free
        return free

    def end(self, client: str) -> None:
        """One less runs."""
        with self._lock:
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]


def limited(app: WSGIApplication, config: Config) -> WSGIApplication:
    """An application that refuses what a client asks beyond `most_running`, until the last byte of an earlier answer is
    sent."""
    most = config.integer("most_running")
    if not most:
        return app
    running = Running(most)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        client = client_of(environ.get("REMOTE_ADDR", ""))
        if not running.begin(client):
            return refusal(TOO_MANY, TEXT, {"Retry-After": "1"})(environ, start_response)
        try:
            parts = app(environ, start_response)
        except BaseException:
            running.end(client)
            raise
        return ClosingIterator(parts, lambda: running.end(client))

    return answer


def client_of(address: str) -> str:
    """Who asks: 192.0.2.7 -> 192.0.2.7, 2001:db8::1 -> 2001:db8::/64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found), OWN_BITS), strict=False))
