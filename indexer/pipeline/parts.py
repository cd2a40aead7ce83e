"""An index made by several machines: each makes a part of the files ready in the cluster, one publishes them all.

    machine 3: make_part(job, Share(3, 8)) ── part/KEY … ──▶ the cluster ──▶ publish_parts(job): one run as any other,
               (its share of the files)      done/RUN/8/3                   with nothing left to read or analyse

KEY says all that a file's readiness depends on: its bytes and name, what its sidecars say, the collection file, this
program. So a part that died is run again and does what is lacking; and since publishing is a run over all files, in
their order, what it makes is what one machine would have made, near-duplicates and passages of several parts included.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter

from indexer.collection import load
from indexer.engines import CLUSTER
from indexer.engines.shared_files import SharedFiles, bytes_of, put_bytes, shared_files
from indexer.errors import SakuinError, SettingError
from indexer.pipeline.batches import Draft, batches
from indexer.pipeline.builder import Job, Plan, build, collection_file, identity_of, make_plan
from indexer.pipeline.entries import Prepared, Unprepared
from indexer.pipeline.made import Made, dumped, loaded
from indexer.pipeline.manifest import SourceFile
from indexer.pipeline.outcome import Summary
from indexer.pipeline.preparing import Workers, prepare_batch, workers
from indexer.pipeline.reading import Outcome, read_file
from indexer.pipeline.reading_workers import ReadingPool

PART, DONE = "part/", "done/"


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`th, from 1, of so many shares of the files."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Share":
        """`3/8`. Raises SettingError for what is none."""
        number, sign, of = text.partition("/")
        if sign and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST:
            return cls(int(number), int(of))
        raise SettingError(f"--part {text} is no part; the third of eight is 3/8, and there are at most {MOST:,}")

    def has(self, file: SourceFile) -> bool:
        """Whether a file is of this share: its name decides, so all machines agree."""
        return int.from_bytes(_sum(file.name)[:8]) % self.of == self.number - 1


MOST = 10_000


@dataclass(frozen=True, slots=True)
class PartSummary:
    """How many files of a part were made ready, and how many were so before; `notes` name those that were not, which
    whoever publishes makes ready."""

    made: int
    there: int
    notes: tuple[str, ...]


def make_part(job: Job, part: Share) -> PartSummary:
    """Make a share of the files ready, as far as they are not, and say at last that all of it is. Raises what `build`
    does, and ClusterAway."""
    plan = _planned(job)
    share = [file for file in _files(plan) if part.has(file)]
    with closing(shared_files()) as kept:
        there = kept.names(PART)
        keys = {file: key_of(plan, file) for file in share}
        lacking = [file for file in share if keys[file] not in there]
        made = _made(plan, lacking, job)
        notes = [note for file, each in made if (note := _kept(kept, file, keys[file], each))]
        put_bytes(kept, done_name(plan, part), json.dumps(sorted(keys.values())).encode())
    return PartSummary(len(lacking) - len(notes), len(share) - len(lacking), tuple(notes))


def publish_parts(job: Job) -> Summary:
    """Make the index of what all parts made ready and put it in force. Raises SakuinError where parts are missing, and
    what `build` does."""
    plan = _planned(job)
    with closing(shared_files()) as kept:
        names = kept.names(_run_name(plan))
        if missing := _missing(names):
            raise SakuinError(missing)
        summary = build(replace(job, engine=plan.engine, made=partial(_ready, kept, plan, kept.names(PART))))
        used = {key for name in names for key in json.loads(bytes_of(kept, name) or b"[]")}
        kept.drop(used | names)
    return summary


def _planned(job: Job) -> Plan:
    """What is to be done, by the engine that keeps files."""
    plan = make_plan(job)
    if plan.engine != CLUSTER:
        raise SakuinError(f"parts come together in a cluster; name its engine: --engine {CLUSTER}")
    return plan


def _files(plan: Plan) -> tuple[SourceFile, ...]:
    return (*plan.changes.changed, *plan.changes.new)


# names


def key_of(plan: Plan, file: SourceFile) -> str:
    """What a file is known by among those that are ready."""
    return PART + _sum(identity_of(plan.engine), plan.collection, file.name, file.digest()).hex()


def _run_name(plan: Plan) -> str:
    """What the parts of one run are known by: all must have met the same folder."""
    return f"{DONE}{_sum(identity_of(plan.engine), plan.collection, [[f.name, f.size] for f in _files(plan)]).hex()}/"


def done_name(plan: Plan, part: Share) -> str:
    """What says that a part is ready."""
    return f"{_run_name(plan)}{part.of}/{part.number}"


def _sum(*parts: object) -> bytes:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).digest()


def _missing(names: set[str]) -> str:
    """What is to be said of parts that are not ready; nothing where all of one division are."""
    parts = sorted(tuple(map(int, name.split("/")[-2:])) for name in names)
    there = {of: {number for _, number in rows} for of, rows in groupby(parts, key=itemgetter(0))}
    lacking = {of: sorted(set(range(1, of + 1)) - numbers) for of, numbers in there.items()}
    if any(not numbers for numbers in lacking.values()):
        return ""
    if not lacking:
        return (
            "no part of these documents is ready, or they changed since; on each machine, over the same files, run: "
            f"sakuin index FOLDER --engine {CLUSTER} --part 1/8 (and 2/8, 3/8 …)"
        )
    of, numbers = min(lacking.items(), key=lambda row: len(row[1]))
    listed = ", ".join(f"{number}/{of}" for number in numbers[:MOST_NAMED]) + " …" * (len(numbers) > MOST_NAMED)
    return f"of {of} parts {len(numbers)} are missing; for each run sakuin index FOLDER --part with: {listed}"


MOST_NAMED = 20


# what is ready


def _made(plan: Plan, files: Sequence[SourceFile], job: Job) -> Iterator[tuple[SourceFile, Made]]:
    """What each file comes to; documents are analysed in processes of their own."""
    jobs, collection = job.processes, load(collection_file(job.collection, plan.sources))
    with workers(jobs, collection) as able, ReadingPool(jobs, executor=able.reading) as pool:
        outcomes = pool.map(partial(read_file, pool, plan.sidecars), files)
        for (file, outcome), rows in groupby(_analysed(able, zip(files, outcomes, strict=True)), key=itemgetter(0)):
            found = [each for _, prepared in rows for each in prepared]
            yield (
                file,
                Made(
                    outcome,
                    tuple(each if isinstance(each, Prepared) else None for each in found),
                    tuple(each.reason if isinstance(each, Unprepared) else "" for each in found),
                ),
            )


def _analysed(
    able: Workers, read: Iterator[tuple[SourceFile, Outcome]]
) -> Iterator[tuple[tuple[SourceFile, Outcome], tuple[Prepared | Unprepared, ...]]]:
    work = (
        ((file, outcome), batch.work)
        for file, outcome in read
        for batch in batches(file, (Draft(document, b"", {}) for document in outcome.documents))
    )
    return able.map(prepare_batch, work)


def _kept(kept: SharedFiles, file: SourceFile, key: str, made: Made) -> str:
    """Keep what a file came to; says why not where that cannot be, or this machine is to blame."""
    if not made.outcome.digest:
        return f"{file.name}: {made.outcome.problem}"
    try:
        content = dumped(made)
    except UnicodeEncodeError as error:
        return f"{file.name}: {error}"
    put_bytes(kept, key, content)
    return ""


def _ready(kept: SharedFiles, plan: Plan, there: set[str], file: SourceFile) -> Made | None:
    """What a file came to, if that is ready; threads may ask."""
    key = key_of(plan, file)
    content = bytes_of(kept, key) if key in there else None
    return loaded(content) if content else None
