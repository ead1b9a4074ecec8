"""Notices stand newest first, those about one item together, and are marked as read up to what was seen."""

from datetime import timedelta

import pytest

from contacts.models import Contact
from correspondence.models import Notice
from correspondence.notices import Telling, tell
from duty import notices
from tests.duty.conftest import MONDAY
from tests.factories import people
from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at, do

S = Contact.State
HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


def told(page) -> list[tuple[str, str]]:
    """What each notice is called and what it is about, from top to bottom."""
    return [(each["data-notice"], each["data-about"]) for each in page.all("[data-notice]")]


def test_a_colleague_reads_what_they_were_told(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    page = reads(cast.sam, "/notices/")
    assert told(page) == [("assign", contact.reference)]
    assert page.first(f'.notice a[href="{contact.get_absolute_url()}"]').text.startswith(
        "Assigned to Sam by Dana: Ava Hall (6)"
    )


def test_many_about_one_item_stand_as_one_entry_that_counts_them(cast, reads, clock):
    first = contact_at(S.WITH_WORKER, cast)
    clock.move_to(MONDAY + HOUR)
    second = contact_at(S.WITH_WORKER, cast)
    clock.move_to(MONDAY + 2 * HOUR)
    do(first, "add_information", cast.cleo, note="The school rang again")
    page = reads(cast.sam, "/notices/")
    assert len(page.all("li.notice")) == 2
    assert page.first("li.notice summary").text == "1 more about it"
    assert told(page) == [
        ("add_information", first.reference), ("assign", first.reference), ("assign", second.reference),
    ]  # fmt: skip


def test_what_one_may_no_longer_know_of_is_gone(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    people.staff_relation(cast.sam, contact.children.get().person, MONDAY)
    assert told(reads(cast.sam, "/notices/")) == []


def test_marking_as_read_leaves_what_came_since(cast, reads, clock):
    contact_at(S.WITH_WORKER, cast)
    seen = reads(cast.sam, "/notices/").first("input[name=until]")["value"]
    clock.move_to(MONDAY + HOUR)
    later = contact_at(S.WITH_WORKER, cast)
    signed_in(cast.sam).post("/notices/read/", {"until": seen})
    page = reads(cast.sam, "/notices/")
    assert [each["data-about"] for each in page.all(".notice--unread")] == [later.reference]


@pytest.mark.parametrize("until", ["", "yesterday", "2014-07-07T09:00", "9999-99-99T00:00:00+00:00", "\x00"])
def test_marking_as_read_until_no_moment_at_all_changes_nothing(cast, until):
    contact_at(S.WITH_WORKER, cast)
    assert signed_in(cast.sam).post("/notices/read/", {"until": until}).url == "/notices/"
    assert Notice.objects.filter(user=cast.sam).unread().count() == 1


def test_however_many_there_are_about_one_item_it_is_one_entry(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    for number in range(60):
        tell([Telling(contact, f"told {number}", f"key {number}", "Words.", people=(cast.sam.pk,))], MONDAY)
    page = reads(cast.sam, "/notices/")
    assert page.first("li.notice summary").text == "60 more about it"
    assert len(told(page)) == 61


def test_a_long_list_goes_on_over_pages(cast, reads, monkeypatch):
    monkeypatch.setattr(notices, "A_PAGE", 2)
    references = [contact_at(S.WITH_WORKER, cast).reference for _ in range(3)]
    first = reads(cast.sam, "/notices/")
    second = reads(cast.sam, first.first("a[rel=next]")["href"])
    assert [about for page in (first, second) for _, about in told(page)] == references[::-1]
    assert second.first("a[rel=next]") is None
    assert second.first("a[rel=prev]")["href"] == "/notices/?page=1"


def test_with_no_notice_the_page_says_so(cast, reads):
    assert "Nobody has told you anything yet" in reads(cast.cleo, "/notices/").main.text
