"""Names as they are compared: no case, no accents, no apostrophes, hyphens as spaces. In Python and in SQL alike."""

import re
import string
import unicodedata
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Lower

LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
"""The Latin letters with marks: Latin-1, Extended A and B, Extended Additional."""
NO_DECOMPOSITION = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i", "ħ": "h"}
GONE = "'`’‘´"
TO_SPACE = "".join(sign for sign in string.punctuation if sign not in GONE) + "‐‑–—"


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


def name_vector(given: str = "given_name", family: str = "family_name") -> SearchVector:
    """An expression: the same words of a name as PostgreSQL can index them, to look for whole words and beginnings."""
    name = Concat(F(given), Value(" "), F(family), output_field=TextField())
    bare = Func(name, Value(FROM + GONE), Value(TO), function="TRANSLATE", output_field=TextField())
    return SearchVector(Lower(bare), config="simple")


def holds(named: Iterable[str]) -> SearchQuery:
    """That all of `named`, some of `words`, are among the words of a `name_vector`."""
    return _query("&", [f"'{word}'" for word in named])


def begins(named: Iterable[str]) -> SearchQuery:
    """That for each of `named`, some of `words`, a word of a `name_vector` begins with it."""
    return _query("&", [f"'{word}':*" for word in named])


def begins_some(named: Iterable[str]) -> SearchQuery:
    """The same for at least one of them."""
    return _query("|", [f"'{word}':*" for word in named])


def _query(sign, parts):
    return SearchQuery(f" {sign} ".join(parts), config="simple", search_type="raw")
