"""What those are told who are not let through to the application: a line in both languages."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

from search_app.web.app import HEADERS


def refusal(status: int, text: str, headers: Mapping[str, str]) -> Response:
    """An answer of plain text that no cache keeps."""
    own = HEADERS | {"Cache-Control": "no-store"} | dict(headers)
    return Response(f"{text}\n", status, own, content_type="text/plain; charset=utf-8")
