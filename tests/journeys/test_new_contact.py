"""The new contact page under somebody's hands: a known child is chosen, a submission is refused and put right."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.services.people import change_person
from tests.factories.contacts import draft
from tests.journeys import calls

SAVED = re.compile(r"^Saved \d\d:\d\d$")


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
    both = child.get_by_role("group", name="School or nursery: we hold Elmwood Primary; the caller says Oak Primary")
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


def test_another_child_is_there_at_once_and_the_address_stays(sits, office):
    contact = draft(office.cleo)
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    address = cleo.page.url
    cleo.page.get_by_role("button", name="Add another child").click()
    second = cleo.page.get_by_role("group", name="Child 2")
    expect(second.get_by_label("Given names", exact=True)).to_be_focused()
    cleo.page.keyboard.type("Av")
    second.get_by_label("Family name").fill("Hall")
    expect(second.get_by_text("Is this somebody we know?")).to_be_visible()
    second.get_by_label("Somebody new: none of these").check()
    expect(cleo.page.locator("[data-saved]")).to_have_text(SAVED)
    cleo.page.get_by_role("button", name="Add another child").click()
    expect(cleo.page.get_by_role("group", name="Child 3")).to_be_visible()
    assert cleo.page.url == address
    cleo.page.get_by_role("button", name="Save draft").last.click()
    expect(cleo.page.get_by_role("group", name="Av Hall", exact=True)).to_be_visible()
    assert [one.person.given_name for one in contact.children] == ["Ava", "Av"]


def test_without_scripts_another_child_comes_with_the_page_and_the_address_is_clean(sits, office):
    contact = draft(office.cleo)
    cleo = sits("cleo", scripts=False)
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    cleo.page.get_by_role("button", name="Add another child").click()
    expect(cleo.page.get_by_role("group", name="Child 2")).to_be_visible()
    expect(cleo.page).to_have_url(re.compile(f"{contact.get_absolute_url()}edit/(#add-child)?$"))


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_ctrl_and_enter_saves_the_draft_and_sends_an_action(sits, office, keys):
    contact = draft(office.cleo)
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    cleo.page.get_by_label("Concerns", exact=True).fill(calls.CONCERN)
    with cleo.page.expect_navigation():
        cleo.page.keyboard.press(keys)
    expect(cleo.page.locator("main[data-state=draft]")).to_be_visible()
    contact.refresh_from_db()
    assert (contact.concerns, contact.typed) == (calls.CONCERN, None)
    cleo.goes_to(f"{contact.get_absolute_url()}do/flag_urgent/")
    cleo.page.get_by_label("Reason").fill("She is at school until three")
    cleo.page.keyboard.press(keys)
    expect(cleo.page.locator("main[data-priority=urgent]")).to_be_visible()


def test_signs_are_counted_only_near_the_limit(sits, office):
    cleo = sits("cleo")
    cleo.signs_in()
    calls.begins_a_contact(cleo)
    words = cleo.page.get_by_label("Concerns", exact=True)
    count = cleo.page.locator("[data-field=concerns] .govuk-character-count__status")
    words.fill("a" * 14_900)
    expect(count).to_be_hidden()
    words.fill("a" * 19_990)
    expect(count).to_have_text("You have 10 characters remaining")
    words.fill("a" * 20_010)
    expect(count).to_have_text("You have 10 characters too many")
    expect(words).to_have_value("a" * 20_010)


def test_the_clock_follows_the_time_of_receipt_as_it_is_typed(sits, office):
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{draft(office.cleo).get_absolute_url()}edit/")
    clock = cleo.page.locator("[data-clocks] [data-due]")
    before = clock.get_attribute("data-due")
    earlier = timezone.localtime() - timedelta(hours=30)
    cleo.page.get_by_label("Received", exact=True).fill(f"{earlier:%d/%m/%Y %H:%M}")
    expect(clock).not_to_have_attribute("data-due", before)
    expect(clock).to_contain_text("over")
