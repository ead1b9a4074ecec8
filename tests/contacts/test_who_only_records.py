"""Reception records a draft, and may look nobody up: of whom the duty team adds to it they learn and change nothing."""

from uuid import uuid4

import pytest

from contacts.models import Contact
from people.models import Person
from tests.acceptance.front import Page
from tests.contacts.open_page import OpenPage
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, draft
from tests.factories.directory import team
from tests.factories.people import open_case
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db
SECRETS = ("Zaphira", "Quillon", "Hollow Lane", "Cornish", "17 Mar", "2009", "Assessment 1")


@pytest.fixture
def zaphira(cast):
    """A child on file, open to a team."""
    facts = {"given_name": "Zaphira", "family_name": "Quillon", "school": "Hollow Lane", "first_language": "Cornish"}
    child = draft(cast.cleo, [AVA | facts | {"birth_date": MONDAY.date().replace(2009, 3, 17)}]).children.get().person
    open_case(child, team("Assessment 1"), cast.sue, MONDAY)
    return child


@pytest.fixture(params=["typed", "saved"])
def theirs(request, cast, zaphira):
    """Rita's draft about Bea, whom it put on file; Cleo has added Zaphira, who was on file before."""
    page = (
        OpenPage(cast.rita).types(child_0_given_name="Bea", child_0_family_name="Hill", concerns="A bruise").presses()
    )
    contact = Contact.objects.get(created_by=cast.rita)
    page = OpenPage(cast.cleo, contact)
    page.presses(page.page.first('button[formaction$="/child/"]')["formaction"])
    page.types(child_1_given_name="Zaphira", child_1_family_name="Quillon").chooses(zaphira.reference, child=1)
    page.autosaves() if request.param == "typed" else page.presses()
    assert set(contact.people.values_list("given_name", flat=True)) == {"Bea", "Zaphira"}
    contact.refresh_from_db()
    return contact


def told(page: Page) -> list[str]:
    """What of Zaphira stands on a page."""
    return [secret for secret in SECRETS if secret in page.main.decode()]


@pytest.mark.parametrize("address", ["edit/", "", "history/", "do/discard/"])
def test_no_page_of_the_draft_tells_them_who_it_is(cast, theirs, zaphira, address):
    address = theirs.get_absolute_url() + address
    for user, knows in ((cast.rita, False), (cast.cleo, True)):
        page = Page(signed_in(user).get(address), address)
        assert page.status == 200
        assert bool(told(page)) == knows, (user, told(page))
        assert (zaphira.reference in page.text) == (knows and "history" not in address)
        assert "Bea" in page.text


def test_nor_does_its_row_among_their_work(cast, theirs):
    page = Page(signed_in(cast.rita).get("/my-work/"), "/my-work/")
    assert ("Bea Hill" in page.text, told(page)) == (True, [])


def test_nor_does_the_search_for_its_reference(cast, theirs):
    page = Page(signed_in(cast.rita).post("/people/search/", {"q": theirs.reference}, follow=True), "/people/search/")
    assert ("Bea Hill" in page.text, told(page)) == (True, [])


def test_the_page_says_that_there_is_somebody(cast, theirs):
    assert "1 more added by the duty team" in OpenPage(cast.rita, theirs).page.text
    page = signed_in(cast.rita).get(theirs.get_absolute_url()).content.decode()
    assert "Somebody on file, added by the duty team" in page


def test_what_they_type_reaches_their_own_child_and_the_other_stays_as_she_was(cast, theirs, zaphira):
    page = OpenPage(cast.rita, theirs).types(child_0_school="Oak Primary", concerns="A bruise on her arm")
    page.autosaves()
    page.presses()
    assert Person.objects.get(given_name="Bea").school == "Oak Primary"
    assert vars_of(zaphira) == vars_of(Person.objects.get(pk=zaphira.pk))
    assert theirs.people.count() == 2
    assert "Zaphira" in OpenPage(cast.cleo, theirs).page.text


@pytest.mark.parametrize("button", ["", "autosave/", "child/0/remove/"])
@pytest.mark.parametrize("who", ["", "new"])
def test_a_made_up_form_reaches_her_no_more(cast, theirs, zaphira, button, who):
    row = theirs.involved.get(person=zaphira).row
    said = {"row": str(row), "person": zaphira.reference, "who": who, "given_name": "Somebody", "school": "Elsewhere"}
    data = {f"child-0-{name}": text for name, text in said.items()} | {"seen_version": theirs.version}
    answer = signed_in(cast.rita).post(
        f"{theirs.get_absolute_url()}edit/{button}", data | {"save_key": str(uuid4()), "child-0-also_known_as": "Zed"}
    )
    assert answer.status_code in (200, 302)
    assert vars_of(zaphira) == vars_of(Person.objects.get(pk=zaphira.pk))
    assert not zaphira.names.exists()
    assert theirs.involved.get(row=row).person == zaphira


def test_nor_is_she_put_on_a_draft_of_theirs_by_her_reference(cast, zaphira):
    page = OpenPage(cast.rita).types(child_0_given_name="Zed")
    page.form.controls["child-0-person"].values = [zaphira.reference]
    page.presses()
    assert [person.given_name for person in Contact.objects.get(created_by=cast.rita).people.all()] == ["Zed"]


def vars_of(person):
    """Everything that stands on file of somebody."""
    return {name: value for name, value in vars(person).items() if not name.startswith("_")}


def test_what_others_say_of_a_child_whom_they_put_on_file_is_not_theirs_any_more(cast):
    OpenPage(cast.rita).types(child_0_given_name="Rex", child_0_family_name="Wibble", concerns="A bruise").presses()
    mine = Contact.objects.get(created_by=cast.rita)
    rex = Person.objects.get(given_name="Rex")
    assert OpenPage(cast.rita, mine).holds("child_0_given_name") == "Rex"
    draft(cast.cleo, [{"who": rex.reference, "given_name": "Rex", "family_name": "Wibble", "school": "Hollow Lane"}])
    for address in ("edit/", "", "history/"):
        address = mine.get_absolute_url() + address
        page = Page(signed_in(cast.rita).get(address), address)
        assert page.status == 200
        assert told(page) == []
    page = OpenPage(cast.rita, mine)
    page.types(child_0_given_name="Max", child_0_family_name="Wibble").chooses("new").presses()
    rex.refresh_from_db()
    assert (rex.given_name, rex.school) == ("Rex", "Hollow Lane")


def test_whose_case_a_child_is_whom_they_put_on_file_is_not_theirs_to_know(cast):
    OpenPage(cast.rita).types(child_0_given_name="Rex", child_0_family_name="Wibble", concerns="A bruise").presses()
    mine = Contact.objects.get(created_by=cast.rita)
    open_case(Person.objects.get(given_name="Rex"), team("Assessment 1"), cast.sue, MONDAY)
    for address in (f"{mine.get_absolute_url()}edit/", mine.get_absolute_url()):
        assert told(Page(signed_in(cast.rita).get(address), address)) == []
