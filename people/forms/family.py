"""Who is related to somebody, and lives with them: a form for each change."""

from django import forms
from django.core.exceptions import ValidationError

from people.codes import Sex
from people.forms.change import ChangeForm, day, yes_no
from people.forms.not_known import SaysNotKnown
from people.genogram.family import family_of
from people.models import NotKnown, Person, Relationship
from people.references import as_reference
from people.search import WELL_ENOUGH, matches, restricted_note
from people.services.kinship import ELDER, wrong_with

RESPONSIBILITY = ("Parental responsibility", "Holds it", "Does not hold it")


class OnFileField(forms.ChoiceField):
    """Somebody on file, chosen among those who are offered; the form looks whether its reader may know of them."""

    def __init__(self, label: str):
        super().__init__(label=label, required=False, widget=forms.RadioSelect)

    def valid_value(self, value):
        """Whoever was offered with what was typed then is not among those of a form that is drawn anew."""
        return True


class SomebodyForm(ChangeForm):
    """Somebody of the family: on file already, chosen or by reference, or put on file now.

    That somebody of the same name is not the one who is meant is the recorder's to say (DOMAIN section 3). `offered`
    are those who were named to the recorder.
    """

    mark_optional = False

    known = OnFileField("Who it is, if they are on file")
    reference = forms.CharField(
        label="Reference of somebody else on file", max_length=20, required=False, help_text="Search for them first"
    )
    given_name = forms.CharField(label="Given names", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=255, required=False)
    sex = forms.ChoiceField(label="Sex", required=False, choices=[("", "Not asked"), *Sex.choices])
    birth_date = day("Date of birth")
    is_new = forms.BooleanField(label="Somebody new: nobody of that name on file is meant", required=False)
    since = day("Since", "As far as it is known")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.offered = []
        family = family_of(self.person, self.actor).people.values()
        self._on_offer = {each.reference: each.full_name for each in family if each != self.person}
        self._draw_offer()

    def _draw_offer(self):
        """With nobody on file there is nothing to choose."""
        self.fields["known"].widget = forms.RadioSelect() if self._on_offer else forms.HiddenInput()
        self.fields["known"].choices = [*self._on_offer.items(), ("", "None of these")]

    def clean_known(self):
        """Somebody of whom the recorder may know."""
        return self._on_file(self.cleaned_data["known"])

    def clean_reference(self):
        """Somebody of whom the recorder may know."""
        return self._on_file(self.cleaned_data["reference"])

    def _on_file(self, typed):
        found = as_reference(typed.replace(" ", "").replace("-", "").upper())
        if not typed:
            return None
        other = Person.objects.visible_to(self.actor).filter(reference=found).first() if found else None
        if other is None:
            raise ValidationError("Nobody on file has this reference.")
        return other

    def clean_birth_date(self):
        """A day that has come."""
        return self.not_in_future("birth_date")

    def clean_since(self):
        """A day that has come."""
        return self.not_in_future("since")

    def clean(self):
        data = super().clean()
        data["reference"] = data.pop("known", None) or data.get("reference")
        named = data.get("given_name") or data.get("family_name")
        if not (data.get("reference") or named) and not self.errors:
            self.add_error("given_name", "Say who it is: choose somebody on file, or give a name.")
        elif named and not data.get("reference") and not data.get("is_new"):
            self._offer(data)
        return data

    def _offer(self, data):
        who = data.get("given_name", ""), data.get("family_name", ""), data.get("birth_date")
        found = matches(self.actor, *who)
        self.offered = [match for match in found if getattr(match.person, "rank", 0) < WELL_ENOUGH]
        self._on_offer |= {match.person.reference: f"{match.person.full_name}, {match.age}" for match in self.offered}
        told = ["Somebody of that name is on file."] if self.offered else []
        told += filter(None, [restricted_note(self.actor, *who)])
        if told:
            self._draw_offer()
            self.add_error("is_new", f"{' '.join(told)} Choose who is meant, or say that it is none.")


K = Relationship.Kind
CHILD = "child"
OF_THEM = [
    (K.MOTHER, "Mother"), (K.FATHER, "Father"), (K.PARENT, "Parent"), (K.STEP_PARENT, "Step-parent"),
    (K.GRANDPARENT, "Grandparent"), (K.SIBLING, "Brother or sister"), (K.PARTNER, "Partner"), (K.CARER, "Carer"),
    (CHILD, "Child"), (K.OTHER_RELATIVE, "Other relative"), (K.ALLEGED_PERPETRATOR, "Alleged perpetrator"),
]  # fmt: skip
"""What somebody can be of the person whose page it is; a child is the parent told the other way round."""


class RelativeForm(SomebodyForm):
    """Somebody who is related, as what, and whether they hold parental responsibility."""

    kind = forms.ChoiceField(label="They are this person's", choices=OF_THEM)
    parental_responsibility = yes_no(*RESPONSIBILITY)
    same_household = forms.BooleanField(label="Lives in the same household", required=False)

    field_order = ["kind", "given_name", "family_name", "sex", "birth_date", "known", "reference"]

    def clean(self):
        data = super().clean()
        other, kind, born = data.get("reference"), data.get("kind"), data.get("birth_date")
        if other and kind:
            wrong = wrong_with(*told(self.person, kind, other), self.actor)
            if wrong:
                self.add_error("reference", wrong)
        elif kind and born and self._wrong_age(kind, born):
            self.add_error("birth_date", self._wrong_age(kind, born))
        return data

    def _wrong_age(self, kind, born):
        ours = self.person.birth_date
        if ours and kind in ELDER and born >= ours:
            return f"They would be younger than {self.person.full_name}."
        return f"They would be older than {self.person.full_name}." if ours and kind == CHILD and born <= ours else ""


class ResponsibilityForm(SaysNotKnown, ChangeForm):
    """Whether somebody holds parental responsibility, or that this was asked and is not known."""

    MAY_BE_UNKNOWN = (NotKnown.Fact.RESPONSIBILITY,)
    mark_optional = False

    parental_responsibility = yes_no(*RESPONSIBILITY)


def told(person: Person, kind: str, other: Person) -> tuple[Person, str, Person]:
    """Who is what of whom, as it is kept: a child is said of the parent."""
    if kind == CHILD:
        return person, {"F": K.MOTHER, "M": K.FATHER}.get(person.sex, K.PARENT), other
    return other, kind, person
