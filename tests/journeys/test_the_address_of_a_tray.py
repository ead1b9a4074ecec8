"""The address is the place: what is open beside the tray survives a reload, Back, and a link sent to a colleague."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.contacts import AVA, contact_at, do
from tests.factories.people import staff_relation
from tests.journeys.trays import panel_shows, row_of


def is_at(colleague, contact=None, view="/tray/duty/"):
    """Where they are, to the letter."""
    opened = f"{'&' if '?' in view else '?'}open={contact.reference}" if contact else ""
    expect(colleague.page).to_have_url(re.compile(re.escape(view + opened) + "$"))


def test_what_is_open_stands_in_the_address_and_survives_a_reload(dana, contacts):
    dana.goes_to("/tray/duty/?sort=received")
    dana.presses("j", "j", "Space")
    panel_shows(dana, "Bea Hall")
    is_at(dana, contacts["Bea"], "/tray/duty/?sort=received")
    dana.page.reload()
    panel_shows(dana, "Bea Hall")
    expect(row_of(dana, contacts["Bea"])).to_be_focused()
    dana.presses("j")
    panel_shows(dana, "Cal Hall")
    is_at(dana, contacts["Cal"], "/tray/duty/?sort=received")
    dana.page.get_by_role("link", name="Refresh").click()
    panel_shows(dana, "Cal Hall")
    dana.presses("Escape")
    is_at(dana, view="/tray/duty/?sort=received")


def test_back_closes_what_was_opened_and_forward_opens_it_again(dana, contacts):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    dana.presses("j")
    panel_shows(dana, "Bea Hall")
    dana.page.go_back()
    expect(dana.page.locator("#preview")).to_be_hidden()
    expect(row_of(dana, contacts["Bea"])).to_be_focused()
    is_at(dana)
    dana.page.go_forward()
    panel_shows(dana, "Bea Hall")
    dana.presses("Escape")
    expect(dana.page.locator("#preview")).to_be_hidden()
    is_at(dana)


def test_escape_leaves_nothing_behind_that_back_would_have_to_pass(dana, contacts):
    dana.goes_to("/my-work/")
    dana.goes_to("/tray/duty/")
    for _ in range(2):
        dana.presses("j", "Space")
        expect(dana.page.locator("#preview .record-head__title")).to_be_visible()
        dana.presses("Escape")
        is_at(dana)
    dana.page.go_back()
    expect(dana.page.get_by_role("heading", name="My work", level=1)).to_be_visible()


def test_back_does_not_take_away_what_is_being_typed(dana, contacts):
    dana.presses("j", "n")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type("The school supports the family")
    dana.page.go_back()
    expect(dana.page.locator("#preview [data-not-sent]")).to_contain_text("not sent yet")
    expect(dana.page.get_by_label("Rationale")).to_have_value("The school supports the family")
    is_at(dana, contacts["Ada"])


def test_a_link_sent_to_a_colleague_opens_it_though_it_has_left_the_tray(sits, contacts, office):
    do(contacts["Ada"], "decide_no_further_action", office.dana, rationale="The school supports the family")
    dev = sits("dev")
    dev.signs_in()
    dev.goes_to(f"/tray/duty/?open={contacts['Ada'].reference}")
    panel_shows(dev, "Ada Hall")
    expect(dev.page.locator("#preview")).to_contain_text("No further action")


def test_whoever_may_not_know_of_it_is_told_of_no_such_thing(sits, contacts, office):
    staff_relation(office.dev, contacts["Ada"].children.get().person, timezone.now())
    dev = sits("dev")
    dev.signs_in()
    dev.goes_to(f"/tray/duty/?open={contacts['Ada'].reference}")
    expect(dev.page.locator(".banner")).to_contain_text("nothing with the reference")
    expect(dev.page.locator("#preview")).to_be_hidden()


def test_a_second_contact_is_one_click_from_the_first_wherever_it_lies(dana, contacts, office):
    ada = {"who": contacts["Ada"].children.get().person.reference}
    second = contact_at("awaiting_decision", office, timezone.now(), children=[AVA | ada])
    away = contact_at("with_worker", office, timezone.now(), children=[AVA | ada])
    dana.page.reload()
    related = dana.page.locator(f"#row-{contacts['Ada'].reference} .row__related")
    related.get_by_role("link", name=second.reference).click()
    is_at(dana, second)
    expect(row_of(dana, second)).to_be_focused()
    related.get_by_role("link", name=away.reference).click()
    is_at(dana, away)
    expect(dana.page.locator("#preview")).to_contain_text(away.reference)


def test_back_from_a_record_leads_to_the_row_one_left_by(dana, contacts):
    dana.presses("End", "k", "Enter")
    expect(dana.page.get_by_role("heading", name="Cal Hall", level=1)).to_be_visible()
    dana.page.go_back()
    expect(row_of(dana, contacts["Cal"])).to_be_focused()
    expect(row_of(dana, contacts["Cal"])).to_be_in_viewport()
    dana.presses("j")
    expect(row_of(dana, contacts["Dee"])).to_be_focused()


def test_where_that_row_was_decided_the_next_one_has_its_place(dana, contacts, office):
    row_of(dana, contacts["Bea"]).click()
    expect(dana.page.get_by_role("heading", name="Bea Hall", level=1)).to_be_visible()
    do(contacts["Bea"], "decide_no_further_action", office.dana, rationale="The school supports the family")
    dana.page.go_back()
    expect(row_of(dana, contacts["Cal"])).to_be_focused()


def test_back_from_the_page_of_what_was_open_opens_it_again(dana, contacts):
    dana.presses("j", "Space")
    panel_shows(dana, "Ada Hall")
    dana.page.get_by_role("link", name="Open its page").click()
    expect(dana.page.locator("main[data-process=contact]")).to_be_visible()
    dana.page.go_back()
    panel_shows(dana, "Ada Hall")
    expect(row_of(dana, contacts["Ada"])).to_be_focused()


def test_the_page_of_an_action_stands_ready_to_type_and_after_an_error_to_read(dana, contacts):
    dana.goes_to(f"{contacts['Ada'].get_absolute_url()}do/decide_referral/")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.expects("responded with a status of 422")
    dana.page.locator("form[data-step] button[type=submit]").click()
    expect(dana.page.locator(".govuk-error-summary")).to_be_focused()
