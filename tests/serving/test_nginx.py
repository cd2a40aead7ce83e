"""Behind Debian's nginx, below a path, addresses lead back there, whether it passes the path on or takes it off."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from library import PATIENCE, ROOT, built
from lxml import etree, html

from search_app.web.static_files import FOLDER

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed; apt-get install nginx-light brings it")

NAME = "search.example.org"
PASSED = {"passed-on": "", "taken-off": "/"}
"""What follows the address of the server in `proxy_pass`: a path there stands in place of the location's."""

DOCUMENTED = (ROOT / "search_app/docs/SERVING.md").read_text(encoding="utf-8").split("```nginx\n")[1].split("```")[0]
"""The lines that people copy; TLS, which stands before them, is left to them."""

CONFIGURATION = """
pid {folder}/nginx.pid;
error_log stderr warn;
daemon off;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{ return 404; }}
    {location}
  }}
}}
"""

SERVER = (str(Path(sys.executable).with_name("sakuin")), "serve", "--prefix", "/ussr", "--trust-proxy", "1", "--port")
FACES = (
    "", "search?q=NATO", "kwic?q=NATO", "trends?q=NATO", "search.json?q=NATO", "search.atom?q=NATO",
    "search.ris?q=NATO", "opensearch.xml", "sitemap.xml", "openapi.json", "doc/nato-03.en",
)  # fmt: skip


@pytest.fixture(scope="module", params=PASSED)
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx with a server behind it."""
    folder, front, behind = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    location = DOCUMENTED.replace(":8000;", f":{behind}{PASSED[request.param]};").replace("$scheme", "https")
    written = CONFIGURATION.format(folder=folder, port=front, location=location)
    (folder / "nginx.conf").write_text(written)
    running = [
        subprocess.Popen([*SERVER, str(behind), "--index", str(built())], env=environment()),
        subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder)]),
    ]
    wait_for(front)
    yield front
    for process in running:
        process.terminate()
    for process in running:
        process.wait(PATIENCE)


def environment() -> dict[str, str]:
    """Of a server with a public name, whose lines nobody reads."""
    return os.environ | {"SAKUIN_HOSTS": NAME, "SAKUIN_LOG": "none"}


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def wait_for(port: int) -> None:
    """Until the server answers through the proxy."""
    for _ in range(PATIENCE * 10):
        try:
            if get(port, "/ussr/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("nothing answers behind nginx")


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": NAME})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.mark.parametrize("face", FACES)
def test_addresses_lead_back_through_the_proxy(port: int, face: str) -> None:
    status, text = get(port, f"/ussr/{face}")
    assert status == 200
    whole = re.findall(rf"https?://(?:{NAME}|127\.0\.0\.1|localhost)[^\s\"'<>,)]*", text)
    assert all(address.startswith(f"https://{NAME}/ussr/") for address in whole)
    links = html.fromstring(text).xpath("//a/@href") if "<html" in text else re.findall(r'"url":"(/.+?)"', text)
    pages = [urljoin(f"/ussr/{face}", each) for each in links]
    assert all(page.startswith("/ussr/") for page in pages)
    for page in pages[:: max(1, len(pages) // 5)]:
        assert get(port, page.partition("#")[0])[0] == 200
    assert whole or pages


def test_static_files_come_through_the_proxy(port: int) -> None:
    page = html.fromstring(get(port, "/ussr/")[1])
    addresses = page.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert len(addresses) == 3
    for address in addresses:
        name = urlsplit(address).path.rpartition("/")[2]
        assert get(port, address) == (200, (FOLDER / name).read_text(encoding="utf-8"))


def test_a_file_of_all_hits_comes_whole_through_the_proxy(port: int) -> None:
    status, text = get(port, "/ussr/search.atom?q=NATO&per_page=200")
    assert status == 200 and len(etree.fromstring(text.encode())) > 50
    status, text = get(port, "/ussr/search.ndjson")
    assert status == 200 and text.endswith("}\n")


def test_what_is_not_below_the_path_is_not_ours(port: int) -> None:
    assert get(port, "/search?q=NATO")[0] == 404
