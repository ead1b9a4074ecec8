"""The letters that begin an action from a row: declared once, listed for whoever may, and none taken twice."""

import pytest

from duty.tray_keys import TAKEN
from workflow.process import processes

pytestmark = pytest.mark.django_db


def letters(page):
    """The letters of actions that the list under `?` names, with the action of each."""
    return {key["data-step-key"]: key["data-step"] for key in page.all("[data-step-key]")}


def test_a_manager_has_a_letter_for_each_decision(cast, reads):
    assert letters(reads(cast.dana, "/tray/duty/")) == {
        "p": "prioritise",
        "a": "assign",
        "n": "decide_no_further_action",
        "e": "decide_early_help",
        "f": "decide_referral",
        "v": "decide_advice",
        "u": "authorise",
        "b": "send_back",
    }


def test_who_may_not_decide_has_no_letter_for_it(cast, reads):
    assert set(letters(reads(cast.emma, "/tray/duty/"))) == {"p", "a"}
    assert letters(reads(cast.cleo, "/tray/duty/")) == {}


def test_no_letter_means_two_things():
    for process in processes():
        keys = [key for key, _ in {(one.key, one.name) for one in process.transitions if one.key}]
        assert len(keys) == len(set(keys))
        assert not set(keys) & TAKEN
        assert all(len(key) == 1 and key.islower() for key in keys)
