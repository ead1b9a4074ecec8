"""Where people live, openly on file or protected: an address that somebody must not find stands nowhere else."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.field_history import save_with_history
from directory.london import london_day
from people.models import Address, Person, ProtectedAddress
from people.services.kinship import ends
from people.services.people import note, same_people


@transaction.atomic
def add_address(person: Person, actor, now: datetime, *, key: UUID | None = None, **said) -> Address:
    """Where somebody lives from now on: what was their address until then ends.

    Raises `ValidationError` while their address is protected: the new one would stand open beside it.
    """
    if ProtectedAddress.objects.filter(person__in=same_people(person), to_date=None).exists():
        raise ValidationError("Their address is protected: protect the new one too, or end the protection first.")
    now_here = Address.objects.filter(person__in=same_people(person), to_date=None)
    if any(same_place(there, **said) for there in now_here):
        raise ValidationError({"lines": "This is their address already."})
    event = note(person, "address added", actor, now, key)
    _end_open_ones(now_here, said.get("from_date") or london_day(now), event)
    made = Address(person=person, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def protect_address(person: Person, actor, now: datetime, *, key: UUID | None = None, **said) -> ProtectedAddress:
    """Where somebody lives whom somebody must not find.

    The address that stood open until now ends; where it was this very one, it is taken off the file.
    """
    event, since = note(person, "address protected", actor, now, key), said.get("from_date") or london_day(now)
    _end_open_ones(ProtectedAddress.objects.filter(person__in=same_people(person), to_date=None), since, event)
    for there in Address.objects.filter(person__in=same_people(person)):
        if same_place(there, **said):
            there.delete()
    _end_open_ones(Address.objects.filter(person__in=same_people(person), to_date=None), since, event)
    made = ProtectedAddress(person=person, made_by=actor, **said)
    save_with_history(made, event)
    return made


@transaction.atomic
def end_protection(address: ProtectedAddress, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """It protects nobody any more from that day: they have moved, or nobody looks for them."""
    address.to_date = ends(address.from_date, on)
    event = note(address.person, "protection ended", actor, now, key)
    save_with_history(address, event)


def _end_open_ones(rows, on, event):
    for row in rows:
        row.to_date = max(filter(None, [on, row.from_date]))
        save_with_history(row, event)


def same_place(there, lines: str, postcode: str = "", **more) -> bool:
    """Whether an address is that one: the same text, whatever stands between its words, or part of it and its code."""
    ours, theirs = _bare(there.lines), _bare(lines)
    code, their_code = _bare(there.postcode), _bare(postcode)
    if code and their_code and code != their_code:
        return False
    return ours == theirs or ours + code == theirs + their_code or ours == theirs + their_code or ours + code == theirs


def _bare(text):
    return "".join(sign for sign in text.lower() if sign.isalnum())
