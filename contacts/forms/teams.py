"""The forms of what goes to receiving teams, and of splitting and joining (DOMAIN 5.1)."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from contacts.forms.actions import AdviceForm, NoFurtherActionForm, RationaleForm, words
from contacts.models import Contact, ContactPerson
from contacts.services.cases import has_a_manager, must_go_first, not_yet_with_their_manager, teams_that_closed
from contacts.services.joining import may_be_joined_to
from directory.london import london_day
from directory.models import Team
from people.models import Person
from people.services.cases import case_status
from workflow.forms import ActionForm


class TeamField(forms.ModelChoiceField):
    """A receiving team, chosen by its slug; the form says which may be chosen."""

    def __init__(self, **options):
        super().__init__(queryset=Team.objects.none(), to_field_name="slug", empty_label=None, **options)

    def said(self, team):
        """The team's name."""
        return team.name


class ToTeamManagerForm(ActionForm):
    """What was discussed with that manager; which one, when the children's cases were with several teams."""

    discussion = words("Discussion", help_text="With the team's manager")
    team = TeamField(label="Team", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        teams = [team for team in teams_that_closed(self.record) if has_a_manager(self.record, team)]
        self.fields["team"].queryset = Team.objects.filter(pk__in=[team.pk for team in teams])
        self.fields["team"].required = True
        if len(teams) < 2:
            del self.fields["team"]
        self.teams = teams

    def clean(self):
        data = super().clean()
        if "team" not in self.fields and self.teams:
            data["team"] = self.teams[0]
        return data


class MayGoPastTheirManager(forms.Form):
    """A decision asks why the team's manager has not had it where it may be decided without (`not_sent_reason`)."""

    not_sent_reason = words("Why the team's manager has not had it first", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not_yet_with_their_manager(self.record) and not must_go_first(self.record):
            self.fields["not_sent_reason"].required = True
        else:
            del self.fields["not_sent_reason"]


class DecisionForm(MayGoPastTheirManager, RationaleForm):
    """A decision: rationale first."""

    field_order = ["rationale"]


class NoFurtherActionDecisionForm(MayGoPastTheirManager, NoFurtherActionForm):
    """Whether the threshold was met may be left unrecorded."""

    field_order = ["rationale", "threshold"]


class AdviceDecisionForm(MayGoPastTheirManager, AdviceForm):
    """Advice is given by a duty social worker."""

    field_order = ["rationale", "worker"]


class ChildrenField(forms.ModelMultipleChoiceField):
    """Children on the contact, named by their references."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(queryset=Person.objects.none(), to_field_name="reference", **options)

    def offer(self, people: QuerySet, day: date) -> None:
        """These may be chosen; the case status of each on that London day, for which a contact is split, is said."""
        self.queryset, status = people, case_status([person.pk for person in people], day)
        said = [f"{one.full_name}: {status[one.pk].text}, {status[one.pk].as_of_text}." for one in people]
        self.help_text = " ".join(said)

    def label_from_instance(self, person):
        return person.full_name

    def said(self, people):
        """How many were chosen, as it stands in the history: who reads one half may not know of whom the other is."""
        return f"{len(people)} of them"


class SplitForm(ActionForm):
    """Some of the children, and not all of them: for these a second contact is made."""

    children = ChildrenField(label="Children who go to the second contact")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        known = self.record.involved.known_to(self.actor).filter(part=ContactPerson.Part.CHILD)
        people = Person.objects.filter(pk__in=known.values("person")).order_by("pk")
        self.fields["children"].offer(people, london_day(timezone.now()))

    def clean_children(self):
        """At least one stays."""
        chosen = self.cleaned_data["children"]
        if len(chosen) == self.record.children.count():
            raise forms.ValidationError("Leave at least one child on this contact.")
        return chosen


class ContactField(forms.ModelChoiceField):
    """Another contact, chosen by its reference."""

    def __init__(self, **options):
        super().__init__(queryset=Contact.objects.none(), to_field_name="reference", empty_label=None, **options)

    def label_from_instance(self, contact):
        return f"{contact.reference}, {contact.get_channel_display().lower()}"

    def said(self, contact):
        """The other contact's reference."""
        return contact.reference


class JoinForm(ActionForm):
    """The open contact about the same children that goes on with both stories."""

    vars().update({"with": ContactField(label="Join with")})

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["with"].queryset = may_be_joined_to(self.record, self.actor)
