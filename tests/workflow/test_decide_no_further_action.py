"""`decide_no_further_action`: closed, with a record of its own."""

import pytest

from contacts.models import NoFurtherActionRecord
from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, clock, clocks, london, made, mailed, place

pytestmark = pytest.mark.django_db
AFTERNOON = london("2014-07-07 15:00")


def decided(cast, contact=None, now=AFTERNOON, **said):
    """Dana decides that nothing more is needed."""
    contact = contact or contact_at("awaiting_decision", cast, MONDAY)
    return do(contact, "decide_no_further_action", cast.dana, now, **{"rationale": "The school helps"} | said)


def test_it_is_closed_and_lies_in_no_tray(cast):
    contact = decided(cast)
    assert (contact.state, contact.outcome, place(contact)) == ("closed", "no_further_action", "")


def test_the_decision_deadline_is_met_at_that_moment(cast):
    contact = decided(cast)
    assert clocks(contact) == {"contact_decision": "met"}
    assert clock(contact, "contact_decision").met_at == AFTERNOON
    assert clock(contact, "contact_decision").next_at is None


def test_a_late_decision_keeps_its_breach(cast):
    assert clocks(decided(cast, now=london("2014-07-08 08:01"))) == {"contact_decision": "met_late"}


def test_its_record_holds_the_outcome_the_rationale_and_the_day_it_was_entered(cast):
    contact = decided(cast)
    record = contact.no_further_action_records.get()
    assert made(contact) == [record]
    assert (record.outcome, record.rationale) == ("no_further_action", "The school helps")
    assert record.start_date == AFTERNOON.date()
    assert not hasattr(record, "end_date")


def test_the_day_entered_is_the_day_in_london(cast):
    contact = decided(cast, now=london("2014-07-08 00:30"))
    assert contact.no_further_action_records.get().start_date == MONDAY.date().replace(day=8)


def test_its_record_holds_the_desk_tasks_that_were_done(cast):
    contact = contact_at("with_worker", cast, MONDAY)
    contact = do(contact, "return_to_tray", cast.sam, MONDAY, note="They confirm it")
    record = decided(cast, contact).no_further_action_records.get()
    assert record.desk_tasks_done.splitlines() == ["Ring the school", "They confirm it"]


@pytest.mark.parametrize(
    ("said", "kept"), [({"threshold": "met"}, "met"), ({"threshold": "not_met"}, "not_met"), ({}, "not_recorded")]
)
def test_whether_the_threshold_was_met_is_kept_or_not_recorded(cast, said, kept):
    assert decided(cast, **said).threshold == kept


def test_decided_again_after_a_reopening_it_has_a_record_of_each_decision(cast):
    contact = do(decided(cast), "reopen", cast.pat, AFTERNOON, reason="The school rang again")
    contact = decided(cast, contact, rationale="Now they help more")
    rationales = (
        NoFurtherActionRecord.objects.filter(contact=contact).order_by("pk").values_list("rationale", flat=True)
    )
    assert list(rationales) == ["The school helps", "Now they help more"]


def test_nobody_of_the_staff_is_told(cast):
    assert mailed(decided(cast)) == []
