"""A restriction shuts nobody out unheard, and is never left without somebody who decides, or unreviewed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import Heartbeat
from correspondence.models import Notice
from directory.models import Team
from directory.profile import current
from directory.roles import Role
from directory.services import join_team
from duty.tasks import count_unseen
from people.models import Restriction
from tests.factories import people
from tests.factories.cast import make_user
from tests.factories.contacts import AVA, contact_at, do
from tests.people.conftest import NOW
from tests.people.pages import TWO_YEARS_ON
from tests.people.restricting import glass, restrict, sends
from tests.workflow.seeing import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(ava):
    """Tess of the team that has Ava's case, and Tom of another."""
    ours, others = (Team.objects.create(slug=slug, name=slug) for slug in ("ours", "others"))
    tess, tom = make_user("Tess", Role.TEAM_WORKER), make_user("Tom", Role.TEAM_WORKER)
    join_team(tess, ours, NOW)
    join_team(tom, others, NOW)
    people.open_case(ava, ours, tess, NOW)
    return tess, tom


def test_the_team_that_has_the_case_can_be_named_and_is_said_to_lose_it_otherwise(cast, ava, team, reads):
    tess, tom = team
    contact_at("with_worker", cast, children=[AVA | {"who": ava.reference}])
    page = reads(cast.pat, f"/people/{ava.reference}/restrict/")
    offered = {box["value"] for box in page.all("input[name=readers]")}
    assert str(tess.pk) in offered
    assert str(tom.pk) not in offered
    for words_said in ("loses it from sight unless named", "ours, Tess", "Sam ("):
        assert words_said in page.main.text
    assert restrict(cast, ava, cast.pat, tess).status == 302
    assert reads(tess, ava.get_absolute_url()).found
    assert reads(cast.sam, ava.get_absolute_url()).status == 404


def test_of_what_somebody_had_in_hand_who_is_shut_out_the_managers_who_read_it_are_told(cast, ava):
    contact = contact_at("with_worker", cast, children=[AVA | {"who": ava.reference}])
    assert restrict(cast, ava, cast.pat, cast.dana, cast.sam).status == 302
    assert not Notice.objects.filter(name="lost_from_sight").exists()
    address = f"/people/{ava.reference}/restriction/"
    assert sends(cast.pat, address, readers=[cast.pat.pk, cast.dana.pk], review_on=TWO_YEARS_ON).status == 302
    found = Notice.objects.filter(name="lost_from_sight")
    assert {notice.user for notice in found} == {cast.pat, cast.dana}
    assert all(f"hidden from Sam now, who cannot go on with {contact.reference}" in one.sentence for one in found)


def test_what_lies_with_a_team_that_is_shut_out_is_told_of(cast, ava):
    contact = contact_at("with_team", cast, children=[AVA | {"who": ava.reference}])
    assert restrict(cast, ava, cast.pat).status == 302
    found = Notice.objects.get(name="lost_from_sight")
    assert found.user == cast.pat
    assert f"now, who cannot go on with {contact.reference}" in found.sentence


