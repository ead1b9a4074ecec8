"""Rules of who may open a restricted person, for how long, and who hears of what is lost from sight."""

from tests.mutants.mutant import Mutant

INTEREST = "tests/people/test_interest.py"

SECRECY_MUTANTS = (
    Mutant(
        "in_hand_is_told_of",
        "What somebody has in hand whom it is hidden from now is told of, each time and beside whatever else is told.",
        "duty/in_hand.py",
        'key, roles = f"in hand {event.pk} {slip.reference}"',
        'key, roles = f"interest {event.pk}"',
        (f"{INTEREST}::test_what_they_had_in_hand_is_told_of_from_the_records_own_page_too",),
    ),
)
