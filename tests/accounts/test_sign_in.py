"""Signing in and out by the page, and what is noted of it."""

from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from audit.models import Event, SignIn
from tests.factories.cast import PASSWORD, signed_in


def outcomes(user):
    return list(SignIn.objects.filter(user=user).values_list("outcome", flat=True))


class TestSignIn:
    def test_it_leads_to_the_place_of_work_and_is_noted(self, dana, try_sign_in):
        answer = try_sign_in("dana")
        assert answer.url == reverse("home")
        row = SignIn.objects.get()
        assert (row.user, row.outcome, row.address) == (dana, "signed_in", "127.0.0.1")

    def test_it_leads_on_to_the_page_that_was_asked_for(self, dana):
        client = Client()
        asked = client.get("/directory/?a=1")
        assert asked.url == "/sign-in/?next=/directory/%3Fa%3D1"
        answer = client.post(asked.url, {"login": "dana", "password": PASSWORD, "next": "/directory/?a=1"})
        assert answer.url == "/directory/?a=1"

    def test_it_never_leads_to_another_site(self, dana):
        answer = Client().post(
            "/sign-in/", {"login": "dana", "password": PASSWORD, "next": "https://elsewhere.example/"}
        )
        assert answer.url == reverse("home")

    def test_capitals_in_the_user_name_do_not_matter(self, dana, try_sign_in):
        assert try_sign_in("DANA").status_code == 302

    def test_a_wrong_password_and_an_unknown_name_are_answered_alike(self, dana, try_sign_in):
        wrong, unknown = try_sign_in("dana", "wrong"), try_sign_in("nobody", "wrong")
        assert wrong.status_code == unknown.status_code == 200
        errors = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
        assert errors[0] == errors[1] == ["Wrong user name or password."]

    def test_a_failure_is_noted_without_the_unknown_name_which_may_be_a_password(self, dana, try_sign_in):
        try_sign_in("dana", "wrong")
        try_sign_in("my-password", "dana")
        assert list(SignIn.objects.values_list("user", "outcome")) == [(dana.pk, "failed"), (None, "failed")]

    def test_somebody_whose_account_is_closed_stays_outside(self, dana, try_sign_in):
        dana.is_active = False
        dana.save()
        client = Client()
        answer = try_sign_in("dana", client=client)
        assert answer.status_code == 403
        assert b"account is closed" in answer.content
        assert client.get("/directory/").status_code == 302
        assert outcomes(dana) == ["failed"]

    def test_closing_an_account_ends_its_open_session(self, dana):
        client = signed_in(dana)
        dana.is_active = False
        dana.save()
        assert client.get("/directory/").status_code == 302

    def test_nobody_can_sign_themselves_up(self, db):
        names = {pattern.name for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}
        assert "account_signup" not in names
        assert Client().get("/signup/").status_code == 404
        assert Client().get("/sign-up/").status_code == 404

    def test_the_page_offers_no_way_that_does_not_exist(self, db):
        page = Client().get("/sign-in/")
        assert page.status_code == 200
        assert page.context["signup_url"] is None
        for name in ("account_signup", "account_reset_password", "account_email"):
            try:
                reverse(name)
            except NoReverseMatch:
                continue
            raise AssertionError(f"{name} is mounted")


class TestSignOut:
    def test_it_ends_the_session_and_is_noted(self, dana):
        client = signed_in(dana)
        assert client.post("/sign-out/").url == "/sign-in/"
        assert client.get("/directory/").status_code == 302
        assert outcomes(dana) == ["signed_out"]

    def test_following_a_link_signs_nobody_out(self, dana):
        client = signed_in(dana)
        assert client.get("/sign-out/").status_code == 200
        assert client.get("/directory/").status_code == 200


class TestPassword:
    def change(self, client, old=PASSWORD, new="another-horse-battery"):
        return client.post("/password/", {"oldpassword": old, "password1": new, "password2": new})

    def test_changing_it_ends_every_session_and_is_noted(self, dana, try_sign_in):
        here, elsewhere = signed_in(dana), signed_in(dana)
        assert self.change(here).url == "/sign-in/"
        assert here.get("/directory/").status_code == 302
        assert elsewhere.get("/directory/").status_code == 302
        assert try_sign_in("dana", "another-horse-battery").status_code == 302
        event = Event.objects.get()
        assert (event.verb, event.actor, event.record) == ("change_password", dana, dana)

    def test_it_asks_for_the_old_one(self, dana):
        answer = self.change(signed_in(dana), old="guessed")
        assert answer.status_code == 200
        assert answer.context["form"].errors["oldpassword"]

    def test_a_short_one_is_refused(self, dana):
        assert self.change(signed_in(dana), new="short").context["form"].errors["password1"]

    def test_who_has_none_has_no_such_page(self, dana):
        dana.set_unusable_password()
        dana.save()
        assert signed_in(dana).get("/password/").status_code == 404
