"""/people/…/change/…: every change to what is on file about somebody, one form a page, declared in one list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from directory.roles import DUTY_TEAM
from people.forms import family as forms
from people.models import Alert, Household, HouseholdMember, Person, Relationship
from people.services import family
from people.services.people import change_person, locked_people, record_person


@dataclass(frozen=True)
class Change:
    """One thing that may be changed. `do` is given the locked person, the form's data, the actor, the moment, and the
    row that it is about when `of` finds one; what it raises as `ValidationError` stands over the form."""

    slug: str
    label: str
    form: type[forms.ChangeForm]
    do: Callable
    done: str
    roles: frozenset[str] = DUTY_TEAM
    of: Callable[[Person, str], object] | None = None
    initial: Callable[[Person], dict] = lambda person: {}
    help: str = ""


def _facts(person):
    return {name: getattr(person, name) for name in forms.FactsForm.base_fields}


def _change_facts(person, data, actor, now, of):
    change_person(person, actor, now, **data)


def _somebody(data, actor, now, **facts) -> Person:
    named = {name: data[name] for name in ("given_name", "family_name", "sex", "birth_date") if data.get(name)}
    return data.get("reference") or record_person(actor, now, **named, **facts)


def _add_relative(person, data, actor, now, of):
    grown = data["kind"] in (*family.ELDER, "step_parent", "partner", "carer")
    other = _somebody(data, actor, now, kind=Person.Kind.ADULT if grown else Person.Kind.CHILD)
    one, kind, of = forms.told(person, data["kind"], other)
    family.relate(one, kind, of, actor, now, responsible=data["parental_responsibility"])
    if data["same_household"]:
        home = _home(person) or family.move_in(person, None, actor, now, None).household
        family.move_in(other, home, actor, now, None)


def _home(person):
    mine = HouseholdMember.objects.filter(person=person, household__kind=Household.Kind.HOME, to_date=None)
    member = mine.select_related("household").first()
    return member and member.household


def _join_household(person, data, actor, now, of):
    home = _home(person) or family.move_in(person, None, actor, now, None).household
    family.move_in(_somebody(data, actor, now), home, actor, now, None)


def _relationship(person, pk):
    theirs = Relationship.objects.filter(of=person) | Relationship.objects.filter(person=person)
    return get_object_or_404(theirs, pk=pk, to_date=None)


CHANGES = {
    change.slug: change
    for change in (
        Change("facts", "Change who this is", forms.FactsForm, _change_facts, "saved", initial=_facts),
        Change(
            "alert", "Add an alert", forms.AlertForm,
            lambda person, data, actor, now, of: family.raise_alert(
                person, actor, now, since=timezone.localdate(now), **data
            ),
            "alert added",
        ),
        Change(
            "end-alert", "End an alert", forms.EndForm,
            lambda person, data, actor, now, of: family.end_alert(of, data["on"], actor, now),
            "alert ended", of=lambda person, pk: get_object_or_404(Alert, person=person, pk=pk, until=None),
        ),
        Change(
            "address", "Add an address", forms.AddressForm,
            lambda person, data, actor, now, of: family.add_address(person, actor, now, **data), "address added",
            help="The address until now ends. One that nobody may find by accident is a protected address.",
        ),
        Change(
            "protected-address", "Protect the address", forms.ProtectedAddressForm,
            lambda person, data, actor, now, of: family.protect_address(person, actor, now, **data),
            "address protected",
            help="It stands in no letter, export, notice or search; only some roles can read it.",
        ),
        Change("relative", "Add somebody of the family", forms.RelativeForm, _add_relative, "relationship added"),
        Change(
            "end-relationship", "End a relationship", forms.EndForm,
            lambda person, data, actor, now, of: family.end_relationship(of, data["on"], actor, now),
            "relationship ended", of=_relationship,
        ),
        Change("household", "Add somebody to the household", forms.SomebodyForm, _join_household, "household changed"),
        Change(
            "leave-household", "Has left the household", forms.EndForm,
            lambda person, data, actor, now, of: family.leave(of, data["on"], actor, now), "household changed",
            of=lambda person, pk: get_object_or_404(HouseholdMember, person=person, pk=pk, to_date=None),
        ),
    )
}  # fmt: skip
"""Everything that may be changed about somebody, by its part of the address."""


def changes_for(roles) -> list[Change]:
    """What somebody with these roles may change without naming a row first."""
    return [change for change in CHANGES.values() if change.of is None and change.roles & set(roles)]


@require_http_methods(["GET", "POST"])
def change(request, reference, what, pk=None):
    """Show the form of one change, and make it when it is posted; then back to where it was asked for."""
    declared = CHANGES.get(what)
    if declared is None or not declared.roles & request.roles or (declared.of is None) != (pk is None):
        raise Http404
    person = fetch(request.user, Person, reference, via=f"change {what}")
    about = declared.of(person, pk) if declared.of else None
    said = request.POST if request.method == "POST" else None
    form = declared.form(said, person=person, actor=request.user, initial=declared.initial(person))
    if form.is_valid() and _made(declared, person, form, request.user, timezone.now(), about, request.POST):
        messages.success(request, f"{person.full_name}: {declared.done}.")
        return redirect(_back(request, person))
    context = {
        "form": form, "title": f"{declared.label}: {person.full_name}", "button": declared.label,
        "text": declared.help, "back": _back(request, person), "key": uuid4(), "version": person.version,
    }  # fmt: skip
    return render(request, "people/change.html", context)


def _made(declared, person, form, actor, now: datetime, about, posted) -> bool:
    """Whether it was made; what is refused stands over the form, and nothing typed is lost."""
    try:
        with transaction.atomic():
            locked = locked_people([person.pk])[person.pk]
            if posted.get("version") and posted["version"] != str(locked.version):
                raise ValidationError("Somebody else has changed this since you opened it: look, then send it again.")
            declared.do(locked, form.cleaned_data, actor, now, about)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _back(request, person):
    """The genogram when it was asked for there; otherwise the person's own page."""
    subject = request.GET.get("genogram", "")
    return f"/people/{subject}/genogram/?at={person.reference}#edit" if subject else person.get_absolute_url()
