"""The forms of a contact's actions: what DOMAIN 5.1 names under "fields"."""

from datetime import timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from contacts.models import Contact
from contacts.services.essential import BY_SLUG, missing
from directory.fields import LondonDateTimeField
from directory.roles import DUTY_TEAM, Role
from directory.services import holders
from workflow.forms import ActionForm, ReasonForm


def words(label, required=True, rows=3, **options):
    """A field for free text."""
    return forms.CharField(
        label=label, required=required, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class WorkerField(forms.ModelChoiceField):
    """A colleague, chosen by user name; the form says who may be chosen."""

    def __init__(self, **options):
        super().__init__(queryset=get_user_model().objects.none(), to_field_name="username", **options)

    def label_from_instance(self, user):
        return user.name


class WorkerForm(ActionForm):
    """An action that gives the record to a colleague who holds one of `worker_roles` and may see it for good."""

    worker_roles = DUTY_TEAM

    worker = WorkerField(label="Worker")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        colleagues = holders(self.worker_roles, timezone.now())
        self.fields["worker"].queryset = self.record.readers_among(colleagues, for_good=True)


class AssignForm(WorkerForm):
    """Any of the duty team who may see it, and what they are to do."""

    task = words("Task")


class PrioritiseForm(ActionForm):
    """Urgent (likely section 47), assessment (likely section 17), early help, information [S]."""

    priority = forms.ChoiceField(label="Priority", choices=Contact.Priority.choices, widget=forms.RadioSelect)


class NoteForm(ActionForm):
    """An action that hands something over in words."""

    note = words("Note")


class AddInformationForm(NoteForm):
    """A note, and room for each essential item that is still missing: an urgent contact is submitted without them.

    Not on a draft: its own page asks for them, and would put its answers over these.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        asked = [] if self.record.state == Contact.State.DRAFT else missing(self.record)
        self.slots = {slot.name: slot for slot in asked}
        for name, slot in self.slots.items():
            self.fields[name] = words(slot.label, required=False, rows=2, help_text="Still missing")

    @classmethod
    def shown(cls, name, text):
        """An item that was still missing stands in a history by the item's own label.

        Of a place a history says only that it was given: who may read it finds it among the essential information.
        """
        item = BY_SLUG.get(name.removeprefix("missing-").split("-")[0])
        if item and item.is_place:
            return item.label, "given, and kept among the essential information"
        return (item.label, text) if item and name.startswith("missing-") else super().shown(name, text)

    def clean_note(self):
        """What somebody else has filled in meanwhile is kept as part of the note."""
        note = self.cleaned_data["note"]
        for name, text in self.data.items():
            item = BY_SLUG.get(name.removeprefix("missing-").split("-")[0])
            if name.startswith("missing-") and name not in self.slots and item and str(text).strip():
                note += f"\n{item.label}: {str(text)[:10_000]}"
        return note.replace("\0", "")

    def clean(self):
        data = super().clean()
        data["filled_in"] = [(slot, data[name]) for name, slot in self.slots.items() if data.get(name)]
        return data


class RationaleForm(ActionForm):
    """A decision: rationale first."""

    rationale = words("Rationale", rows=5)


class NoFurtherActionForm(RationaleForm):
    """Whether the threshold was met may be left unrecorded."""

    threshold = forms.ChoiceField(
        label="Threshold",
        required=False,
        choices=Contact.Threshold.choices,
        initial=Contact.Threshold.NOT_RECORDED,
        widget=forms.RadioSelect,
    )


class AdviceForm(WorkerForm):
    """Advice is given by a duty social worker."""

    worker_roles = frozenset({Role.DUTY_SOCIAL_WORKER})

    rationale = words("Rationale", rows=5)

    field_order = ["rationale", "worker"]


class AdviceGivenForm(ActionForm):
    """What was advised, and where the family was sent on to, if anywhere."""

    advice_given = words("Advice given", rows=5)
    signposted_to = forms.CharField(
        label="Signposted to", required=False, max_length=200, help_text="The Family Information Service, say"
    )


def possible_receipt(received, recorded):
    """When something recorded at `recorded` can have come in: a wrong year is a slip, and would breach every clock."""
    if received > timezone.now():
        raise forms.ValidationError("This is in the future.")
    if received < recorded - timedelta(days=366):
        raise forms.ValidationError("This is more than a year before it was recorded.")
    if received > recorded:
        raise forms.ValidationError("The contact was recorded before that.")
    return received


class ReceiptForm(ReasonForm):
    """When the contact really came in: never in the future, and not after it was recorded."""

    received = LondonDateTimeField(label="Received", help_text="For example 7/7/2014 08:45, London time")

    field_order = ["received", "reason"]

    def clean_received(self):
        return possible_receipt(self.cleaned_data["received"], self.record.created_at)
