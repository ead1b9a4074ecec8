"""Starting, meeting and cancelling clocks, and the sweep that announces their stages exactly once."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.db.models import Min

from audit.models import Heartbeat
from correspondence.notices import Telling, tell
from deadlines.calendars import calendars_now
from deadlines.models import Deadline
from deadlines.rules import due_at, explain, stages
from directory.london import spoken
from directory.profile import current

log = logging.getLogger(__name__)

LATE_AFTER = timedelta(seconds=90)
BATCH, BATCH_OF_A_READER = 500, 100
"""How many clocks a sweep claims, and whoever looks at a tray while no sweeper runs."""
RETRY_BAD_ROW = timedelta(minutes=5)
VERBS = {"warned": "is three quarters gone", "breached": "has been breached", "escalated": "is at twice its time"}


def start(record, rule: str, started_at: datetime, now: datetime, *, urgent=False, own_due=None) -> Deadline:
    """Start `rule` on `record` at `started_at` (UTC). It keeps this due time whatever the profile says later."""
    deadline = Deadline(record=record, rule=rule, wall=getattr(record, "wall", None))
    _time(deadline, started_at, urgent=urgent, own_due=own_due)
    deadline.schedule(now)
    deadline.save()
    return deadline


def will_be_due(rule: str, started_at: datetime, *, urgent=False) -> datetime:
    """When a clock by `rule`, were it started at `started_at`, would run out."""
    return due_at(current().deadlines[rule], started_at, calendars_now(), urgent=urgent)


def _time(deadline, started_at, **how):
    rule, calendars = current().deadlines[deadline.rule], calendars_now()
    deadline.started_at = started_at
    due = due_at(rule, started_at, calendars, **how)
    moments = stages(started_at, due, rule.warn_at, rule.escalate_at)
    deadline.warn_at, deadline.due_at, deadline.escalate_at = moments.warned, moments.breached, moments.escalated
    deadline.why = explain(rule, started_at, calendars, **how)


def retime(record, rule: str, was: datetime, started_at: datetime, now: datetime) -> datetime | None:
    """Work the `rule` clock of `record` that started at `was` out again from `started_at`; returns its former due time.

    A clock that started at another moment (a contact opened again) is left alone: nothing is returned.

    What was announced stays announced where its moment has passed by the new time as well; a stage
    that moves into the future will be announced then.
    """
    deadline = Deadline.about(record).filter(rule=rule, started_at=was).select_for_update().order_by("-pk").first()
    if deadline is None:
        return None
    former = deadline.due_at
    _time(deadline, started_at)
    for stage in deadline.STAGES:
        if deadline.moment(stage) > now:
            setattr(deadline, f"{stage}_at", None)
    deadline.schedule(now)
    deadline.save()
    return former


def resume(record, rule: str, now: datetime) -> Deadline | None:
    """The last `rule` clock of `record`, met before, runs again with its first due time; nothing when there is none.

    What was announced stays announced, and what has come due meanwhile will be (DOMAIN 5.1, `return_to_duty`).
    """
    deadline = Deadline.about(record).filter(rule=rule).select_for_update().order_by("-pk").first()
    if deadline is not None and deadline.met_at:
        deadline.met_at = None
        deadline.schedule(now)
        deadline.save()
    return deadline


def running(record) -> dict[str, Deadline]:
    """The clocks of `record` that still run, locked until the transaction ends, by rule."""
    return {d.rule: d for d in Deadline.about(record).running().select_for_update().order_by("pk")}


def meet(record, clocks: Iterable[Deadline], at: datetime) -> None:
    """These clocks of `record` are met at `at`; late ones keep their breach."""
    _end(record, clocks, "met_at", at)


def cancel(record, clocks: Iterable[Deadline], at: datetime) -> None:
    """These clocks of `record` run no more; one already breached keeps its breach."""
    _end(record, clocks, "cancelled_at", at)


def _end(record, clocks, how, at):
    """End them, and tell of every breach that no sweep has come to yet: who hears must not hang on when it came."""
    for deadline in clocks:
        stages = deadline.announce(at) if at >= deadline.due_at else []
        setattr(deadline, how, at)
        deadline.schedule(at)
        deadline.save()
        tell([_telling(deadline, stage, record) for stage in stages], at)


def next_stage_due() -> datetime | None:
    """When the next stage of any clock falls due, or nothing when no clock waits."""
    return Deadline.behind_walls.aggregate(first=Min("next_at"))["first"]


def sweep(now: datetime, batch: int = BATCH) -> int:
    """Announce every stage that has come due by `now`, once each, however many sweepers run.

    Claims at most `batch` clocks with SKIP LOCKED and writes their stages, notices and e-mails in
    one transaction. A clock that cannot be announced is held back for five minutes and logged, and
    holds up no other. Returns how many were claimed.
    """
    with transaction.atomic():
        claimed = Deadline.behind_walls.to_announce(now).select_for_update(skip_locked=True)
        due = list(claimed.order_by("next_at", "pk")[:batch])
        _announce(due, now)
    return len(due)


def _announce(due, now):
    """Announce these together; where that fails each half by itself, down to the one clock that is at fault."""
    if not due or _announced(due, now):
        return
    if len(due) == 1:
        Deadline.behind_walls.filter(pk=due[0].pk).update(held_until=now + RETRY_BAD_ROW)
        return
    middle = len(due) // 2
    for half in (due[:middle], due[middle:]):
        afresh = Deadline.behind_walls.filter(pk__in=[deadline.pk for deadline in half])
        _announce(list(afresh.order_by("next_at", "pk")), now)


def _announced(due, now):
    try:
        with transaction.atomic():
            records = _records(due)
            told = [(d, stage) for d in due for stage in d.announce(now)]
            Deadline.behind_walls.bulk_update(due, ["next_at", "held_until", *(f"{s}_at" for s in Deadline.STAGES)])
            tell([_telling(d, stage, records[d.content_type_id, d.object_id]) for d, stage in told], now)
    except (SoftTimeLimitExceeded, OperationalError):
        raise  # no clock is at fault when time runs out or the database is gone or locked: the next sweep finds them
    except Exception:  # whatever is wrong with one clock, it must not stop the others
        if len(due) == 1:
            log.exception("sweep: clock %s could not be announced", due[0].pk)
        return False
    return True


def _records(due):
    wanted = defaultdict(list)
    for deadline in due:
        wanted[deadline.content_type_id].append(deadline.object_id)
    return {
        (kind, pk): record
        for kind, pks in wanted.items()
        for pk, record in ContentType.objects.get_for_id(kind).model_class()._base_manager.in_bulk(pks).items()
    }


def _telling(deadline, stage, record):
    rule = current().deadlines[deadline.rule]
    roles = getattr(rule, f"tell_{stage}")
    holder = (record.holder_id,) if "holder" in roles and record.holder_id else ()
    return Telling(
        record=record,
        name=f"{deadline.rule} {stage}",
        key=f"deadline {deadline.pk} {stage} {deadline.due_at:%Y%m%d%H%M}",
        sentence=f"{rule.label} of {record.reference} {VERBS[stage]}: due {spoken(deadline.due_at)}.",
        roles=tuple(role for role in roles if role != "holder"),
        people=holder,
    )


def sweep_if_late(now: datetime) -> None:
    """One batch by whoever looks at a tray, when no sweeper has run for 90 seconds."""
    if not Heartbeat.objects.is_late("sweep", now, LATE_AFTER):
        return
    try:
        sweep(now, BATCH_OF_A_READER)
    except OperationalError as error:  # who looks at a tray is shown it, whatever holds the clocks up
        log.warning("sweep: a reader's batch failed: %s", type(error).__name__)
