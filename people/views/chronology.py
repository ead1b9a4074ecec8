"""/people/…/chronology/: what has happened, filtered, printed, or as a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.gateway import fetch
from directory.london import london_day, said
from directory.profile import current
from people.ages import age_of, said_day
from people.chronology_pdf import chronology_pdf
from people.forms.search import ChronologyForm
from people.models import Person
from people.page import chronology


@require_safe
def chronology_page(request, reference):
    """One time line of everything that the reader may know to have happened; `format=pdf` gives it as a file."""
    as_file = request.GET.get("format") == "pdf"
    person = fetch(request.user, Person, reference, via="chronology as PDF" if as_file else "chronology")
    entries = chronology(person, request.user)
    kinds = {entry["source"]: entry["kind"] for entry in entries}
    form = ChronologyForm(request.GET, kinds=kinds)
    shown = [entry for entry in entries if form.keeps(entry)]
    left_out = len(entries) - len(shown)
    if as_file:
        return _as_pdf(person, shown, left_out, request.user)
    chosen = request.GET.copy()
    chosen["format"] = "pdf"
    context = {"person": person, "entries": shown, "form": form, "left_out": left_out}
    return render(request, "people/chronology.html", context | {"pdf_url": f"{request.path}?{chosen.urlencode()}"})


def _as_pdf(person, entries, left_out, user):
    """A tagged PDF; its name says nothing of whom it is about (ARCHITECTURE rule 6)."""
    now = timezone.now()
    more = [f"{left_out} entries left out"] if left_out else []
    told = {
        "name": person.full_name,
        "about": ", ".join([age_of(person, london_day(now)), f"reference {person.reference}", *more]),
        "made": f"{current().name} front door, made {said_day(london_day(now))} by {user.name} ({said(now, now)})",
        "entries": entries,
    }
    answer = HttpResponse(chronology_pdf(told), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="chronology-{person.reference}.pdf"'
    return answer
