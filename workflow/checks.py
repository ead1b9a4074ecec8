"""System checks of the declarations: a wrong one stops start-up."""

from collections.abc import Iterator
from itertools import combinations
from string import Formatter

from django.core import checks

from directory.checks import profile_is_right
from directory.profile import current
from workflow.process import Process, processes

Wrong = tuple[str, str]


@checks.register("workflow")
def declarations_hold(app_configs, **options):
    """Every declaration is whole, and agrees with its model and with the profile; a wrong profile is its own error."""
    if profile_is_right(app_configs):
        return []
    return [checks.Error(message, id=number) for process in processes() for number, message in wrong(process)]


def wrong(process: Process) -> list[Wrong]:
    """What is wrong with one declaration: the number of the check, and what is to be mended."""
    checked = (_unreachable, _places, _clocks, _steps)
    return [(number, f"{process.slug}{message}") for check in checked for number, message in check(process)]


def _unreachable(process) -> Iterator[Wrong]:
    for orphan in sorted(set(process.states) - process.reachable()):
        yield "workflow.E001", f": nothing leads to {orphan}"


def _places(process):
    """Each state lies in one tray or is closed, and says which: so that a slip of the pen closes nothing."""
    states, placed, closed = set(process.states), set(process.trays), set(process.closed_states)
    for state in sorted(placed - states):
        yield "workflow.E002", f": {state} has a tray and is no state"
    for state in sorted(states - placed - closed):
        yield "workflow.E005", f": {state} lies in no tray and is not closed"
    for state in sorted(placed & closed):
        yield "workflow.E006", f": {state} is closed and lies in a tray"
    for state in sorted(closed - states):
        yield "workflow.E007", f": {state} is closed and is no state"


def _clocks(process):
    clocks = [*process.opens, *(clock for t in process.transitions for clock in t.starts)]
    named = {clock.rule for clock in clocks} | {rule for t in process.transitions for rule in (*t.stops, *t.cancels)}
    for rule in sorted(named - set(current().deadlines)):
        yield "workflow.E003", f": the profile has no rule {rule}"


def _steps(process):
    for transition in process.transitions:
        unknown = {*transition.source, transition.target or transition.source[0]} - set(process.states)
        if unknown:
            yield "workflow.E004", f".{transition.name}: no such state {', '.join(sorted(unknown))}"
        for name in sorted(_fields_in(transition.done) - set(transition.form.base_fields) - transition.added):
            yield "workflow.E008", f".{transition.name}: done names {name}, which neither its form nor an effect says"

    pairs = combinations(process.transitions, 2)
    for one, other in pairs:
        if one.name == other.name and set(one.source) & set(other.source):
            yield "workflow.E009", f".{one.name}: declared twice from the same state"


def _fields_in(done):
    return {name for _, name, _, _ in Formatter().parse(done) if name is not None}
