"""What is said of a person and their family, a form for each change."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.codes import Ethnicity, Gender, Sex
from people.forms.search import DAYS
from people.models import Alert, Person, Relationship
from people.numbers import wrong_nhs_number, wrong_upn
from people.references import as_reference
from people.services.family import wrong_with


def day(label, help_text="For example 3/2/2008", required=False):
    """A calendar day."""
    return forms.DateField(label=label, required=required, input_formats=DAYS, help_text=help_text)


def words(label, rows=3, required=True, length=2000, **options):
    """A few lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class ChangeForm(forms.Form):
    """A change to what is on file about `person`, by `actor`."""

    def __init__(self, *args, person, actor, **options):
        super().__init__(*args, **options)
        self.person, self.actor = person, actor

    def not_in_future(self, name):
        """The day, which must have come."""
        found = self.cleaned_data[name]
        if found and found > timezone.localdate():
            raise ValidationError("This is in the future.")
        return found

    def still_to_come(self, name):
        """The day, which must not have come."""
        found = self.cleaned_data[name]
        if found <= timezone.localdate():
            raise ValidationError("This must be a day to come.")
        return found


class FactsForm(ChangeForm):
    """Who somebody is. Numbers are checked by their check digits."""

    given_name = forms.CharField(label="Given names", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=255, required=False)
    birth_date = day("Date of birth")
    birth_date_is = forms.ChoiceField(label="That date is", choices=Person.BirthDateIs.choices)
    death_date = day("Date of death", "Only if they have died")
    sex = forms.ChoiceField(label="Sex", required=False, choices=[("", "Not asked"), *Sex.choices])
    gender = forms.ChoiceField(label="Gender", required=False, choices=[("", "Not asked"), *Gender.choices])
    ethnicity = forms.ChoiceField(label="Ethnicity", required=False, choices=[("", "Not asked"), *Ethnicity.choices])
    first_language = forms.CharField(label="First language", max_length=60, required=False)
    religion = forms.CharField(label="Religion", max_length=60, required=False)
    special_needs = words("Special needs", 2, required=False)
    school = forms.CharField(label="School or nursery", max_length=160, required=False)
    nhs_number = forms.CharField(label="NHS number", max_length=14, required=False, help_text="Ten digits")
    upn = forms.CharField(label="Unique pupil number", max_length=13, required=False, help_text="A letter, then twelve")

    def clean_nhs_number(self):
        """Ten digits, of which the last one checks the others."""
        number = self.cleaned_data["nhs_number"].replace(" ", "").replace("-", "")
        if number and wrong_nhs_number(number):
            raise ValidationError(wrong_nhs_number(number))
        return number

    def clean_upn(self):
        """Thirteen signs, of which the first one checks the others."""
        number = self.cleaned_data["upn"].upper()
        if number and wrong_upn(number):
            raise ValidationError(wrong_upn(number))
        return number

    def clean(self):
        data = super().clean()
        born, died = data.get("birth_date"), data.get("death_date")
        if born and died and died < born:
            self.add_error("death_date", "This is before the date of birth.")
        return data


class AlertForm(ChangeForm):
    """An alert, with a day to look at it again."""

    kind = forms.ChoiceField(label="Alert", choices=Alert.Kind.choices)
    text = forms.CharField(label="What our staff must know", max_length=300)
    review_on = day("To be reviewed on", required=True)

    def clean_review_on(self):
        """A day to come."""
        return self.still_to_come("review_on")


class AddressForm(ChangeForm):
    """Where somebody lives."""

    lines = words("Address", length=500)
    postcode = forms.CharField(label="Postcode", max_length=15, required=False)
    from_date = day("Since", "As far as it is known")

    def clean_from_date(self):
        """A day that has come."""
        return self.not_in_future("from_date")


class ProtectedAddressForm(AddressForm):
    """Where somebody lives whom somebody else must not find."""

    because = words("Who must not find it, and why", 2)


