"""`sakuin serve` in a process of its own, for tests that ask it over the network."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from urllib.parse import quote

from library import ended

MAIN = "from search_app.cli.main import main; main()"
STARTS_WITHIN = 60.0


class Server:
    """`sakuin serve` in a process of its own, on a port that is free."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-c", MAIN, "serve", *map(str, arguments), "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._alarm = threading.Timer(STARTS_WITHIN, self.process.kill)
        self._alarm.start()
        assert self.process.stdout
        self.line = self.process.stdout.readline()
        found = re.search(r"http://localhost:(\d+)/", self.line)
        self.port = int(found[1]) if found else 0

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def total(self, q: str) -> int:
        status, text = self.get(f"/search.json?q={quote(q)}")
        assert status == 200, text
        return int(json.loads(text)["total"])

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it as a person does at the keyboard; gives its exit status."""
        status = ended(self.process, how)
        self._alarm.cancel()
        return status
