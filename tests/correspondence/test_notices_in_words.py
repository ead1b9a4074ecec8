"""The page of notices says more than the notice: what it is about, and what has become of it since.

Only to whoever may see it now; the notice itself, and its e-mail, carry the reference and no name.
"""

from datetime import timedelta

import pytest
import time_machine

from correspondence.models import Notice, Outbox
from correspondence.notices import Telling, tell
from deadlines.services import sweep
from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do, draft
from tests.factories.people import staff_relation
from tests.workflow.seeing import MONDAY, london

pytestmark = pytest.mark.django_db
BREACHED = london("2014-07-08 08:05")
"""Five minutes after the decision on what was received at 08:00 the day before was due."""


@pytest.fixture
def clock():
    """The clock, standing at `MONDAY` until it is moved."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reads(clock):
    """The page of notices as a user reads it at a moment."""

    def page(user, now=MONDAY) -> Page:
        clock.move_to(now)
        return Page(signed_in(user).get("/notices/"), "/notices/")

    return page


def lines(page, which="li.notice") -> list[str]:
    """What each entry says at once, and below it what has become of it."""
    return [
        " | ".join(
            part.get_text(" ", strip=True) for part in entry.select(".notice__text:not(.notice__words), .notice__since")
        )
        for entry in page.all(which)
    ]


@pytest.fixture
def breached(cast, clock):
    """A contact whose decision has been breached, of which the duty managers were told."""
    contact = contact_at("awaiting_decision", cast, MONDAY)
    sweep(BREACHED)
    return contact


def test_a_breach_says_whose_decision_it_is_and_that_it_still_waits(cast, breached, reads):
    assert lines(reads(cast.dana, BREACHED)) == [
        f"New Breached: decision for Ava Hall (6), received yesterday 08:00, {breached.reference}"
        " | Still in the duty tray"
    ]


def test_once_it_is_decided_it_says_what_by_whom_and_when_and_is_settled(cast, breached, reads):
    do(breached, "decide_no_further_action", cast.pat, london("2014-07-08 10:12"), rationale="The school helps")
    page = reads(cast.dana, london("2014-07-08 11:00"))
    assert lines(page, "li.notice--settled") == [
        f"New Breached: decision for Ava Hall (6), received yesterday 08:00, {breached.reference}"
        " | Settled No further action decided by Pat, today 10:12"
    ]
    assert not page.all("li.notice--breached")


def test_the_open_ones_stand_before_the_settled_ones(cast, clock, reads):
    first, second = (contact_at("with_worker", cast, MONDAY) for _ in range(2))
    do(second, "return_to_tray", cast.sam, MONDAY + timedelta(minutes=5), note="Nobody answers")
    page = reads(cast.sam, MONDAY + timedelta(minutes=10))
    assert [entry["data-about"] for entry in page.all("li.notice")] == [first.reference, second.reference]
    assert [heading.get_text() for heading in page.all(".group__title")] == ["Still open (1)", "Settled since (1)"]


def test_what_was_assigned_says_what_is_asked_and_whose_it_is(cast, clock, reads):
    contact = contact_at("with_worker", cast, MONDAY)
    page = reads(cast.sam)
    assert lines(page) == [
        f"New Assigned to Sam by Dana: Ava Hall (6), received today 08:00, {contact.reference} | Still with you"
    ]
    assert page.first(".notice__words").get_text(" ", strip=True) == "Task: Ring the school"


def test_what_is_no_longer_theirs_says_where_it_went(cast, clock, reads):
    contact = contact_at("with_worker", cast, MONDAY)
    contact = do(contact, "return_to_tray", cast.dana, MONDAY + timedelta(minutes=5), note="Sam is ill")
    do(contact, "assign", cast.dana, MONDAY + timedelta(minutes=6), worker="sue", task="Ring the school")
    assert lines(reads(cast.sam, MONDAY + timedelta(minutes=10)))[0].endswith(
        "| Settled Assigned to Sue by Dana, today 09:06; now with Sue"
    )


def test_a_clock_that_was_set_again_is_breached_no_more(cast, breached, reads):
    at = london("2014-07-08 08:30")
    recorded = breached.created_at
    do(breached, "correct_receipt", cast.dana, at, received=recorded, reason="It came at nine")
    assert lines(reads(cast.dana, at))[0].endswith("| Settled The time was set again: due today 09:00")


def test_an_urgent_flag_stays_open_until_the_contact_is_closed(cast, clock, reads):
    contact = contact_at("with_worker", cast, MONDAY)
    do(contact, "flag_urgent", cast.cleo, MONDAY, reason="A disclosed injury")
    assert lines(reads(cast.dev)) == [
        f"New Flagged as urgent by Cleo: Ava Hall (6), received today 08:00, {contact.reference} | Still with Sam"
    ]


def test_several_children_are_counted(cast, clock, reads):
    contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
    do(contact, "flag_urgent", cast.cleo, MONDAY, reason="A disclosed injury")
    assert "Ava Hall (6) and 1 other child, received" in lines(reads(cast.dev))[0]


def test_a_notice_of_something_unknown_says_what_it_said_and_about_whom(cast, clock, reads):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    tell(
        [Telling(contact, "rang", "rang 1", f"Somebody rang about {contact.reference}.", people=(cast.sam.pk,))], MONDAY
    )
    assert lines(reads(cast.sam)) == [
        f"New Somebody rang about {contact.reference}. Ava Hall (6) | Still in the duty tray"
    ]


def test_who_may_not_see_it_now_reads_nothing_of_it(cast, breached, reads):
    staff_relation(cast.dana, breached.children.get().person, MONDAY)
    page = reads(cast.dana, BREACHED)
    assert lines(page) == []
    assert "Hall" not in page.text
    assert breached.reference not in page.text


def test_what_is_kept_and_mailed_names_nobody(breached):
    kept = [*Notice.about(breached).values(), *Outbox.about(breached).values()]
    assert kept
    assert "Ava" not in str(kept)
    assert "Hall" not in str(kept)


def test_what_ended_the_clock_is_said_and_not_what_came_after(cast, breached, reads):
    at = london("2014-07-08 10:12")
    advised = do(breached, "decide_advice", cast.pat, at, worker="sue", rationale="They ask for information")
    do(advised, "complete_advice", cast.sue, at + timedelta(minutes=30), advice_given="Where to find a place")
    assert lines(reads(cast.dana, london("2014-07-08 11:00")))[0].endswith(
        "| Settled Advice and information decided and given to Sue by Pat, today 10:12; now in the duty tray"
    )
