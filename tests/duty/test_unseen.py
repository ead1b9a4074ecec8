"""What nobody on duty who may decide can see is counted, so that the health check is red."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Heartbeat
from contacts.models import Contact
from correspondence.models import Notice
from directory.models import RoleGrant
from duty.tasks import count_unseen
from duty.unseen import seen_by_nobody, tell_of_unseen
from tests.factories import people
from tests.factories.contacts import contact_at, make_team
from tests.workflow.seeing import told

S = Contact.State
pytestmark = pytest.mark.django_db


def hide(contact, *users):
    """Make the child on the contact a relation of these users."""
    for user in users:
        people.staff_relation(user, contact.children.get().person, timezone.now())


def test_what_one_manager_can_see_is_seen(cast):
    hide(contact_at(S.AWAITING_DECISION, cast), cast.dana, cast.dev)
    assert seen_by_nobody(timezone.now()) == 0


def test_what_no_manager_who_decides_can_see_is_counted_though_a_reviewer_can(cast):
    hide(contact_at(S.AWAITING_DECISION, cast), cast.dana, cast.dev, cast.pat)
    assert cast.emma.grants.exists()
    assert seen_by_nobody(timezone.now()) == 1


def leave(*users):
    """They give their roles back."""
    RoleGrant.objects.filter(user__in=users).update(until=timezone.now())


def test_news_that_lies_with_a_team_is_seen_while_its_business_support_or_its_manager_may_open_it(cast):
    contact, team = contact_at(S.WITH_TEAM, cast), make_team()
    hide(contact, cast.dana, cast.dev, cast.pat, team.bo)
    assert seen_by_nobody(timezone.now()) == 0
    leave(team.tess)
    assert seen_by_nobody(timezone.now()) == 1


def test_the_front_doors_managers_answer_nothing_that_lies_with_a_team(cast):
    contact_at(S.WITH_TEAM, cast)
    team, other = make_team(), make_team("Protection and Care", " Two")
    leave(team.bo, team.tess)
    assert other.bo.grants.exists()
    assert seen_by_nobody(timezone.now()) == 1


def test_what_the_duty_managers_can_recall_from_a_teams_manager_is_seen(cast):
    contact_at(S.WITH_TEAM_MANAGER, cast)
    leave(make_team().tess)
    assert seen_by_nobody(timezone.now()) == 0


def test_the_practice_manager_is_told_once_a_day_of_what_nobody_of_its_team_can_open(cast):
    contact, team = contact_at(S.WITH_TEAM, cast), make_team()
    count_unseen()
    assert told(contact, "seen_by_nobody") == []
    leave(team.bo, team.tess)
    count_unseen()
    count_unseen()
    assert told(contact, "seen_by_nobody") == ["pat"]
    assert Notice.about(contact).get(name="seen_by_nobody").sentence.startswith("Nobody of Assessment and CIN 1 who")
    assert Heartbeat.objects.get(loop="unseen").figure == 1
    tell_of_unseen(timezone.now() + timedelta(days=1))
    assert told(contact, "seen_by_nobody") == ["pat", "pat"]


def test_where_the_practice_manager_may_not_know_of_it_the_head_of_service_is_told(cast):
    contact = contact_at(S.AWAITING_DECISION, cast)
    hide(contact, cast.dana, cast.dev, cast.pat)
    count_unseen()
    assert told(contact, "seen_by_nobody") == ["hugh"]
