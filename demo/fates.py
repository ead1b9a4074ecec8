"""What becomes of each of the 150: how many end how, and when each thing is done by whom.

Referrals and early help cannot be finished before those processes have their later steps, so most of them are of
the last days: a tray of old ones would show breaches that no duty team would have.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from demo.crew import Crew
from demo.days import MINUTE, desk_later, staffed

HOUR = timedelta(hours=1)


class OutOfTime(Exception):
    """The fate cannot come to pass by now: it must have begun earlier."""


@dataclass(frozen=True)
class Fate:
    """`count` contacts end so. `since` and `until` say how many hours ago they came in."""

    slug: str
    count: int
    since: float
    until: float
    ends: str
    outcome: str = ""
    urgent: bool = False
    again: bool = False
    corrected: bool = False
    detour: str = ""
    """late: decided after its time; reopened: closed and opened again; returned: a worker has had it; sent_back."""

    @property
    def decided(self) -> str:
        """What it was decided as, if anything was: a scene has words for that."""
        return self.outcome if self.outcome in DECIDES else ""

    @property
    def of_a_team(self) -> bool:
        """Whether it goes to a receiving team, which has or had the children's case."""
        return self.outcome == "passed" or self.ends in ("with_team", "with_team_manager")


FATES = (
    Fate("waiting", 8, 21, 0.3, "awaiting_decision"),
    Fate("waiting again", 3, 20, 0.3, "awaiting_decision", again=True),
    Fate("urgent", 3, 16, 0.3, "awaiting_decision", urgent=True),
    Fate("returned", 2, 22, 3, "awaiting_decision", detour="returned"),
    Fate("reopened", 2, 200, 30, "awaiting_decision", "nfa", detour="reopened"),
    Fate("breached", 1, 29, 25, "awaiting_decision"),
    Fate("breached", 1, 40, 30, "awaiting_decision", detour="returned"),
    Fate("escalated", 1, 62, 50, "awaiting_decision"),
    Fate("advised", 3, 60, 6, "awaiting_authorisation", "advice"),
    Fate("advised again", 1, 62, 12, "awaiting_authorisation", "advice", detour="sent_back"),
    Fate("with worker", 6, 21, 1.5, "with_worker"),
    Fate("with worker again", 1, 20, 1.5, "with_worker", again=True),
    Fate("with worker too long", 1, 30, 25, "with_worker"),
    Fate("advising", 3, 44, 3, "advice_in_progress", "advice"),
    Fate("advising, sent back", 1, 60, 10, "advice_in_progress", "advice", detour="sent_back"),
    Fate("advising too long", 1, 170, 110, "advice_in_progress", "advice"),
    Fate("draft", 7, 15, 0.1, "draft"),
    Fate("urgent draft", 1, 3, 0.1, "draft", urgent=True),
    Fate("draft left", 1, 26, 20, "draft"),
    Fate("referral", 6, 46, 4, "closed", "referral"),
    Fate("urgent referral", 2, 22, 4, "closed", "referral", urgent=True),
    Fate("old referral", 1, 190, 70, "closed", "referral"),
    Fate("early help", 8, 140, 5, "closed", "early_help"),
    Fate("early help again", 2, 130, 5, "closed", "early_help", again=True),
    Fate("old early help", 2, 320, 210, "closed", "early_help"),
    Fate("with its team", 2, 9, 0.5, "with_team"),
    Fate("with their manager", 1, 20, 1, "with_team_manager"),
    Fate("passed on", 3, 300, 24, "closed", "passed"),
    Fate("joined", 1, 14, 0.5, "closed", "joined", again=True),
    Fate("nothing more", 22, 336, 6, "closed", "nfa"),
    Fate("nothing more again", 5, 300, 6, "closed", "nfa", again=True),
    Fate("nothing more, desk work", 11, 336, 9, "closed", "nfa", detour="returned"),
    Fate("nothing more, late", 5, 330, 40, "closed", "nfa", detour="late"),
    Fate("nothing more, twice", 2, 320, 70, "closed", "nfa", detour="reopened"),
    Fate("nothing more, corrected", 2, 330, 20, "closed", "nfa", corrected=True),
    Fate("advice", 19, 336, 26, "closed", "advice"),
    Fate("advice again", 2, 330, 30, "closed", "advice", again=True),
    Fate("advice, sent back", 2, 330, 40, "closed", "advice", detour="sent_back"),
    Fate("in error", 5, 330, 3, "closed", "error"),
)
DECIDES = {
    "nfa": "decide_no_further_action",
    "advice": "decide_advice",
    "early_help": "decide_early_help",
    "referral": "decide_referral",
}


