"""Another child is added to the page; its address stays what it was."""

import pytest

from contacts.forms.draft import MOST_CHILDREN
from contacts.models import Contact
from tests.contacts.open_page import OpenPage
from tests.factories.contacts import AVA, draft

pytestmark = pytest.mark.django_db


def adds_a_child(page):
    """Press "Add another child", where nothing runs in the browser."""
    return page.presses(page.page.first("[data-add-child]")["formaction"])


def test_there_is_one_more_row_once_and_nothing_of_it_stands_in_the_address(cast):
    page = adds_a_child(OpenPage(cast.cleo, draft(cast.cleo)).types(concerns="A burn"))
    address = f"{Contact.objects.get().get_absolute_url()}edit/"
    assert (page.page.address, page.page.status) == (f"{address}#add-child", 200)
    assert "child-1-given_name" in page.form
    assert Contact.objects.get().concerns == "A burn"
    page.shows(page.client.get(address), address)
    assert "child-1-given_name" not in page.form


def test_a_page_of_another_draft_is_not_given_the_row(cast):
    page, other = OpenPage(cast.cleo, draft(cast.cleo)), draft(cast.cleo)
    page.client.post(page.page.first("[data-add-child]")["formaction"], page.form.data())
    page.shows(page.client.get(f"{other.get_absolute_url()}edit/"), "")
    assert "child-1-given_name" not in page.form


def test_the_page_brings_an_empty_row_along_for_its_script(cast):
    row = OpenPage(cast.cleo, draft(cast.cleo)).page.first("template[data-empty-child='1']")
    assert row.select_one("fieldset#child-1 [name=child-1-row]").get("value", "") == ""


def test_a_page_with_as_many_children_as_it_takes_is_taken(cast):
    page = OpenPage(cast.cleo, draft(cast.cleo, [AVA | {"given_name": f"Ava{n}"} for n in range(MOST_CHILDREN)]))
    assert page.types(concerns="A burn").presses().page.status == 200
    assert Contact.objects.get().concerns == "A burn"
