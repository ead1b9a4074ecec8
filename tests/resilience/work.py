"""A day's work at the house, by people who send a form again when nobody answered, as a person does."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from threading import Lock
from uuid import uuid4

from tests.acceptance.front import Page
from tests.resilience.calls import BREACHED, ESCALATED, SAID, WARNED, ago, form_in, told, typed
from tests.resilience.calls import action as address_of
from tests.resilience.crew import MANAGERS, RECORDERS
from tests.resilience.desk import Answer, NoAnswer
from tests.resilience.house import House
from tests.resilience.ledger import Entry, Ledger
from tests.resilience.reading import told_on

MINUTE = timedelta(minutes=1)
WARNING, BREACH, ESCALATION = (f"contact_decision {stage}" for stage in ("warned", "breached", "escalated"))
RECEIVED = (
    (MINUTE, [], []),
    (WARNED + MINUTE, [WARNING], []),
    (MINUTE, [], []),
    (BREACHED + MINUTE, [BREACH], []),
    (BREACHED + 2 * MINUTE, [BREACH], []),
    (MINUTE, [], []),
    (ESCALATED + MINUTE, [BREACH, ESCALATION], []),
    (BREACHED - MINUTE, [BREACH], [WARNING]),
    (WARNED - MINUTE, [WARNING], []),
)
"""How long ago it came in, the stages that are due or fall due in a minute, and a warning the breach may overtake."""
TO_DECIDE = (MINUTE, BREACHED + 2 * MINUTE)
"""Decided as soon as somebody comes to it, whether a sweep has told of its breach by then or not."""
STEPS = ("decide_referral", "add_information", "decide_no_further_action", "assign", "decide_early_help",
         "flag_urgent", "decide_advice")  # fmt: skip
ON = {WARNING: (BREACHED, BREACH), BREACH: (ESCALATED, ESCALATION)}
"""The stage that comes next when it turns out that a contact came in earlier still."""


class Work:
    """Who does what next. Every answered save is in the ledger, and nothing else is."""

    def __init__(self, house: House, desks, ledger: Ledger):
        self.house, self.ledger = house, ledger
        self.cleo, self.cass = (desks[name] for name in RECORDERS)
        self.amir, self.bryn = (desks[name] for name in MANAGERS[:2])
        self.undecided: deque[Entry] = deque()
        self.overdue: deque[Entry] = deque()
        self.received, self.steps = cycle(RECEIVED), cycle(STEPS)
        self.answers = 0
        self.asking = Lock()
        """One of them at a time looks whether the house is back: all at once would keep it from coming back."""

    def answered(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again until the house answers. That it is down says 500; a person waits, and sends the same again."""
        while True:
            try:
                answer = ask()
                if answer.status_code < 500:
                    self.answers += 1
                    return answer
                self.ledger.refused_while_down += 1
            except NoAnswer:
                self.ledger.unanswered += 1
            with self.asking:
                self.house.back()

    def saved(self, ask, what: str) -> Answer | None:
        """The same for a form that must be taken; what is refused is wrong."""
        answer = self.answered(ask)
        if answer.done or answer.headers.get_content_type() == "application/json" and answer.status_code == 200:
            return answer
        self.ledger.wrong.append(f"{what} was answered {answer.status_code}")
        return None

    def record(self) -> None:
        """Cleo takes a contact down, received when it was."""
        span, stages, perhaps = next(self.received)
        received, marker = ago(span), f"Told {uuid4().hex}"
        form = self.cleo.sender(f"/contacts/new/{uuid4()}/submit/", told(marker, received))
        answer = self.saved(form, "a new contact")
        if answer:
            reference = answer["Location"].rstrip("/").rpartition("/")[2]
            done = [("record", self.cleo.username), ("submit", self.cleo.username)]
            entry = Entry(reference, received, [marker], done, list(stages), list(perhaps))
            self.ledger.entries[reference] = entry
            queue = self.overdue if stages == [WARNING] else self.undecided if span in TO_DECIDE else None
            if queue is not None:
                queue.append(entry)

    def draft(self) -> None:
        """Cass types, and the page saves: twice from the same page, whatever became of the first answer."""
        key, marker = uuid4(), f"Draft {uuid4().hex}"
        said = told(marker)
        for text in (marker, f"{marker} and a word more"):
            form = self.cass.sender(
                f"/contacts/new/{key}/autosave/", said | {"concerns": text}, **{"X-Requested-With": "fetch"}
            )
            answer = self.saved(form, "typing")
            if answer:
                body = answer.json()
                said["seen_version"] = body["version"]
                self.ledger.drafts[body["reference"]] = text

    def act(self) -> None:
        """Amir decides, or does something else to, the contact that has waited longest."""
        if self.undecided:
            entry = self.undecided.popleft()
            self._do(self.amir, entry, next(self.steps), f"Because {uuid4().hex}")
            if entry.state == "awaiting_decision":
                self.undecided.append(entry)

    def correct(self) -> None:
        """Bryn learns that a contact he was told of came in earlier: its next stage has passed as well."""
        for entry in list(self.overdue):
            page = self.answered(lambda: self.bryn.get("/notices/"))
            told = {(each.reference, each.name) for each in told_on(Page(page, "/notices/"))}
            if entry.stages[-1] not in ON or (entry.reference, entry.stages[-1]) not in told:
                continue
            span, stage = ON[entry.stages[-1]]
            received = ago(span + MINUTE)
            if self._do(self.bryn, entry, "correct_receipt", f"Because {uuid4().hex}", received=typed(received)):
                entry.received = received
                entry.stages.append(stage)
            return

    def _do(self, desk, entry, step, words, **said):
        page = self.answered(lambda: desk.get(address_of(entry.reference, step)))
        form = form_in(page, desk, entry.reference, step)
        spoken = next(
            (name for name in ("rationale", "note", "task", "reason") if name in SAID.get(step, {})), "reason"
        )
        answer = self.saved(lambda: form.send(**{spoken: words}, **said), f"{step} of {entry.reference}")
        if answer:
            entry.done.append((step, desk.username))
            entry.texts.append(words)
        return answer

    def lanes(self) -> list[list[Callable[[], None]]]:
        """What each of the four does in one round."""
        return [[self.record] * 4, [self.draft], [self.act] * 2, [self.correct]]
