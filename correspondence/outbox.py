"""The relay: the one place that sends. At least once; a second sending carries the same Message-ID."""

import logging
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import connection, transaction

from correspondence.models import Outbox

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
BATCH = 100
CLAIM = timedelta(minutes=5)
RELAY_LOCK = 6_391_402


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


def relay(now: datetime, batch: int = BATCH) -> int:
    """Send what is due; returns how many rows went. Safe with any number of relays and any kill.

    A row is claimed by moving its next attempt ahead in a short transaction of its own, so that no
    network call is made inside a transaction (ARCHITECTURE rule 3).
    """
    sent = 0
    for group in _claim(now, batch):
        if _send(group, now):
            sent += len(group)
    return sent


@contextmanager
def only_one():
    """Whether this is the one relay that runs now: a mail server that hangs must not hold every worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [RELAY_LOCK])
        mine = cursor.fetchone()[0]
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [RELAY_LOCK])


@transaction.atomic
def _claim(now, batch):
    """Claim what is due, in groups that go as one message each.

    Rows that were tried before go again with just those they went with, under the same Message-ID:
    what may have arrived arrives a second time as itself or not at all.
    """
    waiting = Outbox.behind_walls.filter(next_at__isnull=False).select_for_update(skip_locked=True)
    due = list(waiting.filter(next_at__lte=now).order_by("next_at", "pk")[:batch])
    tried = {mail.message_id for mail in due if mail.attempts}
    due += waiting.filter(message_id__in=tried).exclude(pk__in=[mail.pk for mail in due])
    groups = {}
    for mail in sorted(due, key=lambda mail: mail.pk):
        together = mail.message_id if mail.attempts else mail.to if mail.collapse else mail.key
        groups.setdefault((bool(mail.attempts), together), []).append(mail)
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
