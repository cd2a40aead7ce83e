"""What was worked out for a question is kept for the next page, a few questions long and no longer than the library."""

import gc
import weakref

from search_app.views.recent import Recent


class Owner:
    """Something that what is kept belongs to."""


def test_what_was_made_is_not_made_again_until_it_is_forgotten() -> None:
    recent, owner, made = Recent[str](most=2), Owner(), list[str]()

    def ask(key: str) -> str:
        return recent.get(owner, key, lambda: made.append(key) or key.upper())  # type: ignore[func-returns-value]

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


def test_each_owner_has_its_own() -> None:
    recent, owners = Recent[int](most=2), (Owner(), Owner())
    assert [recent.get(owner, "", lambda n=n: n) for n, owner in enumerate(owners)] == [0, 1]  # type: ignore[misc]


def test_what_was_made_goes_with_its_owner() -> None:
    recent, owner = Recent[Owner](most=2), Owner()
    kept = weakref.ref(recent.get(owner, "", Owner))
    assert kept() is not None
    del owner
    gc.collect()
    assert kept() is None
