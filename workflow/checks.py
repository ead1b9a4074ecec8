"""System checks of the declarations: a wrong one stops start-up."""

from django.core import checks

from directory.profile import current
from workflow.process import processes


@checks.register("workflow")
def declarations_hold(app_configs, **options):
    """Every state can be reached, every open state has a tray, every rule is in the profile."""
    rules = current().deadlines
    errors = []
    for process in processes():
        for orphan in sorted(set(process.states) - process.reachable()):
            errors.append(checks.Error(f"{process.slug}: nothing leads to {orphan}", id="workflow.E001"))
        for state in sorted(set(process.trays) - set(process.states)):
            errors.append(checks.Error(f"{process.slug}: {state} has a tray and is no state", id="workflow.E002"))
        clocks = [*process.opens, *(clock for t in process.transitions for clock in t.starts)]
        named = {clock.rule for clock in clocks} | {rule for t in process.transitions for rule in t.stops}
        for rule in sorted(named - set(rules)):
            errors.append(checks.Error(f"{process.slug}: the profile has no rule {rule}", id="workflow.E003"))
        for transition in process.transitions:
            unknown = {*transition.source, transition.target or transition.source[0]} - set(process.states)
            if unknown:
                errors.append(
                    checks.Error(f"{process.slug}.{transition.name}: no such state {unknown}", id="workflow.E004")
                )
    return errors
