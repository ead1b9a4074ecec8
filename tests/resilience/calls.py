"""What people at the house do: take a contact down, open an action's form, and send it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.resilience.desk import Answer, Desk, hidden

LONDON = ZoneInfo("Europe/London")
WARNED, BREACHED, ESCALATED = timedelta(hours=18), timedelta(hours=24), timedelta(hours=48)
"""How long after receipt each stage of `contact_decision` falls due (DOMAIN section 6)."""

ASKED_ONCE = (
    "address", "parental_responsibility", "household_members", "safety_alerts", "current_location_and_condition",
    "immediate_protection", "alleged_perpetrator", "referrer_relationship", "other_agencies", "parental_knowledge",
    "parents_ethnicity_language_religion", "parents_special_needs",
)  # fmt: skip
OF_EACH_CHILD = ("date_of_birth", "gender", "school", "ethnicity_language_religion", "special_needs")
SAID = {
    "decide_no_further_action": {"rationale": "The school supports the family", "threshold": "not_met"},
    "decide_early_help": {"rationale": "A parenting course is wanted"},
    "decide_referral": {"rationale": "Needs an assessment"},
    "decide_advice": {"rationale": "They ask where to turn", "worker": "sam.stone"},
    "assign": {"worker": "sue.shaw", "task": "Ring the school"},
    "flag_urgent": {"reason": "The child is alone tonight"},
    "add_information": {"note": "The school rang again"},
    "return_to_tray": {"note": "The school has been rung"},
    "prioritise": {"priority": "assessment"},
}
"""What each action asks for."""


def typed(moment: datetime) -> str:
    """A moment as it is typed: London time, to the minute."""
    return f"{moment.astimezone(LONDON):%d/%m/%Y %H:%M}"


def ago(span: timedelta, now: datetime | None = None) -> datetime:
    """The full minute `span` ago, or an hour and more before it when the clocks change and that time comes twice."""
    moment = (now or datetime.now(UTC)).replace(second=0, microsecond=0) - span
    while twice(moment.astimezone(LONDON)):
        moment -= timedelta(hours=1)
    return moment


def twice(local: datetime) -> bool:
    """Whether the clocks show this time twice on that day."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def told(concerns: str, received: datetime | None = None, children: int = 1) -> dict[str, str]:
    """The whole form of a new contact, everything essential filled in or accounted for."""
    said = {f"{item}_not_known": "Not asked in this call" for item in ASKED_ONCE}
    said |= {"works_with_children": "no", "channel": "phone", "kind": "concern", "concerns": concerns}
    said |= {"anonymous": "on", "received": typed(received or ago(timedelta(minutes=1))), "urgent": "no"}
    said |= {"seen_version": "", "save_key": str(uuid4()), "children-total": str(children)}
    for number in range(children):
        said |= child(number, given_name=f"Child{number}", family_name=f"Of {concerns[:40]}")
    return said


def child(number: int, **facts: str) -> dict[str, str]:
    """One child of the form, new to us."""
    row = {"row": str(uuid4()), "who": "new", "person": "", "birth_date_is": "exact"} | facts
    row |= {f"{item}_not_known": "Not asked in this call" for item in OF_EACH_CHILD}
    return {f"child-{number}-{name}": value for name, value in row.items()}


def record(desk: Desk, said: dict, key: str | None = None) -> Answer:
    """Take a contact down and send it to the duty tray, as the one button of the new contact page does."""
    return desk.post(f"/contacts/new/{key or uuid4()}/submit/", said)


def recorded(desk: Desk, concerns: str, received: datetime | None = None, children: int = 1) -> str:
    """The reference of a new contact that awaits its decision."""
    answer = record(desk, told(concerns, received, children))
    assert answer.done, f"recording was answered {answer.status_code}"
    return answer["Location"].rstrip("/").rpartition("/")[2]


@dataclass(frozen=True)
class OpenForm:
    """An action's form as somebody has it open: on which version, and its own number."""

    desk: Desk
    reference: str
    step: str
    hidden: dict[str, str]

    def send(self, before_last_byte=None, **said: str) -> Answer:
        """Send it, filled in."""
        data = SAID.get(self.step, {}) | said | self.hidden
        return self.desk.post(action(self.reference, self.step), data, before_last_byte)


def opened(desk: Desk, reference: str, step: str) -> OpenForm:
    """Open the form of an action, as a click on its button does."""
    return form_in(desk.get(action(reference, step)), desk, reference, step)


def form_in(answer: Answer, desk: Desk, reference: str, step: str) -> OpenForm:
    """The form of an action, on the page that was answered."""
    assert answer.status_code == 200, f"{step} of {reference} was answered {answer.status_code}"
    return OpenForm(desk, reference, step, {n: hidden(answer.content, n) for n in ("seen_version", "key")})


def action(reference: str, step: str) -> str:
    """Where an action of a contact is."""
    return f"/contacts/{reference}/do/{step}/"
