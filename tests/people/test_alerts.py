"""What must be known before anything else: staff safety first, wherever somebody is named."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Alert, Household, HouseholdMember, Relationship
from tests.factories import people
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, contact_at
from tests.people.conftest import NOW
from tests.people.pages import TWO_YEARS_ON, changes, errors, words

pytestmark = pytest.mark.django_db
DOG = {"kind": "animals", "text": "A large dog", "since": date(2014, 1, 1)}


@pytest.fixture
def lee(ava):
    """Lee Moss, Ava's father."""
    lee = people.person("Lee Moss", "adult", NOW, date(1979, 1, 1))
    people.relationship(lee, "father", ava)
    return lee


def shown(reads, user, person):
    """The alerts on top of somebody's page, in their order."""
    return [words(each) for each in reads(user, f"/people/{person.reference}/").all("[data-alert]")]


def test_staff_safety_stands_first_and_the_others_in_the_order_of_their_kinds(cast, ava, reads):
    for kind in ("communication", "marac", "staff_safety", "animals"):
        changes(cast.cleo, ava, "alert", kind=kind, text=f"About {kind}", review_on=TWO_YEARS_ON)
    firsts = [line.split(" About")[0] for line in shown(reads, cast.cleo, ava)]
    assert firsts == ["Staff safety", "Animals", "MARAC", "Communication"]


def test_what_is_wrong_with_an_alert_is_said_by_its_field(cast, ava):
    said = {"kind": "animals", "text": "A large dog"}
    assert "a day to come" in errors(changes(cast.cleo, ava, "alert", review_on="1/1/2014", **said))["review_on"]
    assert changes(cast.cleo, ava, "alert", review_on=TWO_YEARS_ON, **said).status == 302
    assert "there already" in errors(changes(cast.cleo, ava, "alert", review_on=TWO_YEARS_ON, **said))["text"]
    assert Alert.objects.count() == 1


def test_past_its_review_it_still_warns_and_says_so_until_it_is_ended(cast, ava, reads):
    alert = Alert.objects.create(person=ava, review_on=date(2014, 6, 1), **DOG)
    assert shown(reads, cast.cleo, ava)[0].startswith("Animals A large dog To be reviewed since 1 Jun 2014.")
    assert changes(cast.cleo, ava, "review-alert", f"{alert.pk}/", review_on=TWO_YEARS_ON).status == 302
    assert "To be reviewed" not in shown(reads, cast.cleo, ava)[0]
    assert "before it began" in errors(changes(cast.cleo, ava, "end-alert", f"{alert.pk}/", on="1/1/2013"))["on"]
    assert changes(cast.cleo, ava, "end-alert", f"{alert.pk}/", on="1/6/2014").status == 302
    assert shown(reads, cast.cleo, ava) == []


@pytest.mark.parametrize("kind", ["staff_safety", "animals", "marac", "mappa"])
def test_of_a_relation_and_of_the_household_it_shows_too_and_says_whose_it_is(cast, ava, lee, reads, kind):
    Alert.objects.create(person=lee, kind=kind, text="Ring first", since=date(2014, 1, 1))
    [line] = shown(reads, cast.cleo, ava)
    assert line.endswith("Ring first Lee Moss")
    ben = people.person("Ben Hall", "child", NOW)
    assert shown(reads, cast.cleo, ben) == [], "no relation of theirs"
    Relationship.objects.update(to_date=date(2014, 1, 2))
    assert shown(reads, cast.cleo, ava) == [], "the relation has ended"
    for person in (lee, ben):
        HouseholdMember.objects.create(household=Household.objects.first() or home(), person=person)
    assert shown(reads, cast.cleo, ben) == [line], "a child added to the household later"
    HouseholdMember.objects.filter(person=lee).update(to_date=date(2014, 1, 3))
    assert shown(reads, cast.cleo, ben) == [], "moved out"


def test_a_family_group_of_the_main_system_is_no_household(cast, ava, reads):
    zoe, group = people.person("Zoe Hall", "adult", NOW), Household.objects.create(kind=Household.Kind.FAMILY)
    for one in (ava, zoe):
        HouseholdMember.objects.create(household=group, person=one)
    Alert.objects.create(person=zoe, kind="marac", text="Heard on Monday", since=date(2014, 1, 1))
    assert shown(reads, cast.cleo, ava) == []
    Household.objects.update(kind=Household.Kind.HOME)
    assert shown(reads, cast.cleo, ava) == ["MARAC Heard on Monday Zoe Hall"]


def home():
    """A household."""
    return Household.objects.create(label="Moss")


def test_what_concerns_one_alone_is_not_shown_of_a_relation(cast, ava, lee, reads):
    Alert.objects.create(person=lee, kind="self_harm", text="x", since=date(2014, 1, 1))
    assert shown(reads, cast.cleo, ava) == []


def test_an_alert_about_whom_one_may_not_know_of_is_not_there(cast, ava, lee, reads):
    Alert.objects.create(person=lee, **DOG)
    people.staff_relation(cast.cleo, lee, NOW)
    assert shown(reads, cast.cleo, ava) == []


def test_it_stands_in_matches_in_searches_in_the_tray_and_on_the_record(cast, ava, lee):
    Alert.objects.create(person=ava, kind="staff_safety", text="Visit in twos", since=date(2014, 1, 1))
    Alert.objects.create(person=lee, **DOG)
    contact = contact_at("awaiting_decision", cast, children=[AVA | {"who": ava.reference}])
    browser = signed_in(cast.dana)
    searched = browser.post("/people/search/", {"q": "Ava Hall"}, follow=True).content.decode()
    typed = browser.post("/people/matches/", {"given_name": "Ava", "family_name": "Hall"}).content.decode()
    tray = browser.get("/tray/duty/").content.decode()
    for page in (searched, typed, tray):
        tags = [part.split("<")[0] for part in page.split('class="alert-tag">')[1:]]
        assert tags == ["Staff safety", "Animals (Lee Moss)"]
    record = browser.get(contact.get_absolute_url()).content.decode()
    assert record.index("Visit in twos") < record.index("A large dog") < record.index("<h1")


def test_it_begins_and_ends_with_its_days(cast, ava, reads):
    today = timezone.localdate()
    Alert.objects.create(person=ava, kind="animals", text="past", since=date(2014, 1, 1), until=today)
    Alert.objects.create(person=ava, kind="animals", text="to come", since=today + timedelta(days=1))
    assert shown(reads, cast.cleo, ava) == []
