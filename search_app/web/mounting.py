"""Where on its host a server has its pages: below a path, behind proxies.

    proxies ─▶ Mounted: /ussr/search ─▶ Flask: /search ─▶ links: rooted("/search") = /ussr/search

A proxy may pass the path on whole, or take the prefix off: both are answered, and all links begin with it.
"""

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from jinja2.ext import Extension
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect

from indexer.config import Config
from indexer.errors import SettingError
from search_app.state.addresses import ROOT
from search_app.web.hosts import address_of

_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
"""Signs that no address needs to quote (RFC 3986, 2.3)."""

PERMANENT = 308


class Mounted:
    """An application below a prefix, whose links begin there, and wherever a server in front of it has put it."""

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        root, path = environ.get("SCRIPT_NAME", "") + self._prefix, environ.get("PATH_INFO", "")
        if self._prefix and path == self._prefix:
            return redirect(f"{root}/", PERMANENT)(environ, start_response)
        path = path.removeprefix(self._prefix) if path.startswith(f"{self._prefix}/") else path
        token = ROOT.set(root)
        try:
            return self._app({**environ, "SCRIPT_NAME": root, "PATH_INFO": path}, start_response)
        finally:
            ROOT.reset(token)


def mounted(app: WSGIApplication, config: Config) -> WSGIApplication:
    """An application at the place on its host that the settings say. Raises SettingError."""
    return Mounted(app, prefix_of(config))


def behind_proxies(app: WSGIApplication, config: Config) -> WSGIApplication:
    """An application that knows who asks, and by which address, from so many proxies as the settings say."""
    proxies = config.integer("trust_proxy")
    # What proxies say of a prefix is not asked: one that says nothing of it would pass on what a client says.
    return ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else app


def prefix_of(config: Config) -> str:
    """The path that all pages are below, without a final slash. Raises SettingError for one that is none, or is not
    that of the address."""
    said, path = config.text("prefix").rstrip("/"), address_of(config).path
    if said and config.text("address") and said != path:
        raise SettingError(
            f"SAKUIN_PREFIX is {said!r}, and SAKUIN_ADDRESS has the path {path or '/'!r}; give the address with the "
            "prefix, and the prefix not at all"
        )
    prefix = said or path
    if not _PREFIX.fullmatch(prefix):
        raise SettingError(
            f"SAKUIN_PREFIX is {prefix!r}; it takes a path that begins with /, of letters, figures and . _ ~ -, such "
            "as /ussr"
        )
    return prefix


class RootedTemplates(Extension):
    """Templates write href="/search"; the page says href="/ussr/search"."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template with the root before each path that it writes out."""
        return re.sub(r'\b(href|action|src)="/', r"""\1="{{ rooted('') }}/""", source)
