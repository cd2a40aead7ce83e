"""What several tests need: the repository's own corpus indexed once and served for real."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from indexer.builder import Job, build
from search_app.app import create_app
from search_app.shelf import shelf_of

CORPUS = Path(__file__).parents[1] / "corpus"


class Quiet(WSGIRequestHandler):
    """Answers without a line of log for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, without a final slash, of a server over an index of the corpus."""
    directory = tmp_path_factory.mktemp("served")
    build(Job((CORPUS,), directory, jobs=1))
    app = create_app(directory)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    shelf_of(app).catalog().library.close()
