"""What the administrator sends in."""

from django import forms
from django.utils import timezone

from directory.fields import LondonDateTimeField
from mainsystem.services.files import tables_in
from mainsystem.services.reading import Unreadable


class SeveralFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at as a whole."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        """The tables that these files are; each file that is none is named, with the reason."""
        files = data if isinstance(data, list | tuple) else [data]
        checked = [super(FilesField, self).clean(file, initial) for file in files]
        try:
            return tables_in(checked)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error


class ImportForm(forms.Form):
    """The extract's files, and when it was taken."""

    files = FilesField(
        label="CSV files", help_text="As the Standard Safeguarding Dataset names their columns; all together"
    )
    as_of = LondonDateTimeField(label="Taken from the main system", help_text="For example 7/7/2014 06:00, London time")

    def clean_as_of(self):
        """Never in the future: a status would claim to be fresher than it is."""
        if self.cleaned_data["as_of"] > timezone.now():
            raise forms.ValidationError("This is in the future.")
        return self.cleaned_data["as_of"]
