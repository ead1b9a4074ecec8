"""/people/…/genogram/: drawn from what is on file, and edited where it is drawn."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.gateway import fetch
from directory.london import london_day
from directory.roles import DUTY_TEAM
from people.forms.family import RelativeForm
from people.genogram.sheet import sheet
from people.models import Nudge, Person, Relationship
from people.references import as_reference
from people.services.people import locked_people, same_people

BY, MOST = 12, 600
"""So far a press moves somebody, in the sheet's units, and no further than that from where they were laid out."""
WAYS = {"left": (-BY, 0), "right": (BY, 0), "up": (0, -BY), "down": (0, BY)}


@require_safe
def genogram(request, reference):
    """The family of somebody, three generations; `at` is the symbol that is being edited."""
    person, user = fetch(request.user, Person, reference, via="genogram"), request.user
    chosen = as_reference(request.GET.get("at", "")) or person.reference
    drawn = sheet(person, user, london_day(timezone.now()), chosen)
    at = next((one for one in drawn["symbols"] if one["is_chosen"]), None)
    may_edit = bool(DUTY_TEAM & request.roles)
    context = {
        "person": person,
        "sheet": drawn,
        "edit_path": request.path if may_edit else "",
        "add_url": f"{request.path}#edit" if may_edit else "",
        "at": at and may_edit and _editing(person, at, user),
    }
    return render(request, "people/genogram.html", context)


def _editing(subject, at, user):
    """What may be done with the symbol that was chosen: the form for one more of the family stands open there."""
    other = Person.objects.visible_to(user).get(reference=at["reference"])
    change, suffix = f"/people/{other.reference}/change/", f"?genogram={subject.reference}"
    ties = Relationship.objects.filter(to_date=None).select_related("person", "of")
    same, seen = same_people(other), Person.objects.visible_to(user)
    mine = (ties.filter(of__in=same, person__in=seen) | ties.filter(person__in=same, of__in=seen)).order_by("pk")
    return {
        "name": other.full_name,
        "reference": other.reference,
        "form": RelativeForm(person=other, actor=user, initial={"version": other.version, "key": uuid4()}),
        "add_url": f"{change}relative/{suffix}",
        "facts_url": f"{change}facts/{suffix}",
        "page_url": other.get_absolute_url(),
        "ties": [
            {
                "text": f"{one.person.full_name} is {one.get_kind_display()} of {one.of.full_name}",
                "url": f"{change}end-relationship/{one.pk}/{suffix}",
            }
            for one in mine
        ],
        "ways": list(WAYS),
    }


@require_POST
def nudge(request, reference):
    """Move one symbol a little on this sheet, or lay the whole sheet out afresh."""
    person = fetch(request.user, Person, reference, via="genogram")
    if not DUTY_TEAM & request.roles:
        raise Http404
    moved = as_reference(request.POST.get("at", ""))
    if request.POST.get("way") == "afresh":
        Nudge.objects.filter(subject__in=same_people(person)).delete()
        messages.success(request, "The genogram was laid out afresh.")
    elif request.POST.get("way") in WAYS:
        other = get_object_or_404(Person.objects.visible_to(request.user), reference=moved or None)
        _move(person, other, *WAYS[request.POST["way"]])
    return redirect(f"/people/{person.reference}/genogram/?at={moved}#edit")


@transaction.atomic
def _move(subject, other, dx, dy):
    """Two presses at once are two steps."""
    locked_people([subject.pk])
    placed, _ = Nudge.objects.get_or_create(subject=subject, person=other)
    placed.dx, placed.dy = _bounded(placed.dx + dx), _bounded(placed.dy + dy)
    placed.save()


def _bounded(shift):
    return max(-MOST, min(MOST, shift))
