"""Rules of what the main case system's extracts may do here."""

from tests.mutants.mutant import Mutant

READING, ROWS = "tests/mainsystem/test_reading.py", "tests/mainsystem/test_bad_rows.py"
FAMILIES = "tests/mainsystem/test_bad_families.py"
FILES, SENDING = "tests/mainsystem/test_bad_files.py", "tests/mainsystem/test_sending.py"
KILLED = "tests/mainsystem/test_killed.py"

IMPORT_MUTANTS = (
    Mutant(
        "what_was_put_right",
        "Of a row that has changed, only what has changed in it is written.",
        "mainsystem/services/people.py",
        'if name != "key" and (not person or name in row.changes)',
        'if name != "key"',
        (
            f"{READING}::TestPeople::"
            "test_what_the_front_door_has_put_right_stands_until_the_main_system_says_something_else_of_it",
        ),
    ),
    Mutant(
        "imported_version",
        "A person whom an import changes has a new version.",
        "mainsystem/services/people.py",
        '"version": person.version + 1',
        '"version": person.version',
        (f"{READING}::TestPeople::test_a_change_raises_the_version_and_leaves_history_under_the_imports_event",),
    ),
    Mutant(
        "imported_protected_address",
        "Of whoever has a protected address no other one is taken in.",
        "mainsystem/services/family.py",
        "one.root == who or may_be_at(one, **place)",
        "may_be_at(one, **place)",
        (f"{FAMILIES}::TestFamilies::test_of_a_protected_address_neither_page_nor_list_says_so",),
    ),
    Mutant(
        "imported_place_of_the_family",
        "Nobody is put openly where one of their family is protected by an import either.",
        "mainsystem/services/family.py",
        "one.root == who or may_be_at(one, **place)",
        "one.root == who",
        (f"{FAMILIES}::TestFamilies::test_nor_is_a_mother_put_openly_where_her_child_is_protected",),
    ),
    Mutant(
        "imported_protected_duplicate",
        "An address is protected whichever duplicate of the person it was protected for.",
        "mainsystem/services/family.py",
        "return person.identity_id or person.pk",
        "return person.pk",
        (f"{FAMILIES}::TestFamilies::test_also_when_a_duplicate_of_the_person_is_the_protected_one",),
    ),
    Mutant(
        "younger_mother",
        "No mother is younger than her child.",
        "mainsystem/services/family.py",
        "mother.birth_date >= child.birth_date",
        "mother.birth_date == child.birth_date",
        (f"{FAMILIES}::TestFamilies::test_who_cannot_be_the_mother",),
    ),
    Mutant(
        "key_twice_in_a_file",
        "A key that stands twice in a file counts once.",
        "mainsystem/services/importing.py",
        "{key for key, row in known.items() if row.seen_in == of.pk}",
        "set()",
        (f"{ROWS}::TestRows::test_also_when_other_rows_were_committed_in_between",),
    ),
    Mutant(
        "older_extract",
        "An extract older than one that was read is refused.",
        "mainsystem/services/files.py",
        "    if newest:",
        "    if False:",
        (f"{FILES}::test_an_extract_older_than_one_that_was_read_is_refused",),
    ),
    Mutant(
        "fresh_cases",
        "A case that has not changed is as of the newest extract.",
        "mainsystem/services/people.py",
        ".update(as_of=batch.of.as_of)",
        ".exists()",
        (f"{READING}::TestInvolvements::test_an_unchanged_one_is_as_of_the_newest_extract_and_has_no_new_history",),
    ),
    Mutant(
        "fresh_only_when_read",
        "That somebody is new is as of an extract that was read to its end.",
        "mainsystem/ports.py",
        ", of__state=Import.State.DONE",
        "",
        (f"{READING}::TestNobodysCase::test_one_that_is_still_being_read_tells_nothing_yet",),
    ),
    Mutant(
        "one_piece_once",
        "Of two workers at once one commits a piece.",
        "mainsystem/services/importing.py",
        "if file is not None and (following.pk, following.offset) == (file.pk, file.offset):",
        "if file is not None:",
        (f"{KILLED}::test_two_workers_at_once_read_every_row_once",),
    ),
    Mutant(
        "imports_of_administrators",
        "Only an administrator may know of imports.",
        "mainsystem/views.py",
        "@only_for(Role.SYSTEM_ADMIN)\n@require_safe\ndef problems",
        "@require_safe\ndef problems",
        (f"{SENDING}::TestWhoMay::test_for_everybody_but_an_administrator_there_is_no_such_page",),
    ),
)
