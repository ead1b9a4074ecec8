"""A manager empties the tray from the keyboard, without leaving it; and loses nothing when somebody else is first."""

import pytest
from playwright.sync_api import expect

from contacts.models import Contact
from referrals.models import Referral
from tests.factories.contacts import do
from tests.journeys.soundness import faults_of
from tests.journeys.trays import chooses, panel_asks, panel_shows, row_of, sends


def begins_a_note(dana):
    """Types a note about the first row into the panel, and does not send it."""
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    chooses(dana, "add_information")
    dana.page.keyboard.type("The health visitor rang")


def test_decides_assigns_and_goes_on_without_the_mouse(dana, contacts):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    assert faults_of(dana.page) == []
    chooses(dana, "decide_referral")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type("A burn that nobody can explain")
    sends(dana)
    panel_shows(dana, "Bea Hall")
    expect(dana.page.locator("#tray-news")).to_contain_text("Referral decided")
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


@pytest.mark.parametrize(
    ("key", "action", "field"),
    [
        ("p", "prioritise", "#id_priority_0"),
        ("a", "assign", "#id_worker"),
        ("n", "decide_no_further_action", "#id_rationale"),
        ("e", "decide_early_help", "#id_rationale"),
        ("f", "decide_referral", "#id_rationale"),
        ("v", "decide_advice", "#id_rationale"),
    ],
)
def test_a_letter_begins_the_action_of_the_row_and_stands_ready_to_type(dana, key, action, field):
    dana.presses("j", "j", key)
    panel_asks(dana, action)
    panel_shows(dana, "Bea Hall")
    expect(dana.page.locator(f"#preview {field}")).to_be_focused()
    expect(dana.page.locator("#preview form[data-step] button[type=submit]")).to_be_in_viewport()


def test_each_letter_stands_on_its_button_and_in_the_list_of_keys(dana):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    for key, action in (("n", "decide_no_further_action"), ("p", "prioritise")):
        button = dana.page.locator(f"#preview [data-action={action}]")
        expect(button).to_have_attribute("aria-keyshortcuts", key)
        expect(dana.page.locator(f"#keys [data-step={action}] kbd")).to_have_text(key)
    dana.presses("?")
    expect(dana.page.get_by_role("dialog")).to_contain_text("No further action")
    assert faults_of(dana.page) == []


def test_a_letter_does_not_take_the_place_of_what_is_being_typed(dana):
    begins_a_note(dana)
    row = dana.page.locator("#tray-rows .row__link").first
    row.focus()
    dana.presses("p")
    expect(dana.page.locator("#preview [data-not-sent]")).to_contain_text("not sent yet")
    expect(dana.page.get_by_label("Note")).to_have_value("The health visitor rang")


def test_what_cannot_be_done_with_a_row_is_said_beside_it(dana, contacts, office):
    do(contacts["Ada"], "decide_referral", office.dev, rationale="A burn that nobody can explain")
    referral = Referral.objects.get()
    dana.goes_to(f"/tray/duty/?open={referral.reference}")
    panel_shows(dana, "Ada Hall")
    dana.presses("n")
    expect(dana.page.locator("#preview [data-not-sent]")).to_contain_text("cannot be done with this one")


def test_what_is_typed_is_sent_from_the_keyboard_without_its_button(dana, contacts):
    dana.presses("j", "n")
    panel_asks(dana, "decide_no_further_action")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type("The school supports the family")
    dana.presses("Control+Enter")
    panel_shows(dana, "Bea Hall")
    expect(row_of(dana, contacts["Ada"])).to_have_count(0)


def test_a_assigns_all_that_are_chosen_without_leaving_the_tray(dana, contacts):
    dana.presses("j", "x", "j", "x", "j", "a")
    expect(dana.page.locator("#preview .page__title")).to_have_text("Assign to a worker: 2 chosen")
    expect(dana.page.get_by_label("Worker", exact=True)).to_be_focused()
    assert faults_of(dana.page) == []
    dana.page.get_by_label("Worker", exact=True).press("S")
    dana.presses("Tab")
    dana.page.keyboard.type("Ring the school")
    sends(dana)
    expect(dana.page.locator("#tray-news")).to_contain_text("Assign to a worker: done for 2.")
    expect(dana.page.locator("#tray-rows .row")).to_have_count(2)
    expect(dana.page.locator("#preview")).to_be_hidden()
    assert [Contact.objects.get(pk=contacts[name].pk).holder is None for name in ("Ada", "Bea", "Cal")] == [
        False, False, True,
    ]  # fmt: skip


def test_what_was_chosen_stays_chosen_when_one_goes_back(dana):
    dana.presses("j", "x", "j", "x", "p")
    expect(dana.page.locator("#preview .page__title")).to_have_text("Set the priority: 2 chosen")
    dana.page.get_by_role("link", name="Go back, nothing changed").click()
    expect(dana.page.locator("#preview")).to_be_hidden()
    expect(dana.page.locator("[data-bulk-count]")).to_have_text("2 chosen:")


def test_several_are_given_a_priority_together(dana, contacts, office):
    dana.presses("j", "x", "j", "x")
    expect(dana.page.locator("[data-bulk-count]")).to_have_text("2 chosen:")
    dana.page.locator("[data-bulk-action=prioritise]").click()
    dana.page.get_by_label("Assessment (likely section 17)").check()
    do(contacts["Ada"], "add_information", office.cleo, note="The school rang")
    dana.expects("responded with a status of 409")
    dana.page.locator("#preview form[data-step] button[type=submit]").click()
    expect(dana.page.locator("#preview [data-refused]")).to_contain_text("Cleo was first")
    dana.page.get_by_role("button", name="Back to the tray").click()
    expect(dana.page.locator(f"#row-{contacts['Bea'].reference}")).to_contain_text("Assessment")
    assert Contact.objects.get(priority="assessment") == contacts["Bea"]


def test_without_scripts_several_are_asked_for_on_a_page_of_their_own(sits, contacts):
    dana = sits("dana", scripts=False)
    dana.signs_in("/sign-in/?next=/tray/duty/")
    for name in ("Ada", "Bea"):
        dana.page.locator(f"#row-{contacts[name].reference} .row__choose").check()
    dana.page.locator("[data-bulk-action=prioritise]").click()
    dana.page.get_by_label("Assessment (likely section 17)").check()
    dana.page.locator("form[data-step] button[type=submit]").click()
    expect(dana.page.locator(".page")).to_contain_text("Set the priority: done for 2.")
    assert set(Contact.objects.filter(priority="assessment")) == {contacts["Ada"], contacts["Bea"]}
