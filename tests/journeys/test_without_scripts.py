"""The same call without JavaScript: forms alone, nothing live, and nothing missing."""

import re

from playwright.sync_api import expect

from tests.journeys import calls
from tests.journeys.colleague import Colleague


def test_a_call_becomes_a_referral_without_scripts(sits, office):
    calls.ava_on_file()
    cleo, dana = sits("cleo", scripts=False), sits("dana", scripts=False)
    cleo.signs_in()
    reference = takes_an_urgent_call(cleo)
    dana.signs_in()
    expect(dana.page.locator(f"#row-{reference}")).to_have_attribute("data-priority", "urgent")
    dana.page.get_by_role("link", name="Ava Hall").click()
    expect(dana.page.locator(".story__words")).to_have_text(calls.CONCERN)
    dana.page.get_by_role("button", name="Progress to referral").click()
    dana.page.get_by_label("Rationale").fill("A burn that nobody can explain")
    dana.page.get_by_role("button", name="Progress to referral").click()
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()
    cleo.page.reload()
    expect(cleo.page.locator("[data-field=outcome]")).to_have_text(re.compile("referral", re.IGNORECASE))


def takes_an_urgent_call(cleo: Colleague) -> str:
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    calls.names_the_child(cleo)
    calls.says_what_happened(cleo)
    urgent = cleo.page.get_by_role("group", name="Is it urgent?")
    urgent.get_by_label("Yes").check()
    cleo.page.get_by_label("Why it is urgent").fill("She is at school until three")
    is_asked_who_she_is(cleo)
    return calls.submits(cleo)


def is_asked_who_she_is(cleo: Colleague):
    cleo.expects("422")
    cleo.page.get_by_role("button", name="Save draft").click()
    summary = cleo.page.get_by_role("alert")
    expect(summary).to_contain_text("Say who this is")
    expect(cleo.page.get_by_label("Concerns", exact=True)).to_have_value(calls.CONCERN)
    summary.get_by_role("link", name=re.compile("Say who this is")).click()
    calls.first_child(cleo).get_by_label("born 3 Feb 2016").check()
    cleo.page.get_by_role("button", name="Save draft").click()
    expect(cleo.page.locator("main[data-state=draft]")).to_be_visible()
    expect(summary).to_have_count(0)
