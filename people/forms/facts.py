"""Who somebody is, where they live, and what must be known of them first: a form for each change."""

from django import forms
from django.core.exceptions import ValidationError

from people.codes import Ethnicity, Gender, Sex, UpnUnknown
from people.forms.change import ChangeForm, ReviewForm, day, words, yes_no
from people.forms.not_known import SaysNotKnown
from people.models import Alert, NotKnown, Person, PersonName
from people.numbers import wrong_nhs_number, wrong_upn
from people.services.kinship import wrong_birth

NOT_ASKED = ("", "Not asked")


def _text(label, length, **options):
    return forms.CharField(label=label, max_length=length, required=False, **options)


def _of(label, codes):
    return forms.ChoiceField(label=label, required=False, choices=[NOT_ASKED, *codes.choices])


class FactsForm(SaysNotKnown, ChangeForm):
    """Who somebody is. Numbers are checked by their check digits, the birth date against those of the family."""

    MAY_BE_UNKNOWN = tuple(fact for fact in NotKnown.Fact if fact != NotKnown.Fact.RESPONSIBILITY)
    mark_optional = False

    given_name = _text("Given names", 100)
    family_name = _text("Family name", 255)
    kind = forms.ChoiceField(label="They are", choices=Person.Kind.choices)
    birth_date = day("Date of birth")
    birth_date_is = forms.ChoiceField(label="That date is", choices=Person.BirthDateIs.choices)
    death_date = day("Date of death", "Only if they have died")
    sex = _of("Sex", Sex)
    gender = _of("Gender", Gender)
    ethnicity = _of("Ethnicity", Ethnicity)
    first_language = _text("First language", 60)
    interpreter_needed = yes_no("Interpreter", "Needed", "Not needed")
    religion = _text("Religion", 60)
    nationality = _text("Nationality", 60)
    special_needs = words("Special needs", 2, required=False)
    school = _text("School or nursery", 160)
    nhs_number = _text("NHS number", 14, help_text="Ten digits")
    upn = _text("Unique pupil number", 13, help_text="A letter, then twelve signs")
    upn_unknown = _of("If there is none: why", UpnUnknown)

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

    def clean_death_date(self):
        """A day that has come."""
        return self.not_in_future("death_date")

    def clean(self):
        data = super().clean()
        born, died = data.get("birth_date"), data.get("death_date")
        if self._name_is_gone(data):
            self.add_error("given_name", "A name is on file: it can be corrected, not taken away.")
        if born and died and died < born:
            self.add_error("death_date", "This is before the date of birth.")
        if born and born > self.today and data.get("birth_date_is") not in (None, Person.BirthDateIs.EXPECTED):
            self.add_error("birth_date", "This is in the future: an unborn child's date is expected.")
        if born and born != self.person.birth_date and wrong_birth(self.person, born, self.actor):
            self.add_error("birth_date", wrong_birth(self.person, born, self.actor))
        if data.get("upn") and data.get("upn_unknown"):
            self.add_error("upn_unknown", "There is a number: say no reason why there is none.")
        return data

    def _name_is_gone(self, data):
        had = self.person.given_name or self.person.family_name
        return had and data.get("given_name") == data.get("family_name") == ""


class NameForm(ChangeForm):
    """Another name of somebody."""

    kind = forms.ChoiceField(label="It is", choices=PersonName.Kind.choices)
    given_name = _text("Given names", 100)
    family_name = _text("Family name", 255)

    def clean(self):
        data = super().clean()
        if not (data.get("given_name") or data.get("family_name")) and not self.errors:
            self.add_error("given_name", "Say the other name.")
        return data


class AlertForm(ReviewForm):
    """An alert, with a day to look at it again."""

    kind = forms.ChoiceField(label="Alert", choices=Alert.Kind.choices)
    text = forms.CharField(label="What our staff must know", max_length=300)

    field_order = ["kind", "text", "review_on"]


class AddressForm(ChangeForm):
    """Where somebody lives."""

    lines = words("Address", length=500)
    postcode = _text("Postcode", 15)
    from_date = day("Since", "As far as it is known")
    to_date = day("Until", "Only if it is a former address")

    def clean_from_date(self):
        """A day that has come."""
        return self.not_in_future("from_date")

    def clean_to_date(self):
        """A day that has come."""
        return self.not_in_future("to_date")

    def clean(self):
        data = super().clean()
        since, until = data.get("from_date"), data.get("to_date")
        if since and until and until < since:
            self.add_error("to_date", "This is before the day since when it was theirs.")
        return data


class ProtectedAddressForm(AddressForm):
    """Where somebody lives whom somebody else must not find."""

    to_date = None

    because = words("Who must not find it, and why", 2)
    household = forms.BooleanField(label="Everybody of the household lives there too", required=False)
