"""/audit/: who did, who looked, who signed in, for an auditor alone and without any case content."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.gateway import looked_at
from audit.models import Access, Event, SignIn
from directory.roles import Role
from people.models import Person
from people.references import new_reference
from people.services.restriction import break_glass, restrict
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, BEN, contact_at
from tests.factories.people import person, staff_relation

NINE = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)


ODD_QUERIES = ["page=0", "page=x", "page=999999999", "page=²", "user=x", "user=9999999999999999999", "kind=x"]
ODD_QUERIES += ["day=x", "day=1/1/0001", "day=31/12/9999", "reference=Ava", "reference=%00", "user=%00"]


def child(name):
    """A child on file."""
    return person(name, "child", NINE)


@pytest.fixture(autouse=True)
def clock():
    """Nine o'clock UTC until a test moves it on."""
    with time_machine.travel(NINE, tick=False) as moving:
        yield moving


@pytest.fixture
def ava(db):
    """A child on file."""
    return child("Ava Hall")


@pytest.fixture
def did(db, ava):
    """Make somebody do something to a record."""

    def event(user, verb="change_person", record=None, at=None, **fields):
        return Event.behind_walls.create(actor=user, verb=verb, record=record or ava, at=at or NINE, **fields)

    return event


def lines(answer):
    return [(line["kind"], line["by"], line["verb"], line["reference"]) for line in answer.context["lines"]]


def asked(client, **question):
    """Post a question and follow where it leads."""
    return client.post("/audit/", question, follow=True)


class TestTrail:
    def test_it_shows_who_did_who_looked_and_who_signed_in_newest_first(self, auditor, ivy, ava, did, clock):
        sam = make_user("Sam")
        did(sam, before="new", after="open", at=NINE)
        clock.shift(timedelta(minutes=1))
        looked_at(sam, ava, via="page", now=timezone.now())
        SignIn.objects.create(at=NINE + timedelta(minutes=2), user=sam, outcome="signed_in", address="192.0.2.1")
        SignIn.objects.create(at=NINE + timedelta(minutes=3), outcome="failed", address="2001:db8::1")
        page = auditor.get("/audit/")
        assert lines(page) == [
            ("signed_in", "", "failed", ""),
            ("signed_in", "sam", "signed_in", ""),
            ("looked", "sam", "page", ava.reference),
            ("did", "sam", "change_person", ava.reference),
        ]
        assert page.context["lines"][3]["states"] == "New → Open"
        assert [line["address"] for line in page.context["lines"]] == ["2001:db8::1", "192.0.2.1", "", ""]

    def test_it_shows_no_name_of_a_child(self, auditor, ava, did):
        did(make_user("Sam"))
        page = auditor.get("/audit/").content
        assert ava.reference.encode() in page
        assert b"Ava" not in page
        assert b"Hall" not in page

    def test_what_lies_behind_a_wall_is_never_shown(self, auditor, ava, did):
        sam = make_user("Sam")
        did(sam, wall="lado")
        Access.behind_walls.create(at=NINE, user=sam, record=ava, via="page", wall="lado")
        assert lines(auditor.get("/audit/")) == []
        assert lines(asked(auditor, reference=ava.reference)) == []

    def test_what_the_system_did_is_said_so(self, auditor, did):
        did(None)
        assert auditor.get("/audit/").context["lines"][0]["by_name"] == "the system"

    def test_a_colleague_is_named_by_user_name(self, auditor, did):
        sam = make_user("Sam")
        did(make_user("Ada"), "grant_role", record=sam, after="cso")
        assert lines(auditor.get("/audit/")) == [("did", "ada", "grant_role", "sam")]

    def test_the_auditor_s_own_relations_are_not_in_it(self, auditor, ivy, ava, did):
        ben = child("Ben Hall")
        staff_relation(ivy, ava, NINE)
        did(make_user("Sam"), record=ava)
        did(make_user("Sue"), record=ben)
        looked_at(make_user("Sid"), ava, via="page", now=timezone.now())
        assert lines(auditor.get("/audit/")) == [("did", "sue", "change_person", ben.reference)]

    def test_the_reference_of_an_own_relation_is_answered_as_one_that_nobody_has(self, auditor, ivy, ava, did):
        did(make_user("Sam"))
        missing = auditor.post("/audit/", {"reference": new_reference()})
        staff_relation(ivy, ava, NINE)
        answer = auditor.post("/audit/", {"reference": ava.reference})
        assert answer.status_code == missing.status_code == 422
        assert answer.context["form"].errors == missing.context["form"].errors
        assert lines(auditor.get(f"/audit/?reference={ava.reference}")) == lines(auditor.get("/audit/")) == []

    def test_a_record_that_concerns_an_own_relation_too_is_not_in_anybody_elses(self, auditor, ivy, cast):
        contact = contact_at("awaiting_decision", cast, children=[AVA, BEN])
        asked_of, relation = contact.people.all()
        assert contact.reference in {line[3] for line in lines(asked(auditor, reference=asked_of.reference))}
        staff_relation(ivy, relation, NINE)
        assert contact.reference not in {line[3] for line in lines(asked(auditor, reference=asked_of.reference))}

    def test_of_a_look_it_tells_of_that_person_alone_and_also_what_was_done(self, auditor, cast, ava):
        contact = contact_at("awaiting_decision", cast)
        asked_of, twin = contact.people.get(), child("Eve Hall")
        Person.objects.filter(pk=twin.pk).update(identity=asked_of)
        restrict(asked_of, [cast.pat], "A colleague's child", date(2014, 9, 1), cast.pat, NINE)
        break_glass([asked_of], cast.dana, "Her mother is on the line", NINE)
        for record in (contact, ava, twin):
            looked_at(cast.dana, record, via="page", now=NINE)
        looks = auditor.get("/audit/looks/").context["rows"]
        trail = next(look["trail_url"] for look in looks if look["reference"] == asked_of.reference)
        told = {line[1:] for line in lines(auditor.get(trail)) if line[2] in ("page", "glass broken")}
        assert told == {("dana", "glass broken", asked_of.reference)} | {
            ("dana", "page", record.reference) for record in (contact, twin)
        }


