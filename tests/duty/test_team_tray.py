"""A receiving team's tray: for its members and the duty side, with what lies there and nothing of another team's."""

import re
from uuid import uuid4

import pytest

from contacts.services.draft import begin_draft
from directory.models import RoleGrant
from directory.roles import DUTY_SIDE, TEAM_ROLES, Role
from tests.duty.conftest import MONDAY
from tests.duty.test_tray import row_of
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, contact_at, do, make_team
from tests.factories.people import open_case, staff_relation

pytestmark = pytest.mark.django_db
OURS, THEIRS = "/tray/team-assessment_and_cin_1/", "/tray/team-protection_and_care/"


@pytest.fixture
def other(cast):
    """Another team's people."""
    return make_team("Protection and Care", " Two")


def rows(page) -> list[str]:
    """The references in a tray, from top to bottom."""
    return [row["data-reference"] for row in page.all("tr[data-reference]")]


def header(page) -> dict[str, str]:
    """The trays in the header and how much lies in each."""
    links = page.all('header a[href^="/tray/"]')
    return {link["href"]: re.sub(r"\D", "", link.select_one(".count").get_text()) for link in links}


def test_its_members_find_in_it_what_was_passed_to_them(cast, team, other, reads):
    contact = contact_at("with_team", cast, MONDAY)
    for user in (team.tess, team.bo, team.will):
        assert rows(reads(user, OURS)) == [contact.reference]
    for user in (other.tess, other.bo, other.will):
        assert reads(user, OURS).status == 404
        assert rows(reads(user, THEIRS)) == []


@pytest.mark.parametrize("role", sorted(set(Role) - TEAM_ROLES))
def test_of_the_others_the_duty_side_alone_may_open_it(cast, team, reads, role):
    contact = contact_at("with_team", cast, MONDAY)
    page = reads(make_user("Any", role), OURS)
    assert page.status == (200 if role in DUTY_SIDE else 404)
    assert role not in DUTY_SIDE or rows(page) == [contact.reference]


def test_a_team_that_there_is_not_has_no_tray(cast, team, reads):
    for user in (cast.dana, team.tess):
        assert reads(user, "/tray/team-nobody/").status == 404
        assert reads(user, "/tray/team-%00/").status == 404


def test_the_header_counts_ones_own_teams_tray_and_no_other(cast, team, other, reads):
    contact_at("with_team", cast, MONDAY)
    contact_at("with_team_manager", cast, MONDAY)
    assert header(reads(team.bo, "/notices/")) == {OURS: "2"}
    assert header(reads(other.bo, "/notices/")) == {THEIRS: "0"}
    assert OURS not in header(reads(cast.dana, "/notices/"))


@pytest.mark.parametrize("who", ["tess", "bo", "will"])
def test_after_sign_in_they_stand_at_their_teams_tray(team, who):
    client = signed_in(getattr(team, who))
    assert client.get("/").url == "/team/"
    assert client.get("/team/").url == OURS


def test_who_is_in_no_team_yet_stands_at_their_own_work(cast):
    assert signed_in(make_user("New", Role.TEAM_WORKER)).get("/team/").url == "/my-work/"


def test_who_holds_no_role_of_a_team_any_more_has_no_part_in_its_tray(cast, team, reads):
    RoleGrant.objects.filter(user=team.will).update(role=Role.RECEPTION)
    contact = contact_at("with_team", cast, MONDAY)
    assert reads(team.will, OURS).status == 404
    assert reads(team.will, contact.get_absolute_url()).status == 404


def test_ones_own_relation_is_not_in_it_and_not_counted(cast, team, reads):
    contact = contact_at("with_team", cast, MONDAY)
    staff_relation(team.bo, contact.children.get().person, MONDAY)
    page = reads(team.bo, OURS)
    assert rows(page) == []
    assert header(page) == {OURS: "0"}


def test_a_second_contact_is_shown_with_the_first(cast, team, reads):
    first = contact_at("with_team", cast, MONDAY)
    known = AVA | {"who": first.children.get().person.reference, "row": uuid4()}
    told = {"urgent": "yes", "urgent_reason": "A burn", "concerns": "Heard shouting"}
    again = do(begin_draft(cast.cleo, told, [known], {}, MONDAY, uuid4()), "pass_to_team", cast.cleo)
    page = reads(team.bo, OURS)
    assert rows(page) == [again.reference, first.reference]
    assert f"earlier contact: {first.reference}" in row_of(page, again)


def test_a_second_contact_that_is_not_the_teams_is_not_named_to_it(cast, team, reads):
    first = contact_at("with_team", cast, MONDAY)
    known = AVA | {"who": first.children.get().person.reference, "row": uuid4()}
    again = begin_draft(cast.cleo, {"concerns": "Heard shouting"}, [known], {}, MONDAY, uuid4())
    assert again.reference not in reads(team.bo, OURS).text
    assert again.reference not in reads(team.bo, first.get_absolute_url()).text


@pytest.mark.usefixtures("swept")
def test_it_asks_the_same_for_two_rows_and_for_twenty(cast, team, django_assert_max_num_queries):
    client, asked = signed_in(team.tess), set()
    made = 0
    for wanted in (2, 20):
        while made < wanted:
            told = {"concerns": "Seen with a bruise"}
            contact = begin_draft(cast.cleo, told, [dict(AVA, row=uuid4())], {}, MONDAY, uuid4())
            open_case(contact.children.get().person, team.team, team.will, MONDAY)
            do(contact, "pass_to_team", cast.cleo)
            made += 1
        client.get(OURS)
        with django_assert_max_num_queries(13) as counted:
            assert client.get(OURS).status_code == 200
        asked.add(len(counted))
    assert len(asked) == 1


def test_a_row_says_what_is_to_be_done_and_who_passed_it_on_when(cast, team, reads, clock):
    news, decided = contact_at("with_team", cast, MONDAY), contact_at("with_team_manager", cast, MONDAY)
    page = reads(team.tess, OURS)
    assert "To acknowledge" in row_of(page, news)
    assert "To decide: closed under three months ago" in row_of(page, decided)
    for contact in (news, decided):
        here = page.first(f'tr[data-reference="{contact.reference}"] .tray__holder')
        assert here.get_text(" ").startswith("since today 10:00, from Dana")
        assert "Assessment and CIN 1" not in here.text


@pytest.mark.parametrize(
    ("state", "step", "told"),
    [
        ("with_team", "return_to_duty", "Returned by Assessment and CIN 1"),
        ("with_team_manager", "hand_back", "Back from Assessment and CIN 1"),
    ],
)
def test_what_came_back_says_so_in_the_duty_tray_until_something_else_is_done(cast, team, reads, state, step, told):
    contact = do(contact_at(state, cast, MONDAY), step, team.tess, reason="Not ours")
    contact = do(contact, "prioritise", cast.dana, priority="assessment")
    assert told in row_of(reads(cast.dana, "/tray/duty/"), contact)
    contact = do(contact, "assign", cast.dana, worker="sam", task="Ring the school")
    contact = do(contact, "return_to_tray", cast.dana, note="Nobody answers")
    assert told not in row_of(reads(cast.dana, "/tray/duty/"), contact)
