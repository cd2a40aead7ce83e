"""Answers in fewer bytes for those who take them so: text as gzip, also while it is still being made."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Request, Response

TEXT = re.compile(
    r"text/.+|image/svg\+xml|application/(?:.+\+)?(?:json|xml)"
    r"|application/(?:javascript|x-ndjson|x-bibtex|x-research-info-systems)"
)
"""Media types that grow smaller; PDF, pictures and spreadsheets are packed as they are."""

FEW = 500
"""Bytes that fit into one packet of the network with their headers anyway."""

LEVEL = 6
"""zlib's own middle: a page of results takes a millisecond."""

GZIP = 16 + zlib.MAX_WBITS
"""What tells zlib to write the frame of gzip (RFC 1952)."""


def compressed(app: WSGIApplication) -> WSGIApplication:
    """An application whose texts are compressed where the request allows it."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = Response.from_app(app, environ)
        if _is_worth_it(response):
            response.vary.add("Accept-Encoding")
            if Request(environ).accept_encodings["gzip"]:
                _compress(response)
        return response(environ, start_response)

    return answer


def _is_worth_it(response: Response) -> bool:
    """Whether it is a text of some length, whole, and not compressed before."""
    parts = response.status_code == 206 or "Content-Encoding" in response.headers
    short = response.content_length is not None and response.content_length < FEW
    return bool(TEXT.fullmatch(response.mimetype or "")) and not parts and not short


def _compress(response: Response) -> None:
    plain = response.response
    close: Callable[[], object] | None = getattr(plain, "close", None)
    if close:
        response.call_on_close(close)
    response.response = _squeezed(plain)  # type: ignore[arg-type]
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Content-Length", None)
    response.headers.pop("Accept-Ranges", None)
    tag, _ = response.get_etag()
    if tag:
        # The same content in other bytes (RFC 9110, 8.8.1).
        response.set_etag(tag, weak=True)


def _squeezed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts as gzip, each as soon as there is enough of it; what is kept meanwhile is zlib's window."""
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    for part in parts:
        if found := squeezer.compress(part):
            yield found
    yield squeezer.flush()
