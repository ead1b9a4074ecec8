"""What the page of a person shows: who this is, whose case, with whom, and what has happened."""

from datetime import date, datetime

from django.db.models import Q

from directory.london import london_day
from people import ports
from people.ages import age_of, age_text, birth_text, said_day
from people.alerts import alerts_of
from people.models import Household, HouseholdMember, Involvement, Person, ProtectedAddress, Relationship, Restriction
from people.services.cases import case_status

SHOWN = (
    ("sex", "Sex"),
    ("gender", "Gender"),
    ("ethnicity", "Ethnicity"),
    ("first_language", "First language"),
    ("religion", "Religion"),
    ("nationality", "Nationality"),
    ("special_needs", "Special needs"),
    ("nhs_number", "NHS number"),
    ("upn", "UPN"),
    ("school", "School or nursery"),
)
HERE_AND_NOW, AT_HOME = Q(to_date=None), Q(household__kind=Household.Kind.HOME)


def same_people(person: Person):
    """The numbers of the person and of whoever was found to be the same: their records are one."""
    return Person.objects.same_as([person.pk]).order_by().values("pk")


def person_page(person: Person, user, now: datetime) -> dict:
    """The context of `people/detail.html`, as `user` may see it on the London day of `now`."""
    day = london_day(now)
    return {
        "person": _head(person, day),
        "alerts": alerts_of([person.pk], user, day)[person.pk],
        "restricted": Restriction.objects.in_force().filter(person__in=same_people(person)).first(),
        "facts": _facts(person, day),
        "protected": [_protected(each) for each in _protected_addresses(person, user)],
        "involvements": [_involvement(each) for each in _open_cases(person, day)],
        "household": [_member(each, day) for each in _household(person, user)],
        "relationships": list(_relationships(person, user)),
        "chronology": chronology(person, user),
    }


def _head(person, day):
    status = case_status([person.pk], day)[person.pk]
    return {
        "title": f"Person {person.reference}",
        "heading": person.full_name,
        "reference": person.reference,
        "version": person.version,
        "status": status.text,
        "status_slug": status.slug,
        "status_as_of": status.as_of_text,
    }


def _facts(person, day):
    names = ", ".join(f"{name} ({name.get_kind_display()})" for name in person.names.all())
    born = birth_text(person.birth_date, person.birth_date_is)
    rows = [
        _fact("name", "Name", person.full_name),
        _fact("names", "Other names", names),
        _fact("birth_date", "Date of birth", born, person.birth_date),
        _fact("age", "Age", age_of(person, day)),
        *(_fact(name, label, _said(person, name), getattr(person, name)) for name, label in SHOWN),
        *(_address(each) for each in person.addresses.all()),
    ]
    return [row for row in rows if row["text"]]


def _fact(slug, label, text, value="", note=""):
    return {"slug": slug, "label": label, "text": text, "value": str(value or ""), "note": note}


def _said(person, name):
    shown = getattr(person, f"get_{name}_display", None)
    return shown() if shown else getattr(person, name)


def _address(address):
    text = ", ".join([*address.lines.splitlines(), *filter(None, [address.postcode])])
    return _fact("address", "Address" if address.to_date is None else "Former address", text, note=_span(address))


def _protected_addresses(person, user):
    return ProtectedAddress.objects.visible_to(user).filter(person__in=same_people(person), to_date=None)


def _protected(address):
    text = ", ".join([*address.lines.splitlines(), *filter(None, [address.postcode])])
    return {"text": text, "because": address.because}


def _span(dated):
    start = f"from {said_day(dated.from_date)}" if dated.from_date else ""
    return " ".join(filter(None, [start, f"until {said_day(dated.to_date)}" if dated.to_date else ""]))


def _open_cases(person, day):
    still = Q(to_date=None) | Q(to_date__gt=day)
    cases = Involvement.objects.filter(still, person__in=same_people(person))
    return cases.select_related("team", "worker")


def _involvement(each):
    source = "" if each.source == Involvement.Source.OWN else each.get_source_display()
    as_of = f"as of {said_day(london_day(each.as_of))}"
    return {
        "team": each.team.name,
        "worker": each.worker.name if each.worker else each.worker_name,
        "phone": each.worker.phone if each.worker else "",
        "dates": ", ".join(filter(None, [_span(each), source, as_of])),
    }


def _household(person, user):
    mine = HouseholdMember.objects.filter(HERE_AND_NOW, AT_HOME, person__in=same_people(person)).values("household")
    seen = Person.objects.visible_to(user).exclude(pk__in=same_people(person))
    return HouseholdMember.objects.filter(HERE_AND_NOW, household__in=mine, person__in=seen).select_related("person")


def _member(each, day):
    return {"name": each.person.full_name, "line": age_of(each.person, day), "url": each.person.get_absolute_url()}


def _relationships(person, user):
    seen, same = Person.objects.visible_to(user), same_people(person)
    here = Relationship.objects.filter(HERE_AND_NOW).select_related("person", "of")
    for each in here.filter(of__in=same, person__in=seen):
        responsible = ", holds parental responsibility" if each.parental_responsibility else ""
        yield _related(f"{each.get_kind_display().capitalize()}{responsible}", each.person)
    for each in here.filter(person__in=same, of__in=seen):
        yield _related(f"{each.get_kind_display().capitalize()} of", each.of)


def _related(part, other):
    return {"part": part, "name": other.full_name, "url": other.get_absolute_url()}


def chronology(person: Person, user) -> list[dict]:
    """What `user` may know to have happened to `person`, newest first, with the age then beside every entry."""
    entries = [entry for source in ports.chronology for entry in source(person, user)]
    entries.sort(key=lambda entry: (_day(entry.at), entry.source, entry.url), reverse=True)
    return [_event(entry, person) for entry in entries]


def _event(entry, person):
    day = _day(entry.at)
    return {
        "source": entry.source,
        "kind": entry.kind,
        "on": day.isoformat(),
        "when": said_day(day),
        "age": age_text(person.birth_date, person.birth_date_is, day, person.death_date),
        "title": entry.title,
        "text": entry.text,
        "url": entry.url,
    }


def _day(at: datetime | date) -> date:
    return london_day(at) if isinstance(at, datetime) else at
