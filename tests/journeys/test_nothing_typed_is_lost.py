"""A dead network, a session that ends, a click too many: the words stay, and what is done is done once."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from audit.models import Event
from contacts.models import Contact
from contacts.services.draft import Sending, save_draft
from people.services.people import change_person
from tests.factories.cast import PASSWORD
from tests.factories.contacts import bare_draft, contact_at, draft
from tests.journeys import calls
from tests.journeys.colleague import Colleague

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


def types_on(cleo: Colleague, contact: Contact, words: str = calls.CONCERN):
    """Opens a draft, and types into it."""
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    cleo.page.get_by_label("Concerns", exact=True).fill(words)


def test_a_page_does_not_say_again_what_it_has_saved(sits, office):
    contact = draft(office.cleo)
    ava = contact.children.get().person
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    calls.first_child(cleo).get_by_role("textbox", name="School or nursery", exact=True).fill("Oak Primary")
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    ava.refresh_from_db()
    assert ava.school == "Oak Primary"
    change_person(ava, office.dana, timezone.now(), school="Ash Primary")
    with cleo.page.expect_response("**/autosave/") as answer:
        cleo.page.get_by_label("Concerns", exact=True).fill(calls.CONCERN)
    assert answer.value.status == 200
    ava.refresh_from_db()
    assert ava.school == "Ash Primary"


def overtakes(dana, contact):
    """Saves a draft that somebody else has open."""
    contact.refresh_from_db()
    save_draft(contact, dana, {}, [], {}, timezone.now(), Sending(seen_version=contact.version))


def test_whoever_is_refused_is_held_back_from_leaving_what_they_typed(sits, office):
    contact = bare_draft(office.cleo)
    cleo = sits("cleo")
    cleo.signs_in()
    types_on(cleo, contact)
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    overtakes(office.dana, contact)
    cleo.expects("409")
    words = cleo.page.get_by_label("Concerns", exact=True)
    words.press_sequentially(" she got it")
    expect(autosave_line(cleo.page)).to_contain_text("Dana has saved this draft since you opened it")
    with cleo.page.expect_response("**/autosave/"):
        words.blur()
    asked = []
    cleo.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    cleo.page.get_by_role("link", name="My work").first.click()
    expect(words).to_have_value(f"{calls.CONCERN} she got it")
    assert asked == ["beforeunload"]


def answers_nothing_but(cleo: Colleague, status: int) -> list[str | None]:
    """The server answers every save with this; what each one said of who asked for it."""
    asked_by = []

    def answer(route):
        asked_by.append(route.request.headers.get("x-poll"))
        route.fulfill(status=status, json={"detail": "No."})

    cleo.expects(str(status))
    cleo.page.clock.install()
    cleo.page.route("**/autosave/", answer)
    return asked_by


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_where_time_may_help_it_tries_again_and_says_that_nobody_asked(sits, office, status):
    cleo = sits("cleo")
    cleo.signs_in()
    asked_by = answers_nothing_but(cleo, status)
    types_on(cleo, bare_draft(office.cleo))
    expect(autosave_line(cleo.page)).to_contain_text("Your typing stays on this page")
    with cleo.page.expect_response("**/autosave/"):
        cleo.page.clock.fast_forward(6_000)
    with cleo.page.expect_response("**/autosave/"):
        cleo.page.get_by_label("Concerns", exact=True).press_sequentially(".")
    assert asked_by[:2] == [None, "1"]
    assert asked_by[-1] is None


def test_a_server_in_trouble_is_asked_less_and_less_however_much_is_typed_and_at_once_when_the_network_is_back(
    sits, office
):
    cleo = sits("cleo")
    cleo.signs_in()
    asked_by = answers_nothing_but(cleo, 503)
    types_on(cleo, bare_draft(office.cleo))
    expect(autosave_line(cleo.page)).to_contain_text("Not saved")
    for pause in (1_000, 2_000, 4_000, 8_000, 16_000, 32_000):
        with cleo.page.expect_response("**/autosave/"):
            cleo.page.clock.fast_forward(pause)
    asked = len(asked_by)
    words = cleo.page.get_by_label("Concerns", exact=True)
    words.press_sequentially(" and more")
    cleo.page.clock.fast_forward(30_000)
    assert len(asked_by) == asked
    expect(autosave_line(cleo.page)).to_contain_text("Not saved")
    with cleo.page.expect_response("**/autosave/"):
        cleo.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(words).to_have_value(f"{calls.CONCERN} and more")


def test_whoever_was_overtaken_saves_on_top_of_what_they_did_not_change(sits, office):
    contact = bare_draft(office.cleo, address="1 High Street")
    cleo = sits("cleo")
    cleo.signs_in()
    types_on(cleo, contact)
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    contact.refresh_from_db()
    elsewhere = {"address": "2 Low Street"}
    save_draft(contact, office.dana, elsewhere, [], {}, timezone.now(), Sending(seen_version=contact.version))
    cleo.expects("409")
    words = cleo.page.get_by_label("Concerns", exact=True)
    words.press_sequentially(" she got it")
    line = autosave_line(cleo.page)
    expect(line).to_contain_text("Dana has saved this draft since you opened it")
    expect(line.get_by_role("link", name="Show theirs")).to_be_visible()
    line.get_by_role("button", name="Save mine on top").click()
    expect(line).to_contain_text("Saved today")
    expect(words).to_have_value(f"{calls.CONCERN} she got it")
    expect(cleo.page.locator("#id_address")).to_have_value("2 Low Street")


@pytest.mark.parametrize("status", [404, 422])
def test_what_will_not_be_taken_is_said_once_and_waits_for_whoever_typed_it(sits, office, status):
    cleo = sits("cleo")
    cleo.signs_in()
    asked_by = answers_nothing_but(cleo, status)
    types_on(cleo, bare_draft(office.cleo))
    expect(autosave_line(cleo.page)).to_contain_text("Your typing stays on this page")
    cleo.page.clock.fast_forward(60_000)
    with cleo.page.expect_response("**/autosave/"):
        cleo.page.get_by_role("button", name="Try again now").click()
    assert asked_by == [None, None]


def test_what_somebody_else_is_signed_in_for_is_said_and_can_be_tried_once_more(sits, office):
    contact = bare_draft(office.cleo)
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    mine = cleo.context.cookies()
    cleo.expects("409")
    cleo.context.clear_cookies(name="sessionid")
    somebody_else = cleo.context.new_page()
    somebody_else.goto("/sign-in/")
    somebody_else.get_by_label("User name").fill("dana")
    somebody_else.get_by_label("Password").fill(PASSWORD)
    somebody_else.get_by_role("button", name="Sign in").click()
    expect(somebody_else.locator(".top__me")).to_contain_text("Dana")
    cleo.page.get_by_label("Concerns", exact=True).fill(calls.CONCERN)
    expect(autosave_line(cleo.page)).to_contain_text("Somebody else has signed in here since")
    cleo.context.add_cookies(mine)
    cleo.page.get_by_role("button", name="Try again now").click()
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    contact.refresh_from_db()
    assert contact.concerns == calls.CONCERN


def test_what_is_for_the_lado_is_said_on_the_page_with_the_way_to_discard_the_rest(sits, office):
    contact = bare_draft(office.cleo)
    cleo = sits("cleo")
    cleo.signs_in()
    types_on(cleo, contact, "The coach hits them")
    expect(autosave_line(cleo.page)).to_have_text(SAVED)
    cleo.expects("409")
    cleo.page.get_by_role("group", name="works with children").get_by_label("Yes").check()
    expect(autosave_line(cleo.page)).to_contain_text(f"What was typed before stands in contact {contact.reference}")
    discard = autosave_line(cleo.page).get_by_role("link", name="Discard that draft")
    expect(discard).to_have_attribute("href", f"{contact.get_absolute_url()}do/discard/")
