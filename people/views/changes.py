"""/people/…/change/…: every change to what is on file about somebody, one form a page (`people.changes`)."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch, shown_in_a_list
from audit.models import Event
from audit.once import done_before
from directory.london import said
from directory.roles import DUTY_TEAM
from people.changes import CHANGES, Asked, Change, in_words
from people.choices import interest_url
from people.forms.change import ChangeForm
from people.models import Person
from people.references import as_reference
from people.services.people import UNSEEN, locked_people

OWN_FACTS = frozenset(
    {
        "record", "changed", "named", "alert raised", "alert reviewed", "alert ended", "address added", "address ended",
        "address protected", "protection ended", "recorded in error", "restricted", "restriction changed",
    }
)  # fmt: skip
"""What is done to one person alone, and may be told to whoever may know of them."""


def changes_for(roles) -> list[Change]:
    """What somebody with these roles may change without naming a row first."""
    return [change for change in CHANGES.values() if change.of is None] if DUTY_TEAM & set(roles) else []


@require_http_methods(["GET", "POST"])
def change(request, reference, what, pk=None):
    """Show the form of one change, and make it when it is posted; then back to where it was asked for."""
    declared = CHANGES.get(what)
    if declared is None or not DUTY_TEAM & request.roles or (declared.of is None) != (pk is None):
        raise Http404
    person = fetch(request.user, Person, reference, via=f"change {what}")
    if request.method == "GET":
        return _page(request, declared, person, _form(declared, person, request.user, pk))
    with transaction.atomic():
        if done_before(request.user, _key(request)):
            return _done(request, declared, person)
        form = _form(declared, person, request.user, pk, request.POST)
        if form.is_valid() and _made(declared, person, form, request.user, timezone.now()):
            return _done(request, declared, person)
    return _page(request, declared, person, form)


def _key(request):
    """The form's own number; what is none is refused by the form itself."""
    try:
        return ChangeForm.base_fields["key"].clean(request.POST.get("key", ""))
    except ValidationError:
        return None


def _form(declared, person, user, pk, posted=None):
    about = declared.of(person, pk, user) if declared.of else None
    initial = declared.initial(person, about) | {"version": person.version, "key": uuid4()}
    return declared.form(posted, person=person, actor=user, about=about, initial=initial)


def _made(declared, person, form, actor, now: datetime) -> bool:
    """Whether it was made; what is refused stands in the form, and nothing typed is lost."""
    said = form.said()
    try:
        with transaction.atomic():
            other = said.get("reference")
            touched = {person.pk, *declared.whose(person, form.about), *([other.pk] if other else [])}
            locked = locked_people(touched)[person.pk]
            if form.cleaned_data["version"] not in (None, locked.version):
                form.data = form.data.copy()
                form.data["version"] = locked.version
                raise ValidationError(who_was_first(locked, actor, now))
            declared.do(Asked(locked, actor, now, form.cleaned_data["key"], said, form.about))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def who_was_first(person: Person, actor, now: datetime) -> str:
    """What somebody is told who sends a page that has grown old: who did what, where it was done to this person alone.

    A tie or a household may be with somebody of whom they may not know; that they changed would tell of it. And what
    was done last of all may be the reading of an extract, which is no event of this person.
    """
    last = Event.about(person).exclude(verb__in=UNSEEN).select_related("actor").last()
    first = "Somebody was first."
    if last and last.verb in OWN_FACTS and last.version == person.version:
        who = last.actor.name if last.actor else "The system"
        who = "You were first yourself" if last.actor == actor else f"{who} was first"
        first = f"{who}: {last.verb}, {said(last.at, now)}."
    return f"{first} Nothing of yours was saved yet: look, then send it again."


def _done(request, declared, person):
    messages.success(request, f"{person.full_name}: {declared.done}.")
    return redirect(_back(request, person))


def _page(request, declared, person, form):
    """The form; whoever it names to the recorder was shown to them."""
    offered = [match.person for match in getattr(form, "offered", [])]
    shown_in_a_list(request.user, offered, "match", timezone.now())
    context = {
        "form": form, "title": f"{declared.label}: {person.full_name}", "button": declared.label,
        "text": declared.help, "about": in_words(form.about), "back": _back(request, person),
        "interest_url": interest_url(person),
    }  # fmt: skip
    return render(request, "people/change.html", context)


def _back(request, person):
    """The genogram when it was asked for there; otherwise the person's own page."""
    subject = as_reference(request.GET.get("genogram", ""))
    return f"/people/{subject}/genogram/?at={person.reference}#edit" if subject else person.get_absolute_url()
