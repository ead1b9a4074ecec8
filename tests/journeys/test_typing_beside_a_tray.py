"""What is typed beside the tray: before its form has come, and after the form was refused."""

import pytest
from playwright.sync_api import expect

from tests.factories.contacts import do
from tests.journeys.colleague import Colleague
from tests.journeys.trays import panel_asks, panel_shows, row_of, sends

REASON = "No concern: a parcel of food, fed every day"
"""Has every letter that begins an action, and those that move."""
SAID = "#preview [data-not-sent]"
ON_ITS_WAY = """() => {
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    if (asked[0].includes("/do/")) await new Promise((go) => { window.letGo = go; });
    return fetched(...asked);
  };
}"""
"""Held in the page: a browser that is told to stop requests on their way may let the next one through unseen."""


def presses_and_waits(manager: Colleague, key: str) -> None:
    """Presses the letter of an action, whose form stays on its way until it is let go."""
    manager.page.evaluate(ON_ITS_WAY)
    manager.presses(key)
    expect(manager.page.locator("#preview")).to_have_attribute("aria-busy", "true")


def lets_it_go(manager: Colleague) -> None:
    """What was on its way goes on."""
    manager.page.evaluate("() => window.letGo()")


def is_refused(manager: Colleague, status: int) -> None:
    """Sends the form beside the tray, is answered with this, and has the form back: until then no key acts on it."""
    manager.expects(f"responded with a status of {status}")
    with manager.page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == status):
        sends(manager)
    expect(manager.page.locator("#preview form[data-sending]")).to_have_count(0)


def is_overtaken(dana: Colleague, contact, dev) -> None:
    """Has typed a decision with something left out, which Dev has taken meanwhile, and sent it."""
    dana.presses("j", "v")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type(REASON)
    do(contact, "decide_early_help", dev, rationale="They would like help")
    is_refused(dana, 409)
    expect(dana.page.locator("#preview .banner--error").first).to_contain_text("Dev was first")


def test_what_is_typed_before_the_form_has_come_stands_in_it_and_begins_nothing_else(dana, contacts):
    dana.presses("j")
    presses_and_waits(dana, "n")
    dana.page.keyboard.type(f"{REASON}x")
    dana.presses("Backspace", "Enter")
    expect(row_of(dana, contacts["Ada"])).to_be_focused()
    lets_it_go(dana)
    panel_asks(dana, "decide_no_further_action")
    panel_shows(dana, "Ada Hall")
    expect(dana.page.get_by_label("Rationale")).to_be_focused()
    dana.page.keyboard.type("And again")
    expect(dana.page.get_by_label("Rationale")).to_have_value(f"{REASON}\nAnd again")
    assert dana.page.locator(".row__choose:checked").count() == 0


def test_where_the_form_does_not_come_it_is_said_that_the_letters_were_not_kept(dana, contacts):
    dana.presses("j")
    presses_and_waits(dana, "n")
    dana.page.keyboard.type(REASON)
    dana.expects("ERR_INTERNET_DISCONNECTED")
    dana.context.set_offline(True)
    lets_it_go(dana)
    expect(dana.page.locator(SAID)).to_contain_text("No connection")
    expect(dana.page.locator(SAID)).to_contain_text("not kept")
    expect(row_of(dana, contacts["Ada"])).to_be_focused()
    dana.presses("j")
    expect(row_of(dana, contacts["Bea"])).to_be_focused()


def test_where_a_form_begins_with_a_choice_it_is_said_where_the_letters_stand(dana):
    dana.presses("j")
    presses_and_waits(dana, "a")
    dana.page.keyboard.type(REASON)
    lets_it_go(dana)
    expect(dana.page.get_by_label("Task")).to_have_value(REASON)
    expect(dana.page.get_by_label("Worker", exact=True)).to_be_focused()
    expect(dana.page.locator(SAID)).to_contain_text("stands under “Task”")


def test_where_a_form_has_no_room_for_words_it_is_said_that_they_were_not_kept(dana):
    dana.presses("j")
    presses_and_waits(dana, "p")
    dana.page.keyboard.type("nf")
    lets_it_go(dana)
    panel_asks(dana, "prioritise")
    expect(dana.page.locator("#preview #id_priority_0")).to_be_focused()
    expect(dana.page.locator(SAID)).to_contain_text("not kept")


def test_escape_gives_up_a_form_that_has_not_come(dana, contacts):
    dana.presses("j")
    presses_and_waits(dana, "n")
    dana.presses("Escape")
    expect(dana.page.locator("#preview")).to_be_hidden()
    dana.presses("j")
    with dana.page.expect_response("**/do/*/"):
        lets_it_go(dana)
    expect(row_of(dana, contacts["Bea"])).to_be_focused()
    expect(dana.page.locator("#preview")).to_be_hidden()


@pytest.mark.parametrize(
    ("key", "field"), [("p", "#id_priority_0"), ("a", "#id_worker"), ("n", "#id_rationale"), ("v", "#id_rationale")]
)
def test_after_a_form_with_something_left_out_what_is_wanting_has_the_focus(dana, key, field):
    dana.presses("j", key)
    expect(dana.page.locator(f"#preview {field}")).to_be_focused()
    is_refused(dana, 422)
    expect(dana.page.locator("#preview .govuk-error-message").first).to_be_visible()
    expect(dana.page.locator(f"#preview {field}")).to_be_focused()


def test_after_a_decision_that_came_second_the_keys_stay_beside_the_tray(dana, contacts, office):
    is_overtaken(dana, contacts["Ada"], office.dev)
    expect(dana.page.locator("#preview .banner--error").first).to_be_focused()
    dana.presses("j", "x", "ArrowDown", "a")
    expect(dana.page.get_by_label("Rationale")).to_have_value(REASON)
    panel_asks(dana, "decide_advice")
    expect(row_of(dana, contacts["Bea"])).not_to_be_focused()


def test_what_came_back_from_a_refusal_is_not_given_up_by_one_escape(dana, contacts, office):
    is_overtaken(dana, contacts["Ada"], office.dev)
    dana.presses("Escape")
    expect(dana.page.locator(SAID)).to_contain_text("Escape once more")
    row_of(dana, contacts["Bea"]).focus()
    expect(dana.page.locator(SAID)).to_contain_text("Escape twice")
    expect(dana.page.get_by_label("Rationale")).to_have_value(REASON)
    dana.presses("Escape", "Escape")
    expect(dana.page.locator("#preview")).to_be_hidden()


def test_what_came_back_with_something_left_out_is_not_given_up_by_one_escape(dana):
    dana.presses("j", "a")
    expect(dana.page.get_by_label("Worker", exact=True)).to_be_focused()
    dana.presses("Tab")
    dana.page.keyboard.type("Ring the school")
    is_refused(dana, 422)
    dana.presses("Escape")
    expect(dana.page.locator(SAID)).to_contain_text("Escape once more")
    expect(dana.page.get_by_label("Task")).to_have_value("Ring the school")
