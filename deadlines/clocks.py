"""A clock in ready strings: how a person says how much time is left. Never colour alone, always a word."""

from dataclasses import dataclass
from datetime import datetime

from deadlines.models import Deadline
from directory.london import LONDON, lasting, said, spoken
from directory.profile import current


@dataclass(frozen=True)
class Clock:
    """What a page shows of one deadline. `stage` is running, warned, breached, met or cancelled.

    `is_ended`: nothing waits for it any more, and one that was breached before counts no further.
    """

    rule: str
    label: str
    due: str
    warn: str
    status: str
    stage: str
    word: str
    text: str
    title: str
    due_text: str
    is_ended: bool
    why: tuple[str, ...]


def clock(deadline: Deadline, now: datetime) -> Clock:
    """The clock of one deadline at `now`, right whether or not a worker has announced anything."""
    status = deadline.status(now)
    stage = "warned" if status == "running" and deadline.warned(now) else status
    rule = current().deadlines[deadline.rule]
    return Clock(
        rule=deadline.rule,
        label=rule.label,
        due=iso(deadline.due_at),
        warn=iso(deadline.moment("warned")),
        status=status,
        stage={"met_late": "met"}.get(stage, stage),
        word=_word(stage),
        text=_text(status, deadline, now),
        title=spoken(deadline.due_at),
        due_text=f"due {said(deadline.due_at, now)}",
        is_ended=bool(deadline.met_at or deadline.cancelled_at),
        why=(deadline.why, rule.basis),
    )


def iso(moment: datetime) -> str:
    """A London time to the minute with its offset, for machines: 2014-07-08T08:45+01:00."""
    return moment.astimezone(LONDON).isoformat(timespec="minutes")


def _word(stage):
    return {
        "running": "in time",
        "warned": "soon due",
        "breached": "breached",
        "met": "met",
        "met_late": "met late",
        "cancelled": "cancelled",
    }[stage]


def _text(status, deadline, now):
    if status in ("met", "met_late"):
        return said(deadline.met_at, now)
    if status == "cancelled":
        return said(deadline.cancelled_at, now)
    left = deadline.due_at - (deadline.cancelled_at or now)
    return f"{lasting(left)} left" if status == "running" else f"{lasting(left)} over"
