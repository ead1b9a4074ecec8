"""What every action does alike: one event, one decision, one history row; what is refused or fails leaves nothing."""

import pytest
from django.http import Http404
from django.utils import timezone

from audit.models import Event
from contacts.models import Contact
from tests.factories.contacts import AVA, BEN, contact_at, do, draft
from tests.oracle.stage import database_now, undone
from tests.workflow.seeing import MONDAY
from workflow.engine import open_record, perform
from workflow.models import Decision
from workflow.process import processes
from workflow.refusals import Refused
from workflow.slips import wrong_slips

pytestmark = pytest.mark.django_db
RATIONALE = {"rationale": "The school helps"}


def test_an_action_leaves_one_event_one_decision_and_one_history_row_of_that_number(cast):
    contact = do(
        contact_at("awaiting_decision", cast, MONDAY), "decide_no_further_action", cast.dana, MONDAY, **RATIONALE
    )
    event = Event.about(contact).last()
    assert (event.verb, event.actor, event.at) == ("decide_no_further_action", cast.dana, MONDAY)
    assert (event.before, event.after, event.version) == ("awaiting_decision", "closed", contact.version)
    assert Decision.about(contact).filter(event=event).count() == 1
    assert contact.history.filter(history_change_reason=event.pk).count() == 1


def test_an_event_holds_no_word_of_what_was_said(cast):
    contact = do(contact_at("awaiting_decision", cast), "flag_urgent", cast.dana, reason="Zebedee")
    assert "Zebedee" not in str(Event.about(contact).values())


def test_whatever_was_done_slips_say_what_the_records_say(cast):
    for state in (
        "draft",
        "awaiting_decision",
        "with_worker",
        "advice_in_progress",
        "awaiting_authorisation",
        "closed",
    ):
        contact_at(state, cast)
    contact = do(draft(cast.cleo, [AVA, BEN]), "submit", cast.cleo)
    do(contact, "decide_referral", cast.dana, **RATIONALE)
    assert [wrong_slips(process) for process in processes()] == [[]] * len(processes())


def test_an_action_that_there_is_not_is_not_found(cast):
    with pytest.raises(Http404):
        do(contact_at("draft", cast), "send_to_the_moon", cast.dana)


def test_what_fails_half_way_leaves_nothing(cast, monkeypatch):
    contact = contact_at("awaiting_decision", cast)
    before = database_now()
    monkeypatch.setattr("workflow.engine.lay", lambda record: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do(contact, "decide_referral", cast.dana, **RATIONALE)
    assert database_now() == before


def test_what_cannot_be_told_was_not_done(cast, monkeypatch):
    contact = contact_at("awaiting_decision", cast)
    before = database_now()
    monkeypatch.setattr("correspondence.notices.Outbox.behind_walls.bulk_create", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do(contact, "flag_urgent", cast.cleo, reason="A disclosed injury")
    assert database_now() == before


def test_a_refusal_says_in_words_and_slugs_why_not(cast):
    contact = contact_at("awaiting_decision", cast)
    with pytest.raises(Refused) as wanting, undone():
        do(contact, "decide_referral", cast.dana)
    assert wanting.value.sentence == "Progress to referral needs: Rationale."
    with pytest.raises(Refused) as others, undone():
        do(contact, "decide_referral", cast.emma, **RATIONALE)
    assert set(others.value.slugs) == {"duty_manager", "practice_manager"}


def test_a_record_begins_only_where_its_process_says(cast):
    closed = Contact(state="closed", outcome="advice", received_at=timezone.now())
    with pytest.raises(ValueError, match="cannot begin in closed"):
        open_record(closed, cast.cleo, timezone.now())


def test_one_copy_in_hand_is_not_believed(cast):
    contact = contact_at("awaiting_decision", cast)
    copy = Contact.objects.get(pk=contact.pk)
    do(contact, "assign", cast.dana, worker="sam", task="Ring")
    with pytest.raises(Refused):
        perform(copy, "decide_referral", cast.dana, RATIONALE, None, timezone.now())
