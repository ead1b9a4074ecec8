"""Signing in and out: what django-allauth asks of us at each step, and what is noted of it.

allauth does the work, so that a second factor or the council's own sign-in later are settings. Every
step leaves a row in `audit.SignIn`, written here and not by a signal.
"""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import filter_users_by_username
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from audit.models import Event, SignIn
from directory import lockout
from directory.demo import is_demo
from directory.london import said

TYPED_BY = "typed_by"
"""In the session that follows an ended one: whose half-written pages may still be open in this browser."""


def note(request, user, outcome: SignIn.Outcome) -> None:
    """Write down that somebody signed in or out, or failed to; `user` is nobody when no user has that name."""
    address = get_adapter(request).get_client_ip(request)
    SignIn.objects.create(at=timezone.now(), user=user, outcome=outcome, address=address)


def end_session(request, user, outcome: SignIn.Outcome) -> None:
    """End the session of `user`, and remember in the next that what is still open in this browser is theirs."""
    note(request, user, outcome)
    request.session.flush()
    request.session[TYPED_BY] = user.pk


class Backend(AuthenticationBackend):
    """allauth's, for people who may be here: nobody inactive, and no demo user unless DEBUG is on."""

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and (settings.DEBUG or not is_demo(user))


class Adapter(DefaultAccountAdapter):
    """This house's answers to allauth's questions."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Wrong user name or password."
    }

    def is_open_for_signup(self, request):
        """Never: a system administrator makes the users."""
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        # allauth puts the Host header in front, whose port a caller may vary and so be counted afresh.
        return lockout.counted_as(credentials["username"])

    def pre_authenticate(self, request, **credentials):
        """Refuse a locked name before its password is looked at, and say until when."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note(request, self._called(credentials), SignIn.Outcome.LOCKED_OUT)
            until = lockout.locked_until(request, credentials["username"])
            text = said(until, timezone.now()) if until else "in a minute"
            sentence = f"Too many tries with a wrong user name or password. Try again {text}."
            raise ValidationError(sentence, code="locked_out", params={"until_text": text}) from None

    def authenticate(self, request, **credentials):
        """The user with this name and password; signing in forgives the wrong tries before it."""
        user = super().authenticate(request, **credentials)
        if user:
            lockout.forget(credentials["username"])
        return user

    def authentication_failed(self, request, **credentials):
        note(request, self._called(credentials), SignIn.Outcome.FAILED)

    def pre_login(self, request, user, **_):
        """Turn away whoever may no longer sign in, by whatever way they came."""
        if Backend().user_can_authenticate(user):
            return None
        note(request, user, SignIn.Outcome.FAILED)
        return self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request, user):
        return render(request, "account/account_inactive.html", status=403)

    def login(self, request, user):
        super().login(request, user)
        request.session.pop(TYPED_BY, None)
        note(request, user, SignIn.Outcome.SIGNED_IN)

    def logout(self, request):
        user = request.user
        super().logout(request)
        end_session(request, user, SignIn.Outcome.SIGNED_OUT)

    def set_password(self, user, password):
        """Change one's own password."""
        super().set_password(user, password)
        Event.objects.create(at=timezone.now(), actor=user, verb="change_password", record=user)

    def get_password_change_redirect_url(self, request):
        return reverse("account_login")

    def _called(self, credentials):
        return filter_users_by_username(credentials["username"]).first()
