"""What the database itself does not let happen, whatever the code above it does."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from contacts.models import Contact, NoFurtherActionRecord
from correspondence.models import Notice, Outbox
from deadlines import services as deadlines
from tests.factories.contacts import contact_at
from tests.workflow.seeing import MONDAY, clock
from workflow.models import Link, Slip

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(cast):
    """A contact that was decided, and reopened by nobody yet."""
    return contact_at("awaiting_decision", cast, MONDAY)


def again(row, **differing):
    """Save a second row like this one."""
    row.pk = None
    for name, value in differing.items():
        setattr(row, name, value)
    row._state.adding = True
    with transaction.atomic():
        row.save(force_insert=True)


def test_one_clock_of_a_rule_runs_on_a_record(contact):
    with pytest.raises(IntegrityError, match="one_running_per_rule"), transaction.atomic():
        deadlines.start(contact, "contact_decision", MONDAY, MONDAY)


def test_a_clock_that_was_met_lets_another_run(contact):
    deadlines.meet(contact, [clock(contact, "contact_decision")], MONDAY)
    deadlines.start(contact, "contact_decision", MONDAY, MONDAY)


def test_a_clock_that_has_ended_announces_nothing(contact):
    ended = clock(contact, "contact_decision")
    ended.met_at = MONDAY
    with pytest.raises(IntegrityError, match="ended_clocks_announce_nothing"), transaction.atomic():
        ended.save()


def test_one_slip_lies_for_a_record(contact):
    with pytest.raises(IntegrityError, match="one_slip_per_record"):
        again(Slip.about(contact).get())


def test_a_slip_lies_in_exactly_one_tray(cast, contact):
    for wrong in ({"holder": cast.sam}, {"tray": None}):
        with pytest.raises(IntegrityError, match="in_exactly_one_tray"), transaction.atomic():
            Slip.objects.filter(reference=contact.reference).update(**wrong)


def test_a_decision_leaves_one_no_further_action_record(cast):
    record = contact_at("closed", cast, MONDAY).no_further_action_records.get()
    with pytest.raises(IntegrityError, match="one_record_per_decision"):
        again(record, reference="ANOTHER")


def test_nobody_is_told_of_one_thing_twice(cast, contact):
    notice = Notice(record=contact, user=cast.dana, name="n", key="event 1", reference="R", sentence="S", at=MONDAY)
    notice.save()
    with pytest.raises(IntegrityError, match="told_once"):
        again(notice)


def test_one_mail_is_queued_for_one_thing(contact):
    mail = Outbox(record=contact, key="notice 1", to="a@b.example", subject="S", body="B", queued_at=MONDAY)
    mail.save()
    with pytest.raises(IntegrityError, match="outbox_key"):
        again(mail)


def test_one_form_makes_one_event(cast, contact):
    event = Event.about(contact).filter(key__isnull=False).first()
    with pytest.raises(IntegrityError, match="one_event_per_form"):
        again(event)


def test_one_thing_made_another_once(cast):
    contact = contact_at("closed", cast, MONDAY)
    with pytest.raises(IntegrityError, match="linked_once"):
        again(Link.objects.get(maker_id=contact.pk))


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"state": "closed"}, "contact_has_an_outcome_when_closed"),
        ({"outcome": "advice"}, "contact_has_an_outcome_when_closed"),
        ({"state": "with_worker"}, "contact_has_a_holder_when_with_one"),
        ({"received_at": MONDAY.replace(year=2015)}, "contact_received_before_recorded"),
    ],
)
def test_a_contact_is_never_in_a_state_that_cannot_be(contact, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**wrong)


def test_a_record_of_no_further_action_belongs_to_a_contact(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        NoFurtherActionRecord.objects.create(decided_in_version=1, outcome="x", rationale="y", start_date=date.min)
