"""The new contact page: one form in the order of a call, and one for each child."""

import re
from datetime import timedelta
from unicodedata import normalize
from uuid import uuid4

from django import forms
from django.utils import timezone

from contacts.forms.actions import possible_receipt
from contacts.models import Contact, Referrer
from contacts.services.differences import CALLERS, COMPARED, KEEP, OURS
from contacts.services.essential import BY_SLUG, ITEMS, NOT_KNOWN, PARENTS
from directory.fields import LondonDateTimeField
from people.codes import Ethnicity, ReferralSource, Sex
from people.forms.search import DAYS
from people.models import Person
from people.references import as_reference
from workflow.keys import as_key, as_version

MOST_CHILDREN = 30
CHILDS_FIELD = re.compile(r"child-\d{1,3}-(\w+)")
A_YEAR = timedelta(days=366)
YES_NO = [("yes", "Yes"), ("no", "No")]
REMEMBERED = {"show_hidden_initial": True}


class Words(forms.CharField):
    """Words as they will be kept, a letter with its marks or the end of a line as one sign, and then measured."""

    default_error_messages = {
        "max_length": "At most %(limit_value)d characters: this has %(show_value)d, and all of it still stands here."
    }

    def to_python(self, value):
        return normalize("NFC", super().to_python(value)).replace("\r\n", "\n")


def line(label, length=160, **options):
    """A line of text, never required: a draft may be saved with whatever is known."""
    return Words(label=label, required=False, max_length=length, **options)


def text(label, help_text="", rows=2, **options):
    """A few lines of text."""
    return line(label, 20_000, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), **options)


def choice(label, choices, **options):
    """One of a code set, or not said yet."""
    return forms.ChoiceField(label=label, required=False, choices=[("", "Not said yet"), *choices], **options)


def reason(label):
    """Why an item is not known."""
    return line(f"{label}: not known, because", 300)


class WhichOfTwo(forms.ChoiceField):
    """What is right, where the caller says something else than we hold; the page says what the two are.

    It is asked only where they differ: what cannot be read counts as not answered.
    """

    def __init__(self, label):
        choices = [(OURS, "Keep what we hold"), (CALLERS, "Take what the caller says")]
        super().__init__(label=label, required=False, choices=choices, widget=forms.RadioSelect)

    def clean(self, value):
        return value if self.valid_value(value) else ""


def once_fields():
    """The fields of the items that are asked once, and of the parents' part of those asked about both."""
    fields = {}
    for item in ITEMS:
        if not item.of_child:
            fields[item.slug] = text(item.label, item.hint, rows=5 if item.slug == "concerns" else 2)
            fields[item.slug + NOT_KNOWN] = reason(item.label)
        elif item.of_parents:
            fields[PARENTS + item.slug] = text(f"{item.label}: parents", item.hint)
            fields[PARENTS + item.slug + NOT_KNOWN] = reason(item.label)
    return fields


