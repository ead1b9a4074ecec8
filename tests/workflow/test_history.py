"""The history of every record is one page: who did, who looked, and the way back to the story."""

import pytest

from audit.gateway import looked_at
from tests.acceptance.front import Page
from tests.factories.cast import signed_in
from tests.factories.contacts import bare_draft, contact_at, do
from tests.workflow.seeing import MONDAY, london
from workflow.engine import note_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(cast):
    """A record of every process, by the process's slug."""
    helped, referred = contact_at("awaiting_decision", cast), contact_at("awaiting_decision", cast)
    helped = do(helped, "decide_early_help", cast.dana, rationale="They would like it")
    referred = do(referred, "decide_referral", cast.dana, rationale="Harm")
    return {
        "contact": contact_at("awaiting_decision", cast),
        "early_help": helped.children.get().person.early_help.get(),
        "referral": referred.children.get().person.referrals.get(),
    }


def tabs(page) -> dict[str, str]:
    """Where each view of a record leads; the present one stands in brackets."""
    shown = {tab.get_text(strip=True): tab for tab in page.all(".moj-sub-navigation a")}
    return {f"[{label}]" if tab.get("aria-current") else label: tab["href"] for label, tab in shown.items()}


@pytest.mark.parametrize("process", ["contact", "early_help", "referral"])
def test_story_and_history_lead_to_one_another(cast, records, process):
    client, story = signed_in(cast.dana), records[process].get_absolute_url()
    assert tabs(Page(client.get(story), story)) == {"[Story]": story, "History": f"{story}history/"}
    assert tabs(Page(client.get(f"{story}history/"), story)) == {"Story": story, "[History]": f"{story}history/"}


@pytest.mark.parametrize("process", ["contact", "early_help", "referral"])
@pytest.mark.parametrize(("show", "verb"), [("", "record"), ("?show=did", "record"), ("?show=looked", "looked")])
def test_it_says_who_did_or_who_looked_by_one_template(cast, records, process, show, verb):
    address = f"{records[process].get_absolute_url()}history/{show}"
    answer = signed_in(cast.dana).get(address)
    assert Page(answer, address).all(f'[data-verb="{verb}"]')
    assert "workflow/history.html" in [template.name for template in answer.templates]


def entries(page) -> list[str]:
    """What each entry of a history says, newest first."""
    return [" ".join(each.get_text(" ", strip=True).split()) for each in page.all("[data-verb]")]


def saves(contact, actor, *times):
    """Somebody's draft saves itself at each of these London times."""
    for at in times:
        note_event(contact, actor, "saved", london(f"2014-07-07 {at}"))


def test_a_run_of_saves_is_one_line_that_counts_them(cast, reads, clock):
    contact = bare_draft(cast.cleo, MONDAY)
    saves(contact, cast.cleo, "10:02", "10:10", "10:31")
    clock.move_to(london("2014-07-07 11:00"))
    page = reads(cast.dana, f"{contact.get_absolute_url()}history/")
    assert entries(page)[0] == "Draft saved 3 times, today 10:02–10:31 by Cleo today 10:31"
    assert [each["data-verb"] for each in page.all("[data-verb]")] == ["saved", "record"]
    assert page.first("[data-verb=saved]")["data-times"] == "3"


def test_somebody_else_or_something_else_ends_a_run_of_saves(cast, reads, clock):
    contact = bare_draft(cast.cleo, MONDAY)
    saves(contact, cast.cleo, "10:02", "10:03")
    saves(contact, cast.dana, "10:04")
    contact = do(contact, "flag_urgent", cast.dana, london("2014-07-07 10:05"), reason="A bruise")
    saves(contact, cast.cleo, "10:06", "10:07")
    clock.move_to(london("2014-07-07 11:00"))
    assert [
        entry.partition(" by ")[0] for entry in entries(reads(cast.dana, f"{contact.get_absolute_url()}history/"))
    ] == [
        "Draft saved 2 times, today 10:06–10:07",
        "Flagged as urgent",
        "Draft saved",
        "Draft saved 2 times, today 10:02–10:03",
        "Recorded",
    ]


def test_a_run_over_midnight_names_both_days(cast, reads, clock):
    contact = bare_draft(cast.cleo, MONDAY)
    saves(contact, cast.cleo, "23:50", "23:55")
    note_event(contact, cast.cleo, "saved", london("2014-07-08 00:05"))
    clock.move_to(london("2014-07-08 09:00"))
    page = reads(cast.dana, f"{contact.get_absolute_url()}history/")
    assert entries(page)[0].startswith("Draft saved 3 times, yesterday 23:50–today 00:05 by Cleo")


def test_what_was_done_stands_as_people_say_it_with_what_was_said(cast, reads, clock):
    contact = contact_at("with_worker", cast, MONDAY)
    contact = do(contact, "return_to_tray", cast.sam, MONDAY, note="Nobody answers")
    do(contact, "decide_no_further_action", cast.dana, MONDAY, rationale="The school helps", threshold="not_met")
    decided, returned, assigned, *_ = entries(reads(cast.dana, f"{contact.get_absolute_url()}history/"))
    assert decided == (
        "No further action decided by Dana today 09:00 From awaiting decision to closed"
        " Rationale: The school helps Threshold: Not met Case status: Ava Hall: New, as of 7 Jul 2014"
    )
    assert returned.startswith("Returned to the duty tray by Sam today 09:00")
    assert (
        assigned == "Assigned to Sam by Dana today 09:00 From awaiting decision to with a worker Task: Ring the school"
    )


def test_what_was_still_missing_and_filled_in_stands_under_its_own_name(cast, reads, clock):
    contact = bare_draft(cast.cleo, MONDAY, urgent="yes", urgent_reason="A bruise")
    contact = do(contact, "submit", cast.cleo, MONDAY)
    given = {"missing-address": "3 Elm Road", "missing-other_agencies": "The police"}
    do(contact, "add_information", cast.cleo, MONDAY, note="She rang", **given)
    assert entries(reads(cast.dana, f"{contact.get_absolute_url()}history/"))[0].endswith(
        "Note: She rang Address: given, and kept among the essential information Other agencies: The police"
    )


def looks(contact, user, *times, via="page"):
    """Somebody looks at a contact at each of these London times."""
    for at in times:
        looked_at(user, contact, via, london(f"2014-07-07 {at}"))


def test_repeated_looks_within_an_hour_are_one_line(cast, reads, clock):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    looks(contact, cast.sam, "10:02", "10:10")
    looks(contact, cast.dev, "10:15")
    looks(contact, cast.sam, "10:31", via="history")
    looks(contact, cast.sam, "12:00", via="do assign")
    clock.move_to(london("2014-07-07 13:00"))
    page = reads(cast.dana, f"{contact.get_absolute_url()}history/?show=looked")
    assert entries(page)[1:] == [
        "Opened by Sam today 12:00 Through the form “Assign to a worker”",
        "Opened 3 times, today 10:02–10:31 by Sam today 10:31 Through its history, its page",
        "Opened by Dev today 10:15 Through its page",
    ]
    counted = page.first(".choices [aria-current]").get_text(strip=True)
    assert counted == "Who looked (6)"


def test_what_is_repeated_within_a_minute_says_the_minute_once(cast, reads, clock):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    looks(contact, cast.sam, "10:02", "10:02")
    clock.move_to(london("2014-07-07 13:00"))
    page = reads(cast.dana, f"{contact.get_absolute_url()}history/?show=looked")
    assert entries(page)[1] == "Opened 2 times, today 10:02 by Sam today 10:02 Through its page"
