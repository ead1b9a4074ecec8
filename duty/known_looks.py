"""What is known of everybody in some looks: what `duty.unusual` compares, each kind of fact in one query."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from directory.models import RoleGrant
from directory.roles import DUTY_SIDE
from duty.looks import Look, Way, Work
from people.models import Person, RestrictionReader, StaffRelation, root
from people.names import words
from workflow.models import SlipPerson

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Colleague:
    """What is compared of somebody who looks; `at_the_desk` is whoever works from the shared trays."""

    name: frozenset[str]
    surname: frozenset[str]
    postcode: str
    at_the_desk: bool


class Hour(NamedTuple):
    """Sixty minutes that begin with a look, and how many people were looked at in them."""

    begins: datetime
    people: int


@dataclass(frozen=True)
class Known:
    """What is known: by colleague, and by person."""

    colleagues: dict[int, Colleague]
    namesakes: dict[frozenset[str], set[int]]
    names: dict[int, set[frozenset[str]]]
    surnames: dict[int, set[str]]
    postcodes: dict[int, set[str]]
    relations: dict[int, set[int]]
    glass_broken: dict[tuple[int, int], list[tuple[datetime, datetime]]]
    waiting: dict[int, set[int | None]]
    work: Work
    fullest: dict[tuple[int, Way], dict[datetime, Hour]]


def known_of(looks: Iterable[Look], work: Work) -> Known:
    """Whatever the rules ask about these looks."""
    roots = {look.root for look in looks}
    names, surnames, postcodes = _people(roots)
    colleagues = _colleagues()
    namesakes = defaultdict(set)
    for pk, colleague in colleagues.items():
        namesakes[colleague.name].add(pk)
    return Known(
        colleagues=colleagues,
        namesakes=namesakes,
        names=names,
        surnames=surnames,
        postcodes=postcodes,
        relations=_relations(roots),
        glass_broken=_glass_broken(roots),
        waiting=_waiting(roots),
        work=work,
        fullest=_fullest_hours(looks),
    )


def _colleagues():
    desk = RoleGrant.objects.at(timezone.now()).filter(role__in=sorted(DUTY_SIDE), user=OuterRef("pk"))
    rows = get_user_model().objects.values_list("pk", "name", "home_postcode", Exists(desk))
    return {
        pk: Colleague(frozenset(words(name)), frozenset(words(name.rpartition(" ")[2])), _bare(postcode), at_the_desk)
        for pk, name, postcode, at_the_desk in rows
    }


def _fullest_hours(looks):
    """For each minute in which a colleague looked at somebody, the fullest hour that it lies in."""
    shown = defaultdict(lambda: defaultdict(set))
    for look in looks:
        for way, minutes in look.minutes.items():
            for minute in minutes:
                shown[look.user_id, way][minute].add(look.root)
    return {key: _fullest(by_minute) for key, by_minute in shown.items()}


def _fullest(by_minute):
    minutes, found = sorted(by_minute), {}
    for index, begins in enumerate(minutes):
        within = minutes[index : bisect_left(minutes, begins + AN_HOUR)]
        hour = Hour(begins, len(set().union(*(by_minute[minute] for minute in within))))
        for minute in within:
            found[minute] = max(found.get(minute, hour), hour, key=lambda one: one.people)
    return found


def _rows(model, path, roots):
    return model.objects.annotate(root=root(path)).filter(root__in=roots).order_by()


def _people(roots):
    """Every name, family name and postcode by which somebody is or was known, or any duplicate of theirs."""
    names, surnames, postcodes = defaultdict(set), defaultdict(set), defaultdict(set)
    another = Concat("names__given_name", Value(" "), "names__family_name")
    others = {"others": ArrayAgg(another, filter=Q(names__isnull=False), default=[], distinct=True)}
    others["other_surnames"] = ArrayAgg("names__family_name", filter=Q(names__isnull=False), default=[], distinct=True)
    others["lived"] = ArrayAgg("addresses__postcode", filter=Q(addresses__isnull=False), default=[], distinct=True)
    for each in _rows(Person, "", roots).annotate(**others):
        names[each.root] |= {frozenset(words(name)) for name in (each.full_name, *each.others)}
        surnames[each.root] |= {word for name in (each.family_name, *each.other_surnames) for word in words(name)}
        postcodes[each.root] |= {_bare(postcode) for postcode in each.lived} - {""}
    return names, surnames, postcodes


def _relations(roots):
    found = defaultdict(set)
    for person, user in _rows(StaffRelation, "person__", roots).values_list("root", "user"):
        found[person].add(user)
    return found


def _glass_broken(roots):
    """Who had whom open from when until when although they were restricted to others."""
    broken, found = _rows(RestrictionReader, "restriction__person__", roots).broke_glass(), defaultdict(list)
    for person, user, added, until in broken.values_list("root", "user", "added_at", "until"):
        found[user, person].append((added, until))
    return found


def _waiting(roots):
    """With whom something about a person waits now: a colleague, a team's members, or (None) whoever is at the desk."""
    now, found = timezone.now(), defaultdict(set)
    there = "slip__team__memberships"
    ends = Q(**{f"{there}__until": None}) | Q(**{f"{there}__until__gt": now})
    members = FilteredRelation(there, condition=ends & Q(**{f"{there}__starts__lte": now}))
    slips = _rows(SlipPerson, "person__", roots).alias(member=members)
    for person, tray, holder, member in slips.values_list("root", "slip__tray", "slip__holder", "member__user"):
        if tray or holder or member:
            found[person].add(None if tray else holder or member)
    return found


def _bare(postcode):
    return "".join(sign for sign in postcode.lower() if sign.isalnum())
