"""The new contact page under somebody's hands: a known child is chosen, a submission is refused and put right."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from people.services import change_person
from tests.factories.contacts import draft
from tests.journeys import calls


def test_choosing_a_known_child_fills_in_what_we_hold_and_shows_where_the_caller_differs(sits, office):
    ava = calls.ava_on_file()
    change_person(ava, office.dana, timezone.now(), school="Elmwood Primary", religion="Quaker")
    cleo = sits("cleo")
    cleo.signs_in()
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    calls.names_the_child(cleo)
    child = calls.first_child(cleo)
    school = child.get_by_role("textbox", name="School or nursery", exact=True)
    school.fill("Oak Primary")
    child.get_by_label("born 3 Feb 2016").check()
    both = child.get_by_role("group", name="We hold Elmwood Primary; the caller says Oak Primary")
    expect(both).to_be_visible()
    expect(school).to_have_value("Elmwood Primary")
    expect(child.get_by_label("Date of birth", exact=True)).to_have_value(re.compile("2016"))
    expect(child.get_by_label("Religion", exact=True)).to_have_value("Quaker")
    calls.says_what_happened(cleo)
    both.get_by_label("Take what the caller says").check()
    expect(both).to_have_count(0)
    expect(school).to_have_value("Oak Primary")
    expect(cleo.page.get_by_label("Concerns", exact=True)).to_have_value(calls.CONCERN)
    ava.refresh_from_db()
    assert ava.school == "Oak Primary"


def test_a_refused_submission_leads_to_what_is_missing_and_the_side_follows(sits, office):
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{draft(office.cleo, address='', other_agencies='').get_absolute_url()}edit/")
    cleo.expects("409")
    cleo.page.get_by_role("button", name="Submit to the duty tray").click()
    summary = cleo.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(["Address", "Other agencies"])
    summary.get_by_role("link", name="Address").click()
    address = cleo.page.locator("#id_address")
    expect(address).to_be_focused()
    address.fill("1 High Street")
    blocked = cleo.page.locator("[data-blocked=submit]")
    expect(blocked).to_contain_text("Other agencies")
    expect(blocked).not_to_contain_text("Address")
    cleo.page.locator("#id_other_agencies").fill("None")
    expect(blocked).to_have_count(0)
    calls.submits(cleo)
