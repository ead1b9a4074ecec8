"""What was done, where a record is and whom it is about, as people say it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from directory.profile import current
from directory.roles import Role
from workflow.ports import tray_cells
from workflow.process import Process, Transition, process_of

OTHER_VERBS = {"record": "Recorded", "saved": "Draft saved", "joined": "Another one was joined with it"}
"""What is done to a record besides the actions of its process, in words."""


class _Said(dict):
    """What was said, by the names of the fields; of what is kept no longer, that it is not."""

    def __missing__(self, name):
        return "(no longer kept)"


def label_of(process: Process, verb: str) -> str:
    """What an action is called on its button, or what else was done."""
    transition = process.transition(verb)
    return transition.label if transition else OTHER_VERBS.get(verb, verb.replace("_", " ").capitalize())


def deed(process: Process, verb: str, words: Mapping[str, str]) -> str:
    """What was done, with what was said of it: "Assigned to Tom Reed"."""
    transition = process.transition(verb)
    if transition is None:
        return label_of(process, verb)
    return transition.done.format_map(
        _Said({name: transition.form.shown(name, text)[1] for name, text in words.items()})
    )


def said_of(process: Process, verb: str, words: Mapping[str, str]) -> list[str]:
    """What was said with a deed, "Label: text" each, but for what its own phrase says already."""
    transition = process.transition(verb)
    if transition is None:
        return []
    shown = [transition.form.shown(name, text) for name, text in words.items() if f"{{{name}}}" not in transition.done]
    return [f"{label}: {text}" for label, text in shown]


def row_of(record, user, now: datetime) -> Mapping | None:
    """The cells of one record as `user` may see them; nothing of one that they may not know of."""
    cells = tray_cells.get(type(record))
    return cells([record.pk], user, now).get(record.pk) if cells else None


def whom(row: Mapping) -> str:
    """Whom a record is about, by its cells: "Emma Jones (7) and 1 other child"; empty when nobody is named yet."""
    if not row["known_of"]:
        return ""
    others = len(row["known_of"]) - 1
    more = f" and {others} other child{'' if others == 1 else 'ren'}" if others else ""
    return f"{row['child']} ({row['age']}){more}"


def done_to(record, verb: str, words: Mapping[str, str], user, now: datetime) -> str:
    """What `user` did, and to whom as far as they may still see that: "Assigned to Tom Reed: Emma Jones (7), …"."""
    row = row_of(record, user, now)
    about = ", ".join(filter(None, [whom(row) if row else "", record.reference]))
    return f"{deed(process_of(record), verb, words)}: {about}."


def tray_named(slug: str) -> str:
    """A tray as it is spoken of."""
    return f"the {slug.replace('_', ' ')} tray"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names as they stand in a sentence: "Ann, Ben and Cy"."""
    *first, final = names
    return f"{', '.join(first)} {last} {final}" if first else final


def title(role: str) -> str:
    """What this authority calls a role."""
    return current().role_titles[Role(role)]


def those_who_may(transition: Transition) -> str:
    """Who may do it: "a Duty Manager, a Practice Manager or the worker who has it"."""
    titles = [title(role) for role in transition.roles]
    who = [f"{'an' if name[0] in 'AEIOU' else 'a'} {name}" for name in titles]
    return listed([*who, *(relation.label for relation in transition.relations)], "or")
