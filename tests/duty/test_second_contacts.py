"""A row says of a second contact whether it came before or after, and what became of it."""

from datetime import timedelta

import pytest

from tests.duty.conftest import MONDAY
from tests.duty.test_tray import row_of, rows
from tests.factories import people
from tests.factories.contacts import AVA, BEN, contact_at, do

HOUR = timedelta(hours=1)
DUTY = "/tray/duty/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


@pytest.fixture
def first(cast):
    """A contact about Ava that waits for a decision, received a day ago."""
    return contact_at("awaiting_decision", cast, received=MONDAY - 24 * HOUR)


def about_ava(first, cast, hours, state="awaiting_decision", **more):
    """Another contact about the same Ava, received so many hours ago."""
    ava = AVA | {"who": first.children.get().person.reference}
    return contact_at(state, cast, received=MONDAY - hours * HOUR, children=[ava], **more)


def test_several_are_told_apart_by_when_they_were_received(cast, reads, first):
    now, later, last = (about_ava(first, cast, hours) for hours in (3, 2, 1))
    page = reads(cast.dana, DUTY)
    told = f"earlier contact: {first.reference} · later contacts: {later.reference} , {last.reference}"
    assert told in row_of(page, now)


def test_two_of_the_same_moment_are_neither_earlier_nor_later(cast, reads, first):
    other = about_ava(first, cast, 24)
    assert f"contact of the same time: {first.reference}" in row_of(reads(cast.dana, DUTY), other)


def test_what_became_of_it_is_said_where_it_waits_otherwise(cast, reads, first):
    away, shut = about_ava(first, cast, 30, "with_worker"), about_ava(first, cast, 20, "closed")
    shown = row_of(reads(cast.dana, DUTY), first)
    assert f"earlier contact: {away.reference} (with Sam, breached)" in shown
    assert f"later contact: {shut.reference} (closed: no further action)" in shown
    shown = row_of(reads(cast.dana, f"{DUTY}?show=out"), away)
    assert f"later contacts: {first.reference} (awaiting decision, breached)" in shown


def test_who_has_it_themselves_reads_you(cast, reads, first):
    about_ava(first, cast, 20, "with_worker")
    assert "(with you)" in row_of(reads(cast.sam, DUTY), first)


def test_what_was_joined_is_named_no_more_but_what_it_was_joined_to_is(cast, reads, first):
    gone, third = about_ava(first, cast, 3), about_ava(first, cast, 1)
    do(gone, "join", cast.dana, **{"with": first.reference})
    page = reads(cast.dana, DUTY)
    assert rows(page) == [first.reference, third.reference]
    assert not page.first(f'[data-beside="{gone.reference}"]')
    assert f"earlier contact: {first.reference}" in row_of(page, third)
    assert first.reference not in row_of(reads(cast.dana, f"{DUTY}?show=passed"), gone)


def test_one_of_which_the_reader_may_not_know_is_not_named(cast, reads, first):
    ava = AVA | {"who": first.children.get().person.reference}
    other = contact_at("with_worker", cast, received=MONDAY - 2 * HOUR, children=[ava, BEN])
    people.staff_relation(cast.dana, other.children.last().person, MONDAY)
    assert other.reference in row_of(reads(cast.dev, DUTY), first)
    assert other.reference not in reads(cast.dana, DUTY).text
