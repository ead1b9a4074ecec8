"""Rules of who may open a restricted person, for how long, and who hears of what is lost from sight."""

from tests.mutants.mutant import Mutant

INTEREST, RESTRICTION = "tests/people/test_interest.py", "tests/people/test_restriction.py"

SECRECY_MUTANTS = (
    Mutant(
        "in_hand_is_told_of",
        "What somebody has in hand whom it is hidden from now is told of, each time and beside whatever else is told.",
        "duty/in_hand.py",
        'key, roles = f"in hand {event.pk} {slip.reference}"',
        'key, roles = f"interest {event.pk}"',
        (f"{INTEREST}::test_what_they_had_in_hand_is_told_of_from_the_records_own_page_too",),
    ),
    Mutant(
        "readers_seen",
        "A page of a restriction that has grown old changes nothing.",
        "people/views/restriction.py",
        'if found and form.cleaned_data["version"] not in (None, found.person.version):',
        "if False:",
        (f"{RESTRICTION}::test_a_page_that_has_grown_old_takes_nobody_off_whom_another_named_meanwhile",),
    ),
    Mutant(
        "readers_that_ended",
        "Who could open it once can be told for ever.",
        "people/services/restriction.py",
        "named.exclude(user__in=wanted).update(until=now, ended_by=actor)",
        "named.exclude(user__in=wanted).delete()",
        (f"{RESTRICTION}::test_who_is_named_no_more_is_still_said_to_have_been_able_to_open_it",),
    ),
)
