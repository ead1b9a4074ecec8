"""How much of it: a twentieth beside the other tests, all of it for `make chaos`."""

import os

FULL = os.environ.get("CHAOS_SCALE") == "full"


def volume(full: int, twentieth: int) -> int:
    """How many, at the volume of this run."""
    return full if FULL else twentieth
