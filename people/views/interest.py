"""/people/…/interest/: "I know this family", said of a person and, by the floors above, of a record."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from people.models import Person
from people.services.restriction import declare_interest


@require_http_methods(["GET", "POST"])
def declare(request, reference):
    """Ask once more, then hide the person from whoever says so; managers hear of it."""
    person = fetch(request.user, Person, reference, via="interest")
    return said_of(request, [person], person)


def said_of(request, people, of, tell=None):
    """The question, and what follows from yes: these people do not exist for the user any more.

    `tell` is called before they vanish, to tell another manager about `of`.
    """
    if request.method == "GET":
        names = [person.full_name for person in people]
        return render(request, "people/interest.html", {"names": names, "back": of.get_absolute_url()})
    declare_interest(request.user, people, timezone.now())
    if tell:
        tell()
    messages.success(request, "Thank you for saying so. It is hidden from you now, and a manager has been told.")
    return redirect("home")
