"""Rules of the engine: who is first, what is done once, what must hold, and what the database itself forbids."""

from tests.mutants.mutant import Mutant

RACES, GUARDS, HELD = (
    "tests/workflow/test_races.py",
    "tests/oracle/test_guards.py",
    "tests/workflow/test_constraints.py",
)
MIGRATIONS = "tests/architecture/test_migrations.py"
INTERRUPTED = (
    f"{MIGRATIONS}::test_the_contacts_indexes_are_made_though_they_were_interrupted_half_way_and_a_dump_is_running"
)
ENGINE, CONTACT_GUARDS = "workflow/engine.py", "contacts/workflow/guards.py"

ENGINE_MUTANTS = (
    Mutant(
        "index_waits_for_a_dump",
        "An index made while people work waits for a dump, however long that takes.",
        "audit/operations.py",
        'schema_editor.execute("SET lock_timeout = 0")',
        "pass",
        (INTERRUPTED,),
    ),
    Mutant(
        "index_made_again",
        "An index whose making was interrupted is made again.",
        "audit/operations.py",
        'schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")',
        "pass",
        (INTERRUPTED,),
    ),
    Mutant(
        "row_lock",
        "The row is locked before it is judged.",
        ENGINE,
        '.select_for_update(of=("self",))',
        "",
        (f"{RACES}::test_of_two_managers_who_decide_at_once_one_does_and_the_other_is_told",),
    ),
    Mutant(
        "version",
        "An action from a page that somebody has overtaken is refused.",
        ENGINE,
        "(stale and transition.stale is Stale.REFUSE)",
        "False",
        ("tests/oracle/test_stale.py::test_what_only_adds_is_taken_and_the_rest_is_refused",),
    ),
    Mutant(
        "double_click",
        "The same form posted twice is answered as done.",
        "audit/once.py",
        "Event.behind_walls.filter(actor=actor, key=key).first()",
        "None",
        (f"{RACES}::test_two_clicks_at_once_are_both_answered_as_done_and_do_it_once",),
    ),
    Mutant(
        "double_click_at_once",
        "Two posts of one form at the same moment wait for each other.",
        "audit/once.py",
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
        "SELECT %s",
        (f"{RACES}::test_two_clicks_at_once_are_both_answered_as_done_and_do_it_once",),
    ),
    Mutant(
        "every_post_refused",
        "The page behind a button takes what is posted to it.",
        "workflow/views.py",
        '["GET", "POST"])\ndef do(',
        '["GET"])\ndef do(',
        (f"{GUARDS}::test_a_remand_is_decided_as_a_referral",),
    ),
    Mutant(
        "own_advice",
        "Nobody authorises advice that they completed themselves.",
        CONTACT_GUARDS,
        "if contact.advised_by_id != actor.pk:",
        "if True:",
        (f"{GUARDS}::test_nobody_judges_the_advice_that_they_completed",),
    ),
    Mutant(
        "essential_information",
        "A contact is submitted when every essential item is filled in or accounted for.",
        CONTACT_GUARDS,
        "[] if contact.urgent else missing(contact)",
        "[]",
        (f"{GUARDS}::test_one_missing_item_is_enough",),
    ),
    Mutant(
        "reopening",
        "A contact that something else has taken on is not reopened.",
        CONTACT_GUARDS,
        "if contact.outcome not in TAKEN_ON:",
        "if True:",
        (f"{GUARDS}::test_what_something_else_has_taken_on_is_not_reopened",),
    ),
    Mutant(
        "remand",
        "A remand is decided as a referral and as nothing else.",
        CONTACT_GUARDS,
        "if contact.kind != Contact.Kind.REMAND:",
        "if True:",
        (f"{GUARDS}::test_a_remand_is_not_decided_as_anything_but_a_referral",),
    ),
    Mutant(
        "urgent_first",
        "What is urgent stands first in its tray.",
        "workflow/slips.py",
        '"rank": 0 if record.priority == URGENT else 1',
        '"rank": 1',
        ("tests/duty/test_tray.py::test_the_nearest_deadline_stands_first_and_urgent_ones_before_all",),
    ),
)

SCHEMA_MUTANTS = (
    Mutant(
        "told_once",
        "The database holds one notice of one thing for one colleague.",
        "correspondence/migrations/0001_initial.py",
        'fields=("user", "key"), name="told_once"',
        'fields=("user", "key", "id"), name="told_once"',
        (
            f"{HELD}::test_nobody_is_told_of_one_thing_twice",
            "tests/workflow/test_telling.py::test_nobody_is_told_twice_of_one_thing",
        ),
    ),
    Mutant(
        "one_running_clock",
        "The database lets one clock of a rule run on a record.",
        "deadlines/migrations/0001_initial.py",
        'fields=("content_type", "object_id", "rule"),',
        'fields=("content_type", "object_id", "rule", "id"),',
        (f"{HELD}::test_one_clock_of_a_rule_runs_on_a_record",),
    ),
    Mutant(
        "one_mail",
        "The database holds one e-mail for one thing.",
        "correspondence/migrations/0001_initial.py",
        '("key", models.CharField(max_length=120, unique=True))',
        '("key", models.CharField(max_length=120))',
        (f"{HELD}::test_one_mail_is_queued_for_one_thing",),
    ),
    Mutant(
        "one_event_per_form",
        "The database holds one event for one form of one actor.",
        "audit/migrations/0001_initial.py",
        'fields=("actor", "key"), name="one_event_per_form"',
        'fields=("actor", "key", "id"), name="one_event_per_form"',
        (f"{HELD}::test_one_form_makes_one_event",),
    ),
    Mutant(
        "one_record_per_decision",
        "The database holds one no further action record for one decision.",
        "contacts/migrations/0001_initial.py",
        'fields=("contact", "decided_in_version"), name="one_record_per_decision"',
        'fields=("contact", "decided_in_version", "id"), name="one_record_per_decision"',
        (f"{HELD}::test_a_decision_leaves_one_no_further_action_record",),
    ),
    Mutant(
        "append_only",
        "The application can neither change an event nor take it away.",
        "audit/migrations/0001_initial.py",
        'AppendOnly("Event", but_for=["wall"]),',
        "",
        ("tests/architecture/test_documents.py::test_what_is_append_only_cannot_be_changed",),
    ),
)
