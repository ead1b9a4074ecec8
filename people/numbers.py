"""Numbers with check digits: why one cannot be right, in words; nothing when it can."""

from stdnum.gb import nhs, upn

UPN_LENGTH = 13


def wrong_nhs_number(number: str) -> str:
    """Ten digits, the last of which checks the others (modulus 11)."""
    if not (number.isascii() and number.isdigit() and len(number) == 10):
        return "An NHS number has ten digits."
    return "" if nhs.is_valid(number) else "This is no NHS number: two digits may be swapped."


def wrong_upn(number: str) -> str:
    """A check letter, the local authority's three digits, and nine more signs, the last of which may be a letter.

    The authority is not looked up: new ones have come since any list.
    """
    if len(number) != UPN_LENGTH or not number.isascii() or not number[1:12].isdigit():
        return "A unique pupil number is a letter, eleven digits, and a digit or letter."
    return "" if upn.calc_check_digit(number[1:]) == number[0] else "This is no unique pupil number: a sign is wrong."
