"""A real node of OpenSearch for the tests, started once in a run: parts from Maven, launcher in tests/cluster.

It ends with the run, for it lives as long as the pipe to it. SAKUIN_TEST_OPENSEARCH names a cluster to take instead.
"""

import atexit
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from filelock import FileLock

HERE = Path(__file__).parent / "cluster"
SETTING = "SAKUIN_OPENSEARCH"
GIVEN = "SAKUIN_TEST_OPENSEARCH"

PATIENCE = 180
"""Seconds that a node has to come up in."""

OPTIONS = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlog4j2.disableJmx=true")


def use_cluster(kept: Path) -> None:
    """Have engine opensearch find a cluster from now on; what is fetched for it is `kept` from run to run. Skips the
    test where there is none to be had."""
    address, lacking = _started(kept)
    if lacking:
        pytest.skip(lacking)
    os.environ[SETTING] = address


@cache
def _started(kept: Path) -> tuple[str, str]:
    """The address of the node, or why there is none."""
    if given := os.environ.get(GIVEN):
        return given, ""
    if not (shutil.which("java") and shutil.which("mvn")):
        return "", "engine opensearch needs Java 17 and Maven: apt install openjdk-17-jdk-headless maven"
    parts = kept / hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:16]
    with FileLock(kept / "fetching.lock"):  # of several processes that run the tests, one fetches
        lacking = "" if parts.is_dir() else _fetched(parts)
    if lacking:
        return "", lacking
    return start_node(parts, Path(tempfile.mkdtemp(prefix="sakuin-opensearch-"))), ""


def _fetched(parts: Path) -> str:
    """Have Maven fetch the parts of a node; says what is wrong where it cannot."""
    unfinished = parts.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    done = subprocess.run(
        ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies",
         f"-DoutputDirectory={unfinished}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return f"Maven could not fetch OpenSearch: {done.stdout.strip()[:300]}"
    unfinished.rename(parts)
    return ""


def start_node(parts: Path, home: Path) -> str:
    """The address of a node that is up; it and its folder are gone when the run ends."""
    port = _free_port()
    settings = {
        "path.home": home, "cluster.name": home.name, "node.name": "one", "discovery.type": "single-node",
        "network.host": "127.0.0.1", "http.port": port, "transport.port": _free_port(), "http.type": "netty4",
        "transport.type": "netty4", "cluster.routing.allocation.disk.threshold_enabled": "false",
        "cluster.max_shards_per_node": 10_000,
    }  # fmt: skip
    said = [f"{name}={value}" for name, value in settings.items()]
    command = ["java", *OPTIONS, "-cp", f"{parts}/*", str(HERE / "OneNode.java"), *said]
    log = home / "said.txt"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT)
    atexit.register(_ended, process, home)
    _wait(f"http://127.0.0.1:{port}", process, log)
    return f"http://127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and process.poll() is None:
        with (
            suppress(URLError, ConnectionError, TimeoutError),
            urlopen(f"{address}/_cluster/health?wait_for_status=green&timeout=30s", timeout=40),
        ):
            return
        time.sleep(0.3)
    raise RuntimeError(f"no node of OpenSearch came up: {log.read_text()[-2_000:]}")


def _ended(process: "subprocess.Popen[bytes]", home: Path) -> None:
    process.kill()
    process.wait()
    if process.stdin:
        process.stdin.close()
    shutil.rmtree(home, ignore_errors=True)
