"""Static files by what is in them: /static/sakuin.css?v=0123456789ab never changes, so that browsers keep it."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.wrappers import Response

FOLDER = Path(__file__).with_name("static")
VERSION = "v"
KEPT = "public, max-age=31536000, immutable"
"""A year, the longest that caches are asked for (RFC 8246 has them not even ask whether it changed)."""


def by_content(app: Flask) -> None:
    """Have the links to static files say what is in them, and the files be kept where they are asked for so."""
    app.url_defaults(_with_version)
    app.after_request(_kept)


def _with_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values[VERSION] = version(values["filename"])


@cache
def version(filename: str) -> str:
    """What tells a static file from its other versions."""
    return hashlib.sha256((FOLDER / filename).read_bytes()).hexdigest()[:12]


def _kept(response: Response) -> Response:
    asked = request.args.get(VERSION)
    if request.endpoint == "static" and response.status_code in (200, 304) and asked:
        filename = (request.view_args or {})["filename"]
        response.headers["Cache-Control"] = KEPT if asked == version(filename) else "no-cache"
    return response
