"""Who alone may open somebody, why, until when to look at it again; and why it must be opened now."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from directory.roles import DUTY_SIDE
from directory.services import holders
from people.forms.change import ReviewForm, words


class ReadersField(forms.ModelMultipleChoiceField):
    """Colleagues who see the duty side's work; for the others there is nothing to open."""

    def label_from_instance(self, obj):
        """A colleague by name."""
        return obj.name


class ReadersForm(ReviewForm):
    """Who alone may open somebody, and when to look at it again."""

    readers = ReadersField(
        label="Who alone may open it",
        queryset=get_user_model().objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="One of them at least must be a duty manager or practice manager, to decide about contacts",
    )

    field_order = ["readers", "reason", "review_on"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["readers"].queryset = holders(sorted(DUTY_SIDE), timezone.now())


class RestrictForm(ReadersForm):
    """The same, and why."""

    reason = words("Reason")


class BreakGlassForm(forms.Form):
    """Why what is restricted must be opened now."""

    because = words("Why you must open it now", length=500)
