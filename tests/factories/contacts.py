"""Contacts in any state, brought there by the services and actions that people use and by nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.utils import timezone

from contacts.models import Contact
from contacts.services.draft import begin_draft
from contacts.services.essential import ITEMS
from directory.models import Team
from directory.roles import Role
from people.models import Person
from tests.factories.cast import Cast, make_user
from tests.factories.directory import put_in_team, team
from tests.factories.people import closed_case, lately, open_case
from workflow.engine import perform

S = Contact.State
AGO = timedelta(hours=1)

AVA = {
    "who": "new",
    "given_name": "Ava",
    "family_name": "Hall",
    "birth_date": date(2008, 2, 3),
    "birth_date_is": Person.BirthDateIs.EXACT,
    "sex": "F",
    "school": "Elmwood Primary",
    "ethnicity": "WBRI",
    "first_language": "English",
    "religion": "None",
    "special_needs": "None",
}
BEN = AVA | {"given_name": "Ben", "birth_date": date(2010, 5, 6), "sex": "M", "school": "Elmwood Nursery"}

REFERRER = {
    "referrer_name": "Robin Referrer",
    "referrer_role": "Head teacher",
    "referrer_agency": "Elmwood Primary",
    "referrer_email": "robin@elmwood.example",
    "safe_way": "email",
}

PATHS = {
    S.DRAFT: (),
    S.AWAITING_DECISION: ("submit",),
    S.WITH_WORKER: ("submit", "assign"),
    S.WITH_TEAM_MANAGER: ("submit", "send_to_team_manager"),
    S.WITH_TEAM: ("submit", "pass_to_team"),
    S.ADVICE_IN_PROGRESS: ("submit", "decide_advice"),
    S.AWAITING_AUTHORISATION: ("submit", "decide_advice", "complete_advice"),
    S.CLOSED: ("submit", "decide_no_further_action"),
}
"""The actions that lead from a draft to each state."""

SAID = {
    "assign": {"task": "Ring the school"},
    "send_to_team_manager": {"discussion": "Spoke to the manager, who knows the family"},
    "decide_no_further_action": {"rationale": "The school supports the family"},
    "decide_advice": {"rationale": "The family asks for information"},
    "complete_advice": {"advice_given": "Where to find a nursery place"},
}


def essentials() -> dict[str, str]:
    """An answer to every item of essential information that a child's own fields do not answer."""
    answers = {item.slug: f"{item.label}, as told" for item in ITEMS if not item.of_child}
    return answers | {f"parents_{item.slug}": f"{item.label} of the parents" for item in ITEMS if item.of_parents}


def draft(recorder, children: Sequence[Mapping] = (AVA,), now: datetime | None = None, **said) -> Contact:
    """A draft with everything that its page asks for, received an hour before `now`, when it is recorded."""
    now = now or timezone.now()
    told = {"received": now - AGO, "works_with_children": "no"} | REFERRER | essentials() | said
    return begin_draft(recorder, told, [dict(child, row=uuid4()) for child in children], {}, now, uuid4())


def bare_draft(recorder, now: datetime | None = None, **said) -> Contact:
    """A draft that says nothing but what is given here."""
    return begin_draft(recorder, said, [], {}, now or timezone.now(), uuid4())


def do(contact: Contact, step: str, actor, now: datetime | None = None, **data) -> Contact:
    """Do `step` as `actor`, from a page that shows the contact as it is."""
    return perform(contact, step, actor, data, contact.version, now or timezone.now(), uuid4())


@dataclass(frozen=True)
class TeamCast:
    """A receiving team: Tess manages it, Bo is its business support, Will a worker."""

    team: Team
    tess: object
    bo: object
    will: object


def make_team(name: str = "Assessment and CIN 1", suffix: str = "") -> TeamCast:
    """The team of that name with its people, made when they are not there; of a second one by a `suffix`."""
    roles = {"Tess": Role.TEAM_MANAGER, "Bo": Role.TEAM_BSO, "Will": Role.TEAM_WORKER}
    people = []
    for called, role in roles.items():
        full = f"{called}{suffix}"
        user = get_user_model().objects.filter(username=full.lower().replace(" ", ".")).first()
        if user is None:
            user = make_user(full, role)
            put_in_team(user, name)
        people.append(user)
    return TeamCast(team(name), *people)


CASES = {
    S.WITH_TEAM: lambda child, team, now: open_case(child, team, None, now),
    S.WITH_TEAM_MANAGER: lambda child, team, now: closed_case(child, team, lately(now), now),
}
"""Whose case the child must be before the contact can lie with a team."""


def contact_at(state: str, cast: Cast, now: datetime | None = None, **said) -> Contact:
    """A contact in `state`: recorded by Cleo, decided by Dana, with Sam or with a team where it is with one."""
    contact = draft(cast.cleo, now=now, **said)
    if state in CASES:
        CASES[state](contact.children.get().person, make_team().team, now or timezone.now())
    for step in PATHS[state]:
        who = {"submit": cast.cleo, "complete_advice": cast.sam}.get(step, cast.dana)
        worker = {"worker": cast.sam.username} if step in ("assign", "decide_advice") else {}
        contact = do(contact, step, who, now, **SAID.get(step, {}), **worker)
    assert contact.state == state
    return contact
