"""The pages of a contact, an early help episode and a no further action record, each through the gateway."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from audit.gateway import fetch
from contacts.models import Contact, EarlyHelp, NoFurtherActionRecord
from contacts.views.story import contact_story, early_help_story
from workflow.page import interest_url, made_by, record_page
from workflow.views import tabs


@require_GET
def contact(request, reference):
    """A contact: the story on the left, the clock and what may be done on the right."""
    record, now = fetch(request.user, Contact, reference, via="page"), timezone.now()
    context = record_page(record, request.user, now) | contact_story(record, request.user, now)
    return render(request, "contacts/detail.html", context | {"tabs": tabs(record, "story")})


@require_GET
def early_help(request, reference):
    """An early help episode."""
    record, now = fetch(request.user, EarlyHelp, reference, via="page"), timezone.now()
    context = record_page(record, request.user, now) | early_help_story(record, request.user, now)
    return render(request, "contacts/early_help.html", context | {"tabs": tabs(record, "story")})


@require_GET
def no_further_action(request, reference):
    """A no further action record: a copy of the outcome, as it was entered."""
    record = fetch(request.user, NoFurtherActionRecord, reference, via="page")
    rows = [
        {"slug": "outcome", "label": "Outcome", "text": Contact.Outcome(record.outcome).label, "value": record.outcome},
        {"slug": "rationale", "label": "Rationale", "text": record.rationale},
        {"slug": "desk_tasks_done", "label": "Desk tasks done", "text": record.desk_tasks_done or "None"},
        {
            "slug": "start_date",
            "label": "Start date",
            "text": f"{record.start_date:%-d %B %Y}",
            "value": record.start_date.isoformat(),
        },
    ]
    context = {
        "record": record,
        "rows": rows,
        "made_from": made_by(record, request.user),
        "restricted": record.contact.is_restricted(),
        "interest_url": interest_url(record.contact),
    }
    return render(request, "contacts/no_further_action.html", context)
