"""A tray shows what lies in it, in its order, to whom it may, and is right with no worker running."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact
from correspondence.models import Notice
from deadlines.models import Deadline
from directory.roles import DUTY_SIDE, Role
from duty import tray_page
from tests.duty.conftest import MONDAY
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, bare_draft, contact_at, do, draft
from tests.factories.directory import team

S = Contact.State
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def rows(page) -> list[str]:
    """The references in a tray, from top to bottom."""
    return [row["data-reference"] for row in page.all("tr[data-reference]")]


def row_of(page, contact):
    """The row of a contact, in words."""
    return " ".join(page.first(f'tr[data-reference="{contact.reference}"]').get_text(" ").split())


def awaiting(cast, received, **said):
    """A contact in the duty tray, received at that moment."""
    return contact_at(S.AWAITING_DECISION, cast, received=received, **said)


def test_the_nearest_deadline_stands_first_and_urgent_ones_before_all(cast, reads):
    later = awaiting(cast, MONDAY - HOUR)
    sooner = awaiting(cast, MONDAY - 3 * HOUR)
    urgent = do(awaiting(cast, MONDAY), "flag_urgent", cast.cleo, reason="A disclosed injury")
    assert rows(reads(cast.dana, "/tray/duty/")) == [urgent.reference, sooner.reference, later.reference]


def test_a_row_says_what_a_manager_needs_to_know(cast, reads):
    contact = awaiting(cast, MONDAY - HOUR, children=[AVA, BEN], concerns="Seen with a bruise on the left cheek.")
    shown = row_of(reads(cast.dana, "/tray/duty/"), contact)
    for words in (
        "23 h left", "in time", "tomorrow 09:00", "Not set", "Ava Hall , 6", "and Ben Hall, 4", "Seen with a bruise",
        "Phone, Robin Referrer of Elmwood Primary, today 09:00", "New", "as of today", "changed today 10:00",
    ):  # fmt: skip
        assert words in shown


def test_a_row_names_what_is_missing_and_counts_the_rest(cast, reads):
    contact = bare_draft(cast.cleo, concerns="Seen with a bruise")
    contact = do(do(contact, "flag_urgent", cast.cleo, reason="Bruise"), "submit", cast.cleo)
    assert "16 missing: names, date of birth, gender and 13 more" in row_of(reads(cast.dana, "/tray/duty/"), contact)


def test_a_row_says_whose_case_the_child_is(cast, reads):
    contact = awaiting(cast, MONDAY)
    ava = contact.children.get().person
    people.open_case(ava, team("Assessment and CIN 1"), cast.sam, MONDAY)
    assert "Open to Assessment and CIN 1, Sam" in row_of(reads(cast.dana, "/tray/duty/"), contact)


@pytest.mark.parametrize(("closed_on", "recent"), [(date(2014, 4, 7), True), (date(2014, 4, 6), False)])
def test_a_case_closed_under_three_months_before_receipt_is_marked(cast, reads, closed_on, recent):
    contact = awaiting(cast, MONDAY)
    people.closed_case(contact.children.get().person, team("Assessment and CIN 1"), closed_on, MONDAY)
    shown = row_of(reads(cast.dana, "/tray/duty/"), contact)
    assert f"Closed by Assessment and CIN 1 on {closed_on.day} Apr 2014" in shown
    assert ("under three months before" in shown) is recent


def test_children_whose_cases_differ_are_counted_the_weightiest_first(cast, reads):
    contact = awaiting(cast, MONDAY, children=[AVA, BEN, BEN | {"given_name": "Cal"}])
    people.open_case(contact.children.last().person, team("Assessment and CIN 1"), None, MONDAY)
    assert "Open to Assessment and CIN 1; 2 new" in row_of(reads(cast.dana, "/tray/duty/"), contact)


def test_a_second_contact_about_the_same_child_within_72_hours_is_named(cast, reads):
    first = awaiting(cast, MONDAY - 71 * HOUR)
    old = awaiting(cast, MONDAY - 73 * HOUR, children=[AVA | {"who": first.children.get().person.reference}])
    second = awaiting(cast, MONDAY, children=[AVA | {"who": first.children.get().person.reference}])
    page = reads(cast.dana, "/tray/duty/")
    assert f"earlier contact: {first.reference}" in row_of(page, second)
    assert old.reference not in row_of(page, second)
    assert f"later contact: {first.reference}" in row_of(page, old)
    assert f"earlier contact: {old.reference} · later contact: {second.reference}" in row_of(page, first)


def test_a_second_contact_is_found_though_the_child_was_recorded_twice_and_merged(cast, reads):
    first, second = awaiting(cast, MONDAY - HOUR), awaiting(cast, MONDAY)
    duplicate = second.children.get().person
    duplicate.identity = first.children.get().person
    duplicate.save()
    assert f"earlier contact: {first.reference}" in row_of(reads(cast.dana, "/tray/duty/"), second)


def test_a_breach_shows_in_row_and_header_though_no_worker_runs(cast, reads, clock):
    contact = awaiting(cast, MONDAY - HOUR)
    clock.move_to(MONDAY + 24 * HOUR)
    page = reads(cast.dana, "/tray/duty/")
    assert "1 h over breached" in row_of(page, contact)
    assert page.first(f'tr[data-reference="{contact.reference}"] [data-status=breached]')
    assert page.first('a[href="/tray/duty/"] .count--breached')


def test_a_poll_of_the_tray_announces_a_breach_once_when_no_sweeper_runs(cast, clock):
    awaiting(cast, MONDAY - HOUR)
    clock.move_to(MONDAY + 24 * HOUR)
    for _ in range(2):
        assert signed_in(cast.dana).get("/tray/duty/?poll=1").status_code == 200
    assert Deadline.objects.get().breached_at == timezone.now()
    assert Notice.objects.filter(user=cast.pat, name="contact_decision breached").count() == 1


def test_a_poll_is_answered_with_status_line_and_rows_alone(cast, reads):
    contact = awaiting(cast, MONDAY)
    page = reads(cast.dana, "/tray/duty/?poll=1")
    assert rows(page) == [contact.reference]
    assert page.first("#tray-status")
    assert page.first("html") is None


def test_ones_own_relation_is_in_no_tray_and_no_count(cast, reads):
    contact = awaiting(cast, MONDAY)
    people.staff_relation(cast.dana, contact.children.get().person, MONDAY)
    page = reads(cast.dana, "/tray/duty/")
    assert rows(page) == []
    assert page.first('[data-part="open"] strong').text == "0"
    assert "0 open" in page.first('.top__nav a[href="/tray/duty/"]').get_text()
    assert rows(reads(cast.pat, "/tray/duty/")) == [contact.reference]


def test_a_relation_stays_hidden_when_a_duplicate_of_theirs_is_on_the_contact(cast, reads):
    contact = awaiting(cast, MONDAY)
    duplicate = contact.children.get().person
    duplicate.identity = people.person("Ava Hall", "child", MONDAY)
    duplicate.save()
    people.staff_relation(cast.dana, duplicate.identity, MONDAY)
    assert rows(reads(cast.dana, "/tray/duty/")) == []


@pytest.mark.parametrize("slug", ["intake", "duty", "early_help"])
@pytest.mark.parametrize("role", Role)
def test_the_duty_side_alone_opens_the_named_trays(cast, reads, role, slug):
    somebody = make_user("Somebody", role)
    assert reads(somebody, f"/tray/{slug}/").found is (role in DUTY_SIDE)


@pytest.mark.parametrize("slug", ["misper", "worker-", "worker-nobody", "nothing"])
def test_a_tray_that_does_not_exist_answers_404(cast, reads, slug):
    assert reads(cast.dana, f"/tray/{slug}/").status == 404


def test_a_workers_own_tray_is_theirs_and_the_duty_sides(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    rita = make_user("Rosa", Role.TEAM_WORKER)
    for user in (cast.sam, cast.dana, cast.sue):
        assert rows(reads(user, "/tray/worker-sam/")) == [contact.reference]
    assert reads(rita, "/tray/worker-sam/").status == 404
    assert rows(reads(rita, "/tray/worker-rosa/")) == []
    assert rows(reads(cast.dana, "/tray/duty/")) == []


def test_what_is_ones_own_is_said_to_oneself_as_yours(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    assert "you changed" in row_of(reads(cast.sam, "/tray/worker-sam/"), contact)
    assert "Sam changed" in row_of(reads(cast.dana, "/tray/worker-sam/"), contact)
    assert reads(cast.sam, contact.get_absolute_url()).first("#beside .card__note").text == "You have it."
    assert reads(cast.dana, contact.get_absolute_url()).first("#beside .card__note").text == "Sam has it."


def test_a_draft_lies_in_intake_with_its_recorders_name(cast, reads):
    contact = draft(cast.cleo)
    assert "draft of Cleo" in row_of(reads(cast.dana, "/tray/intake/"), contact)


def test_filters_narrow_the_tray_and_stand_in_the_address(cast, reads):
    plain = awaiting(cast, MONDAY)
    weighty = do(awaiting(cast, MONDAY), "prioritise", cast.dana, priority="assessment")
    referral = do(awaiting(cast, MONDAY), "decide_referral", cast.dana, rationale="Threshold met")
    assert rows(reads(cast.dana, "/tray/duty/?priority=assessment")) == [weighty.reference]
    assert plain.reference in rows(reads(cast.dana, "/tray/duty/?priority=none"))
    found = reads(cast.dana, "/tray/duty/?process=referral")
    assert [row["data-process"] for row in found.all("tr[data-reference]")] == ["referral"]
    assert referral.reference not in rows(found)
    assert found.first("#filter-process option[selected]")["value"] == "referral"
    assert found.first("main")["data-poll-url"] == "/tray/duty/?process=referral&poll=1"


@pytest.mark.parametrize(
    ("query", "opens"), [("", False), ("?show=urgent", False), ("?priority=urgent", True), ("?sort=family", True)]
)
def test_filters_take_room_only_when_something_but_the_status_line_narrows(cast, reads, query, opens):
    assert reads(cast.dana, f"/tray/duty/{query}").first(".narrow").has_attr("open") is opens


def test_mine_in_intake_are_the_drafts_that_i_recorded(cast, reads):
    mine, theirs = draft(cast.cleo), draft(cast.dana)
    assert rows(reads(cast.cleo, "/tray/intake/?who=mine")) == [mine.reference]
    assert set(rows(reads(cast.cleo, "/tray/intake/?who=nobody"))) == {mine.reference, theirs.reference}


def test_the_order_can_be_chosen_and_urgent_ones_still_stand_first(cast, reads, clock):
    sooner, later = awaiting(cast, MONDAY - 3 * HOUR), awaiting(cast, MONDAY - HOUR)
    urgent = do(awaiting(cast, MONDAY - HOUR), "flag_urgent", cast.cleo, reason="A disclosed injury")
    clock.move_to(MONDAY + HOUR)
    do(later, "prioritise", cast.dana, priority="information")
    touched = rows(reads(cast.dana, "/tray/duty/?sort=changed"))
    assert touched == [urgent.reference, later.reference, sooner.reference]


@pytest.mark.parametrize(
    "query", ["?show=nonsense", "?priority=%00", "?page=0", "?page=x", "?page=999999999", "?sort=-1"]
)
def test_an_address_that_makes_no_sense_shows_what_does(cast, reads, query):
    assert reads(cast.dana, f"/tray/duty/{query}").found


def test_an_empty_tray_says_what_to_do_next(cast, reads):
    page = reads(cast.cleo, "/tray/intake/")
    assert page.first('.empty a[href="/contacts/new/"]')


def test_a_long_tray_goes_on_over_pages(cast, reads, monkeypatch):
    monkeypatch.setattr(tray_page, "A_PAGE", 2)
    references = [awaiting(cast, MONDAY - HOUR).reference for _ in range(3)]
    first = reads(cast.dana, "/tray/duty/?priority=none")
    second = reads(cast.dana, first.first("a[rel=next]")["href"])
    assert rows(first) + rows(second) == references
    assert second.first("a[rel=next]") is None
    assert second.first(".paging__text").text == "3 to 3"
