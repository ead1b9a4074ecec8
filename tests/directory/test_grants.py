"""Roles are granted from a moment until another, by somebody, and their history stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from audit.models import Event
from directory.models import RoleGrant, roles_of
from directory.roles import DUTY_TEAM, Role
from directory.services import grant
from tests.factories.cast import make_user, signed_in

NINE = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """Nine o'clock UTC, ten in London, until a test moves it on."""
    with time_machine.travel(NINE, tick=False) as moving:
        yield moving


def give(admin, user, role=Role.CSO, starts="", until=""):
    return admin.post(f"/users/{user.pk}/grant/", {"role": role, "starts": starts, "until": until})


class TestGrant:
    def test_it_holds_at_once_and_says_who_granted_it(self, admin, ada, sam):
        give(admin, sam)
        granted = sam.grants.get(role=Role.CSO)
        assert (granted.starts, granted.until, granted.granted_by) == (NINE, None, ada)
        event = Event.about(sam).get()
        assert (event.verb, event.after, event.actor, event.at) == ("grant_role", "cso", ada, NINE)

    def test_it_holds_from_its_start_until_its_end_in_london(self, admin, sam, clock):
        give(admin, sam, starts="8/7/2014 09:00", until="8/7/2014 17:00")
        start, end = datetime(2014, 7, 8, 8, tzinfo=UTC), datetime(2014, 7, 8, 16, tzinfo=UTC)
        for moment, holds in [(NINE, False), (start, True), (end - timedelta(seconds=1), True), (end, False)]:
            assert (Role.CSO in roles_of(sam, moment)) is holds

    def test_it_cannot_begin_in_the_past(self, admin, sam):
        assert "starts" in give(admin, sam, starts="7/7/2014 09:50").context["form"].errors

    def test_it_cannot_end_before_it_begins(self, admin, sam):
        assert "until" in give(admin, sam, starts="9/7/2014 09:00", until="8/7/2014 09:00").context["form"].errors

    def test_nobody_grants_a_role_to_themselves(self, admin, ada):
        assert "role" in give(admin, ada, Role.DUTY_MANAGER).context["form"].errors
        assert roles_of(ada) == {Role.SYSTEM_ADMIN}

    def test_nobody_holds_the_same_role_twice_at_a_time(self, admin, sam):
        assert "role" in give(admin, sam, Role.DUTY_SOCIAL_WORKER).context["form"].errors

    def test_nobody_inactive_is_granted_one(self, admin, sam):
        admin.post(f"/users/{sam.pk}/deactivate/")
        assert give(admin, sam).status_code == 422

    def test_a_partner_s_system_is_no_person(self, admin, sam):
        assert "role" in give(admin, sam, Role.PARTNER).context["form"].errors

    @pytest.mark.parametrize("bad", ["32/7/2014 09:00", "\x00", "soon", "9999999/1/1 00:00", "1/1/0001 00:00"])
    def test_what_is_no_moment_is_refused_by_its_field_and_kept(self, admin, sam, bad):
        answer = give(admin, sam, until=bad)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"until"}
        assert answer.context["form"].data["role"] == "cso"


class TestEnd:
    def end(self, admin, granted):
        return admin.post(f"/users/{granted.user_id}/grants/{granted.pk}/end/")

    def test_it_ends_now_and_stays_in_the_history(self, admin, ada, sam):
        self.end(admin, sam.grants.get())
        assert sam.grants.get().until == NINE
        assert roles_of(sam, NINE) == frozenset()
        event = Event.about(sam).get()
        assert (event.verb, event.before, event.actor) == ("end_role", "duty_social_worker", ada)

    def test_one_that_has_not_begun_never_holds(self, admin, sam):
        later = grant(sam, Role.CSO, starts=NINE + timedelta(days=1))
        self.end(admin, later)
        for days in (0, 1, 2):
            assert Role.CSO not in roles_of(sam, NINE + timedelta(days=days))
        assert sam.grants.filter(role=Role.CSO).exists()

    def test_ending_twice_changes_nothing(self, admin, sam, clock):
        granted = sam.grants.get()
        self.end(admin, granted)
        clock.shift(timedelta(hours=1))
        self.end(admin, granted)
        assert sam.grants.get().until == NINE
        assert Event.about(sam).count() == 1

    def test_the_last_administrator_stays(self, admin, ada):
        page = admin.post(f"/users/{ada.pk}/grants/{ada.grants.get().pk}/end/", follow=True)
        assert b"Somebody must be left who can administer users" in page.content
        assert roles_of(ada) == {Role.SYSTEM_ADMIN}

    def test_the_grant_must_be_that_colleague_s(self, admin, ada, sam):
        assert admin.post(f"/users/{ada.pk}/grants/{sam.grants.get().pk}/end/").status_code == 404