class SomebodyForm(ChangeForm):
    """Somebody of the family: on file already, by reference, or put on file now."""

    reference = forms.CharField(
        label="Reference, if they are on file", max_length=20, required=False, help_text="Search for them first"
    )
    given_name = forms.CharField(label="Given names", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=255, required=False)
    sex = forms.ChoiceField(label="Sex", required=False, choices=[("", "Not known"), *Sex.choices])
    birth_date = day("Date of birth")

    def clean_reference(self):
        """Somebody of whom the recorder may know."""
        found = as_reference(self.cleaned_data["reference"].replace(" ", "").upper())
        if not self.cleaned_data["reference"]:
            return None
        other = Person.objects.visible_to(self.actor).filter(reference=found or None).first()
        if other is None:
            raise ValidationError("Nobody on file has this reference.")
        return other

    def clean(self):
        data = super().clean()
        if not (data.get("reference") or data.get("given_name") or data.get("family_name")) and not self.errors:
            self.add_error("given_name", "Say who it is: a reference, or a name.")
        return data


K = Relationship.Kind
OF_THEM = [
    (K.MOTHER, "Mother"), (K.FATHER, "Father"), (K.PARENT, "Parent"), (K.STEP_PARENT, "Step-parent"),
    (K.GRANDPARENT, "Grandparent"), (K.SIBLING, "Brother or sister"), (K.PARTNER, "Partner"), (K.CARER, "Carer"),
    ("child", "Child"), (K.OTHER_RELATIVE, "Other relative"), (K.ALLEGED_PERPETRATOR, "Alleged perpetrator"),
]  # fmt: skip
"""What somebody can be of the person whose page it is; a child is the parent told the other way round."""


class RelativeForm(SomebodyForm):
    """Somebody who is related, as what, and whether they hold parental responsibility."""

    kind = forms.ChoiceField(label="They are this person's", choices=OF_THEM)
    parental_responsibility = forms.NullBooleanField(
        label="Parental responsibility",
        required=False,
        widget=forms.Select(choices=[("", "Not asked"), ("true", "Holds it"), ("false", "Does not hold it")]),
    )
    same_household = forms.BooleanField(label="Lives in the same household", required=False)

    field_order = ["kind"]

    def clean(self):
        data = super().clean()
        other, kind = data.get("reference"), data.get("kind")
        if other and kind and not self.errors:
            wrong = wrong_with(*told(self.person, kind, other))
            if wrong:
                self.add_error("reference", wrong)
        elif kind in (K.MOTHER, K.FATHER, K.PARENT, K.GRANDPARENT) and self._younger(data.get("birth_date")):
            self.add_error("birth_date", f"They would be younger than {self.person.full_name}.")
        return data

    def _younger(self, born):
        return born and self.person.birth_date and born >= self.person.birth_date


def told(person: Person, kind: str, other: Person) -> tuple[Person, str, Person]:
    """Who is what of whom, as it is kept: a child is said of the parent."""
    if kind == "child":
        return person, {"F": K.MOTHER, "M": K.FATHER}.get(person.sex, K.PARENT), other
    return other, kind, person


class EndForm(ChangeForm):
    """From which day something holds no more."""

    on = day("Until", required=True)

    def clean_on(self):
        """A day that has come."""
        return self.not_in_future("on")


class ReadersField(forms.CharField):
    """Colleagues by their user names, with commas between them."""

    def clean(self, value):
        """The colleagues; a name that nobody here has is named."""
        names = {name.strip() for name in super().clean(value).split(",") if name.strip()}
        found = list(get_user_model().objects.filter(username__in=names, is_active=True).order_by("pk"))
        unknown = sorted(names - {user.username for user in found})
        if unknown:
            raise ValidationError(f"Nobody here has the user name {', '.join(unknown)}.")
        return found


class ReadersForm(ChangeForm):
    """Who alone may open somebody."""

    readers = ReadersField(
        label="Who may open it",
        max_length=2000,
        help_text="User names with commas between them; you are one of them yourself",
    )


class RestrictForm(ReadersForm):
    """Who alone may open somebody, why, and when to look at it again."""

    reason = words("Reason")
    review_on = day("To be reviewed on", required=True)

    def clean_review_on(self):
        """A day to come."""
        return self.still_to_come("review_on")


class BreakGlassForm(forms.Form):
    """Why what is restricted must be opened now."""

    because = words("Why you must open it now", length=500)
