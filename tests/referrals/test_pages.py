"""The pages of a referral: the child, why, the clock, what it came from, and its history."""

import pytest

from audit.models import Access
from contacts.models import Contact
from directory.roles import DUTY_SIDE, Role
from referrals.models import Referral
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import contact_at, do

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast) -> Referral:
    """A referral for Ava Hall, made from a contact of an urgent priority by Dana."""
    contact = contact_at(Contact.State.AWAITING_DECISION, cast, referrer_source="2A")
    contact = do(contact, "flag_urgent", cast.cleo, reason="A disclosed injury")
    do(contact, "decide_referral", cast.dana, rationale="Threshold met")
    return Referral.objects.get()


def reads(user, address) -> Page:
    """What a user is answered."""
    return Page(signed_in(user).get(address), address)


def test_it_shows_the_child_why_the_clock_and_the_contact_it_came_from(cast, referral):
    page = reads(cast.dana, referral.get_absolute_url())
    assert page.first("main")["data-state"] == "open"
    assert page.first("main")["data-tray"] == "duty"
    assert page.first("[data-deadline=referral_transfer]")
    assert page.first('[data-field="reason"]').text == "Threshold met"
    assert page.first('[data-field="source"]')["data-value"] == "2A"
    assert page.first(f'[data-person="{referral.child.reference}"] .known').text.startswith("New, as of")
    assert page.first(f'.columns__side a[href="{Contact.objects.get().get_absolute_url()}"]')
    assert Access.about(referral).get().user == cast.dana


def test_its_history_says_who_did_and_who_looked(cast, referral):
    did = reads(cast.dana, f"{referral.get_absolute_url()}history/")
    assert [(entry["data-verb"], entry["data-by"]) for entry in did.all("[data-verb]")] == [("record", "dana")]
    looked = reads(cast.dana, f"{referral.get_absolute_url()}history/?show=looked")
    assert [(entry["data-verb"], entry["data-times"]) for entry in looked.all("[data-verb]")] == [("looked", "2")]


@pytest.mark.parametrize("role", Role)
def test_the_duty_side_alone_knows_of_it(referral, role):
    somebody = make_user("Somebody", role)
    pages = [reads(somebody, referral.get_absolute_url() + rest) for rest in ("", "history/")]
    assert [page.found for page in pages] == [role in DUTY_SIDE] * 2
    assert role in DUTY_SIDE or {page.status for page in pages} == {404}


def test_it_is_hidden_from_the_childs_own_relation(cast, referral):
    people.staff_relation(cast.pat, referral.child, referral.created_at)
    assert reads(cast.pat, referral.get_absolute_url()).status == 404


def test_an_action_that_is_not_built_yet_is_absent(cast, referral):
    assert reads(cast.dana, f"{referral.get_absolute_url()}do/transfer/").status == 404
