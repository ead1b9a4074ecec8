"""No page ever needs Redis: none asks it for anything, and none is slower when it is gone."""

from itertools import chain
from time import perf_counter

import pytest
import redis

from tests.resilience.calls import opened, recorded
from tests.resilience.crew import MANAGERS, RECORDERS
from tests.resilience.scale import volume
from tests.waiting import wait_for

TO_BE_QUIET = 60
ROUNDS, IN_EACH = volume(full=10, twentieth=3), volume(full=20, twentieth=4)
AS_FAST = 1.5
"""The quickest of many within this ratio are as fast as before. The machine is shared with other tests, which make
some slower and none quicker."""
PAGES = ("/", "/tray/duty/", "/tray/duty/?poll=1", "/my-work/", "/notices/", "/contacts/new/", "/health/ready")


@pytest.fixture
def people(desks):
    """Who records, and who decides."""
    return desks[RECORDERS[0]], desks[MANAGERS[0]]


def one_contact(people, text: str) -> float:
    """Record it, open it and decide it; how many seconds that took."""
    recorder, manager = people
    began = perf_counter()
    reference = recorded(recorder, text)
    assert manager.get(f"/contacts/{reference}/").status_code == 200
    assert opened(manager, reference, "decide_no_further_action").send().done
    return perf_counter() - began


def test_recording_and_deciding_is_as_fast_with_redis_stopped(house, people, say):
    there, gone = [], []
    one_contact(people, "The first is always slower")
    for number in range(ROUNDS):
        there.append([one_contact(people, f"Redis is there {number}") for _ in range(IN_EACH)])
        with house.without("valkey"):
            assert not house.broker.answers()
            gone.append([one_contact(people, f"Redis is gone {number}") for _ in range(IN_EACH)])
        house.at_work()
    before, without = min(chain(*there)), min(chain(*gone))
    ratio = without / before
    say(f"{ROUNDS} x {IN_EACH} contacts recorded and decided, the quickest in {before * 1000:.0f} ms with Redis")
    say(f"and {without * 1000:.0f} ms with Redis stopped, ratio {ratio:.2f}")
    assert ratio <= AS_FAST


def quiet(client) -> dict[str, int]:
    """What Redis has counted, once our own question is all that it counts between two looks."""
    last = client.info("stats")

    def nobody_else():
        nonlocal last
        before, last = last, client.info("stats")
        asked = last["total_commands_processed"] - before["total_commands_processed"]
        return asked == 1 and last["total_connections_received"] == before["total_connections_received"]

    wait_for(nobody_else, TO_BE_QUIET)
    return last


def test_no_page_asks_redis_for_anything(house, people):
    """With nobody left but the web processes, Redis counts no connection and no command but our own question."""
    recorder, manager = people
    with house.without("worker", "beat"):
        client = redis.Redis(unix_socket_path=str(house.broker.socket))
        before = quiet(client)
        for _ in range(IN_EACH):
            one_contact(people, "Is Redis asked?")
        statuses = {page: desk.get(page).status_code for desk in (recorder, manager) for page in PAGES}
        after = client.info("stats")
        client.close()
    assert set(statuses.values()) <= {200, 503}, statuses
    assert after["total_connections_received"] == before["total_connections_received"]
    assert after["total_commands_processed"] == before["total_commands_processed"] + 1
    house.at_work()
