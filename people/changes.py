"""Everything that may be changed about somebody, declared in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404

from people.forms import change as dated
from people.forms import facts
from people.forms import family as forms
from people.models import (
    Address,
    Alert,
    Household,
    HouseholdMember,
    Person,
    PersonName,
    ProtectedAddress,
    Relationship,
)
from people.places import written
from people.services import addresses, alerts, family
from people.services.errors import recorded_in_error
from people.services.kinship import ELDER, K
from people.services.people import change_person, name_person, record_person, same_people
from people.spans import span


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
    the form shows at first. `whose` says who else is changed with the person: all are locked together, in one order.
    """

    slug: str
    label: str
    form: type[dated.ChangeForm]
    do: Callable[[Asked], object]
    done: str
    of: Callable[[Person, int, object], object] | None = None
    initial: Callable[[Person, object], dict] = lambda person, about: {}
    whose: Callable[[Person, object], Iterable[int]] = lambda person, about: [about.person_id] if about else []
    help: str = ""


IN_WORDS = {
    PersonName: str,
    Alert: lambda alert: f"{alert.get_kind_display()}: {alert.text}",
    Address: lambda there: f"{written(there)} {span(there)}",
    HouseholdMember: lambda member: f"{member.person.full_name} {span(member)}",
    Relationship: lambda tie: f"{tie.person.full_name} is {tie.get_kind_display()} of {tie.of.full_name} {span(tie)}",
}


def in_words(row) -> str:
    """What the page of a change says of the row that is changed."""
    return IN_WORDS[type(row)](row).strip() if type(row) in IN_WORDS else ""


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


def _row(model, **only):
    """The row of that number, if it is one of the person's."""
    return lambda person, pk, user: get_object_or_404(model, person__in=same_people(person), pk=pk, **only)


def _relationship(**only):
    """A relationship of the person with somebody of whom the user may know."""

    def find(person, pk, user):
        same, seen = same_people(person), Person.objects.visible_to(user)
        ties = Relationship.objects.filter(**only)
        return get_object_or_404(
            ties.filter(of__in=same, person__in=seen) | ties.filter(person__in=same, of__in=seen), pk=pk
        )

    return find


def _both(person, tie):
    return tie.person_id, tie.of_id


def _in_error(slug, what, of, **more) -> Change:
    """A row that never was so is taken off the file; a relationship, of both."""
    return Change(
        f"wrong-{slug}", f"{what} recorded in error", dated.ChangeForm,
        lambda asked: recorded_in_error(asked.about, **asked.how), "taken off the file", of=of,
        help="It is taken off the file as if it had never been so. Who did that, and what it said, is kept.", **more,
    )  # fmt: skip


def _as_it_stands(person, address):
    return {name: getattr(address, name) for name in ("lines", "postcode", "from_date")}


def _protect(slug, **more) -> Change:
    """An address is protected as it is typed, or as it stands open."""
    return Change(
        slug, "Protect the address", facts.ProtectedAddressForm,
        lambda asked: addresses.protect_address(asked.person, **asked.how, **asked.said), "address protected",
        whose=lambda person, about: addresses.whom_it_may_protect(person) | ({about.person_id} if about else set()),
        help="It stands in no letter, export, notice or search, and only some roles can read it. Where it may be "
        "an address that stands open, of theirs or of their family or household, that one is protected too. "
        "What contacts were told as their address is hidden with it; what was written in free words (concerns, "
        "notes, reasons) may still name the place: look it through.", **more,
    )  # fmt: skip


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
            help="The address until now ends, unless this one is a former address. One that somebody must not find is "
            "a protected address.",
        ),
        Change(
            "end-address", "End an address", dated.EndForm,
            lambda asked: addresses.end_address(asked.about, **asked.how, **asked.said), "address ended",
            of=_row(Address, to_date=None), help="They live there no more, wherever they do now.",
        ),
        _protect("protected-address"),
        _protect("protect-address", of=_row(Address, to_date=None), initial=_as_it_stands),
        Change(
            "end-protection", "End the protection", dated.EndForm,
            lambda asked: addresses.end_protection(asked.about, **asked.how, **asked.said), "protection ended",
            of=_protected,
        ),
        Change("relative", "Add somebody of the family", forms.RelativeForm, _add_relative, "relationship added"),
        Change(
            "responsibility", "Parental responsibility", forms.ResponsibilityForm,
            lambda asked: family.change_relationship(
                asked.about, responsible=asked.said["parental_responsibility"], not_known=asked.said["not_known"],
                not_known_because=asked.said["not_known_because"], **asked.how,
            ),
            "parental responsibility saved", of=_relationship(to_date=None), whose=_both,
        ),
        Change(
            "end-relationship", "End a relationship", dated.EndForm,
            lambda asked: family.end_relationship(asked.about, **asked.how, **asked.said), "relationship ended",
            of=_relationship(to_date=None), whose=_both,
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
        _in_error("name", "Another name", _row(PersonName)),
        _in_error("alert", "An alert", _row(Alert, until=None)),
        _in_error("address", "An address", _row(Address)),
        _in_error("relationship", "A relationship", _relationship(), whose=_both),
        _in_error("member", "Living in the household", _row(HouseholdMember, household__kind=Household.Kind.HOME)),
    )
}  # fmt: skip
"""Everything that may be changed about somebody, by its part of the address. All of it is the duty team's."""
