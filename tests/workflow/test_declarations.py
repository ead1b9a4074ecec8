"""A wrong declaration is an error of a system check, which stops start-up."""

import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings

from contacts.models import Contact, EarlyHelp
from workflow.checks import wrong
from workflow.process import process_named

S = Contact.State


@pytest.fixture
def contact():
    """The contact's declaration."""
    return process_named("contact")


def changed(process, step: str, **how):
    """The declaration with one of its actions changed."""
    return replace(process, transitions=tuple(replace(t, **how) if t.name == step else t for t in process.transitions))


def test_the_declaration_of_a_contact_holds(contact):
    assert wrong(contact) == []


def test_a_state_with_a_mistyped_tray_is_not_taken_for_closed(contact):
    trays = {f"{state}x" if state == S.WITH_WORKER else state: tray for state, tray in contact.trays.items()}
    assert wrong(replace(contact, trays=trays)) == [
        ("workflow.E002", "contact: with_workerx has a tray and is no state"),
        ("workflow.E005", "contact: with_worker lies in no tray and is not closed"),
    ]


def test_a_state_left_out_of_the_closed_ones_is_an_error(contact):
    assert wrong(replace(contact, closed_states=())) == [
        ("workflow.E005", "contact: closed lies in no tray and is not closed")
    ]


def test_a_state_cannot_be_closed_and_lie_in_a_tray(contact):
    both = replace(contact, closed_states=(S.CLOSED, S.DRAFT))
    assert wrong(both) == [("workflow.E006", "contact: draft is closed and lies in a tray")]


def test_what_is_no_state_cannot_be_closed(contact):
    assert wrong(replace(contact, closed_states=(S.CLOSED, "clozed"))) == [
        ("workflow.E007", "contact: clozed is closed and is no state")
    ]


def test_a_deed_names_only_what_the_form_asks(contact):
    assert wrong(changed(contact, "assign", done="Assigned to {wroker}")) == [
        ("workflow.E008", "contact.assign: done names wroker, which neither its form nor an effect says")
    ]


def test_an_action_must_say_what_it_did(contact):
    with pytest.raises(ValueError, match="assign: say who may do it"):
        changed(contact, "assign", done="")


def test_a_process_without_an_end_has_no_closed_state():
    assert process_named("early_help").closed_states == ()
    assert process_named("early_help").model is EarlyHelp


def test_the_checks_are_made_at_start_whoever_starts():
    asked = "import django; django.setup(); from django.core.checks.registry import registry as r;"
    asked += " print(*[check.__name__ for check in r.registered_checks])"
    command = [sys.executable, "-c", asked]
    told = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert "declarations_hold" in told.stdout.split()
