"""What is shown when a page could not be made: that it is busy here, or that something went wrong."""

import sys

from django.http import JsonResponse
from django.shortcuts import render
from django.views import defaults

from directory.middleware import is_fetched
from directory.resuming import kept_fields
from frontdoor.logs import chain

BUSY = {"55P03", "57014", "40P01"}
"""PostgreSQL's codes for a lock that was not to be had, a statement that took too long, and two that waited for each
other (`audit.operations.PATIENCE`): it comes right by itself, and nothing of the request was saved."""
AGAIN_AFTER = 5


def server_error(request):
    """Say that it is busy, and keep what was typed; of anything else say that it went wrong.

    Django calls this while it handles the exception (handler500).
    """
    if not any(getattr(error, "pgcode", None) in BUSY for error in chain(sys.exc_info()[1])):
        return defaults.server_error(request)
    if is_fetched(request):
        response = JsonResponse({"detail": "It is busy here. Nothing was saved. Try again."}, status=503)
    else:
        context = {"kept": kept_fields(request), "resume_url": request.get_full_path()}
        response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(AGAIN_AFTER)
    return response
