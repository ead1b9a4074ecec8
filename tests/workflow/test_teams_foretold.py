"""What the pages say of teams before an action, and after it: who gets a contact, who is told, whose case it is."""

import pytest

from tests.factories.contacts import AVA, BEN, do, draft
from tests.factories.people import closed_case, open_case, staff_relation
from tests.workflow.seeing import MONDAY, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def foretold(reads):
    """The lines under "What will happen"."""

    def lines(user, record, step):
        page = reads(user, f"{record.get_absolute_url()}do/{step}/")
        return [line.get_text(strip=True) for line in page.all("[data-consequences] li")]

    return lines


def test_who_has_it_from_then_on_and_who_is_told(cast, team, foretold):
    contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
    open_case(contact.children.get().person, team.team, None, MONDAY)
    assert foretold(cast.cleo, contact, "pass_to_team") == [
        "Assessment and CIN 1 has it from then on.",
        "Told at once: the team's business support, or else its manager.",
        "It leaves the duty tray for the team's tray.",
        "The decision clock stops.",
        "The team's acknowledgement clock begins: due today 23:59.",
    ]
    staff_relation(team.bo, contact.children.get().person, MONDAY)
    assert "Bo" not in " ".join(foretold(cast.cleo, contact, "pass_to_team"))


def test_whose_manager_gets_it_is_said_by_team_and_role(cast, team, foretold):
    contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
    closed_case(contact.children.get().person, team.team, MONDAY.date(), MONDAY)
    assert foretold(cast.dana, contact, "send_to_team_manager") == [
        "Told at once: the manager of Assessment and CIN 1.",
        "It leaves the duty tray for the team's tray.",
        "The decision clock runs on: due tomorrow 08:00.",
    ]


def test_a_decision_on_an_open_case_says_whose_it_is(cast, team, foretold):
    contact = do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)
    assert "for its team" not in " ".join(foretold(cast.dana, contact, "decide_no_further_action"))
    open_case(contact.children.get().person, team.team, None, MONDAY)
    lines = foretold(cast.dana, contact, "decide_no_further_action")
    assert lines[0].startswith("Ava Hall: Open to Assessment and CIN 1")
    assert lines[1] == "News of an open case is for its team: it can be passed to them instead."


def test_by_when_it_is_decided_when_it_comes_back(passed, team, foretold):
    assert foretold(team.bo, passed, "return_to_duty") == [
        "The decision clock runs again, with its first due time: tomorrow 08:00.",
        "It leaves Assessment and CIN 1's tray for the duty tray.",
        "The team's acknowledgement clock stops.",
        "Told at once: every Children's Social Care Duty Manager.",
    ]


def test_the_page_of_a_split_says_of_each_child_whose_case_it_is_and_then_which_contact_was_made(
    cast, team, reads, sends
):
    contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
    ava, ben = [one.person for one in contact.children]
    open_case(ava, team.team, None, MONDAY)
    page = reads(cast.dana, f"{contact.get_absolute_url()}do/split/")
    hint = page.first(".govuk-fieldset .govuk-hint").get_text(" ", strip=True)
    assert "Ava Hall: Open to Assessment and CIN 1" in hint and "Ben Hall: New" in hint
    page = sends(cast.dana, contact, "split", children=ben.reference)
    assert f"Split: {made(contact)[-1].reference} is the second contact: Ava Hall" in page.text
