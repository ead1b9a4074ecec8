"""/audit/looks/: who looked at whom, for an auditor, the unusual first and without any case content."""

from datetime import date, timedelta

import pytest

from directory.roles import Role
from duty import looks
from duty.looks import Way
from duty.unusual import MANY
from people.models import Address, Person
from people.services.addresses import protect_address
from people.services.restriction import break_glass, restrict
from tests.duty.conftest import MONDAY
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do, draft, make_team
from tests.factories.people import alias, person, staff_relation

HOME = "SL1 9ZZ"
OPENED = MANY[Way.OPENED]

pytestmark = pytest.mark.usefixtures("swept")


@pytest.fixture
def ivy(db):
    """An auditor."""
    return make_user("Ivy", Role.AUDITOR)


@pytest.fixture
def jane(db):
    """A duty social worker called Jane Marsh, who lives in `HOME`."""
    user = make_user("Jane Marsh", Role.DUTY_SOCIAL_WORKER)
    user.home_postcode = HOME.lower().replace(" ", "")
    user.save()
    return user


@pytest.fixture
def ava(db):
    """A child on file."""
    return person("Ava Hall", "child", MONDAY)


def opens(user, *people):
    """The user opens the pages of these people."""
    browser = signed_in(user)
    for one in people:
        assert browser.get(f"/people/{one.reference}/").status_code == 200


def shown(auditor, **question):
    """What the page answers to a question: who, whom, why it is unusual, in its order."""
    answer = signed_in(auditor).post("/audit/looks/", question, follow=True)
    return [(row["name"], row["reference"], row["unusual"]) for row in answer.context["rows"]]


def unusual(auditor, user, one):
    """What is unusual about this colleague's looks at this person."""
    return next(texts for name, reference, texts in shown(auditor) if (name, reference) == (user.name, one.reference))


class TestReasons:
    def test_own_surname(self, ivy, jane):
        opens(jane, marsh := person("Tom Marsh", "child", MONDAY))
        assert "own surname" in unusual(ivy, jane, marsh)

    def test_own_surname_as_another_name_and_double_barrelled(self, ivy, jane, ava):
        alias(ava, "Ava Marsh-Jones")
        opens(jane, ava)
        assert "own surname" in unusual(ivy, jane, ava)

    def test_own_postcode_however_it_is_written_and_also_when_they_have_moved(self, ivy, jane, ava):
        Address.objects.create(person=ava, lines="1 Mill Row", postcode=HOME, to_date=date(2013, 1, 1))
        opens(jane, ava)
        assert "own postcode" in unusual(ivy, jane, ava)

    def test_a_protected_address_is_never_compared(self, ivy, jane, ava, cast):
        protect_address(ava, cast.pat, MONDAY, lines="1 Mill Row", postcode=HOME, because="Violence")
        opens(jane, ava)
        assert "own postcode" not in unusual(ivy, jane, ava)

    def test_a_name_that_a_colleague_has(self, ivy, jane):
        make_user("Otto Brand", Role.CSO)
        opens(jane, brand := person("Brand Otto", "adult", MONDAY))
        assert "a colleague's name" in unusual(ivy, jane, brand)

    def test_a_colleagues_relation(self, ivy, jane, ava, cast):
        staff_relation(cast.sue, ava, MONDAY)
        opens(jane, ava)
        assert "a colleague's relation" in unusual(ivy, jane, ava)

    def test_ones_own_relation_looked_at_before_it_was_said(self, ivy, jane, ava):
        opens(jane, ava)
        staff_relation(jane, ava, MONDAY)
        assert "own relation, marked since" in unusual(ivy, jane, ava)

    def test_the_glass_that_was_broken(self, ivy, ava, cast):
        restrict(ava, [cast.pat], "A colleague's child", date(2014, 9, 1), cast.pat, MONDAY)
        break_glass([ava], cast.dana, "Her mother is on the line", MONDAY)
        opens(cast.dana, ava)
        opens(cast.pat, ava)
        assert "broke the glass" in unusual(ivy, cast.dana, ava)
        assert "broke the glass" not in unusual(ivy, cast.pat, ava)

    def test_many_within_an_hour_also_across_the_full_hour(self, ivy, jane, clock):
        some = [person(f"Kit Poole{number}", "child", MONDAY) for number in range(OPENED + 1)]
        clock.move_to(MONDAY + timedelta(minutes=40))
        opens(jane, *some[:OPENED])
        assert not any("one of" in text for *_, texts in shown(ivy) for text in texts)
        clock.move_to(MONDAY + timedelta(minutes=99))
        opens(jane, some[OPENED])
        assert f"one of {OPENED + 1} opened between 10:40 and 11:40" in unusual(ivy, jane, some[0])

    def test_many_in_more_than_an_hour_are_not_many(self, ivy, jane, clock):
        some = [person(f"Kit Poole{number}", "child", MONDAY) for number in range(OPENED + 1)]
        opens(jane, *some[:OPENED])
        clock.move_to(MONDAY + timedelta(hours=1))
        opens(jane, some[OPENED])
        assert not any("one of" in text for *_, texts in shown(ivy) for text in texts)

    def test_many_that_searches_listed(self, ivy, jane):
        names = [f"Kit {word}" for word in ("Aspen", "Birch", "Cedar", "Dogwood")]
        for name in names:
            Person.objects.bulk_create(
                Person(given_name="Kit", family_name=name[4:], kind="child", recorded_at=MONDAY) for _ in range(40)
            )
        browser = signed_in(jane)
        for name in names:
            browser.post("/people/search/", {"q": name}, follow=True)
        assert shown(ivy)[0][2] == ["one of 160 listed between 10:00 and 11:00"]


