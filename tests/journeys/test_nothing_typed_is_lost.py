"""A dead network, a session that ends, a click too many: the words stay, and what is done is done once."""

import re

import pytest
from playwright.sync_api import Page, expect

from audit.models import Event
from contacts.models import Contact
from tests.factories.cast import PASSWORD
from tests.factories.contacts import contact_at
from tests.journeys import calls

SAVED = re.compile(r"^Saved \d\d:\d\d$")


def autosave_line(page: Page):
    return page.locator("[data-saved]")


def test_typing_outlives_a_dead_network(sits):
    cleo = sits("cleo")
    cleo.signs_in()
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    cleo.expects("ERR_INTERNET_DISCONNECTED")
    cleo.context.set_offline(True)
    calls.says_what_happened(cleo)
    expect(autosave_line(cleo.page)).to_contain_text("Not saved: no connection")
    cleo.page.get_by_role("button", name="Save draft").last.click()
    expect(cleo.page.get_by_role("alert")).to_contain_text("Not sent: no connection")
    expect(cleo.page.get_by_label("Concerns", exact=True)).to_have_value(calls.CONCERN)
    cleo.context.set_offline(False)
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    assert Contact.objects.get().concerns == calls.CONCERN


def test_a_decision_outlives_a_dead_network(sits, office):
    contact = contact_at("awaiting_decision", office)
    dana = sits("dana")
    dana.signs_in()
    dana.goes_to(f"{contact.get_absolute_url()}do/decide_referral/")
    dana.page.get_by_label("Rationale").fill("A burn that nobody can explain")
    dana.expects("ERR_INTERNET_DISCONNECTED")
    dana.context.set_offline(True)
    decide = dana.page.locator("form[data-step] button[type=submit]")
    decide.click()
    expect(dana.page.get_by_role("alert")).to_contain_text("Not sent: no connection")
    expect(dana.page.get_by_label("Rationale")).to_have_value("A burn that nobody can explain")
    dana.context.set_offline(False)
    decide.click()
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()


def test_a_draft_outlives_its_session(sits):
    cleo = sits("cleo")
    cleo.signs_in()
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    cleo.expects("401")
    cleo.context.clear_cookies(name="sessionid")
    calls.says_what_happened(cleo)
    expect(autosave_line(cleo.page)).to_contain_text("You have been signed out")
    cleo.page.get_by_role("button", name="Save draft").last.click()
    signs_in_again(cleo.page)
    expect(cleo.page.get_by_label("Concerns", exact=True)).to_have_value(calls.CONCERN)
    assert Contact.objects.get().concerns == calls.CONCERN


def test_a_decision_outlives_its_session(sits, office):
    contact = contact_at("awaiting_decision", office)
    dana = sits("dana", scripts=False)
    dana.signs_in()
    dana.goes_to(f"{contact.get_absolute_url()}do/decide_referral/")
    dana.page.get_by_label("Rationale").fill("A burn that nobody can explain")
    dana.expects("401")
    dana.context.clear_cookies(name="sessionid")
    dana.page.locator("form[data-step] button[type=submit]").click()
    signs_in_again(dana.page, "dana")
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()


def signs_in_again(page: Page, username="cleo"):
    expect(page.get_by_role("heading", name="Your session ended while you were typing")).to_be_visible()
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_decides_once(sits, office, scripts):
    contact = contact_at("awaiting_decision", office)
    dana = sits("dana", scripts=scripts)
    dana.signs_in()
    dana.goes_to(f"{contact.get_absolute_url()}do/decide_referral/")
    dana.page.get_by_label("Rationale").fill("A burn that nobody can explain")
    dana.page.locator("form[data-step] button[type=submit]").dblclick()
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()
    assert Event.about(contact).filter(verb="decide_referral").count() == 1
