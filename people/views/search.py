"""/people/…: the search, the page of a person, and who may be meant by a name that is being typed."""

import re

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.gateway import shown_in_a_list
from directory.london import london_day
from people import ports
from people.choices import interest_url, match_choices, open_elsewhere
from people.forms.search import NamedForm, SearchForm
from people.models import Search
from people.references import is_reference
from people.search import LIMIT, RESTRICTED, matches, restricted_note, search, told_of_restricted, understood
from people.services.restriction import may_break_glass, restricted_among

ROW = re.compile(r"child-\d{1,3}")


@require_http_methods(["GET", "HEAD", "POST"])
def search_people(request):
    """Keep what was asked under a key, and lead to its answer: no name ever stands in an address."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = Search.objects.create(user=request.user, text=form.cleaned_data["q"], at=timezone.now())
        return redirect("people-found", key=kept.key)
    return render(request, "people/search.html", {"search_form": form, "form": form, "search_url": request.path})


@require_safe
def found(request, key):
    """What a search finds now, for whoever posted it; for everybody else there is no such search."""
    text = get_object_or_404(Search, key=key, user=request.user).text
    reference = re.sub(r"[\s-]", "", text).upper()
    looked_up = ports.records_by_reference if is_reference(reference) else []
    records = [hit for look_up in looked_up for hit in look_up(reference, request.user)]
    people = [] if records else search(request.user, text, london_day(timezone.now()))
    shown_in_a_list(request.user, [match.person for match in people], "search", timezone.now())
    closed = restricted_among([match.person for match in people])
    context = {
        "search_form": SearchForm(initial={"q": text}),
        "search_url": reverse("people-search"),
        "searched": True,
        "records": records,
        "people": [_hit(match, match.person.pk in closed) for match in people],
        "result_text": _counted(len(records) or len(people)),
        "empty": _nothing(),
        "restricted": _restricted(request, key, text),
    }
    return render(request, "people/search.html", context)


def _restricted(request, key, text):
    """That a restricted record may match, and nothing of it; for some roles the way to open it in an emergency."""
    if not told_of_restricted(request.user, understood(text)):
        return None
    may_open = may_break_glass(request.roles)
    return {"text": RESTRICTED, "url": reverse("people-break-glass", args=[key]) if may_open else ""}


def _hit(match, is_restricted):
    return {
        "reference": match.person.reference,
        "url": match.person.get_absolute_url(),
        "name": match.person.full_name,
        "age": match.age,
        "status": f"{match.status.text}, {match.status.as_of_text}",
        "status_slug": match.status.slug,
        "alerts": [*(["Restricted"] if is_restricted else []), *match.alerts],
        "line": match.facts,
        "why": match.why,
        "interest_url": interest_url(match.person),
    }


def _counted(number):
    if number >= LIMIT:
        return f"The {LIMIT} best matches: say more to find fewer"
    return f"{number} found" if number else "Nothing found"


def _nothing():
    return {
        "title": "Nobody and nothing is found by these words",
        "text": "A slip of spelling finds nobody yet: somebody may be on file all the same. "
        "Try the family name alone, the start of a name, or the date of birth, for example 3/2/2008.",
    }


@require_POST
def likely(request):
    """The people on file who may be meant by a child's row of the new contact form, as it is typed."""
    row = request.GET.get("row", "")
    if row and not ROW.fullmatch(row):
        raise Http404
    form = NamedForm(request.POST, prefix=row or None)
    said = form.named()
    chosen = said.pop("who")
    offered = matches(request.user, **said)
    shown_in_a_list(request.user, [match.person for match in offered], "match", timezone.now())
    context = {
        "matches": match_choices(offered, chosen),
        "choice": form["who"],
        "open_elsewhere": open_elsewhere(offered, chosen),
        "restricted": restricted_note(request.user, **said),
    }
    return render(request, "people/_matches.html", context)
