"""What people can still do while a part is gone, and that nothing is forgotten when it is back."""

import os
import signal
from datetime import timedelta

import pytest

from tests.resilience.calls import BREACHED, ago, opened, recorded
from tests.resilience.crew import HEAD_OF_SERVICE, MANAGERS, PRACTICE_MANAGER, RECORDERS
from tests.resilience.house import descendants
from tests.resilience.reading import notices_of, shown
from tests.resilience.scale import FULL
from tests.waiting import wait_for

MINUTE = timedelta(minutes=1)
A_SWEEP, LATE, TO_BE_LATE = 60, timedelta(seconds=90), 150
BREACH = "contact_decision breached"
POLL = {"HX-Request": "true", "X-Poll": "1"}
LEAKS = ("Traceback", "psycopg", "OperationalError", "DATABASE", "/site-packages/", "Exception")


@pytest.fixture
def cleo(desks):
    return desks[RECORDERS[0]]


@pytest.fixture
def amir(desks):
    return desks[MANAGERS[0]]


@pytest.fixture(autouse=True)
def _whole_again(house):
    """Every test leaves the house as it found it."""
    yield
    house.at_work()


def breaches(desk, reference) -> int:
    """How often this user was told that this contact's decision is late."""
    return [(told.reference, told.name) for told in notices_of(desk)].count((reference, BREACH))


def the_sweep_becomes_late(house) -> None:
    """No sweep has been seen for 90 seconds. At full volume they are waited for."""
    if not FULL:
        house.ask("UPDATE audit_heartbeat SET beat_at = beat_at - %s WHERE loop = 'sweep'", LATE)
    late = "SELECT beat_at < now() - %s FROM audit_heartbeat WHERE loop = 'sweep'"
    wait_for(lambda: house.ask(late, LATE) == [(True,)], TO_BE_LATE)


def test_with_no_worker_the_tray_shows_what_is_breached_and_a_poll_tells_everybody(house, desks, cleo, amir, say):
    pat = desks[PRACTICE_MANAGER]
    house.go_round("sweep")
    with house.without("worker"):
        reference = recorded(cleo, "Breached, and no worker there", ago(BREACHED + MINUTE))
        clock = amir.page("/tray/duty/").first(f"#row-{reference} [data-deadline]")
        assert (clock["data-deadline"], clock["data-status"]) == ("contact_decision", "breached")
        the_sweep_becomes_late(house)
        answers = [amir.get("/tray/duty/?poll=1", **POLL) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200] * 3
        assert (breaches(pat, reference), breaches(amir, reference)) == (1, 1)
        assert breaches(desks[HEAD_OF_SERVICE], reference) == 0
    house.recover()
    assert (breaches(pat, reference), breaches(amir, reference)) == (1, 1)
    say("No worker: the tray showed the breach at once; three polls and the worker after them told of it once")


def test_when_redis_is_back_what_fell_due_meanwhile_is_told_with_its_true_time(house, desks, cleo, say):
    received = ago(BREACHED + 90 * MINUTE)
    with house.without("valkey"):
        reference = recorded(cleo, "Breached while Redis was gone", received)
    for _ in range(2):
        house.recover()
        assert breaches(desks[PRACTICE_MANAGER], reference) == 1
    assert shown(cleo, reference).due == received + BREACHED
    say("Redis back: what was breached 90 minutes before was told once, with the time at which it was due")


def test_with_postgresql_gone_pages_say_so_in_plain_words_and_go_on_when_it_is_back(house, cleo, amir, say):
    reference = recorded(cleo, "Open when the database went")
    form, processes = opened(amir, reference, "decide_referral"), descendants(house.pid("web"))
    with house.without("postgres", signum=signal.SIGINT):
        addresses = ("/sign-in/", "/tray/duty/", "/notices/", f"/contacts/{reference}/", "/contacts/new/")
        for answer in [form.send(), *(amir.get(address) for address in addresses)]:
            text = answer.content.decode()
            assert answer.status_code in (500, 503)
            assert "Something went wrong here" in text
            assert [leak for leak in LEAKS if leak in text] == []
        assert amir.get("/health/live").status_code == 200
        assert house.health()[0] == 503
    wait_for(house.whole, A_SWEEP)
    wait_for(lambda: house.health()[1].get("status") in ("ok", "late"), A_SWEEP)
    assert form.send().done
    assert shown(amir, reference).decisions == [("decide_referral", amir.username)]
    assert descendants(house.pid("web")) == processes
    say(f"PostgreSQL gone: {len(addresses) + 1} pages said so without a trace; the same processes went on afterwards")


def test_a_mail_server_that_hangs_holds_up_no_clock(house, sink, desks, cleo, amir, say):
    sink.holding = True
    try:
        for text in ("First mail", "More mail"):
            before = sink.held
            assert opened(amir, recorded(cleo, text), "flag_urgent").send().done
            wait_for(lambda before=before: sink.held > before, A_SWEEP)
        reference = recorded(cleo, "Breached while the mail hangs", ago(BREACHED + MINUTE))
        house.go_round("sweep")
        assert breaches(desks[PRACTICE_MANAGER], reference) == 1
        assert not any(reference in mail.body for mail in sink.mails)
    finally:
        sink.holding = False
    if not FULL:  # the time until the next try goes by
        house.ask("UPDATE correspondence_outbox SET next_at = now() WHERE next_at IS NOT NULL")
    wait_for(lambda: any(reference in mail.body for mail in sink.mails), 420)
    say("The mail server hung: a breach was told of meanwhile, and mailed when it answered again")


def test_a_hanging_redis_is_no_different(house, cleo, amir):
    pid = house.pid("valkey")
    os.kill(pid, signal.SIGSTOP)
    try:
        reference = recorded(cleo, "Recorded while Redis hangs")
        assert opened(amir, reference, "decide_referral").send().done
        assert amir.get("/tray/duty/").status_code == 200
    finally:
        os.kill(pid, signal.SIGCONT)
    assert shown(amir, reference).decisions == [("decide_referral", amir.username)]
