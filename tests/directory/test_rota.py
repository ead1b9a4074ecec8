"""/rota/: who is at the duty desk, kept by the administrator and the practice manager."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from audit.models import Event
from directory.models import Rota
from directory.roles import Role
from directory.services import grant, on_rota
from tests.factories.cast import make_user, signed_in

SUNDAY_NIGHT = datetime(2014, 7, 6, 23, 30, tzinfo=UTC)
"""Monday 00:30 in London."""
TUESDAY = date(2014, 7, 8)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(SUNDAY_NIGHT, tick=False) as moving:
        yield moving


def put(client, user, role=Role.DUTY_SOCIAL_WORKER, day=TUESDAY):
    return client.post("/rota/", {"user": user.pk, "role": role, "day": day.isoformat()})


def test_whoever_is_named_is_asked_first_on_that_day(admin, ada, sam):
    put(admin, sam)
    on_tuesday = datetime(2014, 7, 8, 9, tzinfo=UTC)
    assert list(on_rota([Role.DUTY_SOCIAL_WORKER], on_tuesday)) == [sam]
    assert not on_rota([Role.DUTY_SOCIAL_WORKER], on_tuesday + timedelta(days=1))
    event = Event.about(sam).get()
    assert (event.verb, event.after, event.actor) == ("put_on_rota", "duty_social_worker 2014-07-08", ada)


def test_the_week_shown_is_london_s(admin):
    assert admin.get("/rota/").context["days"][0] == date(2014, 7, 7)


def test_any_week_has_an_address(admin, sam):
    Rota.objects.create(user=sam, role=Role.DUTY_SOCIAL_WORKER, day=date(2014, 12, 25))
    page = admin.get("/rota/2014-12-24/")
    assert page.context["days"][0] == date(2014, 12, 22)
    assert b"Sam" in page.content


@pytest.mark.parametrize("address", ["/rota/soon/", "/rota/2014-13-01/", "/rota/0001-01-01/", "/rota/9999-12-31/"])
def test_an_address_that_is_no_week_is_no_page(admin, address):
    assert admin.get(address).status_code == 404


def test_naming_somebody_twice_is_once(admin, sam):
    for _ in range(2):
        assert put(admin, sam).status_code == 302
    assert Rota.objects.count() == 1
    assert Event.about(sam).count() == 1


def test_somebody_is_named_in_a_role_they_hold_on_that_day(admin, sam):
    assert "user" in put(admin, sam, Role.DUTY_MANAGER).context["form"].errors
    tuesday = datetime(2014, 7, 8, 8, tzinfo=UTC)
    grant(sam, Role.DUTY_MANAGER, starts=tuesday, until=tuesday + timedelta(hours=8))
    assert put(admin, sam, Role.DUTY_MANAGER).status_code == 302
    assert put(admin, sam, Role.DUTY_MANAGER, day=date(2014, 7, 9)).status_code == 422


def test_taking_somebody_off_leaves_an_event(admin, ada, sam):
    put(admin, sam)
    answer = admin.post(f"/rota/turns/{Rota.objects.get().pk}/take-off/")
    assert answer.url == "/rota/2014-07-07/"
    assert not Rota.objects.exists()
    event = Event.about(sam).last()
    assert (event.verb, event.before, event.actor) == ("take_off_rota", "duty_social_worker 2014-07-08", ada)


def test_a_practice_manager_keeps_it_too(pat, sam):
    client = signed_in(pat)
    assert client.get("/rota/").status_code == 200
    assert put(client, sam).status_code == 302


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.SYSTEM_ADMIN, Role.PRACTICE_MANAGER)])
def test_for_all_others_it_does_not_exist(sam, role):
    client = signed_in(make_user("Other", role))
    turn = Rota.objects.create(user=sam, role=Role.DUTY_SOCIAL_WORKER, day=TUESDAY)
    assert client.get("/rota/").status_code == 404
    assert put(client, sam, day=date(2014, 7, 9)).status_code == 404
    assert client.post(f"/rota/turns/{turn.pk}/take-off/").status_code == 404
    assert Rota.objects.count() == 1


def test_it_costs_the_same_with_two_and_with_fifty(admin, sam, count_queries):
    put(admin, sam)
    few = count_queries(lambda: admin.get("/rota/"))
    for number in range(50):
        user = make_user(f"Worker {number}", Role.DUTY_SOCIAL_WORKER)
        Rota.objects.create(user=user, role=Role.DUTY_SOCIAL_WORKER, day=TUESDAY)
    assert count_queries(lambda: admin.get("/rota/")) == few <= 12
