"""The declaration of a process: one list of transitions, from which everything else is derived.

Buttons and "not yet, because", pages, the internal API, permissions, audit, clocks, notices and
`docs/workflows/` all come from it (DOMAIN section 5). Pure values: no queries here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from directory.roles import Role
from directory.services import belongs_to
from workflow.forms import ActionForm


class Stale(StrEnum):
    """What becomes of an action whose form was opened before somebody else acted."""

    REFUSE = "refuse"
    MERGE = "merge"
    """For what only adds: urgent flags, notes, records."""


@dataclass(frozen=True)
class Relation:
    """A way to stand to a record that lets one act on it. `holds` is given the record, the user and their roles."""

    slug: str
    label: str
    holds: Callable[[object, object, frozenset[str]], bool]


HOLDER = Relation("holder", "the worker who has it", lambda record, user, roles: record.holder_id == user.pk)
RECORDER = Relation("recorder", "who recorded it", lambda record, user, roles: record.created_by_id == user.pk)


def of_its_team(role: Role, label: str) -> Relation:
    """Those who hold `role` in the very team that has the record now."""

    def holds(record, user, roles):
        return role in roles and record.team_id is not None and belongs_to(user, record.team_id)

    return Relation(str(role), label, holds)


TEAM_MANAGER = of_its_team(Role.TEAM_MANAGER, "that team's manager")
TEAM_BSO = of_its_team(Role.TEAM_BSO, "that team's business support officer")


class Place(StrEnum):
    """A tray that depends on the record: its holder's own, or its team's."""

    HOLDER = "holder"
    TEAM = "team"


@dataclass(frozen=True)
class Unmet:
    """Why an action is not possible yet: a sentence a person can act on, and its slugs."""

    sentence: str
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """What an effect is given: the locked record, who acts, the form's cleaned data, when, and the event.

    `said` becomes the words of the decision: an effect may add what the history must show.
    """

    record: object
    actor: object
    data: Mapping[str, object]
    now: datetime
    event: object
    said: dict[str, str]


@dataclass(frozen=True)
class Clock:
    """A deadline rule that an action starts, and from which moment: by default from the action itself."""

    rule: str
    since: Callable[[object, datetime], datetime] = lambda record, now: now


@dataclass(frozen=True)
class Tells:
    """Who is told of an action: the holder, roles (those on the rota first, or everyone), once each.

    Of a receiving team's roles only those of the team that has the record are meant.
    """

    roles: tuple[str, ...] = ()
    everyone: bool = False
    holder: bool = False


Guard = Callable[[object, object, Mapping[str, object]], Unmet | None]
Effect = Callable[[Act], None]
Saying = Callable[[object, object, datetime], Iterable[str]]


def says(saying: str | Saying) -> Callable[[Effect], Effect]:
    """Let an effect say, before it is done, what it will do: always the same, or of the record, its reader and now.

    In people's words, and naming nobody of whom the reader may not know. An effect without it keeps books, and
    says nothing; its docstring is for the generated pages alone.
    """

    def telling(effect):
        effect.saying = (lambda record, user, now: [saying]) if isinstance(saying, str) else saying
        return effect

    return telling


def adds(*names: str) -> Callable[[Effect], Effect]:
    """Let an effect add these to what was said: `done` may name them, as it names what the form asks."""

    def adding(effect):
        effect.adds = names
        return effect

    return adding


@dataclass(frozen=True)
class Transition:
    """One action: from where to where, who may, what must be said, what must hold, what follows.

    `by` is never empty: who is not named may not. `target` is empty for an action that leaves the
    state unchanged. `done` says afterwards what was done, for the message and the history; a field of
    the form may stand in it by its name: "Assigned to {worker}". Guards are judged on the locked row;
    `stops` are met, `cancels` end unmet, `starts` begin. `key` is the letter that begins it from a row of a tray.
    `locks` names the other records of the process, by the form's raw data, that are locked with this one.
    """

    name: str
    label: str
    source: tuple[str, ...]
    target: str | None
    by: tuple[Role | Relation, ...]
    done: str
    form: type[ActionForm] = ActionForm
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    starts: tuple[Clock, ...] = ()
    stops: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    tells: Tells = Tells()
    stale: Stale = Stale.REFUSE
    key: str = ""
    locks: Callable[[Mapping[str, object]], Q] = lambda data: Q(pk__in=[])

    def __post_init__(self):
        if not (self.by and self.source and self.done):
            raise ValueError(f"{self.name}: say who may do it, from which states, and what was done")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that may, sorted."""
        return tuple(sorted(who for who in self.by if isinstance(who, Role)))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that may."""
        return tuple(who for who in self.by if isinstance(who, Relation))

    def may(self, record, user, roles: Iterable[str]) -> bool:
        """Whether `user`, holding `roles`, is somebody who may do this to `record`."""
        held = frozenset(roles)
        return bool(held & set(self.roles)) or any(r.holds(record, user, held) for r in self.relations)

    @property
    def added(self) -> frozenset[str]:
        """What its effects add to what is said in its form."""
        return frozenset(name for effect in self.effects for name in getattr(effect, "adds", ()))

    def foretold(self, record, user, now: datetime) -> list[str]:
        """What its effects say that they will do to `record`, as `user` may know it."""
        sayings = [effect.saying for effect in self.effects if hasattr(effect, "saying")]
        return [line for saying in sayings for line in saying(record, user, now)]

    def unmet(self, record, actor, data: Mapping[str, object]) -> list[Unmet]:
        """Every guard that does not hold."""
        return [unmet for guard in self.guards if (unmet := guard(record, actor, data))]


@dataclass(frozen=True)
class Process:
    """All that may happen to one kind of record, in the manual's order.

    `trays` names the tray of each open state: a slug, or a `Place`; `closed_states` are those in which
    the item is finished and lies in none. `no_clock` gives the written
    reason for each open state in which no deadline runs. `outlive` are clocks that run on when the
    item closes. `opens` are the clocks that begin with the record.
    """

    slug: str
    label: str
    model: type
    initial: tuple[str, ...]
    trays: Mapping[str, str | Place]
    closed_states: tuple[str, ...] = ()
    transitions: tuple[Transition, ...] = ()
    opens: tuple[Clock, ...] = ()
    no_clock: Mapping[str, str] = field(default_factory=dict)
    outlive: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Every state of the model."""
        return tuple(self.model.State.values)

    def reachable(self) -> set[str]:
        """States that some chain of actions leads to."""
        found, before = set(self.initial), set()
        while found != before:
            before = set(found)
            found |= {t.target for t in self.transitions if t.target and found & set(t.source)}
        return found

    def transition(self, name: str, state: str = "") -> Transition | None:
        """The action called `name` as it is done from `state`; from elsewhere, or with none said, its first form.

        Who may, and what must hold, can differ from state to state (a decision in the duty tray and with a team's
        manager): then it is declared once for each. Nothing when there is no such action.
        """
        named = [transition for transition in self.transitions if transition.name == name]
        return next((one for one in named if state in one.source), named[0] if named else None)


_processes: dict[str, Process] = {}


def register(process: Process) -> Process:
    """Make a process known; its app's `workflow` module does so when Django starts."""
    if _processes.setdefault(process.slug, process) is not process:
        raise ValueError(f"two processes are called {process.slug}")
    return process


def processes() -> tuple[Process, ...]:
    """Every process, in the order of their slugs."""
    return tuple(_processes[slug] for slug in sorted(_processes))


def process_of(record_or_model) -> Process | None:
    """The process of a record or of a model; nothing for records without one."""
    model = record_or_model if isinstance(record_or_model, type) else type(record_or_model)
    return next((process for process in _processes.values() if process.model is model), None)


def process_named(slug: str) -> Process | None:
    """The process with that slug, or nothing."""
    return _processes.get(slug)
