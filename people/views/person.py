"""/people/…/: the front page of a person."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.gateway import fetch
from people.models import Person
from people.page import person_page
from people.views.changes import changes_for


@require_safe
def person(request, reference):
    """What matters for safety first, then who this is, whose case, with whom, and what has happened."""
    someone = fetch(request.user, Person, reference, via="page")
    changes = [
        {"label": change.label, "url": f"{someone.get_absolute_url()}change/{change.slug}/"}
        for change in changes_for(request.roles)
    ]
    return render(
        request, "people/detail.html", person_page(someone, request.user, timezone.now()) | {"changes": changes}
    )
