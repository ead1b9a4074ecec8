"""What changes in a tray announces itself; only what is urgent comes in at once, and nothing acts on another row."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, contact_at, do
from tests.journeys.trays import panel_asks, panel_shows, row_of

A_POLL = 21_000
"""Milliseconds after which the page has asked once more."""


@pytest.fixture
def watching(sits, contacts):
    """Dana before the tray, with a clock that is put on by hand."""
    dana = sits("dana")
    dana.signs_in()
    dana.page.clock.install()
    dana.goes_to("/tray/duty/")
    return dana


def asks_again(dana):
    """Time passes until the page asks what is new, and it is answered."""
    with dana.page.expect_response(lambda answer: "poll=1" in answer.url):
        dana.page.clock.fast_forward(A_POLL)


def awaiting(office, name):
    """One more contact in the duty tray."""
    return contact_at("awaiting_decision", office, timezone.now(), children=[AVA | {"given_name": name}])


def test_what_is_new_waits_until_it_is_asked_for(watching, contacts, office):
    watching.presses("j", "j")
    awaiting(office, "Eve")
    do(contacts["Dee"], "add_information", office.cleo, note="The school rang")
    asks_again(watching)
    expect(watching.page.locator("#tray-news")).to_contain_text("1 new, 1 changed")
    expect(watching.page.locator("#tray-rows .row")).to_have_count(4)
    expect(row_of(watching, contacts["Bea"])).to_be_focused()
    watching.presses("r")
    expect(watching.page.locator("#tray-rows .row")).to_have_count(5)
    expect(row_of(watching, contacts["Bea"])).to_be_focused()


def test_a_letter_acts_on_the_row_that_was_seen_though_an_urgent_one_came_in_above(watching, contacts, office):
    watching.presses("j")
    urgent = do(awaiting(office, "Eve"), "flag_urgent", office.cleo, reason="A disclosed injury")
    asks_again(watching)
    expect(watching.page.locator("#tray-rows .row").first).to_have_attribute("id", f"row-{urgent.reference}")
    expect(row_of(watching, contacts["Ada"])).to_be_focused()
    watching.presses("n")
    panel_asks(watching, "decide_no_further_action")
    panel_shows(watching, "Ada Hall")


def test_a_chosen_row_that_becomes_urgent_stays_chosen(watching, contacts, office):
    watching.presses("End", "x")
    do(contacts["Dee"], "flag_urgent", office.cleo, reason="A disclosed injury")
    asks_again(watching)
    expect(watching.page.locator("#tray-rows .row").first).to_contain_text("Dee Hall")
    expect(watching.page.locator(f"#row-{contacts['Dee'].reference} .row__choose")).to_be_checked()


def test_when_the_row_has_gone_the_next_one_has_the_focus(watching, contacts, office):
    watching.presses("j", "j")
    do(contacts["Bea"], "decide_no_further_action", office.dev, rationale="The school supports the family")
    asks_again(watching)
    expect(watching.page.locator("#tray-news")).to_contain_text("1 gone")
    watching.presses("r")
    expect(row_of(watching, contacts["Cal"])).to_be_focused()


def test_showing_what_is_new_leaves_whoever_types_beside_it_alone(watching, contacts, office):
    watching.presses("j", "n")
    expect(watching.page.get_by_label("Rationale")).to_be_focused()
    awaiting(office, "Eve")
    asks_again(watching)
    expect(watching.page.locator("#tray-news")).to_contain_text("1 new")
    watching.page.evaluate("document.dispatchEvent(new CustomEvent('tray:show'))")
    expect(watching.page.locator("#tray-rows .row")).to_have_count(5)
    expect(watching.page.get_by_label("Rationale")).to_be_focused()
    expect(watching.page.locator(f"#row-{contacts['Ada'].reference}.row--shown")).to_be_visible()


def test_a_colleague_who_opens_an_item_is_seen_beside_it_at_once_and_moves_nothing(watching, contacts, office):
    row = watching.page.locator(f"#row-{contacts['Bea'].reference}")
    before = row.bounding_box()
    signed_in(office.dev).get(contacts["Bea"].get_absolute_url())
    asks_again(watching)
    expect(row.locator(".open-by")).to_have_text("D")
    expect(watching.page.locator("#tray-news")).to_be_empty()
    assert row.bounding_box() == before


def test_news_moves_nothing_under_the_cursor_and_lies_over_no_row(watching, contacts, office):
    row = watching.page.locator(f"#row-{contacts['Ada'].reference}")
    before = row.bounding_box()
    do(contacts["Dee"], "add_information", office.cleo, note="The school rang")
    asks_again(watching)
    news = watching.page.locator(".news__bar")
    expect(news).to_contain_text("1 changed")
    assert row.bounding_box() == before
    box = news.bounding_box()
    assert box["y"] + box["height"] <= before["y"] + 1


def test_what_was_done_is_said_for_twenty_seconds_whatever_else_is_new(watching, contacts, office):
    watching.presses("j", "n")
    expect(watching.page.get_by_label("Rationale")).to_be_focused()
    watching.page.keyboard.type("The school supports the family")
    watching.presses("Control+Enter")
    news = watching.page.locator("#tray-news")
    expect(news).to_contain_text("No further action decided")
    panel_shows(watching, "Bea Hall")
    do(contacts["Dee"], "add_information", office.cleo, note="The school rang")
    asks_again(watching)
    expect(news).to_contain_text("1 changed")
    expect(news).to_contain_text("No further action decided")
    asks_again(watching)
    expect(news).not_to_contain_text("No further action decided")
    expect(news).to_contain_text("1 changed")
