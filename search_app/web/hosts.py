"""By which names a server may be asked, and what it is called in links.

What a request says in `Host` is only believed where the server goes by that name. Otherwise whoever writes the header
writes the permalinks of pages, feeds and exports; and a page of another site could read all that is indexed here by
having its own name lead to this machine once it is loaded (DNS rebinding: Jackson and others 2007, "Protecting Browsers
from DNS Rebinding Attacks"). An address in numbers cannot be led elsewhere; so a server that is bound to every address
of its machine may be asked by any.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import cast
from urllib.parse import SplitResult, urlsplit

from flask import Flask, current_app, request

from indexer.config import Config
from indexer.errors import SettingError, UnknownHost

KEY = "sakuin-hosts"

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""What a machine calls itself."""

EVERYWHERE = frozenset({"0.0.0.0", "::", ""})
"""What a server is bound to that answers at every address of its machine."""

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\[\]:/?#@\\\s]+?)\.?)(?::\d{1,5})?")
"""`Host` (RFC 9110, 7.2): an address of IPv6 in brackets, or a name, and maybe a port."""

MOST_SHOWN = 100
"""Characters of an unknown name that are said again."""


@dataclass(frozen=True)
class Hosts:
    """The names of a server, what its links begin with (`https://search.example.org`; empty for that by which it was
    asked), and whether it answers to any number."""

    names: frozenset[str]
    origin: str = ""
    numbers: bool = False

    def know(self, host: str) -> bool:
        """Whether this is a name of the server, with a port or without."""
        name = named_in(host)
        return name in self.names or (self.numbers and _is_number(name))


def hosts(config: Config, bound: str) -> Hosts:
    """What the settings and the address that it is bound to make of a server. Raises SettingError for an `address` that
    is none."""
    parts = address_of(config)
    everywhere = bound in EVERYWHERE
    named = {named_in(each) for each in re.split(r"[\s,]+", config.text("hosts")) if each}
    own = {socket.gethostname().lower()} if everywhere else {bound.lower()}
    origin = f"{parts.scheme}://{parts.netloc}" if parts.hostname else ""
    return Hosts(HERE | own | named | ({parts.hostname} if parts.hostname else set()), origin, everywhere)


def address_of(config: Config) -> SplitResult:
    """The parts of the address that is set, all empty where none is. Raises SettingError for one that is none."""
    address = config.text("address").rstrip("/")
    parts = urlsplit(address)
    if address and not (parts.scheme in ("http", "https") and parts.hostname):
        raise SettingError(
            f"SAKUIN_ADDRESS is {address!r}; it takes a whole address, such as https://search.example.org/"
        )
    return parts


def named_in(host: str) -> str:
    """The name in a `Host`, in small letters: LOCALHOST.:8000 -> localhost, [::1]:8000 -> ::1; empty where it is
    none."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def hosts_of(app: Flask) -> Hosts:
    """The names of an application."""
    return cast(Hosts, app.extensions[KEY])


def refuse_unknown() -> None:
    """Before any request. Raises UnknownHost for one that asks somebody else."""
    host = request.host
    if not hosts_of(current_app).know(host):
        raise UnknownHost(
            f"this server does not go by the name {host[:MOST_SHOWN]!r}; ask it as localhost or by the address it is "
            "bound to, or start it with this name in SAKUIN_ADDRESS=https://NAME/ or SAKUIN_HOSTS=NAME"
        )
