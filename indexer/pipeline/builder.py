"""Bringing an index up to date with its sources: what has to be done, and the report of what was.

Only what is new, changed or gone is done again, unless the analysis or the engine changed: then everything is. Either
way a run makes a generation of its own, which shares with the one before it what both have.
"""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from indexer.collection import load, parse
from indexer.engines import AUTO, LARGE_ENGINE, MANY, SMALL_ENGINE, engine_module
from indexer.errors import CollectionError, IndexDamaged, LibraryMissing, SakuinError
from indexer.pipeline.compaction import compact, is_in_proportion, write_anew
from indexer.pipeline.former import choice_before, engine_by_size, known_files, said_by
from indexer.pipeline.made import Made, not_made
from indexer.pipeline.manifest import Changes, SourceFile, compare, scan, stamped
from indexer.pipeline.outcome import Summary, kinds_of, problems_of
from indexer.pipeline.run import Outgrown, Progress, Report, Run
from indexer.readers import is_isolated, read
from indexer.readers.sidecars.sidecars import Sidecars, find
from indexer.storage.damage import list_files, told_as_damage
from indexer.storage.document_store import Store
from indexer.storage.generations import begin, publish, sweep
from indexer.storage.index_directory import (
    COLLECTION,
    ENGINE,
    STORE,
    collection_of,
    current_faults,
    current_generation,
    fingerprint,
    reading_version,
)  # fmt: skip
from indexer.storage.locking import writing
from indexer.storage.machine import in_words
from indexer.storage.published import offer
from indexer.storage.records import FileRow
from indexer.storage.store_writer import StoreWriter


def _silent(progress: Progress) -> None:
    """Reports to nobody."""


