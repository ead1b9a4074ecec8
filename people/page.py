"""What the page of a person shows: who this is, whose case, with whom, and what has happened."""

from datetime import date, datetime

from django.db.models import Q

from directory.london import london_day, said
from directory.models import DirectoryEntry
from people import ports
from people.ages import age_of, age_text, birth_text, said_day
from people.alerts import alerts_of
from people.family_page import household_of, relationships_of, responsible_for
from people.models import Address, Involvement, NotKnown, Person, PersonName, ProtectedAddress
from people.places import written
from people.services.cases import case_status
from people.services.people import same_people
from people.services.restriction import open_until, restriction_of
from people.services.restriction_watch import due_text
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
RESPONSIBLE = ("parental_responsibility", "Parental responsibility")
INTERPRETER = {None: "", True: "Needed", False: "Not needed"}


def person_page(person: Person, user, now: datetime, may_change: bool) -> dict:
    """The context of `people/detail.html`, as `user` may see it on the London day of `now`."""
    day = london_day(now)
    relationships = relationships_of(person, user)
    facts, not_asked = _facts(person, user, day, responsible_for(relationships))
    cases = Involvement.objects.filter(person__in=same_people(person)).select_related("team", "worker")
    still = Q(to_date=None) | Q(to_date__gt=day)
    numbers = _numbers(cases)
    return {
        "person": _head(person, day),
        "alerts": [_alert(each, person, may_change) for each in alerts_of([person.pk], user, day)[person.pk]],
        "restricted": _restricted(person, user, now),
        "facts": facts,
        "not_asked": not_asked,
        "names": [
            {"text": str(name), "wrong_url": f"change/wrong-name/{name.pk}/"}
            for name in PersonName.objects.filter(person__in=same_people(person))
        ],
        "addresses": [_address(each) for each in Address.objects.filter(person__in=same_people(person))],
        "protected": [_protected(each) for each in _protected_addresses(person, user)],
        "involvements": [_involvement(each, numbers) for each in cases.filter(still)],
        "former_cases": [_involvement(each, numbers) for each in cases.exclude(still).order_by("-to_date", "-pk")],
        "household": household_of(person, user, day),
        "relationships": relationships,
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


def _restricted(person, user, now):
    """What is said over the page of somebody who is restricted; nothing over another's."""
    found = restriction_of(person)
    if found is None:
        return None
    until = open_until(found, user)
    mine = f" It is open to you until {said(until, now)}: you broke the glass." if until else ""
    who = "Only named colleagues can open this person and what is recorded about them."
    return f"{who}{mine}{due_text(found, london_day(now))}"


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
        "wrong_url": f"{change}wrong-alert/{shown.pk}/" if own else "",
    }


def _facts(person, user, day, responsible):
    """What is on file or is not known, and what nobody has asked yet."""
    others = PersonName.objects.filter(person__in=same_people(person))
    names = ", ".join(f"{name} ({name.get_kind_display()})" for name in others)
    is_child, unknown = person.kind != Person.Kind.ADULT, _unknown(person, user)
    of_them = [("birth_date", "Date of birth"), *OF_EVERYBODY, *(OF_CHILDREN if is_child else ())]
    asked = [(name, label, _said(person, name), getattr(person, name)) for name, label in of_them]
    asked += [(*RESPONSIBLE, responsible, "")] if is_child else []
    rows = [
        _fact("name", "Name", person.full_name),
        _fact("names", "Other names", names),
        *(_asked(*each, unknown.get(each[0])) for each in asked),
    ]
    rows.insert(3, _fact("age", "Age", age_of(person, day)))
    optional = {"names", "age"}
    return (
        [row for row in rows if row["text"]],
        [row["label"] for row in rows if not row["text"] and row["slug"] not in optional],
    )


def _fact(slug, label, text, value=""):
    return {"slug": slug, "label": label, "text": text, "value": str(value or "")}


def _asked(name, label, text, value, unknown):
    """A fact that is asked of everybody of this kind: what it is, or why it is not known, or empty."""
    if text or unknown is None:
        return _fact(name, label, text, value)
    note = ", ".join(filter(None, [f"asked {said_day(london_day(unknown.at))}", unknown.by]))
    return _fact(name, label, f"Not known: {unknown.because}", "not_known") | {"note": note, "url": unknown.url}


def _unknown(person, user):
    """What was asked in vain, by fact: what was said last of each."""
    marks = [each for source in ports.not_known for each in source(person, user)]
    return {each.fact: each for each in sorted(marks, key=lambda each: each.at)}


def _said(person, name):
    if name == "birth_date":
        return birth_text(person.birth_date, person.birth_date_is)
    if name == "interpreter_needed":
        return INTERPRETER[person.interpreter_needed]
    if name == "upn" and not person.upn and person.upn_unknown:
        return f"None: {person.get_upn_unknown_display().lower()}"
    shown = getattr(person, f"get_{name}_display", None)
    return shown() if shown else getattr(person, name)


def _address(address):
    change, is_former = "change/{}/{}/".format, address.to_date is not None
    return {
        "text": written(address),
        "note": span(address),
        "is_former": is_former,
        "end_url": "" if is_former else change("end-address", address.pk),
        "protect_url": "" if is_former else change("protect-address", address.pk),
        "wrong_url": change("wrong-address", address.pk),
    }


def _protected_addresses(person, user):
    return ProtectedAddress.objects.visible_to(user).filter(person__in=same_people(person))


def _protected(address):
    return {
        "text": written(address),
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
        yield ports.Entry("move", "Move", address.from_date, "Moved", written(address))


def marked_not_known(person: Person, user):
    """What was marked on the person's pages; of a relationship while it holds, if the reader may know of it."""
    seen = Q(relationship__person__in=Person.objects.visible_to(user), relationship__to_date=None)
    marks = NotKnown.objects.filter(Q(relationship=None) | seen & Q(relationship__parental_responsibility=None))
    for mark in marks.filter(person__in=same_people(person)).select_related("by"):
        yield ports.Unknown(mark.fact, mark.because, mark.at, mark.by.name if mark.by else "")


ports.not_known.append(marked_not_known)
ports.chronology.append(moves_in_chronology)
