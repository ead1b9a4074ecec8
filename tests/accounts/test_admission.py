"""Every page asks who is there; what was typed outlives the session it was typed in."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from audit.models import SignIn
from directory.models import RoleGrant
from directory.roles import Role
from directory.services import grant
from tests.factories.cast import PASSWORD, make_user, signed_in
from tests.factories.contacts import bare_draft

NINE = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
NEW_USER = {"username": "sam", "name": 'Sam <Sharp> & "Co"\r\nsecond line', "email": "", "phone": "01753 875362"}


@pytest.fixture
def clock():
    """Nine o'clock until a test moves it on."""
    with time_machine.travel(NINE, tick=False) as moving:
        yield moving


def kept(answer):
    return dict(answer.context["kept"])


class TestSignInRequired:
    def test_a_page_leads_to_the_sign_in_and_back(self, db):
        assert Client().get("/directory/").url == "/sign-in/?next=/directory/"

    @pytest.mark.parametrize(
        "headers",
        [
            {"HTTP_ACCEPT": "application/json"},
            {"HTTP_HX_REQUEST": "true"},
            {"HTTP_X_REQUESTED_WITH": "fetch"},
            {"CONTENT_TYPE": "application/json"},
        ],
    )
    def test_what_a_script_fetches_is_answered_401(self, db, headers):
        for answer in (
            Client().get("/directory/", **headers),
            Client().generic("POST", "/users/new/", "{}", **headers),
        ):
            assert answer.status_code == 401
            assert "sign-in" not in answer.headers.get("Location", "")

    def test_every_view_but_the_entrance_asks(self, db):
        for address in ("/", "/users/", "/users/1/", "/rota/", "/cover/", "/hours/", "/audit/", "/password/"):
            assert Client().get(address).status_code == 302

    def test_no_answer_may_be_stored(self, dana):
        for client in (Client(), signed_in(dana)):
            for address in ("/", "/sign-in/", "/directory/", "/nowhere/"):
                assert client.get(address).get("Cache-Control") == "no-store"


class TestNotFound:
    def test_a_mistyped_address_keeps_the_header_of_whoever_is_signed_in(self, dana):
        answer = signed_in(dana).get("/nowhere/")
        assert answer.status_code == 404
        assert b'href="/my-work/"' in answer.content

    def test_and_tells_a_stranger_nothing(self, db):
        answer = Client().get("/nowhere/")
        assert answer.status_code == 404
        assert b"my-work" not in answer.content


class TestWithoutRole:
    def test_it_says_so_and_shows_nothing_else(self, db):
        client = signed_in(make_user("Nosy"))
        for address in ("/", "/directory/", "/password/"):
            answer = client.get(address)
            assert answer.status_code == 403
            assert b"You hold no role at present" in answer.content
        assert client.get("/directory/", HTTP_ACCEPT="application/json").status_code == 403

    def test_the_internal_api_is_no_way_round(self, cast):
        contact = bare_draft(cast.cleo)
        RoleGrant.objects.filter(user=cast.cleo).update(until=timezone.now())
        address = f"/api/internal/contact/{contact.reference}/"
        assert signed_in(cast.cleo).get(address).status_code == 403
        assert signed_in(cast.cleo).post(f"{address}discard/", {"reason": "Mine"}).status_code == 403

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN])
    def test_whoever_works_with_cases_no_more_has_no_draft_of_their_own(self, cast, role):
        contact = bare_draft(cast.cleo)
        RoleGrant.objects.filter(user=cast.cleo).update(until=timezone.now())
        grant(cast.cleo, role, starts=timezone.now())
        client = signed_in(cast.cleo)
        assert client.get(contact.get_absolute_url()).status_code == 404
        assert contact.reference not in client.get("/my-work/").content.decode()

    def test_signing_out_stays_possible(self, db):
        assert signed_in(make_user("Nosy")).post("/sign-out/").status_code == 302

    def test_a_role_that_ended_or_has_not_begun_is_none(self, db):
        user, now = make_user("Nosy"), timezone.now()
        grant(user, Role.CSO, starts=now - timedelta(days=2), until=now - timedelta(days=1))
        grant(user, Role.CSO, starts=now + timedelta(days=1))
        assert signed_in(user).get("/directory/").status_code == 403

    def test_a_role_that_ends_takes_effect_at_once(self, dana):
        client = signed_in(dana)
        assert client.get("/directory/").status_code == 200
        RoleGrant.objects.filter(user=dana).update(until=timezone.now())
        assert client.get("/directory/").status_code == 403


