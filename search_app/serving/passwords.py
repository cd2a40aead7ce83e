"""A private server: names and passwords from a file, asked for by Basic authentication (RFC 7617).

A line of the file is `NAME:HASH`, as `sakuin password NAME` makes it; the hash is scrypt's, with salt. The file is read
when the server starts.
"""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.datastructures import Authorization
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Request

from indexer.config import Config
from indexer.errors import SettingError
from search_app.serving.refusals import refusal
from search_app.web.mounting import prefix_of

UNAUTHORIZED = 401

ASKING = {"WWW-Authenticate": 'Basic realm="Sakuin", charset="UTF-8"'}

TEXT = (
    "この資料群を見るには、名前とパスワードが要ります。\n"
    "This collection is private: it takes a name and a password, which whoever runs it gives out."
)

MOST_KNOWN = 1_000
"""Pairs of name and password that are remembered as right."""


class Passwords:
    """Who may come in. What was right once is known again by a keyed digest, for scrypt takes a twentieth of a second,
    which a page with its files would pay several times."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)
        self._key = secrets.token_bytes(32)
        self._right: set[bytes] = set()

    def admit(self, name: str, password: str) -> bool:
        """Whether this is the password of this name. An unknown name takes as long as a known one."""
        digest = hmac.digest(self._key, f"{name}:{password}".encode("utf-8", "surrogatepass"), "sha256")
        if digest in self._right:
            return True
        right = check_password_hash(self._hashes.get(name, _nobody()), password) and name in self._hashes
        if right and len(self._right) < MOST_KNOWN:
            self._right.add(digest)
        return right


@cache
def _nobody() -> str:
    """The hash of a password that nobody has."""
    return generate_password_hash(secrets.token_hex())


def line_of(name: str, password: str) -> str:
    """The line of a file of passwords. Raises ValueError for a name that cannot be sent."""
    if not name or ":" in name or not name.isprintable():
        raise ValueError(f"{name!r} cannot be a name: it takes signs that are seen, and no colon")
    return f"{name}:{generate_password_hash(password)}"


def read_passwords(path: Path) -> Passwords:
    """The names and passwords of a file; empty lines and those that begin with # are passed over. Raises
    SettingError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"SAKUIN_PASSWORDS: {path} cannot be read: {error}") from error
    hashes = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        if not name or hashed.partition("$")[0].partition(":")[0] not in ("scrypt", "pbkdf2"):
            raise SettingError(f"{path}, line {number}: no line of passwords; make it with: sakuin password NAME")
        hashes[name] = hashed
    return Passwords(hashes)


def guarded(app: WSGIApplication, config: Config) -> WSGIApplication:
    """An application that lets nobody in without a password where the settings name a file of them; only whether it is
    well it tells everybody. Raises SettingError."""
    if not config.text("passwords"):
        return app
    known = read_passwords(Path(config.text("passwords")))
    open_paths = {"/healthz", f"{prefix_of(config)}/healthz"}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = Request(environ).authorization or Authorization("none")
        named = given.type == "basic" and known.admit(given.username or "", given.password or "")
        if named or environ.get("PATH_INFO", "") in open_paths:
            return app(environ, start_response)
        return refusal(UNAUTHORIZED, TEXT, ASKING)(environ, start_response)

    return answer


def is_overheard(config: Config, host: str) -> bool:
    """Whether passwords may go over a network as they are: no proxy with TLS is said to stand before the server."""
    here = host in ("localhost", "::1") or host.startswith("127.")
    return bool(config.text("passwords")) and not here and not config.integer("trust_proxy")
