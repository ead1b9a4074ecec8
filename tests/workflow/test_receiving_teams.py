"""What goes to a receiving team and comes back: clocks, who is told, who may know, and what the history says."""

from datetime import timedelta

import pytest

from contacts.models import Contact
from deadlines.services import sweep
from directory.models import Membership, RoleGrant
from directory.roles import Role
from directory.services import join_team
from people.models import StaffRelation
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do, draft, make_team
from tests.factories.people import closed_case, open_case, staff_relation
from tests.workflow.seeing import MONDAY, clock, clocks, london, said, told
from workflow.models import Slip, Stay
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
EVENING, TUESDAY = london("2014-07-07 23:59"), london("2014-07-08 10:00")


@pytest.fixture
def sent(cast, team):
    """A case closed today, with that team's manager to decide."""
    return contact_at("with_team_manager", cast, MONDAY)


class TestPassing:
    def test_the_decision_is_met_and_the_acknowledgement_is_due_by_the_end_of_the_day(self, passed):
        assert clocks(passed) == {"contact_decision": "met", "team_acknowledgement": "running"}
        assert clock(passed, "team_acknowledgement").due_at.replace(second=0, microsecond=0) in {
            EVENING,
            EVENING + timedelta(minutes=1),
        }

    def test_it_lies_in_the_teams_tray_and_in_no_other(self, passed, team):
        slip = Slip.about(passed).get()
        assert (slip.team, slip.tray, slip.holder) == (team.team, None, None)

    def test_its_business_support_is_told_and_nobody_else(self, passed):
        assert told(passed, "pass_to_team") == ["bo"]

    def test_another_teams_business_support_is_not(self, cast, team):
        make_team("Protection and Care", " Two")
        assert told(contact_at("with_team", cast, MONDAY), "pass_to_team") == ["bo"]

    def test_without_business_support_its_manager_is_told(self, cast, team):
        RoleGrant.objects.filter(user=team.bo).delete()
        assert told(contact_at("with_team", cast, MONDAY), "pass_to_team") == ["tess"]

    def test_who_has_left_the_team_is_not_told_and_knows_of_it_no_more(self, cast, team):
        join_team(team.bo, make_team("Protection and Care", " Two").team, MONDAY - timedelta(days=1))
        passed = contact_at("with_team", cast, MONDAY)
        assert told(passed, "pass_to_team") == ["tess"]
        assert not Contact.objects.visible_to(team.bo).exists()

    def test_a_late_acknowledgement_tells_the_teams_manager_and_the_front_door(self, passed):
        make_team("Protection and Care", " Two")
        sweep(TUESDAY)
        assert told(passed, "team_acknowledgement breached") == ["dana", "dev", "pat", "tess"]

    def test_acknowledged_it_is_closed_and_the_team_may_read_it_ever_after(self, passed, team):
        closed = do(passed, "acknowledge", team.bo, MONDAY)
        assert (closed.state, closed.outcome, closed.team) == ("closed", "passed_to_team", None)
        assert clocks(closed)["team_acknowledgement"] == "met"
        for user in (team.bo, team.tess, team.will):
            assert Contact.objects.visible_to(user).filter(pk=closed.pk).exists()

    def test_passed_on_after_all_children_but_one_are_open_is_refused_by_name(self, cast, team):
        contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
        open_case(contact.children.first().person, team.team, team.will, MONDAY)
        answer = signed_in(cast.dana).get(contact.get_absolute_url()).content.decode()
        assert "Ava Hall: Open to Assessment and CIN 1, Will, as of 7 Jul 2014; Ben Hall: New, as of " in answer


