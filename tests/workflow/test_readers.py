"""Who may know of a record, asked for one record and many users, and for one user and many records, is one rule."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from contacts.models import Contact, EarlyHelp
from directory.roles import Role
from people.models import Person, Restriction, RestrictionReader, StaffRelation
from referrals.models import Referral
from tests.factories.cast import make_user
from tests.factories.contacts import contact_at, draft, make_team
from tests.factories.people import staff_relation
from tests.workflow.seeing import MONDAY
from workflow.models import Slip, Stay

pytestmark = pytest.mark.django_db


def test_both_ways_of_asking_agree(cast):
    related = contact_at("awaiting_decision", cast, MONDAY)
    StaffRelation.objects.create(user=cast.sam, person=related.children.get().person, declared_at=MONDAY)
    gone = make_user("Gone", Role.DUTY_MANAGER)
    gone.is_active = False
    gone.save()
    make_user("Otto", Role.AUDITOR)
    shut = contact_at("awaiting_decision", cast, MONDAY)
    restriction = Restriction.objects.create(
        person=shut.children.get().person, reason="x", review_on=MONDAY.date(), made_by=cast.pat, made_at=MONDAY
    )
    for user in (cast.pat, cast.dana):
        RestrictionReader.objects.create(restriction=restriction, user=user, added_by=cast.pat, added_at=MONDAY)
    records = [related, shut, draft(cast.rita, now=MONDAY), contact_at("closed", cast, MONDAY)]
    for user in get_user_model().objects.all():
        seen = set(Contact.objects.visible_to(user))
        among = {record for record in records if user in record.readers_among(get_user_model().objects.all())}
        assert seen == among, user


def test_both_ways_agree_for_teams_too(cast):
    passed, team = contact_at("with_team", cast, MONDAY), make_team()
    other = make_team("Protection and Care", " Two")
    staff_relation(team.will, passed.children.get().person, MONDAY)
    users = get_user_model().objects.all()
    among = set(passed.readers_among(users))
    assert among == {user for user in users if Contact.objects.visible_to(user).filter(pk=passed.pk).exists()}
    assert {team.tess, team.bo} <= among
    assert not {team.will, other.tess, other.bo, other.will} & among


def test_the_worker_to_assign_to_is_looked_for_in_the_same_number_of_queries(cast, django_assert_num_queries):
    contact = contact_at("awaiting_decision", cast, MONDAY)
    for number in range(10):
        make_user(f"Worker {number}", Role.DUTY_SOCIAL_WORKER)
    with django_assert_num_queries(1):
        assert len(contact.readers_among(get_user_model().objects.all())) == 19


@pytest.mark.parametrize("model", [Contact, EarlyHelp, Referral, Slip, Person], ids=lambda model: model.__name__)
def test_whose_relation_somebody_is_is_read_once_and_not_for_each_row(cast, model):
    visible = model.objects.visible_to(cast.dana).order_by()
    plan = visible.explain()
    assert "= ANY (" in plan
    assert "InitPlan" in plan
    assert "Semi Join" not in plan
    assert read_for_each_row(json.loads(visible.explain(format="json"))) <= {"workflow_stay"}


def read_for_each_row(plan, inside=False) -> set[str]:
    """The tables that a plan looks into for every row that it finds."""
    if isinstance(plan, list):
        return set().union(*(read_for_each_row(part, inside) for part in plan))
    inside = inside or plan.get("Parent Relationship") == "SubPlan"
    parts = [part for part in plan.values() if isinstance(part, dict)] + plan.get("Plans", [])
    here = {plan["Relation Name"]} if inside and "Relation Name" in plan else set()
    return here | read_for_each_row(parts, inside) if plan.get("Parent Relationship") != "InitPlan" else set()


def test_what_a_team_had_is_asked_of_each_record_and_all_that_it_ever_had_is_never_read(cast):
    contact, team = contact_at("with_team", cast, MONDAY), make_team()
    kind = ContentType.objects.get_for_model(Contact)
    Stay.objects.bulk_create(
        Stay(content_type=kind, object_id=pk, team=team.team, state="with_team", since=MONDAY, until=MONDAY)
        for pk in range(10**6, 10**6 + 20_000)
    )
    lying = Slip.objects.visible_to(team.tess).filter(team=team.team).order_by("rank", "due_at", "pk")
    for visible in (lying, Contact.objects.visible_to(team.tess).filter(pk=contact.pk)):
        assert visible.exists()
        plan = visible.explain()
        assert "stay_team_id" not in plan
        assert "Seq Scan on workflow_stay" not in plan
