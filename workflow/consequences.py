"""What will follow from an action, said from its declaration before anybody presses the button."""

from directory.roles import Role
from workflow.process import Place, Transition, process_of

PLACES = {Place.HOLDER: "the worker's own tray", Place.TEAM: "the team's tray"}


def consequences(record, transition: Transition) -> list[str]:
    """One line for each thing that follows: where it goes, what its effects say of themselves, who is told."""
    process = process_of(record)
    lines = [place for place in [_moves(process, transition)] if place]
    lines += [effect.__doc__.strip().splitlines()[0] for effect in transition.effects if effect.__doc__]
    told = [str(Role(role).label) for role in transition.tells.roles]
    if transition.tells.holder:
        told.insert(0, "whoever has it")
    return [*lines, f"Told at once: {', '.join(told)}."] if told else lines


def _moves(process, transition):
    if transition.target is None:
        return ""
    place = process.trays.get(transition.target)
    if place is None:
        return f"The {process.label.lower()} is closed and leaves every tray."
    where = PLACES.get(place) or f"the tray {place.replace('_', ' ')}"
    return f"It goes to {where}."
