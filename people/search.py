"""Finding people on file: by name in any order of words, birth date, NHS number, UPN or reference, best first.

Plain search: a word of the query must be the start of a word of a name or an alias; case and accents
do not count. Everything goes by `visible_to`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, Func, IntegerField, OuterRef, Q, QuerySet, When
from django.utils import timezone

from audit.gateway import shown_in_a_list
from directory.london import london_day
from people.ages import age_of, born_text
from people.alerts import tags
from people.known import known_of
from people.models import Person, PersonName
from people.names import begins, begins_some, holds, name_vector, words
from people.references import is_reference
from people.services.cases import CaseStatus

LIMIT, OFFERED, WORDS = 50, 8, 6
WELL_ENOUGH = 6
"""Below this rank every word of the query is a whole word of the name, or a number is the same."""
CANDIDATES, SOME_WORDS = 300, 8
"""So many whose name fits in one way are ranked: of a name that hundreds have, say the birth date as well."""
RESTRICTED = "A restricted record may match: ask the practice manager."
"""All that anybody is told of somebody who is restricted to others."""
DATES = [
    (re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b"), ("%Y-%m-%d",)),
    (re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"), ("%d/%m/%Y", "%d/%m/%y")),
    (re.compile(r"\b\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\b"), ("%d %b %Y", "%d %B %Y")),
]
NHS_NUMBER = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")
UPN = re.compile(r"\b[A-Za-z]\d{11}[0-9A-Za-z]\b")


@dataclass(frozen=True)
class Sought:
    """What a query asks for."""

    words: tuple[str, ...] = ()
    born: tuple[date, ...] = ()
    nhs_numbers: tuple[str, ...] = ()
    upns: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True)
class Match:
    """Somebody on file who may be meant, with the reason."""

    person: Person
    age: str
    facts: str
    status: CaseStatus
    why: str
    alerts: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Age, birth date, school and other names, in one line."""
        return ", ".join(filter(None, [self.age, self.facts]))


def understood(text: str) -> Sought:
    """The query in parts: dates as people write them, numbers, a reference, and the words that are left."""
    whole = re.sub(r"[\s-]", "", text).upper()
    if is_reference(whole):
        return Sought(reference=whole, nhs_numbers=(whole,))
    born = []
    for pattern, formats in DATES:
        for found in pattern.findall(text):
            day = _day(re.sub(r"\s+", " ", found.replace(".", "/")), formats)
            if day:
                born.append(day)
                text = text.replace(found, " ")
    nhs = [re.sub(r"\D", "", found) for found in NHS_NUMBER.findall(text)]
    upns = [found.upper() for found in UPN.findall(text)]
    rest = UPN.sub(" ", NHS_NUMBER.sub(" ", text))
    return Sought(tuple(words(rest)[:WORDS]), tuple(born), tuple(nhs), tuple(upns))


def _day(text, formats):
    for form in formats:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
    return None


def search(user, text: str, on: date) -> list[Match]:
    """Up to `LIMIT` people whom `user` may know of, best first: exact full name, whole words, starts of words."""
    return _explained(user, _found(user, understood(text))[:LIMIT], understood(text), on)


def matches(user, given_name: str = "", family_name: str = "", birth_date: date | None = None) -> list[Match]:
    """A few people on file who may be the one being named to a recorder, best first; nobody for a single letter."""
    sought = named(given_name, family_name, birth_date)
    if sought is None:
        return []
    return _explained(user, _found(user, sought)[:OFFERED], sought, london_day(timezone.now()))


def named(given_name: str, family_name: str, birth_date: date | None) -> Sought | None:
    """What to look for when somebody is being named; nothing while too little of it is said."""
    said = words(f"{given_name} {family_name}")[:WORDS]
    if sum(map(len, said)) < 2 and birth_date is None:
        return None
    return Sought(tuple(said), (birth_date,) if birth_date else ())


def restricted_matches(user, sought: Sought | None) -> list[Person]:
    """Those restricted to others whom every whole word fits: a search says that there may be some, and no more.

    Beginnings of words do not count: typed letter by letter they would spell out a name that is kept secret. Nor does
    a date of birth alone: day by day it would be found out.
    """
    if sought is None or not (sought.words or sought.nhs_numbers or sought.upns or sought.reference):
        return []
    closed = _among(Person.objects.restricted_from(user), sought)
    return [person for person in closed if getattr(person, "rank", 0) < WELL_ENOUGH]


def restricted_note(user, given_name: str = "", family_name: str = "", birth_date: date | None = None) -> str:
    """What a recorder who names somebody is told when one restricted to others may be meant; mostly nothing."""
    return RESTRICTED if told_of_restricted(user, named(given_name, family_name, birth_date)) else ""


