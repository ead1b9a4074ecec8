"""Whom a recorder means: the people on file who may be meant, as choices, and that it is somebody new."""

from collections.abc import Iterable

from django.urls import reverse

from people.forms.search import NEW
from people.models import Person
from people.search import Match
from people.services.cases import CaseStatus


def match_choices(found: Iterable[Match], chosen: str) -> list[dict]:
    """The radios of `people/_matches.html`; `chosen` is a person's reference, `NEW`, or nothing yet.

    Linking to somebody known, or stating that this is a new one, is the recorder's explicit choice
    (DOMAIN section 3), so that none is chosen beforehand.
    """
    known = [
        {
            "value": match.person.reference,
            "name": match.person.full_name,
            "line": match.line,
            "status": f"{match.status.text}, {match.status.as_of_text}",
            "status_slug": match.status.slug,
            "why": match.why,
            "alerts": match.alerts,
            "chosen": chosen == match.person.reference,
            "interest_url": interest_url(match.person),
        }
        for match in found
    ]
    new = {"value": NEW, "name": "Somebody new: none of these", "chosen": chosen == NEW}
    return [*known, new] if known else []


def interest_url(person: Person) -> str:
    """Where a reader says that they know somebody's family."""
    return reverse("person-interest", args=[person.reference])


def open_elsewhere(found: Iterable[Match], chosen: str) -> dict | None:
    """That the one who was chosen is open to a team, which the page says at once."""
    return next((open_case(match.person, match.status) for match in found if match.person.reference == chosen), None)


def open_case(person: Person, status: CaseStatus) -> dict | None:
    """That somebody's case is open to a team."""
    return {"text": f"{person.full_name}: {status.text}, {status.as_of_text}."} if status.slug == "open" else None
