"""What `transitions.csv` says, and what each field may hold."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from directory.london import LONDON

FILE = Path(__file__).parent / "transitions.csv"

STATES = (
    "draft",
    "awaiting_decision",
    "with_worker",
    "with_team_manager",
    "with_team",
    "advice_in_progress",
    "awaiting_authorisation",
    "closed",
)

DUTY_TEAM = (
    "cso",
    "misper_cso",
    "marac_researcher",
    "bso",
    "duty_social_worker",
    "consultant_social_worker",
    "early_help_worker",
    "early_help_manager",
    "duty_manager",
    "practice_manager",
)
"""DOMAIN 5.1, below the table."""

SEES_DUTY_WORK = {*DUTY_TEAM, "head_of_service"}
"""DOMAIN 4, "Who sees what": nobody else knows that the contact exists."""

ROLES = (
    *DUTY_TEAM,
    "reception",
    "contact_centre",
    "team_manager",
    "team_worker",
    "team_bso",
    "safeguarding_unit",
    "conference_chair",
    "lado",
    "cp_checks",
    "head_of_service",
    "auditor",
    "system_admin",
    "partner",
)
"""DOMAIN section 2."""


@dataclass(frozen=True)
class Row:
    """One permission: who may do a step from a state, where it leads, what it asks for."""

    process: str
    step: str
    source: str
    to: str
    role: str
    relation: str
    required: frozenset[str]
    optional: frozenset[str]
    guards: frozenset[str]
    stale: str

    @property
    def after(self) -> str:
        """The state afterwards."""
        return self.source if self.to == "unchanged" else self.to


def _slugs(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("|")))


def _rows() -> Iterator[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield Row(
                process=line["process"],
                step=line["step"],
                source=line["from"],
                to=line["to"],
                role=line["role"],
                relation=line["relation"],
                required=_slugs(line["fields_required"]),
                optional=_slugs(line["fields_optional"]),
                guards=_slugs(line["guards"]),
                stale=line["stale"],
            )


ORACLE = tuple(_rows())
STEPS = tuple(dict.fromkeys(row.step for row in ORACLE))
CASES = tuple((state, step) for state in STATES for step in STEPS)
POSSIBLE = tuple((state, step) for state, step in CASES if any((r.source, r.step) == (state, step) for r in ORACLE))


def rows_for(state: str, step: str, role: str = "", relations: Iterable[str] = ()) -> list[Row]:
    """The rows that let somebody with this role, or one of these relations, do the step from the state."""
    here = [row for row in ORACLE if (row.source, row.step) == (state, step)]
    return [row for row in here if (row.role and row.role == role) or row.relation in relations]


def any_row(state: str, step: str) -> Row:
    """A row of the step from the state; a role's rather than a relation's."""
    return max((row for row in ORACLE if (row.source, row.step) == (state, step)), key=lambda row: bool(row.role))


FIELDS: dict[str, Callable[[object, str], str | list[str]]] = {
    "reason": lambda contact, worker: "A reason that was given",
    "note": lambda contact, worker: "The school confirms it",
    "priority": lambda contact, worker: "assessment",
    "worker": lambda contact, worker: worker,
    "task": lambda contact, worker: "Ring the school and ask",
    "rationale": lambda contact, worker: "The school supports the family",
    "threshold": lambda contact, worker: "not_met",
    "advice_given": lambda contact, worker: "Where to find a nursery place",
    "signposted_to": lambda contact, worker: "Family Information Service",
    "received": lambda contact, worker: _earlier(contact),
    "discussion": lambda contact, worker: "Spoke to the manager, who knows the family",
    "team": lambda contact, worker: "assessment_and_cin_1",
    "not_sent_reason": lambda contact, worker: "The manager could not be reached",
    "with": lambda contact, worker: _another_about(contact),
    "children": lambda contact, worker: [contact.children.last().person.reference],
}
"""A right value of every field that the oracle names, given the contact and the user name of a duty social worker."""


def _earlier(contact) -> str:
    earlier = contact.received_at - timedelta(hours=2)
    return f"{earlier.astimezone(LONDON):%Y-%m-%d %H:%M}"


def _another_about(contact) -> str:
    """The reference of another contact about the last of its children."""
    others = type(contact).objects.filter(people=contact.children.last().person).exclude(pk=contact.pk)
    return others.values_list("reference", flat=True).first() or "none"


def filled_in(row: Row, contact, worker: str) -> dict[str, str | list[str]]:
    """Every field that the row asks for, with a right value."""
    return {name: FIELDS[name](contact, worker) for name in sorted(row.required | row.optional)}
