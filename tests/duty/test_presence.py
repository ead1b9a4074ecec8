"""A colleague who has an item open is seen beside it in the tray, for as long as it is likely."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.cast import signed_in
from tests.factories.contacts import contact_at

pytestmark = pytest.mark.django_db


def beside(reads, user):
    """The initials in the tray that `user` reads."""
    return [mark.get_text() for mark in reads(user, "/tray/duty/").all(".open-by")]


def test_whoever_opened_it_lately_is_seen_by_colleagues_and_not_by_themselves(cast, reads):
    contact = contact_at("awaiting_decision", cast)
    signed_in(cast.dev).get(contact.get_absolute_url())
    assert beside(reads, cast.dana) == ["D"]
    assert beside(reads, cast.dev) == []


def test_after_some_minutes_it_is_forgotten(cast, reads):
    contact = contact_at("awaiting_decision", cast)
    signed_in(cast.dev).get(contact.get_absolute_url())
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert beside(reads, cast.dana) == []
