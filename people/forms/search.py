"""The search box, and the few fields by which a child being named is looked for."""

from django import forms

DAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y"]
NEW = "new"
"""What a recorder chooses to state that somebody is not on file yet."""


class SearchForm(forms.Form):
    """One box for everything. The text never stands in an address (ARCHITECTURE rule 6)."""

    q = forms.CharField(
        label="Name, date of birth, NHS number or reference",
        max_length=200,
        error_messages={"required": "Type a name, a date of birth, an NHS number or a reference."},
    )


class NamedForm(forms.Form):
    """A child as named so far, in the new contact form's own fields; `who` is whom the recorder chose."""

    given_name = forms.CharField(required=False, max_length=100)
    family_name = forms.CharField(required=False, max_length=255)
    birth_date = forms.DateField(required=False, input_formats=DAYS)
    who = forms.CharField(required=False, max_length=20)

    def named(self) -> dict:
        """What could be read of it: half a date is no reason not to look."""
        self.is_valid()
        return {"given_name": "", "family_name": "", "birth_date": None, "who": ""} | self.cleaned_data


class ChronologyForm(forms.Form):
    """What of a chronology is shown: some kinds of entry, from a day, until another."""

    kind = forms.MultipleChoiceField(label="Show", required=False, widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(label="From", required=False, input_formats=DAYS)
    until = forms.DateField(label="Until", required=False, input_formats=DAYS)

    def __init__(self, *args, kinds, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = sorted(kinds.items())
        self.is_valid()

    def keeps(self, entry) -> bool:
        """Whether an entry of the chronology is shown; what cannot be read narrows nothing."""
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        in_time = (not since or entry["on"] >= since.isoformat()) and (not until or entry["on"] <= until.isoformat())
        return in_time and (not said.get("kind") or entry["source"] in said["kind"])
