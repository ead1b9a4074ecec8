"""What the administrator sends in."""

from uuid import uuid4

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

    widget = SeveralFiles(attrs={"accept": ".csv,text/csv"})

    def clean(self, data, initial=None):
        """The tables that these files are; each file that is none is named, with the reason."""
        files = data if isinstance(data, list | tuple) else [data]
        checked = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        try:
            return tables_in(checked)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error


class ImportForm(forms.Form):
    """The extract's files, and when it was taken. `key` is the form's own number."""

    files = FilesField(
        label="CSV files",
        help_text="All files of one extract together, with the columns of the Standard Safeguarding Dataset",
        allow_empty_file=True,
    )
    as_of = LondonDateTimeField(
        label="When the extract was taken from the main system", help_text="For example, 7/7/2014 06:00"
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_as_of(self):
        """Never in the future: a status would claim to be fresher than it is."""
        if self.cleaned_data["as_of"] > timezone.now():
            raise forms.ValidationError("This is in the future.")
        return self.cleaned_data["as_of"]
