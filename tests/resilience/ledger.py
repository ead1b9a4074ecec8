"""What the clients were told is done, kept by themselves, to be held against the pages afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.resilience.calls import BREACHED, ESCALATED, WARNED
from tests.resilience.crew import HEAD_OF_SERVICE, MANAGERS, PRACTICE_MANAGER
from tests.resilience.reading import Shown

TOLD = {
    "contact_decision warned": MANAGERS,
    "contact_decision breached": (*MANAGERS, PRACTICE_MANAGER),
    "contact_decision escalated": (HEAD_OF_SERVICE,),
    "flag_urgent": (*MANAGERS, PRACTICE_MANAGER),
    "assign": ("sue.shaw",),
    "decide_advice": ("sam.stone",),
}
"""Who is told of what (DOMAIN sections 5.1 and 6), once each."""
AFTER = {
    "contact_decision warned": WARNED,
    "contact_decision breached": BREACHED,
    "contact_decision escalated": ESCALATED,
}
"""How long after receipt each stage falls due."""
STATES = {
    "submit": "awaiting_decision",
    "assign": "with_worker",
    "decide_advice": "advice_in_progress",
    "decide_no_further_action": "closed",
    "decide_early_help": "closed",
    "decide_referral": "closed",
}
MADE = {
    "decide_no_further_action": ("no_further_action_record",),
    "decide_early_help": ("early_help",),
    "decide_referral": ("referral",),
}


@dataclass
class Entry:
    """One contact, and every save of it that was answered."""

    reference: str
    received: datetime
    texts: list[str]
    done: list[tuple[str, str]]
    stages: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)
    """A warning that is left out when the breach comes before the sweep."""

    @property
    def state(self) -> str:
        """Where the last of them put it."""
        return next(STATES[step] for step, _ in reversed(self.done) if step in STATES)

    def disagrees(self, shown: Shown) -> list[str]:
        """In what the pages differ from what was answered."""
        made = tuple(kind for step, _ in self.done for kind in MADE.get(step, ()))
        pairs = {
            "state": (self.state, shown.state),
            "done": (tuple(self.done), shown.done),
            "made": (made, shown.made),
            "due": (self.received + timedelta(seconds=BREACHED.total_seconds()), shown.due),
        }
        wrong = [f"{self.reference} {name}: {a} answered, {b} shown" for name, (a, b) in pairs.items() if a != b]
        return wrong + [f"{self.reference} lost: {text}" for text in self.texts if text not in shown.text]


@dataclass
class Ledger:
    """All of it, and what became of the kills."""

    entries: dict[str, Entry] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    """The last text that was answered as saved, by reference."""
    wrong: list[str] = field(default_factory=list)
    kills: list[str] = field(default_factory=list)
    in_flight: int = 0
    unanswered: int = 0
    refused_while_down: int = 0

    def expected(self) -> Counter:
        """Who must have been told what about which contact, how often."""
        return Counter(
            (user, entry.reference, name)
            for entry in self.entries.values()
            for name in [*entry.stages, *(step for step, _ in entry.done if step in TOLD)]
            for user in TOLD[name]
        )

    def last_stage(self) -> datetime:
        """When the last of the stages that must be told of falls due."""
        return max(entry.received + AFTER[name] for entry in self.entries.values() for name in entry.stages)

    def perhaps(self) -> set[tuple[str, str, str]]:
        """Who may have been told once, or not at all."""
        return {(user, e.reference, name) for e in self.entries.values() for name in e.perhaps for user in TOLD[name]}

    def markers(self) -> dict[str, str]:
        """The word that stands in one contact alone, by its reference."""
        texts = {entry.reference: entry.texts[0] for entry in self.entries.values()} | self.drafts
        return {reference: text.split()[1] for reference, text in texts.items()}

    def saves(self) -> int:
        """How many saves were answered."""
        return len(self.drafts) + sum(len(entry.done) for entry in self.entries.values())

    def summary(self) -> list[str]:
        """What was done to the house, and what became of what it had answered."""
        return [
            f"{len(self.kills)} kills, {self.in_flight} of them with one of these seen in flight:",
            *(f"  {number}. {line}" for number, line in enumerate(self.kills, 1)),
            f"{self.saves()} saves answered; {self.unanswered} requests lost their answer and "
            f"{self.refused_while_down} met a part that was down, all sent again until answered; "
            "none lost, none doubled",
        ]