class TestIdleTimeout:
    def test_half_an_hour_without_a_person_ends_the_session(self, dana, clock):
        client = signed_in(dana)
        client.get("/directory/")
        clock.shift(HALF_AN_HOUR)
        assert client.get("/directory/", HTTP_X_POLL="1").status_code == 200
        clock.shift(timedelta(minutes=2))
        assert client.get("/directory/").status_code == 302
        assert SignIn.objects.get().outcome == "timed_out"

    @pytest.mark.parametrize("poll", [{"data": {"poll": "1"}}, {"HTTP_X_POLL": "1"}])
    def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(self, dana, clock, poll):
        client = signed_in(dana)
        client.get("/directory/")
        for _ in range(31):
            clock.shift(timedelta(minutes=1))
            assert client.get("/directory/", **poll).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get("/directory/", **poll).status_code == 302

    def test_a_person_who_goes_on_working_stays(self, dana, clock):
        client = signed_in(dana)
        for _ in range(10):
            assert client.get("/directory/").status_code == 200
            clock.shift(timedelta(minutes=29))

    def test_a_page_that_is_health_looks_nobody_up(self, dana, django_assert_num_queries):
        client = signed_in(dana)
        with django_assert_num_queries(0):
            assert client.get("/health/live").status_code == 200


class TestSessionEnded:
    def end(self, client):
        """The server forgets the session, as a time-out or a sign-out elsewhere does."""
        client.cookies["sessionid"] = "gone"

    def test_a_form_sent_too_late_is_kept_and_goes_through_once_signed_in(self, ada):
        client = signed_in(ada)
        self.end(client)
        page = client.post("/users/new/", NEW_USER)
        assert page.status_code == 401
        assert kept(page) == NEW_USER
        assert page.context["resume_url"] == "/users/new/"
        sent = kept(page) | {"again-login": "ada", "again-password": PASSWORD}
        client.post("/users/new/", sent | {"name": "Sam Sharp"})
        assert get_user_model().objects.get(username="sam").name == "Sam Sharp"
        assert client.get("/users/").status_code == 200

    def test_what_was_typed_is_written_into_the_page_without_becoming_markup(self, db):
        page = Client().post("/users/new/", NEW_USER).content.decode()
        assert "Sam &lt;Sharp&gt; &amp; &quot;Co&quot;\r\nsecond line" in page
        assert "<Sharp>" not in page

    def test_several_values_of_one_name_are_all_kept(self, db):
        page = Client().post("/users/new/", {"name": ["one", "two"]})
        assert page.context["kept"] == [("name", "one"), ("name", "two")]

    def test_no_password_and_no_token_is_written_into_the_page(self, db):
        page = Client().post("/users/1/password/", {"password1": "secret", "password2": "secret", "x": "y"})
        assert page.context["kept"] == [("x", "y")]
        assert b"secret" not in page.content

    def test_a_wrong_password_loses_nothing(self, ada):
        client = Client()
        page = client.post("/users/new/", NEW_USER | {"again-login": "ada", "again-password": "wrong"})
        assert page.status_code == 401
        assert kept(page) == NEW_USER
        assert page.context["form"].non_field_errors() == ["Wrong user name or password."]
        assert not get_user_model().objects.filter(username="sam").exists()

    def test_a_locked_name_loses_nothing_and_says_until_when(self, ada):
        for _ in range(6):
            page = Client().post("/users/new/", NEW_USER | {"again-login": "ada", "again-password": "wrong"})
        assert page.status_code == 401
        assert "Try again" in page.context["form"].non_field_errors()[0]
        assert kept(page) == NEW_USER

    def test_after_a_time_out_only_the_one_who_typed_it_can_send_it(self, ada, clock):
        eve, client = make_user("Eve", Role.SYSTEM_ADMIN), signed_in(ada)
        client.get("/users/new/")
        clock.shift(timedelta(minutes=40))
        client.post("/users/new/", NEW_USER)
        page = client.post("/users/new/", NEW_USER | {"again-login": "eve", "again-password": PASSWORD})
        assert page.status_code == 401
        assert "Somebody else typed this" in page.context["form"].non_field_errors()[0]
        assert not SignIn.objects.filter(user=eve, outcome="signed_in").exists()
        client.post("/users/new/", NEW_USER | {"again-login": "ada", "again-password": PASSWORD})
        assert get_user_model().objects.filter(username="sam").exists()

    def test_the_view_is_not_given_what_was_typed_to_sign_in(self, ada):
        answer = Client().post("/users/new/", {"again-login": "ada", "again-password": PASSWORD, "username": "x"})
        assert answer.status_code == 422
        assert set(answer.context["form"].data) == {"username"}

    def test_a_demo_user_goes_on_with_one_click_while_debug_is_on(self, ada, settings, clock):
        ada.email = "ada@demo.example"
        ada.set_unusable_password()
        ada.save()
        settings.DEBUG = True
        client = signed_in(ada)
        client.get("/users/new/")
        clock.shift(timedelta(minutes=40))
        page = client.post("/users/new/", NEW_USER)
        assert page.context["demo_user"] == ada
        client.post("/users/new/", NEW_USER | {"again-demo": "ada"})
        assert get_user_model().objects.filter(username="sam").exists()
        assert client.get("/users/").status_code == 200

    def test_without_debug_a_name_alone_opens_nothing(self, ada):
        answer = Client().post("/users/new/", NEW_USER | {"again-demo": "ada"})
        assert answer.status_code == 401
        assert answer.context["demo_user"] is None


