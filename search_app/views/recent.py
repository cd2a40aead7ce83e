"""What was worked out for the last few questions, kept for the page of it that is asked for next."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


class Recent(Generic[T]):
    """The last `most` things that were made for each owner; they go when the owner goes, or sooner. Threads may ask at
    once: two that ask first both make the same."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: WeakKeyDictionary[object, OrderedDict[Hashable, T]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, owner: object, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key, or is made now. It must not refer to its owner."""
        with self._lock:
            kept = self._kept.setdefault(owner, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > self._most:
                kept.popitem(last=False)
        return made
