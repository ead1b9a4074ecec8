"""The relay: the one place that sends. At least once; a second sending carries the same Message-ID."""

import logging
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

from correspondence.models import Outbox

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
CLAIM = timedelta(minutes=5)


def enqueue(key: str, to: str, subject: str, body: str, about, now: datetime) -> None:
    """Queue one e-mail in the caller's transaction; the same `key` again queues nothing."""
    Outbox.behind_walls.bulk_create(
        [
            Outbox(
                record=about,
                wall=getattr(about, "wall", None),
                key=key,
                to=to,
                subject=subject,
                body=body,
                queued_at=now,
                next_at=now,
                message_id=make_msgid(domain="front-door"),
            )
        ],
        ignore_conflicts=True,
    )


def relay(now: datetime, batch: int = 100) -> int:
    """Send what is due; returns how many rows went. Safe with any number of relays and any kill.

    A row is claimed by moving its next attempt ahead in a short transaction of its own, so that no
    network call is made inside a transaction (ARCHITECTURE rule 3).
    """
    sent = 0
    for group in _claim(now, batch):
        if _send(group, now):
            sent += len(group)
    return sent


@transaction.atomic
def _claim(now, batch):
    due = list(
        Outbox.behind_walls.filter(next_at__lte=now)
        .select_for_update(skip_locked=True)
        .order_by("next_at", "pk")[:batch]
    )
    groups = {}
    for mail in due:
        groups.setdefault(mail.to if mail.collapse else mail.key, []).append(mail)
    for group in groups.values():
        for mail in group:
            mail.attempts += 1
            mail.next_at = now + CLAIM
            mail.message_id = group[0].message_id
    Outbox.behind_walls.bulk_update(due, ["attempts", "next_at", "message_id"])
    return groups.values()


def _send(group, now):
    first = group[0]
    body = first.body if len(group) == 1 else "\n\n".join(mail.body for mail in group)
    message = EmailMessage(first.subject, body, to=[first.to], headers={"Message-ID": first.message_id})
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("outbox: attempt %s of row %s failed: %s", first.attempts, first.pk, type(error).__name__)
        _settle(group, failed=type(error).__name__, now=now)
        return False
    _settle(group, failed="", now=now)
    return True


def _settle(group, failed, now):
    for mail in group:
        mail.error = failed
        if not failed:
            mail.sent_at, mail.next_at = now, None
        elif mail.attempts >= MAX_ATTEMPTS:
            mail.failed_at, mail.next_at = now, None
        else:
            mail.next_at = now + timedelta(seconds=min(30 * 2**mail.attempts, 3600))
    Outbox.behind_walls.bulk_update(group, ["error", "sent_at", "failed_at", "next_at"])