class TestReturning:
    @pytest.mark.parametrize("who", ["bo", "tess"])
    def test_the_decision_runs_again_with_its_first_due_time(self, passed, team, who):
        due = clock(passed, "contact_decision").due_at
        later = MONDAY + timedelta(hours=5)
        back = do(passed, "return_to_duty", getattr(team, who), later, reason="Not ours")
        assert (back.state, back.team) == ("awaiting_decision", None)
        assert clocks(back, later) == {"contact_decision": "running", "team_acknowledgement": "cancelled"}
        assert clock(back, "contact_decision").due_at == due

    def test_every_duty_manager_is_told(self, passed, team):
        back = do(passed, "return_to_duty", team.bo, MONDAY, reason="Not ours")
        assert told(back, "return_to_duty") == ["dana", "dev"]

    def test_a_warning_that_came_due_meanwhile_is_given_and_one_that_was_given_is_not_repeated(
        self, cast, passed, team
    ):
        warned = london("2014-07-08 03:00")
        back = do(passed, "return_to_duty", team.bo, warned, reason="Not ours")
        sweep(warned)
        assert told(back, "contact_decision warned") == ["dana", "dev"]
        again = do(back, "pass_to_team", cast.dana, warned)
        do(again, "return_to_duty", team.bo, warned, reason="Not ours, as I said")
        sweep(warned + timedelta(minutes=1))
        assert told(back, "contact_decision warned") == ["dana", "dev"]

    def test_a_breach_that_was_announced_stays_so_and_is_not_announced_again(self, cast, team):
        contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
        open_case(contact.children.get().person, team.team, None, MONDAY)
        sweep(TUESDAY)
        contact = do(contact, "pass_to_team", cast.dana, TUESDAY)
        assert clocks(contact, TUESDAY)["contact_decision"] == "met_late"
        back = do(contact, "return_to_duty", team.bo, TUESDAY, reason="Not ours")
        assert clocks(back, TUESDAY)["contact_decision"] == "breached"
        sweep(TUESDAY + timedelta(minutes=1))
        assert told(back, "contact_decision breached") == ["dana", "dev", "pat"]

    def test_the_receipt_corrected_with_the_team_counts_when_it_comes_back(self, cast, passed, team):
        passed = do(passed, "correct_receipt", cast.dana, MONDAY, received="2014-07-07 05:00", reason="It lay unopened")
        back = do(passed, "return_to_duty", team.bo, MONDAY, reason="Not ours")
        assert clock(back, "contact_decision").due_at == london("2014-07-08 05:00")


class TestWithTheirManager:
    def test_the_deadline_runs_on_and_that_manager_is_told(self, sent):
        make_team("Protection and Care", " Two")
        assert clocks(sent) == {"contact_decision": "running"}
        assert told(sent, "send_to_team_manager") == ["tess"]
        sweep(london("2014-07-08 08:00"))
        assert told(sent, "contact_decision breached") == ["dana", "dev", "pat", "tess"]

    @pytest.mark.parametrize(
        "step", ["decide_no_further_action", "decide_early_help", "decide_referral", "decide_advice"]
    )
    def test_that_manager_decides_as_the_duty_manager_would(self, cast, sent, team, step):
        more = {"worker": "sue"} if step == "decide_advice" else {}
        decided = do(sent, step, team.tess, MONDAY, rationale="We know them", **more)
        assert clocks(decided)["contact_decision"] == "met"
        assert decided.team is None

    def test_a_decision_names_each_childs_case_status(self, cast, team):
        contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
        open_case(contact.children.last().person, team.team, team.will, MONDAY)
        decided = do(contact, "decide_no_further_action", cast.dana, MONDAY, rationale="Known")
        day = "as of 7 Jul 2014"
        ben = f"Ben Hall: Open to Assessment and CIN 1, Will, {day}"
        assert said(decided)["case_status"] == f"Ava Hall: New, {day}; {ben}"

    def test_of_a_child_who_is_open_to_two_teams_a_decision_names_both(self, cast, team):
        contact = do(draft(cast.cleo, [AVA], MONDAY), "submit", cast.cleo, MONDAY)
        open_case(contact.children.get().person, make_team("Protection and Care", " Two").team, None, MONDAY)
        open_case(contact.children.get().person, team.team, team.will, MONDAY)
        decided = do(contact, "decide_no_further_action", cast.dana, MONDAY, rationale="Known")
        assert said(decided)["case_status"] == (
            "Ava Hall: Open to Assessment and CIN 1, Will, as of 7 Jul 2014, "
            "and open to Protection and Care, as of 7 Jul 2014"
        )

    def test_what_was_discussed_stands_in_the_story(self, sent, team, reads):
        page = reads(team.tess, sent.get_absolute_url())
        assert [note.get_text() for note in page.all(".note__text")] == ["Spoke to the manager, who knows the family"]
        assert page.first(".note__by").get_text().startswith("Sent to the manager of Assessment and CIN 1, Dana")

    @pytest.mark.parametrize("who", ["tess", "dana", "pat"])
    def test_handed_back_or_recalled_it_lies_in_the_duty_tray_and_the_duty_managers_know(self, cast, sent, team, who):
        back = do(sent, "hand_back", getattr(cast, who, None) or team.tess, MONDAY, reason="On leave")
        assert (back.state, Slip.about(back).get().tray) == ("awaiting_decision", "duty")
        assert told(back, "hand_back") == ["dana", "dev"]
        assert clocks(back) == {"contact_decision": "running"}

    def test_a_manager_from_whom_it_is_hidden_is_no_manager_of_it(self, cast, team):
        contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
        child = contact.children.get().person
        closed_case(child, team.team, MONDAY.date(), MONDAY)
        staff_relation(team.tess, child, MONDAY)
        why = {"rationale": "Known", "not_sent_reason": "Tess is the aunt"}
        assert do(contact, "decide_referral", cast.dana, MONDAY, **why).outcome == "referral"
        assert said(contact)["not_sent_reason"] == "Tess is the aunt"


