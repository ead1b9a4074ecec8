"""The tray on the screens it is used on: the team's laptop at 125 %, a plain one, a big one, a telephone."""

import pytest
from playwright.sync_api import expect

from people.models import Person
from tests.journeys.trays import panel_asks, panel_shows, row_of

SCREENS = {"laptop at 125 %": (1093, 614), "laptop": (1366, 768), "big": (1920, 1080), "telephone": (390, 844)}
WORDS = "Seen with a bruise on the left cheek and on the arm, and says that she fell, which nobody saw. " * 2
CUT_OFF = """part => {
  const room = document.getElementById("preview");
  const right = room.hidden ? innerWidth : room.getBoundingClientRect().left || innerWidth;
  const box = part.getBoundingClientRect();
  return box.width === 0 || box.right > right + 1 || part.scrollWidth > part.clientWidth + 1;
}"""
LINES = "words => Math.round(words.clientHeight / parseFloat(getComputedStyle(words).lineHeight))"
TOO_WIDE = "() => [document.documentElement, ...document.querySelectorAll('.preview__body, .tray th, .tray td, .top')]\
.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className)"


@pytest.fixture(params=SCREENS.values(), ids=SCREENS)
def screen(request, dana):
    """Dana's screen."""
    width, height = request.param
    dana.page.set_viewport_size({"width": width, "height": height})
    return dana


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside a record"])
def test_every_part_of_the_status_line_can_be_read(screen, beside):
    if beside:
        screen.presses("j", "Space")
        panel_shows(screen, "Ada Hall")
    parts = screen.page.locator(".status__part").all()
    assert len(parts) == 8
    assert [part.inner_text() for part in parts if part.evaluate(CUT_OFF)] == []


def test_a_concern_has_two_lines(screen, contacts):
    type(contacts["Ada"]).objects.update(concerns=WORDS)
    screen.page.reload()
    assert screen.page.locator(".row__concern").first.evaluate(LINES) == 2


def test_a_name_without_an_end_breaks_no_row_heading_or_panel(screen, contacts):
    Person.objects.filter(given_name="Ada").update(given_name="A" * 80, family_name="Z" * 255)
    type(contacts["Ada"]).objects.update(concerns="W" * 300)
    screen.page.reload()
    expect(screen.page.locator("#tray-rows .row")).to_have_count(4)
    assert screen.page.evaluate(TOO_WIDE) == []
    screen.presses("j", "Space")
    panel_shows(screen, "ZZZ")
    assert screen.page.evaluate(TOO_WIDE) == []
    screen.goes_to(contacts["Ada"].get_absolute_url())
    assert screen.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("key", ["n", "v", "a", "p"])
def test_beside_the_tray_it_is_always_said_whom_a_decision_is_about_and_its_button_is_there(screen, contacts, key):
    screen.presses("j", key)
    expect(screen.page.locator("#preview form[data-step] button[type=submit]")).to_be_in_viewport(ratio=1)
    bar = screen.page.locator("#preview .preview__bar")
    expect(bar).to_be_in_viewport(ratio=1)
    expect(bar).to_contain_text("Ada Hall, ")
    expect(bar).to_contain_text(contacts["Ada"].reference)


def test_of_several_the_bar_says_how_many(dana):
    dana.presses("j", "x", "j", "x", "a")
    panel_asks(dana, "assign")
    expect(dana.page.locator("#preview .preview__bar")).to_contain_text("2 chosen")


def test_what_has_left_the_tray_is_named_in_the_bar_as_well(dana, contacts, office):
    dana.goes_to(f"/tray/duty/?open={contacts['Ada'].reference}&show=urgent")
    panel_shows(dana, "Ada Hall")
    expect(dana.page.locator("#preview .preview__bar")).to_contain_text("Ada Hall (")


def test_going_up_no_row_hides_under_the_headings(dana, contacts):
    dana.page.set_viewport_size({"width": 1093, "height": 300})
    dana.presses("End")
    for name in ("Cal", "Bea", "Ada"):
        dana.presses("k")
        expect(row_of(dana, contacts[name])).to_be_focused()
        headings = dana.page.locator(".tray thead th").last.bounding_box()
        row = dana.page.locator(f"#row-{contacts[name].reference}").bounding_box()
        assert row["y"] >= headings["y"] + headings["height"] - 1
        assert row["y"] + row["height"] <= 300
