"""What will follow from an action, said of this record to this reader before they press the button."""

from datetime import datetime

from deadlines.models import Deadline
from deadlines.services import will_be_due
from directory.london import said
from directory.profile import current
from directory.roles import TEAM_ROLES, Role
from workflow.process import Clock, Place, Process, Transition, process_of
from workflow.slips import URGENT
from workflow.words import listed, title, tray_named

NOT_YET_CHOSEN = {Place.HOLDER: "the worker's own tray", Place.TEAM: "the team's tray"}


def consequences(record, transition: Transition, user, now: datetime) -> list[str]:
    """One line for each thing that follows: what the effects do, where it goes, the clocks, who is told.

    Right at `now` and as `user` may know it: nobody is named whom they may not know of.
    """
    process = process_of(record)
    return [
        *transition.foretold(record, user, now),
        *_moves(process, transition, record, user),
        *_clocks(process, transition, record, now),
        *_told(process, transition, record, user),
    ]


def begins(record, now: datetime) -> str:
    """Where `record`, which is not saved yet, will lie, and by when it is due: "the duty tray, due today 17:00"."""
    process = process_of(record)
    due = min(_due(clock, record, now) for clock in process.opens)
    return f"{tray_named(process.trays[record.state])}, due {said(due, now)}"


def _due(clock: Clock, record, now):
    return will_be_due(clock.rule, clock.since(record, now), urgent=record.priority == URGENT)


def _moves(process: Process, transition, record, user):
    if transition.target is None:
        return []
    here = _place(process, record, user)
    if transition.target in process.closed_states:
        return [f"It is closed and leaves {here}."]
    place = process.trays[transition.target]
    there = NOT_YET_CHOSEN.get(place) or tray_named(place)
    if not here:
        return [f"It goes into {there}."]
    return [f"It leaves {here} for {there}."] if here != there else [f"It stays in {here}."]


def _place(process, record, user):
    place = process.trays.get(record.state)
    if place is Place.HOLDER:
        return "your own tray" if record.holder_id == user.pk else f"{record.holder.name}'s own tray"
    if place is Place.TEAM:
        return f"{record.team}'s tray"
    return place and tray_named(place)


def _clocks(process, transition, record, now):
    """An action that moves nothing says nothing of the clocks that it leaves as they are."""
    closes = transition.target in process.closed_states
    for clock in Deadline.about(record).running():
        called = f"The {_label(clock.rule)} clock"
        if clock.rule in (*transition.stops, *transition.cancels) or (closes and clock.rule not in process.outlive):
            late = f" It was due {said(clock.due_at, now)} and stays breached." if now >= clock.due_at else ""
            yield f"{called} stops.{late}"
        elif transition.target:
            yield f"{called} runs on: due {said(clock.due_at, now)}."
    for clock in transition.starts:
        yield f"The {_label(clock.rule)} clock begins: due {said(_due(clock, record, now), now)}."


def _label(rule):
    label = current().deadlines[rule].label
    return label[0].lower() + label[1:]


def _told(process, transition, record, user):
    """By role, and by name who has it: that somebody of the role is left out would say that they know the family."""
    tells = transition.tells
    if set(tells.roles) & TEAM_ROLES and record.team_id is None:
        return []  # the effect that chooses the team says who hears of it
    who = []
    if tells.holder and process.trays.get(transition.target) is Place.HOLDER:
        who.append("the worker")
    elif tells.holder and record.team:
        who.append(record.team.name)
    elif tells.holder and record.holder:
        who.append("you" if record.holder == user else record.holder.name)
    titles = [title(role) for role in Role if role in tells.roles]
    if titles:
        who.append(f"every {listed(titles)}" if tells.everyone else f"the {listed(titles)} on duty")
    return [f"Told at once: {listed(who)}."] if who else []