class TestStays:
    def test_each_time_with_a_team_is_a_stay_of_its_own(self, cast, passed, team):
        back = do(passed, "return_to_duty", team.bo, MONDAY + timedelta(hours=1), reason="Not ours")
        do(back, "pass_to_team", cast.dana, MONDAY + timedelta(hours=2))
        stays = [(stay.team, stay.state, stay.since, stay.until) for stay in Stay.about(passed)]
        hour = timedelta(hours=1)
        assert stays == [
            (team.team, "with_team", MONDAY, MONDAY + hour),
            (team.team, "with_team", MONDAY + 2 * hour, None),
        ]

    def test_what_a_teams_worker_has_is_known_to_the_team(self, cast, team):
        both = make_user("Both", Role.DUTY_SOCIAL_WORKER, Role.TEAM_WORKER)
        join_team(both, team.team, MONDAY - timedelta(days=9))
        contact = contact_at("awaiting_decision", cast, MONDAY)
        contact = do(contact, "assign", cast.dana, MONDAY, worker="both", task="Ring")
        assert Contact.objects.visible_to(team.will).get() == contact
        Membership.objects.filter(user=both).update(until=MONDAY)
        do(contact, "return_to_tray", both, MONDAY, note="Done")
        assert Contact.objects.visible_to(team.will).get() == contact

    def test_what_somebody_has_who_came_from_a_team_is_not_known_to_it(self, cast, team):
        join_team(cast.sam, team.team, MONDAY - timedelta(days=9))
        do(contact_at("awaiting_decision", cast, MONDAY), "assign", cast.dana, MONDAY, worker="sam", task="Ring")
        assert not Contact.objects.visible_to(team.will).exists()

    @pytest.fixture
    def moved_on(self, cast, sent, team):
        """It was with Tess, who handed it back, and is with another team's manager now, whose case it was too."""
        other = make_team("Protection and Care", " Two")
        back = do(sent, "hand_back", team.tess, MONDAY, reason="Not ours")
        closed_case(back.children.get().person, other.team, MONDAY.date(), MONDAY)
        said = {"discussion": "Spoke to the other", "team": other.team.slug}
        return do(back, "send_to_team_manager", cast.dana, MONDAY, **said)

    def test_who_had_it_before_decides_nothing_that_another_team_has_now(self, moved_on, team):
        assert Contact.objects.visible_to(team.tess).get() == moved_on
        with pytest.raises(Refused) as refused:
            do(moved_on, "decide_referral", team.tess, MONDAY, rationale="Known")
        assert refused.value.status == 403

    def test_who_had_it_before_is_not_told_of_what_another_team_has_now(self, moved_on):
        assert told(moved_on, "send_to_team_manager") == ["tess", "tess.two"]

    def test_adding_to_it_leaves_the_stay_as_it_is(self, cast, passed):
        do(passed, "add_information", cast.cleo, MONDAY + timedelta(hours=1), note="They rang again")
        assert [(stay.since, stay.until) for stay in Stay.about(passed)] == [(MONDAY, None)]

    def test_ones_own_relation_stays_hidden_from_who_is_in_the_team(self, passed, team):
        StaffRelation.objects.create(user=team.will, person=passed.children.get().person, declared_at=MONDAY)
        assert not Contact.objects.visible_to(team.will).exists()
        assert not Slip.objects.visible_to(team.will).exists()


def test_what_was_done_is_said_and_stands_in_the_history(cast, team, reads, sends):
    contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
    closed_case(contact.children.get().person, team.team, MONDAY.date(), MONDAY)
    page = sends(cast.dana, contact, "send_to_team_manager", discussion="Tess knows them")
    assert f"Sent to the manager of Assessment and CIN 1: Ava Hall (6), {contact.reference}." in page.text
    page = reads(team.tess, f"{contact.get_absolute_url()}history/")
    assert (
        page.first('[data-verb="send_to_team_manager"]')
        .get_text(" ", strip=True)
        .startswith("Sent to the manager of Assessment and CIN 1")
    )
