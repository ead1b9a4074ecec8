"""A manager empties the tray from the keyboard, without leaving it; and loses nothing when somebody else is first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contacts.models import Contact
from referrals.models import Referral
from tests.factories.contacts import AVA, contact_at, do
from tests.journeys.soundness import faults_of

NAMES = ("Ada", "Bea", "Cal", "Dee")


@pytest.fixture
def contacts(office):
    """Four contacts, the first received longest ago."""
    now = timezone.now()
    found = {}
    for hours, name in zip((4, 3, 2, 1), NAMES, strict=True):
        child = AVA | {"given_name": name}
        received = now - timedelta(hours=hours)
        found[name] = contact_at("awaiting_decision", office, now, children=[child], received=received)
    return found


@pytest.fixture
def dana(sits, contacts):
    """Dana in front of the duty tray."""
    dana = sits("dana")
    dana.signs_in()
    dana.goes_to("/tray/duty/")
    expect(dana.page.locator("#tray-rows .row")).to_have_count(4)
    return dana


def panel_shows(dana, name):
    expect(dana.page.locator("#preview .record-head__title")).to_contain_text(name)
    expect(dana.page.locator("#preview")).not_to_have_attribute("aria-busy", "true")


def chooses(dana, action):
    """From the row to one of its actions, and into that action's form."""
    dana.presses("d")
    dana.tabs_to(dana.page.locator(f"#preview [data-action={action}]"))
    dana.presses("Enter")
    expect(dana.page.locator(f"#preview form[data-step={action}]")).to_be_visible()


def begins_a_note(dana):
    """Types a note about the first row into the panel, and does not send it."""
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    chooses(dana, "add_information")
    dana.page.keyboard.type("The health visitor rang")


def sends(dana):
    dana.tabs_to(dana.page.locator("#preview form[data-step] button[type=submit]"))
    dana.presses("Enter")


def test_decides_assigns_and_goes_on_without_the_mouse(dana, contacts):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    assert faults_of(dana.page) == []
    chooses(dana, "decide_referral")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type("A burn that nobody can explain")
    sends(dana)
    panel_shows(dana, "Bea Hall")
    expect(dana.page.locator("#tray-news")).to_contain_text("Progress to referral: done")
    dana.presses("a")
    expect(dana.page.get_by_label("Worker", exact=True)).to_be_focused()
    dana.page.get_by_label("Worker", exact=True).press("S")
    dana.presses("Tab")
    dana.page.keyboard.type("Ring the school")
    sends(dana)
    panel_shows(dana, "Cal Hall")
    dana.presses("Escape")
    expect(dana.page.locator("#preview")).to_be_hidden()
    expect(dana.page.locator(f"#row-{contacts['Cal'].reference} .row__link")).to_be_focused()
    assert Referral.objects.get().child.given_name == "Ada"
    assert Contact.objects.get(pk=contacts["Bea"].pk).holder.username in ("sam", "sue")


def test_a_field_left_out_is_said_in_the_panel_and_the_panel_stays(dana):
    dana.presses("j", "a")
    expect(dana.page.locator("#preview form[data-step=assign]")).to_be_visible()
    dana.expects("responded with a status of 422")
    sends(dana)
    expect(dana.page.locator("#preview .govuk-error-message").first).to_be_visible()
    expect(dana.page.locator("#tray-rows .row")).to_have_count(4)


def test_who_comes_second_is_told_in_the_panel_and_keeps_the_typing(dana, contacts, office):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    chooses(dana, "decide_no_further_action")
    dana.page.keyboard.type("The school supports the family")
    do(contacts["Ada"], "decide_early_help", office.dev, rationale="They would like help")
    dana.expects("responded with a status of 409")
    sends(dana)
    expect(dana.page.locator("#preview .banner--error")).to_contain_text("Dev was first")
    expect(dana.page.get_by_label("Rationale")).to_have_value("The school supports the family")


def test_another_row_does_not_take_the_place_of_what_is_being_typed(dana):
    begins_a_note(dana)
    dana.page.locator("#tray-rows .row__link").nth(1).focus()
    expect(dana.page.locator("#preview [data-not-sent]")).to_contain_text("not sent yet")
    expect(dana.page.get_by_label("Note")).to_have_value("The health visitor rang")


def test_escape_gives_up_what_was_typed_only_when_it_is_pressed_again(dana):
    begins_a_note(dana)
    dana.presses("Escape")
    expect(dana.page.locator("#preview [data-not-sent]")).to_be_in_viewport()
    expect(dana.page.get_by_label("Note")).to_have_value("The health visitor rang")
    dana.presses("Escape")
    expect(dana.page.locator("#preview")).to_be_hidden()


def test_a_assigns_all_that_are_chosen(dana):
    dana.presses("j", "x", "j", "x", "j", "a")
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("Assign to a worker: 2 chosen")


def test_several_are_given_a_priority_together(dana, contacts):
    dana.presses("j", "x", "j", "x")
    expect(dana.page.locator("[data-bulk-count]")).to_have_text("2 chosen:")
    dana.page.locator("[data-bulk-action=prioritise]").click()
    dana.page.get_by_label("Assessment (likely section 17)").check()
    assert faults_of(dana.page) == []
    dana.page.locator("form[data-step] button[type=submit]").click()
    expect(dana.page.locator(".page")).to_contain_text("Set the priority: done for 2.")
    found = Contact.objects.filter(priority="assessment")
    assert set(found) == {contacts["Ada"], contacts["Bea"]}