class TestNoWorkReason:
    def test_nothing_was_ever_done_about_them(self, ivy, jane, ava):
        opens(jane, ava)
        assert unusual(ivy, jane, ava) == ["no work reason"]

    def test_something_about_them_lies_in_a_tray(self, ivy, jane, cast):
        child = contact_at("awaiting_decision", cast).people.get()
        opens(jane, child)
        assert unusual(ivy, jane, child) == []

    def test_what_lies_with_a_colleague_is_that_colleagues_alone(self, ivy, jane, cast, clock):
        contact = contact_at("awaiting_decision", cast)
        do(contact, "assign", cast.dana, worker="sam", task="Ring the school")
        clock.move_to(MONDAY + timedelta(days=2))
        child = contact.people.get()
        opens(jane, child)
        opens(cast.sam, child)
        assert unusual(ivy, jane, child) == ["no work reason"]
        assert unusual(ivy, cast.sam, child) == []

    def test_a_tray_that_is_shared_is_a_reason_for_who_works_from_it(self, ivy, cast, clock):
        tess = make_team().tess
        child = contact_at("awaiting_decision", cast).people.get()
        clock.move_to(MONDAY + timedelta(days=2))
        opens(tess, child)
        opens(cast.sue, child)
        assert unusual(ivy, tess, child) == ["no work reason"]
        assert unusual(ivy, cast.sue, child) == []

    def test_a_draft_that_was_begun_and_thrown_away_is_no_reason(self, ivy, jane, clock):
        contact = draft(jane)
        do(contact, "discard", jane, reason="A slip")
        child = contact.people.get()
        clock.move_to(MONDAY + timedelta(days=2))
        opens(jane, child)
        assert unusual(ivy, jane, child) == ["no work reason"]

    def test_what_they_did_within_a_week(self, ivy, cast, clock):
        child = _closed(cast)
        clock.move_to(MONDAY + timedelta(days=7))
        opens(cast.dana, child)
        opens(cast.sue, child)
        assert unusual(ivy, cast.dana, child) == []
        assert unusual(ivy, cast.sue, child) == ["no work reason"]
        clock.move_to(MONDAY + timedelta(days=8))
        opens(cast.dana, child)
        assert ["no work reason"] in [texts for name, _, texts in shown(ivy) if name == "Dana"]

    def test_what_anybody_did_the_day_before(self, ivy, cast, clock):
        child = _closed(cast)
        clock.move_to(MONDAY + timedelta(days=1))
        opens(cast.sue, child)
        assert unusual(ivy, cast.sue, child) == []

    def test_who_was_only_listed_in_a_search_was_not_opened(self, ivy, jane, ava):
        signed_in(jane).post("/people/search/", {"q": "Ava Hall"}, follow=True)
        assert shown(ivy) == [("Jane Marsh", ava.reference, [])]


def _closed(cast) -> Person:
    """A child about whom Dana has decided today, and nothing is open."""
    contact = contact_at("awaiting_decision", cast)
    do(contact, "decide_no_further_action", cast.dana, rationale="No concern")
    return contact.people.get()


