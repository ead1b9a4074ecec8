"""The base of every action's form: the page and the internal API validate with the same one."""

from django import forms


class ActionForm(forms.Form):
    """What must be said to do one action on one record. Used as it is, it asks for nothing."""

    def __init__(self, *args, record, actor, **options):
        super().__init__(*args, **options)
        self.record, self.actor = record, actor

    def words(self) -> dict[str, str]:
        """What was said, field by field, as it will stand in the record's history."""
        said = {name: self.cleaned_data[name] for name in self.fields}
        return {
            name: self.fields[name].said(value) if hasattr(self.fields[name], "said") else str(value)
            for name, value in said.items()
            if value not in (None, "", [])
        }

    @classmethod
    def shown(cls, name: str, text: str) -> tuple[str, str]:
        """The label of the field `name`, and what was said in it, as people read them in a history."""
        field = cls.base_fields.get(name)
        if field is None:
            return name.replace("_", " ").capitalize(), text
        return str(field.label), str(dict(getattr(field, "choices", ())).get(text, text))


class ReasonForm(ActionForm):
    """An action that only asks why."""

    reason = forms.CharField(label="Reason", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
