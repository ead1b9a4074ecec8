"""What is printed: the facts without the tools that only work on a screen."""

import pytest
from playwright.sync_api import expect

from people.models import Person

TOOLS = (".top", ".tray-head__tools", ".narrow", ".columns--genogram .columns__side form")


@pytest.fixture
def on_paper(seat, furnished):
    """`on_paper("chronology")`: that page of Lily's as it is printed."""

    def printed(page: str):
        pat, lily = seat("pat"), furnished.one_of(Person.objects.filter(given_name="Lily"))
        pat.goes_to(f"{lily.get_absolute_url()}{page}/")
        pat.page.emulate_media(media="print")
        sheets.append(pat.page)
        return pat.page

    sheets: list = []
    yield printed
    for sheet in sheets:
        sheet.emulate_media(media="screen")


@pytest.mark.parametrize("page", ["chronology", "genogram"])
def test_nothing_is_printed_that_only_works_on_a_screen(on_paper, page):
    paper = on_paper(page)
    for tool in TOOLS:
        assert [one for one in paper.locator(tool).all() if one.is_visible()] == []


def test_a_chronology_is_printed_with_every_event_and_whose_it_is(on_paper):
    paper = on_paper("chronology")
    expect(paper.get_by_role("heading", level=1)).to_contain_text("Lily Moss")
    events = paper.locator("[data-chronology]")
    assert events.count() > 0
    for event in events.all():
        expect(event).to_be_visible()


def test_a_genogram_is_printed_whole(on_paper):
    paper = on_paper("genogram")
    sheet = paper.locator(".genogram__sheet").bounding_box()
    assert sheet["width"] <= paper.viewport_size["width"]
    expect(paper.get_by_role("link", name="Marta Moss")).to_be_visible()
    assert paper.pdf().startswith(b"%PDF")
