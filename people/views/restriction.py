"""/people/…/restrict/ and the like: who alone may open somebody, and opening it in an emergency."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from directory.pages import only_for
from directory.roles import Role
from people.forms.family import BreakGlassForm, ReadersForm, RestrictForm
from people.models import Person, Restriction, Search
from people.search import restricted_matches, understood
from people.services import restriction as services


@only_for(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "POST"])
def restrict(request, reference):
    """Restrict somebody to named readers, with a reason and a day to look at it again."""
    person = fetch(request.user, Person, reference, via="restrict")
    form = RestrictForm(request.POST or None, person=person, actor=request.user)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.restrict(person, said["readers"], said["reason"], said["review_on"], request.user, timezone.now())
            messages.success(request, f"{person.full_name} is restricted: for everybody else they do not exist now.")
            return redirect(person)
        except ValidationError as refusal:
            form.add_error("readers", refusal)
    text = "Every record about this person is hidden from everybody who is not named here."
    return _page(request, form, f"Restrict {person.full_name}", "Restrict", person.get_absolute_url(), text)


@only_for(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "POST"])
def restriction(request, reference):
    """Change who may open it, or end it."""
    person, now = fetch(request.user, Person, reference, via="restriction"), timezone.now()
    found = get_object_or_404(Restriction.objects.in_force(), person=person)
    if request.POST.get("end"):
        services.end_restriction(found, request.user, now)
        messages.success(request, "The restriction has ended.")
        return redirect(person)
    named = ", ".join(found.reading.filter(until=None).values_list("user__username", flat=True))
    form = ReadersForm(request.POST or None, person=person, actor=request.user, initial={"readers": named})
    if form.is_valid():
        services.name_readers(found, [*form.cleaned_data["readers"], request.user], request.user, now)
        messages.success(request, "Who may open it was changed.")
        return redirect(person)
    title = f"Who may open {person.full_name}"
    return _page(request, form, title, "Save", person.get_absolute_url(), found.reason, can_end=True)


@require_http_methods(["GET", "POST"])
def break_glass(request, key):
    """Open what is restricted and matches a search, for a few hours, with the reason; managers are told."""
    search = get_object_or_404(Search, key=key, user=request.user)
    if not services.may_break_glass(request.roles):
        raise Http404
    found = restricted_matches(request.user, understood(search.text))
    form = BreakGlassForm(request.POST or None)
    if form.is_valid() and found:
        opened = services.break_glass(found, request.user, form.cleaned_data["because"], timezone.now())
        messages.success(request, f"{len(opened)} restricted opened for you. Managers have been told.")
        return redirect("people-found", key=key)
    text = "You open it for a few hours. Your name and the reason are kept, and managers are told at once."
    return _page(request, form, "Open a restricted record", "Open it", f"/people/search/{key}/", text)


def _page(request, form, title, button, back, text, **more):
    context = {"form": form, "title": title, "button": button, "back": back, "text": text} | more
    return render(request, "people/change.html", context)
