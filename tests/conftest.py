"""What several tests need: the repository's own corpus indexed once and served for real, and a browser."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from folders import archive
from hypothesis import settings
from opensearch_node import SETTING, use_cluster
from werkzeug.serving import WSGIRequestHandler, make_server

from indexer.config import Config
from indexer.pipeline.builder import Job, build
from search_app.web.app import create_app
from search_app.web.open_index import index_of

Page = Any
Visit = Callable[..., Page]

CHROMIUM = os.environ.get("SAKUIN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CORPUS = Path(__file__).parents[1] / "corpus"

os.environ["SAKUIN_CACHE"] = os.devnull
"""No folder, so that answers are the same where the extra `dictionary` is installed, and nothing lands in a home."""

os.environ["SAKUIN_SECONDS"] = "0"
"""Answers are whole however busy the machine is; the tests of what happens when time is up name their seconds."""

settings.register_profile("sakuin", deadline=None)
settings.load_profile("sakuin")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose parameters name engine opensearch has a cluster, or is skipped."""
    callspec = getattr(item, "callspec", None)
    if callspec and any(str(value).startswith("opensearch") for value in callspec.params.values()):
        use_cluster(kept_parts(item.config))


def kept_parts(config: pytest.Config) -> Path:
    """Where the parts of a node of OpenSearch are kept from run to run."""
    cache = getattr(config, "cache", None)  # pytest's own, which -p no:cacheprovider turns off
    return cache.mkdir("opensearch") if cache else Path(tempfile.gettempdir())


@pytest.fixture(scope="session")
def axe() -> Any:
    """axe-core, as axe-playwright-python brings it."""
    found = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    return found.Axe()


@pytest.fixture
def cluster(pytestconfig: pytest.Config) -> str:
    """The address of a cluster, which engine opensearch finds."""
    use_cluster(kept_parts(pytestconfig))
    return os.environ[SETTING]


class Quiet(WSGIRequestHandler):
    """Answers without a line of log for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, without a final slash, of a server over an index of the corpus."""
    yield from served(CORPUS, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def serve_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same over a folder with pages, notes and files that cannot be read; it opens originals."""
    folder = archive(tmp_path_factory.mktemp("archive"))
    yield from served(folder, tmp_path_factory.mktemp("served"), Config(originals=1))


@pytest.fixture(scope="session")
def serve_cluster(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[str]:
    """The same over an index of the corpus that a cluster keeps."""
    use_cluster(kept_parts(pytestconfig))
    yield from served(CORPUS, tmp_path_factory.mktemp("served"), engine="opensearch")


def served(source: Path, directory: Path, config: Config | None = None, engine: str = "") -> Iterator[str]:
    """An index of a folder, served for as long as its address is wanted."""
    build(Job((source,), directory, jobs=1, engine=engine))
    yield from served_index(directory, config)


def served_index(directory: Path, config: Config | None = None) -> Iterator[str]:
    """An index, served for as long as its address is wanted."""
    app = create_app(directory, config)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    index_of(app).searcher().library.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium, shared by all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium is installed")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, serve: str) -> Iterator[Visit]:
    """Opens an address of the served collection; without JavaScript unless asked for."""
    yield from visiting(browser, serve)


@pytest.fixture
def visit_cluster(browser: Any, serve_cluster: str) -> Iterator[Visit]:
    """The same of the collection that a cluster keeps."""
    yield from visiting(browser, serve_cluster)


def visiting(browser: Any, server: str) -> Iterator[Visit]:
    """What opens addresses of a server, until nobody wants to any more."""
    contexts = []

    def open_page(address: str, javascript: bool = False, **settings: Any) -> Page:
        contexts.append(browser.new_context(java_script_enabled=javascript, base_url=server, **settings))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
