"""The page behind every button of every process."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from workflow.engine import perform
from workflow.keys import as_key, as_version
from workflow.offers import offers
from workflow.process import process_of
from workflow.refusals import Refused


@require_http_methods(["GET", "POST"])
def do(request, model, reference, step):
    """Show the form of one action on one record, and do it when it is posted.

    A refusal shows the form again with all that was typed, the reason, and its slugs.
    """
    record = fetch(request.user, model, reference, via=f"do {step}")
    transition = process_of(record).transition(step)
    if transition is None:
        raise Http404
    if request.method == "GET":
        form = transition.form(record=record, actor=request.user)
        return _page(request, record, transition, form)
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
        record.refresh_from_db()
        return _page(request, record, transition, refusal.form, refusal)
    messages.success(request, f"{transition.label}: done.")
    return redirect(done)


def _page(request, record, transition, form, refusal=None):
    offer = next((o for o in offers(record, request.user) if o.transition is transition), None)
    context = {
        "record": record,
        "process": process_of(record),
        "transition": transition,
        "form": form,
        "offer": offer,
        "refusal": refusal,
        "slugs": " ".join(refusal.slugs) if refusal else "",
        "key": uuid4(),
    }
    return render(request, "workflow/do.html", context, status=refusal.status if refusal else 200)
