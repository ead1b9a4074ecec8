"""Under every action stands what it will do to this record, in people's words and with this moment's times."""

import pytest

from contacts.models import Contact
from correspondence.models import Notice
from deadlines.models import Deadline
from people.models import Person
from tests.factories.contacts import AVA, BEN, bare_draft, contact_at, do, draft, make_team
from tests.factories.people import staff_relation
from tests.workflow.seeing import MONDAY, london
from workflow.ports import people_shown
from workflow.process import processes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MANAGERS = "Children's Social Care Duty Manager and Practice Manager"


@pytest.fixture
def foretold(reads):
    """The lines under "What will happen": `foretold(user, record, step)`."""

    def lines(user, record, step: str) -> list[str]:
        page = reads(user, f"{record.get_absolute_url()}do/{step}/")
        return [line.get_text(strip=True) for line in page.all("[data-consequences] li")]

    return lines


@pytest.fixture
def contact(cast):
    """A contact about two children, received at 08:00 and waiting for its decision."""
    return do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)


def test_early_help_says_whose_tray_and_by_when(cast, contact, foretold):
    assert foretold(cast.dana, contact, "decide_early_help") == [
        "An early help episode for Ava Hall (6) and Ben Hall (4) begins in the early help tray, due Mon 14 Jul 17:00.",
        "It is closed and leaves the duty tray.",
        "The decision clock stops.",
    ]


def test_a_referral_is_foretold_for_each_child_by_name(cast, contact, foretold):
    lines = foretold(cast.dana, contact, "decide_referral")
    assert lines[:2] == [
        "A referral for Ava Hall (6) begins in the duty tray, due Wed 9 Jul 17:00.",
        "A referral for Ben Hall (4) begins in the duty tray, due Wed 9 Jul 17:00.",
    ]


def test_an_urgent_ones_referral_is_due_the_sooner(cast, contact, foretold):
    contact = do(contact, "flag_urgent", cast.cleo, MONDAY, reason="A bruise")
    assert foretold(cast.dana, contact, "decide_referral")[0].endswith("due tomorrow 23:59.")


def test_what_is_foretold_is_what_is_done(cast, contact, foretold):
    due = foretold(cast.dana, contact, "decide_early_help")[0].rpartition(", due ")[2]
    do(contact, "decide_early_help", cast.dana, MONDAY, rationale="Support")
    episode = contact.children.first().person.early_help.get()
    assert due == "Mon 14 Jul 17:00."
    assert [clock.due_at for clock in episode_clocks(episode)] == [london("2014-07-14 17:00")]


def episode_clocks(episode):
    """The clocks that run on an episode."""
    return list(Deadline.about(episode).running())


def test_a_clock_that_was_breached_stays_so(cast, contact, foretold, clock):
    clock.move_to(london("2014-07-08 09:30"))
    lines = foretold(cast.dana, contact, "decide_no_further_action")
    assert "The decision clock stops. It was due today 08:00 and stays breached." in lines


def test_a_no_further_action_record_is_foretold_with_its_day(cast, contact, foretold):
    lines = foretold(cast.dana, contact, "decide_no_further_action")
    assert lines[0] == "A no further action record is made, dated 7 Jul 2014, with what workers were asked to do."


def test_what_is_given_to_a_worker_says_that_the_decision_is_still_due(cast, contact, foretold):
    assert foretold(cast.dana, contact, "assign") == [
        "It leaves the duty tray for the worker's own tray.",
        "The decision clock runs on: due tomorrow 08:00.",
        "Told at once: the worker.",
    ]


def test_a_clock_that_begins_says_when_it_runs_out(cast, contact, foretold):
    lines = foretold(cast.dana, contact, "decide_advice")
    assert lines == [
        "It leaves the duty tray for the worker's own tray.",
        "The decision clock stops.",
        "The advice clock begins: due Wed 9 Jul 17:00.",
        "Told at once: the worker.",
    ]


