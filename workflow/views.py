"""The page behind every button of every process, and the history of every record."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.gateway import fetch
from directory.middleware import is_fetched
from people.views.interest import said_of
from workflow.consequences import consequences
from workflow.engine import perform
from workflow.history import did, looked
from workflow.keys import as_key, as_version
from workflow.models import Decision
from workflow.page import action_url, record_page
from workflow.process import process_named, process_of
from workflow.refusals import Refused
from workflow.words import done_to


@require_http_methods(["GET", "POST"])
def do(request, model, reference, step, story=None, story_template=""):
    """Show the form of one action on one record, and do it when it is posted.

    A refusal shows the form again with all that was typed, the reason, and its slugs. `story` gives
    the context of `story_template`, which stays in view beside the form. A script that posts from
    beside a tray is told that it is done, in JSON; a refusal is the same page for it.
    """
    process = process_of(model)
    if process.transition(step) is None:
        raise Http404
    record = fetch(request.user, model, reference, via=f"do {step}")
    transition = process.transition(step, record.state)
    shown = {"story": story, "story_template": story_template}
    if request.method == "GET":
        return _page(request, record, transition, transition.form(record=record, actor=request.user), **shown)
    try:
        done = perform(
            record,
            step,
            request.user,
            request.POST,
            seen_version=as_version(request.POST.get("seen_version")),
            now=timezone.now(),
            key=as_key(request.POST.get("key")),
        )
    except Refused as refusal:
        record = fetch(request.user, model, reference, via=f"do {step}")
        transition = process.transition(step, record.state)
        form = refusal.form or transition.form(request.POST, record=record, actor=request.user)
        return _page(request, record, transition, form, refusal, **shown)
    sentence = just_done(done, step, request.user)
    if is_fetched(request):
        return JsonResponse({"done": sentence})
    messages.success(request, sentence)
    still_seen = model.objects.visible_to(request.user).filter(pk=done.pk).exists()
    return redirect(done if still_seen else "home")


def just_done(record, step: str, user) -> str:
    """What `user` has just done to a record, in the sentence that the next page begins with."""
    last = Decision.about(record).filter(step=step, event__actor=user).latest("pk")
    return done_to(record, step, last.words, user, timezone.now())


def _nearest(clocks):
    """The clock that runs; when none does, the last that ran."""
    running = (clock for clock in clocks if not clock.is_ended)
    return next(running, clocks[-1] if clocks else None)


def _page(request, record, transition, form, refusal=None, story=None, story_template=""):
    now = timezone.now()
    context = record_page(record, request.user, now) | (story(record, request.user, now) if story else {})
    offer = next((o for o in context["offers"] if o.transition is transition), None)
    blocked = offer and offer.unmet and {"reasons": [u.sentence for u in offer.unmet], "reason_slugs": offer.slugs}
    context |= {
        "step": {
            "slug": transition.name,
            "label": transition.label,
            "button": transition.label,
            "url": action_url(record, transition.name),
            "back_url": record.get_absolute_url(),
            "warning": transition.name == "discard",
            "offered": offer is not None,
        },
        "form": form,
        "clock": _nearest(context["clocks"]),
        "conflict": refusal and {"text": refusal.sentence, "slugs": " ".join(refusal.slugs)},
        "seen_version": record.version,
        "key": uuid4(),
        "consequences": consequences(record, transition, request.user, now) if offer else [],
        "blocked_here": blocked,
        "story_template": story_template,
    }
    return render(request, "workflow/do.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def interest(request, process, reference):
    """ "I know this family", said of a record of any process: it hides whoever is on it, and theirs."""
    found = process_named(process)
    if found is None:
        raise Http404
    record = fetch(request.user, found.model, reference, via="interest")
    return said_of(request, list(record.concerned()), record)


@require_safe
def history(request, model, reference):
    """Who did, who looked: the second tab of every record's page."""
    record, now = fetch(request.user, model, reference, via="history"), timezone.now()
    done, seen = did(record, now), looked(record, now)
    show = "looked" if request.GET.get("show") == "looked" else "did"
    views = [
        {
            "label": "Who did",
            "url": "?show=did",
            "count": sum(entry["times"] for entry in done),
            "current": show == "did",
        },
        {
            "label": "Who looked",
            "url": "?show=looked",
            "count": sum(entry["times"] for entry in seen),
            "current": show == "looked",
        },
    ]
    context = {"views": views, "entries": seen if show == "looked" else done, "tabs": tabs(record, "history")}
    return render(request, "workflow/history.html", record_page(record, request.user, now) | context)


def tabs(record, current: str) -> list[dict]:
    """The views of a record; only those that exist yet."""
    addresses = {"story": ("Story", record.get_absolute_url()), "history": ("History", history_url(record))}
    return [{"label": label, "url": url, "current": slug == current} for slug, (label, url) in addresses.items()]


def history_url(record) -> str:
    """Where the history of a record is."""
    return f"{record.get_absolute_url()}history/"
