"""/tray/…, /my-work/ and /notices/."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from deadlines.services import sweep_if_late
from duty.my_work import my_work
from duty.notices import mark_read, notices_page
from duty.tray_page import tray_page
from duty.trays import tray_for


@require_safe
def tray(request, slug):
    """A tray, or with `poll=1` its status line and rows alone. Right even when no worker runs: it sweeps by itself."""
    now = timezone.now()
    opened = tray_for(slug, request.user, request.roles)
    if opened is None:
        raise Http404
    sweep_if_late(now)
    polled = request.GET.get("poll") == "1"
    return render(request, "duty/_rows.html" if polled else "duty/tray.html", tray_page(request, opened, now))


@require_safe
def mine(request):
    """What is mine to do now, my drafts, and what I recorded today."""
    return render(request, "duty/my_work.html", {"groups": my_work(request.user, request.roles, timezone.now())})


@require_safe
def notices(request):
    """What I was told, newest first."""
    page = request.GET.get("page", "")
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    context = notices_page(request.user, timezone.now(), number, request.path)
    return render(request, "duty/notices.html", context | {"read_url": reverse("notices-read")})


@require_POST
def read_notices(request):
    """Mark all as read that were on the page when it was asked for: what came since stays new."""
    until = _moment(request.POST.get("until", ""))
    if until is not None:
        mark_read(request.user, until, timezone.now())
    return redirect("notices")


def _moment(text):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


@require_POST
def sound(request):
    """Switch the sound for urgent items on or off, and go back to where the switch was."""
    request.user.urgent_sound = request.POST.get("sound") == "on"
    request.user.save(update_fields=["urgent_sound"])
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if here else "my-work")
