"""A submission that is refused says on top what is wanting, each with a link to the field that answers it."""

import pytest

from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, BEN, bare_draft, draft

pytestmark = pytest.mark.django_db


def submits(page):
    """Press "Submit to the duty tray"."""
    return page.presses(page.form.button("submit"))


def links(page) -> dict[str, str]:
    """What the summary on top names, and where each leads; every one leads to something on the page."""
    found = {link.get_text(strip=True): link["href"] for link in page.page.all(".govuk-error-summary a")}
    assert all(page.page.first(f'[id="{href[1:]}"]') for href in found.values())
    return found


def test_each_missing_item_leads_to_its_field(cast):
    page = submits(OpenPage(cast.cleo, bare_draft(cast.cleo, works_with_children="no")))
    named = links(page)
    assert page.page.status == 409
    assert named["Concerns"] == "#id_concerns"
    assert named["Names"] == "#id_child-0-given_name"
    assert named["Special needs (parents)"] == "#id_parents_special_needs"
    assert "essential_information_or_urgent" in page.page.refusal


def test_what_one_child_lacks_leads_to_that_child(cast):
    page = submits(OpenPage(cast.cleo, draft(cast.cleo, [AVA, BEN | {"school": "", "religion": ""}])))
    assert links(page) == {
        "School or nursery (Ben)": "#id_child-1-school",
        "Ethnicity, first language and religion (Ben)": "#id_child-1-religion",
    }


def test_what_could_not_be_read_stands_first_and_what_is_missing_with_it(cast):
    page = submits(OpenPage(cast.cleo).types(works_with_children="no", received="in May"))
    assert page.page.status == 422
    assert list(links(page).values())[:2] == ["#id_received", "#id_child-0-given_name"]


def test_a_save_that_is_marked_names_nothing_but_what_could_not_be_read(cast):
    page = OpenPage(cast.cleo).types(received="in May").presses()
    assert list(links(page).values()) == ["#id_received"]


def test_why_it_cannot_be_submitted_yet_is_told_anew_with_every_save(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, address="", school=""))
    told = page.types(concerns="A burn").autosaves().json()["blocked"]
    assert "Address" in told
    told = page.types(address="1 High Street").autosaves().json()["blocked"]
    assert "Address" not in told
    assert Contact.objects.get().state == "draft"
