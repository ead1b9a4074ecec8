"""A call comes in, is taken down, announced, read, and decided, as people do it: by typing and clicking."""

import re

from playwright.sync_api import expect

from people.models import Person
from tests.factories.contacts import contact_at
from tests.journeys import calls
from tests.journeys.colleague import Colleague

COUNT_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""
PAST_THE_NEXT_POLL = 21_000
RATIONALE = "A burn that nobody can explain: a social worker must see her today"


def test_a_call_becomes_a_referral(sits, office):
    calls.ava_on_file()
    contact_at("awaiting_decision", office)
    dana = sits("dana")
    watches_the_duty_tray(dana)
    cleo = sits("cleo")
    cleo.signs_in()
    reference = takes_an_urgent_call(cleo)
    hears_of_it(dana, reference)
    opens_the_first_row(dana)
    expect(dana.page.locator(".story__words")).to_have_text(calls.CONCERN)
    decides_by_keyboard(dana, "Progress to referral")
    cleo.page.reload()
    expect(cleo.page.locator("main")).to_have_attribute("data-state", "closed")
    expect(cleo.page.locator("[data-field=outcome]")).to_have_text(re.compile("referral", re.IGNORECASE))
    expect(cleo.page.locator("[data-made=referral]")).to_contain_text("Ava Hall")


def watches_the_duty_tray(dana: Colleague):
    dana.context.add_init_script(COUNT_TONES)
    dana.page.clock.install()
    dana.signs_in()
    expect(dana.page).to_have_url(re.compile("/tray/duty/$"))
    expect(dana.page.locator("#tray-rows tr")).to_have_count(1)
    # From here on the page asks for news when the test says so, however long the call takes.
    dana.page.clock.pause_at(dana.page.evaluate("Date.now() + 1000"))


def takes_an_urgent_call(cleo: Colleague) -> str:
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    calls.names_the_child(cleo)
    matches = calls.first_child(cleo).get_by_role("group", name="Is this somebody we know?")
    expect(matches).to_contain_text("Ava Hall")
    expect(matches).to_contain_text("Same name")
    expect(cleo.page.locator("[data-essential=names]")).to_contain_text("filled in")
    expect(cleo.page.locator("[data-essential=date_of_birth]")).to_contain_text("missing")
    expect(cleo.page.locator("[data-deadline=contact_decision]")).to_contain_text("left")
    assert Person.objects.filter(family_name="Hall").count() == 2, "nobody is put on file before the recorder decides"
    matches.get_by_label("born 3 Feb 2016").check()
    calls.says_what_happened(cleo)
    expect(cleo.page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(cleo.page.locator(".record-head__meta")).to_have_text(re.compile(r"^\s*Contact \w{10}"))
    expect(cleo.page.locator("[data-essential=concerns]")).to_contain_text("filled in")
    cleo.presses("Alt+u")
    expect(cleo.page.get_by_label("Why it is urgent")).to_be_focused()
    cleo.page.keyboard.type("A burn, and she is at school until three")
    return calls.submits(cleo)


def hears_of_it(dana: Colleague, reference: str):
    with dana.page.expect_response(re.compile(r"poll=1")):
        dana.page.clock.fast_forward(PAST_THE_NEXT_POLL)
    dana.page.clock.resume()
    expect(dana.page.get_by_role("status")).to_contain_text("1 urgent came in at the top")
    expect(dana.page.locator("#tray-rows tr").first).to_have_id(f"row-{reference}")
    expect(dana.page.locator("#tray-rows tr")).to_have_count(2)
    dana.page.wait_for_function("window.tones > 0")


def opens_the_first_row(dana: Colleague):
    dana.presses("j", "Enter")
    expect(dana.page.locator("main[data-process=contact]")).to_be_visible()


def decides_by_keyboard(dana: Colleague, decision: str):
    dana.tabs_to(dana.page.get_by_role("button", name=decision))
    dana.presses("Enter")
    dana.tabs_to(dana.page.get_by_label("Rationale"))
    dana.page.keyboard.type(RATIONALE)
    dana.tabs_to(dana.page.get_by_role("button", name=decision))
    dana.presses("Enter")
    expect(dana.page.locator("main[data-state=closed]")).to_be_visible()
