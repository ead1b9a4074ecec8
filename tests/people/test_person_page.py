"""The page of a person: who this is, whose case, with whom, and what has happened, as far as the reader may know."""

from datetime import date

import pytest

from audit.models import Access
from contacts.models import Contact
from directory.roles import Role
from people.models import Address, Person
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, contact_at, do
from tests.factories.directory import team
from tests.people.conftest import NOW

S = Contact.State
pytestmark = pytest.mark.django_db


def facts(page) -> dict[str, str]:
    """The facts on the page, by their slugs."""
    return {fact["data-field"]: fact.get_text() for fact in page.all("dl [data-field]")}


def chronology(page) -> list[str]:
    """The kinds of what has happened, newest first."""
    return [entry["data-chronology"] for entry in page.all("[data-chronology]")]


def about(ava, cast, state=S.AWAITING_DECISION, **said):
    """A contact about Ava."""
    return contact_at(state, cast, children=[AVA | {"who": ava.reference}], **said)


def test_it_says_who_this_is(cast, ava, reads):
    Address.objects.create(person=ava, lines="1 High Street\nSlough", postcode="SL1 1AA", from_date=date(2010, 1, 1))
    Person.objects.filter(pk=ava.pk).update(sex="F", nhs_number="9434765919")
    page = reads(cast.cleo, f"/people/{ava.reference}/")
    shown = facts(page)
    assert shown["name"] == "Ava Hall"
    assert shown["names"] == "Eva Hull (also known as)"
    assert shown["birth_date"] == "3 Feb 2008"
    assert shown["sex"] == "Female"
    assert page.first("[data-field=address]").text == "1 High Street, Slough, SL1 1AA"
    assert page.first("[data-alerts=none]")


GUESSED = "about 3 May 2007 (estimated)"


def test_an_estimated_birth_date_is_nowhere_shown_as_a_fact(cast, ava, reads):
    Person.objects.filter(pk=ava.pk).update(birth_date=date(2007, 5, 3), birth_date_is="estimated")
    shown = facts(reads(cast.cleo, f"/people/{ava.reference}/"))
    assert (shown["birth_date"], shown["age"][:6]) == (GUESSED, "about ")
    contact = reads(cast.cleo, about(ava, cast).get_absolute_url())
    assert f"({shown['age']})" in contact.first("h1").text
    assert f"born {GUESSED}" in contact.first(f'[data-person="{ava.reference}"]').text
    offered = (
        signed_in(cast.cleo).post("/people/matches/", {"given_name": "Ava", "family_name": "Hall"}).content.decode()
    )
    assert f"{shown['age']}, born {GUESSED}" in offered


def test_an_expected_birth_date_is_said_to_be_expected(cast, ava, reads):
    Person.objects.filter(pk=ava.pk).update(birth_date=date(2014, 9, 3), birth_date_is="expected", kind="unborn")
    shown = facts(reads(cast.cleo, f"/people/{ava.reference}/"))
    assert (shown["birth_date"], shown["age"]) == ("expected 3 Sep 2014", "expected 3 Sep 2014")


def test_no_name_stands_in_title_or_address(cast, ava, reads):
    page = reads(cast.cleo, f"/people/{ava.reference}/")
    assert page.first("title").text.strip().startswith(f"Person {ava.reference}")


def test_it_says_whose_case_it_is_and_how_fresh_that_is(cast, ava, reads):
    people.open_case(ava, team("Assessment and CIN 1"), cast.sam, NOW)
    page = reads(cast.cleo, f"/people/{ava.reference}/")
    status = page.first("[data-field=case_status]")
    assert (status["data-value"], status.text) == ("open", "Open to Assessment and CIN 1, Sam")
    assert "as of 7 Jul 2014" in page.first(".record-head__tags").text
    assert "Assessment and CIN 1" in page.first(".columns__side").text


def test_household_and_relationships_lead_to_those_one_may_know_of(cast, reads):
    ava = people.person("Ava Hall", "child", NOW, date(2008, 2, 3), "Hall")
    ben = people.person("Ben Hall", "child", NOW, date(2010, 5, 6), "Hall")
    kim = people.person("Kim Hall", "adult", NOW)
    people.relationship(kim, "mother", ava)
    side = reads(cast.cleo, f"/people/{ava.reference}/").first(".columns__side")
    assert side.select_one(f'a[href="{ben.get_absolute_url()}"]')
    assert "Mother: Kim Hall" in " ".join(side.get_text().split())
    people.staff_relation(cast.dana, kim, NOW)
    hidden = reads(cast.dana, f"/people/{ava.reference}/")
    assert "Kim" not in hidden.text
    assert "Mother of: Ava Hall" in " ".join(reads(cast.cleo, f"/people/{kim.reference}/").main.text.split())


def test_it_tells_what_has_happened_with_the_age_then(cast, ava, reads):
    contact = about(ava, cast)
    do(contact, "decide_referral", cast.dana, rationale="Threshold met")
    page = reads(cast.cleo, f"/people/{ava.reference}/")
    assert sorted(chronology(page)) == ["contact", "decision", "referral"]
    entry = page.first("[data-chronology=contact]")
    assert entry.select_one(f'a[href="{contact.get_absolute_url()}"]')
    assert entry["data-on"] == contact.received_at.date().isoformat()
    assert entry.select_one(".event__age").text == str(ava.age_on(contact.received_at.date()))
    assert "Threshold met" in page.first("[data-chronology=decision]").text


def test_early_help_is_told_of_too(cast, ava, reads):
    do(about(ava, cast), "decide_early_help", cast.dana, rationale="Support")
    assert "early_help" in chronology(reads(cast.eli, f"/people/{ava.reference}/"))


def test_what_a_merged_duplicate_went_through_is_told_with_the_rest(cast, ava, reads):
    about(ava, cast)
    twin = people.person("Ava Hull", "child", NOW)
    twin.identity = ava
    twin.save()
    assert chronology(reads(cast.cleo, f"/people/{twin.reference}/")) == ["contact"]


def test_a_receiving_team_sees_the_person_and_nothing_of_the_duty_sides_work(cast, ava, reads):
    about(ava, cast)
    page = reads(make_user("Tess", Role.TEAM_MANAGER), f"/people/{ava.reference}/")
    assert page.found
    assert chronology(page) == []


def test_a_contact_about_ones_own_relation_is_not_told_of_on_a_siblings_page(cast, ava, reads):
    contact = contact_at(S.AWAITING_DECISION, cast, children=[AVA | {"who": ava.reference}, AVA])
    other = contact.children.exclude(person=ava).get().person
    people.staff_relation(cast.dana, other, NOW)
    assert chronology(reads(cast.dana, f"/people/{ava.reference}/")) == []


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.LADO, Role.RECEPTION])
def test_who_may_not_know_of_somebody_is_answered_as_for_nobody(ava, reads, role):
    somebody = make_user("Ada", role)
    there, nowhere = (reads(somebody, f"/people/{reference}/") for reference in (ava.reference, "2222222222"))
    assert there.status == nowhere.status == 404


def test_ones_own_relation_has_no_page(cast, ava, reads):
    people.staff_relation(cast.dana, ava, NOW)
    assert reads(cast.dana, f"/people/{ava.reference}/").status == 404
    assert not Access.objects.filter(user=cast.dana).exists()


def test_opening_it_is_an_act(cast, ava, reads):
    reads(cast.dana, f"/people/{ava.reference}/")
    assert [access.user for access in Access.about(ava)] == [cast.dana]
