"""/contacts/…/child/: naming one more child on a contact that has been submitted."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from contacts.forms.draft import ChildForm
from contacts.models import Contact
from contacts.services.children import undecided
from contacts.services.late_child import may_name_a_child, may_name_children, name_child
from contacts.views.draft_children import child_row
from contacts.views.draft_forms import mark_birth_dates
from contacts.views.story import contact_story
from workflow.keys import as_key
from workflow.page import record_page
from workflow.refusals import Refused

PREFIX = "child-0"


@require_http_methods(["GET", "POST"])
def late_child(request, reference):
    """Ask who the child is, offering those we know, and put them on the contact; what was typed is never lost."""
    contact, refusal = fetch(request.user, Contact, reference, via="child"), None
    if not may_name_children(request.user) or contact.state == Contact.State.DRAFT:
        raise Http404
    child = _said(request) if request.method == "POST" else ChildForm(prefix=PREFIX, initial={"row": uuid4()})
    if child.is_bound and child.is_valid():
        try:
            name_child(contact, request.user, child.cleaned_data, timezone.now(), as_key(request.POST.get("key")))
            messages.success(request, f"Child named on this contact: {contact.reference}.")
            return redirect(contact)
        except Refused as error:
            refusal = error
    status = refusal.status if refusal else 422 if child.errors else 200
    return render(request, "contacts/late_child.html", _page(request, contact, child, refusal), status=status)


def _said(request):
    child = ChildForm(request.POST, prefix=PREFIX)
    child.full_clean()
    mark_birth_dates(None, request.user, [child])
    if child.is_empty:
        child.add_error("given_name", "Say something about the child: a name, or a date of birth.")
    elif undecided(request.user, child.cleaned_data):
        child.add_error("who", "Say who this is: somebody we know, or a new child.")
    return child


def _page(request, contact, child, refusal):
    now = timezone.now()
    context = record_page(contact, request.user, now) | contact_story(contact, request.user, now)
    return context | {
        "child": child_row(request.user, child),
        "form": child,
        "key": as_key(request.POST.get("key")) or uuid4(),
        "may": may_name_a_child(request.user, contact),
        "refusal": refusal and {"text": refusal.sentence, "slugs": " ".join(refusal.slugs)},
        "back_url": contact.get_absolute_url(),
    }
