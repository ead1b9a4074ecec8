"""Each guard of the oracle, met and unmet, on the page and on the internal API; of teams in `test_team_guards`."""

import pytest

from contacts.models import Contact
from directory.roles import Role
from tests.factories.cast import make_user
from tests.factories.contacts import bare_draft, contact_at, do, draft
from tests.oracle.guarded import answer_to, assert_done, assert_refused, each_front
from tests.oracle.reading import ORACLE


@each_front
def test_an_incomplete_draft_is_not_submitted_and_every_missing_item_is_named(case, front):
    contact = bare_draft(case.cast.cleo, concerns="Seen with a bruise")
    missing = ("names", "date_of_birth", "ethnicity_language_religion", "parental_knowledge", "household_members")
    assert_refused(case, front, contact, "submit", case.cast.cleo, "essential_information_or_urgent", *missing)
    assert "concerns" not in answer_to(case, front, contact, "submit", case.cast.cleo).slugs


@each_front
def test_one_missing_item_is_enough(case, front):
    contact = draft(case.cast.cleo, address="")
    assert_refused(case, front, contact, "submit", case.cast.cleo, "essential_information_or_urgent", "address")


@each_front
def test_an_item_that_is_not_known_for_a_reason_is_accounted_for(case, front):
    contact = draft(case.cast.cleo, address="", address_not_known="The caller hung up")
    assert_done(case, front, contact, "submit", case.cast.cleo)


@each_front
@pytest.mark.parametrize("how", ["flag_urgent", "prioritise", "when_recorded"])
def test_an_urgent_draft_is_submitted_whatever_is_missing(case, front, how):
    said = {"urgent": "yes", "urgent_reason": "A bruise on a baby"} if how == "when_recorded" else {}
    contact = bare_draft(case.cast.cleo, **said)
    if how != "when_recorded":
        contact = do(contact, how, case.cast.dana, reason="A bruise on a baby", priority="urgent")
    assert_done(case, front, contact, "submit", case.cast.cleo)


@each_front
@pytest.mark.parametrize("priority", ["assessment", "early_help", "information"])
def test_no_other_priority_lets_an_incomplete_draft_through(case, front, priority):
    contact = do(bare_draft(case.cast.cleo), "prioritise", case.cast.dana, priority=priority)
    assert_refused(case, front, contact, "submit", case.cast.cleo, "essential_information_or_urgent")


@each_front
@pytest.mark.parametrize("step", ["decide_no_further_action", "decide_early_help", "decide_advice"])
def test_a_remand_is_not_decided_as_anything_but_a_referral(case, front, step):
    remand = contact_at("awaiting_decision", case.cast, kind="remand")
    assert_refused(case, front, remand, step, case.cast.dana, "not_a_remand")


@each_front
def test_a_remand_is_decided_as_a_referral(case, front):
    assert_done(
        case, front, contact_at("awaiting_decision", case.cast, kind="remand"), "decide_referral", case.cast.dana
    )


@each_front
@pytest.mark.parametrize("kind", sorted({*Contact.Kind.values} - {"remand"}))
def test_every_other_kind_may_be_decided_as_early_help(case, front, kind):
    assert_done(case, front, contact_at("awaiting_decision", case.cast, kind=kind), "decide_early_help", case.cast.dana)


@each_front
@pytest.mark.parametrize("step", ["decide_early_help", "decide_referral"])
def test_what_is_made_for_children_needs_a_child(case, front, step):
    contact = do(bare_draft(case.cast.cleo, urgent="yes"), "submit", case.cast.cleo)
    assert_refused(case, front, contact, step, case.cast.dana, "a_child_named")


@each_front
@pytest.mark.parametrize("step", ["authorise", "send_back"])
def test_nobody_judges_the_advice_that_they_completed(case, front, step):
    both = make_user("Both", Role.DUTY_SOCIAL_WORKER, Role.DUTY_MANAGER)
    contact = do(case.contacts["awaiting_decision"], "decide_advice", case.cast.dana, rationale="Ask", worker="both")
    contact = do(contact, "complete_advice", both, advice_given="Where to ask")
    assert_refused(case, front, contact, step, both, "not_the_completer")
    assert_done(case, front, contact, step, case.cast.dana)


@each_front
@pytest.mark.parametrize("role", ["reception", "cso", "duty_manager", "practice_manager"])
def test_an_urgent_draft_is_not_discarded_by_its_recorder_alone(case, front, role):
    recorder = case.by_role[role]
    contact = do(draft(recorder), "flag_urgent", case.cast.dana, reason="A bruise on a baby")
    assert_refused(case, front, contact, "discard", recorder, "not_urgent_by_recorder_alone")
    assert_done(case, front, contact, "discard", case.cast.dev)


@each_front
@pytest.mark.parametrize("role", ["reception", "cso", "duty_manager", "practice_manager"])
def test_a_draft_that_is_not_urgent_is_discarded_by_its_recorder(case, front, role):
    assert_done(case, front, draft(case.by_role[role]), "discard", case.by_role[role])


@each_front
@pytest.mark.parametrize("step", ["decide_early_help", "decide_referral"])
def test_what_something_else_has_taken_on_is_not_reopened(case, front, step):
    contact = do(case.contacts["awaiting_decision"], step, case.cast.dana, rationale="It meets the threshold")
    assert_refused(case, front, contact, "reopen", case.cast.pat, "nothing_taken_on")


@each_front
@pytest.mark.parametrize("outcome", ["no_further_action", "advice", "recorded_in_error"])
def test_what_nothing_has_taken_on_is_reopened(case, front, outcome):
    cast = case.cast
    contact = {
        "no_further_action": lambda: case.contacts["closed"],
        "advice": lambda: do(case.contacts["awaiting_authorisation"], "authorise", cast.dana),
        "recorded_in_error": lambda: do(case.contacts["draft"], "discard", cast.dana, reason="Twice"),
    }[outcome]()
    assert contact.outcome == outcome
    assert_done(case, front, contact, "reopen", cast.pat)


def test_every_guard_of_the_oracle_is_tried():
    tried = {
        "something_written",
        "open_to_one_team",
        "closed_within_three_months_by_a_team",
        "their_manager_had_it_first",
        "several_children",
        "another_about_the_same_children",
        "essential_information_or_urgent",
        "not_a_remand",
        "a_child_named",
        "not_the_completer",
        "not_urgent_by_recorder_alone",
        "nothing_taken_on",
    }
    assert {guard for row in ORACLE for guard in row.guards} == tried
