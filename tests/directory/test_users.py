"""/users/: a system administrator makes, changes and closes accounts; every act is an event about the colleague."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from audit.models import Event
from correspondence.models import Outbox
from directory.models import Rota
from directory.roles import Role
from directory.services import grant, team_of
from tests.factories.cast import PASSWORD, make_user, signed_in
from tests.factories.directory import team

NEW = {"username": "zoe", "name": "Zoe Zest", "email": "zoe@council.example", "phone": ""}


def verbs(user):
    return list(Event.about(user).values_list("verb", flat=True))


class TestNew:
    def test_it_adds_somebody_who_cannot_sign_in_yet(self, admin, ada):
        admin.post("/users/new/", NEW)
        zoe = get_user_model().objects.get(username="zoe")
        assert not zoe.has_usable_password()
        event = Event.about(zoe).get()
        assert (event.verb, event.actor) == ("add_user", ada)

    @pytest.mark.parametrize("name", ["ADA", "ada"])
    def test_two_users_never_differ_by_capitals_alone(self, admin, name):
        answer = admin.post("/users/new/", NEW | {"username": name.lower()})
        assert answer.status_code == 422
        assert "username" in answer.context["form"].errors

    @pytest.mark.parametrize("name", ["Zoe", "zoe zest", "z", "<b>", "zoe\x00", "z" * 41])
    def test_a_user_name_is_plain(self, admin, name):
        answer = admin.post("/users/new/", NEW | {"username": name})
        assert answer.status_code == 422
        assert "username" in answer.context["form"].errors
        assert answer.context["form"].data["name"] == "Zoe Zest"

    def test_the_demo_domain_is_for_the_demo(self, admin):
        assert "email" in admin.post("/users/new/", NEW | {"email": "zoe@demo.example"}).context["form"].errors


class TestDetails:
    def test_they_change_and_the_event_holds_no_content(self, admin, sam):
        admin.post(f"/users/{sam.pk}/details/", {"name": "Sam Sharp", "email": "", "phone": "01753 875362"})
        sam.refresh_from_db()
        assert (sam.name, sam.phone, sam.username) == ("Sam Sharp", "01753 875362", "sam")
        event = Event.about(sam).get()
        assert (event.verb, event.before, event.after) == ("change_details", "", "")

    def test_a_changed_address_is_told_to_the_former_one(self, admin, sam):
        former = sam.email
        admin.post(f"/users/{sam.pk}/details/", {"name": "Sam", "email": "other@council.example", "phone": ""})
        [mail] = Outbox.about(sam)
        assert mail.to == former
        assert "Ada changed the e-mail address" in mail.body

    def test_a_name_is_needed(self, admin, sam):
        answer = admin.post(f"/users/{sam.pk}/details/", {"name": "", "email": "", "phone": ""})
        assert answer.status_code == 422
        assert "Sam" in answer.content.decode()


class TestPassword:
    def set(self, admin, user, first="a-first-good-one", second="a-first-good-one"):
        return admin.post(f"/users/{user.pk}/password/", {"password1": first, "password2": second})

    def test_a_first_password_lets_a_colleague_in(self, admin, sam):
        self.set(admin, sam)
        assert Client().login(username="sam", password="a-first-good-one")
        assert verbs(sam) == ["give_password"]

    def test_the_colleague_hears_of_it(self, admin, sam):
        self.set(admin, sam)
        [mail] = Outbox.about(sam)
        assert (mail.to, mail.subject) == (sam.email, "Front door: your account was changed")
        assert "Ada set a new password" in mail.body

    def test_ones_own_is_changed_with_the_old_one(self, admin, ada):
        assert self.set(admin, ada).url == "/password/"
        assert Client().login(username="ada", password=PASSWORD)

    def test_it_ends_the_sessions_that_were_open(self, admin, sam):
        client = signed_in(sam)
        self.set(admin, sam)
        assert client.get("/directory/").status_code == 302

    @pytest.mark.parametrize(
        ("first", "second"), [("tiny-one", "tiny-one"), ("password1234", "password1234"), ("a-b-c-d-e-f-g", "x")]
    )
    def test_a_bad_one_is_refused_and_not_shown_again(self, admin, sam, first, second):
        answer = self.set(admin, sam, first, second)
        assert answer.status_code == 422
        assert first.encode() not in answer.content
        assert sam.check_password(PASSWORD)


class TestDeactivate:
    def test_it_ends_session_roles_and_turns_on_the_rota_at_once(self, admin, sam, ada):
        client, now = signed_in(sam), timezone.now()
        later = grant(sam, Role.CSO, starts=now + timedelta(days=7))
        Rota.objects.create(user=sam, role=Role.DUTY_SOCIAL_WORKER, day=now.date() + timedelta(days=2))
        admin.post(f"/users/{sam.pk}/deactivate/")
        sam.refresh_from_db()
        assert not sam.is_active
        assert client.get("/directory/").status_code == 302
        assert not Rota.objects.exists()
        assert all(granted.until for granted in sam.grants.all())
        later.refresh_from_db()
        assert later.until == later.starts
        assert verbs(sam) == ["end_role", "end_role", "deactivate"]

    def test_opening_it_again_brings_no_role_back(self, admin, sam):
        admin.post(f"/users/{sam.pk}/deactivate/")
        admin.post(f"/users/{sam.pk}/activate/")
        assert signed_in(sam).get("/directory/").status_code == 403

    def test_the_last_administrator_cannot_be_closed(self, admin, ada):
        admin.post(f"/users/{ada.pk}/deactivate/")
        ada.refresh_from_db()
        assert ada.is_active
        assert admin.get("/users/").status_code == 200

    def test_one_of_two_can(self, admin, ada):
        other = make_user("Abe", Role.SYSTEM_ADMIN)
        admin.post(f"/users/{other.pk}/deactivate/")
        other.refresh_from_db()
        assert not other.is_active

    def test_an_administrator_whose_role_ends_by_itself_is_not_enough(self, admin, ada):
        other = make_user("Abe")
        grant(other, Role.SYSTEM_ADMIN, starts=timezone.now(), until=timezone.now() + timedelta(days=1))
        admin.post(f"/users/{ada.pk}/deactivate/")
        ada.refresh_from_db()
        assert ada.is_active

    def test_a_link_closes_nobody(self, admin, sam):
        assert admin.get(f"/users/{sam.pk}/deactivate/").status_code == 405


class TestTeam:
    def test_a_colleague_is_in_one_team_at_most(self, admin, sam):
        north, south = team("North"), team("South")
        for each in (north, south):
            admin.post(f"/users/{sam.pk}/team/", {"team": each.pk})
        assert team_of(sam, timezone.now()) == south
        assert sam.memberships.count() == 2
        event = Event.about(sam).last()
        assert (event.verb, event.before, event.after) == ("move_to_team", "north", "south")

    def test_and_may_leave_it(self, admin, sam):
        admin.post(f"/users/{sam.pk}/team/", {"team": team("North").pk})
        admin.post(f"/users/{sam.pk}/team/", {"team": ""})
        assert team_of(sam, timezone.now()) is None

    def test_a_team_that_ended_is_not_offered(self, admin, sam):
        gone = team("Gone")
        gone.ended_on = date(2014, 1, 1)
        gone.save()
        assert admin.post(f"/users/{sam.pk}/team/", {"team": gone.pk}).status_code == 422


class TestPages:
    def test_the_list_shows_the_roles_and_the_team_of_now(self, admin, sam):
        grant(sam, Role.CSO, starts=timezone.now() - timedelta(days=9), until=timezone.now() - timedelta(days=1))
        admin.post(f"/users/{sam.pk}/team/", {"team": team("North").pk})
        page = admin.get("/users/").content.decode()
        row = page[page.index('data-user="sam"') :]
        row = row[: row.index("</tr>")]
        assert "Duty social worker" in row
        assert "North" in row
        assert "Customer services officer" not in row

    def test_the_list_can_be_narrowed_to_a_role(self, admin, sam):
        page = admin.get("/users/?role=duty_social_worker").content
        assert b'data-user="sam"' in page
        assert b'data-user="ada"' not in page

    def test_closed_accounts_are_a_list_of_their_own(self, admin, sam):
        admin.post(f"/users/{sam.pk}/deactivate/")
        assert b'data-user="sam"' not in admin.get("/users/").content
        assert b'data-user="sam"' in admin.get("/users/?closed=1").content

    def test_it_costs_the_same_with_two_and_with_fifty(self, admin, sam, count_queries):
        few = count_queries(lambda: admin.get("/users/"))
        for number in range(48):
            make_user(f"Colleague {number}", Role.CSO, Role.BSO)
        assert count_queries(lambda: admin.get("/users/")) == few <= 12

    def test_a_colleague_s_page_keeps_every_role_they_ever_had(self, admin, sam):
        grant(sam, Role.CSO, starts=timezone.now() - timedelta(days=9), until=timezone.now() - timedelta(days=1))
        page = admin.get(f"/users/{sam.pk}/").content.decode()
        assert 'data-role="cso" data-standing="over"' in page
        assert 'data-role="duty_social_worker" data-standing="now"' in page


ADDRESSES = [
    "/users/",
    "/users/new/",
    "/users/{pk}/",
    "/users/{pk}/details/",
    "/users/{pk}/password/",
    "/users/{pk}/team/",
    "/users/{pk}/deactivate/",
    "/users/{pk}/activate/",
    "/users/{pk}/grant/",
    "/users/{pk}/grants/{grant}/end/",
    "/hours/",
    "/hours/new/",
    "/directory/new/",
]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_for_every_other_role_administration_does_not_exist(sam, role):
    client, before = signed_in(make_user("Other", role)), sam.grants.get()
    for address in ADDRESSES:
        where = address.format(pk=sam.pk, grant=before.pk)
        assert client.post(where, {"name": "x", "role": "cso"}).status_code == 404, where
    for where in ("/users/", f"/users/{sam.pk}/", "/hours/"):
        assert client.get(where).status_code == 404, where
    sam.refresh_from_db()
    assert sam.is_active
    assert sam.grants.get().until is None
