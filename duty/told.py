"""A notice in words, for a reader who may see what it is about: whom it concerns, and what has become of it since.

What is kept and mailed carries the reference alone (ARCHITECTURE rule 6). All of this is looked up as the page is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q

from audit.models import Event
from deadlines.models import Deadline
from directory.london import said
from directory.profile import current
from people.cells import first_words
from workflow.models import Slip
from workflow.ports import tray_cells
from workflow.process import Process, process_of
from workflow.words import deed, said_of, tray_named, whom

Item = tuple[int, int]
"""A record, by the numbers of its content type and of itself."""
STAGES = {"warned": "Soon due", "breached": "Breached", "escalated": "At twice its time"}
EVENT = "event "
"""What the key of a notice about an action begins with; the event's number follows."""


@dataclass
class Known:
    """What a reader may know of one record now: its cells, where it lies, its running clocks, how its state changed."""

    process: Process
    row: Mapping
    slip: Slip | None = None
    clocks: dict[str, Deadline] = field(default_factory=dict)
    moves: list[Event] = field(default_factory=list)

    def ended(self, rule: str, since: datetime) -> Event | None:
        """What brought the clock by `rule` to its end after `since`, and not only the last that happened."""
        return next((move for move in self.moves if move.at >= since and self._ends(move, rule)), None)

    def _ends(self, move, rule):
        transition = self.process.transition(move.verb)
        return move.after in self.process.closed_states or (transition is not None and rule in transition.stops)


@dataclass(frozen=True)
class Told:
    """What one notice says on the page. `settled`: nothing waits for its reader because of it any more."""

    text: str
    words: tuple[str, ...] = ()
    since: str = ""
    settled: bool = False


class Teller:
    """The notices about some items, for one reader; asked once for all, whatever their number."""

    def __init__(self, items: Iterable[Item], keys: Iterable[str], user, now: datetime):
        self.user, self.now = user, now
        self.known = _known(items, user, now)
        numbers = [int(key.removeprefix(EVENT)) for key in keys if key.startswith(EVENT)]
        self.events = {}
        for event in _events(self.known, numbers):
            self.events[event.pk] = event
            if event.before != event.after:
                self.known[event.content_type_id, event.object_id].moves.append(event)

    def of(self, item: Item, notice: Mapping) -> Told:
        """One notice about `item`, with its name, key, sentence and time."""
        known = self.known.get(item)
        if known is None:
            return Told(notice["sentence"])
        rule, _, stage = notice["name"].rpartition(" ")
        if rule in current().deadlines and stage in STAGES:
            return self._of_clock(known, rule, stage, notice)
        event = self.events.get(int(notice["key"].removeprefix(EVENT))) if notice["key"].startswith(EVENT) else None
        return self._of_action(known, event, notice)

    def _of_clock(self, known, rule, stage, notice):
        label = current().deadlines[rule].label
        text = f"{STAGES[stage]}: {label[0].lower()}{label[1:]} for {self._about(known)}"
        clock = known.clocks.get(rule)
        if clock is None or clock.started_at > notice["at"]:
            return Told(text, since=self._became(known, known.ended(rule, notice["at"])), settled=True)
        if clock.moment(stage) > self.now:
            return Told(text, since=f"The time was set again: due {said(clock.due_at, self.now)}", settled=True)
        return Told(text, since=f"Still {self._where(known) or 'waited for'}")

    def _of_action(self, known, event, notice):
        settled = known.slip is None
        if event is None:
            text = f"{notice['sentence']} {whom(known.row)}".strip()
            return Told(text, since=self._since(known, notice, settled), settled=settled)
        words = event.decision.words if hasattr(event, "decision") else {}
        transition = known.process.transition(event.verb)
        if transition and transition.tells.holder and not transition.tells.roles:
            settled = settled or known.slip.holder_id != self.user.pk
        return Told(
            f"{self._deed(known, event)}: {self._about(known)}",
            tuple(first_words(line) for line in said_of(known.process, event.verb, words)),
            self._since(known, notice, settled),
            settled,
        )

    def _about(self, known):
        row = known.row
        named = whom(row) or "nobody named yet"
        return f"{named}, received {said(row['received_at'], self.now)}, {row['reference']}"

    def _deed(self, known, event):
        words = event.decision.words if hasattr(event, "decision") else {}
        return f"{deed(known.process, event.verb, words)} by {event.actor.name if event.actor else 'the system'}"

    def _since(self, known, notice, settled):
        if not settled:
            return f"Still {self._where(known) or 'waited for'}"
        return self._became(known, next((move for move in known.moves[::-1] if move.at >= notice["at"]), None))

    def _became(self, known, move):
        where = self._where(known)
        if move is None:
            return f"Now {where}" if where else ""
        what = f"{self._deed(known, move)}, {said(move.at, self.now)}"
        return f"{what}; now {where}" if where else what

    def _where(self, known):
        slip = known.slip
        if slip is None:
            return ""
        if slip.tray:
            return f"in {tray_named(slip.tray)}"
        return (
            "with you" if slip.holder_id == self.user.pk else f"with {slip.holder.name if slip.holder else slip.team}"
        )


def _known(items, user, now):
    """What `user` may know of each of these items: their cells, slips and clocks."""
    wanted = defaultdict(list)
    for kind, pk in items:
        wanted[kind].append(pk)
    known = {}
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model in tray_cells:
            rows = tray_cells[model](pks, user, now)
            known |= {(kind, pk): Known(process_of(model), row) for pk, row in rows.items()}
    if known:
        for slip in Slip.objects.filter(_any_of(known)).select_related("holder", "team"):
            known[slip.content_type_id, slip.object_id].slip = slip
        for clock in Deadline.objects.filter(_any_of(known)).running():
            known[clock.content_type_id, clock.object_id].clocks[clock.rule] = clock
    return known


def _events(known, numbers):
    """Those that the notices are about, and every change of state of what they are about, in their order."""
    if not known:
        return ()
    wanted = Q(pk__in=numbers) | ~Q(before=F("after"))
    return Event.objects.filter(_any_of(known), wanted).select_related("actor", "decision").order_by("pk")


def _any_of(items: Iterable[Item]) -> Q:
    by_kind = defaultdict(list)
    for kind, pk in items:
        by_kind[kind].append(pk)
    return Q(*(Q(content_type=kind, object_id__in=pks) for kind, pks in by_kind.items()), _connector=Q.OR)
