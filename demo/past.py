"""What was on file before the fortnight began: families whom a team has, or had, or whom somebody once rang about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from demo.days import desk_later
from directory.london import london_day

OPEN, CLOSED_LATELY, CLOSED, KNOWN = "open", "closed lately", "closed", "known"
STAFFED = 0
"""The team in which the demo has people."""
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
    """Choose the stories whose families are on file already, and say since when.

    First those that go to a team. Of the others none whose case was closed lately is decided: that team's manager
    would have had it first.
    """
    able = [s for s in stories if may_be_on_file(s, now) and s.fate.outcome != "error"]
    left = list(PASTS)
    for story in [s for s in able if s.fate.of_a_team]:
        kind = CLOSED_LATELY if story.fate.ends == "with_team_manager" else OPEN
        left.remove(kind)
        story.past = _past(kind, now, rng, team=STAFFED)
    able = [s for s in able if not s.fate.of_a_team]
    waiting = [s for s in able if not s.fate.outcome and not s.is_followed]
    lately = rng.sample(waiting, left.count(CLOSED_LATELY))
    others = rng.sample([s for s in able if s not in lately], len(left) - len(lately))
    kinds = [CLOSED_LATELY] * len(lately) + [kind for kind in left if kind != CLOSED_LATELY]
    for story, kind in zip([*lately, *others], kinds, strict=True):
        story.past = _past(kind, now, rng, rng.randrange(60))


def may_be_on_file(story, now: datetime) -> bool:
    """Whether somebody can have known the family before the fortnight, all its children too."""
    babies = [child for child in story.family.children if child.unborn or (london_day(now) - child.born).days <= 500]
    return story.scene.knows_names and not babies


def _past(kind, now, rng, team):
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
    return Past(kind, recorded, team, began, ended.get(kind))
