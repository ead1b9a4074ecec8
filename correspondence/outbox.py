"""The relay: the one place that sends. At least once; a second sending carries the same Message-ID.

What a server did not take while it was away is tried again without end. Only what was refused for good is given up,
and a person is shown it (`correspondence.undelivered`).
"""

import logging
import re
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage
from django.db import connection, transaction

from correspondence.models import Outbox

log = logging.getLogger(__name__)

MOST_IN_ONE = 100
CLAIM = timedelta(minutes=5)
LONGEST_RUN = 60.0
"""Seconds: a run begins no message after that; the beat asks for the next run."""
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(hours=1)
FOR_GOOD, LETS_NOBODY_IN = 500, {421, 530, 535}
"""SMTP's codes (RFC 5321, 4.2; RFC 4954, 6): from 500 on a refusal is permanent; the others meet every message."""
POLICY = re.compile(rb"\s*5\.7\.")
"""How a refusal by the server's own policy begins (RFC 3463, 3.8)."""
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


def relay(now: datetime, after_each: Callable[[], None] = lambda: None) -> int:
    """Send what is due, message by message; returns how many rows went. Safe with any number of relays and any kill.

    Rows are claimed for one message at a time, by moving their next attempt ahead in a short transaction of its
    own: no network call is made inside a transaction (ARCHITECTURE rule 3), and a kill holds up that one message.
    The run ends when nothing is due, when the server itself fails, or after `LONGEST_RUN`.
    """
    sent, until = 0, monotonic() + LONGEST_RUN
    while monotonic() < until and (group := _claim(now)):
        error = _attempt(group)
        _settle(group, error, now)
        after_each()
        sent += 0 if error else len(group)
        if error and _is_the_servers(error):
            break
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
def _claim(now):
    """Claim the rows of the message that is due first; none when nothing is due."""
    waiting = Outbox.behind_walls.filter(next_at__isnull=False).select_for_update(skip_locked=True)
    first = waiting.filter(next_at__lte=now).order_by("next_at", "pk").first()
    group = _going_with(first, waiting, now) if first else []
    for mail in group:
        mail.attempts += 1
        mail.next_at = now + CLAIM
        mail.message_id = group[0].message_id
    Outbox.behind_walls.bulk_update(group, ["attempts", "next_at", "message_id"])
    return group


def _going_with(first, waiting, now):
    """The rows that go as one message with `first`.

    Rows that were tried before go again with just those they went with, under the same Message-ID:
    what may have arrived arrives a second time as itself or not at all.
    """
    if first.attempts:
        return list(waiting.filter(message_id=first.message_id).order_by("pk"))
    if not first.collapse:
        return [first]
    alike = waiting.filter(collapse=True, to=first.to, attempts=0, next_at__lte=now)
    return list(alike.order_by("pk")[:MOST_IN_ONE])


def _attempt(group):
    """Send these rows as one message; what stood against it, or nothing when it went."""
    first = group[0]
    body = first.body if len(group) == 1 else "\n\n".join(mail.body for mail in group)
    message = EmailMessage(first.subject, body, to=[first.to], headers={"Message-ID": first.message_id})
    try:
        message.send()
    except SoftTimeLimitExceeded:
        raise  # the worker's time is up, which says nothing of the message: its claim runs out, and it goes again
    except Exception as error:  # noqa: BLE001  whatever is wrong with one message, the others must go
        log.warning("outbox: attempt %s of row %s failed: %s", first.attempts, first.pk, named(error))
        return error
    return None


def _answers(error):
    """The server's answers, code and words, where it refused this message and nothing else."""
    if isinstance(error, SMTPRecipientsRefused):
        return list(error.recipients.values())
    return [(error.smtp_code, error.smtp_error)] if isinstance(error, SMTPSenderRefused | SMTPDataError) else []


def _is_the_servers(error):
    """Whether no other message would go either: nobody answers, or who answers lets nobody in, or not us.

    All that we send has one sender, so that whoever refuses it refuses everything; and a recipient that is refused by
    the server's policy (5.7.x) is refused for what we are, not for who they are.
    """
    answers = _answers(error)
    if isinstance(error, SMTPSenderRefused) or any(code in LETS_NOBODY_IN for code, _ in answers):
        return True
    policy = isinstance(error, SMTPRecipientsRefused) and any(POLICY.match(bytes(words)) for _, words in answers)
    return policy or (isinstance(error, OSError) and not answers)


def _is_for_good(error):
    """Whether the same message would be refused again, or cannot even be written (its address, its header)."""
    if _is_the_servers(error):
        return False
    answers = _answers(error)
    return all(code >= FOR_GOOD for code, _ in answers) if answers else not isinstance(error, OSError)


def named(error) -> str:
    """What stood against it, as it may be kept and logged: the kind of error and the server's codes, no words."""
    codes = sorted({code for code, _ in _answers(error)})
    return " ".join([type(error).__name__, *map(str, codes)])


def _settle(group, error, now):
    for mail in group:
        mail.error = named(error) if error else ""
        if error is None:
            mail.sent_at, mail.next_at = now, None
        elif _is_for_good(error):
            mail.failed_at, mail.next_at = now, None
        else:
            mail.next_at = now + min(FIRST_DELAY * 2 ** min(mail.attempts, 7), LONGEST_DELAY)
    Outbox.behind_walls.bulk_update(group, ["error", "sent_at", "failed_at", "next_at"])
