"""What a `sakuin serve` of its own holds in memory, and how soon it has what a run publishes."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1] / "tests" / "robust")]

from served import Server, serving  # noqa: E402
from speed_measures import percentiles  # noqa: E402
from speed_serving import addresses, get  # noqa: E402

Figures = dict[str, float | str]

IDLE = 1.0
"""Seconds in which a server that does nothing takes no processor time."""

VIEWS = ("/kwic?q={q}", "/trends?q={q}", "/words?q={q}", "/search?q={q}&group=doc", "/search?q={q}&scope=section")
MB = 1_000_000


def memory(process: int) -> str:
    """Megabytes of a process: PSS, and of what is resident its own and what it has read of mapped files, which the
    system takes back when others need it."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    lines += Path(f"/proc/{process}/status").read_text().splitlines()
    parted = (line.partition(":") for line in lines if line.endswith(" kB"))
    found = {name: int(rest.split()[0]) * 1024 / MB for name, _, rest in parted}
    return f"{found['Pss']:,.0f} ({found['RssAnon']:,.0f} + {found['RssFile']:,.0f})"


def cpu(process: int) -> float:
    """Processor seconds of a process until now."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(process: int) -> None:
    """Until a server has made its tables."""
    before = -1.0
    while (now := cpu(process)) != before:
        before = now
        time.sleep(IDLE)


def served_figures(index: Path, typed: Sequence[str], changing: Callable[[], Iterator[Figures]]) -> Figures:
    """Memory after each step; pages over HTTP; `changing` runs in the meantime, and each change is asked for."""
    with serving(index) as server:
        wait_until_idle(server.process.pid)
        found: Figures = {
            "server, warm after CPU s": cpu(server.process.pid),
            "its memory when warm, PSS MB (own + mapped)": memory(server.process.pid),
        }
        found |= pages(server, typed)
        found["its memory after the questions"] = memory(server.process.pid)
        words = typed[:: max(1, len(typed) // 20)]
        for view in VIEWS:
            for word in words:
                server.answer(view.format(q=quote(word)))
        found["its memory after concordances, years, words, groups, sections"] = memory(server.process.pid)
        for number, figures in enumerate(changing()):
            found |= figures
            if not number:
                found |= taken_up(server, typed)
        return found


def pages(server: Server, typed: Sequence[str]) -> Figures:
    """Each question's page, by one client."""
    connection, before = HTTPConnection("127.0.0.1", server.port), cpu(server.process.pid)
    times = [get(connection, path) for path in addresses(typed)]
    spent = (cpu(server.process.pid) - before) / len(times)
    middle, slow = percentiles(times)
    return {
        "`/search` over HTTP: p50 / p95 ms": f"{middle:.1f} / {slow:.1f}",
        "the same: CPU ms a page": 1000 * spent,
    }


def taken_up(server: Server, typed: Sequence[str]) -> Figures:
    """The first page of a new generation, for which the server opens it, and what it then holds."""
    connection = HTTPConnection("127.0.0.1", server.port)
    first = get(connection, addresses(typed[:1])[0])
    wait_until_idle(server.process.pid)
    for path in addresses(typed[:50]):
        get(connection, path)
    return {
        "the first page after the change: ms": 1000 * first,
        "the server's memory then": memory(server.process.pid),
    }
