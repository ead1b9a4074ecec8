"""Who alone may open somebody, why, until when to look at it again; and why it must be opened now."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Prefetch
from django.utils import timezone

from directory.models import RoleGrant
from directory.roles import Role
from people.forms.change import ReviewForm, words
from people.services.restriction import at_work_on, may_be_named

MUST_DECIDE = "One of them at least must be a duty manager or practice manager, to decide about contacts"


class ReadersField(forms.ModelMultipleChoiceField):
    """Colleagues of the duty side and of the teams that have or had somebody; for others there is nothing to open."""

    def label_from_instance(self, obj):
        """A colleague by name, and the roles held now: one at least must be a manager's."""
        roles = ", ".join(dict.fromkeys(Role(grant.role).label for grant in obj.granted))
        return f"{obj.name} ({roles})" if roles else obj.name


class ReadersForm(ReviewForm):
    """Who alone may open somebody, and when to look at it again."""

    readers = ReadersField(
        label="Who alone may open it",
        queryset=get_user_model().objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=MUST_DECIDE,
    )

    field_order = ["readers", "reason", "review_on"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        now, readers = timezone.now(), self.fields["readers"]
        granted = Prefetch("grants", RoleGrant.objects.at(now), to_attr="granted")
        readers.queryset = may_be_named(self.person, now).prefetch_related(granted)
        at_work = at_work_on(self.person, self.actor, now)
        if at_work:
            lose = "Has the case or work about this person in hand now, and loses it from sight unless named"
            readers.help_text = f"{MUST_DECIDE}. {lose}: {'; '.join(at_work)}"


class RestrictForm(ReadersForm):
    """The same, and why."""

    reason = words("Reason")


class BreakGlassForm(forms.Form):
    """Why what is restricted must be opened now."""

    because = words("Why you must open it now", length=500)
