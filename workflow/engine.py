"""`open_record` and `perform`: the only two places where a state begins or changes.

Each is one database transaction: state, slip, deadlines, event, decision, notices and outbox commit
together or not at all (DOMAIN section 5). Locks are taken in the order record, deadlines, slip, people.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q
from django.http import Http404

from audit.field_history import save_with_history
from audit.models import Event
from audit.once import done_before
from correspondence.notices import Telling, tell
from deadlines import services as deadlines
from directory.london import said
from directory.models import Membership, roles_of
from directory.roles import TEAM_ROLES, Role
from workflow.models import Decision, Link, Stay
from workflow.process import Act, Clock, Place, Process, Stale, Tells, Transition, process_of
from workflow.refusals import Refused
from workflow.slips import URGENT, lay
from workflow.words import label_of, those_who_may

THOSE_WHO_ANSWER = (Role.TEAM_BSO, Role.TEAM_MANAGER)
"""Who of a receiving team is told of what lies with it."""


def open_record(record, actor, now: datetime, *, verb="record", key: UUID | None = None, made_by=None, people=None):
    """Begin an unsaved record in the state it carries, with its clocks, event, link and slip.

    `people` is called with the saved record and its event to add whom it concerns, before the slip
    is laid. Call it inside the transaction of whatever makes the record.
    """
    process = process_of(record)
    if record.state not in process.initial:
        raise ValueError(f"{process.slug} cannot begin in {record.state}")
    record.created_by, record.created_at, record.changed_at = actor, now, now
    with transaction.atomic():
        event = Event(pk=Event.next_number(), at=now, actor=actor, verb=verb, after=record.state, version=1, key=key)
        save_with_history(record, event)
        event.record, event.wall = record, record.wall
        event.save(force_insert=True)
        if made_by is not None:
            link(made_by, record)
        if people is not None:
            people(record, event)
        _start(record, process.opens, now)
        _place(process, record, now)
    return record


def note_event(record, actor, verb: str, now: datetime, key: UUID | None = None, after: str | None = None) -> Event:
    """Write down what is done to a record, and the state `after` it, if that is another.

    Also what is no action of its process: a draft saved, a person changed.
    """
    state = getattr(record, "state", "")
    return Event.behind_walls.create(
        at=now,
        actor=actor,
        verb=verb,
        record=record,
        before=state,
        after=after or state,
        version=record.version,
        key=key,
        wall=getattr(record, "wall", None),
    )


def already_done(record, verb: str, actor, key: UUID | None) -> bool:
    """Whether this form has already done `verb` to `record`. Raises `Refused` when it did something else."""
    done = done_before(actor, key)
    if done is None:
        return False
    if done == record and Event.about(record).filter(actor=actor, key=key, verb=verb).exists():
        return True
    sentence = "This form was sent once before, for something else. Nothing of it was saved now: open it afresh."
    raise Refused(sentence, ("form_used",))


def link(maker, made) -> None:
    """Note that `made` was made by `maker`."""
    Link.behind_walls.create(
        record=made,
        wall=getattr(made, "wall", None),
        maker_type=ContentType.objects.get_for_model(maker),
        maker_id=maker.pk,
    )


@transaction.atomic
def perform(
    record,
    step: str,
    actor,
    data: Mapping,
    seen_version: int | None,
    now: datetime,
    key: UUID | None = None,
    while_recording: bool = False,
):
    """Do `step` to `record` as `actor`, with the raw form `data`; answers the record as it then is.

    `seen_version` is the version that the actor's form was opened on (empty: no form was opened).
    `key` is that form's own number: the same actor's second post of it is answered as done.
    `while_recording` is for what is said in recording itself, which is the recorder's to say whatever
    their role: the caller has judged that they may record.
    Raises `Refused`, with nothing changed, or `Http404` when the actor may no longer know of the record.
    """
    if already_done(record, step, actor, key):
        return locked(record, actor)
    process = process_of(record)
    record = locked(record, actor, *(one.locks(data) for one in process.transitions if one.name == step))
    transition = process.transition(step, record.state)
    if transition is None:
        raise Http404
    form = transition.form(data, record=record, actor=actor)
    _judge(process, transition, record, actor, seen_version, now, form, while_recording)
    record.version += 1
    event = note_event(record, actor, step, now, key, after=transition.target)
    act = Act(record, actor, form.cleaned_data, now, event, form.words())
    record.state, record.changed_at = event.after, now
    for effect in transition.effects:
        effect(act)
    _leave_trays(process, record)
    save_with_history(record, event)
    _settle(process, transition, record, now)
    _place(process, record, now)
    Decision.behind_walls.create(record=record, wall=record.wall, event=event, step=step, words=act.said)
    _tell(transition.tells, record, step, event, f"{transition.label}: {record.reference}, by {actor.name}.", now)
    return record


def locked(record, actor, *others: Q):
    """The row itself, not the copy in hand, locked until the transaction ends.

    With it `others` of its model, in one order whoever asks, so that no two wait for each other.
    """
    wanted = reduce(or_, others, Q(pk=record.pk))
    rows = type(record).objects.visible_to(actor).select_for_update(of=("self",)).filter(wanted).order_by("pk")
    row = next((row for row in rows if row.pk == record.pk), None)
    if row is None:
        raise Http404
    return row


def _judge(process: Process, transition: Transition, record, actor, seen_version, now, form, while_recording):
    stale = seen_version is not None and seen_version != record.version
    if record.state not in transition.source or (stale and transition.stale is Stale.REFUSE):
        raise _overtaken(process, transition, record, actor, now, form)
    if not (while_recording or transition.may(record, actor, roles_of(actor, now))):
        who = [*transition.roles, *(relation.slug for relation in transition.relations)]
        may = those_who_may(transition)
        sentence = f"“{transition.label}” is for {may}. Nothing was saved: ask one of them, or go back."
        raise Refused(sentence, who, 403, form)
    wanting = [] if form.is_valid() else list(form.errors)
    unmet = transition.unmet(record, actor, getattr(form, "cleaned_data", {}))
    if unmet:
        slugs = [slug for reason in unmet for slug in reason.slugs]
        raise Refused(" ".join(reason.sentence for reason in unmet), [*slugs, *wanting], 409, form)
    if wanting:
        labels = ", ".join(str(form.fields[n].label or n) if n in form.fields else "the form" for n in wanting)
        raise Refused(f"{transition.label} needs: {labels}.", wanting, 422, form)


def _overtaken(process, transition, record, actor, now, form):
    """Who was first, what they did and when; and whether the same may still be done to the record as it now is."""
    events = Event.about(record).select_related("actor")
    if record.state not in transition.source:
        events = events.exclude(before=F("after"))
    last = events.last()
    who = last.actor.name if last.actor else "the system"
    first = "You were first yourself, perhaps in another window" if last.actor == actor else f"{who} was first"
    kept = "Nothing of yours was saved yet: read what is new, then send it again."
    if record.state not in transition.source:
        kept = f"It is now {record.get_state_display()}, so that this cannot be done any more."
        kept += " Nothing of yours was saved."
    sentence = f"{first}: {label_of(process, last.verb)}, {said(last.at, now)}. {kept}"
    slugs = [record.state, last.verb, who, last.at.isoformat(), *transition.source]
    return Refused(sentence, slugs, 409, form)


def _leave_trays(process, record):
    place = process.trays.get(record.state)
    if place is not Place.HOLDER:
        record.holder = None
    if place is not Place.TEAM:
        record.team = None


def _place(process, record, now):
    """Put its slip where it lies now, and note the stay of what lies with a receiving team or one of its workers."""
    lay(record)
    place = process.trays.get(record.state)
    team = record.team_id if place is Place.TEAM else None
    if place is Place.HOLDER:
        team = _team_worked_for(record.holder, now)
    stays = Stay.about(record).filter(until=None)
    stays.exclude(team=team, state=record.state).update(until=now)
    if team is not None and not stays.exists():
        Stay.behind_walls.create(record=record, wall=record.wall, team_id=team, state=record.state, since=now)


def _team_worked_for(holder, now):
    """The receiving team for which somebody works now; who only came from it and works elsewhere works for none."""
    if not roles_of(holder, now) & TEAM_ROLES:
        return None
    return Membership.objects.at(now).filter(user=holder).values_list("team_id", flat=True).first()


def _settle(process, transition, record, now):
    running = deadlines.running(record)
    deadlines.meet(record, [running.pop(rule) for rule in transition.stops if rule in running], now)
    deadlines.cancel(record, [running.pop(rule) for rule in transition.cancels if rule in running], now)
    if record.state in process.closed_states:
        deadlines.cancel(record, [clock for rule, clock in running.items() if rule not in process.outlive], now)
    _start(record, transition.starts, now)


def _start(record, clocks: tuple[Clock, ...], now):
    for clock in clocks:
        deadlines.start(record, clock.rule, clock.since(record, now), now, urgent=record.priority == URGENT)


def tell_who_has(record, name: str, event: Event, sentence: str, now: datetime) -> None:
    """Tell whoever has the record now, if anybody does, of what is no action of its process."""
    _tell(Tells(holder=True), record, name, event, sentence, now)


def _tell(tells: Tells, record, name, event, sentence, now):
    """What lies with a team is had by the team."""
    of_team = THOSE_WHO_ANSWER if tells.holder and record.team_id else ()
    roles = (*tells.roles, *of_team)
    people = (record.holder_id,) if tells.holder and record.holder_id else ()
    if roles or people:
        tell([Telling(record, name, f"event {event.pk}", sentence, roles, people, everyone=tells.everyone)], now)
