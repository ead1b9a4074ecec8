"""Who is first decides, once; everybody else is told who, what and when, and nothing they typed does anything."""

import re
from itertools import cycle

import pytest

from tests.resilience.calls import opened, recorded
from tests.resilience.crew import MANAGERS, RECORDERS, name_of
from tests.resilience.reading import shown
from tests.resilience.scale import volume
from tests.resilience.together import together

CONTACTS = volume(full=100, twentieth=5)
OUTCOMES = {
    "decide_no_further_action": ("closed", "no_further_action", ["no_further_action_record"]),
    "decide_early_help": ("closed", "early_help", ["early_help"]),
    "decide_referral": ("closed", "referral", ["referral"]),
    "decide_advice": ("advice_in_progress", "", []),
}
"""What each decision leaves: the state, the outcome, and what was made for one child."""
LABELS = {
    "decide_no_further_action": "No further action",
    "decide_early_help": "Early help",
    "decide_referral": "Progress to referral",
    "decide_advice": "Advice and information",
    "assign": "Assign to a worker",
}


@pytest.fixture
def cleo(desks):
    return desks[RECORDERS[0]]


def race(forms) -> tuple[object, list]:
    """Send these open forms at once: the form that won, and the answers to the others."""
    answers = together([form.send for form in forms])
    winners = [form for form, answer in zip(forms, answers, strict=True) if answer.done]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert len(winners) == 1, sorted(answer.status_code for answer in answers)
    return winners[0], [answer for answer in answers if not answer.done]


def says_who_was_first(answer, winner) -> None:
    """The refusal names the winner, the action and the time, which may have been before midnight."""
    assert answer.status_code == 409
    text = answer.content.decode()
    first = re.escape(f"{name_of(winner.desk.username)} was first: {LABELS[winner.step]}")
    assert re.search(rf"{first}, (today|yesterday) \d\d:\d\d", text)


def is_decided_once(desk, winner) -> None:
    """The page and the history know one decision, the winner's, and what follows from it once."""
    contact = shown(desk, winner.reference)
    state, outcome, made = OUTCOMES[winner.step]
    assert contact.decisions == [(winner.step, winner.desk.username)]
    assert (contact.state, contact.outcome, list(contact.made)) == (state, outcome, made)


@pytest.mark.parametrize("steps", [["decide_referral"], list(OUTCOMES)], ids=["the same step", "different steps"])
def test_eight_managers_decide_at_once_and_one_does(desks, cleo, say, steps):
    lost = 0
    for number in range(CONTACTS):
        reference = recorded(cleo, f"race {number} of {len(steps)}")
        forms = [opened(desks[who], reference, step) for who, step in zip(MANAGERS, cycle(steps), strict=False)]
        winner, losers = race(forms)
        for answer in losers:
            says_who_was_first(answer, winner)
        is_decided_once(cleo, winner)
        lost += len(losers)
    say(f"{CONTACTS} contacts, 8 managers each, {len(steps)} steps: {CONTACTS} decisions, {lost} told who won")
