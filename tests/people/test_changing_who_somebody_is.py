"""Who somebody is, changed by the duty team: numbers and dates that cannot be right are refused by their fields."""

from datetime import date

import pytest

from people.models import Person
from tests.factories import people
from tests.factories.cast import signed_in
from tests.people.conftest import NOW
from tests.people.pages import changes, errors, hidden, opened

pytestmark = pytest.mark.django_db
WRONG = [
    ("nhs_number", "9434765918", "This is no NHS number"),
    ("nhs_number", "12345", "ten digits"),
    ("upn", "B123456789012", "This is no unique pupil number"),
    ("upn", "12", "a letter, eleven digits"),
    ("death_date", "1/1/2001", "before the date of birth"),
    ("death_date", "1/1/2999", "in the future"),
    ("birth_date", "1/1/2999", "an unborn child's date is expected"),
]


def sent(user, person, **said):
    """The page of facts with these changed, and the rest as it was shown."""
    page = opened(user, person, "facts")
    typed = page.all("main form input[name]:not([type=hidden], [type=checkbox]:not([checked]))")
    shown = {field["name"]: field.get("value", "") for field in typed}
    for select in page.all("main form select"):
        chosen = select.select_one("option[selected]")
        shown[select["name"]] = chosen["value"] if chosen else ""
    return changes(user, person, "facts", page=page, **(shown | said))


def test_what_is_changed_is_on_file_with_its_event(cast, ava):
    assert sent(cast.cleo, ava, religion="Quaker", nhs_number="943 476 5919").status == 302
    ava.refresh_from_db()
    assert (ava.religion, ava.nhs_number, ava.given_name) == ("Quaker", "9434765919", "Ava")
    assert ava.history.first().history_change_reason


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_cannot_be_right_is_refused_by_its_field_and_kept(cast, ava, field, typed, said):
    page = sent(cast.cleo, ava, **{field: typed, "religion": "Quaker"})
    assert said in errors(page)[field]
    assert page.first("[name=religion]")["value"] == "Quaker"
    assert page.first(f"[name={field}]")["value"] == typed


def test_a_name_is_corrected_and_not_taken_away(cast, ava):
    assert "not taken away" in errors(sent(cast.cleo, ava, given_name="", family_name=""))["given_name"]
    assert sent(cast.cleo, ava, given_name="").status == 302


def test_nobody_becomes_older_than_their_mother(cast, ava):
    kim = people.person("Kim Hall", "adult", NOW, date(1980, 1, 1))
    people.relationship(kim, "mother", ava)
    assert "Mother Kim Hall would be younger" in errors(sent(cast.cleo, ava, birth_date="1/1/1979"))["birth_date"]
    assert "Ava Hall, who would be older" in errors(sent(cast.cleo, kim, birth_date="1/1/2010"))["birth_date"]


def test_a_double_click_is_answered_as_done(cast, ava):
    page, browser = opened(cast.cleo, ava, "name"), signed_in(cast.cleo)
    said = hidden(page) | {"kind": "alias", "given_name": "Avie", "family_name": ""}
    assert [browser.post(page.address, said).status_code for _ in range(2)] == [302, 302]
    assert ava.names.filter(given_name="Avie").count() == 1


def test_of_two_at_once_on_one_page_the_second_is_told_who_was_first_and_sends_it_again(cast, ava):
    first, second = opened(cast.cleo, ava, "name"), opened(cast.sam, ava, "name")
    said = {"kind": "alias", "family_name": ""}
    assert changes(cast.cleo, ava, "name", page=first, given_name="Avie", **said).status == 302
    refused = changes(cast.sam, ava, "name", page=second, given_name="Aves", **said)
    assert "Cleo was first" in refused.text
    assert refused.first("[name=given_name]")["value"] == "Aves"
    assert not ava.names.filter(given_name="Aves").exists()
    again = changes(cast.sam, ava, "name", page=refused, given_name="Aves", **said)
    assert again.status == 302


def test_what_nobody_asked_is_told_apart_from_what_is_not_known(cast, ava, reads):
    Person.objects.filter(pk=ava.pk).update(sex="U", gender="00", upn_unknown="UN1")
    page = reads(cast.cleo, f"/people/{ava.reference}/")
    shown = {fact["data-field"]: fact.get_text() for fact in page.all("dl [data-field]")}
    assert shown["sex"] == "Not known"
    assert shown["gender"] == "Not known"
    assert shown["upn"] == "None: not of school age"
    assert "Religion" in page.first("[data-not-asked]").text
    assert "religion" not in shown


@pytest.mark.parametrize("who", ["rita", "hugh", "nosy"])
def test_only_the_duty_team_changes_anything(cast, ava, who):
    assert opened(getattr(cast, who), ava, "facts").status in (403, 404)
