"""/people/…/: the front page of a person."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.gateway import fetch
from directory.london import london_day
from directory.roles import DUTY_TEAM, Role
from people.genogram.sheet import sheet
from people.models import Person
from people.page import person_page
from people.views.changes import changes_for


@require_safe
def person(request, reference):
    """What matters for safety first, then who this is, whose case, with whom, and what has happened."""
    someone = fetch(request.user, Person, reference, via="page")
    here, now = someone.get_absolute_url(), timezone.now()
    manages = Role.PRACTICE_MANAGER in request.roles
    may_change = bool(DUTY_TEAM & request.roles)
    context = person_page(someone, request.user, now, may_change) | {
        "genogram": sheet(someone, request.user, london_day(now)),
        "add_relative_url": f"{here}genogram/#edit" if may_change else "",
        "changes": list(_changes(request.roles, here)),
        "restriction_url": f"{here}restriction/" if manages else "",
    }
    if manages and not context["restricted"]:
        context["changes"].append({"label": "Restrict this person", "url": f"{here}restrict/"})
    return render(request, "people/detail.html", context)


def _changes(roles, here):
    for change in changes_for(roles):
        yield {"label": change.label, "url": f"{here}change/{change.slug}/"}
    yield {"label": "I know this family", "url": f"{here}interest/"}
