"""What is unusual about a look: what an auditor should ask about first. A reason is a question, never a verdict."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import FilteredRelation, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from directory.london import LONDON
from duty.looks import AROUND, Look, Work
from people.models import Person, RestrictionReader, StaffRelation, root
from people.names import words
from workflow.models import SlipPerson

MANY = 30
"""More people than this opened within one hour of the clock is more than anybody's work asks for."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Colleague:
    """What is compared of somebody who looks."""

    name: frozenset[str]
    surname: frozenset[str]
    postcode: str


@dataclass(frozen=True)
class Known:
    """What is known of everybody in some looks: by colleague, and by person."""

    colleagues: dict[int, Colleague]
    namesakes: dict[frozenset[str], set[int]]
    names: dict[int, set[frozenset[str]]]
    surnames: dict[int, set[str]]
    postcodes: dict[int, set[str]]
    relations: dict[int, set[int]]
    glass_broken: dict[tuple[int, int], list[tuple[datetime, datetime]]]
    waiting: dict[int, set[int | None]]
    work: Work
    in_an_hour: Counter


def same_surname(look: Look, known: Known) -> str:
    """The family name, or another one that they have or had, is the colleague's own."""
    return "own surname" if known.colleagues[look.user_id].surname & known.surnames[look.root] else ""


def same_postcode(look: Look, known: Known) -> str:
    """They live, or lived, where the colleague does. A protected address is never compared."""
    return "own postcode" if known.colleagues[look.user_id].postcode in known.postcodes[look.root] else ""


def of_a_colleague(look: Look, known: Known) -> str:
    """They have a colleague's name, or somebody here has marked them as a relation: the one who looks, since then."""
    related = known.relations[look.root]
    if look.user_id in related:
        return "own relation, marked since"
    if related:
        return "a colleague's relation"
    named = {pk for name in known.names[look.root] for pk in known.namesakes.get(name, ())}
    return "a colleague's name" if named - {look.user_id} else ""


def broke_the_glass(look: Look, known: Known) -> str:
    """They were restricted to others, and the colleague opened them all the same."""
    opened = known.glass_broken[look.user_id, look.root]
    return "broke the glass" if any(added <= look.last and look.first < until for added, until in opened) else ""


def one_of_many(look: Look, known: Known) -> str:
    """One of more than `MANY` people whom the colleague opened within one hour."""
    most = max(((known.in_an_hour[look.user_id, hour], hour) for hour in look.hours), default=(0, None))
    if most[0] <= MANY:
        return ""
    begins = most[1].astimezone(LONDON)
    return f"one of {most[0]} between {begins:%H:%M} and {begins + timedelta(hours=1):%H:%M}"


def no_work(look: Look, known: Known) -> str:
    """Opened without a reason that shows.

    The colleague did nothing for them within a week, nobody did anything that day or the day before, and nothing
    about them waits with the colleague or in a tray that is shared.
    """
    if not look.opened or {look.user_id, None} & known.waiting[look.root]:
        return ""
    if any(abs(day - look.day) <= AROUND for day in known.work.of[look.user_id, look.root]):
        return ""
    return "" if {look.day, look.day - A_DAY} & known.work.on[look.root] else "no work reason"


RULES: tuple[tuple[int, Callable[[Look, Known], str]], ...] = (
    (8, broke_the_glass),
    (8, same_surname),
    (8, same_postcode),
    (8, of_a_colleague),
    (5, one_of_many),
    (4, no_work),
)
"""How much each weighs: two of the heavy ones stand before one, and any heavy one before any light one."""


def unusual_first(looks: Iterable[Look], work: Work) -> list[tuple[Look, list[str]]]:
    """The looks, each with what is unusual about it: the most unusual first, then the latest."""
    looks = list(looks)
    known = _known_of(looks, work)
    judged = []
    for look in looks:
        said = [(weight, text) for weight, rule in RULES if (text := rule(look, known))]
        judged.append((sum(weight for weight, _ in said), look.last, look, [text for _, text in said]))
    judged.sort(key=lambda one: one[:2], reverse=True)
    return [(look, texts) for *_, look, texts in judged]


def _known_of(looks, work):
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
        in_an_hour=Counter((look.user_id, hour) for look in looks for hour in look.hours),
    )


def _colleagues():
    rows = get_user_model().objects.values_list("pk", "name", "home_postcode")
    return {
        pk: Colleague(frozenset(words(name)), frozenset(words(name.rpartition(" ")[2])), _bare(postcode))
        for pk, name, postcode in rows
    }


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
