"""Where the cluster is and who asks it: addresses, credentials and certificates, of which none is ever shown.

What is secret is no setting, for settings are listed: it comes from SAKUIN_OPENSEARCH_USER, _PASSWORD and _KEY, or from
the file that SAKUIN_OPENSEARCH_SECRETS names, which nobody but its owner may read:

    user = searcher
    password = …
"""

import os
import stat
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from indexer.config import Config
from indexer.errors import SettingError

NEAREST = "http://127.0.0.1:9200"
"""Where a cluster of one's own answers, unless it is told otherwise."""

SECRETS = ("user", "password", "key")
"""The lines of the file of secrets, in capitals the ends of the variables."""

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster is asked: `seconds` is how long one answer may take, `ca` a file of certificates to trust."""

    addresses: tuple[str, ...]
    seconds: float
    ca: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)

    @property
    def authorization(self) -> str:
        """The header that says who asks, empty where nobody does (RFC 7617; in UTF-8, which the library does not)."""
        if self.key:
            return f"ApiKey {self.key}"
        return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}" if self.user else ""


def access(known: str = "") -> Access:
    """What the settings say; `known` are addresses that stand in where they name none. Raises SettingError for what
    cannot be meant, and for credentials that would go over a network in the clear."""
    config = Config()
    said = config.text("opensearch") or known or NEAREST
    addresses = tuple(_address(each.strip()) for each in said.split(",") if each.strip())
    secrets = _secrets(config.text("opensearch_secrets"))
    if secrets["password"] or secrets["key"]:
        _refuse_the_clear(addresses)
    return Access(addresses, config.number("opensearch_seconds"), _ca(config.text("opensearch_ca")), **secrets)


def _address(said: str) -> str:
    parts = urlsplit(said)
    if parts.username or parts.password:
        raise SettingError(
            "SAKUIN_OPENSEARCH has a password in an address, where logs would show it; name the address alone, and put "
            "the rest into SAKUIN_OPENSEARCH_USER and SAKUIN_OPENSEARCH_PASSWORD or the file SAKUIN_OPENSEARCH_SECRETS"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(
            f"SAKUIN_OPENSEARCH has {said!r}; it takes addresses such as https://search.example.org:9200"
        )
    return said.rstrip("/")


def _refuse_the_clear(addresses: tuple[str, ...]) -> None:
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise SettingError(
                f"a password for {address} would cross the network for all to read; name it with https://, "
                "and the certificates to trust with SAKUIN_OPENSEARCH_CA"
            )


def _ca(path: str) -> str:
    if path and not Path(path).is_file():
        raise SettingError(f"SAKUIN_OPENSEARCH_CA names {path}, which is not there; name a file of certificates (PEM)")
    return path


def _secrets(path: str) -> Mapping[str, str]:
    kept = _kept(Path(path)) if path else {}
    return {name: os.environ.get(f"SAKUIN_OPENSEARCH_{name.upper()}", kept.get(name, "")) for name in SECRETS}


def _kept(path: Path) -> dict[str, str]:
    """The secrets of a file. Raises SettingError for one that others may read, or with a line that means nothing."""
    try:
        rights, lines = path.stat().st_mode, path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SettingError(f"SAKUIN_OPENSEARCH_SECRETS names {path}, which cannot be read: {error.strerror}") from None
    if os.name == "posix" and rights & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingError(f"{path} holds a password and others may read it; run: chmod 600 {path}")
    found = {name.strip(): value.strip() for name, sign, value in (line.partition("=") for line in lines) if sign}
    if unknown := set(found) - set(SECRETS):
        raise SettingError(f"{path} has {', '.join(sorted(unknown))}; its lines are {', '.join(SECRETS)}, each with =")
    return found
