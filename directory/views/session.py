"""What is shown when a form came with an old token, or nothing is at an address."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from directory.middleware import is_fetched, signed_out, somebody_elses
from directory.models import roles_of
from directory.resuming import is_somebody_elses, kept_fields, kept_for_whoever_typed_it


def csrf_failure(request, reason=""):
    """Keep what was typed on a page that can send it again: signing in elsewhere changes the token of every open page.

    Django calls this for a form whose token is not the session's (setting CSRF_FAILURE_VIEW). A form that another
    site sent is not kept: one click here would do what the token is there to prevent.
    """
    others = is_somebody_elses(request)
    if is_fetched(request):
        if not request.user.is_authenticated:
            return signed_out()
        return somebody_elses() if others else too_old()
    _know_roles(request)
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_ours and others:
        return kept_for_whoever_typed_it(request)
    context = {"kept": kept_fields(request) if is_ours else [], "resume_url": request.get_full_path()}
    return render(request, "403_csrf.html", context, status=403)


def too_old():
    """Tell a script that its page's token is no longer the session's."""
    return JsonResponse({"detail": "This page is too old. Load it again."}, status=403)


def not_found(request, exception):
    """The usual page for an address where nothing is, with the header of whoever asks."""
    _know_roles(request)
    return page_not_found(request, exception)


def _know_roles(request):
    # No view was chosen, so that SignInRequiredMiddleware has not asked for them.
    if not request.roles and request.user.is_authenticated:
        request.roles = roles_of(request.user)
