"""The tray on the screens it is used on: the team's laptop at 125 %, a plain one, a big one, a telephone."""

import pytest
from playwright.sync_api import expect

from people.models import Person
from tests.journeys.trays import panel_shows

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
