"""What was on file before the fortnight began: families whom a team has, or had, or whom somebody once rang about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from demo.days import desk_later
from directory.london import london_day

OPEN, CLOSED_LATELY, CLOSED, KNOWN = "open", "closed lately", "closed", "known"
PASTS = (OPEN,) * 8 + (CLOSED_LATELY,) * 6 + (CLOSED,) * 6 + (KNOWN,) * 5


@dataclass(frozen=True)
class Past:
    """When a family was recorded, and a team's involvement: `team` counts the teams round, the rest are days."""

    kind: str
    recorded: datetime
    team: int = 0
    since: date | None = None
    until: date | None = None


def give_pasts(stories: Sequence, now: datetime, rng: Random) -> None:
    """Choose the stories whose families are on file already, and say since when."""
    able = [s for s in stories if s.scene.knows_names and not s.child.unborn and s.fate.outcome != "error"]
    able = [s for s in able if (london_day(now) - s.child.born).days > 500]
    for story, kind in zip(rng.sample(able, len(PASTS)), PASTS, strict=True):
        story.past = _past(kind, now, rng)


def _past(kind, now, rng):
    today = london_day(now)
    lapse = {OPEN: (30, 400), CLOSED_LATELY: (160, 400), CLOSED: (300, 480), KNOWN: (40, 470)}[kind]
    recorded = desk_later(now - timedelta(days=rng.randint(*lapse)), rng.randint(10, 300))
    began = london_day(recorded) + timedelta(days=rng.randint(1, 9))
    if kind == KNOWN:
        return Past(kind, recorded)
    ended = {
        CLOSED_LATELY: today - timedelta(days=rng.randint(20, 75)),
        CLOSED: today - timedelta(days=rng.randint(110, 260)),
    }
    return Past(kind, recorded, rng.randrange(60), began, ended.get(kind))
