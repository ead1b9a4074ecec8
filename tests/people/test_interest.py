"""Whoever says that they know a family does not see it any more, and another manager hears of it."""

import pytest

from correspondence.models import Notice
from directory.roles import Role
from people.models import StaffRelation
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import AVA, contact_at, do
from tests.people.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(ava):
    """Ava's mother."""
    kim = people.person("Kim Hall", "adult", NOW)
    people.relationship(kim, "mother", ava)
    return kim


def about(ava, cast, state="awaiting_decision"):
    """A contact about Ava."""
    return contact_at(state, cast, children=[AVA | {"who": ava.reference}])


def says_so(user, reads, address):
    """Follow the link on a page, read the question and answer yes."""
    link = next(link for link in reads(user, address).all("a") if link.text == "I know this family")
    question = reads(user, link["href"])
    return question, Page(signed_in(user).post(link["href"]), link["href"])


def told(name="interest_declared"):
    """Who was told."""
    return {notice.user.username for notice in Notice.objects.filter(name=name)}


def test_from_a_persons_page_the_whole_family_is_hidden(cast, ava, kim, reads):
    contact = about(ava, cast)
    question, answer = says_so(cast.cleo, reads, ava.get_absolute_url())
    assert "Kim Hall" in question.main.text
    assert answer.status == 302
    for address in (ava.get_absolute_url(), kim.get_absolute_url(), contact.get_absolute_url()):
        assert reads(cast.cleo, address).status == 404
        assert reads(cast.dana, address).found
    assert told() == {"dana", "dev", "pat", "emma"}


def test_from_a_records_page_whoever_is_on_it_is_hidden(cast, ava, kim, reads):
    contact = about(ava, cast)
    _, answer = says_so(cast.dana, reads, contact.get_absolute_url())
    assert answer.status == 302
    assert reads(cast.dana, contact.get_absolute_url()).status == 404
    assert reads(cast.dana, kim.get_absolute_url()).status == 404
    assert told() == {"dev", "pat", "emma"}, "another manager, never oneself"
    assert contact.reference in reads(cast.dev, "/notices/").text


def test_asking_is_not_saying_so(cast, ava, reads):
    assert reads(cast.cleo, f"/people/{ava.reference}/interest/").found
    assert not StaffRelation.objects.exists()


def test_what_they_had_in_hand_is_told_of_and_can_be_taken_back(cast, ava, reads):
    contact = about(ava, cast, "with_worker")
    says_so(cast.sam, reads, ava.get_absolute_url())
    assert reads(cast.sam, contact.get_absolute_url()).status == 404
    assert f"cannot go on with {contact.reference}" in Notice.objects.filter(user=cast.dana).latest("pk").sentence
    contact.refresh_from_db()
    assert do(contact, "return_to_tray", cast.dana, note="Sam knows them").state == "awaiting_decision"


def test_what_they_had_in_hand_is_told_of_from_the_records_own_page_too(cast, ava, reads):
    contact = about(ava, cast, "with_worker")
    says_so(cast.sam, reads, contact.get_absolute_url())
    said = [notice.sentence for notice in Notice.objects.filter(user=cast.dana).order_by("-pk")[:2]]
    assert any("knows this family" in sentence for sentence in said)
    assert any(f"cannot go on with {contact.reference}" in sentence for sentence in said)


def test_a_double_click_says_it_once(cast, ava, reads):
    browser, address = signed_in(cast.cleo), f"/people/{ava.reference}/interest/"
    assert [browser.post(address).status_code for _ in range(2)] == [302, 404]
    assert StaffRelation.objects.count() == 1
    assert Notice.objects.filter(user=cast.dana, name="interest_declared").count() == 1


def test_a_restriction_that_names_them_never_lets_them_in_again(cast, ava, reads):
    says_so(cast.dana, reads, ava.get_absolute_url())
    said = {"readers": [cast.pat.pk, cast.dana.pk], "reason": "x", "review_on": "7/7/2099"}
    assert signed_in(cast.pat).post(f"/people/{ava.reference}/restrict/", said).status_code == 302
    assert reads(cast.dana, ava.get_absolute_url()).status == 404


def test_who_only_recorded_a_draft_says_it_of_that_and_is_named_nobody_they_may_not_know(cast, ava, kim, reads):
    contact = contact_at("draft", cast, children=[AVA | {"who": ava.reference}])
    type(contact).objects.filter(pk=contact.pk).update(created_by=cast.rita)
    question = reads(cast.rita, f"/interest/contact/{contact.reference}/")
    assert question.found
    assert "Hall" not in question.main.text


@pytest.mark.parametrize("address", ["/interest/contact/2222222222/", "/interest/nothing/2222222222/"])
def test_of_what_is_not_there_nothing_can_be_said(cast, address, reads):
    assert reads(cast.cleo, address).status == 404


@pytest.mark.parametrize(
    "page",
    ["search", "matches", "draft", "genogram", "chronology", "change", "record", "contact", "no further action"],
)
def test_it_can_be_said_on_every_page_that_names_them(cast, ava, reads, page):
    contact = about(ava, cast, {"draft": "draft", "no further action": "closed"}.get(page, "awaiting_decision"))
    browser, theirs = signed_in(cast.cleo), f"/people/{ava.reference}/interest/"
    of_contact = f"/interest/contact/{contact.reference}/"
    if page == "search":
        shown = Page(browser.post("/people/search/", {"q": "Ava Hall"}, follow=True), "")
    elif page == "matches":
        shown = Page(browser.post("/people/matches/", {"given_name": "Ava", "family_name": "Hall"}), "")
    else:
        made = contact.no_further_action_records.first()
        shown = reads(
            cast.cleo,
            {
                "draft": f"{contact.get_absolute_url()}edit/",
                "genogram": f"{ava.get_absolute_url()}genogram/",
                "chronology": f"{ava.get_absolute_url()}chronology/",
                "change": f"{ava.get_absolute_url()}change/facts/",
                "record": ava.get_absolute_url(),
                "contact": contact.get_absolute_url(),
                "no further action": made.get_absolute_url() if made else "",
            }[page],
        )
    said = {link["href"] for link in shown.all("a") if link.text.startswith("I know this family")}
    assert (of_contact if page in ("draft", "contact", "no further action") else theirs) in said


def test_a_team_says_it_too(cast, ava, reads):
    tess = make_user("Tess", Role.TEAM_WORKER)
    says_so(tess, reads, ava.get_absolute_url())
    assert reads(tess, ava.get_absolute_url()).status == 404
