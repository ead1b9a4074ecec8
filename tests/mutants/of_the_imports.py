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
        'if identity(row.people["person"]) in hidden:',
        "if False:",
        (f"{FAMILIES}::TestFamilies::test_of_a_protected_address_neither_page_nor_list_says_so",),
    ),
    Mutant(
        "imported_protected_duplicate",
        "An address is protected whichever duplicate of the person it was protected for.",
        "mainsystem/services/batch.py",
        "return person.identity_id or person.pk",
        "return person.pk",
        (f"{FAMILIES}::TestFamilies::test_also_when_a_duplicate_of_the_person_is_the_protected_one",),
    ),
    Mutant(
        "younger_mother",
        "No mother is younger than her child.",
        "mainsystem/services/mothers.py",
        "mother.birth_date >= child.birth_date",
        "mother.birth_date == child.birth_date",
        (f"{FAMILIES}::TestFamilies::test_who_cannot_be_the_mother",),
    ),
    Mutant(
        "imported_birth_date",
        "A new date of birth makes no parent younger than the child.",
        "mainsystem/services/births.py",
        "if born and later and born >= later:",
        "if False:",
        (f"{FAMILIES}::TestBirths::test_a_new_date_that_the_family_rules_out_is_left_out",),
    ),
    Mutant(
        "second_mother_of_a_duplicate",
        "A child has one mother, whichever duplicate of the child she was said to be the mother of.",
        "mainsystem/services/mothers.py",
        'now.values_list("pk", "kind", root("person__"), root("of__"))',
        'now.values_list("pk", "kind", root("person__"), "of_id")',
        (f"{FAMILIES}::TestFamilies::test_a_second_mother_is_left_out_also_when_the_first_is_of_a_duplicate",),
    ),
    Mutant(
        "longer_loop",
        "Nobody is the mother of her own grandmother.",
        "mainsystem/services/mothers.py",
        "        return bool(frontier)",
        "        return of in {parent for parent, _ in self._of(who, made)}",
        (f"{FAMILIES}::TestFamilies::test_nobody_is_the_mother_of_an_ancestor",),
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
        "older_than_a_stopped_one",
        "An extract older than one that was read in part is refused.",
        "mainsystem/services/files.py",
        "over.filter(files__offset__gt=0)",
        "over.filter(state=Import.State.DONE)",
        (f"{SENDING}::TestStopping::test_an_older_extract_is_refused_once_anything_of_it_was_read",),
    ),
    Mutant(
        "fresh_cases",
        "A case that has not changed is as of the newest extract.",
        "mainsystem/services/cases.py",
        ".update(as_of=batch.of.as_of)",
        ".exists()",
        (f"{READING}::TestInvolvements::test_an_unchanged_one_is_as_of_the_newest_extract_and_has_no_new_history",),
    ),
    Mutant(
        "allocated_worker",
        "The allocated case worker is named before whoever works beside them.",
        "people/services/cases.py",
        'F("to_date").desc(nulls_first=True), "supporting", F(',
        'F("to_date").desc(nulls_first=True), F(',
        (f"{READING}::TestInvolvements::test_the_allocated_case_worker_is_named_before_whoever_works_beside_them",),
    ),
    Mutant(
        "department_names",
        "A team is named by the department that bears its number.",
        "mainsystem/services/cases.py",
        'row.facts["team"] = names.get(row.facts["team"], row.facts["team"])',
        "names.clear()",
        (f"{READING}::TestInvolvements::test_a_team_is_named_by_the_department_that_bears_its_number",),
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
