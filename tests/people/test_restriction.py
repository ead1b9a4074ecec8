"""Somebody who is restricted exists for the named readers alone; in an emergency the glass can be broken."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Event
from contacts.models import Contact
from correspondence.models import Notice
from directory.profile import current
from people.models import Person, Restriction, RestrictionReader
from people.services.restriction import change_restriction, end_restriction
from tests.acceptance.front import Page
from tests.factories import people
from tests.factories.cast import signed_in
from tests.factories.contacts import BEN, contact_at, do
from tests.people.conftest import NOW
from tests.people.pages import TWO_YEARS_ON, changes, errors, hidden, words
from tests.people.restricting import glass, restrict, searched, sends
from workflow.models import Slip

pytestmark = pytest.mark.django_db
MAY_MATCH = "A restricted record may match: ask the practice manager."


def test_for_others_neither_the_person_nor_any_record_about_them_is_there(cast, ava, closed, reads):
    for address in (ava.get_absolute_url(), closed.get_absolute_url(), f"{closed.get_absolute_url()}history/"):
        assert reads(cast.dana, address).found
        assert reads(cast.cleo, address).status == reads(cast.hugh, address).status == 404
    assert closed.reference in reads(cast.dana, "/tray/duty/").text
    assert closed.reference not in reads(cast.dev, "/tray/duty/").text
    assert not Contact.objects.visible_to(cast.dev).exists()
    assert not Slip.objects.visible_to(cast.dev).exists()
    assert not Notice.objects.visible_to(cast.dev).exists()
    assert set(closed.readers_among(type(cast.dev).objects.all())) == {cast.pat, cast.dana}


def test_the_page_says_that_it_is_restricted_and_by_whom_it_is_read(cast, ava, closed, reads):
    assert "Restricted" in words(reads(cast.dana, ava.get_absolute_url()).first(".banner--warning"))
    page = reads(cast.pat, f"/people/{ava.reference}/restriction/")
    assert "A colleague's family" in page.main.text
    assert {box["value"] for box in page.all("input[name=readers][checked]")} == {str(cast.pat.pk), str(cast.dana.pk)}


def test_a_record_and_its_row_say_that_it_is_restricted_to_whoever_may_open_them(cast, ava, closed, reads):
    other = contact_at("awaiting_decision", cast, children=[BEN])
    page = reads(cast.dana, "/tray/duty/")
    for contact, marked in ((closed, True), (other, False)):
        row = page.first(f'tr[data-reference="{contact.reference}"]')
        assert ("Restricted" in words(row)) == marked
        shown = reads(cast.dana, contact.get_absolute_url())
        assert ("keep it to yourself" in shown.text) == marked
    done = do(closed, "decide_no_further_action", cast.dana, rationale="None", desk_tasks_done="None")
    for address in (done.get_absolute_url(), done.no_further_action_records.get().get_absolute_url()):
        assert "keep it to yourself" in reads(cast.dana, address).text
    end_restriction(ava, cast.pat, timezone.now())
    assert "keep it to yourself" not in reads(cast.dana, done.get_absolute_url()).text


def test_a_merged_duplicate_of_theirs_is_hidden_as_they_are(cast, ava, closed, reads):
    twin = people.person("Zoe Quill", "child", NOW)
    Person.objects.filter(pk=twin.pk).update(identity=ava)
    assert reads(cast.cleo, twin.get_absolute_url()).status == 404
    assert reads(cast.dana, twin.get_absolute_url()).found


@pytest.mark.parametrize("text", ["Ava Hall", "Hall Ava", "Eva Hull", "Ava 3/2/2008", "Ava"])
def test_a_search_says_at_most_that_one_may_match(cast, ava, closed, text):
    page = searched(cast.cleo, text)
    assert MAY_MATCH in page.text
    assert ava.reference not in page.text
    assert "Ava Hall" not in page.main.text.replace("Hall Ava", "")
    assert MAY_MATCH not in searched(cast.dana, text).text


@pytest.mark.parametrize("text", ["Av Hal", "A", "H", "Ava Moss", "Nobody", "4/2/2008", "3/2/2008"])
def test_beginnings_of_words_spell_out_nothing(cast, closed, text):
    assert MAY_MATCH not in searched(cast.cleo, text).text


def test_whoever_types_a_childs_name_reads_the_same(cast, ava, closed):
    said = {"given_name": "Ava", "family_name": "Hall"}
    typed = sends(cast.cleo, "/people/matches/", **said)
    assert MAY_MATCH in typed.text
    assert ava.reference not in typed.text
    assert MAY_MATCH not in sends(cast.cleo, "/people/matches/", given_name="Ava", family_name="Moss").text
    assert MAY_MATCH not in sends(cast.rita, "/people/matches/", **said).text


TYPED = {"child-0-given_name": "Ava", "child-0-family_name": "Hall"}


@pytest.mark.parametrize("page", ["a draft", "a refused submission", "one more child on a contact"])
def test_it_is_said_where_no_script_asks_too(cast, ava, closed, page):
    typed = TYPED | {"child-0-row": str(uuid4())}
    if page == "a draft":
        sends(cast.cleo, f"/contacts/new/{uuid4()}/", **typed, concerns="x")
        draft = Contact.objects.visible_to(cast.cleo).get(state="draft")
        shown = Page(signed_in(cast.cleo).get(f"/contacts/{draft.reference}/edit/"), "")
    elif page == "a refused submission":
        shown = sends(cast.cleo, f"/contacts/new/{uuid4()}/submit/", **typed)
    else:
        other = contact_at("awaiting_decision", cast, children=[BEN])
        shown = sends(cast.cleo, f"/contacts/{other.reference}/child/", **TYPED, **{"child-0-birth_date": "x"})
    assert MAY_MATCH in shown.main.text
    assert ava.reference not in shown.text


@pytest.mark.parametrize("what", ["household", "relative"])
def test_it_is_said_when_somebody_of_a_family_is_named(cast, ava, closed, what):
    ben = people.person("Ben Moss", "child", NOW)
    said = {"given_name": "Ava", "family_name": "Hall"} | ({"kind": "sibling"} if what == "relative" else {})
    refused = changes(cast.cleo, ben, what, **said)
    assert MAY_MATCH in errors(refused)["is_new"]
    assert ava.reference not in refused.text
    assert changes(cast.cleo, ben, what, **said, is_new="on").status == 302
    assert MAY_MATCH not in changes(cast.dana, ben, what, **said).text


def test_of_ones_own_relation_not_even_that_is_said(cast, ava, closed):
    people.staff_relation(cast.cleo, ava, NOW)
    assert MAY_MATCH not in searched(cast.cleo, "Ava Hall").text


def test_somebody_who_decides_must_be_able_to_see(cast, ava, closed):
    ben = people.person("Ben Hall", "child", NOW)
    assert "somebody must be able to decide" in restrict(cast, ben, cast.cleo, cast.sam).text
    people.staff_relation(cast.dana, ben, NOW)
    assert "somebody must be able to decide" in errors(restrict(cast, ben, cast.dana)).get("readers", "")
    assert not Restriction.objects.filter(person=ben).exists()
    assert restrict(cast, ben, cast.dana, cast.dev).status == 302
    assert not Person.objects.visible_to(cast.pat).filter(pk=ben.pk).exists(), "who restricts need not read"


@pytest.mark.parametrize(
    ("field", "said"),
    [("readers", {"readers": []}), ("reason", {"reason": " "}), ("review_on", {"review_on": "1/1/2014"})],
)
def test_readers_reason_and_a_day_to_come_are_asked_for(cast, ava, field, said):
    assert field in errors(restrict(cast, ava, cast.pat, **said))
    assert not Restriction.objects.exists()


def test_only_the_practice_manager_restricts_and_twice_is_once(cast, ava, closed, reads):
    assert reads(cast.dana, f"/people/{ava.reference}/restrict/").status in (403, 404)
    assert reads(cast.dana, f"/people/{ava.reference}/restriction/").status in (403, 404)
    assert restrict(cast, ava, cast.pat, cast.dev).status == 302
    assert Restriction.objects.count() == 1


def test_its_readers_are_changed_and_it_ends(cast, ava, closed, reads):
    address = f"/people/{ava.reference}/restriction/"
    refused = sends(cast.pat, address, readers=[cast.cleo.pk], review_on=TWO_YEARS_ON)
    assert "somebody must be able to decide" in errors(refused)["readers"]
    assert reads(cast.dana, ava.get_absolute_url()).found, "nothing of a refused change is kept"
    assert sends(cast.pat, address, readers=[cast.pat.pk, cast.cleo.pk], review_on=TWO_YEARS_ON).status == 302
    assert reads(cast.cleo, ava.get_absolute_url()).found
    assert reads(cast.dana, ava.get_absolute_url()).status == 404
    assert sends(cast.pat, f"{address}end/").status == 302
    assert reads(cast.dev, closed.get_absolute_url()).found
    assert sends(cast.pat, f"{address}end/").status == 302, "a double click"
    assert sends(cast.dana, f"{address}end/").status in (403, 404)


def test_who_is_named_no_more_is_still_said_to_have_been_able_to_open_it(cast, ava, closed, reads):
    address = f"/people/{ava.reference}/restriction/"
    assert sends(cast.pat, address, readers=[cast.pat.pk], review_on=TWO_YEARS_ON).status == 302
    assert reads(cast.dana, ava.get_absolute_url()).status == 404
    assert "Dana" in reads(cast.pat, address).main.text.partition("Could open it before")[2]
    assert sends(cast.pat, address, readers=[cast.pat.pk, cast.dana.pk], review_on=TWO_YEARS_ON).status == 302
    assert reads(cast.dana, ava.get_absolute_url()).found
    assert not Event.objects.filter(verb="glass broken").exists()
    assert "By nobody." in reads(cast.pat, address).main.text, "to be named no more is no emergency"


def test_a_page_that_has_grown_old_takes_nobody_off_whom_another_named_meanwhile(cast, ava, closed, reads):
    address = f"/people/{ava.reference}/restriction/"
    page = reads(cast.pat, address)
    more = [cast.pat.pk, cast.dana.pk, cast.cleo.pk]
    assert sends(cast.pat, address, readers=more, review_on=TWO_YEARS_ON).status == 302
    said = hidden(page) | {"readers": [cast.pat.pk, cast.dana.pk], "review_on": TWO_YEARS_ON}
    refused = sends(cast.pat, address, **said)
    assert "Nothing of yours was saved yet" in errors(refused)["__all__"]
    assert reads(cast.cleo, ava.get_absolute_url()).found
    assert sends(cast.pat, address, **said | hidden(refused)).status == 302, "looked at, and sent again"
    assert reads(cast.cleo, ava.get_absolute_url()).status == 404


def test_changing_one_that_another_ended_meanwhile_does_not_bring_it_back(cast, ava, closed):
    end_restriction(ava, cast.pat, timezone.now())
    with pytest.raises(ValidationError, match="ended meanwhile"):
        change_restriction(ava, [cast.pat], date(2099, 1, 1), cast.pat, timezone.now())
    assert Restriction.objects.get().ended_by == cast.pat


def test_past_its_review_it_still_holds(cast, ava, closed, reads):
    Restriction.objects.update(review_on=timezone.localdate() - timedelta(days=1))
    assert reads(cast.dev, ava.get_absolute_url()).status == 404


def test_the_glass_is_broken_for_some_hours_with_a_reason_and_the_readers_are_told(cast, ava, closed, reads):
    before = Notice.objects.count()
    found, opened = glass(cast.dev)
    assert opened.status == 302
    assert ava.reference in reads(cast.dev, found).text
    assert reads(cast.dev, closed.get_absolute_url()).found
    told = Notice.objects.filter(name="glass_broken")
    assert {notice.user for notice in told} == {cast.pat, cast.dana}
    assert Notice.objects.count() == before + 2
    assert all("Ava" not in notice.sentence for notice in told)
    assert "Restricted record opened in an emergency" in reads(cast.pat, "/notices/").text
    shown = reads(cast.pat, f"/people/{ava.reference}/restriction/").main.text
    assert "Dev" in shown
    assert "She is at the door" in shown
    hours = current().secrecy.break_glass_hours
    with time_machine.travel(timezone.now() + timedelta(hours=hours, seconds=1)):
        assert reads(cast.dev, ava.get_absolute_url()).status == 404


def test_without_a_reason_it_stays_shut(cast, ava, closed, reads):
    _, refused = glass(cast.dev, because=" ")
    assert "because" in errors(refused)
    assert reads(cast.dev, ava.get_absolute_url()).status == 404


@pytest.mark.parametrize("who", ["cleo", "sam", "rita"])
def test_only_the_roles_of_the_profile_may_break_it(cast, ava, closed, who, reads):
    user = getattr(cast, who)
    assert glass(user)[1].status == 404
    assert "Open it in an emergency" not in searched(user, "Ava Hall").text
    assert not RestrictionReader.objects.exclude(until=None).exists()


def test_nobody_breaks_it_by_another_users_search(cast, ava, closed):
    found, _ = glass(cast.cleo)
    assert sends(cast.dev, f"{found}open/", because="x").status == 404


def test_an_own_relation_has_no_glass(cast, ava, closed, reads):
    people.staff_relation(cast.dev, ava, NOW)
    glass(cast.dev)
    assert reads(cast.dev, ava.get_absolute_url()).status == 404


def test_a_double_click_breaks_it_once(cast, ava, closed):
    found, _ = glass(cast.dev)
    assert sends(cast.dev, f"{found}open/", because="again").status == 302
    assert RestrictionReader.objects.exclude(until=None).count() == 1


def test_a_name_that_many_have_opens_nothing(cast, ava, closed):
    for number in range(4):
        made = people.person("Ava Hall", "child", NOW)
        assert restrict(cast, made, cast.pat, cast.dana).status == 302, number
    _, refused = glass(cast.dev)
    assert "Several may match" in refused.text
    assert not RestrictionReader.objects.exclude(until=None).exists()
