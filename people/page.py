"""What the page of a person shows: who this is, whose case, with whom, and what has happened."""

from datetime import date, datetime

from django.db.models import Q

from directory.london import london_day
from directory.models import DirectoryEntry
from people import ports
from people.ages import age_of, age_text, birth_text, said_day
from people.alerts import alerts_of
from people.family_page import household_of, relationships_of
from people.models import Address, Involvement, Person, PersonName, ProtectedAddress
from people.services.cases import case_status
from people.services.people import same_people
from people.services.restriction import restriction_of
from people.spans import case_dates, span

OF_EVERYBODY = (
    ("sex", "Sex"),
    ("gender", "Gender"),
    ("ethnicity", "Ethnicity"),
    ("first_language", "First language"),
    ("interpreter_needed", "Interpreter"),
    ("religion", "Religion"),
    ("nationality", "Nationality"),
    ("special_needs", "Special needs"),
    ("nhs_number", "NHS number"),
)
OF_CHILDREN = (("upn", "UPN"), ("school", "School or nursery"))
INTERPRETER = {None: "", True: "Needed", False: "Not needed"}


def person_page(person: Person, user, now: datetime, may_change: bool) -> dict:
    """The context of `people/detail.html`, as `user` may see it on the London day of `now`."""
    day = london_day(now)
    facts, not_asked = _facts(person, day)
    cases = Involvement.objects.filter(person__in=same_people(person)).select_related("team", "worker")
    still = Q(to_date=None) | Q(to_date__gt=day)
    numbers = _numbers(cases)
    return {
        "person": _head(person, day),
        "alerts": [_alert(each, person, may_change) for each in alerts_of([person.pk], user, day)[person.pk]],
        "restricted": restriction_of(person),
        "facts": facts,
        "not_asked": not_asked,
        "addresses": [_address(each) for each in Address.objects.filter(person__in=same_people(person))],
        "protected": [_protected(each) for each in _protected_addresses(person, user)],
        "involvements": [_involvement(each, numbers) for each in cases.filter(still)],
        "former_cases": [_involvement(each, numbers) for each in cases.exclude(still).order_by("-to_date", "-pk")],
        "household": household_of(person, user, day),
        "relationships": relationships_of(person, user),
        "chronology": chronology(person, user),
        "may_change": may_change,
    }


def _head(person, day):
    status = case_status([person.pk], day)[person.pk]
    return {
        "title": f"Person {person.reference}",
        "heading": person.full_name,
        "reference": person.reference,
        "url": person.get_absolute_url(),
        "version": person.version,
        "status": status.text,
        "status_slug": status.slug,
        "status_as_of": status.as_of_text,
    }


def _alert(shown, person, may_change):
    """An alert of the person's own leads to the page on which it is looked at again or ended."""
    own = may_change and shown.pk
    change = f"{person.get_absolute_url()}change/"
    return {
        "slug": shown.slug,
        "label": shown.label,
        "text": shown.text,
        "about": shown.about,
        "review_url": f"{change}review-alert/{shown.pk}/" if own else "",
        "end_url": f"{change}end-alert/{shown.pk}/" if own else "",
    }


def _facts(person, day):
    """What is on file, and what nobody has asked yet: that is told apart from what is not known."""
    others = PersonName.objects.filter(person__in=same_people(person))
    names = ", ".join(f"{name} ({name.get_kind_display()})" for name in others)
    asked = [("birth_date", "Date of birth"), *OF_EVERYBODY]
    asked += OF_CHILDREN if person.kind != Person.Kind.ADULT else ()
    rows = [
        _fact("name", "Name", person.full_name),
        _fact("names", "Other names", names),
        *(_fact(name, label, _said(person, name), getattr(person, name)) for name, label in asked),
    ]
    rows.insert(3, _fact("age", "Age", age_of(person, day)))
    optional = {"names", "age"}
    return (
        [row for row in rows if row["text"]],
        [row["label"] for row in rows if not row["text"] and row["slug"] not in optional],
    )


def _fact(slug, label, text, value=""):
    return {"slug": slug, "label": label, "text": text, "value": str(value or "")}


def _said(person, name):
    if name == "birth_date":
        return birth_text(person.birth_date, person.birth_date_is)
    if name == "interpreter_needed":
        return INTERPRETER[person.interpreter_needed]
    if name == "upn" and not person.upn and person.upn_unknown:
        return f"None: {person.get_upn_unknown_display().lower()}"
    shown = getattr(person, f"get_{name}_display", None)
    return shown() if shown else getattr(person, name)


def _written(address):
    return ", ".join([*address.lines.splitlines(), *filter(None, [address.postcode])])


def _address(address):
    return {"text": _written(address), "note": span(address), "is_former": address.to_date is not None}


def _protected_addresses(person, user):
    return ProtectedAddress.objects.visible_to(user).filter(person__in=same_people(person))


def _protected(address):
    return {
        "text": _written(address),
        "because": address.because,
        "note": span(address),
        "end_url": "" if address.to_date else f"change/end-protection/{address.pk}/",
    }


def _numbers(cases):
    """The duty numbers of these teams, by slug, as far as the directory has them."""
    return dict(DirectoryEntry.objects.filter(slug__in=cases.values("team__slug")).values_list("slug", "numbers"))


def _involvement(each, numbers):
    return {
        "team": each.team.name,
        "team_phone": numbers.get(each.team.slug, ""),
        "worker": each.worker.name if each.worker else each.worker_name,
        "phone": each.worker.phone if each.worker else "",
        "dates": case_dates(each),
    }


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


def moves_in_chronology(person: Person, user):
    """When somebody moved, as far as it is known; a protected address is no entry, and nor is that there is one."""
    for address in Address.objects.filter(person__in=same_people(person), from_date__isnull=False):
        yield ports.Entry("move", "Move", address.from_date, "Moved", _written(address))


ports.chronology.append(moves_in_chronology)
