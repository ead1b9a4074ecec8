"""Fields for what people type in more than one app."""

from datetime import UTC, datetime

from django import forms

from directory.london import LONDON


class LondonDateTimeField(forms.DateTimeField):
    """A moment in Europe/London, typed as people write it: 2014-07-07 08:45 or 7/7/2014 08:45."""

    widget = forms.DateTimeInput(format="%d/%m/%Y %H:%M")
    default_error_messages = {"invalid": "Write a day and a time, for example 7/7/2014 08:45."}

    def __init__(self, **options):
        formats = ["%d/%m/%Y %H:%M", "%d/%m/%Y %H.%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
        super().__init__(input_formats=formats, **options)

    def to_python(self, value):
        """The moment; of an hour that comes twice the first is meant, whose deadline is the earlier."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        for pattern in self.input_formats:
            try:
                typed = datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007  the zone is London, below
            except ValueError:
                continue
            moment = typed.replace(tzinfo=LONDON)
            if moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != typed:
                raise forms.ValidationError("There was no such time: the clocks went forward.", code="invalid")
            return moment
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def said(self, value):
        """The moment as it stands in the history."""
        return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