@dataclass(frozen=True)
class Job:
    """What a run is asked to do. `jobs` 0 takes as many processes as there are processors; `engine` is the name of one,
    AUTO, or empty for what the index was made with. `compact` makes scores exact whatever it costs.
    `follow_links` takes what links lead to outside of the sources; None does what was done before. `made` is what files
    came to elsewhere."""

    sources: tuple[Path, ...]
    directory: Path
    collection: Path | None = None
    jobs: int = 0
    engine: str = ""
    report: Report = _silent
    compact: bool = False
    follow_links: bool | None = None
    made: Callable[[SourceFile], Made | None] = not_made

    @property
    def processes(self) -> int:
        """How many processes it takes."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job comes to: `base` is the generation to go on from, `rebuild` why there is none to go on from, `choice`
    the name of an engine or AUTO, `engine` the one it comes to. `described` says whether the metadata of `base` are
    those of the collection file, `compact` whether its scores lag and shall not, and `follow` what becomes of links."""

    sources: tuple[Path, ...]
    collection: str
    choice: str
    engine: str
    base: Path | None
    rebuild: str
    described: bool
    changes: Changes
    sidecars: Sidecars
    compact: bool = False
    follow: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the index is up to date, to the times of the files."""
        up_to_date = self.described and self.changes.nothing and not self.changes.touched
        return self.base is not None and up_to_date and not self.compact


def build(job: Job) -> Summary:
    """Bring the index up to date with its sources.

    Raises CollectionError, IndexBusy, NotAllowed, or SakuinError for a source that is not there. A file that cannot be
    read is a Problem of the summary and stops nothing.
    """
    started = time.monotonic()
    with in_words(str(job.directory), AS_BEFORE), writing(job.directory):
        try:
            with told_as_damage(current_generation(job.directory)):
                return _brought_up_to_date(job, started)
        except IndexDamaged:  # of which it is marked by now: all is made anew
            return _brought_up_to_date(job, started)


def _brought_up_to_date(job: Job, started: float) -> Summary:
    plan = make_plan(job)
    try:
        generation = plan.base if plan.base is not None and plan.nothing else _generation(plan, job)
    except Outgrown:
        plan = _outgrown(plan, job.directory)
        generation = _generation(plan, job)
    offer(job.directory, plan.engine)
    return _report(plan, generation, started)


AS_BEFORE = "the index is as it was before this run"


def _generation(plan: Plan, job: Job) -> Path:
    """Makes and publishes a generation; what a run that failed has written takes up the disk no longer."""
    try:
        folder = begin(job.directory, plan.base)
        _carry_out(plan, folder, job)
        list_files(folder, plan.base)
        return publish(job.directory, folder)
    except BaseException:
        sweep(job.directory)
        raise


def _outgrown(plan: Plan, directory: Path) -> Plan:
    """The plan of an index for which SMALL_ENGINE is too small."""
    reason = f"more than {MANY:,} passages are work for engine {LARGE_ENGINE}"
    changes = compare(stamped(scan(plan.sources, directory.absolute(), plan.follow), plan.sidecars), {})
    return replace(plan, engine=LARGE_ENGINE, base=None, rebuild=reason, changes=changes)


def make_plan(job: Job) -> Plan:
    """What `build` would do. Raises as `build` does."""
    sources = tuple(_existing(source) for source in job.sources)
    path = collection_file(job.collection, sources)
    load(path)
    collection = path.read_text(encoding="utf-8") if path else ""
    current = current_generation(job.directory)
    choice = job.engine or choice_before(job.directory) or AUTO
    engine = choice if choice != AUTO else engine_by_size(current)
    engine_module(engine)
    rebuild = _why_rebuild(job.directory, identity_of(engine))
    base = None if rebuild else current
    described = base is None or _means_the_same(said_by(base, COLLECTION_KEY), collection)
    known = known_files(base)
    follow = said_by(current, LINKS_KEY) == FOLLOWED if job.follow_links is None else job.follow_links
    files = scan(sources, job.directory.absolute(), follow)
    sidecars = find(file.path for file in files if not file.fault)
    changes = _without_the_unreadable(compare(stamped(files, sidecars), known), known)
    lags = job.compact and base is not None and engine_module(engine).lag(base / ENGINE) > 0
    return Plan(sources, collection, choice, engine, base, rebuild, described, changes, sidecars, lags, follow)


def _means_the_same(before: str, now: str) -> bool:
    """Whether two texts of a collection file differ in nothing that an index depends on."""
    try:
        return before == now or parse(before.encode()).means_as(parse(now.encode()))
    except CollectionError:
        return False


def _without_the_unreadable(changes: Changes, known: Mapping[str, FileRow]) -> Changes:
    """A file whose format needs a package that is still not installed has not changed since the last run."""
    again = {file for file in changes.changed if not known[file.key].hash and _lacks_library(file)}
    changed = tuple(file for file in changes.changed if file not in again)
    return replace(changes, changed=changed, unchanged=changes.unchanged + len(again))


def _lacks_library(file: SourceFile) -> bool:
    if file.fault or is_isolated(file.path):
        return False  # what may bring a process down is tried again where it may
    try:
        read(file.path, file.root)
    except LibraryMissing:
        return True
    except Exception:
        return False
    return False


def is_stale(job: Job) -> bool:
    """Whether `build` would change the index."""
    try:
        with told_as_damage(current_generation(job.directory)):
            return not make_plan(job).nothing
    except IndexDamaged:
        return True


def _existing(source: Path) -> Path:
    if not source.exists():
        raise SakuinError(f"{source} is not there; name a folder of documents or a single file")
    return source.resolve()


def collection_file(named: Path | None, sources: Sequence[Path]) -> Path | None:
    """The collection file; a collection.toml in a source is found by itself. Raises SakuinError for one that is named
    and not there."""
    if named and not named.is_file():
        raise SakuinError(f"{named} is not there; name a collection.toml that is, or leave --collection out")
    paths = [named] if named else [source / COLLECTION for source in sources]
    return next((path for path in paths if path.is_file()), None)


def identity_of(engine: str) -> dict[str, str]:
    """What an index is made of besides its files; where any of it differs, it is made anew."""
    return {
        "the engine": engine,
        "the reading of documents": reading_version(),
        "the analysis or the format of the index": fingerprint(engine),
    }


IDENTITY_KEYS = ("engine", "reading", "fingerprint")
COLLECTION_KEY = "collection"
LINKS_KEY, FOLLOWED = "links", "followed"


def _why_rebuild(directory: Path, identity: dict[str, str]) -> str:
    current = current_generation(directory)
    if found := current_faults(directory):
        return f"the index was damaged: {found[0]}"
    if current is None or not current.is_dir():
        return "there was no index"
    if not (current / STORE).is_dir():
        return "the format of the index changed"
    with Store(current / STORE) as store:
        for key, (name, value) in zip(IDENTITY_KEYS, identity.items(), strict=True):
            if store.meta(key) != value:
                return f"{name} changed"
    return ""


def _carry_out(plan: Plan, folder: Path, job: Job) -> None:
    if plan.collection:
        (folder / COLLECTION).write_text(plan.collection, encoding="utf-8")
    engine, path = engine_module(plan.engine), folder / ENGINE
    writer = partial(engine.open_writer, path)
    with StoreWriter(folder / STORE) as store:
        for key, value in zip(IDENTITY_KEYS, identity_of(plan.engine).values(), strict=True):
            store.set_meta(key, value)
        store.set_meta(COLLECTION_KEY, plan.collection)
        store.set_meta("sources", json.dumps([source.as_posix() for source in plan.sources]))
        store.set_meta("choice", plan.choice)
        store.set_meta(LINKS_KEY, FOLLOWED if plan.follow else "")
        most = MANY if (plan.choice, plan.engine) == (AUTO, SMALL_ENGINE) else 0
        run = Run(store, writer, collection_of(folder), job.processes, job.report, plan.sidecars, most, job.made)
        if plan.changes.nothing and not path.exists():  # of an empty folder, so that it can be asked too
            with writer() as empty:
                empty.commit()
        run.carry_out(plan.changes, plan.described)
        if job.compact:
            compact(engine, path, partial(write_anew, store, writer, path))
        elif is_in_proportion(store.counts()[2], run.written):
            engine.merge(path)
        store.finish()


def _report(plan: Plan, generation: Path, started: float) -> Summary:
    with Store(generation / STORE) as store:
        rows = store.files()
        _, documents, passages = store.counts()
    problems = problems_of(rows.values())
    changes = plan.changes
    return Summary(
        len(changes.new), len(changes.changed), len(changes.gone), changes.unchanged + len(changes.touched),
        documents, passages, problems, plan.rebuild, not plan.described, time.monotonic() - started, generation.name,
        kinds_of(rows.values()), engine_module(plan.engine).lag(generation / ENGINE),
    )  # fmt: skip
