"""The page of a referral, through the gateway."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.gateway import fetch
from directory.london import london_day
from people.ages import age_of
from people.services.cases import case_status
from referrals.models import Referral
from workflow.page import record_page
from workflow.views import tabs


@require_safe
def referral(request, reference):
    """A referral: the child and why on the left, the clock and what may be done on the right."""
    record, now = fetch(request.user, Referral, reference, via="page"), timezone.now()
    story = {"people": [_child(record.child, london_day(now))], "facts": _facts(record), "tabs": tabs(record, "story")}
    return render(request, "referrals/detail.html", record_page(record, request.user, now) | story)


def _child(child, day):
    status = case_status([child.pk], day)[child.pk]
    return {
        "reference": child.reference,
        "url": child.get_absolute_url(),
        "name": child.full_name,
        "age": age_of(child, day),
        "status": f"{status.text}, {status.as_of_text}",
        "status_slug": status.slug,
    }


def _facts(record):
    rows = [
        ("reason", "Reason", record.reason or "Not said", ""),
        ("source", "Source", record.get_source_display(), record.source),
        ("primary_need", "Primary need", record.get_primary_need_display(), record.primary_need),
    ]
    return [{"slug": slug, "label": label, "text": text, "value": value} for slug, label, text, value in rows if text]
