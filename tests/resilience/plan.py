"""Which process is killed when. More than half of the kills meet a request, a batch or a mail in flight."""

from tests.resilience.gates import DRAFT, REQUEST, SWEEP
from tests.resilience.scale import FULL
from tests.resilience.targets import SUPERVISOR

COMMITTED = "committed "
MAIL, LOOSE, AGAIN = "mail", "loose", "again"
IN_REQUEST, IN_DRAFT, IN_SWEEP = REQUEST, DRAFT, SWEEP
AFTER_REQUEST, AFTER_DRAFT, AFTER_SWEEP = COMMITTED + REQUEST, COMMITTED + DRAFT, COMMITTED + SWEEP
"""In its middle; and after its commit, before anybody was told."""

ALL = {
    "web": (IN_REQUEST, AFTER_REQUEST, AFTER_DRAFT, LOOSE, AGAIN),
    "worker": (IN_SWEEP, AFTER_SWEEP, MAIL, LOOSE, AGAIN),
    SUPERVISOR: (IN_REQUEST, AFTER_REQUEST, IN_SWEEP, AFTER_SWEEP, MAIL, AFTER_DRAFT, LOOSE),
    "postgres": (IN_REQUEST, AFTER_REQUEST, IN_SWEEP, AFTER_SWEEP, LOOSE, AGAIN),
    "valkey": (IN_SWEEP, AFTER_SWEEP, LOOSE, AGAIN),
    "beat": (IN_SWEEP, AFTER_SWEEP, LOOSE, AGAIN),
    "web processes": (IN_DRAFT, AFTER_REQUEST, LOOSE),
    "pool processes": (IN_SWEEP, AFTER_SWEEP, MAIL),
    "database session": (IN_REQUEST, IN_SWEEP, AFTER_DRAFT),
}
FEW = (("web", AFTER_DRAFT), ("worker", IN_SWEEP), (SUPERVISOR, IN_REQUEST))


def plan() -> list[tuple[str, str]]:
    """The kills of this run, so mixed that each part is hit early and late."""
    if not FULL:
        return list(FEW)
    longest = max(map(len, ALL.values()))
    return [(target, ways[turn]) for turn in range(longest) for target, ways in ALL.items() if turn < len(ways)]
