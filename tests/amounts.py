"""How much is tried: what a run of all tests has time for or, with SAKUIN_WHOLE=1, all that a release is held to."""

import os

WHOLE = os.environ.get("SAKUIN_WHOLE") == "1"


def tried(soon: int, whole: int) -> int:
    """How many are tried of what is drawn by lot; the first `soon` are the same in both."""
    return whole if WHOLE else soon
