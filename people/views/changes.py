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

from audit.gateway import fetch, shown_in_a_list
from audit.models import Event
from audit.once import done_before
from directory.london import said
from directory.roles import DUTY_TEAM
from people.choices import interest_url
from people.forms import change as dated
from people.forms import facts
from people.forms import family as forms
from people.models import Alert, HouseholdMember, Person, ProtectedAddress, Relationship
from people.references import as_reference
from people.services import addresses, alerts, family
from people.services.kinship import ELDER, K
from people.services.people import change_person, locked_people, name_person, record_person, same_people


@dataclass(frozen=True)
class Asked:
    """A change that is asked for: of whom (locked), by whom, when, by which form, with what was said, of which row."""

    person: Person
    actor: object
    now: datetime
    key: object
    said: dict
    about: object = None

    @property
    def how(self) -> dict:
        """By whom, when and by which form, as the services take it."""
        return {"actor": self.actor, "now": self.now, "key": self.key}


@dataclass(frozen=True)
class Change:
    """One thing that may be changed. What `do` raises as `ValidationError` stands in the form.

    `of` finds the row that is changed among those of the person, as far as the user may know of it; `initial` is what
    the form shows at first.
    """

    slug: str
    label: str
    form: type[dated.ChangeForm]
    do: Callable[[Asked], object]
    done: str
    of: Callable[[Person, int, object], object] | None = None
    initial: Callable[[Person, object], dict] = lambda person, about: {}
    help: str = ""


def _facts(person, about):
    names = [name for name in facts.FactsForm.base_fields if name not in dated.OF_THE_FORM]
    flag = {None: "", True: "true", False: "false"}[person.interpreter_needed]
    return {name: getattr(person, name) for name in names} | {"interpreter_needed": flag}


def _somebody(asked: Asked, kind=Person.Kind.CHILD) -> Person:
    if asked.said.get("reference"):
        return asked.said["reference"]
    named = {name: asked.said[name] for name in ("given_name", "family_name", "sex", "birth_date") if asked.said[name]}
    return record_person(asked.actor, asked.now, kind=kind, **named)


def _add_relative(asked: Asked):
    said, kind = asked.said, asked.said["kind"]
    grown = kind in (*ELDER, K.STEP_PARENT, K.PARTNER, K.CARER)
    other = _somebody(asked, Person.Kind.ADULT if grown else Person.Kind.CHILD)
    one, what, of = forms.told(asked.person, kind, other)
    holds = said["parental_responsibility"]
    family.relate(one, what, of, responsible=holds, since=said["since"], **asked.how)
    if said["same_household"] and family.home_of(other) != (family.home_of(asked.person) or 0):
        family.live_with(other, asked.person, asked.actor, asked.now, None)


def _protect(asked: Asked):
    said = dict(asked.said)
    with_them = family.household_of(asked.person) if said.pop("household") else []
    addresses.protect_address(asked.person, **asked.how, **said)
    for other in with_them:
        addresses.protect_address(other, asked.actor, asked.now, **said)


def _row(model, **only):
    """The row of that number, if it is one of the person's."""
    return lambda person, pk, user: get_object_or_404(model, person__in=same_people(person), pk=pk, **only)


def _relationship(person, pk, user):
    same, seen = same_people(person), Person.objects.visible_to(user)
    theirs = Relationship.objects.filter(of__in=same, person__in=seen)
    return get_object_or_404(theirs | Relationship.objects.filter(person__in=same, of__in=seen), pk=pk, to_date=None)


def _protected(person, pk, user):
    theirs = ProtectedAddress.objects.visible_to(user).filter(person__in=same_people(person))
    return get_object_or_404(theirs, pk=pk, to_date=None)


