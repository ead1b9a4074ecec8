"""/audit/: who did, who looked, who signed in, for an auditor. References, verbs and times; no case content."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit import trail
from audit.models import SignIn
from directory.london import said
from directory.pages import only_for
from directory.questions import as_query, page_address, page_number
from directory.roles import Role
from directory.views.form_page import posted
from directory.views.said_of import states, words

A_PAGE = 50
KINDS = {trail.Kind.DID: "Did", trail.Kind.LOOKED: "Looked", trail.Kind.SIGNED_IN: "Signed in or out"}


class QuestionForm(forms.Form):
    """What to look for."""

    user = forms.ModelChoiceField(queryset=None, required=False, empty_label="Anybody", label="Who")
    day = forms.DateField(required=False, label="Day", widget=forms.DateInput)
    kind = forms.ChoiceField(required=False, label="What", choices=[("", "Everything"), *KINDS.items()])
    reference = forms.RegexField(
        r"^[A-Za-z0-9-]{4,20}$", required=False, label="Reference", error_messages={"invalid": "This is no reference."}
    )
    mark_optional = False

    def __init__(self, *args, reader, **kwargs):
        self.reader = reader
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = get_user_model().objects.order_by("name", "pk")

    def clean_day(self):
        """A day of these times: the last of all days has no end."""
        day = self.cleaned_data["day"]
        if day and day.year not in range(2000, 2100):
            raise forms.ValidationError("There is no trail of this day.")
        return day

    def clean_reference(self):
        """A reference that some record has which the reader may know of."""
        reference = self.cleaned_data["reference"].upper()
        if reference and not trail.records_called(reference, self.reader):
            raise forms.ValidationError("No record has this reference.")
        return reference


@only_for(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def audit(request):
    """The trail, newest first; a posted question becomes the address of its answer."""
    if request.method == "POST":
        form = QuestionForm(posted(request), reader=request.user)
        if form.is_valid():
            return redirect(f"{reverse('audit')}?{as_query(form.cleaned_data)}")
        return _page(request, form, trail.Question(), 1, 422)
    asked = QuestionForm(request.GET, reader=request.user)
    understood = asked.cleaned_data if asked.is_valid() else {}
    form = QuestionForm(initial=request.GET.dict(), reader=request.user)
    return _page(request, form, _question(understood, request.user), page_number(request))


def _page(request, form, question, number, status=200):
    now = timezone.now()
    lines = trail.read(question, request.user, (number - 1) * A_PAGE, A_PAGE + 1)
    shown = lines[:A_PAGE]
    names, references = trail.people(shown), trail.references(shown)
    first = (number - 1) * A_PAGE + 1
    context = {
        "form": form,
        "lines": [_said(line, names, references, now) for line in shown],
        "text": f"{first} to {first + len(shown) - 1}" if shown else "",
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(lines) > A_PAGE else "",
    }
    return render(request, "audit/trail.html", context, status=status)


def _said(line, names, references, now):
    name = names.get(line.who)
    what = words(SignIn.Outcome(line.what).label if line.kind == trail.Kind.SIGNED_IN else line.what)
    about = ContentType.objects.get_for_id(line.content_type).name if line.content_type else ""
    return {
        "kind": line.kind,
        "verb": line.what,
        "at": line.at.isoformat(),
        "when": said(line.at, now),
        "by": name.username if name else "",
        "by_name": name.name if name else "a name nobody has" if line.kind == trail.Kind.SIGNED_IN else "the system",
        "what": f"Looked: {what}" if line.kind == trail.Kind.LOOKED else what,
        "states": states(line.before, line.after),
        "about": about,
        "reference": references.get((line.content_type, line.object_id), ""),
        "address": line.address or "",
    }


def _question(asked, reader):
    return trail.Question(
        kind=trail.Kind(asked["kind"]) if asked.get("kind") else None,
        user_id=asked["user"].pk if asked.get("user") else None,
        day=asked.get("day"),
        records=trail.records_called(asked["reference"], reader) if asked.get("reference") else None,
    )
