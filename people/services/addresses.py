"""Where people live, openly on file or protected: an address that somebody must not find stands nowhere else."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.field_history import delete_with_history, save_with_history
from directory.london import london_day
from people.models import Address, Person, ProtectedAddress, root
from people.places import may_be_at, same_place
from people.services.family import circles, household_of
from people.services.kinship import ends, not_before
from people.services.people import locked_people, note, same_people


@transaction.atomic
def add_address(person: Person, actor, now: datetime, *, key: UUID | None = None, **said) -> Address:
    """Where somebody lives from now on: what was their address until then ends. With a last day it is a former one.

    Raises `ValidationError` while their address is protected: the new one would stand open beside it; and for the
    protected address of somebody of the family, which the colleague may know of.
    """
    person = locked_people([person.pk])[person.pk]
    now_here, former = Address.objects.filter(person__in=same_people(person), to_date=None), said.get("to_date")
    if not former and ProtectedAddress.objects.filter(person__in=same_people(person), to_date=None).exists():
        raise ValidationError("Their address is protected: protect the new one too, or end the protection first.")
    if _is_protected_for_somebody(person, actor, said):
        raise ValidationError({"lines": "This is a protected address of theirs or of their family: protect it here."})
    if not former and any(same_place(there, **said) for there in now_here):
        raise ValidationError({"lines": "This is their address already."})
    event = note(person, "address added", actor, now, key)
    if not former:
        since = said.get("from_date") or london_day(now)
        not_before(now_here, since, "from_date", "for a former address say until when it was theirs")
        _end_open_ones(now_here, since, event)
    made = Address(person=person, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def protect_address(
    person: Person, actor, now: datetime, *, household: bool = False, key: UUID | None = None, **said
) -> ProtectedAddress:
    """Where somebody lives whom somebody must not find; `household` says that all of theirs live there too.

    The address that stood open until now ends; where it may be this very one, it is open no more: nor is it of
    whoever may live with them.
    """
    near = whom_it_may_protect(person)
    people, since = locked_people({person.pk} | near), said.get("from_date") or london_day(now)
    elsewhere = [there for there in _open(Address, person) if not may_be_at(there, **said)]
    not_before([*elsewhere, *_open(ProtectedAddress, person)], since, "from_date", "say a later day, or none")
    made = _protect(person, actor, now, key, since, said)
    for other in household_of(person) if household else []:
        _protect(other, actor, now, None, since, said)
    for other in (people[pk] for pk in sorted(near)):
        _protect_where_they_stand(other, actor, now, since, said)
    return made


@transaction.atomic
def end_address(address: Address, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """They live there no more from that day; where they do now need not be known."""
    address.to_date = ends(address.from_date, on)
    event = note(address.person, "address ended", actor, now, key)
    save_with_history(address, event)


@transaction.atomic
def end_protection(address: ProtectedAddress, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """It protects nobody any more from that day: they have moved, or nobody looks for them."""
    address.to_date = ends(address.from_date, on)
    event = note(address.person, "protection ended", actor, now, key)
    save_with_history(address, event)


def whom_it_may_protect(person: Person) -> set[int]:
    """Whoever may live where somebody does."""
    who = person.identity_id or person.pk
    return circles([who])[who] | {other.pk for other in household_of(person)}


def protected_near(people: Iterable[int]) -> dict[int, list[ProtectedAddress]]:
    """The addresses that are protected now, of each of these roots and of whoever may live where they do.

    Each has the `root` of whom it protects.
    """
    now = list(ProtectedAddress.objects.filter(to_date=None).annotate(root=root("person__")))
    # Outwards from the protected, who are few: however many of a large group are asked for, that costs no more.
    near, found = circles(one.root for one in now), {who: [] for who in people}
    for one in now:
        for who in found.keys() & (near[one.root] | {one.root}):
            found[who].append(one)
    return found


def _is_protected_for_somebody(person, actor, said):
    who = person.identity_id or person.pk
    there = [one.person_id for one in protected_near([who])[who] if may_be_at(one, **said)]
    return Person.objects.visible_to(actor).filter(pk__in=there).exists()


def _protect(person, actor, now, key, since, said):
    event = note(person, "address protected", actor, now, key)
    _end_open_ones(_open(ProtectedAddress, person), since, event)
    for there in Address.objects.filter(person__in=same_people(person)):
        if there.to_date is None and same_place(there, **said):
            _take_off(there, event)
        elif may_be_at(there, **said):
            _hide(there, actor, there.to_date or _no_earlier(there, since), event, said)
    _end_open_ones(_open(Address, person), since, event)
    made = ProtectedAddress(person=person, made_by=actor, **said)
    save_with_history(made, event)
    return made


def _protect_where_they_stand(other, actor, now, since, said):
    """What stands open of them and may be that place is protected as it was written, for the same reason."""
    every = Address.objects.filter(person__in=same_people(other)).order_by("to_date", "pk")
    found = [there for there in every if may_be_at(there, **said)]
    event = note(other, "address protected", actor, now) if found else None
    for there in found:
        has_one = _open(ProtectedAddress, other).exists()
        _hide(there, actor, there.to_date or (_no_earlier(there, since) if has_one else None), event, said)


def _hide(there, actor, until, event, said):
    _take_off(there, event)
    kept = {"lines": there.lines, "postcode": there.postcode, "from_date": there.from_date, "to_date": until}
    made = ProtectedAddress(person=there.person, made_by=actor, because=said.get("because", ""), **kept)
    save_with_history(made, event)


def _take_off(there, event):
    """Off the file, and out of its own history, which is kept beside it and knows no permission."""
    number = there.pk
    delete_with_history(there, event)
    Address.history.filter(id=number).update(lines="", postcode="")


def _open(model, person):
    return model.objects.filter(person__in=same_people(person), to_date=None)


def _end_open_ones(rows, on, event):
    for row in rows:
        row.to_date = _no_earlier(row, on)
        save_with_history(row, event)


def _no_earlier(row, on):
    return max(filter(None, [on, row.from_date]))
