"""A family is drawn from nothing by keyboard alone, with JavaScript and without: three generations."""

import re

import pytest
from playwright.sync_api import expect

from people.models import Person, Relationship
from tests.journeys import calls
from tests.journeys.colleague import Colleague
from tests.journeys.soundness import faults_of


def symbol(who: Colleague, name: str):
    """Somebody's symbol on the sheet."""
    return who.page.get_by_role("link", name=re.compile(f"^{name}, "))


def adds(who: Colleague, kind: str, given: str, *, sex: str = "") -> None:
    """Fill in the form beside the drawing with keys alone, and send it with Enter."""
    form = who.page.get_by_role("region").filter(has=who.page.get_by_role("button", name="Add to the family"))
    who.tabs_to(form.get_by_label("They are this person's"))
    who.page.keyboard.type(kind)
    who.presses("Tab")
    who.page.keyboard.type(given)
    who.presses("Tab")
    who.page.keyboard.type("Hall")
    who.presses("Tab")
    who.page.keyboard.type(sex)
    with who.page.expect_navigation():
        who.tabs_to(form.get_by_role("button", name="Add to the family"))
        who.presses("Enter")
    expect(symbol(who, f"{given} Hall")).to_be_visible()


def chooses(who: Colleague, name: str) -> None:
    """Go to somebody's symbol with the Tab key and press Enter: the form is theirs now."""
    who.tabs_to(symbol(who, name))
    with who.page.expect_navigation():
        who.presses("Enter")
    expect(who.page.get_by_role("heading", name=f"Add to the family of {name}")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_genogram_from_nothing_by_keyboard(sits, office, scripts):
    ava = calls.ava_on_file()
    cleo = sits("cleo", scripts=scripts)
    cleo.signs_in()
    cleo.goes_to(ava.get_absolute_url())
    cleo.tabs_to(cleo.page.get_by_role("link", name="Open and edit"))
    with cleo.page.expect_navigation():
        cleo.presses("Enter")
    expect(cleo.page.get_by_text("Nobody of the family is on file.")).to_be_visible()
    alone = symbol(cleo, "Ava Hall").locator(".genogram__symbol").first.bounding_box()
    adds(cleo, "Mother", "Kim", sex="Female")
    adds(cleo, "Father", "Lee", sex="Male")
    adds(cleo, "Brother", "Ben")
    among = symbol(cleo, "Ava Hall").locator(".genogram__symbol").first.bounding_box()
    assert (among["width"], among["height"]) == pytest.approx((alone["width"], alone["height"]), abs=1), "as large"
    chooses(cleo, "Kim Hall")
    adds(cleo, "Mother", "Nan", sex="Female")
    assert Relationship.objects.count() == 4
    if scripts:
        assert faults_of(cleo.page) == []
    before = symbol(cleo, "Kim Hall").bounding_box()["x"]
    for _ in range(2):
        cleo.tabs_to(cleo.page.get_by_role("button", name="Right"))
        with cleo.page.expect_navigation():
            cleo.presses("Enter")
    assert symbol(cleo, "Kim Hall").bounding_box()["x"] > before
    cleo.goes_to(ava.get_absolute_url())
    cleo.page.get_by_text("The same in words").click()
    words = cleo.page.locator(".genogram__words li")
    expect(words.filter(has_text=re.compile("^Nan Hall"))).to_contain_text("parent of Kim Hall")
    expect(words.filter(has_text=re.compile("^Ava Hall"))).to_contain_text("child of Kim Hall and Lee Hall")
    assert Person.objects.count() == 5
