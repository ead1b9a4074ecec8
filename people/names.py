"""Names as they are compared: no case, no accents, no apostrophes, hyphens as spaces. In Python and in SQL alike."""

import re
import unicodedata

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Lower

LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
"""The Latin letters with marks: Latin-1, Extended A and B, Extended Additional."""
NO_DECOMPOSITION = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i", "ħ": "h"}
TO_SPACE, GONE = '-,./_()"', "'’‘`´"


def _bare(letter):
    base = unicodedata.normalize("NFKD", letter)[0]
    return base.lower() if base.isascii() and base.isalpha() else ""


PAIRS = {letter: bare for letter in LETTERS if (bare := _bare(letter))} | NO_DECOMPOSITION
PAIRS |= dict.fromkeys(TO_SPACE, " ")
FROM, TO = "".join(PAIRS), "".join(PAIRS.values())
TABLE = str.maketrans(FROM, TO, GONE)


def words(text: str) -> list[str]:
    """The words of a name, as they are compared: "Zoë O'Brien-Hall" gives zoe, obrien, hall."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).translate(TABLE).lower())


def compared(given: str = "given_name", family: str = "family_name"):
    """An expression: a name's words with one space before and after each, so that a word's start can be looked for."""
    name = Concat(Value(" "), F(given), Value(" "), F(family), Value(" "), output_field=TextField())
    bare = Lower(Func(name, Value(FROM + GONE), Value(TO), function="TRANSLATE", output_field=TextField()))
    return Func(bare, Value(r"\s+"), Value(" "), Value("g"), function="REGEXP_REPLACE", output_field=TextField())