class TestPage:
    def test_the_unusual_stands_first_and_the_latest_before_the_earlier(self, ivy, jane, cast, clock):
        usual = contact_at("awaiting_decision", cast).people.get()
        marsh, other = (person(name, "child", MONDAY) for name in ("Tom Marsh", "Una Hay"))
        for moment, one in enumerate((marsh, other, usual)):
            clock.move_to(MONDAY + timedelta(minutes=moment))
            opens(jane, one)
        assert [whom for _, whom, _ in shown(ivy)] == [one.reference for one in (marsh, other, usual)]

    def test_a_look_at_a_record_is_one_at_everybody_it_is_about(self, ivy, jane, cast):
        contact = contact_at("awaiting_decision", cast)
        signed_in(jane).get(contact.get_absolute_url())
        assert [whom for name, whom, _ in shown(ivy) if name == "Jane Marsh"] == [contact.people.get().reference]

    def test_a_duplicate_is_the_same_person(self, ivy, jane, ava):
        twin = person("Tom Marsh", "child", MONDAY)
        Person.objects.filter(pk=twin.pk).update(identity=ava)
        opens(jane, ava, twin)
        assert "own surname" in unusual(ivy, jane, ava)
        assert len(shown(ivy)) == 1

    def test_it_shows_no_name_of_a_child(self, ivy, jane, ava):
        opens(jane, ava)
        page = signed_in(ivy).get("/audit/looks/").content
        assert ava.reference.encode() in page
        assert b"Hall" not in page

    def test_the_auditors_own_relations_are_not_in_it(self, ivy, jane, cast):
        contact = contact_at("awaiting_decision", cast)
        opens(jane, child := contact.people.get(), other := person("Bo Reed", "child", MONDAY))
        signed_in(jane).get(contact.get_absolute_url())
        staff_relation(ivy, child, MONDAY)
        assert [whom for _, whom, _ in shown(ivy)] == [other.reference]

    def test_what_concerns_an_own_relation_counts_for_nobody_else(self, ivy, jane, cast):
        contact = draft(cast.cleo, children=(AVA, BEN))
        signed_in(cast.cleo).get(contact.get_absolute_url())
        rows = signed_in(ivy).get("/audit/looks/").context["rows"]
        assert [row["times"] for row in rows] == ["opened once", "opened once"]
        staff_relation(ivy, contact.people.first(), MONDAY)
        assert shown(ivy) == []

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
    def test_it_is_there_for_an_auditor_alone(self, role):
        assert signed_in(make_user("Nat", role)).get("/audit/looks/").status_code == 404


class TestQuestion:
    def test_one_colleague(self, ivy, jane, ava, cast):
        opens(jane, ava)
        opens(cast.sue, ava)
        assert [name for name, *_ in shown(ivy, user=jane.pk)] == ["Jane Marsh"]

    def test_days_in_london(self, ivy, jane, ava, clock):
        clock.move_to(MONDAY.replace(hour=22, minute=59))
        opens(jane, ava)
        clock.move_to(MONDAY.replace(hour=23, minute=1))
        opens(jane, ava)
        assert len(shown(ivy)) == 2
        assert len(shown(ivy, since="8/7/2014", until="8/7/2014")) == 1

    @pytest.mark.parametrize(
        ("question", "field"),
        [
            ({"since": "8/7/2014", "until": "7/7/2014"}, "until"),
            ({"since": "1/6/2014", "until": "7/7/2014"}, "until"),
            ({"since": "tomorrow"}, "since"),
            ({"until": "31/12/9999"}, "until"),
            ({"since": "1/1/0001"}, "since"),
            ({"user": "Jane"}, "user"),
        ],
    )
    def test_what_cannot_be_answered_is_said_by_its_field(self, ivy, question, field):
        answer = signed_in(ivy).post("/audit/looks/", question)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]

    @pytest.mark.parametrize("query", ["user=x", "since=x", "until=9999-12-31", "page=0", "page=x", "since=%00"])
    def test_an_address_made_up_breaks_nothing(self, ivy, query):
        assert signed_in(ivy).get(f"/audit/looks/?{query}").status_code == 200

    def test_it_goes_on_page_by_page(self, ivy, jane):
        opens(jane, *(person(f"Kit Poole{number}", "child", MONDAY) for number in range(51)))
        browser = signed_in(ivy)
        first = browser.get("/audit/looks/")
        second = browser.get(first.context["next_url"])
        whom = [row["reference"] for page in (first, second) for row in page.context["rows"]]
        assert (len(whom), len(set(whom))) == (51, 51)
        assert second.context["next_url"] == ""


def test_more_than_can_be_judged_at_once_is_said_and_no_part_of_it_is_judged(ivy, jane, ava, monkeypatch):
    opens(jane, ava)
    browser = signed_in(ivy)
    assert len(shown(ivy)) == 1
    monkeypatch.setattr(looks, "MOST", 0)
    answer = browser.get("/audit/looks/")
    assert (answer.status_code, answer.context["rows"]) == (200, [])
    assert "ask for fewer days, or one colleague" in answer.text
