"""The pages that no address leads to: refusals, and what is shown when something has gone wrong."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import expect

from contacts.models import Contact
from directory.staff import deactivate
from tests.factories.cast import PASSWORD, make_user
from tests.journeys.colleague import Colleague
from tests.journeys.pages import A_KEY, NOBODY
from tests.journeys.soundness import faults_of
from workflow.engine import perform

WRONG_TRIES = 5


def sound(colleague: Colleague, status: int):
    colleague.expects(rf"responded with a status of {status}")
    assert faults_of(colleague.page) + colleague.unexpected() == []


def heading(colleague: Colleague, words: str):
    expect(colleague.page.get_by_role("heading", level=1)).to_have_text(re.compile(words, re.IGNORECASE))


@pytest.mark.parametrize("who", [NOBODY, "pat"], ids=["signed out", "signed in"])
def test_nothing_is_at_an_address(seat, who):
    reader = seat(who)
    reader.page.goto("/nowhere/")
    sound(reader, 404)


@pytest.mark.parametrize("name", ["400.html", "429.html", "500.html", "503.html"])
def test_something_went_wrong(seat, name):
    reader = seat("pat")
    reader.page.route("**/broken/", lambda route: route.fulfill(body=render_to_string(name), content_type="text/html"))
    reader.goes_to("/broken/")
    sound(reader, 200)


def test_too_many_wrong_tries(seat):
    make_user("Lou")
    stranger = seat(NOBODY)
    for _ in range(WRONG_TRIES + 1):
        tries_to_sign_in(stranger, "lou", "something else")
    heading(stranger, "locked")
    sound(stranger, 429)


def test_a_closed_account(seat, furnished):
    gone = make_user("Gil")
    deactivate(gone, get_user_model().objects.get(username="ada"), timezone.now())
    stranger = seat(NOBODY)
    tries_to_sign_in(stranger, "gil", PASSWORD)
    sound(stranger, 403)


def tries_to_sign_in(stranger: Colleague, username: str, password: str):
    stranger.page.goto("/sign-in/")
    stranger.page.get_by_label("User name").fill(username)
    stranger.page.get_by_label("Password").fill(password)
    with stranger.page.expect_navigation():
        stranger.page.get_by_role("button", name="Sign in").click()


def test_nobody_without_a_role_comes_in(seat):
    nosy = seat("nosy")
    nosy.page.goto("/my-work/")
    sound(nosy, 403)


def test_what_is_for_the_lado(seat):
    rita = seat("rita")
    rita.goes_to(f"/contacts/new/{A_KEY}/")
    rita.page.get_by_role("group", name="works with children").get_by_label("Yes").check()
    rita.page.get_by_role("button", name="Save draft").last.click()
    heading(rita, "lado|local authority")
    sound(rita, 409)


def test_a_form_whose_session_ended(seat):
    sam = seat("sam")
    sam.goes_to("/people/search/")
    sam.context.clear_cookies(name="sessionid")
    sam.page.locator("main").get_by_role("textbox").fill("hall")
    sam.page.locator("main").get_by_role("button", name="Search").click()
    heading(sam, "your session ended")
    sound(sam, 401)


def test_a_form_from_another_time(seat):
    sue = seat("sue")
    sue.goes_to("/people/search/")
    sue.page.locator("main").get_by_role("textbox").fill("hall")
    sue.page.route("**/people/search/", lambda route: route.continue_(post_data="csrfmiddlewaretoken=old&q=hall"))
    sue.page.locator("main").get_by_role("button", name="Search").click()
    heading(sue, "not sent")
    sound(sue, 403)


def test_a_decision_that_comes_too_late(seat, furnished):
    contact, emma = furnished.contact(Contact.State.AWAITING_AUTHORISATION), seat("dev")
    emma.goes_to(f"{contact.get_absolute_url()}do/authorise/")
    perform(contact, "authorise", furnished.cast.dana, {}, contact.version, timezone.now())
    emma.page.locator("form[data-step] button[type=submit]").click()
    expect(emma.page.locator(".banner--error")).to_contain_text("Dana")
    sound(emma, 409)


def test_a_decision_that_is_not_possible_yet(seat, furnished):
    nobody_named = furnished.one_of(Contact.objects.filter(involved=None, state=Contact.State.AWAITING_DECISION))
    pat = seat("pat")
    pat.goes_to(f"{nobody_named.get_absolute_url()}do/decide_early_help/")
    expect(pat.page.locator("[data-blocked=decide_early_help]")).to_be_visible()
    sound(pat, 200)


def test_signed_out(seat):
    hugh = seat("hugh")
    hugh.goes_to("/my-work/")
    hugh.page.get_by_text("Hugh").click()
    hugh.page.get_by_role("button", name="Sign out").click()
    hugh.page.wait_for_url("**/sign-in/")
    sound(hugh, 200)
