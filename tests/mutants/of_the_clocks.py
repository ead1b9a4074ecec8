"""Rules of the clocks and of what is told: when, once, to whom, and by whichever process is there to do it."""

from tests.mutants.mutant import Mutant

STAGES, TELLING = "tests/workflow/test_stages.py", "tests/workflow/test_telling.py"
RACES, PERFORM = "tests/workflow/test_races.py", "tests/workflow/test_perform.py"
SENT_AGAIN = "tests/correspondence/test_sent_again.py"
SWEEP, CLOCKS = "deadlines/services.py", "deadlines/models.py"
NOTICES, RELAY = "correspondence/notices.py", "correspondence/outbox.py"
QUEUED = """Outbox.behind_walls.bulk_create(
        [_mail(notice, now) for notice in notices if notice.user.email], ignore_conflicts=True
    )"""

CLOCK_MUTANTS = (
    Mutant(
        "from_receipt",
        "The decision deadline runs from receipt, not from recording.",
        "contacts/workflow/contact.py",
        "Clock(DECISION, since=lambda contact, now: contact.received_at)",
        "Clock(DECISION)",
        ("tests/workflow/test_submit.py::test_a_draft_lies_in_the_intake_tray_and_its_clock_runs_from_receipt",),
    ),
    Mutant(
        "bank_holidays",
        "A bank holiday is no working day.",
        "deadlines/working_time.py",
        " and not bank_holiday(day)",
        "",
        ("tests/deadlines/test_working_time.py::TestWorkingDay::test_a_bank_holiday_of_england_is_none",),
    ),
    Mutant(
        "three_quarters",
        "A clock warns when three quarters of its time have gone.",
        "deadlines/rules.py",
        "start + span * warn_at",
        "start + span",
        (f"{STAGES}::test_the_duty_managers_are_warned_at_three_quarters_of_the_time",),
    ),
    Mutant(
        "late_warning",
        "A warning is left out once the breach has come.",
        CLOCKS,
        'if "breached" in due or self.breached_at:',
        "if False:",
        (f"{STAGES}::test_a_warning_is_left_out_once_the_breach_has_come",),
    ),
    Mutant(
        "breach_is_kept",
        "A clock that was breached and then met keeps its breach.",
        CLOCKS,
        "self.Status.MET_LATE if self.met_at > self.due_at else self.Status.MET",
        "self.Status.MET",
        (
            "tests/workflow/test_correct_receipt.py::test_a_decision_already_made_turns_out_late_when_it_came_in_earlier",
        ),
    ),
    Mutant(
        "breach_before_the_sweep",
        "A breach is told of though the decision came before the sweep.",
        SWEEP,
        "deadline.announce(at) if at >= deadline.due_at else []",
        "[]",
        (f"{STAGES}::test_a_breach_is_told_though_the_decision_came_before_the_sweep",),
    ),
    Mutant(
        "cancelled_on_closing",
        "Clocks that still run are cancelled when their item closes.",
        "workflow/engine.py",
        "if record.state in process.closed_states:",
        "if False:",
        ("tests/workflow/test_discard.py::test_its_clock_is_cancelled_and_announces_nothing_more",),
    ),
    Mutant(
        "skip_locked",
        "A sweeper passes by what another sweeper is at.",
        SWEEP,
        ".select_for_update(skip_locked=True)",
        ".select_for_update()",
        (f"{RACES}::test_while_one_sweeper_is_at_work_another_passes_its_clocks_by",),
    ),
    Mutant(
        "bad_row",
        "A clock that cannot be announced holds up no other.",
        SWEEP,
        "for half in (due[:middle], due[middle:]):",
        "for half in ():",
        (f"{STAGES}::test_one_clock_that_cannot_be_announced_holds_up_no_other",),
    ),
    Mutant(
        "poll_sweeps",
        "Whoever polls a tray sweeps when no sweeper has run for 90 seconds.",
        "duty/views.py",
        "sweep_if_late(now)",
        "now.isoformat()",
        ("tests/duty/test_tray.py::test_a_poll_of_the_tray_announces_a_breach_once_when_no_sweeper_runs",),
    ),
)

TOLD_MUTANTS = (
    Mutant(
        "audience_by_name",
        "Whoever is meant by name is told of what they may see, and of nothing else.",
        NOTICES,
        "if self._may_hear(user, telling)}",
        "}",
        (f"{TELLING}::test_somebody_meant_by_name_is_not_told_of_their_own_relation",),
    ),
    Mutant(
        "audience_by_role",
        "Of a role those are told who may see it.",
        NOTICES,
        " if self._may_hear(user, telling)]",
        "]",
        (f"{TELLING}::test_who_may_not_know_of_it_is_not_told_though_the_rota_names_them",),
    ),
    Mutant(
        "last_resort",
        "When nobody meant may see it, the practice manager is told, then the head of service.",
        NOTICES,
        "for role in LAST_RESORTS:",
        "for role in ():",
        (
            f"{TELLING}::test_when_nobody_meant_may_know_of_it_the_practice_manager_is_told",
            f"{TELLING}::test_and_the_head_of_service_when_the_practice_manager_may_not_either",
        ),
    ),
    Mutant(
        "outbox_in_the_transaction",
        "An e-mail is queued in the transaction of what causes it.",
        NOTICES,
        QUEUED,
        f"from django.db import transaction\n\n    transaction.on_commit(lambda: {QUEUED})",
        (f"{PERFORM}::test_what_cannot_be_told_was_not_done",),
    ),
    Mutant(
        "message_id",
        "A second attempt carries the Message-ID of the first.",
        RELAY,
        'headers={"Message-ID": first.message_id}',
        "headers={}",
        (f"{SENT_AGAIN}::test_a_second_attempt_is_the_same_message_though_more_was_told_since",),
    ),
    Mutant(
        "same_message_again",
        "What was told since does not go with what was tried before.",
        RELAY,
        "attempts=0, ",
        "",
        (f"{SENT_AGAIN}::test_a_second_attempt_is_the_same_message_though_more_was_told_since",),
    ),
    Mutant(
        "claimed",
        "What one relay has in hand another leaves alone until its claim runs out.",
        RELAY,
        "mail.next_at = now + CLAIM",
        "mail.next_at = now",
        (
            f"{SENT_AGAIN}::"
            "test_what_a_killed_relay_had_in_hand_is_sent_again_when_its_claim_has_run_out_and_not_before",
        ),
    ),
    Mutant(
        "given_up",
        "An e-mail is given up when it was refused for good, and for nothing less.",
        RELAY,
        "elif _is_for_good(error):",
        "elif error:",
        (
            "tests/correspondence/test_giving_up.py::test_what_may_pass_is_tried_again_without_end_and_never_later_than_in_an_hour",
        ),
    ),
)