class TestOldToken:
    def send(self, user, **headers):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        client.get("/users/new/")
        return client.post("/users/new/", NEW_USER | {"csrfmiddlewaretoken": "old" * 10}, **headers)

    def test_a_form_with_an_old_token_is_kept_to_be_sent_again(self, ada):
        answer = self.send(ada, HTTP_ORIGIN="http://testserver")
        assert answer.status_code == 403
        assert kept(answer) == NEW_USER
        assert answer.context["resume_url"] == "/users/new/"

    @pytest.mark.parametrize("origin", [{"HTTP_ORIGIN": "https://elsewhere.example"}, {}])
    def test_a_form_of_another_site_is_not_offered_to_be_sent(self, ada, origin):
        answer = self.send(ada, **origin)
        assert answer.status_code == 403
        assert answer.context["kept"] == []

    def test_a_forged_form_signs_nobody_in(self, ada):
        client = Client(enforce_csrf_checks=True)
        client.post("/users/new/", {"again-login": "ada", "again-password": PASSWORD})
        assert client.get("/users/").status_code == 302


class TestSomebodyElsesPage:
    """On a shared browser what one person typed is never done in the name of the next."""

    @pytest.fixture
    def typed_by_dana(self, dana):
        """What Dana's page would send, with the token renewed by a script."""
        page = signed_in(dana).get("/notices/")
        assert f'name="page_of" value="{dana.pk}"' in page.content.decode()
        return {"page_of": str(dana.pk), "reason": "Dana's own words"}

    def test_it_is_kept_for_whoever_typed_it_and_not_sent(self, dana, ada, typed_by_dana):
        ada_too = signed_in(ada)
        answer = ada_too.post("/users/new/", NEW_USER | typed_by_dana)
        assert answer.status_code == 401
        assert "Somebody else has signed in here since" in answer.content.decode()
        assert kept(answer)["reason"] == "Dana's own words"
        assert not get_user_model().objects.filter(username="sam").exists()

    def test_a_script_is_told_so(self, ada, typed_by_dana):
        answer = signed_in(ada).post("/users/new/", NEW_USER | typed_by_dana, HTTP_X_REQUESTED_WITH="fetch")
        assert answer.status_code == 409
        assert "Somebody else" in answer.json()["sentence"]

    def test_with_an_old_token_it_is_not_offered_to_send(self, ada, typed_by_dana):
        client = Client(enforce_csrf_checks=True)
        client.force_login(ada)
        answer = client.post("/users/new/", NEW_USER | typed_by_dana, HTTP_ORIGIN="http://testserver")
        assert answer.status_code == 401
        assert "Send it now" not in answer.content.decode()

    def test_nobody_but_who_typed_it_may_sign_in_to_send_it(self, ada, typed_by_dana):
        sign_in = {"again-login": "ada", "again-password": PASSWORD}
        answer = signed_in(ada).post("/users/new/", NEW_USER | typed_by_dana | sign_in)
        assert "Somebody else typed this" in answer.content.decode()

    def test_ones_own_page_is_sent(self, ada):
        answer = signed_in(ada).post("/users/new/", NEW_USER | {"page_of": str(ada.pk)})
        assert answer.status_code == 302
