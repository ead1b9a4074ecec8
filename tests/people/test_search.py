"""A search finds people by whatever is known of them, best first, and shows each reader only whom they may know of."""

from datetime import date

import pytest

from contacts.models import Contact
from directory.roles import Role
from people.models import Person, Search
from people.references import is_reference
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import contact_at, do
from tests.people.conftest import NOW

pytestmark = pytest.mark.django_db


def search(user, text) -> Page:
    """The page that a search leads to."""
    browser = signed_in(user)
    address = browser.post("/people/search/", {"q": text}).url
    return Page(browser.get(address), address)


def found(user, text) -> list[str]:
    """The references of the people who are found, best first."""
    return [hit["data-person"] for hit in search(user, text).all("[data-person]")]


@pytest.mark.parametrize(
    "text",
    [
        "Ava Hall", "hall ava", "HALL, Ava", "Av Ha", "áva hall", "Eva Hul", "hull", "Ava Hull", "3/2/2008", "03/02/08",
        "2008-02-03", "3 Feb 2008", "3 February 2008", "Hall 3/2/2008", "Ava 4/2/2008", "943 476 5919", "9434765919",
    ],
)  # fmt: skip
def test_a_child_is_found_by_name_alias_date_or_number(cast, ava, text):
    Person.objects.filter(pk=ava.pk).update(nhs_number="9434765919")
    people.person("Ben Moss", "child", NOW, date(2012, 9, 1))
    assert found(cast.cleo, text) == [ava.reference]


@pytest.mark.parametrize("text", ["Ava Moss", "all", "5/2/2008", "943 476 5918", "%", "_va", "' OR 1=1", "🙂"])
def test_who_is_not_meant_is_not_found(cast, ava, text):
    assert found(cast.cleo, text) == []


def test_the_exact_name_stands_before_whole_words_and_those_before_beginnings(cast):
    beginning = people.person("Ava Halliwell", "child", NOW)
    word = people.person("Ava Rose Hall", "child", NOW)
    exact = people.person("Ava Hall", "child", NOW)
    assert found(cast.cleo, "ava hall") == [each.reference for each in (exact, word, beginning)]


def test_the_one_with_that_birth_date_stands_before_the_other_of_the_name(cast):
    people.person("Ava Hall", "child", NOW, date(2009, 2, 3))
    meant = people.person("Ava Hall", "child", NOW, date(2008, 2, 3))
    assert found(cast.cleo, "Ava Hall 3/2/2008")[0] == meant.reference


def test_somebody_born_on_that_day_is_found_though_only_part_of_the_name_fits(cast, ava):
    page = search(cast.cleo, "Ava Moss 3/2/2008")
    assert page.first(f'[data-person="{ava.reference}"] .hit__why').text == "Part of the name, same date of birth"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hall Ava", "Same name"),
        ("Eva Hull", "Also known as Eva Hull"),
        ("Hall", "Every word of the name"),
        ("Ha", "The name begins so"),
        ("3/2/2008", "Same date of birth"),
    ],
)
def test_each_says_why_it_was_found_and_whose_case_it_is(cast, ava, text, reason):
    hit = search(cast.cleo, text).first(f'[data-person="{ava.reference}"]')
    assert hit.select_one(".hit__why").text == reason
    assert hit.select_one(".known").text.startswith("New, as of ")


def test_a_reference_finds_the_person_or_the_record_it_belongs_to(cast, ava):
    contact = contact_at(Contact.State.AWAITING_DECISION, cast)
    do(contact, "decide_referral", cast.dana, rationale="Threshold met")
    assert found(cast.cleo, ava.reference.lower()) == [ava.reference]
    page = search(cast.cleo, f" {contact.reference} ")
    assert [hit["data-record"] for hit in page.all("[data-record]")] == [contact.reference]
    assert page.all("[data-person]") == []


def test_ones_own_relation_is_not_found_nor_the_record_about_them(cast, ava):
    contact = contact_at(Contact.State.AWAITING_DECISION, cast)
    people.staff_relation(cast.dana, ava, NOW)
    people.staff_relation(cast.dana, contact.children.get().person, NOW)
    assert found(cast.dana, "Ava Hall") == found(cast.dana, "3/2/2008") == found(cast.dana, ava.reference) == []
    assert search(cast.dana, contact.reference).all("[data-record]") == []


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.LADO, Role.RECEPTION])
def test_who_does_not_work_with_people_finds_nobody(ava, role):
    assert found(make_user("Ada", role), "Ava Hall") == []


def test_no_name_stands_in_the_address_and_the_key_is_the_searchers_own(cast, ava, reads):
    address = signed_in(cast.dana).post("/people/search/", {"q": "Ava Hall"}).url
    assert is_reference(address.strip("/").rsplit("/", 1)[1])
    assert Search.objects.get().text == "Ava Hall"
    assert reads(cast.dana, address).found
    assert reads(cast.cleo, address).status == 404
    assert reads(cast.dana, "/people/search/2222222222/").status == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, "\x00"])
def test_what_cannot_be_searched_for_says_so_by_the_field(cast, text):
    answer = Page(signed_in(cast.dana).post("/people/search/", {"q": text}), "/people/search/")
    assert answer.status == 200
    assert answer.first("main .govuk-error-message")
    assert not Search.objects.exists()


def test_nothing_found_says_what_to_try(cast):
    assert "Try the family name alone" in search(cast.dana, "Nobody").main.text


def test_the_empty_page_offers_the_search(cast, reads):
    page = reads(cast.dana, "/people/search/")
    assert page.first("main form[action='/people/search/'] input[name=q]")
    assert page.first("main .govuk-error-message") is None
