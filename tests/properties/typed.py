"""What people, programs and paste buffers type into a field: its limits, and what is none of its business."""

from dataclasses import dataclass

from django import forms
from hypothesis import strategies as st

MARKUP = "<b id=qz>\"'&amp;</b><script>qz()</script>{{ 7|add:7 }}{% now %}"
ODD = (
    MARKUP,
    "\u202eright to left\u202c",
    "שלום عالم",
    "👩‍👧‍👦 é́ ﷽",
    "Ⅷ ½ ٣",
    "'; DROP TABLE contacts_contact; --",
    "%s %(name)s {0} ${x}",
    "../../../etc/passwd",
    "  \t ",
    "\r\nBcc: everybody@council.example\r\n",
    "x" * 3000,
    "-1",
    "9" * 400,
    "9" * 5000,
    "1e309",
    "NaN",
    "None",
    "true",
)
NULS = ("\x00", "a\x00b")
BAD_DAYS = ("29/02/2013", "31/04/2014", "00/00/0000", "32/13/2014", "01/01/0000", "1/1/10000", "yesterday")
COMPACT_DAY = "20140707"
"""ISO 8601 without dashes: in a moment it is understood, as a day by itself it is not."""
GOOD_DAYS = ("29/02/2012", "2012-02-29", "7/7/2014", "07.07.2014")
FAR_DAYS = ("01/01/0001", "31/12/9999", "01/01/1899")
BAD_CLOCKS = ("25:00", "12:60", "noon")


@dataclass(frozen=True)
class Typed:
    """What is typed into one field. `bad`: whatever else is typed, this field must be refused by its name.

    Not `by_hand` is what the page itself sends along and may write anew.
    """

    text: str
    bad: bool = False
    by_hand: bool = True


def bad(*texts: str) -> list[Typed]:
    """Never to be taken."""
    return [Typed(text, bad=True) for text in texts]


def maybe(*texts: str) -> list[Typed]:
    """To be taken or refused, as the form sees fit."""
    return [Typed(text) for text in texts]


def typed_into(field: forms.Field) -> st.SearchStrategy[Typed]:
    """What may be typed into this field, by its own kind and limits."""
    if field.widget.is_hidden:  # nobody types into it, and no message can stand by what is not shown
        texts = ("3b0c7e0a-0000-4000-8000-00000000aaaa", "", *ODD, *NULS)
        return st.sampled_from([Typed(text, by_hand=False) for text in texts])
    if isinstance(field, forms.FileField):  # what is typed in place of a file is none
        return st.sampled_from([Typed(text, bad=field.required, by_hand=False) for text in ("", *ODD)])
    values = _of_kind(field) + maybe("") + maybe(*NULS)
    if field.required:
        blank = bad(" \t ") if getattr(field, "strip", True) else maybe(" \t ")  # in a password blanks are signs
        values = [value for value in values if value.text.strip()] + bad("") + blank
    return st.sampled_from(values)


def _of_kind(field):
    if isinstance(field, forms.DateTimeField):
        moments = (f"{COMPACT_DAY} 10:00", "7/7/2014 08:45", "31/12/9999 23:59", "1/1/0001 00:00", "26/10/2014 01:30")
        return maybe(*moments) + bad(*(f"{day} 10:00" for day in BAD_DAYS), *BAD_CLOCKS, "7/7/2014 25:00", *ODD[:6])
    if isinstance(field, forms.DateField):
        return maybe(*GOOD_DAYS, *FAR_DAYS) + bad(*BAD_DAYS, COMPACT_DAY, *ODD[:6])
    if isinstance(field, forms.TimeField):
        return maybe("09:00", "24:00") + bad(*BAD_CLOCKS, *ODD[:4])
    if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
        choices = [str(value) for value, _ in field.choices if not isinstance(value, list | tuple)]
        return maybe(*choices) + bad("not-there", *ODD[:6], *NULS, "9" * 5000)
    if isinstance(field, forms.BooleanField):
        return maybe("on", "", "false", *ODD[:4])
    if isinstance(field, forms.EmailField):
        return maybe("robin@elmwood.example") + bad("robin", "@", "a@b@c.example", *ODD[:5], *NULS)
    return _text(field)


def _text(field):
    limit = getattr(field, "max_length", None)
    values = maybe(*ODD) + bad(*NULS)
    if limit:
        values = [value for value in values if len(value.text) <= limit] + _at_the_limit(limit)
    return values


def _at_the_limit(limit):
    whole = ["x" * limit, "é" * limit, "👩" * limit]
    parted = ["x" * (limit - 2) + " y", "x," * (limit // 2), "y " + "x" * (limit - 2)]
    return maybe(*whole, *parted) + bad("x" * (limit + 1), "👩" * (limit + 1))