@pytest.mark.parametrize("broke_it", [True, False])
def test_of_what_its_holder_cannot_open_any_more_the_reviewers_are_told_once_a_day(cast, ava, broke_it):
    """Who the child is turns out when Dev has the contact: with the glass broken it is lost hours later, or at once."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        contact = do(contact_at("awaiting_decision", cast), "assign", cast.dana, worker="dev", task="Ring the school")
        assert restrict(cast, ava, cast.pat, cast.dana).status == 302
        count_unseen()
        assert told(contact, "held_unseen") == []
        if broke_it:
            glass(cast.dev, ava.reference)
        contact.people.update(identity=ava)
        count_unseen()
        assert told(contact, "held_unseen") == ([] if broke_it else ["dana", "pat"])
        clock.shift(timedelta(hours=current().secrecy.break_glass_hours))
        count_unseen()
        count_unseen()
        assert told(contact, "held_unseen") == ["dana", "pat"]
        notice = Notice.about(contact).filter(name="held_unseen").first()
        assert notice.sentence == f"Dev has {contact.reference} in hand and cannot open it now: see to it."
        clock.shift(timedelta(days=1))
        count_unseen()
        assert told(contact, "held_unseen") == ["dana", "dana", "pat", "pat"]


def test_nobody_is_offered_as_its_worker_who_may_open_it_for_some_hours_only(cast, closed, ava, reads):
    glass(cast.dev, ava.reference)
    address = f"{closed.get_absolute_url()}do/assign/"
    assert reads(cast.dev, closed.get_absolute_url()).found
    offered = {box["value"] for box in reads(cast.dana, address).all("select[name=worker] option")}
    assert "dana" in offered
    assert "dev" not in offered


def left_alone():
    """Who was told that a restriction is left alone."""
    return {notice.user for notice in Notice.objects.filter(name="left_alone")}


@pytest.mark.parametrize("how", ["a role that ended", "an account that was closed", "an interest"])
def test_when_nobody_is_left_who_decides_health_is_red_and_it_is_told_by_its_reference_alone(cast, ava, how, reads):
    assert restrict(cast, ava, cast.dana, cast.cleo).status == 302
    assert count_unseen() is None
    assert Heartbeat.objects.get(loop="unseen").figure == 0
    if how == "a role that ended":
        cast.dana.grants.update(until=timezone.now())
    elif how == "an account that was closed":
        type(cast.dana).objects.filter(pk=cast.dana.pk).update(is_active=False)
    else:
        people.staff_relation(cast.dana, ava, timezone.now())
    count_unseen()
    count_unseen()
    assert Heartbeat.objects.get(loop="unseen").figure == 1
    assert left_alone() == {cast.pat}, "who restricted it and is no reader"
    assert Notice.objects.filter(name="left_alone").count() == 1
    shown = reads(cast.pat, "/notices/").text
    assert ava.reference in shown
    assert "Ava" not in shown
    assert reads(cast.pat, ava.get_absolute_url()).status == 404
    found, _ = glass(cast.pat, ava.reference)
    address = f"/people/{ava.reference}/restriction/"
    assert sends(cast.pat, address, readers=[cast.dev.pk], review_on=TWO_YEARS_ON).status == 302
    count_unseen()
    assert Heartbeat.objects.get(loop="unseen").figure == 0


def test_of_one_left_alone_a_relation_is_never_told_and_then_the_head_of_service_is(cast, ava, reads):
    assert restrict(cast, ava, cast.dana).status == 302
    cast.dana.grants.update(until=timezone.now())
    people.staff_relation(cast.pat, ava, timezone.now())
    count_unseen()
    assert left_alone() == {cast.hugh}
    people.staff_relation(cast.hugh, ava, timezone.now())
    assert ava.reference not in reads(cast.hugh, "/notices/").text


def test_on_the_day_of_its_review_the_practice_managers_among_its_readers_are_told_once(cast, ava, closed, reads):
    count_unseen()
    assert not Notice.objects.filter(name="restriction_review").exists()
    Restriction.objects.update(review_on=timezone.localdate())
    count_unseen()
    count_unseen()
    told = Notice.objects.filter(name="restriction_review")
    assert [notice.user for notice in told] == [cast.pat]
    found = told.get()
    assert found.address == f"/people/{ava.reference}/restriction/"
    for address in (found.address, ava.get_absolute_url()):
        assert "To be reviewed since" in reads(cast.pat, address).main.text


def test_when_no_practice_manager_reads_it_whoever_is_named_is_told_of_its_review(cast, ava):
    assert restrict(cast, ava, cast.dana, cast.cleo).status == 302
    Restriction.objects.update(review_on=timezone.localdate())
    count_unseen()
    assert {notice.user for notice in Notice.objects.filter(name="restriction_review")} == {cast.dana, cast.cleo}
