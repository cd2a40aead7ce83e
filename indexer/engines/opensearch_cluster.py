"""The door to an OpenSearch cluster: what it answers is whole, or an error that says what to do.

Threads: the library's client keeps a pool of connections and locks it; so all threads share one.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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

PATIENCE = "2m"
"""How long the cluster keeps the view of a stream whose next part nobody fetches."""

MEANT = {
    401: "refused who asks; see SAKUIN_OPENSEARCH_USER, _PASSWORD, _KEY",
    403: "allows this not: either who asks may not, or it is read-only, as it makes itself when its disks are full",
    429: "has more to do than it can; ask again later",
}
"""Status -> what a cluster says with it."""


class Cluster:
    """One cluster, opened. Every method raises ClusterAway where the answer is not there or not whole, IndexMissing
    where the index is not, TooMuch where a question has more parts than the cluster takes."""

    def __init__(self, access: Access) -> None:
        self.address = ",".join(access.addresses)
        who: dict[str, Any] = {"headers": {"Authorization": access.authorization}} if access.authorization else {}
        if access.ca:
            who["ca_certs"] = access.ca
        self._client = OpenSearch(
            list(access.addresses),
            timeout=access.seconds,
            max_retries=1,
            retry_on_timeout=False,
            pool_maxsize=16,
            **who,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, question: Callable[[OpenSearch], T]) -> T:
        """What the client answers to a question."""
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
        params = {"allow_partial_search_results": "false"}
        if scored:
            params["search_type"] = "dfs_query_then_fetch"
        if "pit" in body:  # which names its index and its copies
            return self._whole(self.ask(lambda client: client.search(body=body, params=params)))
        params["preference"] = index
        return self._whole(self.ask(lambda client: client.search(index=index, body=body, params=params)))

    def stream(self, index: str, body: Mapping[str, Any], scored: bool = False, part: int = WINDOW) -> Iterator[Answer]:
        """Every hit of a sorted search, however many: what is more than one part is read from a point in time."""
        hits = self.search(index, {**body, "size": part}, scored)["hits"]["hits"]
        yield from hits
        if len(hits) == part:
            yield from self._following(index, body, scored, part, hits[-1]["sort"])

    def _following(
        self, index: str, body: Mapping[str, Any], scored: bool, part: int, after: Sequence[Any]
    ) -> Iterator[Answer]:
        params = {"keep_alive": PATIENCE, "preference": index}
        pit = self.ask(lambda client: client.create_pit(index=index, params=params))["pit_id"]
        view = {**body, "size": part, "pit": {"id": pit, "keep_alive": PATIENCE}}
        try:
            while True:
                hits = self.search(index, {**view, "search_after": after}, scored)["hits"]["hits"]
                yield from hits
                if len(hits) < part:
                    return
                after = hits[-1]["sort"]
        finally:
            with suppress(ClusterAway):
                self.ask(lambda client: client.delete_pit(body={"pit_id": [pit]}))

    def totals(self, index: str, queries: Sequence[Mapping[str, Any]]) -> list[int]:
        """How many entries each query finds."""
        if not queries:
            return []
        lines: list[Mapping[str, Any]] = []
        for query in queries:
            head = {"index": index, "allow_partial_search_results": False, "preference": index}
            lines += (head, {"size": 0, "track_total_hits": True, "query": query})
        answers = self.ask(lambda client: client.msearch(body=lines))["responses"]
        return [int(self._whole(answer)["hits"]["total"]["value"]) for answer in answers]

    def sources(self, index: str, ids: Sequence[str], fields: Sequence[str]) -> dict[str, Answer]:
        """Of the entries that are there their fields, by id."""
        if not ids:
            return {}
        params = {"_source_includes": ",".join(fields)}
        found = self.ask(lambda client: client.mget(index=index, body={"ids": list(ids)}, params=params))["docs"]
        if any("error" in each for each in found):
            raise self._told(0, str(found))
        return {each["_id"]: each["_source"] for each in found if each.get("found")}

    # changes

    def send(self, index: str, actions: Iterable[Mapping[str, Any]]) -> None:
        """Carry out actions in bulk, waiting where the cluster asks for it. An entry to delete may be gone already."""
        with self._errors():
            done = helpers.streaming_bulk(
                self._client, ({**action, "_index": index} for action in actions), chunk_size=CHUNK,
                max_chunk_bytes=CHUNK_BYTES, max_retries=6, initial_backoff=1, raise_on_error=False,
            )  # fmt: skip
            for well, item in done:
                ((kind, said),) = item.items()
                if not well and not (kind == "delete" and said.get("status") == 404):
                    raise self._away(int(said.get("status", 0)))

    # errors

    def _whole(self, answer: Answer) -> Answer:
        """An answer that lacks nothing: a smaller count would pass for the truth."""
        if "error" in answer:
            raise self._told(int(answer.get("status", 0)), str(answer["error"]))
        shards = answer.get("_shards", {})
        if answer.get("timed_out") or shards.get("failed") or shards.get("successful") != shards.get("total"):
            raise ClusterAway(f"the cluster at {self.address} answered in part; ask again, or look at its health")
        return answer

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except exceptions.ConnectionTimeout:
            raise self._away(0, "took longer than SAKUIN_OPENSEARCH_SECONDS; ask again, or allow more") from None
        except exceptions.SSLError:
            raise self._away(0, "is not to be trusted; name its certificates with SAKUIN_OPENSEARCH_CA") from None
        except exceptions.ConnectionError:
            raise self._away(0, "does not answer; start it, or say with SAKUIN_OPENSEARCH where it is") from None
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
        return ClusterAway(f"the cluster at {self.address} {why}")
