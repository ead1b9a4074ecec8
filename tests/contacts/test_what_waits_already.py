"""The page of a new contact says what waits already about the same child, before a second one is submitted."""

import pytest

from tests.contacts.open_page import OpenPage
from tests.factories.contacts import do, draft
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(cast):
    """One about Ava that lies in the duty tray."""
    return do(draft(cast.cleo, now=MONDAY), "submit", cast.cleo, MONDAY)


@pytest.fixture
def again(cast, first):
    """The page on which a second one about her is taken down."""
    page = OpenPage(cast.cleo).types(child_0_given_name="Ava", child_0_family_name="Hall")
    page = page.types(concerns="Heard shouting again").chooses(first.children.get().person.reference)
    return page.presses()


def waiting(page) -> list[str]:
    """Which contacts the page says to wait already."""
    return [each["data-waiting"] for each in page.page.all("[data-waiting]")]


def test_the_page_names_it_and_leads_to_it(first, again):
    assert waiting(again) == [first.reference]
    assert again.page.first("[data-waiting] a")["href"] == first.get_absolute_url()


def test_the_answer_while_it_is_typed_names_it_too(first, again):
    assert f'data-waiting="{first.reference}"' in again.autosaves().json()["blocked"]


def test_nothing_waits_that_is_decided_or_about_somebody_else(cast, first):
    assert waiting(OpenPage(cast.cleo).types(child_0_given_name="Zoe").chooses("new").presses()) == []
