"""`decide_early_help`: an episode for the children of the family."""

import pytest

from contacts.models import EarlyHelp
from tests.factories.contacts import AVA, BEN, do, draft
from tests.workflow.seeing import MONDAY, clock, clocks, london, made, place, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(cast):
    """A contact about Ava and Ben that goes to early help."""
    contact = do(draft(cast.cleo, [AVA, BEN], MONDAY), "submit", cast.cleo, MONDAY)
    return do(contact, "decide_early_help", cast.dana, MONDAY, rationale="They would take help")


def test_it_is_closed_and_its_decision_deadline_met(decided):
    assert (decided.state, decided.outcome, place(decided)) == ("closed", "early_help", "")
    assert clocks(decided) == {"contact_decision": "met"}


def test_one_episode_is_opened_for_all_the_children(decided):
    [episode] = made(decided)
    assert isinstance(episode, EarlyHelp)
    assert sorted(child.given_name for child in episode.people.all()) == ["Ava", "Ben"]


def test_the_episode_is_open_in_its_tray_with_the_rationale(cast, decided):
    [episode] = made(decided)
    assert (episode.state, place(episode), episode.reason) == ("open", "early_help", "They would take help")
    assert (episode.created_by, verbs(episode)) == (cast.dana, ["record"])


def test_its_five_working_days_run_from_the_decision(decided):
    [episode] = made(decided)
    assert clocks(episode) == {"early_help": "running"}
    assert clock(episode, "early_help").due_at == london("2014-07-14 17:00")
