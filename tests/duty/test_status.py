"""The status line says how the duty tray stands, and each part of it opens its rows."""

from datetime import timedelta

import pytest

from contacts.models import Contact
from tests.duty.conftest import MONDAY
from tests.duty.test_tray import rows
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do, draft

S = Contact.State
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


def part(page, slug):
    """A part of the status line, in words."""
    return " ".join(page.first(f'[data-part="{slug}"]').get_text().split())


def behind(reads, user, page, slug):
    """The rows that a part of the status line opens."""
    return rows(reads(user, page.first(f'[data-part="{slug}"] a')["href"]))


def awaiting(cast, received):
    """A contact in the duty tray, received at that moment."""
    return contact_at(S.AWAITING_DECISION, cast, received=received)


def test_it_counts_what_is_open_urgent_and_breached(cast, reads, clock):
    first = awaiting(cast, MONDAY - HOUR)
    urgent = do(awaiting(cast, MONDAY), "flag_urgent", cast.cleo, reason="A disclosed injury")
    clock.move_to(MONDAY + 23 * HOUR + 19 * MINUTE)
    page = reads(cast.dana, "/tray/duty/")
    assert [part(page, slug) for slug in ("open", "urgent", "breached", "next")] == [
        "2 open", "1 urgent", "1 breached", "41 min until the next is due",
    ]  # fmt: skip
    assert behind(reads, cast.dana, page, "urgent") == [urgent.reference]
    assert behind(reads, cast.dana, page, "breached") == [first.reference]
    assert behind(reads, cast.dana, page, "next") == [urgent.reference]


def test_it_says_what_no_manager_has_read_and_for_how_long(cast, reads, clock):
    read, unread = awaiting(cast, MONDAY - HOUR), awaiting(cast, MONDAY - HOUR)
    reads(cast.emma, read.get_absolute_url())
    reads(cast.sam, unread.get_absolute_url())
    clock.move_to(MONDAY + 47 * MINUTE)
    page = reads(cast.dana, "/tray/duty/")
    assert part(page, "unread") == "1 unread by a manager, oldest 47 min"
    assert behind(reads, cast.dana, page, "unread") == [unread.reference]


def test_what_somebody_else_changed_is_unread_again_and_what_a_manager_changed_is_not(cast, reads, clock):
    added, prioritised = awaiting(cast, MONDAY - HOUR), awaiting(cast, MONDAY - HOUR)
    for contact in (added, prioritised):
        reads(cast.dana, contact.get_absolute_url())
    clock.move_to(MONDAY + HOUR)
    do(added, "add_information", cast.cleo, note="The school rang again")
    do(prioritised, "prioritise", cast.dana, priority="assessment")
    page = reads(cast.dana, "/tray/duty/")
    assert behind(reads, cast.dana, page, "unread") == [added.reference]


def test_it_says_what_is_out_with_workers_and_what_is_drafted(cast, reads, clock):
    out = contact_at(S.WITH_WORKER, cast)
    drafted = draft(cast.cleo)
    clock.move_to(MONDAY + HOUR)
    later = draft(cast.dana)
    page = reads(cast.dana, "/tray/duty/")
    assert part(page, "out") == "1 out with workers"
    assert part(page, "drafts") == "2 drafts not submitted, oldest 2 h, Cleo"
    assert behind(reads, cast.dana, page, "out") == [out.reference]
    assert behind(reads, cast.dana, page, "drafts") == [drafted.reference, later.reference]


def test_it_says_what_left_the_tray_today_and_has_not_come_back(cast, reads, clock):
    yesterday = awaiting(cast, MONDAY)
    do(yesterday, "assign", cast.dana, worker="sam", task="Ring the school")
    clock.move_to(MONDAY + 24 * HOUR)
    decided, assigned, back = (awaiting(cast, MONDAY + 23 * HOUR) for _ in range(3))
    do(decided, "decide_no_further_action", cast.dana, rationale="The school supports the family")
    clock.move_to(MONDAY + 25 * HOUR)
    do(assigned, "assign", cast.dana, worker="sam", task="Ring the school")
    back = do(back, "assign", cast.dana, worker="sam", task="Ring the school")
    do(back, "return_to_tray", cast.sam, note="Nobody answers")
    page = reads(cast.dana, "/tray/duty/")
    assert part(page, "passed") == "2 passed on today"
    assert behind(reads, cast.dana, page, "passed") == [assigned.reference, decided.reference]
    shown = reads(cast.dana, "/tray/duty/?show=passed").first("#tray-rows").get_text(" ")
    assert "No further action" in shown
    assert "Sam" in shown


def test_it_foretells_at_todays_pace_what_will_be_breached_by_the_close(cast, reads, clock):
    done = awaiting(cast, MONDAY - HOUR)
    due_at_three = [awaiting(cast, MONDAY - 19 * HOUR) for _ in range(6)]
    do(done, "decide_no_further_action", cast.dana, rationale="The school supports the family")
    page = reads(cast.dana, "/tray/duty/")
    assert part(page, "breaching") == "1 will breach by 17:00 at today's pace"
    assert behind(reads, cast.dana, page, "breaching") == [due_at_three[-1].reference]


def test_before_anything_is_passed_on_it_says_what_falls_due_by_the_close(cast, reads):
    awaiting(cast, MONDAY - 19 * HOUR)
    awaiting(cast, MONDAY - HOUR)
    assert part(reads(cast.dana, "/tray/duty/"), "breaching") == "1 due by 17:00"


def test_where_there_is_nothing_it_says_so_in_words(cast, reads):
    page = reads(cast.dana, "/tray/duty/")
    slugs = ("open", "urgent", "next", "breaching", "unread", "out", "drafts", "passed")
    assert [part(page, slug) for slug in slugs] == [
        "0 open", "None urgent", "Nothing is due", "None due by 17:00", "None unread by a manager",
        "None out with workers", "No drafts", "None passed on today",
    ]  # fmt: skip
    assert [behind(reads, cast.dana, page, slug) for slug in slugs] == [[]] * len(slugs)


def test_one_draft_is_not_said_as_if_there_were_several(cast, reads):
    draft(cast.cleo)
    assert part(reads(cast.dana, "/tray/duty/"), "drafts") == "1 draft not submitted, oldest 1 h, Cleo"


def test_other_trays_have_no_status_line(cast):
    assert b"tray-status" not in signed_in(cast.dana).get("/tray/intake/").content
