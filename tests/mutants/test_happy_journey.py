"""The happy journey: it works whichever rule is taken away, or a mutant would prove nothing about its rule."""

import pytest
from django.core import mail

from correspondence.models import Notice, Outbox
from correspondence.outbox import relay
from deadlines.services import sweep
from tests.factories.contacts import do, draft
from tests.workflow.seeing import MONDAY, clocks, london, made, place

pytestmark = pytest.mark.django_db(transaction=True)
A_WEEK_LATER = london("2014-07-14 09:00")
RATIONALE = {"rationale": "What we know of the family"}
CLOSED_BY = {
    "decide_no_further_action": ("no_further_action", "NoFurtherActionRecord"),
    "decide_early_help": ("early_help", "EarlyHelp"),
    "decide_referral": ("referral", "Referral"),
}


def looked_into(cast):
    """A contact that was recorded, submitted, prioritised, given to Sam, and is back in the tray to be decided."""
    contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
    contact = do(contact, "prioritise", cast.dana, MONDAY, priority="assessment")
    contact = do(contact, "assign", cast.dana, MONDAY, worker="sam", task="Ring the school")
    assert (contact.state, place(contact)) == ("with_worker", "sam")
    contact = do(contact, "return_to_tray", cast.sam, MONDAY, note="The school confirms it")
    assert (contact.state, place(contact)) == ("awaiting_decision", "duty")
    return contact


def test_a_contact_goes_from_the_call_to_each_decision(cast):
    for step, (outcome, kind) in CLOSED_BY.items():
        contact = do(looked_into(cast), step, cast.dana, MONDAY, **RATIONALE)
        assert (contact.state, contact.outcome, place(contact)) == ("closed", outcome, "")
        assert [type(record).__name__ for record in made(contact)] == [kind]
        assert clocks(contact) == {"contact_decision": "met"}


def test_advice_is_given_and_authorised(cast):
    contact = do(looked_into(cast), "decide_advice", cast.dana, MONDAY, worker="sam", **RATIONALE)
    contact = do(contact, "complete_advice", cast.sam, MONDAY, advice_given="Where to find a nursery place")
    contact = do(contact, "authorise", cast.pat, MONDAY)
    assert (contact.state, contact.outcome, place(contact)) == ("closed", "advice", "")
    assert clocks(contact) == {"contact_decision": "met", "advice": "met"}


def test_what_nobody_decides_is_swept_told_of_and_mailed(cast):
    contact = looked_into(cast)
    assert sweep(MONDAY) == 0
    assert sweep(A_WEEK_LATER) == 1
    assert clocks(contact, A_WEEK_LATER) == {"contact_decision": "breached"}
    assert Notice.about(contact).filter(user=cast.dana).exists()
    while relay(A_WEEK_LATER):
        pass
    assert not Outbox.objects.filter(sent_at=None).exists()
    assert "dana@council.example" in {message.to[0] for message in mail.outbox}
