"""What is shown of a person costs as much for a large family that is often rung about as for a small one."""

from datetime import date, timedelta

from django.utils import timezone

from directory.roles import Role
from people.models import Address, Alert, Involvement
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, contact_at
from tests.factories.directory import team
from tests.factories.people import alias, person, relationship

MOST, PROCESSES, KINDS_OF_RECORD = 12, 3, 4
FEW, MORE = 2, 12


def one_more_of_each(cast, ava, number):
    """One more contact, alias, address, alert, case, brother and aunt; and a colleague who looked at her."""
    now, day = timezone.now(), date(2010, 1, 1) + timedelta(days=30 * number)
    contact_at("awaiting_decision", cast, children=[AVA | {"who": ava.reference}])
    alias(ava, f"Ava Hall{number}")
    Address.objects.create(person=ava, lines=f"{number} High Street", from_date=day, to_date=day + timedelta(days=9))
    Alert.objects.create(person=ava, kind="animals", text=f"Dog {number}", since=day)
    Involvement.objects.create(person=ava, team=team("Assessment and CIN 1"), from_date=day, to_date=day, as_of=now)
    brother, aunt = person(f"Ben{number} Hall", "child", now), person(f"Una{number} Hall", "adult", now)
    relationship(brother, "sibling", ava)
    relationship(aunt, "other_relative", ava)
    signed_in(cast.sue).get(f"/people/{brother.reference}/")
    signed_in(cast.sam).get(f"/people/{ava.reference}/")


def test_a_family_of_two_asks_the_same_as_one_of_a_dozen(cast, ava, django_assert_max_num_queries):
    browsers = {"dana": signed_in(cast.dana), "ivy": signed_in(make_user("Ivy", Role.AUDITOR))}
    pages = {
        ("dana", f"/people/{ava.reference}/"): None,
        ("dana", f"/people/{ava.reference}/genogram/"): None,
        ("dana", f"/people/{ava.reference}/chronology/"): MOST + PROCESSES,
        ("dana", browsers["dana"].post("/people/search/", {"q": "Hall"}).url): MOST,
        ("ivy", "/audit/looks/"): MOST + KINDS_OF_RECORD,
        ("ivy", "/audit/"): MOST,
    }
    asked, made = {}, 0
    for wanted in (FEW, MORE):
        while made < wanted:
            one_more_of_each(cast, ava, made)
            made += 1
        for (who, address), most in pages.items():
            browsers[who].get(address)
            with django_assert_max_num_queries(most or 99) as counted:
                assert browsers[who].get(address).status_code == 200
            asked.setdefault((who, address), set()).add(len(counted))
    assert {place: counts for place, counts in asked.items() if len(counts) > 1} == {}
