"""/people/…/interest/: "I know this family", said of a person and, by the floors above, of a record."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.gateway import fetch
from people.models import Person
from people.services.interest import declare_interest, family_circle


@require_http_methods(["GET", "POST"])
def declare(request, reference):
    """Ask once more, then hide the family from whoever says so; managers hear of it."""
    person = fetch(request.user, Person, reference, via="interest")
    return said_of(request, [person], person)


def said_of(request, people, about):
    """The question, and what follows from yes: these people and their family do not exist for the user any more.

    Only those are named of whom the user may know; `about` is the person or record of which it is said.
    """
    circle = family_circle(people, request.user)
    if request.method == "POST":
        declare_interest(request.user, circle, about, timezone.now())
        messages.success(request, "Thank you for saying so. It is hidden from you now, and a manager has been told.")
        return redirect("home")
    known = Person.objects.visible_to(request.user).filter(pk__in=[person.pk for person in circle])
    context = {"names": [person.full_name for person in known], "back": about.get_absolute_url()}
    return render(request, "people/interest.html", context)