def test_who_has_it_is_named_and_who_is_told_by_role(cast, foretold):
    held = contact_at("with_worker", cast, MONDAY)
    assert foretold(cast.cleo, held, "flag_urgent") == [
        "It becomes urgent and stands first in its tray.",
        f"Told at once: every {MANAGERS}.",
    ]
    assert foretold(cast.cleo, held, "add_information")[-1] == "Told at once: Sam."
    assert foretold(cast.dana, held, "return_to_tray")[0] == "It leaves Sam's own tray for the duty tray."
    assert foretold(cast.sam, held, "return_to_tray")[0] == "It leaves your own tray for the duty tray."


def test_who_may_not_know_of_it_is_not_told_and_the_page_does_not_say_so(cast, contact, foretold):
    before = foretold(cast.dana, contact, "flag_urgent")
    staff_relation(cast.dev, contact.children.first().person, MONDAY)
    assert foretold(cast.dana, contact, "flag_urgent") == before
    do(contact, "flag_urgent", cast.dana, MONDAY, reason="A bruise")
    assert sorted(Notice.about(contact).values_list("user__username", flat=True)) == ["dana", "pat"]


def test_whom_advice_goes_back_to_is_named(cast, foretold):
    waiting = contact_at("awaiting_authorisation", cast, MONDAY)
    assert "It goes back to Sam." in foretold(cast.dana, waiting, "send_back")


def test_reopening_says_what_is_taken_back_and_when_a_decision_is_due(cast, foretold):
    closed = contact_at("closed", cast, MONDAY)
    assert foretold(cast.pat, closed, "reopen") == [
        "Its outcome, “No further action”, is taken back; it stays in the history.",
        "It goes into the duty tray.",
        "The decision clock begins: due tomorrow 09:00.",
    ]


def test_a_child_of_whom_the_reader_may_not_know_is_not_named(cast, contact, foretold, monkeypatch):
    hidden = contact.children.last().person
    shown = Person.objects.exclude(pk=hidden.pk)
    monkeypatch.setitem(people_shown, Contact, lambda record, user: shown.filter(contacts=record))
    lines = " ".join(foretold(cast.dana, contact, "decide_referral"))
    assert "A referral for Ava Hall (6) begins" in lines
    assert "A referral for a child on file begins" in lines
    assert "Ben" not in lines


def test_a_draft_says_when_it_is_thrown_away_and_when_it_is_submitted(cast, foretold):
    mine = bare_draft(cast.cleo, MONDAY)
    assert foretold(cast.cleo, mine, "discard") == [
        "It is closed and leaves the intake tray.",
        "The decision clock stops.",
    ]
    assert foretold(cast.cleo, mine, "submit") == [
        "It leaves the intake tray for the duty tray.",
        "The decision clock runs on: due tomorrow 09:00.",
    ]


def test_no_page_says_what_an_effect_says_to_programmers(cast, foretold):
    states = {"submit": "draft", "discard": "draft", "return_to_tray": "with_worker", "reopen": "closed"}
    states |= {"complete_advice": "advice_in_progress", "authorise": "awaiting_authorisation"}
    states |= {"send_back": "awaiting_authorisation", "hand_back": "with_team_manager"}
    states |= {"acknowledge": "with_team", "return_to_duty": "with_team"}
    team = make_team()
    actors = {"complete_advice": cast.sam, "acknowledge": team.bo, "return_to_duty": team.bo}
    declared = [t for process in processes() for t in process.transitions]
    for transition in declared:
        record = contact_at(states.get(transition.name, "awaiting_decision"), cast, MONDAY)
        said = foretold(actors.get(transition.name, cast.pat), record, transition.name)
        docstrings = {effect.__doc__.splitlines()[0] for effect in transition.effects if effect.__doc__}
        assert said
        assert not docstrings & set(said), transition.name


@pytest.mark.parametrize("state", ["draft", "awaiting_decision", "with_worker", "advice_in_progress", "closed"])
def test_of_what_is_not_possible_now_nothing_is_foretold(cast, foretold, state):
    assert foretold(cast.dana, contact_at(state, cast, MONDAY), "send_back") == []
