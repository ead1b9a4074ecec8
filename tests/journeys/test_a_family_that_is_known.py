"""Somebody rings about a family that is known: its team has it, or one child's team has, or it is kept from most."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Person
from tests.factories.contacts import AVA, BEN, draft, make_team
from tests.factories.people import open_case
from tests.journeys import calls
from tests.journeys.colleague import Colleague

TEAM = "Assessment and CIN 1"
RESTRICTED = "a restricted record may match: ask the practice manager"


@pytest.fixture
def team(office):
    """The team that has Ava's case, with its people."""
    return make_team(TEAM)


def ava_of(team) -> Person:
    """Ava Hall, whose case the team has; Will is her worker."""
    ava = calls.ava_on_file()
    open_case(ava, team.team, team.will, timezone.now())
    return ava


def does(colleague: Colleague, action: str) -> None:
    """Presses an action's button beside the record, and the one on its page that does it."""
    colleague.page.locator(f".actions [data-action={action}]").click()
    colleague.page.locator(f"form[data-step={action}] button[type=submit]").click()


def searches_for(colleague: Colleague, words: str) -> None:
    """Looks for somebody from the search in the header, whatever page is open."""
    colleague.page.get_by_role("searchbox").first.fill(words)
    colleague.presses("Enter")
    expect(colleague.page.get_by_role("heading", name="Search", level=1)).to_be_visible()


def test_news_of_an_open_case_goes_to_its_team_and_is_acknowledged(sits, team):
    ava_of(team)
    cleo = sits("cleo")
    cleo.signs_in()
    calls.begins_a_contact(cleo)
    calls.says_who_is_calling(cleo)
    calls.names_the_child(cleo)
    matches = calls.first_child(cleo).get_by_role("group", name="Is this somebody we know?")
    expect(matches).to_contain_text(f"Open to {TEAM}, Will")
    matches.get_by_label("born 3 Feb 2016").check()
    cleo.page.get_by_role("radio", name="No", exact=True).first.check()
    calls.says_what_happened(cleo)
    cleo.page.get_by_role("button", name="Pass to the team that has the case").click()
    expect(cleo.page.locator("main[data-state=with_team]")).to_be_visible()
    expect(cleo.page.get_by_text(f"{TEAM} has it.")).to_be_visible()
    bo = sits("bo")
    bo.signs_in()
    bo.goes_to("/team/")
    expect(bo.page.get_by_role("heading", level=1)).to_contain_text(TEAM)
    bo.presses("j", "Enter")
    expect(bo.page.locator(".story__words")).to_have_text(calls.CONCERN)
    does(bo, "acknowledge")
    expect(bo.page.locator("main[data-state=closed]")).to_be_visible()
    expect(bo.page.locator("[data-field=outcome]")).to_have_text(re.compile("passed to team", re.IGNORECASE))


def test_a_brother_whose_case_nobody_has_is_split_off_and_stays_in_the_duty_tray(sits, office, team):
    contact = draft(office.cleo, children=[AVA, BEN])
    open_case(contact.children.get(person__given_name="Ava").person, team.team, team.will, timezone.now())
    cleo = sits("cleo")
    cleo.signs_in()
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    cleo.expects("409")
    cleo.page.get_by_role("button", name="Pass to the team that has the case").click()
    expect(cleo.page.locator("[data-refused~=split]")).to_contain_text("split it first")
    cleo.page.get_by_role("link", name="Split off some of the children").click()
    cleo.page.get_by_label("Ben Hall").check()
    cleo.page.locator("form[data-step=split] button[type=submit]").click()
    made = cleo.page.locator("[data-made=contact]")
    expect(made).to_contain_text("Ben Hall")
    second = made.get_by_role("link").first.get_attribute("href")
    cleo.goes_to(f"{contact.get_absolute_url()}edit/")
    cleo.page.get_by_role("button", name="Pass to the team that has the case").click()
    expect(cleo.page.locator("main[data-state=with_team]")).to_be_visible()
    cleo.goes_to(f"{second}edit/")
    cleo.page.get_by_role("button", name="Submit to the duty tray").click()
    expect(cleo.page.locator("main[data-state=awaiting_decision]")).to_be_visible()
    dana = sits("dana")
    dana.signs_in()
    dana.goes_to("/tray/duty/")
    expect(dana.page.locator("#tray-rows .row")).to_have_count(1)
    expect(dana.page.locator("#tray-rows .row").first).to_contain_text("Ben Hall")


def test_a_restricted_child_is_looked_for_by_everyone(sits, office, team):
    ava = ava_of(team)
    pat = sits("pat")
    pat.signs_in()
    pat.goes_to(f"{ava.get_absolute_url()}restrict/")
    pat.page.get_by_label("Reason").fill("Her mother works in this building")
    pat.page.get_by_label("Review").fill("1/6/2030")
    pat.page.get_by_role("button", name="Restrict").click()
    expect(pat.page.get_by_role("heading", level=1)).to_contain_text("Ava Hall")
    for username in ("cleo", "emma", "sam", "eli", "hugh", "will", "dana"):
        colleague = sits(username)
        colleague.signs_in()
        searches_for(colleague, "Ava Hall")
        expect(colleague.page.locator("main")).to_contain_text(re.compile(RESTRICTED, re.IGNORECASE))
        expect(colleague.page.locator("main")).not_to_contain_text(ava.reference)
        expect(colleague.page.locator("[data-person]")).to_have_count(0)
        colleague.expects("404")
        assert colleague.page.goto(ava.get_absolute_url()).status == 404
    searches_for(pat, "Ava Hall")
    expect(pat.page.locator(f"[data-person='{ava.reference}']")).to_be_visible()
    breaks_the_glass(colleague, ava)
    pat.goes_to("/notices/")
    expect(pat.page.locator("main")).to_contain_text("Restricted record opened in an emergency")


def breaks_the_glass(dana: Colleague, ava: Person) -> None:
    dana.page.go_back()
    dana.page.get_by_role("link", name="Open it in an emergency").click()
    dana.page.get_by_label("Why you must open it now").fill("Her grandmother is on the line: she has run away")
    dana.page.get_by_role("button", name="Open it").click()
    dana.page.locator(f"[data-person='{ava.reference}'] .hit__name > a").first.click()
    expect(dana.page.get_by_role("heading", level=1)).to_contain_text("Ava Hall")
