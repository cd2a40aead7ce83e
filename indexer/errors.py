"""Every error Sakuin raises, drawn as one tree; each knows its exit code and its HTTP status.

SakuinError
├── ReadError               one file could not be read; the run goes on without it
├── CollectionError         collection.toml says something that cannot be meant
├── NothingRead             a folder without a single document that can be read
├── Interrupted             Ctrl-C ended a run
├── IndexMissing            there is no index where one was asked for
├── IndexOutdated           the index was made by another analyser or format
├── IndexDamaged            files of the index are not as they were written
├── DictionaryDamaged       the bilingual dictionary is not as it was written
├── ClusterAway             the cluster of engine opensearch does not answer, or only in part
├── IndexBusy               another run is writing to the index
├── NotAllowed              the disk is full, or the rights to read or write are missing
├── NotFound                no such passage or document
├── TooMuch                 an export of more hits than the settings allow
├── UnknownHost             a server is asked by a name that is not its own
├── Refused                 a desk is asked by somebody else than its owner
├── DeskMistake             what was asked of a desk cannot be meant, or cannot be done
├── ServerEnding            a server takes no more requests
└── LibraryMissing          a reader or an engine needs a package that is not installed
"""

from collections.abc import Mapping, Sequence


class SakuinError(Exception):
    """The root: its message says what, where, and what to do next."""

    exit_code = 2
    http_status = 500


class ReadError(SakuinError):
    """A file that cannot be read, or holds nothing to read."""


class CollectionError(SakuinError):
    """A mistake in collection.toml; the message names the line and the key."""


class NothingRead(SakuinError):
    """An index was made and nothing is in it."""

    exit_code = 1


class Interrupted(SakuinError):
    """A run was interrupted; the index is as it was before. The exit code is that of shells."""

    exit_code = 130


class SettingError(SakuinError):
    """A setting in the environment that is not of its kind or out of its bounds."""


class IndexMissing(SakuinError):
    """No index stands in the index directory."""

    http_status = 503


class IndexOutdated(SakuinError):
    """The index was made by another version of the analysis; it must be rebuilt."""

    http_status = 503


class IndexDamaged(SakuinError):
    """Files of the index are gone or not as they were written; it must be made anew. The message names them."""

    http_status = 503


class DictionaryDamaged(SakuinError):
    """The file of the bilingual dictionary cannot be read; searches do without it until it is made anew."""

    http_status = 503


class ClusterAway(SakuinError):
    """The cluster that keeps the index does not answer, or not with all that it has; it may by itself later."""

    http_status = 503


class IndexBusy(SakuinError):
    """Another process is writing to this index."""


class NotAllowed(SakuinError):
    """The disk or the rights do not allow what has to be read or written."""

    http_status = 503


class NotFound(SakuinError):
    """No passage, document or facet has this id: `what` there is none of, `asked` for which id; `near` are ids much
    like it."""

    exit_code = 1
    http_status = 404

    def __init__(self, message: str, what: str = "", asked: str = "", near: Sequence[str] = ()) -> None:
        super().__init__(f"{message}; near it: {', '.join(near)}" if near else message)
        self.what = what
        self.asked = asked
        self.near = tuple(near)


class TooMuch(SakuinError):
    """More is asked for in one go than the settings allow."""

    http_status = 413


class UnknownHost(SakuinError):
    """A request names another server than this."""

    http_status = 400


class Refused(SakuinError):
    """A desk is asked from elsewhere, without its token, or by a page that is not its own."""

    http_status = 403


class DeskMistake(SakuinError):
    """What was asked of a desk cannot be meant, or not be done now; the message says what to do instead."""

    http_status = 400


class ServerEnding(SakuinError):
    """The server was told to end, and only ends what it was answering."""

    http_status = 503


class LibraryMissing(SakuinError):
    """A package that this format or engine needs is not installed."""


REASONS: Mapping[type[Exception], str] = {
    MemoryError: "reading it took more memory than it may have; split it, or save it in another format",
    RecursionError: "its parts lie too deep within one another; flatten them, or save it in another format",
}
"""Errors that any library may raise over a file -> what is meant."""

LONGEST = 200
"""So much is shown of what a library says; it may quote the file."""


def why(error: Exception) -> str:
    """Why one file, or a part of it, could not be taken in: whatever goes wrong in one file stays in that file."""
    if isinstance(error, SakuinError):
        return str(error)
    known = next((words for kind, words in REASONS.items() if isinstance(error, kind)), "")
    said = f"{type(error).__name__}: {error}"[:LONGEST]
    return known or f"it could not be understood ({said}); save it anew, or in another format"