CHANGES = {
    change.slug: change
    for change in (
        Change(
            "facts", "Change who this is", facts.FactsForm,
            lambda asked: change_person(asked.person, **asked.how, **asked.said), "saved", initial=_facts,
        ),
        Change(
            "name", "Add another name", facts.NameForm,
            lambda asked: name_person(asked.person, **asked.how, **asked.said), "name added",
        ),
        Change(
            "alert", "Add an alert", facts.AlertForm,
            lambda asked: alerts.raise_alert(asked.person, **asked.how, **asked.said), "alert added",
        ),
        Change(
            "review-alert", "Review an alert", dated.ReviewForm,
            lambda asked: alerts.review_alert(asked.about, **asked.how, **asked.said), "alert reviewed",
            of=_row(Alert, until=None), help="It was looked at and still holds.",
        ),
        Change(
            "end-alert", "End an alert", dated.EndForm,
            lambda asked: alerts.end_alert(asked.about, **asked.how, **asked.said), "alert ended",
            of=_row(Alert, until=None),
        ),
        Change(
            "address", "Add an address", facts.AddressForm,
            lambda asked: addresses.add_address(asked.person, **asked.how, **asked.said), "address added",
            help="The address until now ends. One that somebody must not find is a protected address.",
        ),
        Change(
            "protected-address", "Protect the address", facts.ProtectedAddressForm, _protect, "address protected",
            help="It stands in no letter, export, notice or search, and only some roles can read it. "
            "Where it is the address that stands open on the page now, it is taken away there.",
        ),
        Change(
            "end-protection", "End the protection", dated.EndForm,
            lambda asked: addresses.end_protection(asked.about, **asked.how, **asked.said), "protection ended",
            of=_protected,
        ),
        Change("relative", "Add somebody of the family", forms.RelativeForm, _add_relative, "relationship added"),
        Change(
            "responsibility", "Parental responsibility", forms.ResponsibilityForm,
            lambda asked: family.change_relationship(
                asked.about, responsible=asked.said["parental_responsibility"], **asked.how
            ),
            "parental responsibility saved", of=_relationship,
        ),
        Change(
            "end-relationship", "End a relationship", dated.EndForm,
            lambda asked: family.end_relationship(asked.about, **asked.how, **asked.said), "relationship ended",
            of=_relationship,
        ),
        Change(
            "household", "Add somebody to the household", forms.SomebodyForm,
            lambda asked: family.live_with(
                _somebody(asked), asked.person, since=asked.said["since"], **asked.how
            ),
            "household changed",
        ),
        Change(
            "leave-household", "Has left the household", dated.EndForm,
            lambda asked: family.leave(asked.about, **asked.how, **asked.said), "household changed",
            of=_row(HouseholdMember, to_date=None),
        ),
    )
}  # fmt: skip
"""Everything that may be changed about somebody, by its part of the address. All of it is the duty team's."""


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
        return dated.ChangeForm.base_fields["key"].clean(request.POST.get("key", ""))
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
            locked = locked_people([person.pk, *([other.pk] if other else [])])[person.pk]
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
    """What somebody is told who sends a page that has grown old."""
    last = Event.about(person).select_related("actor").last()
    who = last.actor.name if last.actor else "The system"
    first = "You were first yourself" if last.actor == actor else f"{who} was first"
    return f"{first}: {last.verb}, {said(last.at, now)}. Nothing of yours was saved yet: look, then send it again."


def _done(request, declared, person):
    messages.success(request, f"{person.full_name}: {declared.done}.")
    return redirect(_back(request, person))


def _page(request, declared, person, form):
    """The form; whoever it names to the recorder was shown to them."""
    offered = [match.person for match in getattr(form, "offered", [])]
    shown_in_a_list(request.user, offered, "match", timezone.now())
    context = {
        "form": form, "title": f"{declared.label}: {person.full_name}", "button": declared.label,
        "text": declared.help, "back": _back(request, person), "interest_url": interest_url(person),
    }  # fmt: skip
    return render(request, "people/change.html", context)


def _back(request, person):
    """The genogram when it was asked for there; otherwise the person's own page."""
    subject = as_reference(request.GET.get("genogram", ""))
    return f"/people/{subject}/genogram/?at={person.reference}#edit" if subject else person.get_absolute_url()
