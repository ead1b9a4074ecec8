"""What is killed: every process that `make run` starts, and the ones that those have forked."""

import os
import signal
from collections.abc import Callable, Sequence

from stack.state import alive
from tests.resilience.gates import Held, ask
from tests.resilience.house import TO_RECOVER, TO_STOP, House, descendants
from tests.waiting import wait_for

OURS = "SELECT pid FROM pg_stat_activity WHERE usename = 'frontdoor_app' AND pid <> pg_backend_pid()"


def part(name: str) -> Callable:
    """A part of the stack, as the supervisor started it."""
    return lambda house, held: {house.pid(name)}


def forked_by(name: str) -> Callable:
    """All that a part has forked, and not the part itself."""
    return lambda house, held: wait_for(lambda: descendants(house.pid(name)), TO_RECOVER)


def database_session(house: House, held: Sequence[Held]) -> set[int]:
    """The session that is in flight, or any: the server ends all others and recovers."""
    if held:
        return {held[0].pid}
    return wait_for(lambda: _sessions(house), TO_RECOVER)


def _sessions(house):
    with ask(house.cluster) as cursor:
        cursor.execute(OURS)
        return {pid for (pid,) in cursor.fetchall()[:1]}


TARGETS = {
    "web": part("web"),
    "web processes": forked_by("web"),
    "worker": part("worker"),
    "pool processes": forked_by("worker"),
    "beat": part("beat"),
    "valkey": part("valkey"),
    "postgres": part("postgres"),
    "database session": database_session,
}
SUPERVISOR = "supervisor"


def kill(house: House, name: str, held: Sequence[Held] = ()) -> None:
    """SIGKILL, and wait until it is gone; a killed supervisor must take all with it."""
    if name == SUPERVISOR:
        return kill_supervisor(house)
    victims = TARGETS[name](house, held)
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    return wait_for(lambda: not any(alive(pid) for pid in victims), TO_STOP)


def kill_supervisor(house: House) -> None:
    """SIGKILL to the supervisor: not one process of the house is left."""
    left = descendants(house.process.pid)
    assert {house.pid(name) for name in ("web", "worker", "beat", "valkey", "postgres")} <= left
    house.process.kill()
    house.process.wait()
    wait_for(lambda: not any(alive(pid) for pid in left), TO_STOP)
