"""What every form of a change shares: whom it is about, the version that was seen, and the form's own number."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from directory.london import london_day
from people.forms.search import DAYS

OF_THE_FORM = ("version", "key")


def day(label, help_text="For example 3/2/2008", required=False):
    """A calendar day."""
    return forms.DateField(label=label, required=required, input_formats=DAYS, help_text=help_text)


def words(label, rows=3, required=True, length=2000, **options):
    """A few lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def yes_no(label, yes, no):
    """Yes, no, or that nobody was asked."""
    choices = [("", "Not asked"), ("true", yes), ("false", no)]
    return forms.TypedChoiceField(
        label=label, required=False, choices=choices, coerce=lambda text: text == "true", empty_value=None
    )


class ChangeForm(forms.Form):
    """A change to what is on file about `person`, by `actor`. `about` is the row that is changed, if there is one."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person, actor, about=None, **options):
        super().__init__(*args, **options)
        self.person, self.actor, self.about = person, actor, about
        self.today = london_day(timezone.now())

    def said(self) -> dict:
        """What was said, without what belongs to the form itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_FORM}

    def not_in_future(self, name):
        """The day, which must have come."""
        found = self.cleaned_data[name]
        if found and found > self.today:
            raise ValidationError("This is in the future.")
        return found

    def still_to_come(self, name):
        """The day, which must not have come."""
        found = self.cleaned_data[name]
        if found <= self.today:
            raise ValidationError("This must be a day to come.")
        return found


class EndForm(ChangeForm):
    """From which day something holds no more."""

    on = day("Until", required=True)

    def clean_on(self):
        """A day that has come."""
        return self.not_in_future("on")


class ReviewForm(ChangeForm):
    """When something is to be looked at again."""

    review_on = day("To be reviewed on", required=True)

    def clean_review_on(self):
        """A day to come."""
        return self.still_to_come("review_on")
