"""What is prepared together: the documents of a file that a run has to put, in portions of a second or two of work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from indexer.document import Document
from indexer.pipeline.entries import Prepared, Unprepared
from indexer.pipeline.manifest import SourceFile

BATCH_CHARACTERS = 200_000
"""How much text one worker takes at a time: a second or two of work."""

Work = tuple[tuple[Document, frozenset[bytes]], ...]
"""What a worker needs of a batch: documents, each with the keys of its places that stand by now."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read, its digest, and the keys of the places in which its passages stand by now, with these
    (see `standing`)."""

    document: Document
    digest: bytes
    standing: Mapping[bytes, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Drafts of a file that are prepared together, and how many of its bytes they stand for; `made` has what some of
    its documents, by id, came to elsewhere."""

    file: SourceFile
    size: int
    drafts: tuple[Draft, ...]
    made: Mapping[str, Prepared | Unprepared] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """What a worker needs of it."""
        return tuple((draft.document, frozenset(draft.standing)) for draft in self.drafts if self._is_open(draft))

    def all_made(self, prepared: Iterable[Prepared | Unprepared]) -> Iterator[Prepared | Unprepared]:
        """What each draft came to, where a worker gave what was asked of it."""
        rest = iter(prepared)
        for draft in self.drafts:
            yield next(rest) if self._is_open(draft) else self.made[draft.document.id]

    def _is_open(self, draft: Draft) -> bool:
        """Of a document that stood here before only some places are made anew, so it is no work for elsewhere."""
        return bool(draft.standing) or draft.document.id not in self.made


def batches(
    file: SourceFile, drafts: Iterable[Draft], made: Mapping[str, Prepared | Unprepared] | None = None
) -> Iterator[Batch]:
    """The drafts of a file in batches, at least one, which share its size between them."""
    found = list(_portions(drafts)) or [()]
    for share, portion in zip(_shares(file.size, len(found)), found, strict=True):
        yield Batch(file, share, portion, made or {})


def _portions(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, ...]]:
    """Drafts in groups of about BATCH_CHARACTERS."""
    portion: list[Draft] = []
    size = 0
    for draft in drafts:
        portion.append(draft)
        size += characters(draft.document)
        if size >= BATCH_CHARACTERS:
            yield tuple(portion)
            portion, size = [], 0
    if portion:
        yield tuple(portion)


def characters(document: Document) -> int:
    """How much text a document has."""
    return sum(len(block.text) for block in document.blocks)


def _shares(size: int, parts: int) -> Iterator[int]:
    """A size in so many parts as equal as whole numbers can be; together they are the size."""
    return (size * (number + 1) // parts - size * number // parts for number in range(parts))