class TestCover:
    def cover(self, client, user, role=Role.DUTY_MANAGER, until="8/7/2014 18:00"):
        return client.post("/cover/", {"user": user.pk, "role": role, "until": until})

    def test_a_practice_manager_lets_a_colleague_stand_in_at_once(self, pat, sam):
        assert self.cover(signed_in(pat), sam).status_code == 302
        granted = sam.grants.get(role=Role.DUTY_MANAGER)
        assert (granted.starts, granted.granted_by) == (NINE, pat)
        assert granted.until == datetime(2014, 7, 8, 17, tzinfo=UTC)
        assert Event.about(sam).get().verb == "grant_role"

    def test_who_covers_the_practice_manager_grants_nothing_that_outlasts_that(self, pat, sam):
        grant(sam, Role.PRACTICE_MANAGER, starts=NINE, until=NINE + timedelta(hours=8), by=pat)
        assert "until" in self.cover(signed_in(sam), sam, until="8/7/2014 18:00").context["form"].errors
        assert self.cover(signed_in(sam), sam, until="7/7/2014 17:30").status_code == 302

    def test_or_stands_in_personally(self, pat):
        self.cover(signed_in(pat), pat, Role.EARLY_HELP_MANAGER)
        assert Role.EARLY_HELP_MANAGER in roles_of(pat)

    @pytest.mark.parametrize("until", ["", "7/7/2014 09:59", "8/8/2014 12:00"])
    def test_it_has_an_end_within_31_days(self, pat, sam, until):
        assert "until" in self.cover(signed_in(pat), sam, until=until).context["form"].errors

    @pytest.mark.parametrize("role", [role for role in Role if role not in DUTY_TEAM])
    def test_it_is_of_the_duty_team_alone(self, pat, sam, role):
        assert "role" in self.cover(signed_in(pat), sam, role).context["form"].errors

    @pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.SYSTEM_ADMIN])
    def test_it_is_for_a_colleague_who_works_with_cases(self, pat, role):
        other = make_user("Other", *filter(None, [role]))
        assert "user" in self.cover(signed_in(pat), other).context["form"].errors

    def test_it_ends_when_the_colleague_is_back(self, pat, sam):
        client = signed_in(pat)
        self.cover(client, sam)
        client.post(f"/cover/{sam.grants.get(role=Role.DUTY_MANAGER).pk}/end/")
        assert roles_of(sam, NINE) == {Role.DUTY_SOCIAL_WORKER}

    def test_a_practice_manager_ends_no_other_grant(self, pat, sam, ada):
        by_admin = grant(sam, Role.CSO, starts=NINE, until=NINE + timedelta(days=1), by=ada)
        for granted in (sam.grants.get(role=Role.DUTY_SOCIAL_WORKER), by_admin):
            assert signed_in(pat).post(f"/cover/{granted.pk}/end/").status_code == 404

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRACTICE_MANAGER])
    def test_nobody_else_arranges_cover(self, sam, role):
        client = signed_in(make_user("Other", role))
        assert client.get("/cover/").status_code == 404
        assert self.cover(client, sam).status_code == 404
        assert RoleGrant.objects.filter(user=sam).count() == 1

    def test_the_page_shows_who_covers_now(self, pat, sam, clock):
        self.cover(signed_in(pat), sam)
        assert [each["name"] for each in signed_in(pat).get("/cover/").context["running"]] == ["Sam"]
        clock.shift(timedelta(days=2))
        assert signed_in(pat).get("/cover/").context["running"] == []
