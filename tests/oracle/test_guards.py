"""Each guard of the oracle, met and unmet, on the page and on the internal API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact
from directory.models import Membership, RoleGrant
from directory.roles import Role
from people.services.restriction import restrict
from tests.factories.cast import make_user
from tests.factories.contacts import AVA, BEN, bare_draft, contact_at, do, draft, make_team
from tests.factories.people import closed_case, lately, open_case, staff_relation
from tests.oracle.fronts import FRONTS
from tests.oracle.reading import ORACLE, any_row, filled_in

each_front = pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)


def answer_to(stage, front, contact, step, user):
    """What `user` is answered who does `step` with every field right."""
    data = filled_in(any_row(contact.state, step), contact, stage.cast.sue.username)
    return front.post(stage.client(user), contact, step, data, contact.version)


def assert_refused(stage, front, contact, step, user, *slugs):
    """Refused with these slugs, and nothing changed."""
    before = Contact.objects.filter(pk=contact.pk).values().get()
    answer = answer_to(stage, front, contact, step, user)
    assert (answer.done, answer.status) == (False, 409)
    assert set(slugs) <= answer.slugs
    assert Contact.objects.filter(pk=contact.pk).values().get() == before


def assert_done(stage, front, contact, step, user):
    assert answer_to(stage, front, contact, step, user).done


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


def waiting(case, *children):
    """A contact about these children that waits for its decision."""
    return do(draft(case.cast.cleo, children), "submit", case.cast.cleo)


def child(contact, number=0):
    """One of the children on a contact."""
    return list(contact.children)[number].person


DECISIONS = ("decide_no_further_action", "decide_early_help", "decide_referral", "decide_advice")


@each_front
@pytest.mark.parametrize("status", ["new", "closed", "open to another", "one open"])
def test_what_is_not_open_to_one_team_is_not_passed_to_one(case, front, status):
    contact, now = waiting(case, AVA, BEN), timezone.now()
    if status == "closed":
        closed_case(child(contact), case.team.team, lately(now), now)
    elif status != "new":
        open_case(child(contact), case.team.team, None, now)
    if status == "open to another":
        open_case(child(contact, 1), make_team("Protection and Care", " Two").team, None, now)
    slug = "split" if "open" in status else "children"
    assert_refused(case, front, contact, "pass_to_team", case.cast.cleo, "open_to_one_team", slug)


@each_front
def test_what_is_open_to_one_team_is_passed_to_it(case, front):
    contact, now = waiting(case, AVA, BEN), timezone.now()
    for number in (0, 1):
        open_case(child(contact, number), case.team.team, None, now)
    assert_done(case, front, contact, "pass_to_team", case.cast.cleo)


@each_front
def test_a_child_who_is_open_to_two_teams_is_passed_to_neither(case, front):
    contact, now = waiting(case, AVA, BEN), timezone.now()
    other = make_team("Protection and Care", " Two").team
    for number in (0, 1):
        open_case(child(contact, number), case.team.team, None, now)
    open_case(child(contact), other, None, now)
    assert_refused(case, front, contact, "pass_to_team", case.cast.cleo, "open_to_one_team", "several_teams")
    open_case(child(contact, 1), other, None, now)
    assert_refused(case, front, contact, "pass_to_team", case.cast.cleo, "open_to_one_team", "several_teams")


@each_front
@pytest.mark.parametrize("why", ["nobody there", "a worker alone", "related to them all", "restricted to others"])
def test_nothing_is_passed_to_a_team_in_which_nobody_could_answer_it(case, front, why):
    contact, team, now = waiting(case, AVA), case.team, timezone.now()
    open_case(child(contact), team.team, team.will, now)
    if why == "nobody there":
        Membership.objects.filter(team=team.team).update(until=now)
    elif why == "a worker alone":
        RoleGrant.objects.filter(user__in=[team.bo, team.tess]).update(until=now)
    elif why == "related to them all":
        for user in (team.bo, team.tess):
            staff_relation(user, child(contact), now)
    else:
        cleo, pat = case.cast.cleo, case.cast.pat
        restrict(child(contact), [cleo, pat], "A threat", now.date() + timedelta(days=30), pat, now)
    assert_refused(case, front, contact, "pass_to_team", case.cast.cleo, "nobody_in_team")


@each_front
def test_one_of_a_team_who_may_answer_it_is_enough(case, front):
    contact, now = waiting(case, AVA), timezone.now()
    open_case(child(contact), case.team.team, None, now)
    staff_relation(case.team.bo, child(contact), now)
    assert_done(case, front, contact, "pass_to_team", case.cast.cleo)


@each_front
def test_only_what_a_team_has_just_closed_goes_to_its_manager(case, front):
    contact, now = waiting(case, AVA), timezone.now()
    assert_refused(case, front, contact, "send_to_team_manager", case.cast.dana, "closed_within_three_months")
    closed_case(child(contact), case.team.team, now.date() - timedelta(days=100), now)
    assert_refused(case, front, contact, "send_to_team_manager", case.cast.dana, "closed_within_three_months")
    closed_case(child(contact), case.team.team, lately(now), now)
    assert_done(case, front, contact, "send_to_team_manager", case.cast.dana)


@each_front
@pytest.mark.parametrize("step", DECISIONS)
def test_the_manager_of_the_team_that_closed_the_case_has_it_first(case, front, step):
    contact, now = waiting(case, AVA), timezone.now()
    closed_case(child(contact), case.team.team, lately(now), now)
    slugs = ("their_manager_had_it_first", "three_months", "send_to_team_manager")
    assert_refused(case, front, contact, step, case.cast.dana, *slugs)
    contact = do(contact, "send_to_team_manager", case.cast.dana, discussion="Spoke to Tess")
    contact = do(contact, "hand_back", case.team.tess, reason="Not known to us")
    assert_done(case, front, contact, step, case.cast.dana)


@each_front
@pytest.mark.parametrize("step", DECISIONS)
@pytest.mark.parametrize("why", ["urgent", "no manager", "only a manager whose relation it is"])
def test_where_the_manager_need_not_have_it_first_it_is_said_why_not(case, front, step, why):
    contact, now = waiting(case, AVA), timezone.now()
    closed_case(child(contact), case.team.team, lately(now), now)
    if why == "urgent":
        contact = do(contact, "flag_urgent", case.cast.cleo, reason="A burn")
    elif why == "no manager":
        RoleGrant.objects.filter(user=case.team.tess).update(until=now)
    else:
        staff_relation(case.team.tess, child(contact), now)
    data = filled_in(any_row("awaiting_decision", step), contact, case.cast.sue.username)
    left = {name: text for name, text in data.items() if name != "not_sent_reason"}
    answer = front.post(case.client(case.cast.dana), contact, step, left, contact.version)
    assert (answer.done, answer.status) == (False, 422)
    assert "not_sent_reason" in answer.slugs
    assert front.post(case.client(case.cast.dana), contact, step, data, contact.version).done


@each_front
def test_a_child_who_is_open_to_a_team_now_needs_no_former_manager(case, front):
    contact, now = waiting(case, AVA), timezone.now()
    closed_case(child(contact), case.team.team, lately(now), now)
    open_case(child(contact), make_team("Protection and Care", " Two").team, None, now)
    assert_done(case, front, contact, "decide_referral", case.cast.dana)


@each_front
@pytest.mark.parametrize("step", DECISIONS)
def test_of_two_teams_that_closed_the_case_lately_each_manager_has_it_first(case, front, step):
    contact, now = waiting(case, AVA), timezone.now()
    other = make_team("Protection and Care", " Two")
    closed_case(child(contact), case.team.team, lately(now), now)
    closed_case(child(contact), other.team, lately(now) - timedelta(days=30), now)
    for team in (case.team, other):
        assert_refused(case, front, contact, step, case.cast.dana, "their_manager_had_it_first")
        sent = {"discussion": "Spoke to them", "team": team.team.slug}
        contact = do(contact, "send_to_team_manager", case.cast.dana, **sent)
        contact = do(contact, "hand_back", team.tess, reason="Not known to us")
    assert_done(case, front, contact, step, case.cast.dana)


@each_front
def test_one_child_is_not_split(case, front):
    assert_refused(case, front, waiting(case, AVA), "split", case.cast.dana, "several_children")
    assert_done(case, front, waiting(case, AVA, BEN), "split", case.cast.dana)


@each_front
@pytest.mark.parametrize("other", ["nobody's", "another child's", "decided", "with its team", "a relation's"])
def test_nothing_is_joined_with_what_is_not_about_the_same_children_and_undecided(case, front, other):
    contact, now = waiting(case, AVA), timezone.now()
    same = AVA | {"who": child(contact).reference}
    if other == "another child's":
        waiting(case, BEN)
    elif other == "decided":
        do(waiting(case, same), "decide_no_further_action", case.cast.dana, rationale="Seen and well")
    elif other == "with its team":
        open_case(child(contact), case.team.team, None, now)
        do(waiting(case, same), "pass_to_team", case.cast.dana)
    elif other == "a relation's":
        staff_relation(case.cast.dana, child(waiting(case, same, BEN), 1), now)
    assert_refused(case, front, contact, "join", case.cast.dana, "another_about_the_same_children")


@each_front
@pytest.mark.parametrize("step", ["acknowledge", "join"])
def test_what_a_team_or_another_contact_goes_on_with_is_not_reopened(case, front, step):
    contact = case.contacts["with_team"] if step == "acknowledge" else case.contact("awaiting_decision", "join")
    row = any_row(contact.state, step)
    contact = do(contact, step, case.actor(row), **filled_in(row, contact, "sue"))
    assert_refused(case, front, contact, "reopen", case.cast.pat, "nothing_taken_on")


def test_every_guard_of_the_oracle_is_tried_here():
    tried = {
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