class TestQuestion:
    def test_by_user(self, auditor, did):
        sam, sue = make_user("Sam"), make_user("Sue")
        did(sam), did(sue)
        answer = asked(auditor, user=sue.pk)
        assert [line[1] for line in lines(answer)] == ["sue"]
        assert answer.redirect_chain == [(f"/audit/?user={sue.pk}", 302)]

    def test_by_day_in_london(self, auditor, did):
        sam = make_user("Sam")
        did(sam, "last", at=datetime(2014, 7, 7, 22, 59, 59, tzinfo=UTC))
        did(sam, "first", at=datetime(2014, 7, 7, 23, 0, tzinfo=UTC))
        assert [line[2] for line in lines(asked(auditor, day="7/7/2014"))] == ["last"]
        assert [line[2] for line in lines(asked(auditor, day="8/7/2014"))] == ["first"]

    def test_by_reference(self, auditor, ava, did):
        sam, ben = make_user("Sam"), child("Ben Hall")
        did(sam, record=ava), did(sam, record=ben)
        SignIn.objects.create(at=NINE, user=sam, outcome="signed_in")
        looked_at(sam, ben, via="page", now=timezone.now())
        answer = asked(auditor, reference=ben.reference.lower())
        assert {(kind, reference) for kind, _, _, reference in lines(answer)} == {
            ("did", ben.reference),
            ("looked", ben.reference),
        }

    @pytest.mark.parametrize("kind", ["did", "looked", "signed_in"])
    def test_by_kind(self, auditor, ava, did, kind):
        sam = make_user("Sam")
        did(sam), looked_at(sam, ava, via="page", now=timezone.now())
        SignIn.objects.create(at=NINE, user=sam, outcome="signed_in")
        assert {line[0] for line in lines(asked(auditor, kind=kind))} == {kind}

    def test_all_at_once(self, auditor, ava, did):
        sam, sue = make_user("Sam"), make_user("Sue")
        for user in (sam, sue):
            did(user), did(user, at=NINE - timedelta(days=1)), looked_at(user, ava, via="page", now=timezone.now())
        answer = asked(auditor, user=sam.pk, day="7/7/2014", kind="did", reference=ava.reference)
        assert lines(answer) == [("did", "sam", "change_person", ava.reference)]

    @pytest.mark.parametrize("typed", ["Ava Hall", "HALL", "2345678923", "<b>", "x' OR 1=1", "\x00"])
    def test_what_is_no_reference_never_stands_in_a_url(self, auditor, ava, typed):
        answer = auditor.post("/audit/", {"reference": typed, "day": ""})
        assert answer.status_code == 422
        assert "Location" not in answer
        assert "reference" in answer.context["form"].errors

    @pytest.mark.parametrize("day", ["soon", "31/2/2014", "\x00", "0/0/0", "31/12/9999"])
    def test_what_is_no_day_is_refused_by_its_field(self, auditor, day):
        assert "day" in auditor.post("/audit/", {"day": day}).context["form"].errors

    @pytest.mark.parametrize("query", ODD_QUERIES)
    def test_an_address_made_up_breaks_nothing(self, auditor, query):
        assert auditor.get(f"/audit/?{query}").status_code == 200


class TestPages:
    def test_it_goes_on_page_by_page_without_a_gap(self, auditor, did):
        sam = make_user("Sam")
        for number in range(120):
            did(sam, f"verb-{number}", at=NINE + timedelta(seconds=number))
        seen, address = [], "/audit/"
        while address:
            page = auditor.get(address)
            seen += [line[2] for line in lines(page)]
            address = page.context["next_url"]
        assert seen == [f"verb-{number}" for number in reversed(range(120))]

    def test_the_next_page_keeps_the_question(self, auditor, did):
        sam = make_user("Sam")
        for number in range(60):
            did(sam, at=NINE + timedelta(seconds=number))
        answer = asked(auditor, user=sam.pk)
        assert answer.context["next_url"] == f"/audit/?user={sam.pk}&page=2"

    def test_it_costs_the_same_with_two_and_with_fifty(self, auditor, ava, did, count_queries):
        did(make_user("Sam")), looked_at(make_user("Sue"), ava, via="page", now=timezone.now())
        few = count_queries(lambda: auditor.get("/audit/"))
        for number in range(50):
            did(make_user(f"Worker {number}"), record=child(f"Child {number}"))
        assert count_queries(lambda: auditor.get("/audit/")) == few <= 12


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_for_every_other_role_there_is_no_such_page(db, role):
    client = signed_in(make_user("Other", role))
    assert client.get("/audit/").status_code == 404
    assert client.post("/audit/", {}).status_code == 404
