"""An address that somebody must not find: read by few, written nowhere else, and known to be there by all."""

from datetime import date

import pytest

from audit.models import Event
from directory.profile import current
from directory.roles import DUTY_SIDE, Role
from people.models import Address, Household, HouseholdMember, ProtectedAddress
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.people.conftest import NOW
from tests.people.pages import changes, errors, opened, words

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


WRITTEN = ["9 REFUGE ROW", "9, Refuge Row\nSL1 9QQ", "9 Refuge Row\nSlough, SL1 9QQ", "9a Refuge Rowe, SL1 9QQ"]


@pytest.mark.parametrize("until", [None, date(2013, 1, 1)])
@pytest.mark.parametrize("written", WRITTEN)
def test_where_it_stood_open_it_is_taken_off_the_file(cast, ava, reads, written, until):
    Address.objects.create(person=ava, lines=REFUGE, postcode="SL1 9QQ", to_date=until)
    said = {"lines": written, "postcode": "" if "SL1" in written else "sl19qq", "because": "Her father"}
    assert changes(cast.cleo, ava, "protected-address", **said).status == 302
    assert not Address.objects.filter(person=ava).exists()
    assert "Refuge" not in page(reads, cast.cleo, ava).text


def test_nor_does_it_stand_in_the_history_of_what_was_taken_off(cast, ava):
    assert changes(cast.cleo, ava, "address", lines=REFUGE, postcode="SL1 9QQ").status == 302
    changes(cast.cleo, ava, "protected-address", lines=REFUGE, postcode="SL1 9QQ", because="Her father")
    rows = Address.history.order_by("history_id")
    assert [(row.history_type, row.lines, row.postcode) for row in rows] == [("+", "", ""), ("-", "", "")]
    protected = Event.about(ava).get(verb="address protected")
    assert rows.last().history_change_reason == protected.pk


def family_at(ava, lines="9 Refuge Row, Slough"):
    """Ben, who lives with Ava, Kim, her mother, and Lee, who is alleged to have harmed her, each openly there."""
    ben, kim, lee = (people.person(f"{name} Hall", "child", NOW) for name in ("Ben", "Kim", "Lee"))
    home = Household.objects.create()
    for one in (ava, ben):
        HouseholdMember.objects.create(household=home, person=one)
    people.relationship(kim, "mother", ava)
    people.relationship(lee, "alleged_perpetrator", ava)
    for one in (ben, kim, lee):
        Address.objects.create(person=one, lines=lines, postcode="SL1 9QQ")
    return ben, kim, lee


def test_who_stands_openly_there_is_protected_with_them_though_nobody_says_so(cast, ava, reads):
    ben, kim, lee = family_at(ava)
    changes(cast.cleo, ava, "protected-address", lines=REFUGE, postcode="sl1 9qq", because="Her father")
    assert [there.person for there in Address.objects.all()] == [lee]
    for one in (ben, kim):
        assert page(reads, cast.cleo, one).first("[data-alert=protected_address]")
        assert "Refuge" not in page(reads, cast.cleo, one).text
        assert "9 Refuge Row, Slough, SL1 9QQ" in page(reads, cast.dana, one).text, "as it was written of them"


def test_who_stands_elsewhere_goes_on_doing_so(cast, ava):
    family_at(ava, "1 High Street")
    changes(cast.cleo, ava, "protected-address", lines=REFUGE, postcode="SL2 2BB", because="Her father")
    assert Address.objects.filter(to_date=None).count() == 3
    assert ProtectedAddress.objects.count() == 1


def test_nobody_of_the_family_is_put_there_openly_afterwards(cast, hidden):
    ben, kim, lee = family_at(hidden, "1 High Street")
    for one in (ben, kim):
        refused = changes(cast.cleo, one, "address", lines="9 Refuge Row, Slough", postcode="SL1 9QQ")
        assert "a protected address of theirs or of their family" in errors(refused)["lines"]
    former = changes(cast.cleo, hidden, "address", lines=REFUGE, to_date="1/1/2014")
    assert "a protected address" in errors(former)["lines"], "nor as a former one"
    assert changes(cast.cleo, lee, "address", lines=REFUGE).status == 302, "no family of hers"


def test_a_guess_at_where_a_relation_of_ones_own_lives_is_not_answered(cast, hidden):
    _, kim, _ = family_at(hidden, "1 High Street")
    people.staff_relation(cast.cleo, hidden, NOW)
    assert changes(cast.cleo, kim, "address", lines=REFUGE).status == 302


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


def test_the_one_that_stands_open_is_protected_from_its_row_without_typing_it_again(cast, ava, reads):
    stands = Address.objects.create(person=ava, lines=f"{REFUGE}\nSlough", postcode="SL1 9QQ", from_date=NOW)
    link = next(each for each in page(reads, cast.cleo, ava).all("[data-part=addresses] a") if "Protect" in each.text)
    form = opened(cast.cleo, ava, "protect-address", f"{stands.pk}/")
    assert link["href"] == form.address
    typed = {name: text for name, [text] in form.form("main form").data().items()}
    assert (typed["lines"].split(), typed["postcode"]) == ([*REFUGE.split(), "Slough"], "SL1 9QQ")
    assert changes(cast.cleo, ava, "protect-address", f"{stands.pk}/", form, **typed | {"because": "Him"}).status == 302
    kept = ProtectedAddress.objects.get(person=ava)
    assert (kept.lines.split(), kept.postcode, kept.from_date) == ([*REFUGE.split(), "Slough"], "SL1 9QQ", NOW.date())
    assert not Address.objects.exists()
    assert "Refuge" not in page(reads, cast.cleo, ava).text


def test_a_former_address_and_who_may_change_nothing_are_offered_no_protection(cast, ava, reads):
    Address.objects.create(person=ava, lines="1 High Street", to_date=date(2014, 1, 1))
    assert "Protect<" not in page(reads, cast.cleo, ava).text
    Address.objects.create(person=ava, lines="2 High Street")
    assert "Protect<" in page(reads, cast.cleo, ava).text
    assert "Protect<" not in page(reads, make_user("Tess", Role.TEAM_WORKER), ava).text
