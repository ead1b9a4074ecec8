"""Of which facts a form says that they were asked for and are not known, and why."""

from django import forms

from people.models import NotKnown
from people.services.not_known import EMPTY, marked

LABELS = dict(NotKnown.Fact.choices)


class SaysNotKnown:
    """For a form about facts, beside whose own fields stand which of `MAY_BE_UNKNOWN` was asked for in vain.

    What is given cannot be unknown, and what is newly said to be unknown says why; what was said before stays ticked.
    """

    MAY_BE_UNKNOWN: tuple[str, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.before = {each.fact for each in marked(self.person, self.about)}
        self.fields["not_known"] = forms.MultipleChoiceField(
            label="Asked, and not known",
            required=False,
            choices=[(fact, LABELS[fact]) for fact in self.MAY_BE_UNKNOWN],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["not_known_because"] = forms.CharField(
            label="Why it is not known", required=False, max_length=300, help_text="Of what is newly ticked"
        )
        of = self.about or self.person
        self.initial["not_known"] = [fact for fact in sorted(self.before) if getattr(of, fact) in EMPTY]

    def clean(self):
        """What is said not to be known, against what is given and what was said before."""
        data = super().clean()
        asked = data.get("not_known", [])
        given = [LABELS[fact] for fact in asked if data.get(fact) not in EMPTY]
        new, because = set(asked) - self.before, data.get("not_known_because")
        if given:
            self.add_error("not_known", f"This is given, and so it is known: {', '.join(given)}.")
        if new and because == "":
            self.add_error("not_known_because", "Say why: who was asked, and could not say?")
        if because and not new and "not_known" in data:
            self.add_error("not_known", "Tick what is not known for that reason.")
        return data