@dataclass(frozen=True)
class Moment:
    """One thing that somebody does at a time, and the worker whom they give it to; what they say comes later."""

    at: datetime
    who: str
    verb: str
    to: str = ""


class Course:
    """The moments of one contact, from its receipt to its fate. OutOfTime when `now` comes before the end."""

    def __init__(
        self, fate: Fate, received: datetime, by_voice: bool, at_reception: bool, crew: Crew, now: datetime, rng: Random
    ):
        self.fate, self.received, self.crew, self.now, self.rng = fate, received, crew, now, rng
        self.at_reception = at_reception
        self.shift = rng.randrange(60)
        self.moments: list[Moment] = []
        self.at = received
        self._take_down(by_voice)
        self._follow()

    def _do(self, verb, who, shortest, longest, to=None):
        self.at = desk_later(self.at, self.rng.uniform(shortest, longest)).replace(microsecond=0)
        if self.at > self.now - MINUTE:
            raise OutOfTime
        self.moments.append(Moment(self.at, who(self.at), verb, to(self.at) if to else ""))

    def _take_down(self, by_voice):
        begins = (3, 12) if by_voice and staffed(self.received) else (6, 70)
        recorder = self.crew.reception if self.at_reception and self.fate.ends == "draft" else self._recorder
        self._do("begin", recorder, *begins)
        if self.rng.random() < 0.1 and not self.fate.corrected:
            self._do("save", recorder, 6, 25)

    def _recorder(self, at):
        return self.crew.recorder(at, self.shift)

    def _reviewer(self, at):
        return self.crew.reviewer(at, self.shift)

    def _worker(self, at):
        return self.crew.social_worker(at, self.shift)

    def _helper(self, at):
        return self.crew.early_help_worker(at) if self.shift % 4 == 0 else self._worker(at)

    def _follow(self):
        fate = self.fate
        if fate.ends == "draft":
            return
        if fate.outcome == "error":
            self._do("discard", lambda at: self.moments[0].who, 4, 60)
            return
        self._do("submit", self._recorder, 3, 30)
        self._review()
        if fate.ends == "with_worker":
            self._do("assign", self._reviewer, 5, 60, to=self._helper)
        elif fate.of_a_team:
            self._to_a_team()
        elif fate.outcome == "joined":
            self._do("join", self._reviewer, 5, 60)
        elif fate.outcome:
            self._decide()

    def _to_a_team(self):
        if self.fate.ends == "with_team_manager":
            self._do("send_to_team_manager", self.crew.manager, 5, 60)
            return
        self._do("pass_to_team", self._recorder, 3, 40)
        if self.fate.ends == "closed":
            self._do("acknowledge", self.crew.team_support, 20, 200)

    def _review(self):
        fate, rng = self.fate, self.rng
        if fate.corrected:
            self._do("correct_receipt", self.crew.manager, 10, 60)
        if not fate.urgent and rng.random() < 0.5:
            self._do("prioritise", self._reviewer, 4, 40)
        if fate.detour == "returned":
            self._do("assign", self._reviewer, 5, 40, to=self._helper)
            worker = self.moments[-1].to
            self._do("return_to_tray", lambda at: worker, 30, 120)
        if rng.random() < 0.12:
            self._do("add_information", self._recorder, 5, 60)

    def _decide(self):
        self._wait()
        advises = self.fate.outcome == "advice"
        self._do(DECIDES[self.fate.outcome], self.crew.manager, 2, 30, to=self._worker if advises else None)
        if advises:
            self._advise(self.moments[-1].to)
        if self.fate.detour == "reopened":
            self._do("reopen", self.crew.practice_manager, 500, 1400)
            if self.fate.ends == "closed":
                self._do("decide_no_further_action", self.crew.manager, 60, 300)

    def _wait(self):
        if self.fate.detour == "late":
            late = self.received + self.rng.uniform(25, 30) * HOUR
            self.at = max(self.at, late)
        elif not self.fate.urgent:
            shortest, longest = self.rng.choices([(15, 70), (70, 200), (200, 380)], [5, 3, 1])[0]
            self.at = desk_later(self.at, self.rng.uniform(shortest, longest))

    def _advise(self, worker):
        def adviser(at):
            return worker

        ends, sent_back = self.fate.ends, self.fate.detour == "sent_back"
        if ends == "advice_in_progress" and not sent_back:
            return
        self._do("complete_advice", adviser, 40, 420)
        if sent_back:
            self._do("send_back", self.crew.manager, 15, 120)
            if ends == "advice_in_progress":
                return
            self._do("complete_advice", adviser, 20, 160)
        if ends == "closed":
            self._do("authorise", self.crew.manager, 10, 200)
