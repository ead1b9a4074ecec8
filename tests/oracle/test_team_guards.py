"""The guards of what goes to a receiving team, is split and is joined, met and unmet, on the page and on the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Membership, RoleGrant
from people.services.restriction import restrict
from tests.factories.contacts import AVA, BEN, do, draft, make_team
from tests.factories.people import closed_case, lately, open_case, staff_relation
from tests.oracle.guarded import assert_done, assert_refused, child, each_front, waiting
from tests.oracle.reading import any_row, filled_in

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
def test_a_team_is_given_no_contact_on_which_nothing_is_written(case, front):
    written, empty = (draft(case.cast.cleo, [AVA], concerns=concerns) for concerns in ("A bruise", ""))
    for contact in (written, empty):
        open_case(child(contact), case.team.team, None, timezone.now())
    assert_refused(case, front, empty, "pass_to_team", case.cast.cleo, "something_written", "concerns")
    assert_done(case, front, written, "pass_to_team", case.cast.cleo)


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
