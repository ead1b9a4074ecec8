"""A refusal is a sentence that a tired person can act on: who may, what happened, what to do next."""

import pytest

from contacts.models import Contact
from tests.factories.contacts import bare_draft, contact_at, do
from tests.workflow.seeing import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def refusal(page) -> str:
    """The sentence in the red banner."""
    return page.first(".banner--error").get_text(" ", strip=True).removeprefix("Not done ")


def test_who_may_is_said_by_title_and_not_by_slug(cast, sends):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    page = sends(cast.cleo, contact, "decide_referral", rationale="Harm")
    assert refusal(page) == (
        "“Progress to referral” is for a Children's Social Care Duty Manager or a Practice Manager."
        " Nothing was saved: ask one of them, or go back."
    )
    assert "duty_manager" in page.first("form[data-step]")["data-refused"]


def test_only_whoever_has_it_may(cast, sends):
    contact = contact_at("advice_in_progress", cast, MONDAY)
    page = sends(cast.sue, contact, "complete_advice", advice_given="Ring the nursery")
    assert refusal(page).startswith("“Complete the advice” is for the worker who has it.")


def test_who_comes_second_is_told_who_did_what_and_where_it_is_now(cast, sends):
    opened = contact_at("awaiting_decision", cast, MONDAY)
    do(opened, "decide_no_further_action", cast.dev, MONDAY, rationale="The school helps")
    page = sends(cast.dana, opened, "decide_referral", rationale="Harm")
    assert refusal(page) == (
        "Dev was first: No further action, today 09:00. It is now closed, so that this cannot be done any more."
        " Nothing of yours was saved."
    )


def test_who_was_only_overtaken_is_told_to_read_and_send_again(cast, sends):
    opened = contact_at("awaiting_decision", cast, MONDAY)
    do(opened, "add_information", cast.cleo, MONDAY, note="The school rang")
    page = sends(cast.dana, opened, "decide_referral", rationale="Harm")
    assert refusal(page) == (
        "Cleo was first: Add information, today 09:00. Nothing of yours was saved yet: read what is new,"
        " then send it again."
    )
    assert page.first("form[data-step] textarea").get_text().strip() == "Harm"


def test_what_one_did_oneself_in_another_window_is_said_so(cast, sends):
    opened = contact_at("awaiting_decision", cast, MONDAY)
    do(opened, "assign", cast.dana, MONDAY, worker="sam", task="Ring")
    assert refusal(sends(cast.dana, opened, "decide_referral", rationale="Harm")).startswith(
        "You were first yourself, perhaps in another window: Assign to a worker, today 09:00."
    )


def test_a_remand_names_the_one_decision_that_there_is(cast, reads):
    remand = contact_at("awaiting_decision", cast, MONDAY, kind="remand")
    page = reads(cast.dana, f"{remand.get_absolute_url()}do/decide_early_help/")
    assert page.first("[data-blocked] li").get_text() == (
        "This is a remand: it can only be decided as a referral. Choose “Progress to referral”."
    )


def test_a_decision_about_nobody_says_what_to_do_about_it(cast, reads):
    nobody = bare_draft(cast.cleo, MONDAY, urgent="yes", urgent_reason="A bruise")
    nobody = do(nobody, "submit", cast.cleo, MONDAY)
    page = reads(cast.dana, f"{nobody.get_absolute_url()}do/decide_referral/")
    assert page.first("[data-blocked] li").get_text().startswith("No child is named on this contact, ")


def test_what_has_been_taken_on_says_where_to_go_on(cast, reads):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    contact = do(contact, "decide_referral", cast.dana, MONDAY, rationale="Harm")
    assert contact.outcome == Contact.Outcome.REFERRAL
    page = reads(cast.pat, f"{contact.get_absolute_url()}do/reopen/")
    assert page.first("[data-blocked] li").get_text() == (
        "It has been taken on (referral): go on there, or record a new contact for what is new."
    )
