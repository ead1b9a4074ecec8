"""Who is told: those on the rota first, never one who may not know of it, and never nobody."""

import pytest

from correspondence.models import Notice, Outbox
from correspondence.notices import Telling, tell
from directory.models import Rota
from directory.roles import Role
from people.models import StaffRelation
from tests.factories.cast import make_user
from tests.factories.contacts import contact_at
from tests.workflow.seeing import MONDAY, mailed, told

pytestmark = pytest.mark.django_db


def ring(contact, key="event 1", roles=(Role.DUTY_MANAGER,), **how):
    """Tell the duty managers that somebody rang."""
    return tell([Telling(contact, "rang", key, "Somebody rang about it.", roles=roles, **how)], MONDAY)


@pytest.fixture
def contact(cast):
    """A contact in the duty tray, of which nobody has been told yet."""
    return contact_at("awaiting_decision", cast, MONDAY)


def relation(user, contact):
    """Mark the child as the user's own relation."""
    StaffRelation.objects.create(user=user, person=contact.children.first().person, declared_at=MONDAY)


def test_all_who_hold_the_role_are_told_and_nobody_else(contact):
    ring(contact)
    assert told(contact, "rang") == ["dana", "dev"]


def test_those_on_the_days_rota_are_asked_first(cast, contact):
    Rota.objects.create(day=MONDAY.date(), role=Role.DUTY_MANAGER, user=cast.dev)
    ring(contact)
    assert told(contact, "rang") == ["dev"]


def test_when_all_are_to_know_the_rota_does_not_count(cast, contact):
    Rota.objects.create(day=MONDAY.date(), role=Role.DUTY_MANAGER, user=cast.dev)
    ring(contact, everyone=True)
    assert told(contact, "rang") == ["dana", "dev"]


def test_who_may_not_know_of_it_is_not_told_though_the_rota_names_them(cast, contact):
    Rota.objects.create(day=MONDAY.date(), role=Role.DUTY_MANAGER, user=cast.dana)
    relation(cast.dana, contact)
    ring(contact)
    assert told(contact, "rang") == ["dev"]
    assert mailed(contact) == ["dev@council.example"]


def test_somebody_meant_by_name_is_not_told_of_their_own_relation(cast, contact):
    relation(cast.sam, contact)
    ring(contact, roles=(), people=(cast.sam.pk, cast.sue.pk))
    assert told(contact, "rang") == ["sue"]


def test_when_nobody_meant_may_know_of_it_the_practice_manager_is_told(cast, contact):
    for manager in (cast.dana, cast.dev):
        relation(manager, contact)
    ring(contact)
    assert told(contact, "rang") == ["pat"]


def test_and_the_head_of_service_when_the_practice_manager_may_not_either(cast, contact):
    for manager in (cast.dana, cast.dev, cast.pat):
        relation(manager, contact)
    ring(contact)
    assert told(contact, "rang") == ["hugh"]


def test_nobody_is_told_twice_of_one_thing(contact):
    ring(contact)
    ring(contact)
    ring(contact, everyone=True)
    assert told(contact, "rang") == ["dana", "dev"]
    assert mailed(contact) == ["dana@council.example", "dev@council.example"]


def test_another_thing_of_the_same_name_is_told_again(contact):
    ring(contact)
    ring(contact, key="event 2")
    assert told(contact, "rang") == ["dana", "dana", "dev", "dev"]


def test_somebody_in_two_of_the_roles_is_told_once(contact):
    make_user("Both", Role.DUTY_MANAGER, Role.PRACTICE_MANAGER)
    ring(contact, roles=(Role.DUTY_MANAGER, Role.PRACTICE_MANAGER))
    assert told(contact, "rang") == ["both", "dana", "dev", "pat"]


def test_who_has_no_address_has_the_notice_all_the_same(cast, contact):
    cast.dana.email = ""
    cast.dana.save()
    ring(contact)
    assert told(contact, "rang") == ["dana", "dev"]
    assert mailed(contact) == ["dev@council.example"]


def test_neither_notice_nor_mail_names_the_family_and_no_subject_says_what_it_is_about(contact):
    ring(contact)
    words = [
        *Notice.about(contact).values_list("sentence", "address"),
        *Outbox.about(contact).values_list("subject", "body"),
    ]
    assert words
    assert "Ava" not in str(words)
    assert "Hall" not in str(words)
    assert contact.reference not in str(list(Outbox.about(contact).values_list("subject")))
