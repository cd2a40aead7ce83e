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
from dataclasses import dataclass
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
    parts = _parts(kept)
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


@dataclass(frozen=True, slots=True)
class Node:
    """A node that was started: where it answers, its process and its folder."""

    address: str
    process: "subprocess.Popen[bytes]"
    home: Path

    def kill(self) -> None:
        """End it at once, as a machine ends that loses its power."""
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        shutil.rmtree(self.home, ignore_errors=True)


def start_node(parts: Path, home: Path) -> str:
    """The address of a node that is up; it and its folder are gone when the run ends."""
    node = _node(parts, home, {"cluster.name": home.name, "node.name": "one", "discovery.type": "single-node"})
    _wait(node)
    return node.address


def start_nodes(parts: Path, home: Path, number: int) -> list[Node]:
    """A cluster of so many nodes, all of them up."""
    ports = [_free_port() for _ in range(number)]
    together = {
        "cluster.name": home.name,
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports),
        "cluster.initial_master_nodes": ",".join(f"node-{n}" for n in range(number)),
    }
    nodes = [
        _node(parts, home / str(n), {**together, "node.name": f"node-{n}", "transport.port": port})
        for n, port in enumerate(ports)
    ]
    for node in nodes:
        _wait(node, number)
    return nodes


def kept_nodes(kept: Path, home: Path, number: int) -> list[Node]:
    """A cluster of so many nodes of the parts that are kept. Skips the test where there is none to be had."""
    _, lacking = _started(kept)
    if lacking or os.environ.get(GIVEN):
        pytest.skip(lacking or f"{GIVEN} names a cluster, of which no node is killed")
    return start_nodes(_parts(kept), home, number)


def _parts(kept: Path) -> Path:
    return kept / hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:16]


def _node(parts: Path, home: Path, other: dict[str, object]) -> Node:
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    settings = {
        "path.home": home, "network.host": "127.0.0.1", "http.port": port, "transport.port": _free_port(),
        "http.type": "netty4", "transport.type": "netty4", "cluster.routing.allocation.disk.threshold_enabled": "false",
        "cluster.max_shards_per_node": 10_000, **other,
    }  # fmt: skip
    said = [f"{name}={value}" for name, value in settings.items()]
    command = ["java", *OPTIONS, "-cp", f"{parts}/*", str(HERE / "OneNode.java"), *said]
    with (home / "said.txt").open("w") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT)
    node = Node(f"http://127.0.0.1:{port}", process, home)
    atexit.register(node.kill)
    return node


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(node: Node, nodes: int = 1) -> None:
    """Until a node answers as one of so many."""
    last = time.monotonic() + PATIENCE
    health = f"{node.address}/_cluster/health?wait_for_status=green&wait_for_nodes={nodes}&timeout=30s"
    while time.monotonic() < last and node.process.poll() is None:
        with suppress(URLError, ConnectionError, TimeoutError), urlopen(health, timeout=40):
            return
        time.sleep(0.3)
    raise RuntimeError(f"no node of OpenSearch came up: {(node.home / 'said.txt').read_text()[-2_000:]}")
