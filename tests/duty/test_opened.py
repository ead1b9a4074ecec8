"""An address opens an item beside its tray, for whoever may know of it; for anybody else there is no such thing."""

import pytest

from tests.duty.conftest import MONDAY
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do
from tests.factories.people import staff_relation

pytestmark = pytest.mark.django_db
NOTHING_OF_IT = "There is nothing with the reference in this address."


@pytest.fixture
def contact(cast):
    """A contact in the duty tray."""
    return contact_at("awaiting_decision", cast)


def test_the_address_of_an_open_item_leads_to_it_without_scripts_too(cast, contact, reads):
    page = reads(cast.dana, f"/tray/duty/?open={contact.reference}")
    assert page.first("main")["data-open-url"] == contact.get_absolute_url()
    assert page.first(f'noscript a[href="{contact.get_absolute_url()}"]').text == contact.reference


def test_what_has_left_the_tray_is_opened_all_the_same(cast, contact, reads):
    do(contact, "decide_no_further_action", cast.dana, rationale="The school helps")
    page = reads(cast.dev, f"/tray/duty/?open={contact.reference}")
    assert page.first("main")["data-open-url"] == contact.get_absolute_url()


def test_ones_own_relation_is_as_if_it_did_not_exist(cast, contact, clock):
    staff_relation(cast.dana, contact.children.get().person, MONDAY)
    hidden = signed_in(cast.dana).get(f"/tray/duty/?open={contact.reference}").content.decode()
    assert NOTHING_OF_IT in hidden
    assert "data-open-url" not in hidden
    assert contact.reference not in hidden


@pytest.mark.parametrize("text", ["", "%00", "Ava+Hall", "<b>", "0000000000"])
def test_what_cannot_be_a_reference_opens_nothing(cast, reads, text):
    page = reads(cast.dana, f"/tray/duty/?open={text}")
    assert page.found
    assert page.first("[data-open-url], .banner") is None


def test_looking_at_the_tray_is_not_yet_opening_the_item(cast, contact, reads):
    page = reads(cast.dana, f"/tray/duty/?open={contact.reference}")
    assert page.first("[data-part=unread] strong").text == "1"
    assert reads(cast.dana, "/tray/duty/").first("[data-part=unread] strong").text == "1"
