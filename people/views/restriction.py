"""/people/…/restrict/ and the like: who alone may open somebody, and opening it in an emergency."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.gateway import fetch
from directory.london import london_day, said
from directory.pages import only_for
from directory.profile import current
from directory.roles import Role
from people.ages import said_day
from people.forms.restriction import BreakGlassForm, ReadersForm, RestrictForm
from people.models import Person, Search
from people.search import restricted_matches, understood
from people.services import restriction as services
from people.services.restriction_watch import due_text
from people.views.changes import who_was_first


@only_for(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "POST"])
def restrict(request, reference):
    """Restrict somebody to named readers, with a reason and a day to look at it again."""
    person, now = fetch(request.user, Person, reference, via="restrict"), timezone.now()
    if services.restriction_of(person):
        return redirect("person-restriction", reference=reference)
    initial = {"readers": [request.user.pk]}
    form = RestrictForm(request.POST or None, person=person, actor=request.user, initial=initial)
    if form.is_valid():
        said = form.said()
        restricting = (person, said["readers"], said["reason"], said["review_on"], request.user, now)
        if _done(form, services.restrict, *restricting):
            messages.success(request, f"{person.full_name} is restricted: for everybody else they do not exist now.")
            still_seen = Person.objects.visible_to(request.user).filter(pk=person.pk).exists()
            return redirect(person if still_seen else "home")
    text = "Every record about this person is hidden from everybody who is not ticked here. You are ticked to begin "
    text += "with: take your tick away and it is hidden from you as well, until you break the glass."
    return _page(request, form, f"Restrict {person.full_name}", "Restrict", person.get_absolute_url(), text)


@only_for(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "POST"])
def restriction(request, reference):
    """Who may open it, who broke the glass and why; change that, or end it."""
    person, now = fetch(request.user, Person, reference, via="restriction"), timezone.now()
    found = services.restriction_of(person)
    if found is None:
        return redirect(person)
    named = found.reading.named().values_list("user_id", flat=True)
    initial = {"readers": list(named), "review_on": found.review_on, "version": found.person.version}
    form = ReadersForm(request.POST or None, person=person, actor=request.user, initial=initial)
    if form.is_valid() and _done(form, _change, person, form, request.user, now):
        messages.success(request, "Who may open it was changed.")
        still_seen = Person.objects.visible_to(request.user).filter(pk=person.pk).exists()
        return redirect(person if still_seen else "home")
    return render(request, "people/restriction.html", _shown(person, found, form, now))


def _change(person, form, actor, now):
    """Change it, unless somebody changed it since the page was opened: their readers are not lost without a word."""
    found, said = services.locked_restriction(person), form.said()
    if found and form.cleaned_data["version"] not in (None, found.person.version):
        form.data = form.data.copy()
        form.data["version"] = found.person.version
        raise ValidationError(who_was_first(found.person, actor, now), code="stale")
    services.change_restriction(person, said["readers"], said["review_on"], actor, now)


@only_for(Role.PRACTICE_MANAGER)
@require_POST
def end_restriction(request, reference):
    """Open it again to everybody whom it concerns; once it has ended there is nothing to do."""
    person = fetch(request.user, Person, reference, via="restriction")
    if services.end_restriction(person, request.user, timezone.now()):
        messages.success(request, f"The restriction of {person.full_name} has ended.")
    return redirect(person)


def _shown(person, found, form, now):
    broken = found.reading.broke_glass().select_related("user").order_by("-added_at")
    former = found.reading.exclude(ended_by=None).select_related("user", "ended_by").order_by("-until", "pk")
    return {
        "person": person,
        "form": form,
        "made": f"{found.made_by.name}, {said(found.made_at, now)}; to be reviewed on {said_day(found.review_on)}",
        "reason": found.reason,
        "due": due_text(found, london_day(now)),
        "broken": [
            {
                "by": each.user.name,
                "when": f"{said(each.added_at, now)} until {said(each.until, now)}",
                "why": each.because,
            }
            for each in broken
        ],
        "former": [
            {
                "by": each.user.name,
                "when": f"{said(each.added_at, now)} until {said(each.until, now)}",
                "why": f"Taken off by {each.ended_by.name}",
            }
            for each in former
        ],
    }


@require_http_methods(["GET", "POST"])
def break_glass(request, key):
    """Open what is restricted and matches a search, for a few hours, with the reason; its readers are told."""
    search = get_object_or_404(Search, key=key, user=request.user)
    if not services.may_break_glass(request.roles):
        raise Http404
    found, form = restricted_matches(request.user, understood(search.text)), BreakGlassForm(request.POST or None)
    if not found:
        return redirect("people-found", key=key)
    opening = (found, request.user, form.cleaned_data["because"], timezone.now()) if form.is_valid() else ()
    if opening and _done(form, services.break_glass, *opening):
        hours = current().secrecy.break_glass_hours
        messages.success(request, f"It is open to you for {hours} hours. Those who may always read it have been told.")
        return redirect("people-found", key=key)
    text = "You open it for a few hours. Your name and the reason are kept, and its readers are told at once."
    return _page(request, form, "Open a restricted record", "Open it", f"/people/search/{key}/", text)


def _done(form, do, *said) -> bool:
    """Whether it was done; what is refused stands in the form."""
    try:
        with transaction.atomic():
            do(*said)
    except ValidationError as refusal:
        of_readers = "readers" in form.fields and refusal.code != "stale"
        form.add_error("readers" if of_readers else None, refusal)
        return False
    return True


def _page(request, form, title, button, back, text):
    context = {"form": form, "title": title, "button": button, "back": back, "text": text}
    return render(request, "people/change.html", context)
