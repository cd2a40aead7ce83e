"""The door to an OpenSearch cluster: what it answers is whole, or an error that says what to do.

Threads: the library's client keeps a pool of connections and locks it; so all threads share one.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from opensearchpy import OpenSearch, exceptions, helpers

from indexer.engines.opensearch_access import Access
from indexer.errors import ClusterAway, IndexMissing, TooMuch

logging.getLogger("opensearch").setLevel(logging.CRITICAL)
"""What the library would say of each request that failed, the error says; and its lines may quote questions."""

T = TypeVar("T")

Answer = Mapping[str, Any]

OLDEST, NEWEST = (2, 19), (3, 0)
"""Versions from the first on, up to and without the second: those that the contract was run on. OpenSearch 3 scores
without BM25's factor k1 + 1."""

WINDOW = 10_000
"""Hits that one request may give (`index.max_result_window` as it comes)."""

CHUNK, CHUNK_BYTES = 500, 8_000_000
"""Entries, and bytes of them, that are sent in one go."""

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds between two trials where a node has just died: its shards are soon taken over by those that have a copy."""

LONG_PAUSES = (*PAUSES, 4.0, 8.0, 16.0)
"""The same for what is sent, since a run of hours is worth half a minute."""

UNAVAILABLE = 503

MEANT = {
    401: "refused who asks; see SAKUIN_OPENSEARCH_USER, _PASSWORD, _KEY",
    403: "allows this not: either who asks may not, or it is read-only, as it makes itself when its disks are full",
    429: "has more to do than it can; ask again later",
}
"""Status -> what a cluster says with it."""


DOWN = "does not answer; start it, or say with SAKUIN_OPENSEARCH where it is"


class Passing(ClusterAway):
    """What the cluster may answer in a moment, when other nodes have taken over from one that died."""


class Cluster:
    """One cluster, opened. Every method raises ClusterAway where the answer is not there or not whole even after some
    trials, IndexMissing where the index is not, TooMuch where a question has more parts than the cluster takes."""

    def __init__(self, access: Access) -> None:
        self.address = ",".join(access.addresses)
        self._client = _client(access, retries=max(1, len(access.addresses) - 1))
        self._sender = _client(access, retries=0)  # so that it is known what is sent twice

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()
        self._sender.close()

    def ask(self, question: Callable[[OpenSearch], T], pauses: Sequence[float] = PAUSES) -> T:
        """What the client answers to a question, which is asked again where that passes."""
        for pause in pauses:
            with suppress(Passing):
                return self._asked(question)
            time.sleep(pause)
        return self._asked(question)

    def _asked(self, question: Callable[[OpenSearch], T]) -> T:
        with self._errors():
            return question(self._client)

    def check_version(self) -> None:
        """Raises ClusterAway for a server that is no OpenSearch, or of a version that is not supported."""
        said = self.ask(lambda client: client.info())["version"]
        kind, number = said.get("distribution", "no OpenSearch"), said["number"]
        version = tuple(int(part) for part in number.split(".")[:2])
        if kind != "opensearch" or not OLDEST <= version < NEWEST:
            supported = ".".join(map(str, OLDEST))
            raise ClusterAway(
                f"the cluster at {self.address} is {kind} {number}; engine opensearch needs OpenSearch {supported} or "
                f"later, before {NEWEST[0]}"
            )

    # questions

    def search(self, index: str, body: Mapping[str, Any], scored: bool = False) -> Answer:
        """The answer of all shards to a search; with `scored` by the statistics of all of them together. Always of the
        same copies of the shards, so that ties and deleted passages are the same from one page to the next."""
        params = {"allow_partial_search_results": "false", "preference": index}
        if scored:
            params["search_type"] = "dfs_query_then_fetch"
        return self.ask(lambda client: self._whole(client.search(index=index, body=body, params=params)))

    def stream(self, index: str, body: Mapping[str, Any], scored: bool = False, part: int = WINDOW) -> Iterator[Answer]:
        """Every hit of a search that is sorted by what tells each from all others, however many: part by part, each
        after the last of the one before. A committed index does not change, so no point in time is asked for, which
        would be lost with a node."""
        after: dict[str, Any] = {}
        while True:
            hits = self.search(index, {**body, **after, "size": part}, scored)["hits"]["hits"]
            yield from hits
            if len(hits) < part:
                return
            after = {"search_after": hits[-1]["sort"]}

    def totals(self, index: str, queries: Sequence[Mapping[str, Any]]) -> list[int]:
        """How many entries each query finds."""
        if not queries:
            return []
        lines: list[Mapping[str, Any]] = []
        for query in queries:
            head = {"index": index, "allow_partial_search_results": False, "preference": index}
            lines += (head, {"size": 0, "track_total_hits": True, "query": query})
        answers = self.ask(lambda client: list(map(self._whole, client.msearch(body=lines)["responses"])))
        return [int(answer["hits"]["total"]["value"]) for answer in answers]

    def sources(self, index: str, ids: Sequence[str], fields: Sequence[str]) -> dict[str, Answer]:
        """Of the entries that are there their fields, by id."""
        if not ids:
            return {}
        params = {"_source_includes": ",".join(fields)}
        found = self.ask(
            lambda client: self._all_read(client.mget(index=index, body={"ids": list(ids)}, params=params)["docs"])
        )
        return {each["_id"]: each["_source"] for each in found if each.get("found")}

    # changes

    def send(self, index: str, actions: Iterable[Mapping[str, Any]]) -> int:
        """Carry out actions in bulk, waiting where the cluster asks for it. What names its entry may be sent twice, and
        is where nobody knows whether it arrived; gives how many entries that were, at most. An entry to delete may be
        gone already."""
        left, twice = iter(actions), 0
        while some := list(islice(left, CHUNK)):
            trials: list[None] = []
            self.ask(partial(self._send_together, index, some, trials), LONG_PAUSES)
            twice += len(some) if len(trials) > 1 else 0
        return twice

    def _send_together(
        self, index: str, actions: Sequence[Mapping[str, Any]], trials: list[None], client: OpenSearch
    ) -> None:
        trials.append(None)
        done = helpers.streaming_bulk(
            self._sender, ({**action, "_index": index} for action in actions), chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES, max_retries=6, initial_backoff=1, raise_on_error=False,
        )  # fmt: skip
        try:
            for well, item in done:
                ((kind, said),) = item.items()
                if not well and not (kind == "delete" and said.get("status") == 404):
                    raise self._away(int(said.get("status", 0)))
        except exceptions.SSLError:
            raise
        except exceptions.ConnectionError:
            raise Passing(str(self._away(0, DOWN))) from None

    # errors

    def _whole(self, answer: Answer) -> Answer:
        """An answer that lacks nothing: a smaller count would pass for the truth."""
        if "error" in answer:
            raise self._told(int(answer.get("status", 0)), str(answer["error"]))
        shards = answer.get("_shards", {})
        if answer.get("timed_out") or shards.get("failed") or shards.get("successful") != shards.get("total"):
            raise Passing(f"the cluster at {self.address} answered in part; ask again, or look at its health")
        return answer

    def _all_read(self, found: Sequence[Answer]) -> Sequence[Answer]:
        """Entries that were asked for by id, of which a shard may be away."""
        if any("error" in each for each in found):
            raise self._told(UNAVAILABLE, str(found))
        return found

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except exceptions.ConnectionTimeout:
            raise self._away(0, "took longer than SAKUIN_OPENSEARCH_SECONDS; ask again, or allow more") from None
        except exceptions.SSLError:
            raise self._away(0, "is not to be trusted; name its certificates with SAKUIN_OPENSEARCH_CA") from None
        except exceptions.ConnectionError:
            raise self._away(0, DOWN) from None
        except exceptions.TransportError as error:
            status = error.status_code if isinstance(error.status_code, int) else 0
            raise self._told(status, f"{error.error} {error.info}") from None

    def _told(self, status: int, said: str) -> Exception:
        if "index_not_found" in said:
            return IndexMissing(
                f"the cluster at {self.address} has the index no longer; make it anew with: sakuin index FOLDER"
            )
        if "clauses" in said:
            return TooMuch(
                f"the question has more parts than the cluster at {self.address} takes; ask for less, or raise "
                "indices.query.bool.max_clause_count in its opensearch.yml"
            )
        if status == 400:
            return ValueError(f"the cluster could not read what it was asked: {said}")
        return self._away(status)

    def _away(self, status: int, why: str = "") -> ClusterAway:
        why = why or MEANT.get(status, f"cannot answer now (status {status}); look at its health, and ask again later")
        kind = Passing if status == UNAVAILABLE else ClusterAway
        return kind(f"the cluster at {self.address} {why}")


def _client(access: Access, retries: int) -> OpenSearch:
    """The library's client; `retries` are those of a request that no node took."""
    who: dict[str, Any] = {"headers": {"Authorization": access.authorization}} if access.authorization else {}
    if access.ca:
        who["ca_certs"] = access.ca
    return OpenSearch(
        list(access.addresses),
        timeout=access.seconds,
        max_retries=retries,
        retry_on_timeout=False,
        pool_maxsize=16,
        **who,
    )
