"""References that can be spoken and mistyped without harm: random, so that gaps tell nothing."""

import secrets

from stdnum import luhn

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, no letter that sounds or looks like a digit; an even number of signs, as the check needs."""
LENGTH = 9


def new_reference() -> str:
    """Nine random signs and a check character, letters and digits only (the census allows no hyphen)."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return signs + luhn.calc_check_digit(signs, ALPHABET)


class ReferenceConverter:
    """A reference in an address: what cannot be one is no address of ours, and never reaches a query."""

    regex = f"[{ALPHABET}]{{{LENGTH + 1}}}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    to_url = to_python


def as_reference(text: str) -> str:
    """The text when it could be a reference, or else nothing."""
    return text if is_reference(text) else ""


def is_reference(text: str) -> bool:
    """Whether `text` could be a reference: right length, right signs, right check character."""
    return len(text) == LENGTH + 1 and set(text) <= set(ALPHABET) and luhn.is_valid(text, ALPHABET)
