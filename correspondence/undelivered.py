"""What was refused for good: shown to an administrator, who has it sent again or leaves it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.models import Event
from correspondence.models import Outbox


@dataclass(frozen=True)
class Undelivered:
    """One message, without its words. `pk` is that of its first row; several notices may have gone as one."""

    pk: int
    to: str
    references: tuple[str, ...]
    queued_at: datetime
    error: str


def undelivered(user) -> list[Undelivered]:
    """The messages that nobody has settled yet and `user` may know of, the oldest first."""
    messages = {}
    for mail in Outbox.objects.unsettled().known_to(user).prefetch_related("record").order_by("queued_at", "pk"):
        messages.setdefault(mail.message_id, []).append(mail)
    return [_message(rows) for rows in messages.values()]


def _message(rows):
    references = dict.fromkeys(getattr(mail.record, "reference", "") for mail in rows)
    first = rows[0]
    return Undelivered(first.pk, first.to, tuple(filter(None, references)), first.queued_at, first.error)


@transaction.atomic
def send_again(mail: Outbox, by, now: datetime) -> None:
    """Try the whole message again from now on, under its own Message-ID: the address or the server was put right."""
    rows = _whole(mail)
    rows.update(failed_at=None, next_at=now)
    _note(by, mail, "send_mail_again", now)


@transaction.atomic
def leave(mail: Outbox, by, now: datetime) -> None:
    """Let it be: whoever was meant has been told in another way, or need not be."""
    _whole(mail).update(settled_at=now)
    _note(by, mail, "leave_mail_unsent", now)


def _whole(mail):
    return Outbox.behind_walls.unsettled().filter(message_id=mail.message_id)


def _note(by, mail, verb, now):
    Event.objects.create(at=now, actor=by, verb=verb, record=mail, wall=mail.wall)
