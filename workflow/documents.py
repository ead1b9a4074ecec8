"""`docs/workflows/*.md`, generated from the declarations: a state diagram and a table of actions for each process."""

from directory.profile import current
from directory.roles import Role
from workflow.process import Place, Process, Stale, Transition, processes

PLACES = {Place.HOLDER: "the worker's own", Place.TEAM: "the team's"}


def documents() -> dict[str, str]:
    """The text of every process's page, by file name."""
    return {f"{process.slug}.md": document(process) for process in processes()}


def document(process: Process) -> str:
    """One process as people read it."""
    parts = [
        f"# {process.label}",
        "Generated from the declaration by `manage.py workflow_docs`; do not edit. The rules are DOMAIN section 5's.",
        "## States",
        _states(process),
        _diagram(process),
        "## Clocks that begin with it",
        _clocks(process),
    ]
    if process.transitions:
        parts += ["## Actions", _actions(process)]
    return "\n\n".join(parts) + "\n"


def _states(process):
    rows = ["| state | tray | first state |", "| --- | --- | --- |"]
    for state in process.states:
        place = process.trays.get(state)
        tray = PLACES.get(place) or (f"`{place}`" if place else "none: closed")
        rows.append(f"| `{state}` | {tray} | {'yes' if state in process.initial else ''} |")
    return "\n".join(rows)


def _diagram(process):
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in process.initial]
    for t in process.transitions:
        if t.target:
            lines += [f"    {source} --> {t.target}: {t.name}" for source in t.source]
    lines += [f"    {state} --> [*]" for state in process.closed_states]
    return "\n".join([*lines, "```"])


def _clocks(process):
    rules = current().deadlines
    rows = [f"- `{clock.rule}`: {rules[clock.rule].basis}." for clock in process.opens]
    rows += [f"- none in `{state}`: {reason}" for state, reason in process.no_clock.items()]
    return "\n".join(rows) or "None."


def _actions(process):
    rows = [
        "| action | from → to | who | fields | only when | what follows |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join(rows + [_action(process, t) for t in process.transitions])


def _action(process: Process, t: Transition) -> str:
    fields = [f"`{name}`" + ("" if f.required else " (optional)") for name, f in t.form.base_fields.items()]
    follows = [_first_line(effect) for effect in t.effects]
    follows += [f"`{rule}` met." for rule in t.stops] + [f"`{rule}` cancelled." for rule in t.cancels]
    follows += [f"`{clock.rule}` starts." for clock in t.starts]
    told = [
        *(["whoever has it"] if t.tells.holder else []),
        *(str(Role(role).label).lower() for role in sorted(t.tells.roles)),
    ]
    if told:
        follows.append(f"Told: {', '.join(told)}{', all of them at once' if t.tells.everyone else ''}.")
    if t.stale is Stale.MERGE:
        follows.append("Taken from a stale page as well, for it only adds.")
    who = [f"`{role}`" for role in t.roles] + [relation.label for relation in t.relations]
    source = ", ".join(f"`{state}`" for state in t.source)
    cells = [
        f"`{t.name}` {t.label}",
        f"{source} → {f'`{t.target}`' if t.target else 'unchanged'}",
        " ".join(who),
        " ".join(fields),
        " ".join(_first_line(guard) for guard in t.guards),
        " ".join(follows),
    ]
    return f"| {' | '.join(cells)} |"


def _first_line(function):
    return (function.__doc__ or function.__name__).strip().splitlines()[0]
