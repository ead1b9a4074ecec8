"""/audit/looks/: who looked at whom, for an auditor: the unusual first, by reference, without any case content."""

from datetime import timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from directory.london import london_day, said_between
from directory.questions import as_query, page_address, page_number
from duty.looks import Look, TooMany, Way, looks_between
from duty.unusual import unusual_first
from people.ages import said_day
from people.models import Person

A_PAGE, DAYS_AT_MOST, A_WEEK = 50, 31, timedelta(days=6)


class LooksForm(forms.Form):
    """Whose looks, and of which days (London): the last week's, when nothing is said."""

    user = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label="Who")
    since = forms.DateField(required=False, label="From", widget=forms.DateInput)
    until = forms.DateField(required=False, label="To", widget=forms.DateInput)
    mark_optional = False

    def __init__(self, *args, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names
        self.fields["user"].choices = [("", "Anybody"), *names.items()]

    def clean(self):
        """Days in their order, not too many: the last week, or as many before or after the one that was said."""
        said, today = super().clean(), london_day(timezone.now())
        if self.errors:
            return said
        for name in ("since", "until"):
            if said[name] and said[name].year not in range(2000, 2100):
                self.add_error(name, "There is no trail of this day.")
                return said
        until = said["until"] or (min(said["since"] + A_WEEK, today) if said["since"] else today)
        since = said["since"] or until - A_WEEK
        if since > until:
            self.add_error("until", "This day is before the first.")
        elif (until - since).days >= DAYS_AT_MOST:
            self.add_error("until", f"Ask for {DAYS_AT_MOST} days at most.")
        return said | {"since": since, "until": until}


def looks_form(*args, **kwargs) -> LooksForm:
    """The form, with everybody by name."""
    return LooksForm(*args, names=dict(User.objects.order_by("name", "pk").values_list("pk", "name")), **kwargs)


def address_of(understood: dict) -> str:
    """Where the answer stands."""
    return f"{reverse('looks')}?{as_query(understood)}"


def looks_page(request, form: LooksForm) -> dict:
    """The context of `duty/looks.html`: the answer to what the form asks, or nothing when it asks for what is not."""
    asked, found = _found(form, request.user)
    number = page_number(request)
    start = (number - 1) * A_PAGE
    shown = found[start : start + A_PAGE]
    references = dict(Person.objects.filter(pk__in={look.root for look, _ in shown}).values_list("pk", "reference"))
    return {
        "form": LooksForm(initial=asked, names=form.names) if asked else form,
        "rows": [_row(look, texts, form.names, references) for look, texts in shown],
        "unusual": sum(bool(texts) for _, texts in found),
        "count": len(found),
        "days": f"{said_day(asked['since'])} to {said_day(asked['until'])}" if asked else "",
        "text": f"{start + 1} to {start + len(shown)} of {len(found)}" if len(found) > A_PAGE else "",
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(found) > start + A_PAGE else "",
    }


def _found(form, reader):
    """What is asked, as far as it can be answered, and the answer."""
    if not form.is_valid():
        return None, []
    asked = form.cleaned_data
    try:
        return asked, unusual_first(*looks_between(asked["since"], asked["until"], reader, asked["user"]))
    except TooMany:
        form.add_error("until", "More was looked at than can be judged at once: ask for fewer days, or one colleague.")
        return None, []


def _row(look: Look, texts, names, references):
    trail = {"user": look.user_id, "day": look.day, "reference": references[look.root]}
    return {
        "user": look.user_id,
        "name": names[look.user_id],
        "reference": references[look.root],
        "when": said_between(look.first, look.last, timezone.now()),
        "times": _times(look),
        "unusual": texts,
        "trail_url": f"{reverse('audit')}?{as_query(trail)}",
    }


def _times(look):
    times = look.times[Way.OPENED]
    opened = {0: "", 1: "opened once", 2: "opened twice"}.get(times, f"opened {times} times")
    return ", ".join(filter(None, [opened, "listed in a search" if look.times[Way.LISTED] else ""]))
