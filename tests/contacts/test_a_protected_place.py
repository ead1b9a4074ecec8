"""An address that a contact was told before it was known that somebody must not find it."""

import pytest

from contacts.models import Contact
from contacts.services.places import PROTECTED
from directory.profile import current
from directory.roles import DUTY_SIDE
from people.models import Person, ProtectedAddress
from tests.acceptance.front import Page
from tests.contacts.open_page import OpenPage
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, bare_draft, do, draft, essentials

pytestmark = pytest.mark.django_db
FLAT = "33 Colne Tower"
READERS = current().secrecy.protected_addresses


@pytest.fixture
def contact(cast):
    """A draft about Ava and Ben, whose address was said."""
    return draft(cast.cleo, [AVA, BEN], **essentials() | {"address": FLAT})


def protect(contact, **more):
    """Protect the address of the first child on it."""
    return ProtectedAddress.objects.create(person=contact.children.first().person, lines=FLAT, **more)


def page(user, contact, more=""):
    """One of the contact's pages."""
    address = f"{contact.get_absolute_url()}{more}"
    return Page(signed_in(user).get(address), address)


def said(contact) -> str:
    """What stands of its address; nothing when that was taken away."""
    return "".join(contact.answers.filter(item="address").values_list("text", flat=True))


@pytest.mark.parametrize("role", sorted(DUTY_SIDE))
def test_the_roles_of_the_profile_alone_read_it_on_the_contact(cast, contact, role):
    contact, reader = do(contact, "submit", cast.cleo), make_user("Reader", role)
    assert FLAT in page(reader, contact).text, "until it is protected"
    protect(contact)
    shown = page(reader, contact).text
    assert (FLAT in shown, PROTECTED in shown) == (role in READERS, role not in READERS)
    assert FLAT not in page(reader, contact, "history/").text


def test_it_is_hidden_on_the_page_of_every_action_too(cast, contact):
    contact = do(contact, "submit", cast.cleo)
    protect(contact)
    shown = page(cast.cleo, contact, "do/flag_urgent/")
    assert PROTECTED in shown.text
    assert FLAT not in shown.text


def test_whoever_the_child_was_found_to_be_is_protected_as_well(cast, contact):
    contact = do(contact, "submit", cast.cleo)
    child = contact.children.first().person
    same = Person.objects.create(given_name="Ava", family_name="Hall", recorded_at=contact.created_at)
    Person.objects.filter(pk=child.pk).update(identity=same)
    ProtectedAddress.objects.create(person=same, lines=FLAT)
    assert FLAT not in page(cast.cleo, contact).text
    assert FLAT in page(cast.dana, contact).text


def test_a_protection_that_has_ended_hides_nothing(cast, contact):
    contact = do(contact, "submit", cast.cleo)
    protect(contact, to_date=contact.created_at)
    assert FLAT in page(cast.cleo, contact).text


def test_what_was_missing_and_is_given_later_stands_in_no_history(cast):
    contact = do(bare_draft(cast.cleo, urgent="yes", urgent_reason="A bruise"), "submit", cast.cleo)
    do(contact, "add_information", cast.cleo, note="She rang", **{"missing-address": FLAT})
    assert FLAT in page(cast.cleo, contact).text
    assert FLAT not in page(cast.dana, contact, "history/").text


def test_a_drafts_page_does_not_show_it_again_to_who_typed_it(cast, contact):
    protect(contact)
    form = OpenPage(cast.cleo, contact)
    assert form.holds("address") == ""
    assert PROTECTED in form.page.text
    assert FLAT not in form.page.text
    assert OpenPage(cast.dana, contact).holds("address") == FLAT


@pytest.mark.parametrize("address", ["34 Colne Tower", "34 Colne Tower, too long" + "x" * 20_000])
def test_a_draft_that_keeps_what_could_not_be_read_keeps_it_from_them(cast, contact, address):
    OpenPage(cast.cleo, contact).types(received="soon", address=address).presses()
    contact = Contact.objects.get()
    assert contact.typed["address"] == [address]
    protect(contact)
    form = OpenPage(cast.cleo, contact)
    assert (form.holds("received"), form.holds("address")) == ("soon", "")
    assert "Colne Tower" not in form.page.text
    assert OpenPage(cast.dana, contact).holds("address") == address


@pytest.mark.parametrize("send", [OpenPage.presses, OpenPage.autosaves])
def test_saving_without_touching_it_leaves_what_stands(cast, contact, send):
    protect(contact)
    send(OpenPage(cast.cleo, contact).types(concerns="A burn"))
    assert (Contact.objects.get().concerns, said(contact)) == ("A burn", FLAT)
    send(OpenPage(cast.dana, Contact.objects.get()).types(address=""))
    assert said(contact) == "", "who was shown it may take it away"


def test_what_is_typed_instead_takes_its_place_and_goes_on_while_it_is_typed(cast, contact):
    protect(contact)
    form = OpenPage(cast.cleo, contact)
    form.types(address="2 Lo").autosaves()
    form.types(address="2 Low Road").autosaves()
    assert said(contact) == "2 Low Road"
    assert OpenPage(cast.cleo, Contact.objects.get()).holds("address") == ""
    form.types(concerns="A burn").presses()
    assert said(contact) == "2 Low Road"


def test_a_page_that_has_grown_old_tells_nothing_of_what_was_put_there_meanwhile(cast, contact):
    protect(contact)
    old = OpenPage(cast.cleo, contact)
    OpenPage(cast.dana, contact).types(address="4 Safe Street").presses()
    old.types(address="2 Low Road").presses()
    assert old.page.status == 409
    assert "Safe Street" not in old.page.text


def test_who_protects_it_is_told_that_words_may_still_name_it(cast, contact):
    child = contact.children.first().person
    shown = page(cast.dana, child, "change/protected-address/")
    assert "may still name the place" in shown.text
