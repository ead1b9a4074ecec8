"""Who is let in: signed in, not gone for too long, and with a role; and no answer stays in a browser's store."""

import time
from functools import partial

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from audit.models import SignIn
from directory.models import roles_of
from directory.resuming import is_somebody_elses, resume
from directory.sign_in import end_session

SEEN_AT = "seen_at"
SOMEBODY_ELSES = (
    "Somebody else has signed in here since. Nothing of this page is saved until you sign in again yourself."
)


class NoStoreMiddleware:
    """No page is kept by a browser or a proxy: the machines are shared. Static files never come here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


class IdleTimeoutMiddleware:
    """Ends a session in which no person has done anything for `SESSION_IDLE_SECONDS`.

    A page that asks for news by itself says so (the header `X-Poll: 1` or `poll=1` in the address) and keeps
    nobody signed in. The moment of the last request is written down once in a thirtieth of that time, so
    that not every request writes; a session ends that much later at most, and never sooner.
    Nothing is looked up for a page that does not ask who is there (health).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(partial(self.whoever_is_still_here, request, request.user))
        return self.get_response(request)

    def whoever_is_still_here(self, request, user):
        if not user.is_authenticated:
            return user
        now, grain = time.time(), settings.SESSION_IDLE_SECONDS / 30
        idle = now - request.session.setdefault(SEEN_AT, now)
        if idle > settings.SESSION_IDLE_SECONDS + grain:
            end_session(request, user, SignIn.Outcome.TIMED_OUT)
            return AnonymousUser()
        if idle > grain and not is_poll(request):
            request.session[SEEN_AT] = now
        return user


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page is for people who are signed in and hold a role, unless its view is marked `login_not_required`.

    Sets `request.roles`, the roles held now. Without a session a page leads to the sign-in, what a script
    fetches is answered 401, and a form that was sent is kept (`directory.resuming`).
    """

    def process_request(self, request):
        request.roles = frozenset()

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            refusal = self.handle_no_permission(request, view_func)
            if refusal is not None:
                return refusal
        elif request.method == "POST" and is_somebody_elses(request):
            refusal = self.keep_for_whoever_typed_it(request)
            if refusal is not None:
                return refusal
        request.roles = roles_of(request.user)
        return None if request.roles else without_role(request)

    def handle_no_permission(self, request, view_func):
        if is_fetched(request):
            return signed_out()
        if request.method == "POST":
            return resume(request)
        return super().handle_no_permission(request, view_func)

    def keep_for_whoever_typed_it(self, request):
        """What was typed on another's page is not done in the name of whoever is signed in now."""
        if is_fetched(request):
            return somebody_elses()
        return resume(request)


def without_role(request):
    """Tell somebody who holds no role now that they must be given one, and nothing else."""
    if is_fetched(request):
        return JsonResponse({"detail": "You hold no role at present."}, status=403)
    return render(request, "directory/no_role.html", status=403)


def signed_out():
    """Tell a script that nobody is signed in any more."""
    return JsonResponse({"detail": "Your session has ended. Sign in again."}, status=401)


def somebody_elses():
    """Tell a script that what it sends was typed by somebody else than who is signed in now."""
    return JsonResponse({"sentence": SOMEBODY_ELSES, "detail": SOMEBODY_ELSES}, status=409)


def is_poll(request) -> bool:
    """Whether a page asks by itself, and no person does."""
    return request.headers.get("X-Poll") == "1" or request.GET.get("poll") == "1"


def is_fetched(request) -> bool:
    """Whether a script asks, which can show no page."""
    return (
        "HX-Request" in request.headers
        or request.headers.get("X-Requested-With") in ("fetch", "XMLHttpRequest")
        or request.content_type == "application/json"
        or not request.accepts("text/html")
    )
