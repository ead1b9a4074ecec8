"""An address that somebody must not find: read by few, written nowhere else, and known to be there by all."""

from datetime import date

import pytest

from directory.profile import current
from directory.roles import DUTY_SIDE, Role
from people.models import Address, Household, HouseholdMember, ProtectedAddress
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.people.conftest import NOW
from tests.people.pages import changes, words

pytestmark = pytest.mark.django_db
REFUGE = "9 Refuge Row"
READERS = current().secrecy.protected_addresses


@pytest.fixture
def hidden(ava):
    """Ava, whose address is protected."""
    ProtectedAddress.objects.create(person=ava, lines=REFUGE, postcode="SL1 9QQ", because="Her father looks for her")
    return ava


def page(reads, user, person):
    """Somebody's front page."""
    return reads(user, f"/people/{person.reference}/")


@pytest.mark.parametrize("role", sorted(DUTY_SIDE))
def test_the_roles_of_the_profile_read_it_and_all_who_see_the_person_know_that_there_is_one(hidden, reads, role):
    shown = page(reads, make_user("Reader", role), hidden)
    assert shown.first("[data-alert=protected_address]")
    assert (REFUGE in shown.text) == (role in READERS)
    assert ("Her father looks" in shown.text) == (role in READERS)


def test_a_team_reads_that_there_is_one(hidden, reads):
    shown = page(reads, make_user("Tess", Role.TEAM_WORKER), hidden)
    assert shown.first("[data-alert=protected_address]")
    assert REFUGE not in shown.text


def test_who_protects_it_may_be_told_it_and_never_reads_it_again(cast, ava, reads):
    said = {"lines": REFUGE, "postcode": "SL1 9QQ", "because": "Her father"}
    assert changes(cast.cleo, ava, "protected-address", **said).status == 302
    assert REFUGE not in page(reads, cast.cleo, ava).text
    assert REFUGE in page(reads, cast.dana, ava).text


def test_the_open_address_ends_though_no_date_is_said(cast, ava, reads):
    Address.objects.create(person=ava, lines="1 High Street", postcode="SL1 1AA")
    changes(cast.cleo, ava, "protected-address", lines=REFUGE, because="Her father")
    assert not Address.objects.filter(person=ava, to_date=None).exists()
    assert "former address" in words(page(reads, cast.cleo, ava).first("[data-part=addresses]"))


@pytest.mark.parametrize("written", ["9 REFUGE ROW", "9, Refuge Row\nSL1 9QQ"])
def test_where_it_stood_open_it_is_taken_off_the_file(cast, ava, reads, written):
    Address.objects.create(person=ava, lines=REFUGE, postcode="SL1 9QQ")
    said = {"lines": written, "postcode": "" if "SL1" in written else "sl19qq", "because": "Her father"}
    assert changes(cast.cleo, ava, "protected-address", **said).status == 302
    assert not Address.objects.filter(person=ava).exists()
    assert "Refuge" not in page(reads, cast.cleo, ava).text


def test_no_open_address_is_put_beside_it(cast, hidden):
    refused = changes(cast.cleo, hidden, "address", lines="2 Low Road")
    assert "Their address is protected" in refused.text
    assert not Address.objects.exists()


def test_a_new_one_ends_the_one_before_and_its_end_is_for_who_may_read_it(cast, hidden, reads):
    assert changes(cast.cleo, hidden, "protected-address", lines="4 Safe Street", because="Found").status == 302
    now = ProtectedAddress.objects.get(to_date=None)
    assert now.lines == "4 Safe Street"
    assert changes(cast.cleo, hidden, "end-protection", f"{now.pk}/", on="1/1/2014").status == 404
    assert changes(cast.dana, hidden, "end-protection", f"{now.pk}/", on="1/1/2014").status == 302
    assert not page(reads, cast.cleo, hidden).first("[data-alert=protected_address]")


def test_it_is_protected_for_the_whole_household_when_that_is_said(cast, ava, reads):
    ben, home = people.person("Ben Hall", "child", NOW, date(2010, 1, 1)), Household.objects.create()
    for one in (ava, ben):
        HouseholdMember.objects.create(household=home, person=one)
    changes(cast.cleo, ava, "protected-address", lines=REFUGE, because="Her father", household="on")
    assert page(reads, cast.cleo, ben).first("[data-alert=protected_address]")


def test_no_search_finds_anybody_by_it(cast, hidden):
    found = signed_in(cast.dana).post("/people/search/", {"q": "Refuge"}, follow=True).content.decode()
    assert hidden.reference not in found


def test_ones_own_relation_has_none(cast, hidden, reads):
    people.staff_relation(cast.dana, hidden, NOW)
    assert page(reads, cast.dana, hidden).status == 404
    assert not ProtectedAddress.objects.visible_to(cast.dana).exists()
