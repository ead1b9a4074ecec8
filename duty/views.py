"""/tray/…, /my-work/, /notices/ and who looked at whom."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deadlines.services import sweep_if_late
from directory.middleware import is_fetched
from directory.pages import only_for
from directory.questions import page_number
from directory.roles import Role
from duty.looks_page import address_of, looks_form, looks_page
from duty.my_work import my_work
from duty.notices import mark_read, notices_page
from duty.opened import opened
from duty.together import chosen, do_together, how_many, steps_together, together_rows
from duty.tray_page import tray_page
from duty.trays import tray_for, trays_open_to
from workflow.keys import as_key
from workflow.process import process_of
from workflow.words import deed


@require_safe
def tray(request, slug):
    """A tray, or with `poll=1` its status line and rows alone. Right even when no worker runs: it sweeps by itself."""
    now = timezone.now()
    tray_here = tray_for(slug, request.user, request.roles)
    if tray_here is None:
        raise Http404
    sweep_if_late(now)
    context = tray_page(request, tray_here, now)
    if request.GET.get("poll") == "1":
        return render(request, "duty/_rows.html", context)
    return render(request, "duty/tray.html", context | {"opened": opened(request.GET, request.user)})


@require_safe
def team(request):
    """On to the tray of one's own receiving team; who is in none yet works from what is theirs."""
    own = next((tray for tray in trays_open_to(request.user, request.roles) if tray.team), None)
    return redirect("tray", slug=own.slug) if own else redirect("my-work")


@require_safe
def mine(request):
    """What is mine to do now, my drafts, and what I recorded today."""
    return render(request, "duty/my_work.html", {"groups": my_work(request.user, request.roles, timezone.now())})


@require_safe
def notices(request):
    """What I was told, newest first."""
    context = notices_page(request.user, timezone.now(), page_number(request), request.path)
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
    return redirect(_back(request, reverse("my-work")))


def _back(request, otherwise):
    """Where the form says that it was sent from, if that is a place of ours."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if here else otherwise


@require_POST
def together(request, slug, step):
    """Ask once what the action needs, and do it to each chosen row; what could not be done is named with its reason.

    A script that posts from beside the tray is told that it is done, in JSON; all else is the same page for it.
    """
    tray_here = tray_for(slug, request.user, request.roles)
    steps = steps_together(tray_here, request.roles) if tray_here else []
    transition = next((each for each in steps if each.name == step), None)
    if transition is None:
        raise Http404
    items, now, key = chosen(tray_here, request.user, request.POST), timezone.now(), as_key(request.POST.get("key"))
    if not items:
        return _nothing_chosen(request, slug)
    form = transition.form(request.POST if key else None, record=items[0].record, actor=request.user)
    shown = {
        "tray": tray_here,
        "step": transition,
        "form": form,
        "key": key or uuid4(),
        "back": _back(request, reverse("tray", args=[slug])),
    }
    if not (key and form.is_valid()):
        listed = together_rows(items, request.user, now)
        return render(request, "duty/together.html", shown | {"rows": listed}, status=422 if form.errors else 200)
    refusals = do_together(items, step, request.user, request.POST, now, key)
    if any(refusals):
        listed = together_rows(items, request.user, now, refusals)
        return render(request, "duty/together.html", shown | {"rows": listed, "tried": True}, status=409)
    done = deed(process_of(items[0].record), step, form.words())
    sentence = how_many(done, items, request.POST)
    if is_fetched(request):
        return JsonResponse({"done": sentence})
    messages.success(request, sentence)
    return redirect(_back(request, reverse("tray", args=[slug])))


def _nothing_chosen(request, slug):
    sentence = "Nothing was done: choose rows that still lie here."
    if is_fetched(request):
        return JsonResponse({"sentence": sentence}, status=409)
    messages.error(request, sentence)
    return redirect(_back(request, reverse("tray", args=[slug])))


@only_for(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def looks(request):
    """Who looked at whom, the unusual first; a posted question becomes the address of its answer."""
    form = looks_form(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and form.is_valid():
        return redirect(address_of(form.cleaned_data))
    context = looks_page(request, form)
    return render(request, "duty/looks.html", context, status=422 if request.method == "POST" else 200)