def told_of_restricted(user, sought: Sought | None) -> bool:
    """Whether somebody restricted may be meant; that the user was told so is kept, as of whoever a search lists."""
    closed = restricted_matches(user, sought)
    shown_in_a_list(user, closed, "restricted match", timezone.now())
    return bool(closed)


def _found(user, sought: Sought) -> QuerySet:
    return _among(Person.objects.visible_to(user).prefetch_related("names"), sought)


def _among(people: QuerySet, sought: Sought) -> QuerySet:
    if not sought.words:
        return people.filter(_numbers(sought) | _born(sought)).order_by("family_name", "given_name", "pk")
    rank = Case(
        When(_numbers(sought), then=0),
        When(_exactly(sought.words), then=2),
        When(_every(sought.words, holds), then=4),
        When(_every(sought.words, begins), then=6),
        default=SOME_WORDS,
        output_field=IntegerField(),
    ) + Case(When(_born(sought), then=0), default=1, output_field=IntegerField())
    ranked = people.filter(pk__in=_candidates(sought)).alias(named=name_vector(), length=_length()).annotate(rank=rank)
    return ranked.order_by("rank", "family_name", "given_name", "pk")


def _candidates(sought):
    """The numbers of those who are worth ranking, each part found by an index of its own, and none without end."""
    people = Person.objects.order_by().alias(named=name_vector())
    some = _own_or_other(begins_some(sought.words))
    others = PersonName.objects.order_by().alias(named=name_vector())
    partly_other = others.filter(named=begins_some(sought.words)).values("person")[:CANDIDATES]
    return (
        people.filter(_numbers(sought))
        .values("pk")
        .union(
            people.filter(named=holds(sought.words)).values("pk")[:CANDIDATES],
            people.filter(named=begins(sought.words)).values("pk")[:CANDIDATES],
            others.filter(named=holds(sought.words)).values("person")[:CANDIDATES],
            others.filter(named=begins(sought.words)).values("person")[:CANDIDATES],
            people.filter(_every(sought.words, begins), pk__in=partly_other).values("pk"),
            people.filter(_born(sought)).filter(some).values("pk"),
        )
    )


def _numbers(sought):
    numbers = Q(nhs_number__in=sought.nhs_numbers) | Q(upn__in=sought.upns)
    return numbers | Q(reference=sought.reference) if sought.reference else numbers


def _born(sought):
    return Q(birth_date__in=sought.born)


def _every(named, how):
    """Each word is in the name or in another name of theirs."""
    return Q(*[_own_or_other(how([word])) for word in named])


def _own_or_other(query):
    return Q(named=query) | Exists(_other_names().filter(named=query))


def _exactly(named):
    """The whole name, in any order of its words, or the whole of another name."""
    exact = {"named": holds(named), "length": len(set(named))}
    return Q(**exact) | Exists(_other_names().filter(**exact))


def _other_names():
    return PersonName.objects.filter(person=OuterRef("pk")).alias(named=name_vector(), length=_length())


def _length():
    return Func(name_vector(), function="LENGTH", output_field=IntegerField())


def _explained(user, people: Iterable[Person], sought: Sought, on: date) -> list[Match]:
    people = list(people)
    known = known_of([person.pk for person in people], user, on)
    return [
        Match(
            person,
            age_of(person, on),
            _facts(person),
            known[person.pk].status,
            why(person, sought),
            tags(known[person.pk].alerts),
        )
        for person in people
    ]


def _facts(person):
    names = ", ".join(str(name) for name in person.names.all())
    return ", ".join(filter(None, [born_text(person), person.school, f"also known as {names}" if names else ""]))


def why(person: Person, sought: Sought) -> str:
    """Why this person was found, in words."""
    reasons = []
    if person.reference == sought.reference:
        reasons.append("this reference")
    if person.nhs_number and person.nhs_number in sought.nhs_numbers:
        reasons.append("this NHS number")
    if person.upn and person.upn in sought.upns:
        reasons.append("this UPN")
    if sought.words:
        reasons.append(_why_named(person, sought.words))
    if person.birth_date in sought.born:
        exact = person.birth_date_is == Person.BirthDateIs.EXACT
        reasons.append("same date of birth" if exact else f"same date of birth ({person.get_birth_date_is_display()})")
    text = ", ".join(filter(None, reasons))
    return text[:1].upper() + text[1:]


def _why_named(person, named):
    own, others = words(f"{person.given_name} {person.family_name}"), list(person.names.all())
    if sorted(own) == sorted(named):
        return "same name"
    for other in others:
        if sorted(words(str(other))) == sorted(named):
            return f"also known as {other}"
    known = {*own, *(word for other in others for word in words(str(other)))}
    if set(named) <= known:
        return "every word of the name"
    if all(any(word.startswith(start) for word in known) for start in named):
        return "the name begins so"
    return "part of the name"