class RemembersShown(forms.Form):
    """A form whose page carries along what it showed of some fields, so that what was changed on it can be told.

    They are Django's hidden initials. What was saved meanwhile counts as shown (`as_saved`). `theirs` is what
    somebody else has saved since of a field that was changed here too, in words: both are to be seen.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.theirs = {}

    def before(self) -> dict:
        """What the page showed of each of them, as far as that can be read."""
        return {name: self._read(name) for name, field in self.fields.items() if field.show_hidden_initial}

    def _read(self, name):
        try:
            return self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
        except forms.ValidationError:
            return None

    def as_saved(self) -> dict[str, str]:
        """The hidden fields as they must be once this is saved; of what could not be read nothing is."""
        return {
            self.add_initial_prefix(name): self.data.get(self.add_prefix(name), "")
            for name, field in self.fields.items()
            if field.show_hidden_initial and name not in self.errors
        }

    def clean(self):
        data = super().clean()
        data["before"] = self.before()
        return data


class HiddenMoment(forms.DateTimeInput):
    """A moment as the page showed it, carried along."""

    input_type = "hidden"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=LondonDateTimeField.widget.format)


class ReceiptField(LondonDateTimeField):
    """When it came in."""

    hidden_widget = HiddenMoment


class DraftForm(RemembersShown):
    """A contact as it is being taken down. Nothing is required: what is missing holds up `submit`, never saving.

    Everything is remembered as it was shown: what somebody else has saved since is told from what was changed here.
    """

    mark_optional = False

    works_with_children = forms.ChoiceField(
        label="Is the concern about a person who works with children?",
        required=False,
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    anonymous = forms.BooleanField(label="The caller will not say who they are", required=False)
    referrer_name = line("Name")
    referrer_role = line("Role", 120)
    referrer_agency = line("Agency")
    referrer_source = choice("Source", ReferralSource.choices)
    referrer_phone = line("Telephone", 40)
    referrer_email = forms.EmailField(label="E-mail", required=False, max_length=254)
    referrer_address = text("Address")
    safe_way = choice("Safe way to reply", Referrer.SafeWay.choices)
    channel = forms.ChoiceField(label="How it came", choices=Contact.Channel.choices, required=False)
    kind = forms.ChoiceField(label="Kind of contact", choices=Contact.Kind.choices, required=False)
    received = ReceiptField(label="Received", required=False, help_text="London time, for example 7/7/2014 08:45")
    urgent = forms.ChoiceField(label="Is it urgent?", required=False, choices=YES_NO, widget=forms.RadioSelect)
    urgent_reason = line("Why it is urgent", 2000)

    vars().update(once_fields())

    def __init__(self, *args, recorded_at=None, **options):
        super().__init__(*args, **options)
        self.recorded_at = recorded_at
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_received(self):
        received = self.cleaned_data["received"]
        return received and possible_receipt(received, self.recorded_at or timezone.now())

    def clean(self):
        data = super().clean()
        named = [
            name for name in ("referrer_name", "referrer_email", "referrer_phone", "referrer_address") if data.get(name)
        ]
        if data.get("anonymous") and named:
            self.add_error("anonymous", "Take out the caller's name and how to reach them, or say who they are.")
            data["anonymous"] = False
        refuse_both(self, [n for n in self.fields if n + NOT_KNOWN in self.fields])
        return data


def refuse_both(form, names):
    """An item is filled in or not known, never both."""
    for name in names:
        if form.cleaned_data.get(name) and form.cleaned_data.get(name + NOT_KNOWN):
            form.add_error(name + NOT_KNOWN, "You have also filled it in: take one of the two out.")


class WrittenByThePage(forms.Field):
    """What nobody types. What cannot be read counts as not there: nobody could put right what is not shown."""

    widget = forms.HiddenInput

    def __init__(self, read, **options):
        super().__init__(required=False, **options)
        self.read = read

    def clean(self, value):
        return self.read(value or "")


class ChildForm(RemembersShown):
    """One child on a contact. `person` is set once the recorder has said who it is; `who` is that choice."""

    mark_optional = False

    person = WrittenByThePage(as_reference)
    row = WrittenByThePage(as_key, initial=uuid4)
    given_name = line("Given names", 100, **REMEMBERED)
    family_name = line("Family name", 255, **REMEMBERED)
    also_known_as = line("Also known as", 255, help_text="Aliases and other spellings, with commas between them")
    birth_date = forms.DateField(label="Date of birth", required=False, input_formats=DAYS, **REMEMBERED)
    birth_date_is = forms.ChoiceField(
        label="That date is",
        required=False,
        choices=Person.BirthDateIs.choices,
        initial=Person.BirthDateIs.EXACT,
        **REMEMBERED,
    )
    sex = choice("Sex", Sex.choices, **REMEMBERED)
    school = line("School or nursery", **REMEMBERED)
    ethnicity = choice("Ethnicity", Ethnicity.choices, **REMEMBERED)
    first_language = line("First language", 60, **REMEMBERED)
    religion = line("Religion", 60, **REMEMBERED)
    special_needs = text("Special needs", "Say none if there are none", **REMEMBERED)
    who = forms.CharField(required=False, max_length=20)

    vars().update({item.slug + NOT_KNOWN: reason(item.label) for item in ITEMS if item.of_child})
    vars().update({name + KEEP: WhichOfTwo(label) for name, label in COMPARED.items()})

    @property
    def is_empty(self):
        """Nothing was typed about this child: an empty row, not a child."""
        typed = [value for name, value in self.cleaned_data.items() if name not in ("birth_date_is", "row", "before")]
        return not any(typed) and not self.errors

    @property
    def number(self):
        """Which child of the page this is, from 0."""
        return int(self.prefix.rpartition("-")[2])

    def clean_birth_date_is(self):
        return self.cleaned_data["birth_date_is"] or Person.BirthDateIs.EXACT

    def clean_also_known_as(self):
        names = self.cleaned_data["also_known_as"]
        for given, _, family in (name.strip().rpartition(" ") for name in names.split(",")):
            if len(given) > 100 or len(family) > 255:
                raise forms.ValidationError("One of these names is too long: put a comma between two names.")
        return names

    def clean(self):
        data = super().clean()
        day = data.get("birth_date")
        expected = data.get("birth_date_is") == Person.BirthDateIs.EXPECTED
        if day and not expected and day > timezone.localdate():
            self.add_error("birth_date", "This is in the future: for an unborn child say that it is expected.")
        if day and day.year < 1900:
            self.add_error("birth_date", "This is too long ago.")
        if day and expected and day > timezone.localdate() + A_YEAR:
            self.add_error("birth_date", "This is more than a year ahead.")
        for slug in (item.slug for item in ITEMS if item.of_child):
            if data.get(slug + NOT_KNOWN) and all(data.get(name) for name in BY_SLUG[slug].of_child):
                self.add_error(slug + NOT_KNOWN, "You have also filled it in: take one of the two out.")
        return data

    @property
    def is_decided(self):
        """The recorder has said who it is."""
        return bool(self.cleaned_data.get("person") or self.cleaned_data.get("who"))


def child_forms(data=None, initial=(), count=None):
    """The children's forms, numbered from 0: as posted, or one for each of `initial`."""
    if data is not None:
        posted = str(data.get("children-total") or "1")
        count = min(as_version(posted) or 1, MOST_CHILDREN)
        return [ChildForm(data, prefix=f"child-{n}") for n in range(max(count, 1))]
    initial = list(initial) or [{}]
    return [ChildForm(initial=values, prefix=f"child-{n}") for n, values in enumerate(initial)]


def is_asked(name: str) -> bool:
    """Whether a posted name is one of this page's: nothing else that a browser sends is kept as typing."""
    field = name.removeprefix("initial-")
    child = CHILDS_FIELD.fullmatch(field)
    return (
        field == "children-total" or field in DraftForm.base_fields or bool(child and child[1] in ChildForm.base_fields)
    )
